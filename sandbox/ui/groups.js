// What can be done with a group: the bot's place in it, the people in it, and what kind of group it is.

import { ask, choose } from "./dialogs.js";
import { openMenu } from "./menu.js";
import { complain } from "./notices.js";
import { act } from "./server.js";
import { chooseTopic, showChat, viewerOf } from "./view.js";
import { livingPeople, nameOf, titleOf, world } from "./world.js";
import { t } from "./words.js";

export function groupMenu(opener, chatId) {
  const chat = world.chats.get(chatId);
  const here = ["member", "administrator"].includes(chat.bot_status);
  const { privacy_mode } = world.bot;
  const viewer = viewerOf(chat);
  openMenu(opener, t("menu", { name: titleOf(chat) }), [
    { text: t("members"), symbol: "group", run: () => chooseMembers(chat) },
    !here && { text: t("addBot"), symbol: "plus", run: () => tell(chat, "add_to_group") },
    chat.bot_status === "member" && { text: t("promoteBot"), symbol: "up", run: () => tell(chat, "promote_bot") },
    { text: t(privacy_mode ? "readAll" : "readLess"), hint: t(privacy_mode ? "privacyOn" : "privacyOff"), symbol: "bell", run: () => turn(chat, "privacy_mode", !privacy_mode) },
    { text: t(world.ephemeral_messages ? "noEphemeral" : "haveEphemeral"), hint: t(world.ephemeral_messages ? "ephemeralOn" : "ephemeralOff"), symbol: "eye", run: () => turn(chat, "ephemeral_messages", !world.ephemeral_messages) },
    { text: t(world.rich_messages ? "noRich" : "haveRich"), hint: t(world.rich_messages ? "richOn" : "richOff"), symbol: "edit", run: () => turn(chat, "rich_messages", !world.rich_messages) },
    chat.type === "group" && { text: t("migrate"), symbol: "restart", run: () => tell(chat, "migrate") },
    chat.type === "supergroup" && chat.owner === viewer && anonymity(chat, viewer),
    chat.type === "supergroup" && !chat.is_forum && { text: t("makeForum"), symbol: "hash", run: () => tell(chat, "make_forum") },
    chat.is_forum && { text: t("newTopic"), symbol: "hash", run: () => newTopic(chat) },
    { text: t("newGroup"), symbol: "plus", run: newGroup },
    here && { text: t("kickBot"), symbol: "trash", danger: true, run: () => tell(chat, "kick_bot") },
  ]);
}

function tell(chat, verb, fields = {}) {
  return act(verb, { person: viewerOf(chat), chat: chat.id, ...fields }).catch((error) => complain(chat.id, error));
}

function anonymity(chat, person) {
  const on = !chat.anonymous.includes(person);
  return { text: t(on ? "beAnonymous" : "beOneself"), hint: nameOf(person), symbol: "person", run: () => tell(chat, "write_anonymously", { on }) };
}

function turn(chat, knob, on) {
  return act(knob, { on }).catch((error) => complain(chat.id, error));
}

async function chooseMembers(chat) {
  const options = livingPeople().map(({ id }) => {
    const inside = chat.members.includes(id);
    return { value: id, id, label: nameOf(id), hint: t(inside ? "leave" : "join"), danger: inside };
  });
  const person = await choose({ title: t("members"), options });
  if (person === null) return;
  await tell(chat, chat.members.includes(person) ? "leave" : "join", { person });
}

async function newTopic(chat) {
  const answer = await ask({ title: t("newTopic"), fields: [{ name: "topic_name", label: t("groupTitle"), required: true, maxlength: 128 }] });
  if (!answer) return;
  const made = await tell(chat, "open_topic", { name: answer.topic_name });
  if (made) chooseTopic(chat.id, made.message_thread_id);
}

export async function newGroup() {
  const people = livingPeople().map(({ id }) => [id, nameOf(id)]);
  const answer = await ask({
    title: t("newGroup"),
    fields: [
      { name: "group_title", label: t("groupTitle"), required: true, maxlength: 128 },
      { name: "person", label: t("owner"), options: people },
    ],
  });
  if (!answer) return;
  try {
    const { chat_id } = await act("new_group", { person: Number(answer.person), title: answer.group_title });
    showChat(chat_id);
  } catch (error) {
    complain(null, error);
  }
}
