// What can be done with a person from outside the chat: the menu, the forms, the contact to share.

import { ask, choose, confirm, pick } from "./dialogs.js";
import { openMenu } from "./menu.js";
import { complain } from "./notices.js";
import { openUrl } from "./opening.js";
import { act } from "./server.js";
import { showChat } from "./view.js";
import { fullName, livingPeople, nameOf, world } from "./world.js";
import { t } from "./words.js";

const AWKWARD = [
  { first_name: "Пётр <b>", language_code: "ru", phone_number: "+79160000001" },
  { first_name: "Саша & Ко", language_code: "ru", phone_number: "+79160000002" },
  { first_name: "Аня 🎈", language_code: "ru", phone_number: "+79160000003" },
  { first_name: "Hans", last_name: "Müller", username: "hans", language_code: "de", phone_number: "+4915112345678" },
];

export function personMenu(opener, id) {
  const { blocked, deactivated } = world.people.get(id);
  const name = nameOf(id);
  if (deactivated) return openMenu(opener, t("menu", { name }), [{ text: t("newPerson"), symbol: "plus", run: newPerson }]);
  return openMenu(opener, t("menu", { name }), [
    { text: t("openLink"), symbol: "link", run: () => pasteLink(id) },
    { text: t("editPerson"), symbol: "edit", run: () => editPerson(id) },
    { text: t(world.bot.inline_mode ? "noInline" : "haveInline"), hint: t("inlineHint", { name: world.bot.username }), symbol: "share", run: () => tell(id, "inline_mode", { on: !world.bot.inline_mode }) },
    world.bot.inline_mode && { text: t(world.bot.inline_feedback ? "noFeedback" : "haveFeedback"), hint: t(world.bot.inline_feedback ? "feedbackOn" : "feedbackOff"), symbol: "bell", run: () => tell(id, "inline_feedback", { on: !world.bot.inline_feedback }) },
    blocked
      ? { text: t("unblock"), symbol: "restart", run: () => tell(id, "unblock", { person: id }) }
      : { text: t("block"), symbol: "block", danger: true, run: () => tell(id, "block", { person: id }) },
    { text: t("deleteAccount"), symbol: "trash", danger: true, run: () => deleteAccount(id) },
  ]);
}

async function deleteAccount(id) {
  const sure = await confirm({ title: t("deleteAccount"), intro: t("deleteAccountSure", { name: nameOf(id) }), submit: t("deleteAccount") });
  if (sure) await tell(id, "delete_account", { person: id });
}

async function pasteLink(id) {
  const answer = await ask({
    title: t("openLinkAs", { name: nameOf(id) }), intro: t("openLinkHint"), submit: t("openLink"),
    fields: [{ name: "url", label: t("linkField"), required: true, placeholder: `https://t.me/${world.bot.username}?start=…` }],
  });
  if (answer) await openUrl({ url: answer.url, person: id, chatId: id });
}

export async function newPerson() {
  const answer = await ask({ title: t("newPerson"), presets: AWKWARD, fields: personFields({ language_code: "ru" }) });
  if (!answer) return;
  const made = await tell(null, "new_person", withoutBlanks(answer));
  if (made) showChat(made.person.id);
}

async function editPerson(id) {
  const answer = await ask({ title: t("editPerson"), fields: personFields(world.people.get(id)) });
  if (answer) await tell(id, "edit_person", { person: id, ...answer });
}

function personFields(person) {
  return [
    { name: "first_name", label: t("firstName"), value: person.first_name, required: true, maxlength: 64 },
    { name: "last_name", label: t("lastName"), value: person.last_name, maxlength: 64 },
    { name: "username", label: t("username"), value: person.username, pattern: "[A-Za-z0-9_]{1,32}" },
    { name: "language_code", label: t("personLanguage"), value: person.language_code, placeholder: "ru, en, de…" },
    { name: "phone_number", label: t("phone"), value: person.phone_number, type: "tel", placeholder: "+7…" },
  ];
}

function withoutBlanks(answer) {
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== ""));
}

// Resolves to whether a contact was sent.
export async function shareContact(person, chat) {
  const choice = await choose({ title: t("shareContact"), intro: t("shareContactHint"), options: contactOptions(person) });
  if (choice === null) return false;
  const of = choice === "foreign" ? await foreignContact() : choice;
  if (of === null) return false;
  await act("share_contact", { person, chat, ...(of !== person && { of }) });
  return true;
}

// Telegram offers everybody whom the person knows; the bot may never have heard of them. Resolves to whether it was sent.
export async function shareUsers(person, chat, { text, request_users }) {
  const most = request_users.max_quantity ?? 1;
  const options = livingPeople().filter(({ id }) => id !== person).map((other) => ({
    value: other.id, id: other.id, label: fullName(other), hint: other.started ? null : t("neverStarted"),
  }));
  const user_ids = await pick({ title: text, intro: t("pickAtMost", { n: most }), options, most });
  if (user_ids === null) return false;
  await act("share_users", { person, chat, text, user_ids });
  return true;
}

function contactOptions(own) {
  const people = [world.people.get(own), ...livingPeople().filter(({ id }) => id !== own)];
  const options = people.map((person) => ({
    value: person.id, id: person.id, label: fullName(person),
    hint: `${person.id === own ? `${t("ownContact")} · ` : ""}${person.phone_number ?? t("noPhone")}`,
  }));
  return [...options, { value: "foreign", label: t("foreignContact"), hint: t("foreignHint"), symbol: "plus" }];
}

async function foreignContact() {
  const answer = await ask({
    title: t("foreignContact"),
    fields: [
      { name: "first_name", label: t("firstName"), required: true, value: "Hans" },
      { name: "phone_number", label: t("phone"), required: true, type: "tel", value: "+4915112345678" },
    ],
  });
  return answer;
}

async function tell(chatId, verb, fields) {
  try {
    return await act(verb, fields);
  } catch (error) {
    complain(chatId, error);
    return null;
  }
}
