"""Refusals about the shared account."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.benefits import benefits_button
from bot.screens.people import account_button
from bot.texts import Texts, clip
from core.account import errors as account
from core.families.errors import AccountOffError
from core.pot.transfer import TransferKind, TransferState


@refusal_words.register
def _(error: AccountOffError, t: Texts) -> str:
    return t.label(
        "The family's shared account is off. {name} can switch it on among the benefits.",
        name=clip(error.organizer),
    )


@refusal_words.register
def _(error: account.TopUpOpenError, t: Texts) -> str:
    return t.label(
        "Your {sum} are still on the way: {name} has not said yet whether they arrived. Top up again after "
        "that.",
        sum=t.money(error.minor, error.currency),
        name=clip(error.keeper),
    )


@refusal_words.register
def _(_: account.TransferUnknownError, t: Texts) -> str:
    return t.label("There is no such money on its way to you or from you.")


@refusal_words.register
def _(error: account.TransferJudgedError, t: Texts) -> str:
    match (error.kind, error.state):
        case (_, TransferState.CONFIRMED):
            return t.label("It is confirmed already that this money arrived.")
        case (TransferKind.TOP_UP, TransferState.WITHDRAWN):
            return t.label("This money was not sent after all.")
        case (TransferKind.TOP_UP, _):
            return t.label(
                "It is said already that this money did not arrive. If it has, let it be sent anew."
            )
        case _:
            return t.label("This money is not sent yet.")


@refusal_words.register
def _(error: account.AccountShortError, t: Texts) -> str:
    return t.label(
        "There is only {left} on the shared account, and this takes {sum}. Top it up, or pay otherwise.",
        left=t.money(error.left, error.currency),
        sum=t.money(error.minor, error.currency),
    )


@refusal_words.register
def _(error: account.SpendingLimitError, t: Texts) -> str:
    return t.label(
        "Within your limit {left} are left this month, and this takes {sum}. Ask {name} for more, or let "
        "another adult pay.",
        left=t.money(error.left, error.currency),
        sum=t.money(error.minor, error.currency),
        name=clip(error.organizer),
    )


@refusal_steps.register
def _(_: AccountOffError, t: Texts) -> list[InlineKeyboardButton]:
    return [benefits_button(t)]


@refusal_steps.register
def _(
    _: account.TopUpOpenError
    | account.TransferUnknownError
    | account.TransferJudgedError
    | account.AccountShortError
    | account.SpendingLimitError,
    t: Texts,
) -> list[InlineKeyboardButton]:
    return [account_button(t)]
