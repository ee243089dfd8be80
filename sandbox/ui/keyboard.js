// Buttons of a bot: under a message, and in place of the phone's keyboard.

import { shareContact, shareUsers } from "./people.js";
import { inform } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { isSwitch, switchToInline } from "./inline.js";
import { complain, toast } from "./notices.js";
import { copyText, openUrl } from "./opening.js";
import { pressPay } from "./paying.js";
import { isWaiting, press } from "./pressing.js";
import { act } from "./server.js";
import { t } from "./words.js";

export function inlineKeyboard(message, context) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return h("div", { class: "inline-keyboard" }, rows.map((buttons, row) =>
    h("div", { class: "keyboard-row" }, buttons.map((button, column) => inlineButton(button, { ...context, message, row, column })))));
}

export function inlineButton(button, place) {
  const mark = markOf(button);
  return h("button", {
    type: "button", class: `inline-button ${button.style ?? ""}`, disabled: Boolean(button.disabled),
    "data-row": place.row, "data-column": place.column, title: button.url,
    onclick: () => run(button, place),
  }, h("span", {}, isPaid(button, place) ? t("receipt") : button.text), mark && icon(mark));
}

function markOf(button) {
  const { url, copy_text } = button;
  if (copy_text) return "copy";
  if (isSwitch(button)) return "share";
  if (!url) return null;
  return /\/share\/|msg_url/.test(url) ? "share" : "external";
}

function isPaid({ pay }, { chat, message }) {
  return pay && chat.paid?.includes(message.message_id);
}

function run(button, { chat, viewer, message, row, column }) {
  if (isPaid(button, { chat, message })) return inform({ title: t("receipt"), text: JSON.stringify(message.invoice, null, 2) });
  if (button.pay) return pressPay({ person: viewer, chat, message });
  if (button.callback_data !== undefined) return press({ person: viewer, chat, message, row, column, button });
  if (button.url) return openUrl({ url: button.url, person: viewer, chatId: chat.id });
  if (button.copy_text) return copyText(chat.id, button.copy_text.text);
  if (isSwitch(button)) return switchToInline(button, viewer, chat.id);
  return inform({ title: t("unknownButton"), text: JSON.stringify(button, null, 2) });
}

// Sets the spinner on the buttons that wait, and takes it off the others, without drawing the message again.
export function markWaiting(root, chat, viewer) {
  for (const element of root.querySelectorAll("[data-message-id]")) {
    const id = element.dataset.messageId;
    for (const button of element.querySelectorAll(".inline-button")) {
      const waits = isWaiting(viewer, chat.id, id, Number(button.dataset.row), Number(button.dataset.column));
      button.classList.toggle("waiting", waits);
      button.setAttribute("aria-busy", String(waits));
    }
  }
}

export function replyKeyboard(markup, context) {
  return h("div", { class: `reply-keyboard ${markup.resize_keyboard ? "" : "tall"}`, role: "group", "aria-label": t("replyKeyboard"), "data-testid": "reply-keyboard" },
    markup.keyboard.map((buttons) => h("div", { class: "keyboard-row" }, buttons.map((button) => replyButton(button, context)))));
}

function replyButton(written, context) {
  const button = typeof written === "string" ? { text: written } : written;
  return h("button", { type: "button", class: `reply-button ${button.style ?? ""}`, onclick: () => pressReply(button, context) }, button.text);
}

async function pressReply(button, { chat, viewer, used }) {
  try {
    const asks = Object.keys(button).find((name) => name.startsWith("request_") || name === "web_app");
    if (button.request_contact) {
      if (!(await shareContact(viewer, chat.id))) return;
    } else if (button.request_users && !button.request_users.user_is_bot) {
      if (!(await shareUsers(viewer, chat.id, button))) return;
    } else if (asks) {
      toast(chat.id, t("unknownButton"), "warning");
      return;
    } else {
      await act("press_reply", { person: viewer, chat: chat.id, text: button.text });
    }
    used();
  } catch (error) {
    complain(chat.id, error);
  }
}
