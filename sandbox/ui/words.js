// Every word on the page, in both languages. Messages come from the bot and are never translated.

import { ENGLISH } from "./english.js";
import { RUSSIAN } from "./russian.js";

const STORED = "sandbox-language";

export let language = localStorage.getItem(STORED) === "en" ? "en" : "ru";
document.documentElement.lang = language;

export function switchLanguage() {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
}

export function t(key, values = {}) {
  const text = (language === "ru" ? RUSSIAN : ENGLISH)[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return t("today");
  return date.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
}

export function money(amount, currency) {
  if (currency === "XTR") return `${amount} ⭐`;
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}
