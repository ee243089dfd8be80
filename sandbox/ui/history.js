// The list of messages of one column: draws what changed, keeps the place the reader is at, counts what is unread.

import { h, iconButton } from "./dom.js";
import { markWaiting } from "./keyboard.js";
import { drawMessage } from "./message.js";
import { markRead, shownMessages, viewOf, viewerOf } from "./view.js";
import { isGroup, world } from "./world.js";
import { day, t } from "./words.js";

const NEAR_BOTTOM = 48;
const SAME_RUN_SECONDS = 300;

export class History {
  #chatId;
  #drawn = new Map();
  #viewer = null;
  #context;
  #list = h("div", { class: "messages" });
  #badge = h("span", { class: "badge", "data-testid": "unread" });
  #stuck = true;
  #size = "";
  #days = new Map();

  constructor(chatId, { replyTo }) {
    this.#chatId = chatId;
    this.#context = { replyTo, scrollTo: (id) => this.scrollTo(id) };
    this.scroller = h("div", { class: "history", role: "log", tabindex: "0", "aria-relevant": "additions", onscroll: () => this.#noticePlace() }, this.#list);
    this.toBottom = iconButton("down", t("toBottom"), () => this.stickToBottom(), { class: "icon-button to-bottom", hidden: true });
    this.toBottom.append(this.#badge);
    // A growing composer or keyboard must not push the newest message out of sight.
    this.resizing = new ResizeObserver(() => this.#keepPlace());
    this.resizing.observe(this.scroller);
    this.resizing.observe(this.#list);
  }

  close() {
    this.resizing.disconnect();
  }

  update() {
    const chat = world.chats.get(this.#chatId);
    const viewer = viewerOf(chat);
    if (viewer !== this.#viewer) this.#drawn.clear();
    const grew = this.#endsWithOwn(chat, viewer);
    this.#viewer = viewer;
    this.#draw(chat, viewer);
    markWaiting(this.#list, chat, viewer);
    if (grew) this.#stuck = true;
    this.#keepPlace();
  }

  markWaiting() {
    markWaiting(this.#list, world.chats.get(this.#chatId), this.#viewer);
  }

  #endsWithOwn(chat, viewer) {
    const last = shownMessages(chat).at(-1);
    return Boolean(last && !this.#drawn.has(last.message_id) && last.from?.id === viewer);
  }

  #draw(chat, viewer) {
    const messages = shownMessages(chat);
    const context = { ...this.#context, chat, viewer };
    const focus = this.#focusedButton();
    const drawn = new Map();
    const rows = [];
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      if (!before || !sameDay(before, message)) rows.push(this.#dayLine(message));
      const element = this.#elementFor(message, context);
      element.classList.toggle("first", !sameRun(before, message));
      element.classList.toggle("last", !sameRun(message, messages[index + 1]));
      drawn.set(message.message_id, { message, element });
      rows.push(element);
    });
    if (!rows.length) rows.push(h("div", { class: "empty" }, t(isGroup(chat) ? "emptyGroup" : "emptyPrivate")));
    this.#drawn = drawn;
    reconcile(this.#list, rows);
    this.#restoreFocus(focus);
  }

  #elementFor(message, context) {
    const kept = this.#drawn.get(message.message_id);
    return kept?.message === message ? kept.element : drawMessage(message, context);
  }

  #dayLine({ date }) {
    const text = day(date);
    if (!this.#days.has(text)) this.#days.set(text, h("div", { class: "service day" }, h("span", {}, text)));
    return this.#days.get(text);
  }

  // An edit replaces the bubble, so a keyboard user would lose the button that was just pressed.
  #focusedButton() {
    const button = document.activeElement?.closest(".inline-button");
    if (!button || !this.#list.contains(button)) return null;
    return { id: button.closest("[data-message-id]").dataset.messageId, row: button.dataset.row, column: button.dataset.column };
  }

  #restoreFocus(spot) {
    if (!spot || this.#list.contains(document.activeElement)) return;
    const message = this.#list.querySelector(`[data-message-id="${spot.id}"]`);
    message?.querySelector(`[data-row="${spot.row}"][data-column="${spot.column}"]`)?.focus({ preventScroll: true });
  }

  // A scroll event may also be the echo of a new size, and then says nothing about where the reader wants to be.
  #noticePlace() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (this.#size !== this.#sizeNow()) return this.#keepPlace();
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    return this.#showPlace();
  }

  #sizeNow() {
    return [this.scroller.scrollHeight, this.scroller.clientHeight, this.scroller.clientWidth].join();
  }

  #showPlace() {
    if (this.#stuck) markRead(this.#chatId);
    else viewOf(this.#chatId).reading = false;
    this.showUnread();
  }

  showUnread() {
    const { unread } = viewOf(this.#chatId);
    this.toBottom.hidden = this.#stuck;
    this.#badge.hidden = !unread;
    this.#badge.textContent = unread;
  }

  #keepPlace() {
    this.#size = this.#sizeNow();
    if (this.#stuck) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#showPlace();
  }

  stickToBottom() {
    this.#stuck = true;
    this.#keepPlace();
  }

  scrollTo(id) {
    const element = this.#drawn.get(id)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.remove("flash");
    requestAnimationFrame(() => element.classList.add("flash"));
  }
}

// Moves as little as possible: moving an element would drop its focus, selection and animations.
function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
}

function sameDay(one, other) {
  return new Date(one.date * 1000).toDateString() === new Date(other.date * 1000).toDateString();
}

function sameRun(one, other) {
  if (!one || !other || one.from?.id !== other.from?.id || one.passedFrom !== other.passedFrom) return false;
  return Math.abs(other.date - one.date) < SAME_RUN_SECONDS && sameDay(one, other);
}
