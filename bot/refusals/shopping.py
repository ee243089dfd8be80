"""Refusals in the shop, and about staples."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.shopping import list_button
from bot.screens.staples import staples_button
from bot.texts import Texts, clip
from core.carts import errors as carts


@refusal_words.register
def _(error: carts.StaplesFullError, t: Texts) -> str:
    return t.label(
        "There is room for {limit} staples. Remove one first, then keep this one.", limit=error.limit
    )


@refusal_words.register
def _(_: carts.StapleGoneError, t: Texts) -> str:
    return t.label("This is no staple any more. Open the staples again.")


@refusal_words.register
def _(error: carts.TripTimeError, t: Texts) -> str:
    return t.label(
        "“{text}”: until when are you in the shop? "
        "It can be {shortest} minutes to {longest} hours: /go 40, /go 18:30, /go an hour.",
        text=clip(error.text),
        shortest=error.shortest,
        longest=error.longest // 60,
    )


@refusal_words.register
def _(error: carts.TripUnderWayError, t: Texts) -> str:
    return t.label(
        "{name} is in the shop until {time} already. Add to the cart what is missing.",
        name=clip(error.shopper),
        time=t.clock(error.until),
    )


@refusal_words.register
def _(_: carts.NoTripError, t: Texts) -> str:
    return t.label("You are not in the shop any more. Say /go when you are there again.")


@refusal_words.register
def _(_: carts.ShelfChangedError, t: Texts) -> str:
    return t.label("This line has just changed. Here is the list as it is now.")


@refusal_words.register
def _(error: carts.LineBoughtError, t: Texts) -> str:
    return t.label(
        "“{line}” is bought already. If it is not, whoever bought it or the organizer opens the line and "
        "taps “Not bought”.",
        line=clip(error.line),
    )


@refusal_words.register
def _(_: carts.ReplacementPriceError, t: Texts) -> str:
    return t.label("What does it cost? Send it with the price, for example: kefir 1 l 95")


@refusal_words.register
def _(error: carts.ReplacementTooDearError, t: Texts) -> str:
    return t.label(
        "For {sum} the family would have to vote, and that takes longer. Send something cheaper instead of "
        "“{line}”, or leave it.",
        sum=t.money(error.minor, error.currency),
        line=clip(error.line),
    )


@refusal_words.register
def _(_: carts.ReplacementGoneError, t: Texts) -> str:
    return t.label(
        "Nobody waits for this answer any more: it was given, the time is over, or the line changed."
    )


@refusal_steps.register
def _(_: carts.ReplacementPriceError | carts.ReplacementTooDearError, t: Texts) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(
    _: carts.TripTimeError | carts.TripUnderWayError | carts.NoTripError | carts.ShelfChangedError, t: Texts
) -> list[InlineKeyboardButton]:
    return [list_button(t)]


@refusal_steps.register
def _(_: carts.StaplesFullError | carts.StapleGoneError, t: Texts) -> list[InlineKeyboardButton]:
    return [staples_button(t)]
