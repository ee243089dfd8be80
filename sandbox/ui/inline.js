// What the bot offers for "@bot query" in the input field, and the buttons that type such a query.

import { choose } from "./dialogs.js";
import { h } from "./dom.js";
import { complain, toast } from "./notices.js";
import { act, fileUrl } from "./server.js";
import { chooseViewer, showChat } from "./view.js";
import { emit, isGroup, livingGroups, titleOf, world } from "./world.js";
import { t } from "./words.js";

const PAUSE_MS = 200;
const KEPT = 20;
const answers = new Map();

// The answer may arrive before the POST that asked has returned.
export function keepInlineAnswer(answer) {
  answers.set(answer.inline_query_id, answer);
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  emit("inline", answer.chat_id);
}

export function inlineQuery(text) {
  const name = `@${world.bot.username} `;
  return world.bot.inline_mode && text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length).trimStart() : null;
}

export class InlineMenu {
  #asked = null;
  #shown = null;
  #timer = null;
  #marked = 0;
  #place;
  #used;

  constructor(id, place, used) {
    this.#place = place;
    this.#used = used;
    this.element = h("div", { class: "slash-menu inline-menu", role: "listbox", id, "aria-label": t("inlineResults"), "data-testid": "inline-results", hidden: true });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  typed(text) {
    clearTimeout(this.#timer);
    const query = inlineQuery(text);
    if (query === null) return this.hide();
    this.#timer = setTimeout(() => this.#ask(query), PAUSE_MS);
    return undefined;
  }

  hide() {
    clearTimeout(this.#timer);
    this.#asked = null;
    this.#shown = null;
    this.element.hidden = true;
  }

  async #ask(query, offset = "") {
    const { person, chat } = this.#place();
    try {
      this.#asked = (await act("ask_inline", { person, chat, query, offset })).inline_query_id;
      this.update();
    } catch (error) {
      complain(chat, error);
    }
  }

  update() {
    const answer = answers.get(this.#asked);
    if (!answer || answer === this.#shown) return;
    this.#shown = answer;
    this.#marked = 0;
    const { results, button, next_offset } = answer;
    const nothing = !results.length && h("p", { class: "muted nothing" }, t("inlineNothing"));
    this.element.replaceChildren(...[
      button && h("button", { type: "button", class: "above", onmousedown: keepFocus, onclick: () => this.#pressAbove() }, button.text),
      nothing,
      ...results.map((result, index) => this.#option(result, index)),
      next_offset && h("button", { type: "button", class: "above", onmousedown: keepFocus, onclick: () => this.#ask(this.#query, next_offset) }, t("inlineMore")),
    ].filter(Boolean));
    this.element.hidden = false;
    this.#mark();
  }

  get #query() {
    return inlineQuery(this.#place().text) ?? "";
  }

  #option({ title, type, description, content }, index) {
    return h("div", { role: "option", id: `${this.element.id}-${index}`, onmousedown: keepFocus, onclick: () => this.#pick(index) },
      content.photo && h("img", { src: fileUrl(content.photo.at(-1).file_id), alt: t("photo") }),
      h("div", { class: "offer" }, h("strong", {}, title ?? content.caption ?? type), description && h("span", {}, description)));
  }

  #mark() {
    const options = this.element.querySelectorAll('[role="option"]');
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#marked)));
    options[this.#marked]?.scrollIntoView({ block: "nearest" });
  }

  get markedId() {
    return this.isOpen ? `${this.element.id}-${this.#marked}` : "";
  }

  async #pick(index) {
    const { inline_query_id, results } = this.#shown;
    const { person, chat, thread } = this.#place();
    this.#used();
    await act("choose_inline", { person, inline_query_id, result_id: results[index].id, thread }).catch((error) => complain(chat, error));
  }

  async #pressAbove() {
    const { inline_query_id } = this.#shown;
    const { person, chat } = this.#place();
    this.#used();
    try {
      await act("press_above_inline", { person, inline_query_id });
      showChat(person);
    } catch (error) {
      complain(chat, error);
    }
  }

  // Returns whether the key was for the list.
  take(event) {
    if (!this.isOpen) return false;
    const count = this.#shown.results.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      this.#marked = (this.#marked + step + count) % count;
      this.#mark();
    } else if (event.key === "Enter" && !event.shiftKey && count) this.#pick(this.#marked);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}

// "mousedown" would move the focus out of the input before the click.
function keepFocus(event) {
  event.preventDefault();
}

export function isSwitch(button) {
  return queryOf(button) !== undefined;
}

function queryOf({ switch_inline_query, switch_inline_query_current_chat, switch_inline_query_chosen_chat }) {
  return switch_inline_query ?? switch_inline_query_current_chat ?? (switch_inline_query_chosen_chat && (switch_inline_query_chosen_chat.query ?? ""));
}

// Types the button's query in this chat or in another one that the person chooses.
export async function switchToInline(button, person, chatId) {
  const here = button.switch_inline_query_current_chat !== undefined;
  const target = here ? chatId : await chooseTarget(button.switch_inline_query_chosen_chat, person, chatId);
  if (target === null) return;
  if (isGroup(world.chats.get(target))) chooseViewer(target, person);
  showChat(target);
  emit("type", { chatId: target, text: `@${world.bot.username} ${queryOf(button)}` });
}

function chooseTarget(allowed, person, chatId) {
  const bots = !allowed || allowed.allow_bot_chats ? [world.chats.get(person)] : [];
  const groups = !allowed || allowed.allow_group_chats ? livingGroups().filter(({ members }) => members.includes(person)) : [];
  const options = [...bots, ...groups].map((chat) => ({ value: chat.id, id: chat.id, label: titleOf(chat), hint: isGroup(chat) ? null : t("withBot") }));
  if (options.length) return choose({ title: t("whereToAsk"), options });
  toast(chatId, t("nowhereToAsk"), "warning");
  return null;
}

