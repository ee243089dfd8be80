"""Buttons of the cart's card and of a line's screen."""

from __future__ import annotations

from typing import Literal

from aiogram.filters.callback_data import CallbackData


class VotePress(CallbackData, prefix="v"):
    """Vote on this version of a line, from the card: 1 for, -1 against."""

    item: int
    version: int
    choice: Literal[1, -1]


class LineVotePress(CallbackData, prefix="lv"):
    """Vote on this version of a line, from its own screen: 1 for, -1 against, 0 withdraws."""

    item: int
    version: int
    choice: Literal[1, -1, 0]


class QuantityPress(CallbackData, prefix="q"):
    """Want so many: the target value, at this revision of the line."""

    item: int
    revision: int
    quantity: int


class LinePress(CallbackData, prefix="l"):
    """Show this line."""

    item: int


class EditPress(CallbackData, prefix="e"):
    """Ask me how the line should read."""

    item: int
    revision: int


class RemovePress(CallbackData, prefix="r"):
    """Remove this line."""

    item: int


class AskAgainPress(CallbackData, prefix="again"):
    """Put this rejected line to the vote once more."""

    item: int
    revision: int


class UndoPress(CallbackData, prefix="undo"):
    """Take back the lines that one message added."""

    addition: int


class PagePress(CallbackData, prefix="p"):
    """Turn the card of this family to a page, counted from 0."""

    family: int
    page: int
