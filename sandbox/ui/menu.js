// A small popup menu next to the button that opened it.

import { h, icon } from "./dom.js";

const MARGIN = 8;

export function openMenu(opener, label, entries) {
  const menu = h("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label, "data-testid": "menu", onkeydown: walk },
    entries.filter(Boolean).map(entry));
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && menu.remove());
  document.body.append(menu);
  menu.showPopover();
  place(menu, opener);
  menu.querySelector("button").focus();

  function entry({ text, hint, symbol, danger, run }) {
    return h("button", { type: "button", role: "menuitem", class: danger ? "danger" : null, onclick: () => choose(run) },
      icon(symbol), h("span", {}, h("span", {}, text), hint && h("small", {}, hint)));
  }

  function choose(run) {
    menu.hidePopover();
    if (opener.isConnected) opener.focus();
    run();
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...menu.children];
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}

function place(menu, opener) {
  const at = opener.getBoundingClientRect();
  const below = at.bottom + menu.offsetHeight + MARGIN < innerHeight;
  menu.style.left = `${clamp(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth)}px`;
  menu.style.top = `${clamp(below ? at.bottom + 4 : at.top - menu.offsetHeight - 4, innerHeight - menu.offsetHeight)}px`;
}

function clamp(value, limit) {
  return Math.max(MARGIN, Math.min(value, limit - MARGIN));
}
