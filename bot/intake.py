"""Takes updates in, at least once each: by long polling, or by a webhook.

A polled update that fails four times is given up, with its failure in the log; others are not held up by it.
One that brings money is never given up: it is tried until it is kept, or comes again after a restart.

aiogram's own polling confirms updates before they are handled, and its webhook answers before it works; a
crash would lose them. Every use case can be repeated, so here an update is confirmed when it was handled.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiohttp import web
from pydantic_core import from_json, to_json

from bot.middlewares import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram import Bot, Dispatcher

    from bot.session import LeanSession

    RawUpdate = dict[str, Any]
    Handle = Callable[[RawUpdate], Awaitable[dict[str, str] | None]]

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    "message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "pre_checkout_query",
]

POLL_S = 30
"""Telegram holds an idle request for so long."""

LOOK_S = 0.25
"""While an update takes its time Telegram cannot hold a request, so others are looked for so often."""

PAUSE_S = 2
"""After a failed request."""

RETRY_PAUSES_S = (0.5, 2, 8)
"""Between attempts at an update that failed, for example while the database was away."""

MONEY_PAUSE_S = 15
"""Between later attempts at an update that brings money."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header


_WHERE = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
"""The fields of a message that say where it is; a date of 0 says that it is too old to be reached."""


def lighten(update: RawUpdate) -> RawUpdate:
    """Keep of the message that was pressed, or pinned, only where it is: screens read the database instead.

    Parsing a card of 20 lines costs four times the rest of the update.
    """
    for kind, name in (("callback_query", "message"), ("message", "pinned_message")):
        event = update.get(kind, {})
        if name in event:
            event[name] = {field: event[name][field] for field in _WHERE if field in event[name]}
    return update


def handling(bot: Bot, dispatcher: Dispatcher, *, can_reply: bool = False) -> Handle:
    """Return the function that has one raw update handled; failures are answered and logged inside.

    When the reply to whoever brings the update can carry a call, the answer to a button that is left to the
    end is not sent but given back.
    """

    async def handle(update: RawUpdate) -> dict[str, str] | None:
        reply = Reply() if can_reply else None
        await dispatcher.feed_raw_update(bot, lighten(update), reply=reply)
        return reply.call if reply else None

    return handle


class Poller:
    """Fetches updates and handles them: those of one person in order, different people side by side.

    Telegram is asked again from the oldest update that is not handled yet, and what it repeats is skipped.
    """

    def __init__(self, bot: Bot, session: LeanSession, handle: Handle) -> None:
        """Fetch for the bot through the session."""
        self._bot = bot
        self._session = session
        self._handle = handle
        self._next = 0
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._handled: set[int] = set()
        self._last_of: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()
        self._unkept: set[int] = set()

    async def run(self) -> None:
        """Take updates in until `stop`, then finish those that were begun and confirm them."""
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                fetching = asyncio.create_task(self._fetch(POLL_S if not self._under_way else 0))
                await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    break
                fresh = self._begin(fetching.result())
                if self._under_way and not fresh:
                    under_way = {*self._under_way.values(), stopping}
                    await asyncio.wait(under_way, timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._finish()

    def stop(self) -> None:
        """Take in no more."""
        self._stopping.set()

    async def _fetch(self, timeout: int) -> list[RawUpdate]:  # noqa: ASYNC109  # Telegram's own parameter
        offset = min(self._under_way, default=self._next)
        self._handled = {number for number in self._handled if number >= offset}
        method = GetUpdates(offset=offset, timeout=timeout, allowed_updates=ALLOWED_UPDATES)
        try:
            updates: list[RawUpdate] = await self._session.fetch(self._bot, method, timeout=timeout + 15)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("no updates for now: %s", error)
            await asyncio.sleep(PAUSE_S)
        else:
            return updates
        return []

    def _begin(self, updates: list[RawUpdate]) -> bool:
        fresh = False
        for update in updates:
            number: int = update["update_id"]
            if number in self._under_way or number in self._handled:
                continue
            fresh = True
            self._next = max(self._next, number + 1)
            sender = _sender(update)
            task = asyncio.create_task(self._handle_after(self._last_of.get(sender), update))
            self._under_way[number] = self._last_of[sender] = task
            task.add_done_callback(partial(self._end, number, sender))
        return fresh

    async def _handle_after(self, earlier: asyncio.Task[None] | None, update: RawUpdate) -> None:
        if earlier is not None:
            await asyncio.wait({earlier})
        for pause in RETRY_PAUSES_S:
            try:
                await self._handle(update)
            except Exception:
                log.exception("update %s failed and will be tried again", update["update_id"])
                await asyncio.sleep(pause)
            else:
                return
        if _brings_money(update):
            await self._keep(update)
        else:
            await self._handle(update)

    async def _keep(self, update: RawUpdate) -> None:
        """Handle an update that brings money until that succeeds; at the end leave it to the next process."""
        while True:
            try:
                await self._handle(update)
            except Exception:
                log.exception("update %s brings money and is not kept yet", update["update_id"])
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), MONEY_PAUSE_S)
            if self._stopping.is_set():
                self._unkept.add(update["update_id"])
                return

    def _end(self, number: int, sender: int, task: asyncio.Task[None]) -> None:
        self._under_way.pop(number, None)
        self._handled.add(number)
        if self._last_of.get(sender) is task:
            del self._last_of[sender]
        if not task.cancelled() and task.exception() is not None:
            log.error("update %s failed", number, exc_info=task.exception())

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(set(self._under_way.values()))
        if self._next:
            await self._confirm()

    async def _confirm(self) -> None:
        offset = min(self._unkept, default=self._next)
        method = GetUpdates(offset=offset, timeout=0, limit=1, allowed_updates=ALLOWED_UPDATES)
        try:
            await self._session.fetch(self._bot, method, timeout=5)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("the last updates will come again: %s", error)


def _sender(update: RawUpdate) -> int:
    """Return whose update it is: those of one person are handled one after another.

    A question whether to take their money waits for none of them: Telegram waits ten seconds for the answer.
    """
    for kind in ALLOWED_UPDATES:
        if kind in update:
            sender: int = update[kind].get("from", {}).get("id", 0)
            return -sender if kind == "pre_checkout_query" else sender
    return 0


def _brings_money(update: RawUpdate) -> bool:
    return bool({"successful_payment", "refunded_payment"} & update.get("message", {}).keys())


def webhook_app(handle: Handle, *, path: str, secret: str) -> web.Application:
    """Return the web application that takes updates in at the path, and says at /health that it lives.

    An update is answered when it was handled; when this process dies meanwhile, Telegram sends it again. The
    call that a handler leaves to the end goes with the answer.
    """

    async def take(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=401)
        call = await handle(from_json(await request.read()))
        if call is None:
            return web.Response()
        return web.Response(body=to_json(call), content_type="application/json")

    application = health_app()
    application.router.add_post(path, take)
    return application


def health_app() -> web.Application:
    """Return the web application that says at /health that the process lives."""

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_get("/health", health)
    return application
