"""Refusals about orders and the money for them."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.callbacks.people import Go, Place
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import button
from bot.screens.people import cart_button
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.orders import errors as orders
from core.orders.order import OrderState
from core.shared.money import AmountUnreadableError


@refusal_words.register
def _(error: orders.NotYourTurnError, t: Texts) -> str:
    if error.whose == error.organizer:
        return t.label("It is {name}'s turn to check out. Please ask them.", name=clip(error.whose))
    return t.label(
        "It is {name}'s turn to check out. Ask them, or the organizer: {organizer}.",
        name=clip(error.whose),
        organizer=clip(error.organizer),
    )


@refusal_words.register
def _(error: orders.NothingToOrderError, t: Texts) -> str:
    if error.waiting:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for votes. Ask the family to vote.",
            "Nothing is agreed on yet: {count} lines wait for votes. Ask the family to vote.",
            error.waiting,
        )
    if error.asking:
        return t.labels(
            "Nothing is agreed on yet: {count} line waits for an adult. See /approvals.",
            "Nothing is agreed on yet: {count} lines wait for an adult. See /approvals.",
            error.asking,
        )
    return t.label("There is nothing to check out yet. Add something to the cart first.")


@refusal_words.register
def _(error: orders.PricesMissingError, t: Texts) -> str:
    return t.labels(
        "{count} line has no price yet. Give the price first.",
        "{count} lines have no price yet. Give the prices first.",
        error.lines,
    )


@refusal_words.register
def _(_: orders.CheckoutChangedError, t: Texts) -> str:
    return t.label("The cart changed while you were looking. Please check it once more.")


@refusal_words.register
def _(_: orders.OrderUnknownError, t: Texts) -> str:
    return t.label("There is no such order among yours.")


@refusal_words.register
def _(error: orders.OrderStateError, t: Texts) -> str:
    match error.state:
        case OrderState.LOCKED:
            return t.label(
                "Nobody has taken order {number} for payment. Tap “I'll pay” first.",
                number=order_name(error.number),
            )
        case OrderState.PAYING:
            return t.label("Order {number} is not paid yet.", number=order_name(error.number))
        case OrderState.CANCELLED:
            return t.label("Order {number} was cancelled.", number=order_name(error.number))
        case _:
            return t.label("Order {number} is paid already.", number=order_name(error.number))


@refusal_words.register
def _(error: orders.BeingPaidError, t: Texts) -> str:
    return t.label(
        "{name} has been paying order {number} since {time}. "
        "If it does not work out, it is free again after 15 minutes.",
        name=error.payer,
        number=order_name(error.number),
        time=t.clock(error.since),
    )


@refusal_words.register
def _(error: orders.NotThePayerError, t: Texts) -> str:
    return t.label(
        "{name} is paying order {number}; only they can say so.",
        name=error.payer,
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.NothingOwedError, t: Texts) -> str:
    return t.label("You owe nothing for order {number}.", number=order_name(error.number))


@refusal_words.register
def _(error: AmountUnreadableError, t: Texts) -> str:
    return t.label("“{text}” is no price. Send for example 89.90.", text=clip(error.text))


@refusal_steps.register
def _(_: AmountUnreadableError, t: Texts) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(_: orders.CheckoutChangedError | orders.PricesMissingError, t: Texts) -> list[InlineKeyboardButton]:
    return [button("🧾 " + t.label("Check out"), Go(to=Place.CHECKOUT))]


@refusal_steps.register
def _(_: orders.NothingToOrderError, t: Texts) -> list[InlineKeyboardButton]:
    return [cart_button(t)]
