"""Posting updates to the bot's webhook: in order within a lane, lanes in parallel, again until taken."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import BodyPartReader, ClientError, ClientSession, ClientTimeout, MultipartReader, TCPConnector
from pydantic_core import from_json, to_json

from sandbox.files import Upload

if TYPE_CHECKING:
    from aiohttp import ClientResponse

    from sandbox.engine import Engine
    from sandbox.world import JSON, PendingUpdate, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
POST_SECONDS = 60.0
LONGEST_RETRY_AFTER = 3600.0
SUCCESS = range(200, 300)
FORBIDDEN_IN_REPLY = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class WebhookDelivery:
    """Delivery to `world.webhook`.

    Attributes:
        backoff: Seconds before the second repetition, doubled each time; the first follows at once.
        longest_backoff: Seconds, the most between two attempts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lanes: dict[str, deque[PendingUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(1)
        self._session: ClientSession | None = None
        self.backoff = 2.0
        self.longest_backoff = 90.0

    def deliver(self, update: PendingUpdate) -> None:
        """Post an update after those that wait in its lane."""
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def resume(self) -> None:
        """Start over with everything that waits: the webhook is new, or the sandbox was restarted."""
        self.stop()
        if self._engine.world.webhook:
            self._free = asyncio.Semaphore(self._engine.world.webhook.max_connections)
            for update in list(self._engine.world.updates.values()):
                self.deliver(update)

    def stop(self) -> None:
        """Post nothing more; what waits stays in the queue."""
        current = asyncio.current_task()
        for task in self._tasks:
            if task is not current:  # a webhook's own reply may not end its delivery
                task.cancel()
        self._lanes.clear()

    async def close(self) -> None:
        """Stop, and close the connections."""
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _drain(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            await self._until_taken(lane[0])
            lane.popleft()
        if self._lanes.get(name) is lane:
            del self._lanes[name]

    async def _until_taken(self, update: PendingUpdate) -> None:
        attempt = 0
        while update.id in self._engine.world.updates and (webhook := self._engine.world.webhook):
            if update.expires <= self._engine.now():
                self._engine.updates.drop(update)
                return
            async with self._free:
                wait = await self._post(webhook, update)
            if wait is None:
                if update.copies > 1:
                    update.copies -= 1
                    continue
                self._engine.updates.confirm(update)
                return
            if attempt:
                await asyncio.sleep(max(wait, min(self.backoff * 2 ** (attempt - 1), self.longest_backoff)))
            elif wait:
                await asyncio.sleep(wait)
            attempt += 1

    async def _post(self, webhook: Webhook, update: PendingUpdate) -> float | None:
        """One attempt: None when the bot took it, else the seconds its Retry-After asks for."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers[SECRET_HEADER] = webhook.secret_token
        self._tell(update)
        try:
            session = self._opened()
            async with session.post(webhook.url, data=to_json(update.body), headers=headers) as response:
                if response.status in SUCCESS:
                    await self._obey(response)
                    return None
                await response.read()
                self._failed(webhook, f"Wrong response from the webhook: {response.status} {response.reason}")
                return _retry_after(response)
        except (ClientError, TimeoutError) as error:
            self._failed(webhook, f"Connection failed: {type(error).__name__}")
            return 0

    def _opened(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=0, keepalive_timeout=POST_SECONDS)
            self._session = ClientSession(connector=connector, timeout=ClientTimeout(POST_SECONDS))
        return self._session

    def _tell(self, update: PendingUpdate) -> None:
        event = {"update_id": update.id, "kind": update.kind, "state": "delivered"}
        self._engine.events.tell("update", event)

    def _failed(self, webhook: Webhook, message: str) -> None:
        webhook.last_error_date = int(self._engine.now())
        webhook.last_error_message = message

    async def _obey(self, response: ClientResponse) -> None:
        """Do the one method call that the bot's answer may carry; nobody sees its result."""
        params, files = await _carried_call(response)
        method = str(params.pop("method", ""))
        if method and not method.lower().startswith("get") and method.lower() not in FORBIDDEN_IN_REPLY:
            await self._engine.call(self._engine.world.bot.token, method, params, files)


async def _carried_call(response: ClientResponse) -> tuple[JSON, dict[str, Upload]]:
    if response.content_type == "application/json":
        try:
            decoded = from_json(await response.read())
        except ValueError:
            return {}, {}
        return decoded if isinstance(decoded, dict) else {}, {}
    if response.content_type.startswith("multipart/"):
        params: JSON = {}
        files: dict[str, Upload] = {}
        reader = MultipartReader.from_response(response)
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            if part.filename is None:
                params[part.name] = await part.text()
            else:
                files[part.name] = Upload(part.filename, bytes(await part.read(decode=True)))
        return params, files
    await response.read()
    return {}, {}


def _retry_after(response: ClientResponse) -> float:
    value = response.headers.get("Retry-After", "")
    return min(float(value), LONGEST_RETRY_AFTER) if value.isdecimal() else 0
