"""Refusals about payments through Telegram."""

from __future__ import annotations

from bot.refusals.words import refusal_words
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.orders import errors as orders
from core.people.errors import RefundAwaitedError


@refusal_words.register
def _(_: orders.InvoiceUnknownError, t: Texts) -> str:
    return t.label("I do not know this invoice. Open the order and tap “I'll pay”.")


@refusal_words.register
def _(error: orders.NotYourInvoiceError, t: Texts) -> str:
    return t.label(
        "This invoice is for {name}, who alone can pay it. If you want to pay, open the order in our chat.",
        name=clip(error.payer),
    )


@refusal_words.register
def _(error: orders.InvoiceOutdatedError, t: Texts) -> str:
    return t.label(
        "Order {number} has changed since this invoice. Open the order: you get a new one.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.ChargeUnderWayError, t: Texts) -> str:
    return t.label(
        "A payment of order {number} is under way. If nothing has come of it in a minute, please try again.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: RefundAwaitedError, t: Texts) -> str:
    return t.label(
        "{sum} are to be given back to you, see /paysupport. When that is done, I can forget you.",
        sum=t.money(error.minor, error.currency),
    )


@refusal_words.register
def _(_: orders.ChargeUnknownError, t: Texts) -> str:
    return t.label("There is no such payment that you could give back. See /paysupport.")
