// The "/" menu: commands this person sees in this chat, filtered by what is typed.

import { h } from "./dom.js";
import { t } from "./words.js";

export class SlashMenu {
  #commands = [];
  #marked = 0;
  #choose;

  constructor(id, choose) {
    this.#choose = choose;
    this.element = h("div", { class: "slash-menu", role: "listbox", id, "aria-label": t("commands"), "data-testid": "commands", hidden: true });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  show(all, typed = "/") {
    const wanted = typed.slice(1).toLowerCase();
    this.#commands = all.filter(({ command }) => command.startsWith(wanted));
    this.#marked = 0;
    this.element.replaceChildren(...this.#commands.map((command, index) => this.#option(command, index)));
    this.element.hidden = !this.#commands.length;
    this.#mark();
  }

  hide() {
    this.element.hidden = true;
  }

  #option({ command, description }, index) {
    return h("div", {
      role: "option", id: `${this.element.id}-${index}`, "data-command": command,
      // "mousedown" would move the focus out of the input and close the menu before the click.
      onmousedown: (event) => event.preventDefault(), onclick: () => this.#pick(index),
    }, h("strong", {}, `/${command}`), h("span", {}, description));
  }

  #pick(index) {
    const { command } = this.#commands[index];
    this.hide();
    this.#choose(`/${command}`);
  }

  #mark() {
    [...this.element.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#marked)));
    this.element.children[this.#marked]?.scrollIntoView({ block: "nearest" });
  }

  get markedId() {
    return this.isOpen ? `${this.element.id}-${this.#marked}` : "";
  }

  // Returns whether the key was for the menu.
  take(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#marked = (this.#marked + step + this.#commands.length) % this.#commands.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.shiftKey) this.#pick(this.#marked);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}
