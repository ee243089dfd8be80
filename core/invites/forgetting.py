"""Forget what slowed somebody down, once it does so no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=1)
"""Longer than guesses, holds and requests count; then nobody needs them."""


class TryWork(Protocol):
    """Forgets what people tried."""

    def forget_tries(self, before: datetime) -> None:
        """Forget guesses of before that moment, and holds and requests of people who were forgotten."""


def forget_old_tries(work: TryWork, *, now: datetime) -> None:
    """Keep tries for a day, no longer."""
    work.forget_tries(now - KEPT)
