"""The few things that are done at intervals.

What is due stands in the database, so a restart loses nothing and two processes share the work.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

log = logging.getLogger(__name__)

INTERVALS_S: dict[str, float] = {
    "refresh_cards": 0.25,
    "deliver_alerts": 0.5,
    "close_votes": 5,
    "tend_approvals": 5,
    "tend_replacements": 2,
    "tend_trips": 5,
    "free_stale_orders": 15,
    "settle_charges": 5,
    "refund_charges": 5,
    "reveal_surprises": 15,
    "remind_voters": 60,
    "remind_debtors": 60,
    "remind_payees": 60,
    "remind_keepers": 60,
    "expire_requests": 60,
    "tell_ended_invites": 60,
    "end_handovers": 60,
    "tend_successions": 3600,
    "forget_old_alerts": 3600,
    "forget_old_tries": 3600,
    "forget_archives": 3600,
    "forget_inline_asks": 3600,
    "tidy_journal": 60,
    "tend_imports": 60,
    "tend_corrections": 60,
}
"""How often each job looks, in seconds; looking for nothing costs an indexed statement or two.

Each looks at the start, too: what became due while no bot was running does not wait for an hour more.
"""


SIDE_BY_SIDE = {"refresh_cards": 8}
"""So often a job may be begun before it is done, once unless named: one slow chat holds up no other cards.

Each card is leased by whoever edits it, so none is edited twice at once.
"""


class Jobs:
    """Runs each job at its interval, most never twice at once, and finishes what it began."""

    def __init__(self, jobs: Mapping[str, Callable[[], Awaitable[object]]]) -> None:
        """Take the jobs by their names in `INTERVALS_S`."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running: dict[str, set[asyncio.Event]] = {name: set() for name in jobs}
        for name, job in jobs.items():
            self._scheduler.add_job(
                self._run,
                "interval",
                args=(name, job),
                id=name,
                seconds=INTERVALS_S[name],
                max_instances=SIDE_BY_SIDE.get(name, 1),
                coalesce=True,
                misfire_grace_time=None,
            )
            self._scheduler.add_job(self._run, args=(name, job), misfire_grace_time=None)  # at the start

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin nothing new, and wait for what is under way."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # what was just begun shows only now; shutting down would cut it off
        while running := set().union(*self._running.values()):
            await asyncio.gather(*(done.wait() for done in running))
        self._scheduler.shutdown(wait=False)

    async def _run(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        running = self._running[name]
        if len(running) >= SIDE_BY_SIDE.get(name, 1):  # the first look takes longer than the interval
            return
        done = asyncio.Event()
        running.add(done)
        try:
            await job()
        except Exception:
            log.exception("the job %s failed and will be tried again", name)
        finally:
            running.discard(done)
            done.set()
