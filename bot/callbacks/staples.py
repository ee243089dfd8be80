"""Buttons about what a family buys again and again."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class StaplesPagePress(CallbackData, prefix="staples"):
    """Show this page of the staples, counted from 0."""

    page: Count


class AddStaplePress(CallbackData, prefix="staple"):
    """Put this staple into the cart; show the page again."""

    staple: Id
    page: Count


class AddStaplesPress(CallbackData, prefix="addall"):
    """Put all staples into the cart that are not in it; show the page again."""

    page: Count


class KeepStaplePress(CallbackData, prefix="keep"):
    """Make this line a staple, or none any more."""

    item: Id
    is_staple: bool


class KeepOrderedPress(CallbackData, prefix="keepo"):
    """Make this line of an old order a staple; show the page again."""

    order: Id
    position: Count
    page: Count


class DropStaplePress(CallbackData, prefix="unkeep"):
    """Let this be no staple any more; show the page again."""

    staple: Id
    page: Count
