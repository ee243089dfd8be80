"""Buttons of one's own orders."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id
from core.orders.own import OwnMark


class OwnOrdersPagePress(CallbackData, prefix="oos"):
    """Turn my own orders to a page, counted from 0."""

    page: Count


class OwnOrderPress(CallbackData, prefix="oo"):
    """Show this page of an order of my own, counted from 0."""

    order: Id
    page: Count


class OwnLockPress(CallbackData, prefix="olock"):
    """Make an order of exactly the lines of my own cart that were shown, or of those with a price."""

    orders: Count
    seal: str
    with_unpriced: bool


class OwnPricePress(CallbackData, prefix="oprice"):
    """Ask me for the price of this line of my own cart."""

    item: Id
    revision: Count


class OwnMarkPress(CallbackData, prefix="omark"):
    """Note that this order of my own is paid, or has come, or that it is not so yet."""

    order: Id
    mark: OwnMark
    is_set: bool


class OwnCancelPress(CallbackData, prefix="ooff"):
    """Call this order of my own off."""

    order: Id


class OwnRepeatPress(CallbackData, prefix="oagain"):
    """Put the lines of this order of my own into my cart again; so often that was done before."""

    order: Id
    repeats: Count
