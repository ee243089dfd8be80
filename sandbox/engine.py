"""The Bot API itself: one call in, one answer out, everything on record."""

from __future__ import annotations

import asyncio
import inspect
import re
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import from_json, to_json

import sandbox.methods as _methods
from sandbox.chats import Chats
from sandbox.events import EventLog
from sandbox.faults import Faults, RateLimits
from sandbox.files import Files, Upload
from sandbox.paying import give_up_waiting
from sandbox.spec import METHODS
from sandbox.updates import UpdateQueue
from sandbox.validate import Call, Refused, lint_parameters
from sandbox.webhook import WebhookDelivery

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.spec import Method
    from sandbox.world import JSON, CallbackQuery, Fault, World

    Clock = Callable[[], datetime]
    Ids = Callable[[], int]

_methods.load()
_TOKEN = re.compile(r"\d{1,19}:[A-Za-z0-9_-]{1,80}")
_BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
KEPT_CALLS = 2_000


class Answer(NamedTuple):
    """What goes back: status, body and headers, or nothing at all when the connection is to break."""

    status: int
    body: bytes
    retry_after: int = 0
    content_type: str = "application/json"
    dropped: bool = False

    @property
    def json(self) -> JSON:
        """The body, decoded."""
        decoded: JSON = from_json(self.body)
        return decoded


@dataclass(slots=True)
class CallRecord:
    """A call as the journal keeps it.

    Attributes:
        ms: The time it took the sandbox.
        at: When it was done, in Unix seconds on the world's clock.
    """

    n: int
    method: str
    params: JSON
    status: int
    error: str | None
    lint: list[str] = field(default_factory=list)
    ms: float = 0
    at: float = 0

    def as_seen(self) -> JSON:
        """The page's CALL."""
        return {
            "n": self.n,
            "method": self.method,
            "params": self.params,
            "status": self.status,
            "error": self.error,
            "lint": self.lint,
            "ms": self.ms,
        }


def utc_now() -> datetime:
    """The clock of real runs."""
    return datetime.now(UTC)


def random_id() -> int:
    """The id source of real runs."""
    return secrets.randbits(62)


