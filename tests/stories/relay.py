"""Relays between bots and Telegram: they hold calls back, lose them, or share updates out to several bots."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from itertools import cycle
from typing import TYPE_CHECKING, NoReturn, Self

from aiohttp import ClientSession, ClientTimeout, web

from sandbox.fixtures import TOKEN
from tests.stories.process import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from types import TracebackType

_KEPT = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")

_WHOM = frozenset({"chat_id", "callback_query_id", "pre_checkout_query_id"})
"""What a request names somebody by."""


@dataclass(frozen=True)
class Reply:
    """What a target answered."""

    status: int
    body: bytes
    content_type: str


class Relay:
    """Passes each request on to the next of its targets, as an async context manager.

    Attributes:
        holds: requests with these words in their body wait here until whoever sent them goes away.
        held: how many did so.
        passed: how many requests each target got.
    """

    def __init__(self, targets: Sequence[str]) -> None:
        self._targets = cycle(targets)
        self.holds = ""
        self.held = 0
        self.passed = dict.fromkeys(targets, 0)
        self.url = ""
        self._session = ClientSession(timeout=ClientTimeout(total=None))
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.holds and self.holds in body.decode():
            self.held += 1
            await _for_ever()
        reply = await self._reply_of(next(self._targets), request)
        return web.Response(status=reply.status, body=reply.body, content_type=reply.content_type)

    async def _reply_of(self, target: str, request: web.Request) -> Reply:
        self.passed[target] += 1
        headers = {name: request.headers[name] for name in _KEPT if name in request.headers}
        async with self._session.request(
            request.method, target + request.path, data=await request.read(), headers=headers
        ) as response:
            return Reply(response.status, await response.read(), response.content_type)


@dataclass(frozen=True)
class Point:
    """A request at which a bot may die: in which step of a story it asks what of whom, and says what."""

    step: str
    method: str
    chat: int | None
    text: str


class Ambush(Relay):
    """A relay that stops the bot at each request to somebody that it makes for the first time in a step.

    Nothing is stopped before the first step, nor what a bot asks for at its start.

    Attributes:
        is_late: Telegram has done what it was asked, and only its answer is lost; else it never hears of it.
        step: what the story is at.
        points: where the bot was stopped so far.
        caught: set while a bot is stopped: it waits for an answer that never comes.
    """

    def __init__(self, target: str, *, is_late: bool) -> None:
        super().__init__([target])
        self.is_late = is_late
        self.step = ""
        self.points: list[Point] = []
        self.caught = asyncio.Event()

    async def _pass_on(self, request: web.Request) -> web.Response:
        asked = json.loads(await request.read() or b"{}")
        if not self.step or not asked.keys() & _WHOM:
            return await super()._pass_on(request)
        if self.caught.is_set():
            await _for_ever()  # the bot that asks dies of another request
        method = request.path.rpartition("/")[2]
        point = Point(self.step, method, asked.get("chat_id"), asked.get("text", ""))
        if point in self.points:
            return await super()._pass_on(request)
        self.points.append(point)
        if self.is_late:
            await super()._pass_on(request)
        self.caught.set()
        return await _for_ever()


class Crowd(Relay):
    """A relay from Telegram to several bots that can let all of them have several updates at one moment.

    So it is when somebody presses on two phones, and Telegram delivers anew what was not answered in time.
    """

    def __init__(self, targets: Sequence[str], api_url: str) -> None:
        super().__init__(targets)
        self._api_url = api_url
        self._gathered: list[web.Request] | None = None

    @asynccontextmanager
    async def at_once(self, number: int) -> AsyncIterator[None]:
        """Gather so many updates, then let every bot have each of them; wait until all are handled."""
        gathered: list[web.Request] = []
        self._gathered = gathered
        yield
        await until(lambda: len(gathered) == number, "what is to come at once")
        self._gathered = None
        replies = await asyncio.gather(
            *(self._reply_of(target, update) for target in self.passed for update in gathered)
        )
        for reply in replies:
            assert reply.status == HTTPStatus.OK
            if reply.body:
                await self._call(json.loads(reply.body))

    async def _pass_on(self, request: web.Request) -> web.Response:
        if self._gathered is None:
            return await super()._pass_on(request)
        await request.read()
        self._gathered.append(request)
        return web.Response()

    async def _call(self, asked: dict[str, str]) -> None:
        """Do what a bot's reply asks for, as Telegram does."""
        method = asked.pop("method")
        async with self._session.post(f"{self._api_url}/bot{TOKEN}/{method}", json=asked) as response:
            await response.read()


async def _for_ever() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError
