"""How a person wishes to be told, and until when that holds an alert back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.alerts.alert import Urgency

if TYPE_CHECKING:
    from datetime import tzinfo

QUIET_FROM = time(22)
QUIET_UNTIL = time(8)
"""The quiet hours, by the recipient's clock."""

DIGEST_AT = time(19)
"""When the day's news come together, by the recipient's clock."""


class Delivery(StrEnum):
    """When news come: as they happen, once a day, or not at all."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wishes to be told; `quiet` asks for silence in the quiet hours."""

    delivery: Delivery
    quiet: bool

    def wants(self, urgency: Urgency) -> bool:
        """Tell whether an alert of this urgency is to be delivered at all."""
        return urgency is not Urgency.NEWS or self.delivery is not Delivery.NEVER

    def ready_at(self, urgency: Urgency, written_at: datetime, now: datetime, zone: tzinfo) -> datetime:
        """Return the first moment from now on at which the wish lets the alert through.

        News for the digest wait for the first evening after they were written; when that has passed, for
        example because the bot was down, they wait no longer. Whatever would come in the quiet hours comes
        at their end.
        """
        if urgency is Urgency.NOW:
            return now
        ready = now
        if urgency is Urgency.NEWS and self.delivery is Delivery.DIGEST:
            ready = max(now, _next(DIGEST_AT, written_at, zone))
        return _end_of_quiet(ready, zone) if self.quiet else ready


def _end_of_quiet(moment: datetime, zone: tzinfo) -> datetime:
    clock = moment.astimezone(zone).time()
    is_quiet = clock >= QUIET_FROM or clock < QUIET_UNTIL
    return _next(QUIET_UNTIL, moment, zone) if is_quiet else moment


def _next(clock: time, moment: datetime, zone: tzinfo) -> datetime:
    """Return the first moment, this one or a later one, at which a clock in the zone shows that time."""
    local = moment.astimezone(zone)
    day = local.date() if local.time() <= clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, zone).astimezone(UTC)
