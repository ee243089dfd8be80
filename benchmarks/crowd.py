"""People in the sandbox who press and write, and wait for what the bot answers."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.household import VOTERS, name_of
from sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

SEATS = 7
PATIENCE_S = 10
FIRST_VOTE_COLUMN, LAST_VOTE_COLUMN = 3, 4
LINES = 8


class Card(NamedTuple):
    """A cart's card in a group."""

    place: int
    message: int
    body: dict[str, Any]


class Group(NamedTuple):
    """A family's group, and who is in it."""

    place: int
    people: Sequence[int]


class Presses(NamedTuple):
    """Votes that were answered: how long all of them took together, and each, in seconds."""

    took: float
    latencies: list[float]


@asynccontextmanager
async def gather(families: int) -> AsyncIterator[Crowd]:
    """Open a sandbox with so many families' groups in it."""
    async with SandboxServer() as server:
        crowd = Crowd(server, families)
        listening = asyncio.create_task(crowd.listen())
        try:
            yield crowd
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


class Crowd:
    """The people of one sandbox, in groups of seven with the bot; made by `gather`."""

    def __init__(self, server: SandboxServer, families: int) -> None:
        """Let the people come; what the bot would hear of it is dropped."""
        self.server = server
        self._awaited: dict[tuple[str, str | int], asyncio.Future[float]] = {}
        self.groups = [self._gather_group() for _ in range(families)]
        server.engine.updates.clear()

    def _gather_group(self) -> Group:
        people, groups = self.server.people, self.server.groups
        first = max(self.server.engine.world.users) + 1
        members = [
            people.new_person(name_of(number), language_code="ru")["person"]["id"]
            for number in range(first, first + SEATS)
        ]
        place = groups.new_group(members[0], "Семья", members, with_bot=True)["chat_id"]
        return Group(place, members)

    async def write(self, person: int, chat: int, text: str) -> float:
        """Write to the bot; return how many seconds passed until its message came."""
        told = self._expect("message", chat)
        began = perf_counter()
        self.server.people.say(person, chat, text)
        return await asyncio.wait_for(told, PATIENCE_S) - began

    def newest(self, place: int) -> Card:
        """Return the newest message of a group."""
        body = self.server.engine.chats.newest(place)
        return Card(place, body["message_id"], body)

    async def put_up(self, place: int, card: Card) -> Card:
        """Send a copy of a card into a group, as the bot."""
        copied = {name: card.body[name] for name in ("text", "entities", "reply_markup")}
        await self.server.engine.ask("sendMessage", chat_id=place, **copied)
        return self.newest(place)

    async def vote(self, cards: Sequence[Card], seconds: float) -> Presses:
        """Let two people of each group vote on its card, each again as soon as the last vote is answered."""
        voters = [
            (person, card)
            for group, card in zip(self.groups, cards, strict=True)
            for person in group.people[:VOTERS]
        ]
        began = perf_counter()
        latencies = await asyncio.gather(*(self._keep_voting(*voter, began + seconds) for voter in voters))
        took = perf_counter() - began
        await self.server.engine.quiet(seconds=PATIENCE_S)
        return Presses(took, [latency for one in latencies for latency in one])

    async def _keep_voting(self, person: int, card: Card, until: float) -> list[float]:
        latencies = []
        buttons = cycle(
            (row, column) for column in range(FIRST_VOTE_COLUMN, LAST_VOTE_COLUMN + 1) for row in range(LINES)
        )
        keyboard = card.body["reply_markup"]["inline_keyboard"]
        press = self.server.people.press
        for row, column in buttons:
            began = perf_counter()
            if began >= until:
                break
            data = keyboard[row][column]["callback_data"]
            query = press(person, card.place, card.message, data, row, column)["callback_id"]
            answered = self._expect("callback_answer", query)
            latencies.append(await asyncio.wait_for(answered, PATIENCE_S) - began)
        return latencies

    def _expect(self, event: str, key: str | int) -> asyncio.Future[float]:
        future = self._awaited[event, key] = asyncio.get_running_loop().create_future()
        return future

    async def listen(self) -> None:
        """Wake whoever waits for an event, until cancelled."""
        log = self.server.engine.events
        seen = log.last
        told: Any
        while True:
            await log.news(PATIENCE_S)
            for number, name, told in log.after(seen) or ():
                seen = number
                if name == "callback_answer" and not told["expired"]:
                    self._wake(name, told["callback_id"])
                elif name == "message" and told["message"]["from"]["is_bot"]:
                    self._wake(name, told["chat_id"])

    def _wake(self, event: str, key: str | int) -> None:
        future = self._awaited.pop((event, key), None)
        if future is not None:
            future.set_result(perf_counter())
