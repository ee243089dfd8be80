// The frame around the columns: title, connection, who can be shown, and the columns themselves.

import { Column } from "./column.js";
import { confirm } from "./dialogs.js";
import { avatar, h, iconButton } from "./dom.js";
import { drawDrawer, isDrawerOpen, toggleDrawer, troubleCount } from "./drawer.js";
import { newGroup } from "./groups.js";
import { complain } from "./notices.js";
import { newPerson } from "./people.js";
import { act } from "./server.js";
import { isOpen, openAgainAsAtFirst, openChats, showChat, viewOf } from "./view.js";
import { isGroup, livingChats, on, titleOf, world } from "./world.js";
import { switchLanguage, t } from "./words.js";

const top = document.getElementById("top");
const place = document.getElementById("columns");
const columns = new Map();
const status = h("p", { class: "status-line", role: "status", "data-testid": "connection" });
const silence = h("p", { class: "silence", role: "status", "data-testid": "bot-silent", hidden: true });
const strip = h("nav", { class: "strip" });
const trouble = h("span", { class: "badge", "data-testid": "trouble", hidden: true });
let connection = "offline";
let late = 0;

export function startShell() {
  on("world", redrawAll);
  on("layout", drawLayout);
  on("world-details", drawLayout);
  on("unread", drawStrip);
  on("reveal", reveal);
  on("calls", drawTrouble);
  on("drawer", () => drawerButton().setAttribute("aria-expanded", String(isDrawerOpen())));
  on("connection", (state) => {
    connection = state;
    drawStatus();
  });
  on("silence", (count) => {
    late = count;
    drawStatus();
  });
  drawTop();
}

function redrawAll() {
  for (const column of columns.values()) column.close();
  columns.clear();
  drawTop();
  drawLayout();
}

function drawTop() {
  document.title = t("title");
  const log = iconButton("log", t("openLog"), toggleDrawer, { "data-testid": "toggle-drawer", "aria-expanded": String(isDrawerOpen()) });
  log.append(trouble);
  top.replaceChildren(
    h("div", { class: "brand" }, h("h1", {}, t("title")), status),
    strip, silence,
    h("div", { class: "top-tools" },
      iconButton("restart", t("startOver"), startOver, { "data-testid": "start-over" }),
      h("button", { type: "button", class: "icon-button language", "aria-label": t("switchLanguage"), title: t("switchLanguage"), "data-testid": "language", onclick: changeLanguage }, t("language")),
      log));
  drawStatus();
  drawStrip();
  drawTrouble();
}

function drawerButton() {
  return top.querySelector('[data-testid="toggle-drawer"]');
}

function drawStatus() {
  status.textContent = connection === "online" && world.bot.username ? `@${world.bot.username}` : t(connection);
  status.dataset.state = connection;
  silence.hidden = !late || connection !== "online";
  silence.textContent = t("silent", { n: late });
}

function drawTrouble() {
  const count = troubleCount();
  trouble.hidden = !count;
  trouble.textContent = count;
}

function drawStrip() {
  strip.setAttribute("aria-label", t("nothingOpen"));
  strip.replaceChildren(
    ...livingChats().map(chip),
    iconButton("plus", t("newPerson"), newPerson, { "data-testid": "new-person" }),
    iconButton("group", t("newGroup"), newGroup, { "data-testid": "new-group" }));
}

function chip(chat) {
  const name = titleOf(chat);
  const { unread } = viewOf(chat.id);
  return h("button", {
    type: "button", class: `chip ${isGroup(chat) ? "group" : ""}`, "aria-pressed": String(isOpen(chat.id)), title: t("show", { name }),
    "data-testid": `chip-${chat.id}`, onclick: () => showChat(chat.id),
  }, avatar(chat.id, name, "tiny"), h("span", {}, name), unread > 0 && h("span", { class: "badge", "aria-label": t("unread", { n: unread }) }, unread));
}

function drawLayout() {
  const wanted = openChats().map(({ id }) => id);
  for (const [id, column] of columns) {
    if (wanted.includes(id)) continue;
    column.close();
    columns.delete(id);
  }
  wanted.forEach((id, index) => {
    const known = columns.has(id);
    if (!known) columns.set(id, new Column(id));
    const { element, history } = columns.get(id);
    if (place.children[index] !== element) place.insertBefore(element, place.children[index] ?? null);
    if (!known) history.stickToBottom();
  });
  place.dataset.empty = wanted.length ? "" : t("nothingOpen");
  drawStrip();
}

function reveal(chatId) {
  const element = columns.get(chatId)?.element;
  if (!element) return;
  element.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
  element.classList.remove("flash");
  requestAnimationFrame(() => element.classList.add("flash"));
}

function changeLanguage() {
  switchLanguage();
  redrawAll();
  drawDrawer();
  top.querySelector(".language").focus();
}

async function startOver() {
  if (!(await confirm({ title: t("startOver"), intro: t("startOverSure"), submit: t("startOver") }))) return;
  try {
    await act("reset");
    openAgainAsAtFirst();
  } catch (error) {
    complain(null, error);
  }
}
