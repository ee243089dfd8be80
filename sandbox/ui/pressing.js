// Pressed inline buttons that wait for an answer. The answer may arrive before the POST that pressed has returned.

import { openUrl } from "./opening.js";
import { alertIn, complain, toast } from "./notices.js";
import { act } from "./server.js";
import { isOpen, viewerOf } from "./view.js";
import { emit, isGroup, titleOf, world } from "./world.js";
import { t } from "./words.js";

const waiting = new Map();
const early = new Map();
const EARLY_KEPT = 100;

export async function press({ person, chat, message, row, column, button }) {
  const spot = { person, chat: chat.id, message: message.message_id, row, column };
  const unsent = Symbol("unsent");
  waiting.set(unsent, spot);
  emit("pressed", chat.id);
  try {
    const { callback_id } = await send({ person, chat: chat.id, data: button.callback_data }, message, { row, column });
    if (early.has(callback_id)) follow(early.get(callback_id));
    else waiting.set(callback_id, spot);
  } catch (error) {
    complain(chat.id, error);
  } finally {
    waiting.delete(unsent);
    emit("pressed", chat.id);
  }
}

function send(facts, { message_id, ephemeral_message_id }, place) {
  if (ephemeral_message_id) return act("press_ephemeral", { ...facts, ephemeral_message_id });
  if (place.row < 0) return act("press_rich", { ...facts, message_id });
  return act("press", { ...facts, ...place, message_id });
}

export function isWaiting(person, chat, message, row, column) {
  return [...waiting.values()].some((spot) =>
    spot.person === person && spot.chat === chat && String(spot.message) === message && spot.row === row && spot.column === column);
}

export function settleCallback(answer) {
  speak(answer);
  if (waiting.delete(answer.callback_id)) follow(answer);
  else remember(answer);
  emit("pressed", answer.chat_id);
}

export function forgetPresses() {
  waiting.clear();
  early.clear();
}

function remember(answer) {
  early.set(answer.callback_id, answer);
  if (early.size > EARLY_KEPT) early.delete(early.keys().next().value);
}

// Only the tab that pressed follows the link, otherwise two open pages would open it twice.
function follow({ url, person, chat_id }) {
  if (url) openUrl({ url, person, chatId: chat_id });
}

function speak({ person, chat_id, text, show_alert, expired }) {
  const place = placeFor(person, chat_id);
  if (expired) return toast(place, t("noAnswer"), "warning");
  if (!text) return;
  const words = place === chat_id ? text : `${titleOf(world.chats.get(chat_id))}: ${text}`;
  if (show_alert) alertIn(place, words);
  else toast(place, words);
}

// In a group only the person who pressed sees the answer; when the group column shows somebody else, it goes to the private one.
function placeFor(person, chatId) {
  const chat = world.chats.get(chatId);
  if (!chat || !isGroup(chat)) return person;
  return isOpen(chatId) && viewerOf(chat) === person ? chatId : person;
}
