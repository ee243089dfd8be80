"""What happened, numbered, for whoever watches: a bounded ring that pages follow."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sandbox.world import World

KEPT = 5_000


class Event(NamedTuple):
    """Something that happened; `data` must not be changed after it was told."""

    number: int
    name: str
    data: object


class EventLog:
    """The newest events; their numbers go on rising across restarts because the world remembers the last."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ring: deque[Event] = deque(maxlen=KEPT)
        self._watchers: list[asyncio.Future[None]] = []
        self.closed = False

    @property
    def last(self) -> int:
        """The number of the newest event."""
        return self._world.last_event

    def tell(self, name: str, data: object) -> None:
        """Append an event and wake the watchers."""
        self._world.last_event += 1
        self._ring.append(Event(self._world.last_event, name, data))
        if self._watchers:
            self._wake()

    def after(self, number: int) -> list[Event] | None:
        """The events after a number, None when some of them are no longer (or not yet) known."""
        if number == self.last:
            return []
        if number > self.last or not self._ring or number < self._ring[0].number - 1:
            return None
        first = len(self._ring) - (self.last - number)
        return [self._ring[index] for index in range(first, len(self._ring))]

    async def news(self, seconds: float) -> None:
        """Wait for the next event, for the closing, or so long."""
        if self.closed:
            return
        watcher = asyncio.get_running_loop().create_future()
        self._watchers.append(watcher)
        await asyncio.wait({watcher}, timeout=seconds)
        if not watcher.done():
            self._watchers.remove(watcher)

    def start_over(self, world: World) -> None:
        """Follow another world: what was known before is forgotten, so watchers read everything anew."""
        world.last_event = self.last + 1
        self._world = world
        self._ring.clear()
        self._wake()

    def close(self) -> None:
        """Let the watchers go."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)
        self._watchers.clear()
