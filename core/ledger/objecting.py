"""What changes money that is owed already: whoever is concerned is told before, and may object."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

OBJECTION_TIME = timedelta(hours=48)
"""So long a change waits for those who have not answered; then it is made."""


class Verdict(StrEnum):
    """What becomes of a change."""

    WAITS = "waits"
    HOLDS = "holds"
    STOPS = "stops"


def verdict(answers: Collection[bool | None], due_at: datetime | None, now: datetime) -> Verdict:
    """Return what becomes of a change after these answers: yes, an objection, or none yet.

    One objection stops it. It holds as soon as everybody said yes, and at the latest when the time is over;
    without an end to the time, silence is no yes.
    """
    if any(answer is False for answer in answers):
        return Verdict.STOPS
    if all(answers) or (due_at is not None and now >= due_at):
        return Verdict.HOLDS
    return Verdict.WAITS
