// Short words from the bot or the sandbox, shown inside the column they belong to.

import { h } from "./dom.js";
import { t } from "./words.js";

const TOAST_MS = 4000;
const places = new Map();

export function registerPlace(chatId, element) {
  places.set(chatId, element);
  return () => places.get(chatId) === element && places.delete(chatId);
}

function placeOf(chatId) {
  return places.get(chatId) ?? document.getElementById("page-notices");
}

export function toast(chatId, text, kind = "plain") {
  const note = h("div", { class: `toast ${kind}`, role: "status", "data-testid": "toast" }, text);
  placeOf(chatId).append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

export function complain(chatId, error) {
  toast(chatId, error.message, "error");
}

export function alertIn(chatId, text) {
  const before = document.activeElement;
  const ok = h("button", { type: "button", class: "primary", onclick: close }, t("ok"));
  const words = h("p", {}, text);
  const box = h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text, "data-testid": "alert", onkeydown: escape }, words, ok);
  const shade = h("div", { class: "alert-shade" }, box);
  placeOf(chatId).append(shade);
  ok.focus();

  function escape(event) {
    if (event.key === "Escape") close();
  }

  function close() {
    shade.remove();
    if (before?.isConnected) before.focus();
  }
}
