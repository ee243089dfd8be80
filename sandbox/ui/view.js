// What belongs to this browser tab only: which columns are open, who writes in a group, drafts, unread counts, passed-on links.

import { emit, isGroup, livingChats, livingGroups, livingPeople, world } from "./world.js";

const STORED = "sandbox-columns";
const PEOPLE_AT_FIRST = 3;

const views = new Map();
let open = JSON.parse(sessionStorage.getItem(STORED) ?? "null");

export function viewOf(chatId) {
  if (!views.has(chatId)) {
    views.set(chatId, { draft: "", reply: null, unread: 0, reading: false, keyboardHidden: false, chosen: null, topic: null, passedOn: [] });
  }
  return views.get(chatId);
}

export function viewerOf(chat) {
  if (!isGroup(chat)) return chat.id;
  const { chosen } = viewOf(chat.id);
  const people = livingPeople().map(({ id }) => id);
  if (people.includes(chosen)) return chosen;
  const members = chat.members.filter((id) => people.includes(id));
  return members.includes(chat.owner) ? chat.owner : members[0] ?? people[0] ?? chat.owner;
}

export function chooseViewer(chatId, person) {
  Object.assign(viewOf(chatId), { chosen: person, reply: null });
  emit("chat", chatId);
}

// Where in a forum this tab writes: the number of a topic, or null for "General" and outside of forums.
export function topicOf(chat) {
  const { topic } = viewOf(chat.id);
  return chat.topics?.some(({ id }) => id === topic) ? topic : null;
}

export function chooseTopic(chatId, topic) {
  viewOf(chatId).topic = topic;
  emit("chat", chatId);
}

export function openChats() {
  const wanted = new Set(open ?? firstChats());
  return livingChats().filter(({ id }) => wanted.has(id));
}

function firstChats() {
  return [...[...world.people.keys()].slice(0, PEOPLE_AT_FIRST), ...livingGroups().slice(0, 1).map(({ id }) => id)];
}

export function isOpen(chatId) {
  return openChats().some(({ id }) => id === chatId);
}

export function showChat(chatId) {
  if (!isOpen(chatId)) keepOpen([...openChats().map(({ id }) => id), chatId]);
  emit("reveal", chatId);
}

export function closeChat(chatId) {
  viewOf(chatId).reading = false;
  keepOpen(openChats().map(({ id }) => id).filter((id) => id !== chatId));
}

export function followMigration({ from_chat_id, to_chat_id }) {
  views.set(to_chat_id, { ...viewOf(from_chat_id), reply: null });
  if (open) keepOpen(open.map((id) => (id === from_chat_id ? to_chat_id : id)));
}

export function openAgainAsAtFirst() {
  views.clear();
  keepOpen(null);
}

function keepOpen(ids) {
  open = ids;
  sessionStorage.setItem(STORED, JSON.stringify(ids));
  emit("layout");
}

export function countUnread(chatId, message) {
  const view = viewOf(chatId);
  const chat = world.chats.get(chatId);
  if (view.reading || message.from?.id === viewerOf(chat)) return;
  view.unread += 1;
  emit("unread", chatId);
}

export function markRead(chatId) {
  const view = viewOf(chatId);
  view.reading = true;
  if (!view.unread) return;
  view.unread = 0;
  emit("unread", chatId);
}

let passed = 0;

export function passOn(chatId, message) {
  passed += 1;
  const after = world.chats.get(chatId)?.messages.at(-1)?.message_id ?? 0;
  viewOf(chatId).passedOn.push({ message_id: `passed-${passed}`, after, date: Math.floor(Date.now() / 1000), ...message });
  emit("chat", chatId);
}

export function shownMessages(chat) {
  const { passedOn } = viewOf(chat.id);
  const mine = chat.ephemeral.filter(({ receiver_user }) => receiver_user.id === viewerOf(chat));
  if (!passedOn.length && !mine.length) return chat.messages;
  const replaced = new Set(mine.map(({ replaces }) => replaces));
  const others = chat.messages.filter(({ message_id }) => !replaced.has(message_id));
  return [...others, ...passedOn, ...mine].sort((one, other) => place(one) - place(other));
}

// Message numbers rise and dates are whole seconds, so only numbers tell what came first.
function place({ message_id, after }) {
  return after === undefined ? message_id : after + 0.5;
}
