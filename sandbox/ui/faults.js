// The form that breaks things on purpose, and the list of what is broken now.

import { field } from "./dialogs.js";
import { h } from "./dom.js";
import { complain } from "./notices.js";
import { act } from "./server.js";
import { livingChats, titleOf, world } from "./world.js";
import { t } from "./words.js";

const KINDS = {
  flood: { word: "fault429", number: "seconds", make: (n) => ({ error: { code: 429, description: `Too Many Requests: retry after ${n}`, retry_after: n } }) },
  blocked: { word: "fault403", make: () => ({ error: { code: 403, description: "Forbidden: bot was blocked by the user" } }) },
  page: { word: "fault502", make: () => ({ html_502: true }) },
  delay: { word: "faultDelay", number: "seconds", make: (n) => ({ delay: n }) },
  before: { word: "faultBefore", make: () => ({ drop: "before" }) },
  after: { word: "faultAfter", make: () => ({ drop: "after" }) },
  truncate: { word: "faultTruncate", make: () => ({ truncate_json: true }) },
  duplicate: { word: "faultDuplicate", number: "repeats", ofUpdates: true, make: (n) => ({ duplicate_updates: n }) },
  hold: { word: "faultHold", number: "seconds", ofUpdates: true, make: (n) => ({ hold: n }) },
};

// Fields are not named after the contract: a field called "contains" or "after" would hide that method of the form element.
export function drawFaults() {
  return h("div", { class: "faults" }, faultList(), faultForm());
}

function faultList() {
  if (!world.faults.length) return h("p", { class: "muted" }, t("noFaults"));
  return h("div", { class: "fault-list", "data-testid": "faults" },
    world.faults.map((fault) => h("p", { class: "fault" }, describe(fault))),
    h("button", { type: "button", "data-testid": "clear-faults", onclick: () => tell("clear_faults") }, t("clearFaults")));
}

function describe(fault) {
  const chat = fault.chat === null || fault.chat === undefined ? null : world.chats.get(fault.chat);
  const where = [fault.method, chat && titleOf(chat), fault.contains && `“${fault.contains}”`].filter(Boolean).join(" · ");
  return [h("strong", {}, nameOfFault(fault)), h("small", {}, `${where} · ${t("faultTimes", { n: fault.times })}`)];
}

function nameOfFault({ error, html_502, delay, drop, truncate_json, duplicate_updates, hold }) {
  if (error) return `${error.code} · ${error.description}`;
  if (html_502) return t("fault502");
  if (delay) return `${t("faultDelay")} · ${delay}`;
  if (drop) return t(drop === "before" ? "faultBefore" : "faultAfter");
  if (truncate_json) return t("faultTruncate");
  return duplicate_updates ? `${t("faultDuplicate")} · ${duplicate_updates}` : `${t("faultHold")} · ${hold}`;
}

function faultForm() {
  const form = h("form", { class: "form", "data-testid": "fault-form", onsubmit: add, onchange: adapt },
    h("h3", {}, t("newFault")),
    field({ name: "kind", label: t("faultKind"), options: Object.entries(KINDS).map(([kind, { word }]) => [kind, t(word)]) }),
    field({ name: "number", label: t("seconds"), type: "number", min: 0, step: "any", value: 3, required: true }),
    field({ name: "called", label: t("method"), list: "known-methods", value: "*", placeholder: t("anyMethod") }),
    field({ name: "chat", label: t("chat"), options: [["", t("anyChat")], ...livingChats().map((chat) => [chat.id, titleOf(chat)])] }),
    field({ name: "containing", label: t("contains") }),
    h("div", { class: "pair" },
      field({ name: "times", label: t("times"), type: "number", min: 1, value: 1, required: true }),
      field({ name: "skip", label: t("after"), type: "number", min: 0, value: 0, required: true })),
    knownMethods(),
    h("button", { class: "primary" }, t("addFault")));
  adapt();
  return form;

  function adapt() {
    const { number, ofUpdates } = KINDS[form.elements.kind.value];
    const label = form.elements.number.closest("label");
    label.hidden = !number;
    form.elements.number.disabled = !number;
    label.firstChild.textContent = t(number ?? "seconds");
    form.elements.containing.closest("label").hidden = Boolean(ofUpdates);
    form.elements.called.closest("label").firstChild.textContent = t(ofUpdates ? "updateKind" : "method");
  }

  function add(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    tell("fault", {
      method: values.called || "*", chat: values.chat ? Number(values.chat) : null, contains: values.containing,
      times: Number(values.times), after: Number(values.skip), ...KINDS[values.kind].make(Number(values.number)),
    });
  }
}

function knownMethods() {
  const called = new Set(["*", "sendMessage", "editMessageText", "answerCallbackQuery", "answerPreCheckoutQuery", "successful_payment", ...world.calls.map(({ method }) => method)]);
  return h("datalist", { id: "known-methods" }, [...called].map((value) => h("option", { value })));
}

function tell(verb, fields) {
  return act(verb, fields).catch((error) => complain(null, error));
}
