"""Buttons under what was understood and added."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class AddedPress(CallbackData, prefix="added"):
    """Show what one message added, without offering anything about what is in the cart twice."""

    addition: Id


class FixPress(CallbackData, prefix="fix"):
    """Let me choose which of the lines that one message added I want to change."""

    addition: Id


class MergePress(CallbackData, prefix="mg"):
    """Make one line of these two, each at this revision: the older one grows, the newer one goes."""

    item: Id
    revision: Count
    into: Id
    into_revision: Count


class PriceReadPress(CallbackData, prefix="isprice"):
    """The number at the end of this line's title is its price."""

    item: Id
    revision: Count


class NotePress(CallbackData, prefix="note"):
    """Ask me for a note on this line."""

    item: Id
    revision: Count


class NoNotePress(CallbackData, prefix="nonote"):
    """Take the note off this line."""

    item: Id
    revision: Count
