"""The outbox: alerts are written with the change that caused them and delivered after it, at least once.

Of a recipient's alerts that are ready only the oldest is ever handed out, so their order is kept. It is
leased, not taken: when whoever delivers dies, the lease runs out and somebody else delivers the alert again,
under the same number.

How the recipient wishes to be told is asked when an alert is looked at, not when it is written: it is set
aside until the wish lets it through. What was set aside and is ready together is delivered together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from core.alerts.wish import Delivery, Wish
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.alerts.ports import OutboxWork

LEASE = timedelta(seconds=60)
"""Longer than a delivery may take with its network time-outs."""

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=10)
KEPT = timedelta(days=30)
TOGETHER = 10
"""As many alerts are delivered together at most, after they were missed or set aside; the others follow."""


_NO_WISH = Wish(Delivery.AT_ONCE, quiet=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert on its way: `number` counts the recipient's alerts from 1 and is the same at every repeat.

    `zone` is the recipient's time zone, or their family's, None for the operator's; `was_held` tells that
    their wish held the alert back.
    """

    id: int
    recipient: int
    language: str
    number: int
    attempts: int
    written_at: datetime
    alert: Alert
    zone: str | None = None
    wish: Wish = _NO_WISH
    was_held: bool = False

    def ready_at(self, now: datetime, default_zone: str) -> datetime:
        """Return the first moment from now on at which the recipient's wish lets it through."""
        zone = zone_of(self.zone or default_zone)
        return self.wish.ready_at(self.alert.urgency, self.written_at, now, zone)

    @property
    def is_wanted(self) -> bool:
        """Whether the recipient wants to be told at all."""
        return self.wish.wants(self.alert.urgency)


def claim_alerts(work: OutboxWork, *, now: datetime, limit: int, zone: str) -> Sequence[Sequence[Waiting]]:
    """Lease what is due: one message's alerts a recipient, for at most `limit` recipients.

    A message tells one alert, or several that were held back until now. `zone` is the operator's time zone.
    """
    due = work.due_alerts(now, limit)
    while _set_aside(work, now, due, zone):
        due = work.due_alerts(now, limit)
    bundles = [_gathered(work, now, oldest, zone) for oldest in due]
    if bundles:
        work.lease_alerts([waiting.id for bundle in bundles for waiting in bundle], now + LEASE)
    return bundles


def _set_aside(work: OutboxWork, now: datetime, due: Sequence[Waiting], zone: str) -> bool:
    """Take out what its recipient does not want, or not yet; tell whether there was any."""
    unwanted = [waiting.id for waiting in due if not waiting.is_wanted]
    if unwanted:
        work.alerts_delivered(unwanted, now)
    later: dict[datetime, list[int]] = {}
    for waiting in due:
        if waiting.is_wanted and (until := waiting.ready_at(now, zone)) > now:
            later.setdefault(until, []).append(waiting.id)
    for until, held in later.items():
        work.alerts_held(held, until)
    return bool(unwanted or later)


def _gathered(work: OutboxWork, now: datetime, oldest: Waiting, zone: str) -> Sequence[Waiting]:
    """Return the alert with those that were held back like it and are the next in their order."""
    if not oldest.was_held:
        return [oldest]

    def comes_along(waiting: Waiting) -> bool:
        return waiting.was_held and waiting.is_wanted and waiting.ready_at(now, zone) == now

    return list(takewhile(comes_along, work.ready_alerts(oldest.recipient, now, TOGETHER)))


def settle_alerts(
    work: OutboxWork, *, now: datetime, alerts: Sequence[int], rest: Sequence[int] = ()
) -> None:
    """Note that the alerts were delivered; the rest of what was leased with them did not fit and is next."""
    work.alerts_delivered(alerts, now)
    if rest:
        work.alerts_released(rest)


def postpone_alerts(
    work: OutboxWork, *, now: datetime, alerts: Sequence[int], attempts: int, retry_after: timedelta | None
) -> None:
    """Let the alerts wait after a failure: as long as Telegram asked for, else twice as long as last time."""
    pause = retry_after or min(FIRST_PAUSE * 2 ** min(attempts, 16), LONGEST_PAUSE)
    work.alerts_postponed(alerts, now + pause)


def hold_alerts(work: OutboxWork, *, now: datetime, alerts: Sequence[int], recipient: int) -> None:
    """Stop delivering to somebody who cannot be reached; their alerts wait for their return."""
    work.set_unreachable(recipient, now)
    work.alerts_postponed(alerts, now)


def claim_missed_alerts(work: OutboxWork, *, now: datetime, recipient: int) -> Sequence[Waiting]:
    """Lease what waited for somebody who is back, to be shown at once; they are reachable again.

    It is shown in the quiet hours, too, since they are here. What is too much for one time comes together
    soon, as what was held back does.
    """
    work.set_reachable(recipient)
    work.free_held_alerts(recipient, now)
    missed = work.missed_alerts(recipient, TOGETHER)
    while unwanted := [waiting.id for waiting in missed if not waiting.is_wanted]:
        work.alerts_delivered(unwanted, now)
        missed = work.missed_alerts(recipient, TOGETHER)
    if missed:
        work.lease_alerts([waiting.id for waiting in missed], now + LEASE)
    return missed


def forget_old_alerts(work: OutboxWork, *, now: datetime) -> None:
    """Keep alerts for thirty days, no longer."""
    work.forget_alerts(now - KEPT)
