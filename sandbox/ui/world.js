// What the sandbox has told us. Messages are replaced, never changed, so a drawn bubble is stale exactly when its object differs.

import { t } from "./words.js";

const listeners = new Map();

export const world = {
  bot: { id: 0, username: "", first_name: "", privacy_mode: true, inline_mode: true, inline_feedback: true },
  ephemeral_messages: true,
  rich_messages: true,
  people: new Map(),
  chats: new Map(),
  faults: [],
  calls: [],
};

const KEPT_CALLS = 200;

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, detail) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

export function replaceWorld(state) {
  world.bot = state.bot;
  world.rich_messages = state.rich_messages;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.ephemeral_messages = state.ephemeral_messages;
  world.chats = new Map(state.chats.map((chat) => [chat.id, { ...chat, ephemeral: chat.ephemeral.map(asMessage) }]));
  world.faults = state.faults;
  world.calls = state.calls;
  emit("world");
}

// "/" menus and the bot's settings have no events of their own contents.
export function replaceSettings(state) {
  world.bot = state.bot;
  world.ephemeral_messages = state.ephemeral_messages;
  world.rich_messages = state.rich_messages;
  for (const { id, commands, menu_button } of state.chats) {
    const chat = world.chats.get(id);
    if (chat) Object.assign(chat, { commands, menu_button });
  }
  emit("world-details");
}

export function putMessage({ chat_id, message }) {
  const { messages } = chatOf(chat_id, message.chat);
  const place = messages.findIndex(({ message_id }) => message_id === message.message_id);
  if (place >= 0) messages[place] = message;
  else messages.push(message);
  emit("chat", chat_id);
  return place < 0;
}

export function dropMessage({ chat_id, message_id }) {
  const chat = chatOf(chat_id);
  chat.messages = chat.messages.filter((message) => message.message_id !== message_id);
  emit("chat", chat_id);
}

// A message to one person has no number of its own; in its column it stands after the newest, or instead of another one.
function asMessage({ message, after, replaces }) {
  return { ...message, message_id: `ephemeral-${message.ephemeral_message_id}`, after: replaces ?? after, replaces };
}

export function putEphemeral(event) {
  const chat = chatOf(event.chat_id, event.message.chat);
  const message = asMessage(event);
  chat.ephemeral = [...chat.ephemeral.filter(({ message_id }) => message_id !== message.message_id), message];
  emit("chat", event.chat_id);
}

export function dropEphemeral({ chat_id, ephemeral_message_id }) {
  const chat = chatOf(chat_id);
  chat.ephemeral = chat.ephemeral.filter((message) => message.ephemeral_message_id !== ephemeral_message_id);
  emit("chat", chat_id);
}

export function putReplyKeyboard({ chat_id, person, markup }) {
  chatOf(chat_id).reply_keyboard[person] = markup;
  emit("chat", chat_id);
}

export function putPerson(person) {
  world.people.set(person.id, person);
  chatOf(person.id).title = person.first_name;
  emit("world-details");
}

export function putChat(chat) {
  world.chats.set(chat.id, { ...chatOf(chat.id), ...chat });
  emit("world-details");
}

export function putCall(call) {
  world.calls = [...world.calls.filter(({ n }) => n !== call.n), call].slice(-KEPT_CALLS);
  emit("calls");
}

export function putFaults(faults) {
  world.faults = faults;
  emit("faults");
}

export function nameOf(id) {
  const person = world.people.get(id);
  if (!person) return id === world.bot.id ? world.bot.first_name : String(id);
  return fullName(person);
}

export function fullName({ first_name, last_name }) {
  return [first_name, last_name].filter(Boolean).join(" ") || t("deletedAccount");
}

// Who deleted their account can neither write nor be chosen any more.
export function livingPeople() {
  return [...world.people.values()].filter(({ deactivated }) => !deactivated);
}

export function titleOf(chat) {
  return chat.type === "private" ? nameOf(chat.id) : chat.title;
}

export function isGroup(chat) {
  return chat.type !== "private";
}

// A basic group that became a supergroup stays readable under its old id; nobody can write there any more.
export function isAbandoned(chat) {
  return chat.type === "group" && chat.messages.some((message) => message.migrate_to_chat_id);
}

export function livingGroups() {
  return [...world.chats.values()].filter((chat) => isGroup(chat) && !isAbandoned(chat));
}

export function livingChats() {
  const privates = [...world.people.keys()].map((id) => chatOf(id));
  return [...privates, ...livingGroups()];
}

// An event may name a chat before the "chat" event that describes it.
function chatOf(id, described = {}) {
  if (!world.chats.has(id)) {
    const kind = world.people.has(id) || id > 0 ? "private" : "group";
    world.chats.set(id, {
      id, type: kind, title: "", members: kind === "private" ? [id] : [], bot_status: "member",
      messages: [], ephemeral: [], pinned: [], paid: [], reply_keyboard: {}, commands: {}, ...described,
    });
  }
  return world.chats.get(id);
}
