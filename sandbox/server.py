"""A sandbox that listens: engine, people, page and state file under one roof."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from aiohttp import web

from sandbox.engine import Engine, random_id, utc_now
from sandbox.fixtures import FIRST_NAME, TOKEN, USERNAME, family
from sandbox.groups import Groups
from sandbox.inline import Inline
from sandbox.knobs import Knobs
from sandbox.page import Page
from sandbox.paying import Paying
from sandbox.people import People
from sandbox.state import StateFile
from sandbox.transport.http import ANY_ADDRESS, application

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from sandbox.engine import Clock, Ids
    from sandbox.world import World

TICK_SECONDS = 0.25
TICKS_BETWEEN_SAVES = 4
LEAVE_SECONDS = 0.5


class SandboxServer:
    """Telegram on this machine, as an async context manager.

    Attributes:
        engine: The Bot API; `engine.lint`, `engine.refused` and `await engine.quiet()` are for tests.
        people: What persons do in chats.
        groups: What they do with groups.
        inline: What they ask the bot in any chat.
        paying: What they do with invoices.
        knobs: Privacy mode, faults, reset.
        page: The page's verbs by name, and its picture of the world.
        key: What the page's address must contain.
    """

    def __init__(  # noqa: PLR0913 - all optional, each by name
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        key: str | None = None,
        token: str = TOKEN,
        username: str = USERNAME,
        first_name: str = FIRST_NAME,
        state_file: Path | None = None,
        clock: Clock = utc_now,
        ids: Ids = random_id,
    ) -> None:
        self._state = StateFile(state_file) if state_file else None
        fresh = family(ids=ids, token=token, username=username, first_name=first_name)
        self.engine = Engine(self._resumed(fresh), clock=clock, ids=ids)
        self.groups = Groups(self.engine)
        self.knobs = Knobs(self.engine)
        self.people = People(self.engine, self.groups)
        self.inline = Inline(self.engine, self.people)
        self.paying = Paying(self.engine, self.people)
        self.page = Page(self.engine, self.people, self.groups, self.inline, self.paying, self.knobs)
        self.key = key or secrets.token_urlsafe(16)
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._ticking: asyncio.Task[None] | None = None

    @property
    def api_url(self) -> str:
        """The address for `TelegramAPIServer.from_base`."""
        host = "127.0.0.1" if self._host in ANY_ADDRESS else self._host
        return f"http://[{host}]:{self._port}" if ":" in host else f"http://{host}:{self._port}"

    @property
    def page_url(self) -> str:
        """The address for a browser."""
        return f"{self.api_url}/ui/?key={self.key}"

    async def __aenter__(self) -> Self:
        app = application(self.engine, self.page, key=self.key, host=self._host)
        # Cancelled handlers free a long poll whose bot died.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=LEAVE_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._port = self._runner.addresses[0][1]
        self.engine.webhook.resume()
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticking
        await self.engine.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._state:
            self._state.save(self.engine)

    def _resumed(self, fresh: World) -> World:
        """The stored world if it is this bot's, under the name and token it has now."""
        stored = self._state.load() if self._state else None
        if stored is None or stored.bot.id != fresh.bot.id:
            return fresh
        stored.bot.token, stored.bot.username = fresh.bot.token, fresh.bot.username
        stored.bot.first_name = fresh.bot.first_name
        return stored

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self.engine.tick()
            ticks += 1
            if self._state and ticks % TICKS_BETWEEN_SAVES == 0:
                self._state.save(self.engine)
