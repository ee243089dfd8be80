"""A story that takes days: one bot after another, each of which finds a later moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.process import Process
    from tests.stories.story import Story

NOON = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday, in Moscow."""

EVENING = NOON + timedelta(hours=8)
"""Of this moment, a day and two days later are no quiet hours either."""


class Days:
    """One bot after another: each goes on from a moment that the story chooses."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.phones = story.phones
        self.now = NOON
        self._bot: Process | None = None
        self._witness = 0

    async def start(self, now: datetime = NOON) -> None:
        await self._go_on_at(now)
        self._witness = await self.phones.new_person("Свидетель")

    async def pass_(self, **passed: float) -> None:
        """Let so much time pass with no bot; wait until the next one has done what is due, and told it."""
        await self.stop()
        await self.go_on(**passed)

    async def stop(self) -> None:
        """Stop the bot: what people do until the next one comes waits for it."""
        assert self._bot is not None
        assert await self._bot.stop() == 0

    async def go_on(self, **passed: float) -> None:
        """Start the next bot, so much later than the last one began; wait as `pass_` does."""
        await self._go_on_at(self.now + timedelta(**passed))
        # What every job does at the start is written before what this asks for.
        seen = len(await self.phones.messages(self._witness))
        await self.phones.say(self._witness, "/cancel")
        await until(lambda: not self.story.engine.world.updates, "the witness")
        assert len(await self.phones.messages(self._witness)) > seen
        await until(lambda: not self._due(), "alerts that nothing holds back")

    async def _go_on_at(self, now: datetime) -> None:
        self.now = now
        self._bot = await self.story.start_bot(now=now)

    def _due(self) -> object:
        return self.story.rows(
            "SELECT alerts.id FROM alerts JOIN people ON people.id = recipient_id WHERE delivered_at IS NULL "
            "AND gathering IS NULL AND held_until IS NULL AND unreachable_since IS NULL"
        )

    async def last_alert(self, person: int) -> str:
        return (await self.phones.alerts(person))[-1][1]

    async def is_told(self, person: int, words: str) -> bool:
        return any(words in text for _, text in await self.phones.alerts(person))

    async def family(self, *members: int) -> str:
        """Found a family with these members; return a link that has uses left."""
        link = await self.phones.found_family("Ивановы")
        await self.phones.join(link, *members)
        await self.story.settled()
        return link
