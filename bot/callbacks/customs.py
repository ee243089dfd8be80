"""Buttons about how the family does things, and about the deadline of one vote."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class Custom(StrEnum):
    """One thing that the organizer sets for the family."""

    VOTING = "voting"
    FREE_BELOW = "below"
    FREE_UNPRICED = "unpriced"
    VOTE_UNTIL = "until"
    TIME_ZONE = "zone"
    MAY_LOCK = "lock"
    TOLERANCE = "dearer"
    UNITS = "units"
    CARD = "card"


class CustomsPress(CallbackData, prefix="custom"):
    """Show the choices that there are."""

    custom: Custom


class CustomPress(CallbackData, prefix="set"):
    """Let this family do it so: the target value."""

    family: Id
    custom: Custom
    value: str


class AskCustomPress(CallbackData, prefix="settype"):
    """Ask me how the family shall do it."""

    custom: Custom


class DeadlinesPress(CallbackData, prefix="when"):
    """Show until when this version of a line is voted on, and what else it could be."""

    item: Id
    version: Count


class DeadlinePress(CallbackData, prefix="until"):
    """Let the vote on this version of a line close at that moment, in seconds since 1970."""

    item: Id
    version: Count
    closes_at: Id


class AskDeadlinePress(CallbackData, prefix="untiltype"):
    """Ask me until when this version of a line shall be voted on."""

    item: Id
    version: Count


class PassTurnPress(CallbackData, prefix="pass"):
    """Pass the turn to check out on from whoever sits in this seat of this family."""

    family: Id
    seat: Count
