"""Bots that are killed one after another while people go on pressing what was not answered."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import Enum
from typing import TYPE_CHECKING, Self

from tests.stories.process import until
from tests.stories.relay import Ambush

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.stories.process import Process
    from tests.stories.story import Story


class Death(Enum):
    """When a bot is killed: it has an update and cannot keep anything yet, or at a request to Telegram."""

    BEFORE_IT_KEPT = "before it kept anything"
    BEFORE_TELEGRAM_HEARD = "before Telegram heard"
    BEFORE_IT_HEARD = "before it heard that Telegram has done it"


REPEATED = ("query is too old", "message is not modified")
"""What Telegram says to a bot that does not know that somebody has answered, or edited, before it."""


class Dying:
    """One bot after another, as an async context manager, each killed as soon as it can be.

    Attributes:
        deaths: how many were killed, by the step of the story.
    """

    def __init__(self, story: Story, death: Death, **settings: str) -> None:
        self._story = story
        self._death = death
        self._settings = settings
        self._ambush = Ambush(story.server.api_url, is_late=death is Death.BEFORE_IT_HEARD)
        self._bot: Process | None = None
        self.deaths: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        await self._ambush.__aenter__()
        await self._start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._ambush.__aexit__(None, None, None)

    async def tap(self, person: int, data: str, *, on: str = "") -> None:
        """Press a button until it is answered and everybody is told, whatever is killed meanwhile."""
        phones = self._story.phones
        message, pressed = await phones.button(person, data, on=on)
        await self.through(data, lambda: phones.press_exactly(person, person, message, pressed))

    async def through(self, step: str, deed: Callable[[], Awaitable[object]]) -> None:
        """Go through a step: do it, and again after each death that left a press without an answer."""
        self.deaths[step] = 0
        if self._death is Death.BEFORE_IT_KEPT:
            await self._die_with_the_update(step, deed)
        else:
            self._ambush.step = step
            await deed()
        while not await self._is_over():
            await self._bury(step)
            await self._go_on(deed)
        self._ambush.step = ""

    async def _is_over(self) -> bool:
        """Wait until the bot is caught, or until nothing is left to do and to tell."""
        caught, story = self._ambush.caught, self._story
        await until(lambda: caught.is_set() or story.is_settled(), "the end of a step")
        return not caught.is_set()

    async def _die_with_the_update(self, step: str, deed: Callable[[], Awaitable[object]]) -> None:
        story = self._story
        with closing(sqlite3.connect(story.folder / "family.db", timeout=30, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            await deed()
            await until(
                lambda: all(map(story.is_fetched, story.engine.world.updates)), "the update on its way"
            )
            await self._bury(step)
            writer.execute("ROLLBACK")
        await self._go_on(deed)

    async def _bury(self, step: str) -> None:
        assert self._bot is not None
        await self._bot.kill()
        self.deaths[step] += 1
        self._ambush.caught.clear()

    async def _go_on(self, deed: Callable[[], Awaitable[object]]) -> None:
        """Press again what was not answered, and start the next bot; nothing is reserved for the dead one."""
        if self._story.phones.unanswered():
            await deed()
        self._story.let_leases_run_out()
        await self._start()

    async def _start(self) -> None:
        self._bot = await self._story.start_bot(self._ambush.url, None, **self._settings)

    @property
    def points(self) -> dict[str, set[str]]:
        """The methods at which a bot died, by the step of the story."""
        found: dict[str, set[str]] = {}
        for point in self._ambush.points:
            found.setdefault(point.step, set()).add(point.method)
        return found
