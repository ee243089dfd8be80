"""Refusals about payments of shares, reminders, receipts and the settle-up plan."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.orders import errors as orders
from core.orders.payment import PaymentState


@refusal_words.register
def _(error: orders.PaymentJudgedError, t: Texts) -> str:
    if error.state is PaymentState.WITHDRAWN:
        return t.label("This “sent” was taken back. There is nothing to confirm any more.")
    return t.label("This money is confirmed already, which is final.")


@refusal_words.register
def _(error: orders.AmountTooLargeError, t: Texts) -> str:
    return t.label(
        "Only {left} are left for order {number}. Send that much or less.",
        left=t.money(error.left, error.currency),
        number=order_name(error.number),
    )


@refusal_words.register
def _(error: orders.ShareFellError, t: Texts) -> str:
    return t.label(
        "Only {left} are left to send for order {number} by now. Please look at it once more.",
        left=t.money(error.left, error.currency),
        number=order_name(error.number),
    )


@refusal_words.register
def _(_: orders.SentAgainError, t: Texts) -> str:
    return t.label(
        "This debt was sent again, settled or corrected since then. Please answer about the newer payment."
    )


@refusal_words.register
def _(_: orders.PlanChangedError, t: Texts) -> str:
    return t.label("The debts have changed meanwhile. Here is the new plan.")


@refusal_words.register
def _(error: orders.RemindedAlreadyError, t: Texts) -> str:
    return t.label(
        "{name} was reminded of this not long ago. The next reminder is possible from {moment} on.",
        name=clip(error.debtor),
        moment=t.moment(error.again_at),
    )


@refusal_words.register
def _(error: orders.NothingToRemindError, t: Texts) -> str:
    return t.label("{name} has nothing left to send here.", name=clip(error.debtor))


@refusal_words.register
def _(_: orders.ReceiptUnknownError, t: Texts) -> str:
    return t.label("This receipt is not here any more.")


@refusal_steps.register
def _(_: orders.AmountTooLargeError, t: Texts) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there
