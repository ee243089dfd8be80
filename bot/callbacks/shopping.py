"""Buttons of whoever is in the shop, and of whoever is asked about a replacement."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.numbers import Count, Id
from core.carts.trip import LONGEST_MIN, SHORTEST_MIN, Mark


class GoShopPress(CallbackData, prefix="goshop"):
    """I am in the shop for so many minutes from now on."""

    minutes: Annotated[int, Field(ge=SHORTEST_MIN, le=LONGEST_MIN)]


class EndTripPress(CallbackData, prefix="endtrip"):
    """I am done in the shop."""

    trip: Id


class ShopPagePress(CallbackData, prefix="shop"):
    """Show this page of what I buy, counted from 0."""

    page: Count


class MarkPress(CallbackData, prefix="mark"):
    """This revision of a line is bought, or not there, or neither; then show the page again."""

    item: Id
    revision: Count
    mark: Mark | None
    page: Count


class UnmarkPress(CallbackData, prefix="unmark"):
    """This revision of a line is not bought after all, as its own screen says."""

    item: Id
    revision: Count


class ShopPricePress(CallbackData, prefix="shopprice"):
    """Ask me what this revision of a line costs here."""

    item: Id
    revision: Count


class ReplacePress(CallbackData, prefix="replace"):
    """Ask me what is there instead of this revision of a line."""

    item: Id
    revision: Count


class ReplacementPress(CallbackData, prefix="instead"):
    """The replacement will do, or not."""

    replacement: Id
    is_accepted: bool
