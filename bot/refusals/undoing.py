"""Refusals to take something back."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.journal import journal_button
from bot.screens.people import cart_button
from bot.texts import Texts, clip
from core.carts import errors as carts


@refusal_words.register
def _(_: carts.DeedUnknownError, t: Texts) -> str:
    return t.label("There is nothing of yours to take back here. /journal shows what can be.")


@refusal_words.register
def _(error: carts.NotYourDeedError, t: Texts) -> str:
    return t.label(
        "“{line}”: only {name} can take this back, who did it.", line=clip(error.line), name=clip(error.by)
    )


@refusal_words.register
def _(error: carts.UndoLateError, t: Texts) -> str:
    return t.label(
        "“{line}”: this can be taken back for {minutes} minutes, and they are over. "
        "You can change the line or add it anew.",
        line=clip(error.line),
        minutes=error.minutes,
    )


@refusal_words.register
def _(error: carts.UndoneAlreadyError, t: Texts) -> str:
    return t.label("“{line}”: this is taken back already.", line=clip(error.line))


@refusal_words.register
def _(error: carts.ChangedSinceError, t: Texts) -> str:
    if not error.by:
        return t.label(
            "“{line}” is not as you left it: time has gone on. /journal shows what happened.",
            line=clip(error.line),
        )
    return t.label(
        "“{line}” is not as you left it: {name} was there since. /journal shows what happened.",
        line=clip(error.line),
        name=clip(error.by),
    )


@refusal_words.register
def _(error: carts.AuthorGoneError, t: Texts) -> str:
    return t.label(
        "“{line}” cannot come back: its author, {author}, has left the family. You can add it as yours.",
        line=clip(error.line),
        author=clip(error.author),
    )


@refusal_steps.register
def _(
    _: carts.AuthorGoneError
    | carts.ChangedSinceError
    | carts.DeedUnknownError
    | carts.NotYourDeedError
    | carts.UndoLateError
    | carts.UndoneAlreadyError,
    t: Texts,
) -> list[InlineKeyboardButton]:
    return [journal_button(t), cart_button(t)]
