"""Buttons of the journal, and the one that takes a deed back."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id, MaybeId
from core.carts.journal import Matter


class Part(StrEnum):
    """By what the journal can be narrowed down."""

    PERSON = "p"
    LINE = "l"
    MATTER = "m"


class TakeBackPress(CallbackData, prefix="takeback"):
    """Take this deed of mine back."""

    deed: Id


class JournalPress(CallbackData, prefix="j"):
    """Show this page of the journal, counted from 0, of a person, a line and a matter, 0 or none is any."""

    page: Count
    person: MaybeId
    item: MaybeId
    matter: Matter | None


class JournalPartPress(CallbackData, prefix="jp"):
    """Let me choose by what else the journal is narrowed down."""

    part: Part
    person: MaybeId
    item: MaybeId
    matter: Matter | None


class JournalFilePress(CallbackData, prefix="jx"):
    """Send me the journal as files."""

    person: MaybeId
    item: MaybeId
    matter: Matter | None
