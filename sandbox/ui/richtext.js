// Text with entities → nodes. Offsets are UTF-16, which is how JavaScript counts too.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

const MARKS = { mention: "mention", hashtag: "mention", cashtag: "mention", text_mention: "mention", date_time: "date" };

export function richText(text, entities = [], follow) {
  const sorted = entities
    .filter(({ length }) => length > 0)
    .map((entity) => ({ ...entity, end: entity.offset + entity.length }))
    .sort((one, other) => one.offset - other.offset || other.end - one.end);
  return nodes(text, sorted, 0, text.length, follow);
}

function nodes(text, entities, from, to, follow) {
  const result = [];
  let place = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.end, to);
    if (entity.offset < place || entity.offset >= end) continue;
    const inner = entities.slice(index + 1).filter(({ offset }) => offset < end);
    result.push(text.slice(place, entity.offset));
    result.push(wrap(entity, nodes(text, inner, entity.offset, end, follow), text.slice(entity.offset, end), follow));
    // A block already ends its line.
    place = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  result.push(text.slice(place, to));
  return result;
}

function wrap(entity, children, words, follow) {
  switch (entity.type) {
    case "url": return textLink(children, () => follow.url(words), words);
    case "text_link": return textLink(children, () => follow.url(entity.url), entity.url);
    case "bot_command": return textLink(children, () => follow.command(words), words);
    case "mention": return textLink(children, () => follow.mention(words), words);
    case "spoiler": return spoiler(children);
    case "expandable_blockquote": return expandable(children);
    default: return plain(entity, children);
  }
}

function plain({ type, language }, children) {
  if (TAGS[type]) return h(TAGS[type], { "data-language": language }, children);
  return h("span", { class: MARKS[type] }, children);
}

// Not a <button>, which cannot wrap over lines like text, and not an <a href>, which the browser would open.
export function textLink(children, onclick, title) {
  const onkeydown = (event) => event.key === "Enter" && onclick();
  return h("span", { class: "link", role: "link", tabindex: "0", title, onclick, onkeydown }, children);
}

export function spoiler(children) {
  return h("span", { class: "spoiler", role: "button", tabindex: "0", onclick: reveal, onkeydown: revealByKey }, h("span", {}, children));
}

function expandable(children) {
  return h("blockquote", { class: "expandable", role: "button", tabindex: "0", "aria-expanded": "false", onclick: reveal, onkeydown: revealByKey }, children);
}

function reveal({ currentTarget }) {
  currentTarget.classList.add("revealed");
  if (currentTarget.hasAttribute("aria-expanded")) currentTarget.setAttribute("aria-expanded", "true");
}

function revealByKey(event) {
  if (event.key === "Enter" || event.key === " ") reveal(event);
}
