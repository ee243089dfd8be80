// The sheet of an invoice: pay, or not; then what came of it.

import { show } from "./dialogs.js";
import { h } from "./dom.js";
import { complain, toast } from "./notices.js";
import { act } from "./server.js";
import { emit, on } from "./world.js";
import { money, t } from "./words.js";

const ENDS = { paid: "sheetPaid", refused: "sheetRefused", late: "sheetLate", failed: "sheetFailed", declined: "sheetDeclined" };
const newest = new Map();
const KEPT = 20;

// The word on a payment may come before the POST that confirmed it has returned.
export function keepCheckout(checkout) {
  newest.set(checkout.checkout_id, checkout);
  if (newest.size > KEPT) newest.delete(newest.keys().next().value);
  emit("checkout", checkout);
}

export function pressPay({ person, chat, message }) {
  return openSheet(person, chat.id, () => act("press_pay", { person, chat: chat.id, message_id: message.message_id }));
}

export function openInvoice(url, person, chatId) {
  return openSheet(person, chatId, () => act("open_invoice", { person, url }));
}

async function openSheet(person, chatId, open) {
  try {
    const checkout = await open();
    newest.set(checkout.checkout_id, checkout);
    await showSheet(checkout.checkout_id, person, chatId);
    if (newest.get(checkout.checkout_id)?.state === "open") await act("decline", { person, checkout_id: checkout.checkout_id });
  } catch (error) {
    complain(chatId, error);
  }
}

async function showSheet(id, person, chatId) {
  let stop;
  await show(t("sheet"), (answer) => {
    const body = h("div", { class: "sheet", "data-testid": "sheet" });
    stop = on("checkout", ({ checkout_id }) => checkout_id === id && draw());
    draw();
    return body;

    function draw() {
      const checkout = newest.get(id);
      body.replaceChildren(
        h("strong", { dir: "auto" }, checkout.title), h("p", { class: "intro", dir: "auto" }, checkout.description),
        h("p", { class: "sheet-sum" }, money(checkout.total_amount, checkout.currency)),
        h("p", { class: "sheet-state", role: "status" }, words(checkout)),
        h("div", { class: "buttons" }, buttons(checkout, answer)));
    }
  });
  stop();

  function buttons(checkout, answer) {
    const close = h("button", { type: "button", onclick: () => answer(null) }, t(checkout.state === "open" ? "doNotPay" : "close"));
    if (checkout.state !== "open") return [close];
    if (!checkout.affordable) return [close, h("button", { type: "button", class: "primary", onclick: () => buyStars(checkout) }, t("buyStars", { n: checkout.total_amount }))];
    return [close,
      h("button", { type: "button", onclick: () => pay({ card_works: false }) }, t("payWithBadCard")),
      h("button", { type: "button", class: "primary", onclick: () => pay({}) }, t("payNow"))];
  }

  async function pay(how) {
    await tell("pay", { checkout_id: id, ...how });
  }

  async function buyStars({ total_amount }) {
    await tell("buy_stars", { stars: total_amount });
    const checkout = await tell("checkout", { checkout_id: id });
    if (checkout) keepCheckout(checkout);
  }

  function tell(verb, fields) {
    return act(verb, { person, ...fields }).catch((error) => toast(chatId, error.message, "error"));
  }
}

function words({ state, reason, affordable }) {
  if (state === "open") return affordable ? "" : t("notEnoughStars");
  if (state === "waiting") return t("sheetWaits");
  return t(ENDS[state], { reason });
}
