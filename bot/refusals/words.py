"""The words and the next steps of a refusal, whatever it is of; those of each stand beside its area."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from bot.screens.people import cart_button, home_button, orders_button
from core.carts import errors as carts
from core.orders import errors as orders

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from bot.texts import Texts
    from core.shared.errors import DomainError


@singledispatch
def refusal_words(error: DomainError, t: Texts) -> str:
    """Return why it was refused and what to do, as plain text that fits a toast."""
    raise TypeError(f"no words for {type(error).__name__} in {t.language}")


@singledispatch
def refusal_steps(error: DomainError, t: Texts) -> list[InlineKeyboardButton]:
    """Return the buttons of what to do next; without steps of its own a refusal leads to its area."""
    where = {carts.__name__: cart_button, orders.__name__: orders_button}
    return [where.get(type(error).__module__, home_button)(t)]
