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
    if not error.is_for_order:
        return t.label(
            "This invoice is for {name}, who alone can pay it. If you want to put something on your family's "
            "shared account, open /account.",
            name=clip(error.payer),
        )
    return t.label(
        "This invoice is for {name}, who alone can pay it. If you want to pay, open the order in our chat.",
        name=clip(error.payer),
    )


@refusal_words.register
def _(error: orders.InvoiceOutdatedError, t: Texts) -> str:
    if error.number is None:
        return t.label("This invoice was paid or is not valid any more. For another top-up, open /account.")
    return t.label(
        "Order {number} has changed since this invoice. Open the order: you get a new one.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.ChargeUnderWayError, t: Texts) -> str:
    if error.number is None:
        return t.label("This invoice is being paid. If nothing has come of it in a minute, please try again.")
    return t.label(
        "A payment of order {number} is under way. If nothing has come of it in a minute, please try again.",
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.NotInvoicedError, t: Texts) -> str:
    return t.label(
        "I send no invoices in {currency}, in which your family counts. Send the money to your organizer and "
        "tap “Top up”.",
        currency=error.currency,
    )


@refusal_words.register
def _(error: orders.ShareChargedError, t: Texts) -> str:
    return t.label(
        "Your share of order {number} was paid by an invoice, so it stays paid. If something is wrong with "
        "it, see /paysupport.",
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
