"""Payments through Telegram: the invoice, what became of one's payments, and the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.payments import InvoicePress
from bot.callbacks.people import Go, Place, Visit
from bot.screen import Screen, button, rows
from bot.screens.people import back_button
from bot.screens.wishes import order_name
from bot.texts import Html, clip
from core.orders.charge import ChargeState, Flaw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from core.orders.charge import ChargeView, Invoice

TITLE_LIMIT, DESCRIPTION_LIMIT = 32, 255
"""The Bot API allows an invoice so many characters."""


class Bill(NamedTuple):
    """What stands on an invoice, plain, and its one button."""

    title: str
    description: str
    price: str
    keyboard: InlineKeyboardMarkup


def bill(invoice: Invoice, t: Texts) -> Bill:
    """Word an invoice for an order."""
    name = t.label("Order {number}", number=order_name(invoice.number))
    total = t.money(invoice.minor, invoice.currency)
    pay = InlineKeyboardButton(text="💳 " + t.label("Pay {sum}", sum=total), pay=True)
    titles = t.label(
        "For “{family}”: {lines}", family=clip(invoice.family), lines=", ".join(map(clip, invoice.titles))
    )
    return Bill(clip(name, TITLE_LIMIT), clip(titles, DESCRIPTION_LIMIT), name, rows([pay]))


def invoice_button(order: int, t: Texts) -> InlineKeyboardButton:
    """Return the way to an invoice that is lost among other messages."""
    return button("🧾 " + t.label("Send the invoice again"), InvoicePress(order=order))


def paysupport_button(back: Place, t: Texts) -> InlineKeyboardButton:
    """Return the way to one's payments, and from there back."""
    return button("💬 " + t.label("Payments"), Visit(to=Place.PAYSUPPORT, back=back))


def paysupport_screen(
    charges: Sequence[ChargeView], t: Texts, back: Place = Place.HOME, *, takes_payments: bool
) -> Screen:
    """Show what became of one's payments, and say who helps with them."""
    parts = [t("<b>Payments through Telegram</b>")]
    if charges:
        parts.append(Html("\n\n".join(_charge(charge, t) for charge in charges)))
    elif takes_payments:
        parts.append(t("You have paid nothing through me yet."))
    if takes_payments or charges:
        parts.append(
            t(
                "Is something wrong? Money that paid for nothing is given back: Stars by themselves, other "
                "money by whoever runs this bot. Tell your family's organizer the number of the payment."
            )
        )
    if not takes_payments:
        parts.append(
            t(
                "I take no money here: you pay the shop yourselves, and I only write down what you say. So I "
                "have nothing to give back. If a share was sent and did not arrive, open the order."
            )
        )
    terms = button("📜 " + t.label("Terms"), Visit(to=Place.PAY_TERMS, back=back))
    orders = button("📦 " + t.label("Orders"), Go(to=Place.ORDERS))
    return Screen(Html("\n\n".join(parts)), rows([orders, terms], [back_button(back, t)]))


def terms_screen(t: Texts, back: Place = Place.HOME, *, takes_payments: bool) -> Screen:
    """Say on which terms money is paid, or that none is."""
    if takes_payments:
        text = t(
            "<b>Terms of payment</b>\n"
            "• An invoice is for one order and one payer. Telegram and the payment provider of whoever runs "
            "this bot take the money; I see no cards.\n"
            "• I write down the sum, the time and the number of a payment, and keep them in the books.\n"
            "• Money that pays for nothing, such as a second or a late payment, is given back: Stars by "
            "themselves, other money by whoever runs this bot.\n"
            "• What the others owe you for the order you settle among yourselves.\n"
            "• The goods come from the shop; Telegram answers for none of this.\n\n"
            "/paysupport shows your payments."
        )
    else:
        text = t(
            "<b>Terms of payment</b>\n"
            "• I take no money and never hold any: you pay the shop yourselves and send each other your "
            "shares.\n"
            "• My books say what you told me. A debt is closed when whoever gets the money says it arrived.\n"
            "• I never ask for codes, documents or card numbers.\n\n"
            "/paysupport says what to do when something is wrong."
        )
    return Screen(text, rows([paysupport_button(back, t)], [back_button(back, t)]))


def _charge(charge: ChargeView, t: Texts) -> Html:
    total = t.money(charge.minor, charge.currency)
    what = (
        t("{sum} for order {number}", sum=total, number=order_name(charge.number))
        if charge.number is not None
        else Html(total)
    )
    return t(
        "• {what}, {when}: {state}\nNumber: <code>{name}</code>",
        what=what,
        when=t.moment(charge.came_at),
        state=_state(charge, t),
        name=charge.name,
    )


def _state(charge: ChargeView, t: Texts) -> Html:
    match charge.state:
        case ChargeState.CAME:
            return t("it came, I am looking at it")
        case ChargeState.APPLIED:
            return t("paid ✅")
        case ChargeState.FLAGGED:
            return t("to be given back: {reason}", reason=flaw_words(charge.flaw or Flaw.UNKNOWN, t))
        case ChargeState.REFUNDED:
            return t("given back")


def flaw_words(flaw: str, t: Texts) -> str:
    """Return why money that came pays for nothing."""
    words = {
        Flaw.UNKNOWN: t.label("I do not know what it was for"),
        Flaw.FOREIGN: t.label("the invoice was for somebody else"),
        Flaw.DIFFERS: t.label("the amount is not what was asked for"),
        Flaw.SECOND: t.label("the invoice had been paid already"),
        Flaw.CHANGED: t.label("the order had changed"),
        Flaw.TAKEN: t.label("somebody else is paying the order"),
        Flaw.PAID: t.label("the order had been paid already"),
        Flaw.CANCELLED: t.label("the order had been cancelled"),
        Flaw.LEFT: t.label("the payer is not in the family any more"),
    }
    return words[Flaw(flaw)]
