// Rich messages: blocks, and texts whose styles hold one another, with buttons among the words.

import { h } from "./dom.js";
import { inlineButton } from "./keyboard.js";
import { spoiler, textLink } from "./richtext.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", marked: "mark", subscript: "sub", superscript: "sup" };
// Where a button stands that is in no row of a keyboard.
export const IN_TEXT = -1;

export function drawRich({ blocks, is_rtl }, place, follow) {
  const drawing = { place, follow, count: 0 };
  return h("div", { class: "rich", dir: is_rtl ? "rtl" : "auto" }, blocks.map((block) => drawBlock(block, drawing)));
}

export function flat(text) {
  if (Array.isArray(text)) return text.map(flat).join("");
  if (typeof text === "string") return text;
  return text ? flat(text.text ?? text.button ?? text.alternative_text ?? text.expression ?? "") : "";
}

export function firstWords({ blocks }) {
  for (const block of blocks) {
    const words = flat(block.text ?? block.summary) || (block.blocks && firstWords(block)) || (block.items && firstWords(block.items[0]));
    if (words) return words;
  }
  return "";
}

function drawBlock(block, drawing) {
  const text = (name = "text") => block[name] !== undefined && drawText(block[name], drawing);
  const inside = () => block.blocks.map((one) => drawBlock(one, drawing));
  const credit = () => block.credit !== undefined && h("cite", {}, text("credit"));
  switch (block.type) {
    case "heading": return h("div", { class: `heading size-${block.size}`, role: "heading", "aria-level": block.size + 2 }, text());
    case "pre": return h("pre", { "data-language": block.language }, text());
    case "footer": return h("p", { class: "footer" }, text());
    case "divider": return h("hr");
    case "anchor": return null;
    case "mathematical_expression": return h("pre", {}, block.expression);
    case "blockquote": return h("blockquote", {}, inside(), credit());
    case "expandable_blockquote": case "pullquote": return h("blockquote", { class: block.type }, text(), credit());
    case "list": return drawList(block, drawing);
    case "table": return drawTable(block, drawing);
    case "details": return h("details", { open: Boolean(block.is_open) }, h("summary", {}, text("summary")), inside());
    case "buttons": return h("div", { class: `rich-buttons ${block.align ?? "left"}` }, block.buttons.map((button) => drawButton(button, drawing)));
    default: return h("p", {}, text());
  }
}

function drawList({ items }, drawing) {
  return h("ul", {}, items.map(({ label, blocks, has_checkbox, is_checked }) =>
    h("li", {},
      has_checkbox ? h("input", { type: "checkbox", checked: Boolean(is_checked), disabled: true }) : h("span", { class: "label" }, label),
      h("div", {}, blocks.map((block) => drawBlock(block, drawing))))));
}

function drawTable({ cells, caption, is_bordered, is_striped, is_compact }, drawing) {
  const style = [is_bordered && "bordered", is_striped && "striped", is_compact && "compact"].filter(Boolean).join(" ");
  return h("div", { class: "table-place" }, h("table", { class: style },
    caption !== undefined && h("caption", {}, drawText(caption, drawing)),
    cells.map((row) => h("tr", {}, row.map((cell) => drawCell(cell, drawing))))));
}

function drawCell({ text = "", is_header, align, valign, colspan, rowspan }, drawing) {
  return h(is_header ? "th" : "td", { class: `${align} ${valign}`, colspan, rowspan }, drawText(text, drawing));
}

function drawText(text, drawing) {
  if (Array.isArray(text)) return text.map((one) => drawText(one, drawing));
  if (typeof text === "string") return text;
  const inner = () => drawText(text.text, drawing);
  const { follow } = drawing;
  switch (text.type) {
    case "button": return drawButton(text.button, drawing);
    case "url": return textLink(inner(), () => follow.url(text.url), text.url);
    case "mention": return textLink(inner(), () => follow.mention(`@${text.username}`), text.username);
    case "bot_command": return textLink(inner(), () => follow.command(text.bot_command), text.bot_command);
    case "spoiler": return spoiler(inner());
    case "custom_emoji": return text.alternative_text;
    case "mathematical_expression": return h("code", {}, text.expression);
    case "anchor": return null;
    default: return h(TAGS[text.type] ?? "span", {}, inner());
  }
}

function drawButton(button, drawing) {
  const column = drawing.count;
  drawing.count += 1;
  const element = inlineButton({ ...button, text: flat(button.text) }, { ...drawing.place, row: IN_TEXT, column });
  element.classList.add("in-text");
  return element;
}
