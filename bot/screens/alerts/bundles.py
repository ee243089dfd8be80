"""Alerts as messages: one alone, several together, and what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.screen import Screen
from bot.texts import Html, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardMarkup

    from core.alerts.outbox import Waiting

from bot.screens.alerts import (  # noqa: F401  # they register their words
    account,
    books,
    carts,
    charges,
    families,
    invites,
    orders,
    settling,
    shopping,
)
from bot.screens.alerts.words import alert_buttons, alert_text
from core.alerts.alert import Urgency

ROOM = 4000
"""Telegram takes 4096 characters a message; the rest is for the heading."""


def bundle_screen(bundle: Sequence[Waiting], t: Texts) -> tuple[Screen, int]:
    """Show alerts that are delivered together; tell how many of them, from the first on, fit into it."""
    if len(bundle) == 1:
        return alert_screen(bundle[0], t), 1
    (shown, *_) = _messages(bundle, t)
    text = t("<b>What is new</b>\n\n{listed}", listed=_listed(shown, t))
    return Screen(text, _buttons_of(shown, t)), len(shown)


def alert_screen(waiting: Waiting, t: Texts) -> Screen:
    """Show one alert under its number, by which a repeat can be told from news."""
    text = t("🔔 <i>No. {number}</i>\n{what}", number=waiting.number, what=alert_text(waiting.alert, t))
    return Screen(text, alert_buttons(waiting.alert, t))


def missed_screens(missed: Sequence[Waiting], t: Texts) -> list[Screen]:
    """Show what waited for somebody who could not be reached, in as few messages as it fits into."""
    return [
        Screen(t("<b>While you were away</b>\n\n{listed}", listed=_listed(shown, t)), _buttons_of(shown, t))
        for shown in _messages(missed, t)
    ]


def _messages(together: Sequence[Waiting], t: Texts) -> list[list[Waiting]]:
    """Part alerts into as few messages as they fit into, in their order."""
    messages: list[list[Waiting]] = []
    room = 0
    for waiting in together:
        length = len(_entry(waiting, t)) + len("\n\n")
        if messages and length <= room:
            messages[-1].append(waiting)
        else:
            messages.append([waiting])
            room = ROOM
        room -= length
    return messages


def _listed(shown: Sequence[Waiting], t: Texts) -> Html:
    return Html("\n\n".join(_entry(waiting, t) for waiting in shown))


def _entry(waiting: Waiting, t: Texts) -> Html:
    return t(
        "🔔 <i>No. {number}, {when}</i>\n{what}",
        number=waiting.number,
        when=t.moment(waiting.written_at),
        what=alert_text(waiting.alert, t),
    )


def _buttons_of(shown: Sequence[Waiting], t: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons of the last alert that is no mere news: of two, none tells what it belongs to."""
    for waiting in reversed(shown):
        buttons = alert_buttons(waiting.alert, t)
        if buttons is not None and waiting.alert.urgency is not Urgency.NEWS:
            return buttons
    return None
