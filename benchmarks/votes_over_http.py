"""A vote end to end: pressed in the sandbox, brought by a webhook, committed, answered, shown on the card.

Three bots take turns: the family's bot with its SQLite file, a stock aiogram bot that answers
and keeps nothing, and a bare socket that shows what the sandbox itself can carry.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.crowd import Card, Crowd, Presses, gather
from benchmarks.household import VOTERS, settle_family
from benchmarks.processes import DRIVER_CORE, ROOT, BotProcess, free_port, pinned, running
from sandbox.fixtures import TOKEN
from storage.database import open_database
from storage.migrating import migrate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FAMILIES = 8
AT_ONCE = FAMILIES * VOTERS
ROUNDS = 6
WARM_S, ROUND_S = 0.5, 2.5
SCREENS = 50
START_S = 30
PATH = "/hook"


@dataclass(slots=True)
class Site:
    """One bot, its sandbox, and what was measured there, a figure a round; times in milliseconds."""

    crowd: Crowd
    bot: BotProcess
    cards: Sequence[Card] = ()
    throughput: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def run_round(self) -> None:
        """Measure one round of votes."""
        with self.bot.awake():
            await self.crowd.vote(self.cards, WARM_S)
            before = self.bot.cpu_seconds()
            presses = await self.crowd.vote(self.cards, ROUND_S)
            self._note(presses, self.bot.cpu_seconds() - before)

    def _note(self, presses: Presses, cpu_seconds: float) -> None:
        votes = len(presses.latencies)
        hundredths = quantiles(presses.latencies, n=100)
        self.throughput.append(votes / presses.took)
        self.p50.append(hundredths[49] * 1e3)
        self.p99.append(hundredths[98] * 1e3)
        self.cpu.append(cpu_seconds / votes * 1e3)

    def medians(self) -> list[float]:
        """Return votes a second, p50, p99 and processor time a vote: the medians of the rounds."""
        return [median(figures) for figures in (self.throughput, self.p50, self.p99, self.cpu)]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out; times in milliseconds, memory in MiB."""

    ours: Site
    stock: Site
    nothing: Site
    cart_ms: float
    start_ms: float
    our_memory: float
    stock_memory: float

    @property
    def throughput_ratio(self) -> float:
        """How many votes the family's bot takes while the stock bot takes one."""
        return median(self.ours.throughput) / median(self.stock.throughput)

    @property
    def cpu_ratio(self) -> float:
        """How much processor time the stock bot takes while the family's bot takes one."""
        return median(self.stock.cpu) / median(self.ours.cpu)


async def measure(folder: Path) -> Measured:
    """Run the three bots over files in the folder, and let people vote in turns.

    Raises:
        RuntimeError: a bot ended, or the sandbox refused something that it did.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(pinned(DRIVER_CORE))
        ours = await _open_ours(stack, folder)
        stock = await _open(stack, folder, "stock_bot", ours.cards[0])
        nothing = await _open(stack, folder, "null_bot", ours.cards[0])
        cart_ms, start_ms = await _time_screen(ours, "/cart"), await _time_screen(ours, "/start")
        gc.collect()
        gc.freeze()
        for site in (ours, stock, nothing):
            with site.bot.awake():
                await site.crowd.server.engine.quiet()
        for _ in range(ROUNDS):
            for site in (ours, stock, nothing):
                await site.run_round()
        for site in (ours, stock, nothing):
            _check(site.crowd)
        memory = [site.bot.memory_mib() for site in (ours, stock)]
        return Measured(ours, stock, nothing, cart_ms, start_ms, *memory)


async def _open_ours(stack: AsyncExitStack, folder: Path) -> Site:
    crowd = await stack.enter_async_context(gather(FAMILIES))
    url = f"sqlite+aiosqlite:///{folder / 'votes.db'}"
    await migrate(url)
    database = await open_database(url)
    for place, people in crowd.groups:
        await database.write(partial(settle_family, people=people, place=place))
    await database.close()
    port = free_port()
    environment = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": crowd.server.api_url,
        "DATABASE_URL": url,
        "WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "WEBHOOK_SECRET": "s3cret",
        "LISTEN": f"127.0.0.1:{port}",
    }
    bot = stack.enter_context(running(ROOT / "main.py", "run", environment=environment, folder=folder))
    await _until_ready(crowd)
    site = Site(crowd, bot)
    for group in crowd.groups:
        await crowd.write(group.people[0], group.place, "/cart")
    site.cards = [crowd.newest(group.place) for group in crowd.groups]
    return site


async def _open(stack: AsyncExitStack, folder: Path, script: str, card: Card) -> Site:
    """Open a site of a bot that has no cards of its own, under copies of this one."""
    crowd = await stack.enter_async_context(gather(FAMILIES))
    environment: Mapping[str, str] = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": crowd.server.api_url,
        "PORT": str(free_port()),
    }
    bot = stack.enter_context(
        running(ROOT / "benchmarks" / f"{script}.py", environment=environment, folder=folder)
    )
    await _until_ready(crowd)
    return Site(crowd, bot, [await crowd.put_up(group.place, card) for group in crowd.groups])


async def _until_ready(crowd: Crowd) -> None:
    async with asyncio.timeout(START_S):
        while crowd.server.engine.world.webhook is None:  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.05)
    await crowd.server.engine.quiet(seconds=START_S)


async def _time_screen(site: Site, command: str) -> float:
    """Return how many milliseconds a screen takes in a person's own window while nobody else wants any."""
    person = site.crowd.groups[0].people[-1]
    with site.bot.awake():
        times = [await site.crowd.write(person, person, command) for _ in range(SCREENS)]
    return median(times) * 1e3


def _check(crowd: Crowd) -> None:
    engine = crowd.server.engine
    # In these groups the bot is no administrator, so it tries once to pin its card, and may not.
    refused = [record for record in engine.refused if record.method != "pinChatMessage"]
    for record in (*refused, *engine.lint):
        raise RuntimeError(f"{record.method}: {record.error or record.lint}")
