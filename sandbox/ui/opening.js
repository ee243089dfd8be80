// Following a link as a person: inside the sandbox where it leads to the bot, otherwise only showing it.

import { choose, inform } from "./dialogs.js";
import { readLink } from "./links.js";
import { complain, toast } from "./notices.js";
import { openInvoice } from "./paying.js";
import { act } from "./server.js";
import { passOn, showChat } from "./view.js";
import { livingGroups, livingPeople, nameOf, world } from "./world.js";
import { t } from "./words.js";

const OPENERS = { start, startgroup, share, bot, invoice, outside };

export async function openUrl({ url, person, chatId }) {
  const link = readLink(url, world.bot.username);
  try {
    await OPENERS[link.kind](link, person, chatId);
  } catch (error) {
    complain(chatId, error);
  }
}

async function start({ url }, person) {
  await act("open_link", { person, url });
  showChat(person);
}

function invoice({ url }, person, chatId) {
  return openInvoice(url, person, chatId);
}

function bot(_, person) {
  showChat(person);
}

async function startgroup({ payload, admin }, person) {
  const options = livingGroups().map(({ id, title }) => ({ value: id, label: title, id }));
  const chat = await choose({ title: t("whichGroup"), options });
  if (chat === null) return;
  await act("add_to_group", { person, chat, payload: payload || undefined, admin });
  showChat(chat);
}

async function share({ url, text }, person, chatId) {
  const options = livingPeople().map(({ id }) => ({ value: id, label: nameOf(id), id }));
  const receiver = await choose({ title: t("sendWhom"), intro: t("sendWhomHint"), options });
  if (receiver === null) return;
  const lead = text ? `${text}\n` : "";
  passOn(receiver, {
    passedFrom: person,
    text: lead + url,
    entities: [{ type: "url", offset: lead.length, length: url.length }],
  });
  toast(chatId, t("sentTo", { name: nameOf(receiver) }));
  showChat(receiver);
}

function outside({ url }) {
  return inform({ title: t("outsideLink"), intro: t("outsideLinkHint"), text: url });
}

export async function copyText(chatId, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(chatId, t("copied"));
  } catch {
    await inform({ title: t("copy"), intro: t("copyFailed"), text });
  }
}
