"""A refusal as a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.refusals import (  # noqa: F401  # their words
    account,
    books,
    carts,
    families,
    invites,
    orders,
    own_orders,
    payments,
    people,
    settling,
    shopping,
    undoing,
)
from bot.refusals.words import refusal_steps, refusal_words
from bot.screen import Screen, rows
from bot.screens.people import contact_keyboard
from core.people.errors import ForeignContactError

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.shared.errors import DomainError


def refusal_screen(error: DomainError, t: Texts, *, is_group: bool = False) -> Screen:
    """Show a refusal as a message; in a group without the buttons, which lead to private things."""
    words = t("{words}", words=refusal_words(error, t))  # plain until here, so they are escaped
    if isinstance(error, ForeignContactError):  # its keyboard went away with the press
        return Screen(words, contact_keyboard(t))
    steps = refusal_steps(error, t)
    return Screen(words, None if is_group else rows(steps[:2], steps[2:]))
