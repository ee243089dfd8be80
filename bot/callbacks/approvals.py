"""Buttons about lines that wait for an adult."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class DecidePress(CallbackData, prefix="decide"):
    """Allow this version of a line, or say no to it."""

    item: Id
    version: Count
    is_allowed: bool


class DecisionNotePress(CallbackData, prefix="decidenote"):
    """Ask me what to say with my yes or no to this version of a line."""

    item: Id
    version: Count
    is_allowed: bool


class RequestsPagePress(CallbackData, prefix="asking"):
    """Show this page of what waits for an adult, counted from 0."""

    page: Count
