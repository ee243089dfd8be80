// The testers' drawer: what the bot called, and what to break.

import { h, icon, iconButton } from "./dom.js";
import { drawFaults } from "./faults.js";
import { emit, on, world } from "./world.js";
import { t } from "./words.js";

const drawer = document.getElementById("drawer");
const drawn = new Map();
const KEPT_ROWS = 400;
let tab = "calls";
let wanted = "";
let onlyTrouble = false;
let list = null;

export function startDrawer() {
  on("calls", drawCalls);
  on("faults", () => tab === "faults" && drawDrawer());
  on("world", () => {
    drawn.clear();
    drawDrawer();
  });
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && toggleDrawer());
}

export function isDrawerOpen() {
  return !drawer.hidden;
}

export function toggleDrawer() {
  drawer.hidden = !drawer.hidden;
  emit("drawer");
  drawDrawer();
  if (!drawer.hidden) drawer.querySelector("button").focus();
  else document.querySelector('[data-testid="toggle-drawer"]').focus();
}

export function troubleCount() {
  return world.calls.filter(hasTrouble).length;
}

export function drawDrawer() {
  drawer.setAttribute("aria-label", t("openLog"));
  drawer.replaceChildren(
    h("header", { class: "drawer-head" },
      h("div", { class: "tabs", role: "tablist" }, ["calls", "faults"].map(tabButton)),
      iconButton("close", t("close"), toggleDrawer, { "data-testid": "close-drawer" })),
    ...(tab === "calls" ? callsPanel() : [drawFaults()]));
  drawCalls();
}

function tabButton(name) {
  const choose = () => {
    tab = name;
    drawDrawer();
    drawer.querySelector(`[data-testid="tab-${name}"]`).focus();
  };
  return h("button", { type: "button", role: "tab", "aria-selected": String(tab === name), "data-testid": `tab-${name}`, onclick: choose }, t(name));
}

function callsPanel() {
  const search = h("input", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), value: wanted, oninput: () => narrow(search.value, onlyTrouble) });
  const trouble = h("input", { type: "checkbox", checked: onlyTrouble, onchange: () => narrow(wanted, trouble.checked) });
  list = h("div", { class: "calls", "data-testid": "calls" });
  return [h("div", { class: "drawer-tools" }, search, h("label", {}, trouble, t("onlyTrouble"))), list];
}

function narrow(text, trouble) {
  [wanted, onlyTrouble] = [text, trouble];
  drawCalls();
}

function drawCalls() {
  if (!list?.isConnected || drawer.hidden) return;
  const shown = world.calls.filter(isWanted).reverse().map(rowOf);
  list.replaceChildren(...(shown.length ? shown : [h("p", { class: "muted" }, t("noCalls"))]));
}

// Polling would bury everything else; who looks for it can search for it.
function isWanted(call) {
  if (!hasTrouble(call) && (onlyTrouble || (call.method === "getUpdates" && !wanted))) return false;
  return !wanted || JSON.stringify(call).toLowerCase().includes(wanted.toLowerCase());
}

function hasTrouble({ error, lint }) {
  return Boolean(error || lint?.length);
}

// Rows are kept so that an opened one stays open while new calls arrive.
function rowOf(call) {
  drawn.delete(call.n - KEPT_ROWS);
  const kept = drawn.get(call.n);
  if (kept?.call === call) return kept.row;
  const row = drawCall(call);
  drawn.set(call.n, { call, row });
  return row;
}

function drawCall({ n, method, params, status, error, lint = [], ms }) {
  return h("details", { class: `call ${error ? "failed" : lint.length ? "linted" : ""}`, "data-testid": `call-${n}` },
    h("summary", {}, icon("down"), h("code", {}, method), h("span", { class: "grow" }, target(params)),
      h("span", { class: "status" }, status), h("span", { class: "muted" }, `${Math.round(ms * 10) / 10} ms`)),
    error && h("p", { class: "call-error" }, error),
    lint.map((remark) => h("p", { class: "call-lint" }, remark)),
    h("pre", {}, JSON.stringify(params, null, 2)));
}

function target(params) {
  return params?.chat_id ?? "";
}
