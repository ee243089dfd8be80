// The lower edge of a column: input, commands, the bot's reply keyboard, or the one button that makes sense instead.

import { inform } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { InlineMenu } from "./inline.js";
import { replyKeyboard } from "./keyboard.js";
import { sendCommand, summary } from "./message.js";
import { complain } from "./notices.js";
import { act } from "./server.js";
import { SlashMenu } from "./slash.js";
import { topicOf, viewOf, viewerOf } from "./view.js";
import { isAbandoned, isGroup, nameOf, world } from "./world.js";
import { t } from "./words.js";

const TALLEST = 160;
const PHOTOS = ["image/png", "image/jpeg"];

export class Composer {
  #chatId;
  #markup;
  #keyboard = h("div", { class: "keyboard-place" });
  #quote = h("div", { class: "reply-bar", "data-testid": "reply-bar", hidden: true });
  #instead = h("button", { type: "button", class: "instead", hidden: true });
  #row;

  constructor(chatId) {
    this.#chatId = chatId;
    this.slash = new SlashMenu(`slash-${chatId}`, (command) => this.#command(command));
    this.inline = new InlineMenu(`inline-${chatId}`, () => this.#inlinePlace(), () => this.#setText(""));
    this.input = h("textarea", {
      rows: 1, "data-testid": "input", maxlength: 4096, "aria-controls": `slash-${chatId}`,
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onblur: () => this.#left(),
    });
    this.input.value = this.#view.draft;
    this.slashButton = iconButton("slash", t("commands"), () => this.#toggleCommands(), { "data-testid": "open-commands" });
    this.appButton = h("button", { type: "button", class: "app-button", "data-testid": "menu-app", hidden: true, onclick: () => this.#showApp() });
    this.keyboardButton = iconButton("keyboard", t("replyKeyboard"), () => this.#toggleKeyboard(), { "data-testid": "toggle-keyboard" });
    this.file = h("input", { type: "file", hidden: true, "data-testid": "file", onchange: () => this.#sendFile() });
    const attach = iconButton("attach", t("attachFile"), () => this.file.click(), { "data-testid": "attach" });
    const send = iconButton("send", t("send"), () => this.#send(), { class: "icon-button send", "data-testid": "send" });
    this.#row = h("div", { class: "input-row" }, this.appButton, this.slashButton, attach, this.file, this.input, this.keyboardButton, send);
    this.element = h("footer", { class: "composer" }, this.slash.element, this.inline.element, this.#quote, this.#row, this.#instead, this.#keyboard);
  }

  get #view() {
    return viewOf(this.#chatId);
  }

  get #chat() {
    return world.chats.get(this.#chatId);
  }

  get #viewer() {
    return viewerOf(this.#chat);
  }

  update() {
    const label = isGroup(this.#chat) ? t("writeAs", { name: nameOf(this.#viewer) }) : t("write");
    this.input.setAttribute("aria-label", label);
    const app = this.#webApp;
    this.slashButton.hidden = !this.#commands.length || Boolean(app);
    this.appButton.hidden = !app;
    this.appButton.textContent = app?.text ?? "";
    this.#showInstead();
    this.#takeMarkup();
    this.#showKeyboard();
    this.#showQuote();
  }

  get #commands() {
    return this.#chat.commands[this.#viewer] ?? [];
  }

  // A Mini App takes the place of the commands; typing "/" still brings them.
  get #webApp() {
    const button = this.#chat.menu_button;
    return button?.type === "web_app" ? button : null;
  }

  #showApp() {
    return inform({ title: this.#webApp.text, intro: t("unknownButton"), text: this.#webApp.web_app.url });
  }

  #showInstead() {
    const other = this.#otherButton();
    this.#row.hidden = Boolean(other);
    this.#instead.hidden = !other;
    if (!other) return;
    this.#instead.textContent = other.text;
    this.#instead.disabled = !other.verb;
    this.#instead.dataset.testid = other.name;
    this.#instead.onclick = () => this.#act(other.verb, other.fields);
  }

  #otherButton() {
    const chat = this.#chat;
    const person = this.#viewer;
    if (isGroup(chat)) {
      if (isAbandoned(chat) || chat.members.includes(person)) return null;
      return { name: "join", text: t("joinGroup", { name: nameOf(person) }), verb: "join", fields: { chat: chat.id } };
    }
    const { blocked, started, deactivated } = world.people.get(person) ?? {};
    if (deactivated) return { name: "gone", text: t("accountGone") };
    if (blocked) return { name: "unblock", text: t("unblock"), verb: "unblock", fields: {} };
    return started ? null : { name: "start", text: t("start"), verb: "say", fields: { chat: chat.id, text: "/start" } };
  }

  #act(verb, fields) {
    return act(verb, { person: this.#viewer, ...fields }).catch((error) => complain(this.#chatId, error));
  }

  #takeMarkup() {
    const markup = this.#chat.reply_keyboard[this.#viewer] ?? null;
    if (markup === this.#markup) return;
    this.#markup = markup;
    this.#view.keyboardHidden = false;
    this.input.placeholder = markup?.input_field_placeholder ?? t("write");
    if (markup?.force_reply) this.#answerBot();
  }

  #answerBot() {
    const question = this.#chat.messages.findLast(({ from }) => from?.id === world.bot.id);
    if (question) this.#view.reply = question.message_id;
    if (document.activeElement === document.body || this.element.parentElement?.contains(document.activeElement)) this.input.focus();
  }

  #showKeyboard() {
    const keyboard = this.#markup?.keyboard && !this.#row.hidden;
    this.keyboardButton.hidden = !keyboard;
    const shown = keyboard && !this.#view.keyboardHidden;
    this.keyboardButton.setAttribute("aria-expanded", String(Boolean(shown)));
    if (!shown) return this.#keyboard.replaceChildren();
    if (this.#keyboard.drawnFrom === this.#markup && this.#keyboard.firstChild) return undefined;
    this.#keyboard.drawnFrom = this.#markup;
    const markup = this.#markup;
    const used = () => this.#keyboardUsed(markup);
    return this.#keyboard.replaceChildren(replyKeyboard(markup, { chat: this.#chat, viewer: this.#viewer, used }));
  }

  // The bot may have answered with the next keyboard before the press returned; that one stays.
  #keyboardUsed(markup) {
    if (markup === this.#markup && markup.one_time_keyboard) this.#view.keyboardHidden = true;
    this.#showKeyboard();
  }

  #toggleKeyboard() {
    this.#view.keyboardHidden = !this.#view.keyboardHidden;
    this.#showKeyboard();
  }

  #toggleCommands() {
    if (this.slash.isOpen) this.slash.hide();
    else this.slash.show(this.#commands);
    this.input.focus();
  }

  replyTo(messageId) {
    this.#view.reply = messageId;
    this.#showQuote();
    if (messageId !== null) this.input.focus();
  }

  #showQuote() {
    const target = this.#chat.messages.find(({ message_id }) => message_id === this.#view.reply);
    this.#quote.hidden = !target || this.#row.hidden;
    if (!target) return;
    this.#quote.replaceChildren(
      h("div", {}, h("strong", {}, t("replyTo")), h("span", {}, summary(target))),
      iconButton("close", t("cancelReply"), () => this.replyTo(null)));
  }

  #typed() {
    const text = this.input.value;
    this.#view.draft = text;
    this.#fit();
    if (/^\/\w*$/.test(text)) this.slash.show(this.#commands, text);
    else this.slash.hide();
    this.inline.typed(text);
    this.#announceMarked();
  }

  #left() {
    this.slash.hide();
    this.inline.hide();
  }

  // What a button of the bot typed for the person.
  type(text) {
    this.#setText(text);
    this.input.focus();
  }

  #inlinePlace() {
    return { person: this.#viewer, chat: this.#chatId, thread: topicOf(this.#chat), text: this.input.value };
  }

  // Pictures go as photos, everything else as it is.
  async #sendFile() {
    const [file] = this.file.files;
    if (!file) return;
    const place = { person: this.#viewer, chat: this.#chatId, thread: topicOf(this.#chat) };
    const content = await inBase64(file);
    this.file.value = "";
    const caption = this.input.value;
    this.#setText("");
    try {
      if (PHOTOS.includes(file.type)) await act("send_photo", { ...place, photo: content, caption });
      else await act("send_document", { ...place, name: file.name, document: content, caption });
    } catch (error) {
      complain(this.#chatId, error);
      if (!this.input.value) this.#setText(caption);
    }
  }

  #announceMarked() {
    this.input.setAttribute("aria-activedescendant", this.slash.markedId || this.inline.markedId);
  }

  #fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  #key(event) {
    // Enter that ends the composition of a Japanese or Chinese word is not "send".
    if (event.isComposing) return;
    const taken = this.slash.take(event) || this.inline.take(event);
    this.#announceMarked();
    if (taken) return;
    if (event.key === "Escape" && this.#view.reply !== null) this.replyTo(null);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #command(command) {
    this.#setText("");
    return sendCommand(this.#chat, this.#viewer, command, topicOf(this.#chat));
  }

  async #send() {
    const text = this.input.value;
    if (!text.trim()) return;
    const reply = this.#view.reply;
    this.#setText("");
    this.replyTo(null);
    try {
      await act("say", { person: this.#viewer, chat: this.#chatId, text, thread: topicOf(this.#chat), ...(reply !== null && { reply_to: reply }) });
    } catch (error) {
      complain(this.#chatId, error);
      if (!this.input.value) this.#setText(text);
    }
  }

  #setText(text) {
    this.input.value = text;
    this.#typed();
  }
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
