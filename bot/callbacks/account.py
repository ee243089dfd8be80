"""Buttons about the shared account."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class StatementPress(CallbackData, prefix="account"):
    """Show this page of the account's movements, counted from 0."""

    page: Count


class TopUpPress(CallbackData, prefix="topup"):
    """I have sent this sum for the account of this family; the attempt counts from 1."""

    family: Id
    minor: Count
    attempt: Count


class NotSentPress(CallbackData, prefix="untopup"):
    """The money that I said I sent for the account was not sent."""

    transfer: Id


class ReturnedPress(CallbackData, prefix="giveback"):
    """I have sent this part of the account back."""

    transfer: Id


class ArrivedPress(CallbackData, prefix="arrived"):
    """The money on its way to the account, or back from it, arrived, or not."""

    transfer: Id
    received: bool


class SpenderPress(CallbackData, prefix="spender"):
    """Ask me what this member may pay from the account a month."""

    person: Id
    since: Id


class SpendingLimitPress(CallbackData, prefix="spend"):
    """Let this member pay so much from the account a month."""

    person: Id
    since: Id
    minor: Count


class NoSpendingLimitPress(CallbackData, prefix="spendall"):
    """Let this member pay from the account as much as there is."""

    person: Id
    since: Id
