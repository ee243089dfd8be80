// One chat window: head, history, notices, composer.

import { Composer } from "./composer.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { groupMenu } from "./groups.js";
import { History } from "./history.js";
import { summary } from "./message.js";
import { registerPlace } from "./notices.js";
import { personMenu } from "./people.js";
import { chooseTopic, chooseViewer, closeChat, topicOf, viewOf, viewerOf } from "./view.js";
import { isGroup, livingPeople, nameOf, on, titleOf, world } from "./world.js";
import { t } from "./words.js";

export class Column {
  #subscriptions;

  constructor(chatId) {
    this.chatId = chatId;
    this.composer = new Composer(chatId);
    this.history = new History(chatId, { replyTo: (id) => this.composer.replyTo(id) });
    this.head = h("header", { class: "column-head" });
    this.viewer = h("div", { class: "viewer" });
    const notices = h("div", { class: "notices" });
    const body = h("div", { class: "column-body" }, this.history.scroller, this.history.toBottom, notices);
    this.pinned = h("button", { type: "button", class: "pinned", "data-testid": "pinned", hidden: true });
    this.element = h("section", { class: "column", "data-testid": `column-${chatId}`, "data-chat": chatId }, this.head, this.viewer, this.pinned, body, this.composer.element);
    this.#subscriptions = [
      registerPlace(chatId, notices),
      on("chat", (id) => id === chatId && this.update()),
      on("pressed", (id) => id === chatId && this.history.markWaiting()),
      on("inline", (id) => id === chatId && this.composer.inline.update()),
      on("type", ({ chatId: id, text }) => id === chatId && this.composer.type(text)),
      on("unread", (id) => id === chatId && this.history.showUnread()),
      on("world-details", () => this.update()),
    ];
    this.update();
  }

  get #chat() {
    return world.chats.get(this.chatId);
  }

  close() {
    for (const stop of this.#subscriptions) stop();
    this.history.close();
    viewOf(this.chatId).reading = false;
    this.element.remove();
  }

  update() {
    const chat = this.#chat;
    const name = titleOf(chat);
    this.element.dataset.person = viewerOf(chat);
    this.element.setAttribute("aria-label", isGroup(chat) ? t("groupChat", { name }) : t("chatOf", { name }));
    this.#drawHead(chat, name);
    this.#drawPinned(chat);
    this.history.update();
    this.composer.update();
  }

  // Telegram shows the newest of them first.
  #drawPinned({ messages, pinned }) {
    const newest = Math.max(...pinned);
    const message = messages.find(({ message_id }) => message_id === newest);
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.replaceChildren(icon("pin"), h("span", {}, summary(message)));
    this.pinned.title = t("pinned");
    this.pinned.onclick = () => this.history.scrollTo(newest);
  }

  // Most events do not touch the head, and drawing it anew would close an open viewer list.
  #drawHead(chat, name) {
    const facts = JSON.stringify([chat.type, name, headline(chat), isGroup(chat) && viewerOptions(chat), viewerOf(chat), chat.is_forum && chat.topics, topicOf(chat)]);
    if (facts === this.head.facts) return;
    this.head.facts = facts;
    const openMenu = ({ currentTarget }) => (isGroup(chat) ? groupMenu : personMenu)(currentTarget, chat.id);
    this.head.replaceChildren(
      avatar(chat.id, name),
      h("div", { class: "column-title" }, h("h2", { dir: "auto" }, name), h("p", {}, headline(chat))),
      iconButton("more", t("menu", { name }), openMenu, { class: "icon-button dots", "data-testid": "column-menu" }),
      iconButton("close", t("closeColumn", { name }), () => closeChat(chat.id), { "data-testid": "close-column" }));
    this.viewer.replaceChildren(...(isGroup(chat) ? [viewerChoice(chat), chat.is_forum && topicChoice(chat)].filter(Boolean) : []));
  }
}

function headline(chat) {
  if (isGroup(chat)) return `${t("people", { n: chat.members.length })} · ${t(botState(chat))}`;
  const person = world.people.get(chat.id);
  if (person?.deactivated) return t("accountGone");
  if (person?.blocked) return t("blockedBot");
  return [person?.username && `@${person.username}`, t("withBot")].filter(Boolean).join(" · ");
}

function botState({ bot_status }) {
  if (bot_status === "administrator") return "botAdmin";
  return bot_status === "member" ? "botIn" : "botOut";
}

function viewerOptions(chat) {
  return livingPeople().map(({ id }) => [id, viewerName(chat, id)]);
}

function viewerName(chat, id) {
  const name = nameOf(id);
  if (!chat.members.includes(id)) return t("outsider", { name });
  return chat.anonymous?.includes(id) ? t("anonymous", { name }) : name;
}

function viewerChoice(chat) {
  const viewer = viewerOf(chat);
  const select = h("select", { "data-testid": "viewer", onchange: () => chooseViewer(chat.id, Number(select.value)) },
    viewerOptions(chat).map(([id, text]) => h("option", { value: id, selected: id === viewer }, text)));
  return h("label", {}, h("span", {}, t("whoAmI")), select);
}

function topicChoice(chat) {
  const topic = topicOf(chat);
  const options = [{ id: "", name: t("general") }, ...chat.topics];
  const select = h("select", { "data-testid": "topic", onchange: () => chooseTopic(chat.id, Number(select.value) || null) },
    options.map(({ id, name }) => h("option", { value: id, selected: id === (topic ?? "") }, name)));
  return h("label", {}, h("span", {}, t("topic")), select);
}
