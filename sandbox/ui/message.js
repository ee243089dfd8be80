// One message as a bubble or as a service line.

import { avatar, h, icon, iconButton } from "./dom.js";
import { choose, inform } from "./dialogs.js";
import { inlineKeyboard } from "./keyboard.js";
import { openMenu } from "./menu.js";
import { complain } from "./notices.js";
import { copyText, openUrl } from "./opening.js";
import { drawRich, firstWords } from "./rich.js";
import { richText } from "./richtext.js";
import { act, fileUrl } from "./server.js";
import { showChat } from "./view.js";
import { fullName, isGroup, livingChats, nameOf, titleOf, world } from "./world.js";
import { clock, money, t } from "./words.js";

const KILO = 1024;

export function drawMessage(message, context) {
  const service = serviceText(message);
  if (service) return h("div", { class: "service", "data-message-id": message.message_id }, h("span", {}, service));
  const own = message.from?.id === context.viewer;
  return h("div", {
    class: `message ${own ? "own" : "other"} ${message.passedFrom || message.ephemeral_message_id ? "passed" : ""}`,
    "data-message-id": message.message_id, "data-testid": `message-${message.message_id}`,
  },
  isGroup(context.chat) && !own && avatar(senderId(message), senderName(message), "small"),
  h("div", { class: "stack" },
    h("div", { class: "line" }, bubble(message, context, own), !message.passedFrom && tools(message, context)),
    inlineKeyboard(message, context)));
}

function senderId(message) {
  return message.sender_chat?.id ?? message.from?.id ?? 0;
}

function senderName(message) {
  return message.sender_chat?.title ?? (message.from ? fullName(message.from) : "");
}

function bubble(message, context, own) {
  return h("div", { class: "bubble" },
    isGroup(context.chat) && !own && h("div", { class: `sender hue-text-${Math.abs(senderId(message)) % 7}` }, senderName(message)),
    message.passedFrom && h("div", { class: "passed-note" }, icon("forward"), t("notThroughBot", { name: nameOf(message.passedFrom) })),
    message.ephemeral_message_id && h("div", { class: "passed-note" }, icon("eye"), t("onlyYouSee")),
    message.via_bot && h("div", { class: "passed-note" }, t("viaBot", { name: message.via_bot.username })),
    message.forward_origin && h("div", { class: "passed-note" }, t("forwardedFrom", { name: originName(message.forward_origin) })),
    message.is_topic_message && h("div", { class: "topic" }, icon("hash"), topicName(message, context.chat)),
    message.reply_to_message && !isTopicRoot(message) && quote(message.reply_to_message, context),
    content(message, context),
    stamp(message));
}

function topicName({ message_thread_id }, chat) {
  return chat.topics?.find(({ id }) => id === message_thread_id)?.name ?? t("gone");
}

// In Telegram every message in a topic replies at least to the message that opened it.
function isTopicRoot({ reply_to_message, message_thread_id }) {
  return reply_to_message.forum_topic_created && reply_to_message.message_id === message_thread_id;
}

function originName(origin) {
  return origin.sender_user ? fullName(origin.sender_user) : origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "";
}

function quote(target, context) {
  return h("button", { type: "button", class: "quote", onclick: () => context.scrollTo(target.message_id) },
    h("strong", {}, senderName(target)), h("span", {}, summary(target)));
}

export function summary(message) {
  const text = message.text ?? message.caption ?? (message.rich_message && firstWords(message.rich_message)) ?? (message.contact && t("contact")) ?? (message.users_shared && t("sharedUsers")) ?? (message.photo && t("photo")) ?? message.invoice?.title ?? message.document?.file_name;
  return text ? text.replace(/\s+/g, " ").slice(0, 120) : t("gone");
}

function content(message, context) {
  if (message.text !== undefined) return words(message.text, message.entities, message, context);
  if (message.rich_message) return drawRich(message.rich_message, { ...context, message }, followers(message, context));
  return [attachment(message), message.caption && words(message.caption, message.caption_entities, message, context)];
}

function words(text, entities, message, context) {
  return h("div", { class: "words", dir: "auto" }, richText(text, entities, followers(message, context)));
}

function followers({ message_thread_id }, { chat, viewer }) {
  return {
    url: (url) => openUrl({ url, person: viewer, chatId: chat.id }),
    command: (text) => sendCommand(chat, viewer, text, message_thread_id),
    mention: (name) => showMentioned(name.slice(1).toLowerCase()),
  };
}

export async function sendCommand(chat, person, command, thread) {
  const addressed = isGroup(chat) && !command.includes("@") ? `${command}@${world.bot.username}` : command;
  await act("say", { person, chat: chat.id, text: addressed, thread }).catch((error) => complain(chat.id, error));
}

function showMentioned(username) {
  const person = [...world.people.values()].find((one) => one.username?.toLowerCase() === username);
  if (person) showChat(person.id);
}

function attachment(message) {
  if (message.contact) return card("person", fullName(message.contact), message.contact.phone_number);
  if (message.users_shared) return card("group", t("sharedUsers"), message.users_shared.users.map(({ user_id }) => nameOf(user_id)).join(", "));
  if (message.photo) return picture(message.photo.at(-1));
  if (message.document) return download(message.document);
  if (message.invoice) return invoice(message.invoice);
  return h("em", { class: "muted" }, t("unsupported"));
}

