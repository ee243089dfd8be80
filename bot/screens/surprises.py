"""Hiding a line from one member: from whom, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.carts import (
    HidePress,
    LinePress,
    OtherDayPress,
    SurpriseForPress,
    SurprisePress,
    UnhidePress,
)
from bot.screen import Screen, button, rows
from bot.screens.people import cancel_button, cart_button
from bot.screens.wishes import wish
from bot.texts import clip

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.carts.item import Item
    from core.carts.views import SurpriseView

WEEK, MONTH = 7, 30
"""Days that can be chosen with one tap."""


def surprise_button(item: Item, t: Texts) -> InlineKeyboardButton:
    """Return the button that begins to hide a line, or shows it again."""
    return button("🎁 " + t.label("Surprise"), SurprisePress(item=item.id))


def surprise_screen(view: SurpriseView, t: Texts) -> Screen:
    """Ask from whom to hide the line; one that is hidden can be shown again."""
    item = view.item
    names = {member.person: member.name for member in view.others}
    text = t(
        "🎁 <b>Surprise</b>\n{wish}\n\nFrom whom shall I hide it? Until the end of the day you choose they "
        "do not see this line in the cart, in sums, votes or orders, and hear nothing of it. "
        "The family’s group does not see it either.",
        wish=wish(item, t),
    )
    if item.hidden_from in names and item.hidden_until is not None:
        text = t(
            "🎁 <b>Surprise</b>\n{wish}\n\n{name} does not see this line until {until}. "
            "Choose anew from whom to hide it, or show it to everybody.",
            wish=wish(item, t),
            name=names[item.hidden_from],
            until=t.last_minute(item.hidden_until),
        )
    if not view.others:
        text = t("🎁 There is nobody in the family yet from whom to hide anything.")
    choices = [
        [
            button(
                clip(member.name),
                SurpriseForPress(item=item.id, revision=item.revision, person=member.person),
            )
        ]
        for member in view.others
    ]
    show = button("👀 " + t.label("Show to everybody"), UnhidePress(item=item.id, revision=item.revision))
    return Screen(
        text, rows(*choices, [show] if item.hidden_from is not None else [], [_back(item, t), cart_button(t)])
    )


def surprise_day_screen(view: SurpriseView, person: int, t: Texts) -> Screen:
    """Ask until when to hide the line from the member; they may have seen it already."""
    item = view.item
    name = next((member.name for member in view.others if member.person == person), "")
    text = t(
        "🎁 {wish}\n\nUntil which day shall I hide it? On that day {name} does not see it yet.\n\n"
        "Up to now the line was in the cart, so {name} may have seen it.",
        wish=wish(item, t),
        name=name,
    )
    if item.hidden_from == person:
        text = t(
            "🎁 {wish}\n\nUntil which day shall I hide it? On that day {name} does not see it yet.",
            wish=wish(item, t),
            name=name,
        )

    def hiding(label: str, days: int) -> InlineKeyboardButton:
        return button(label, HidePress(item=item.id, revision=item.revision, person=person, days=days))

    other = OtherDayPress(item=item.id, revision=item.revision, person=person)
    return Screen(
        text,
        rows(
            [hiding(t.label("A week"), WEEK), hiding(t.label("A month"), MONTH)],
            [button("📅 " + t.label("Another day"), other)],
            [button(t.label("Back"), SurprisePress(item=item.id)), cart_button(t)],
        ),
    )


def ask_surprise_day_screen(item: Item, t: Texts) -> Screen:
    """Ask for the day until which to hide the line."""
    text = t(
        "🎁 {wish}\nUntil which day shall I hide it? Send me the day, for example <code>31.12</code>.",
        wish=wish(item, t),
    )
    return Screen(text, rows([cancel_button(t)]))


def _back(item: Item, t: Texts) -> InlineKeyboardButton:
    return button(t.label("Back"), LinePress(item=item.id))
