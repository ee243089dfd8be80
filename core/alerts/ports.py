"""What telling people needs of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.alerts.outbox import Waiting


class TellingWork(Protocol):
    """Puts alerts into the outbox."""

    def tell(self, recipient: int, alert: Alert, now: datetime) -> None:
        """Write the alert down under the recipient's next number, to be delivered after the commit."""

    def gather(
        self,
        recipient: int,
        gathering: str,
        now: datetime,
        ready_at: datetime,
        add: Callable[[Alert | None], Alert],
    ) -> None:
        """Put one more thing into the alert of this gathering that still waits, or begin one.

        `add` gets the waiting alert, None when there is none, and returns what is to be told instead; a new
        one is delivered at `ready_at`.
        """

    def drop_gathering(self, gathering: str, now: datetime) -> bool:
        """Tell nobody what this gathering waits to tell, unless it is being delivered already.

        Returns whether anything waited.
        """

    def drop_alerts_about(self, item: int, recipient: int, now: datetime) -> None:
        """Forget what the recipient was to be told of the line, unless it is being delivered already."""


class OutboxWork(Protocol):
    """Hands out the alerts that wait, and settles them."""

    def due_alerts(self, now: datetime, limit: int) -> Sequence[Waiting]:
        """Return the oldest ready alert of each reachable recipient, when it is due and not leased.

        Ready is what is neither being gathered nor held back any more.
        """

    def ready_alerts(self, recipient: int, now: datetime, limit: int) -> Sequence[Waiting]:
        """Return the oldest alerts of one recipient that are ready."""

    def missed_alerts(self, recipient: int, limit: int) -> Sequence[Waiting]:
        """Return the oldest alerts that wait for one recipient."""

    def lease_alerts(self, leased: Sequence[int], until: datetime) -> None:
        """Reserve the alerts for whoever asked, until that moment."""

    def alerts_delivered(self, settled: Sequence[int], now: datetime) -> None:
        """Take the alerts out of the queue."""

    def alerts_released(self, unsent: Sequence[int]) -> None:
        """Let the alerts be handed out again at once."""

    def alerts_postponed(self, failed: Sequence[int], until: datetime) -> None:
        """Count a failed attempt and let the alerts wait until that moment."""

    def alerts_held(self, held: Sequence[int], until: datetime) -> None:
        """Hold the alerts back until that moment, as their recipients wish."""

    def free_held_alerts(self, recipient: int, now: datetime) -> None:
        """Hold back nothing that waits for the recipient; it counts as held back until now."""

    def forget_alerts(self, before: datetime) -> None:
        """Forget alerts written before that moment, delivered or not."""

    def set_reachable(self, person: int) -> None:
        """Keep that messages reach the person."""

    def set_unreachable(self, person: int, since: datetime) -> None:
        """Keep since when messages do not reach the person; an earlier moment stays."""
