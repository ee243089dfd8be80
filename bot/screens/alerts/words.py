"""The words and the buttons of an alert, whatever it is of; those of each kind stand beside its area."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from core.alerts.alert import Alert  # singledispatch reads it

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardMarkup

    from bot.texts import Html, Texts


@singledispatch
def alert_text(alert: Alert, t: Texts) -> Html:
    """Return what happened, in words."""
    raise TypeError(f"no words for {type(alert).__name__} in {t.language}")


@singledispatch
def alert_buttons(_: Alert, t: Texts) -> InlineKeyboardMarkup | None:  # those with buttons need it
    """Return the buttons of what can be done about it now."""
    return None
