"""Forget who opened links that led nowhere, once it does not slow them down any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=1)
"""Longer than guesses count; then nobody needs them."""


class GuessWork(Protocol):
    """Forgets guesses."""

    def forget_guesses(self, before: datetime) -> None:
        """Forget the guesses that were made before that moment."""


def forget_old_guesses(work: GuessWork, *, now: datetime) -> None:
    """Keep guesses for a day, no longer."""
    work.forget_guesses(now - KEPT)
