"""Hand a person everything that is stored about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime

FORMAT = 1
"""Grows when the meaning of a key of the export changes, or a key goes away."""


class ExportWork(Protocol):
    """Reads everything about one person."""

    def everything_about(self, person: int, now: datetime) -> dict[str, Any]:
        """Return what is stored about the person and nothing of others that the person may not see.

        Values are plain JSON but for moments, which are aware; money is minor units and a currency.
        """


def export_me(work: ExportWork, *, now: datetime, actor: int) -> dict[str, Any]:
    """Return everything that is stored about the actor."""
    return {"format": FORMAT, "exported_at": now} | work.everything_about(actor, now)