function invoice({ title, description, total_amount, currency }) {
  return [card("file", title, money(total_amount, currency)), h("div", { class: "words", dir: "auto" }, description)];
}

// The sides are known before the picture is, so the messages below do not jump.
function picture({ file_id, width, height }) {
  return h("a", { class: "photo", href: fileUrl(file_id), target: "_blank", rel: "noreferrer" },
    h("img", { src: fileUrl(file_id), alt: t("photo"), width, height }));
}

function download({ file_id, file_name, file_size }) {
  const link = card("download", file_name ?? t("file"), sizeOf(file_size));
  return h("a", { class: "document", href: fileUrl(file_id), download: file_name ?? "", title: t("download") }, link);
}

function sizeOf(bytes) {
  if (bytes < KILO) return t("bytes", { n: bytes });
  if (bytes < KILO * KILO) return t("kilobytes", { n: (bytes / KILO).toFixed(1) });
  return t("megabytes", { n: (bytes / KILO / KILO).toFixed(1) });
}

function card(symbol, title, detail) {
  return h("div", { class: "attachment" }, h("span", { class: "attachment-icon" }, icon(symbol)),
    h("span", {}, h("strong", { dir: "auto" }, title), detail && h("small", {}, detail)));
}

function stamp(message) {
  return h("span", { class: "stamp" }, message.edit_date && h("span", { class: "edited" }, t("edited")),
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)));
}

function tools(message, context) {
  return h("div", { class: "tools" },
    !message.ephemeral_message_id && iconButton("reply", t("reply"), () => context.replyTo(message.message_id)),
    iconButton("more", t("more"), ({ currentTarget }) => openMenu(currentTarget, t("more"), toolEntries(message, context)), { class: "icon-button dots" }));
}

function toolEntries(message, { chat, viewer }) {
  const text = message.text ?? message.caption;
  return [
    text && { text: t("copyText"), symbol: "copy", run: () => copyText(chat.id, text) },
    !message.ephemeral_message_id && pinning(message, chat, viewer),
    !message.ephemeral_message_id && { text: t("forward"), symbol: "forward", run: () => forward(message, chat, viewer) },
    { text: t("showSource"), symbol: "code", run: () => showSource(message) },
    message.ephemeral_message_id
      ? { text: t("dismiss"), symbol: "close", run: () => tell("dismiss", chat, viewer, { ephemeral_message_id: message.ephemeral_message_id }) }
      : { text: t("deleteMessage"), symbol: "trash", danger: true, run: () => tell("delete_message", chat, viewer, { message_id: message.message_id }) },
  ];
}

async function forward({ message_id }, chat, person) {
  const places = livingChats().filter(({ id, members }) => id === person || (id < 0 && members.includes(person)));
  const to = await choose({ title: t("forward"), options: places.map((place) => ({ value: place.id, label: titleOf(place), id: place.id })) });
  if (to === null) return;
  await tell("forward_message", chat, person, { message_id, to });
  showChat(to);
}

function pinning({ message_id }, chat, viewer) {
  const pinned = chat.pinned.includes(message_id);
  return { text: t(pinned ? "unpin" : "pin"), symbol: "pin", run: () => tell(pinned ? "unpin_message" : "pin_message", chat, viewer, { message_id }) };
}

// As the bot has it, without what this page added.
function showSource(message) {
  const { after, replaces, ...seen } = message;
  if (seen.ephemeral_message_id) seen.message_id = 0;
  return inform({ title: t("source", { id: seen.message_id }), text: JSON.stringify(seen, null, 2) });
}

function tell(verb, chat, person, fields) {
  return act(verb, { person, chat: chat.id, ...fields }).catch((error) => complain(chat.id, error));
}

function serviceText(message) {
  const name = senderName(message);
  if (message.new_chat_members) return arrivals(message, name);
  if (message.left_chat_member) return departure(message.left_chat_member, message, name);
  if (message.group_chat_created || message.supergroup_chat_created) return t("createsGroup", { name, title: message.chat.title });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("nowSupergroup");
  if (message.forum_topic_created) return t("opensTopic", { name, topic: message.forum_topic_created.name });
  if (message.new_chat_title) return t("renames", { name, title: message.new_chat_title });
  if (message.pinned_message) return t("pins", { name, text: summary(message.pinned_message) });
  if (message.successful_payment) return t("paid", { sum: sumOf(message.successful_payment) });
  if (message.refunded_payment) return t("refunded", { sum: sumOf(message.refunded_payment) });
  return null;
}

function sumOf({ total_amount, currency }) {
  return money(total_amount, currency);
}

function arrivals({ new_chat_members, from }, name) {
  if (new_chat_members.length === 1 && new_chat_members[0].id === from?.id) return t("joins", { name });
  return t("adds", { name, others: new_chat_members.map(fullName).join(", ") });
}

function departure(who, { from }, name) {
  return who.id === from?.id ? t("leaves", { name }) : t("removes", { name, other: fullName(who) });
}