class Engine:
    """A Telegram with one bot. Synchronous but for the long poll, slow faults and the webhook.

    Attributes:
        journal: The newest calls.
        lint: Calls in which Telegram would have ignored, dropped or clamped something in silence.
        refused: Calls that got an error, those struck by a fault included.
    """

    def __init__(self, world: World, *, clock: Clock = utc_now, ids: Ids = random_id) -> None:
        self.world = world
        self.clock = clock
        self.new_id = ids
        self.events = EventLog(world)
        self.faults = Faults(self)
        self.updates = UpdateQueue(self)
        self.webhook = WebhookDelivery(self)
        self.chats = Chats(self)
        self.files = Files(self)
        self.rate_limits: RateLimits | None = None
        self.spinner_seconds = 15.0
        self.answer_seconds = 900.0
        self.ephemeral_seconds = 15.0
        self.inline_seconds = 30.0
        self.checkout_seconds = 10.0
        self.journal: deque[CallRecord] = deque(maxlen=KEPT_CALLS)
        self.lint: deque[CallRecord] = deque(maxlen=KEPT_CALLS)
        self.refused: deque[CallRecord] = deque(maxlen=KEPT_CALLS)
        self.calls = 0
        self.running = 0

    def now(self) -> float:
        """Unix seconds on the world's clock."""
        return self.clock().timestamp()

    async def call(
        self, token: str, method: str, params: JSON, files: dict[str, Upload] | None = None
    ) -> Answer:
        """One Bot API request, from the token in its path to the answer's bytes.

        Args:
            token: The bot's.
            method: In any case of letters.
            params: Text as it came over the wire, or values decoded from a JSON body.
            files: What was uploaded, by the names of the parts.
        """
        self.running += 1
        self.calls += 1
        try:
            return await self._answer(token, Call(method, params, files or {}), self.calls)
        finally:
            self.running -= 1

    async def ask(self, method: str, **params: object) -> object:
        """Call a method as the world's bot and return its result; for tests. A file is given as an Upload.

        Raises:
            Refused: what Telegram refused.
        """
        files = {name: value for name, value in params.items() if isinstance(value, Upload)}
        written = {name: value for name, value in params.items() if name not in files}
        answer = (await self.call(self.world.bot.token, method, written, files)).json
        if not answer["ok"]:
            raise Refused(answer["error_code"], answer["description"], **answer.get("parameters", {}))
        return answer["result"]

    def tick(self) -> None:
        """Let time pass: held and expired updates, sheets and spinners that waited in vain, old queries."""
        self.updates.ripen()
        give_up_waiting(self)
        now = self.now()
        for query in list(self.world.callbacks.values()):
            if query.spinning and now - query.pressed >= self.spinner_seconds:
                query.spinning = False
                self.chats.tell_answer(query, expired=True)
            if now - query.pressed >= self.answer_seconds:
                del self.world.callbacks[query.id]

    def settle(self, query: CallbackQuery) -> None:
        """A pressed button was answered; for some seconds more it lets the bot write to who pressed alone."""
        del self.world.callbacks[query.id]
        answered = self.world.answered
        answered[query.id] = query
        for old in list(islice(answered.values(), 2)):  # the oldest first: as many go as come, or more
            if self.now() - old.pressed >= self.ephemeral_seconds:
                del answered[old.id]

    async def quiet(self, *, seconds: float = 5, idle: float = 0.05) -> None:
        """Wait until the bot is idle: no update undelivered, no call running or made for `idle` seconds.

        A bot that polls must hang in getUpdates. A handler that computes longer than `idle` between two calls
        is not seen, so give more `idle` to a slow bot.

        Raises:
            TimeoutError: when it is still busy after `seconds`.
        """
        async with asyncio.timeout(seconds):
            calls = -1
            while calls != self.calls or not self._at_rest():
                calls = self.calls
                await asyncio.sleep(idle)

    def restart(self, world: World) -> None:
        """Go on with another world, as after a reset."""
        self.events.start_over(world)
        self.world = world
        for records in (self.journal, self.lint, self.refused):
            records.clear()

    async def close(self) -> None:
        """End the long poll, the webhook deliveries and the watchers."""
        self.updates.interrupt(Refused(500, "Internal Server Error: restart"))
        self.events.close()
        await self.webhook.close()

    async def _answer(self, token: str, call: Call, number: int) -> Answer:
        started = perf_counter()
        fault: Fault | None = None
        result: object = None
        refusal: Refused | None = None
        try:
            known = self._known(token, call)
            fault = self.faults.strike_call(known.name, call.params)
            if fault and fault.drop == "before":
                self._record(number, call, 502, "connection dropped before the call", started, None)
                return Answer(502, b"", dropped=True)
            if fault and fault.html_502:
                self._record(number, call, 502, "502 Bad Gateway", started, None)
                return Answer(502, _BAD_GATEWAY, content_type="text/html")
            result = await self._run(known, call, fault)
        except Refused as error:
            refusal = error
        answer = _answer(result, refusal)
        self._record(number, call, answer.status, refusal.description if refusal else None, started, result)
        return await self._distorted(answer, fault) if fault else answer

    def _at_rest(self) -> bool:
        polling = self.world.webhook is None
        others = self.running - (1 if self.updates.bot_waits else 0)
        return not self.world.updates and others == 0 and (self.updates.bot_waits or not polling)

    def _known(self, token: str, call: Call) -> Method:
        if not _TOKEN.fullmatch(token):
            raise Refused(401, "Unauthorized: invalid token specified")
        if token != self.world.bot.token:
            raise Refused(401, "Unauthorized")
        known = METHODS.get(call.method.lower())
        if known is None or (known.needs and not getattr(self.world, known.needs)):
            raise Refused(404, "Not Found: method not found")
        call.method = known.name
        return known

    async def _run(self, known: Method, call: Call, fault: Fault | None) -> object:
        if fault and fault.error:
            wait = fault.error.get("retry_after")
            parameters = {"retry_after": int(wait)} if wait else {}
            raise Refused(int(fault.error["code"]), str(fault.error["description"]), **parameters)
        lint_parameters(known, call)
        result = known.run(self, call)
        return await result if inspect.isawaitable(result) else result

    async def _distorted(self, answer: Answer, fault: Fault) -> Answer:
        """The answer to a call that was done, as a struck connection brings it."""
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop == "after":
            return answer._replace(dropped=True)
        if fault.truncate_json:
            return answer._replace(body=answer.body[: len(answer.body) // 2])
        return answer

    def _record(
        self,
        number: int,
        call: Call,
        status: int,
        error: str | None,
        started: float,
        result: object,
    ) -> None:
        if call.method == "getUpdates" and status == HTTPStatus.OK and not result and not call.lint:
            return  # a poll that brought nothing is no news
        took = round((perf_counter() - started) * 1000, 2)
        uploads = {name: str(file) for name, file in call.files.items()}
        params = call.params | uploads if uploads else call.params
        record = CallRecord(number, call.method, params, status, error, call.lint, took, self.now())
        self.journal.append(record)
        if call.lint:
            self.lint.append(record)
        if error:
            self.refused.append(record)
        self.events.tell("call", record)


def _answer(result: object, refusal: Refused | None) -> Answer:
    if refusal is None:
        return Answer(200, to_json({"ok": True, "result": result}))
    body: JSON = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Answer(refusal.code, to_json(body), refusal.parameters.get("retry_after", 0))
