"""The outbox: alerts are written with the change that caused them and delivered after it, at least once.

Only the oldest waiting alert of a recipient is ever handed out, so their order is kept. It is leased, not
taken: when whoever delivers dies, the lease runs out and somebody else delivers the alert again, under the
same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

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
MISSED_AT_ONCE = 10
"""As many missed alerts fit into one message; what is left over is delivered as usual."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert on its way: `number` counts the recipient's alerts from 1 and is the same at every repeat."""

    id: int
    recipient: int
    language: str
    number: int
    attempts: int
    written_at: datetime
    alert: Alert


def claim_alerts(work: OutboxWork, *, now: datetime, limit: int) -> Sequence[Waiting]:
    """Lease what is due: at most one alert a recipient, at most `limit` in all."""
    due = work.due_alerts(now, limit)
    if due:
        work.lease_alerts([waiting.id for waiting in due], now + LEASE)
    return due


def settle_alert(work: OutboxWork, *, now: datetime, alert: int) -> None:
    """Note that the alert was delivered."""
    work.alert_delivered(alert, now)


def postpone_alert(
    work: OutboxWork, *, now: datetime, alert: int, attempts: int, retry_after: timedelta | None
) -> None:
    """Let the alert wait after a failure: as long as Telegram asked for, else twice as long as last time."""
    pause = retry_after or min(FIRST_PAUSE * 2 ** min(attempts, 16), LONGEST_PAUSE)
    work.alert_postponed(alert, now + pause)


def hold_alerts(work: OutboxWork, *, now: datetime, alert: int, recipient: int) -> None:
    """Stop delivering to somebody who cannot be reached; their alerts wait for their return."""
    work.set_unreachable(recipient, now)
    work.alert_postponed(alert, now)


def claim_missed_alerts(work: OutboxWork, *, now: datetime, recipient: int) -> Sequence[Waiting]:
    """Lease what waited for somebody who is back, to be shown at once; they are reachable again."""
    missed = work.missed_alerts(recipient, MISSED_AT_ONCE)
    if missed:
        work.lease_alerts([waiting.id for waiting in missed], now + LEASE)
    work.set_reachable(recipient)
    return missed


def settle_alerts(work: OutboxWork, *, now: datetime, alerts: Sequence[int]) -> None:
    """Note that the alerts were shown."""
    for alert in alerts:
        work.alert_delivered(alert, now)


def forget_old_alerts(work: OutboxWork, *, now: datetime) -> None:
    """Keep alerts for thirty days, no longer."""
    work.forget_alerts(now - KEPT)
