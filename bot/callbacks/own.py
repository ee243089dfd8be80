"""Buttons of one's own cart, and under what was sent from another chat."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class OwnPagePress(CallbackData, prefix="op"):
    """Turn my own cart to a page, counted from 0."""

    page: Count


class OwnLinePress(CallbackData, prefix="ol"):
    """Show this line of my own cart."""

    item: Id


class OwnQuantityPress(CallbackData, prefix="oq"):
    """Want so many: the target value, at this revision of the line; then show this page."""

    item: Id
    revision: Count
    quantity: Count
    page: Count


class OwnEditPress(CallbackData, prefix="oe"):
    """Ask me how this line of my own cart should read."""

    item: Id
    revision: Count


class OwnRemovePress(CallbackData, prefix="or"):
    """Remove this line from my own cart."""

    item: Id


class OwnMovePress(CallbackData, prefix="om"):
    """Move this line from my own cart to that of my family."""

    item: Id
    revision: Count


class OwnMoveAllPress(CallbackData, prefix="oall"):
    """Move all lines up to this one from my own cart to that of my family."""

    last: Id


class OwnMoveBackPress(CallbackData, prefix="oback"):
    """Take back into my own cart what I moved from it to that of my family."""

    addition: Id


class OwnUndoPress(CallbackData, prefix="oundo"):
    """Take out of my own cart what came into it at once, as far as it is unchanged."""

    addition: Id


class InlinePress(CallbackData, prefix="in"):
    """Add what I typed in another chat, to my family's cart or to my own."""

    ask: Id
    to_family: bool
