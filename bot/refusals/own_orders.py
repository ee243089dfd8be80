"""Refusals about one's own orders."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.people import own_cart_button, own_orders_button
from bot.texts import Texts
from core.orders import errors as orders
from core.orders.order import OrderState


@refusal_words.register
def _(_: orders.OwnCartEmptyError, t: Texts) -> str:
    return t.label("Your own cart is empty. Add something to it first.")


@refusal_words.register
def _(_: orders.OwnCheckoutChangedError, t: Texts) -> str:
    return t.label("Your own cart changed while you were looking. Please check it once more.")


@refusal_words.register
def _(_: orders.OwnOrderUnknownError, t: Texts) -> str:
    return t.label("There is no such order among yours.")


@refusal_words.register
def _(error: orders.OwnOrderStateError, t: Texts) -> str:
    match error.state:
        case OrderState.CANCELLED:
            return t.label(
                "Own order {number} was cancelled; its lines went back to your cart.", number=error.number
            )
        case OrderState.RECEIVED:
            return t.label(
                "Own order {number} has come. If it was a slip, tap “Not received yet” first.",
                number=error.number,
            )
        case _:
            return t.label(
                "Own order {number} is paid. If it was a slip, tap “Not paid yet” first.", number=error.number
            )


@refusal_steps.register
def _(_: orders.OwnCartEmptyError | orders.OwnCheckoutChangedError, t: Texts) -> list[InlineKeyboardButton]:
    return [own_cart_button(t)]


@refusal_steps.register
def _(_: orders.OwnOrderUnknownError | orders.OwnOrderStateError, t: Texts) -> list[InlineKeyboardButton]:
    return [own_orders_button(t)]
