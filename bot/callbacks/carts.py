"""Buttons of the cart's card and of a line's screen."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.numbers import Count, Id
from core.carts.agreement import Choice


class VotePress(CallbackData, prefix="v"):
    """Vote on this version of a line, from the card."""

    item: Id
    version: Count
    choice: Choice


class LineVotePress(CallbackData, prefix="lv"):
    """Vote on this version of a line, from its own screen; None withdraws."""

    item: Id
    version: Count
    choice: Choice | None


class QuantityPress(CallbackData, prefix="q"):
    """Want so many: the target value, at this revision of the line."""

    item: Id
    revision: Count
    quantity: Count


class LineQuantityPress(CallbackData, prefix="lq"):
    """Want so many, as `QuantityPress`, and show the line's own screen again."""

    item: Id
    revision: Count
    quantity: Count


class LinePress(CallbackData, prefix="l"):
    """Show this line."""

    item: Id


class EditPress(CallbackData, prefix="e"):
    """Ask me how the line should read."""

    item: Id
    revision: Count


class RemovePress(CallbackData, prefix="r"):
    """Remove this line."""

    item: Id


class AskAgainPress(CallbackData, prefix="again"):
    """Put this rejected line to the vote once more."""

    item: Id
    revision: Count


class SurprisePress(CallbackData, prefix="gift"):
    """Ask me from whom to hide this line of mine."""

    item: Id


class SurpriseForPress(CallbackData, prefix="giftfor"):
    """Ask me until when to hide this line from this member."""

    item: Id
    revision: Count
    person: Id


class HidePress(CallbackData, prefix="hide"):
    """Hide this line from this member until the end of the day so many days from today."""

    item: Id
    revision: Count
    person: Id
    days: Annotated[int, Field(ge=1, le=366)]


class OtherDayPress(CallbackData, prefix="hideday"):
    """Ask me until which day to hide this line from this member."""

    item: Id
    revision: Count
    person: Id


class UnhidePress(CallbackData, prefix="unhide"):
    """Hide this line from nobody any more."""

    item: Id
    revision: Count


class UndoPress(CallbackData, prefix="undo"):
    """Take back the lines that one message added."""

    addition: Id


class PagePress(CallbackData, prefix="p"):
    """Turn the card of this family to a page, counted from 0."""

    family: Id
    page: Count
