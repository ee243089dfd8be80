"""A relay between bots and Telegram: it holds calls back, or shares updates out to several bots."""

from __future__ import annotations

import asyncio
from itertools import cycle
from typing import TYPE_CHECKING, Self

from aiohttp import ClientSession, ClientTimeout, web

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_KEPT = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


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
            await asyncio.Event().wait()
        target = next(self._targets)
        self.passed[target] += 1
        headers = {name: request.headers[name] for name in _KEPT if name in request.headers}
        async with self._session.request(
            request.method, target + request.path, data=body, headers=headers
        ) as response:
            return web.Response(
                status=response.status, body=await response.read(), content_type=response.content_type
            )
