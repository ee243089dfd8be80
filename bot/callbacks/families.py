"""Buttons about the family and its members."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Id


class LeavePress(CallbackData, prefix="leave"):
    """Leave this family; keep my lines in its cart or not."""

    family: Id
    keep_lines: bool


class AttachPress(CallbackData, prefix="attach"):
    """Show this family's cart in the chat where the button is."""

    family: Id
