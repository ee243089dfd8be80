"""The door without sockets: an aiogram session that talks to an engine in the same process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response

from sandbox.files import Upload

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aiogram import Bot, Dispatcher
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType
    from aiogram.types import InputFile

    from sandbox.engine import Engine
    from sandbox.world import StoredFile


_kept: dict[object, object] = {}
"""aiogram's models of answers: pydantic keeps them weakly and builds each anew after every collection."""


class EngineSession(BaseSession):
    """A session for `aiogram.Bot` whose requests become the strings that HTTP would carry."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Call the engine and read its answer as aiogram reads Telegram's."""
        del timeout  # the engine answers at once, or when its own long poll ends
        returned = method.__returning__
        if returned not in _kept:
            _kept[returned] = Response[returned]  # type: ignore[valid-type]  # only known when it is called
        files: dict[str, InputFile] = {}
        params = {}
        for name, value in method.model_dump(warnings=False).items():
            if prepared := self.prepare_value(value, bot=bot, files=files):
                params[name] = prepared
        uploads = {
            name: Upload(file.filename or name, b"".join([chunk async for chunk in file.read(bot)]))
            for name, file in files.items()
        }
        answer = await self.engine.call(bot.token, method.__api_method__, params, uploads)
        if answer.dropped:
            raise TelegramNetworkError(method=method, message="ServerDisconnectedError: Server disconnected")
        response = self.check_response(bot, method, answer.status, answer.body.decode(errors="replace"))
        return cast("TelegramType", response.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002 - aiogram's signature
    ) -> AsyncGenerator[bytes, None]:
        """A file that getFile gave a path to.

        Raises:
            LookupError: when there is none at this address.
        """
        del headers, timeout, raise_for_status
        file = self._file_at(url)
        for place in range(0, len(file.content), chunk_size):
            yield file.content[place : place + chunk_size]

    async def close(self) -> None:
        """Nothing is open."""

    def _file_at(self, url: str) -> StoredFile:
        for file in self.engine.world.files.values():
            if url == self.api.file_url(self.engine.world.bot.token, file.path):
                return file
        raise LookupError(f"no file at {url}")


async def settle(engine: Engine, bot: Bot, dispatcher: Dispatcher, **context: object) -> int:
    """Feed every waiting update to a dispatcher, and those that come of it, until none is left.

    Returns:
        How many were fed.
    """
    fed = 0
    while body := next(iter(engine.updates.batch(1)), None):
        engine.updates.confirm_below(body["update_id"] + 1)
        await dispatcher.feed_raw_update(bot, body, **context)
        fed += 1
    return fed
