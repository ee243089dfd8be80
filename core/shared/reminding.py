"""When somebody is reminded of what others wait for, and when the organizer is told that it stays open.

It may be money that is owed, or a word whether money arrived. The steps: a first reminder a day after it
became due, a second one three days after it, and a day later the organizer is told. Whatever the cause, there
are three days between two reminders of one thing: that wins, so the second comes no sooner than three days
after the first, and a request of who waits moves both back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST_AFTER = timedelta(hours=24)
SECOND_AFTER = timedelta(hours=72)
"""So long after it became due there is a reminder, if nobody asked for one meanwhile."""

REST = timedelta(days=3)
"""At most one reminder of one thing in so long a time."""

TOLD_AFTER = timedelta(hours=24)
"""So long after the second reminder the organizer is told."""

GRACE = timedelta(hours=24)
"""Who just learnt that money did not arrive, or took their word back, is left in peace so long."""

REMINDERS = 2
"""So many reminders come by themselves."""


@dataclass(frozen=True, slots=True)
class Reminding:
    """How far the steps have come for one thing: `steps` of them are done, the next is due at `next_at`.

    After the last step there is no next one. `last` is when the last reminder was, whoever asked for it.
    """

    due_at: datetime
    steps: int
    last: datetime | None
    next_at: datetime | None

    @property
    def is_for_organizer(self) -> bool:
        """Tell whether the next step is to tell the organizer."""
        return self.steps == REMINDERS

    def again_at(self, now: datetime) -> datetime | None:
        """Return when there may be another reminder, None when that is now."""
        again = self.last + REST if self.last is not None else now
        return again if now < again else None

    def after_step(self, now: datetime) -> Reminding:
        """Return what follows when the next step is done now."""
        if self.is_for_organizer:
            return replace(self, steps=self.steps + 1, next_at=None)
        steps = self.steps + 1
        later = now + TOLD_AFTER if steps == REMINDERS else max(self.due_at + SECOND_AFTER, now + REST)
        return replace(self, steps=steps, last=now, next_at=later)

    def after_request(self, now: datetime) -> Reminding:
        """Return what follows when who waits asked for a reminder now."""
        return (
            replace(self, last=now).not_before(now + REST)
            if self.steps < REMINDERS
            else replace(self, last=now)
        )

    def anew(self, now: datetime) -> Reminding:
        """Return what follows when something more is due from now on: the steps begin once more."""
        rested = self.last + REST if self.last is not None else now
        return replace(self, due_at=now, steps=0, next_at=max(now + FIRST_AFTER, rested))

    def not_before(self, moment: datetime) -> Reminding:
        """Return the same with the next step no sooner than that."""
        if self.steps > REMINDERS:
            return self
        return replace(self, next_at=max(self.next_at or self.due_at + FIRST_AFTER, moment))
