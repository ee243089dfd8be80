// Questions over the whole page. Each returns a promise: the answer, or null when the dialog was dismissed.

import { avatar, h, icon, iconButton } from "./dom.js";
import { t } from "./words.js";

export function choose({ title, intro, options }) {
  return show(title, (answer) => [
    intro && h("p", { class: "intro" }, intro),
    h("div", { class: "options" }, options.map((option) => optionButton(option, () => answer(option.value)))),
  ]);
}

function optionButton({ id, label, hint, symbol, chosen, danger }, onclick) {
  const picture = id === undefined ? symbol && icon(symbol) : avatar(id, label);
  return h("button", { type: "button", class: `option ${danger ? "danger" : ""}`, onclick, "aria-pressed": chosen === undefined ? null : String(chosen) },
    picture, h("span", { class: "grow" }, h("span", {}, label), hint && h("small", {}, hint)));
}

// Several of the options, at most so many. Resolves to their values.
export function pick({ title, intro, options, most, submit = t("apply") }) {
  return show(title, (answer) => {
    const form = h("form", { class: "picker", "data-testid": "picker", onchange: limit, onsubmit: finish },
      intro && h("p", { class: "intro" }, intro),
      h("div", { class: "options" }, options.map(checkbox)),
      h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => answer(null) }, t("cancel")),
        h("button", { class: "primary", disabled: true }, submit)));
    return form;

    function chosen() {
      return [...form.querySelectorAll("input:checked")];
    }

    function limit() {
      const count = chosen().length;
      for (const box of form.querySelectorAll("input:not(:checked)")) box.disabled = count >= most;
      form.querySelector(".primary").disabled = !count;
    }

    function finish(event) {
      event.preventDefault();
      answer(chosen().map((box) => options[Number(box.value)].value));
    }
  });
}

function checkbox({ id, label, hint }, index) {
  return h("label", { class: "option" }, h("input", { type: "checkbox", value: index }), avatar(id, label, "small"),
    h("span", { class: "grow" }, h("span", {}, label), hint && h("small", {}, hint)));
}

export function ask({ title, intro, fields, presets = [], submit = t("apply") }) {
  return show(title, (answer) => {
    const form = h("form", { class: "form", onsubmit: finish },
      intro && h("p", { class: "intro" }, intro),
      presets.length > 0 && presetStrip(presets, (values) => fill(form, values)),
      fields.map(field),
      h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => answer(null) }, t("cancel")),
        h("button", { class: "primary" }, submit)));
    return form;

    function finish(event) {
      event.preventDefault();
      answer(Object.fromEntries(new FormData(form)));
    }
  });
}

function presetStrip(presets, choosePreset) {
  return h("div", { class: "presets", role: "group", "aria-label": t("presets") },
    presets.map((values) => h("button", { type: "button", class: "chip", onclick: () => choosePreset(values) }, values.first_name)));
}

function fill(form, values) {
  for (const input of form.querySelectorAll("input, select")) input.value = values[input.name] ?? "";
}

export function field({ name, label, options, ...attributes }) {
  const input = options
    ? h("select", { name }, options.map(([value, text]) => h("option", { value, selected: value === attributes.value }, text)))
    : h("input", { name, autocomplete: "off", ...attributes });
  return h("label", { class: "field" }, h("span", {}, label), input);
}

export function confirm({ title, intro, submit }) {
  return show(title, (answer) => [
    h("p", { class: "intro" }, intro),
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => answer(null) }, t("cancel")),
      h("button", { type: "button", class: "primary danger", onclick: () => answer(true) }, submit)),
  ]);
}

export function inform({ title, intro, text }) {
  const area = h("textarea", { class: "shown-text", readonly: true, rows: Math.min(16, text.split("\n").length + 1), "aria-label": title }, text);
  return show(title, (answer) => [
    intro && h("p", { class: "intro" }, intro),
    area,
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => selectAndCopy(area) }, t("copy")),
      h("button", { type: "button", class: "primary", onclick: () => answer(true) }, t("ok"))),
  ]);
}

// The old command still works where the asynchronous clipboard is refused, for example without a secure origin.
function selectAndCopy(area) {
  area.select();
  document.execCommand("copy");
}

// `content` gets the function that answers.
export function show(title, content) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { "data-testid": "dialog", "aria-label": title, onclose: () => finish(null), onclick: dismissOutside });
    dialog.append(
      h("header", { class: "dialog-head" }, h("h2", {}, title), iconButton("close", t("close"), () => finish(null))),
      h("div", { class: "dialog-body" }, content(finish)));
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input, select, .option, .primary")?.focus();

    function finish(value) {
      dialog.remove();
      resolve(value);
    }

    function dismissOutside(event) {
      if (event.target === dialog) finish(null);
    }
  });
}
