"""Refusals about oneself."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.people import orders_button
from bot.screens.wishes import order_name
from bot.texts import Texts, clip
from core.people import errors as people
from core.shared.secrets import LooksSecretError, SecretKind


@refusal_words.register
def _(error: LooksSecretError, t: Texts) -> str:
    if error.kind is SecretKind.CARD:
        return t.label(
            "⚠️ That looks like a card number. I keep no such thing. No bank and no shop needs it here: "
            "please delete your message, above all in a group."
        )
    return t.label(
        "⚠️ That looks like a confirmation code. I keep no such thing. No bank and no shop needs it here: "
        "please delete your message, above all in a group."
    )


@refusal_words.register
def _(_: people.ForeignContactError, t: Texts) -> str:
    return t.label("This is somebody else's contact. Please use the button: it shares your own number.")


@refusal_words.register
def _(error: people.CountryNotAllowedError, t: Texts) -> str:
    allowed = ", ".join(t.country(code) for code in error.allowed)
    if not error.founds:
        return t.label(
            "Organizers need a number from: {allowed}. This one does not fit, so please decline the role: "
            "it can be offered to somebody else.",
            allowed=allowed,
        )
    if error.country is None:
        return t.label(
            "I cannot tell the country of this number. Organizers need a number from: {allowed}. "
            "You can join a family by a link without any number.",
            allowed=allowed,
        )
    return t.label(
        "Your number is from {country}; organizers need one from: {allowed}. "
        "You can join a family by a link without any number.",
        country=t.country(error.country),
        allowed=allowed,
    )


@refusal_words.register
def _(_: people.LanguageUnknownError, t: Texts) -> str:
    return t.label("I do not speak that language yet. Choose another one: /language.")


@refusal_words.register
def _(error: people.ZoneUnknownError, t: Texts) -> str:
    return t.label(
        "I do not know “{text}”. Send a big city nearby, such as Berlin, or the difference to Greenwich, "
        "such as UTC+5.",
        text=clip(error.text),
    )


@refusal_words.register
def _(error: people.OwesMoneyError, t: Texts) -> str:
    return t.label(
        "You still owe {sum} in “{family}”. Send it first, and have it confirmed; then I can forget you.",
        sum=t.money(error.minor, error.currency),
        family=clip(error.family),
    )


@refusal_words.register
def _(error: people.IsOwedMoneyError, t: Texts) -> str:
    return t.label(
        "{sum} are still owed to you in “{family}”. Confirm the money when it comes; then I can forget you.",
        sum=t.money(error.minor, error.currency),
        family=clip(error.family),
    )


@refusal_words.register
def _(error: people.OrderUnfinishedError, t: Texts) -> str:
    return t.label(
        "Order {number} in “{family}” is not finished, and you have a part in it. "
        "Finish it, or have it cancelled; then I can forget you.",
        number=order_name(error.number),
        family=clip(error.family),
    )


@refusal_words.register
def _(_: people.QuestionGoneError, t: Texts) -> str:
    return t.label("That question has expired. Please begin again.")


@refusal_steps.register
def _(
    _: people.ForeignContactError | people.ZoneUnknownError | LooksSecretError, t: Texts
) -> list[InlineKeyboardButton]:
    return []  # the question, and its keyboard, are still there


@refusal_steps.register
def _(
    _: people.OwesMoneyError | people.IsOwedMoneyError | people.OrderUnfinishedError, t: Texts
) -> list[InlineKeyboardButton]:
    return [orders_button(t)]
