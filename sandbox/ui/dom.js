// The only place that makes elements. Everything from the server ends up in text nodes or plain attributes.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 16-3-6.5L4 12zM11 13.5L20 4",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  forward: "M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7",
  slash: "M15 5L9 19",
  keyboard: "M4 7h16v10H4zM8 11v.01M12 11v.01M16 11v.01M9 14h6",
  down: "M6 9l6 6 6-6",
  log: "M5 6h14M5 12h9M5 18h6M16 15l3 3-3 3",
  plus: "M12 5v14M5 12h14",
  link: "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 7.5M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1.3-1.3",
  copy: "M9 9h10v10H9zM5 15V5h10",
  trash: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 11v5M13.5 11v5",
  external: "M9 6h9v9M18 6L7 17",
  share: "M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 19a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6 6 0 0 1 3 5",
  restart: "M5 12a7 7 0 1 1 2 5M5 19v-4h4",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  file: "M7 4h7l4 4v12H7zM14 4v4h4",
  hash: "M9.5 4l-2 16M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v5",
  attach: "M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.2a3 3 0 0 1 4.3 4.3l-7.9 7.8a1.5 1.5 0 0 1-2.1-2.1L14.5 7",
  eye: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  edit: "M5 19l1-4L16 5l3 3L9 18l-4 1z",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  up: "M12 19V5M6 11l6-6 6 6",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0",
};

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function assign(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

const graphemes = new Intl.Segmenter();

export function avatar(id, name, size = "") {
  const [first] = graphemes.segment(name.trim() || "?");
  return h("span", { class: `avatar hue-${Math.abs(id) % 7} ${size}`, "aria-hidden": "true" }, first.segment.toUpperCase());
}
