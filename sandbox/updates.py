"""Updates that wait for the bot: their numbers and lifetimes, long polling, and when the bot is quiet."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

from aiogram.types import Update

from sandbox.world import HeldUpdate, PendingUpdate

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Refused
    from sandbox.world import JSON, World

DAY = 86_400.0
CALLBACK_LIFETIME = 150.0
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
ALL_KINDS = frozenset(Update.model_fields) - {"update_id"}
FARTHEST_OFFSET = 10
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"


class UpdateQueue:
    """The queue that getUpdates and the webhook share."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._poll: asyncio.Future[Refused | None] | None = None

    @property
    def _world(self) -> World:
        return self._engine.world

    @property
    def bot_waits(self) -> bool:
        """Whether a getUpdates request hangs and nothing has come for it."""
        return self._poll is not None and not self._poll.done()

    def push(self, kind: str, payload: JSON, lane: str, lifetime: float = DAY) -> None:
        """Queue an update, unless the bot asked not to get its kind.

        Args:
            kind: The field of Update that carries the payload.
            payload: Message, CallbackQuery and so on.
            lane: Updates of one lane reach a webhook in order.
            lifetime: Seconds until it is dropped undelivered.
        """
        if not self.wanted(kind):
            return
        expires = self._engine.now() + lifetime
        if fault := self._engine.faults.strike_update(kind, payload):
            if fault.hold:
                due = self._engine.now() + fault.hold
                self._world.held.append(HeldUpdate(payload, kind, lane, expires, due))
                return
            self._enter(kind, payload, lane, expires, copies=1 + fault.duplicate_updates)
        else:
            self._enter(kind, payload, lane, expires)

    def wanted(self, kind: str) -> bool:
        """Whether the bot's `allowed_updates` let this kind through."""
        allowed = self._world.allowed_updates
        return kind in allowed if allowed else kind not in ON_REQUEST_ONLY

    def allow(self, names: list[str]) -> None:
        """Set `allowed_updates`; no known name means the default."""
        self._world.allowed_updates = [name.lower() for name in names]

    def confirm(self, update: PendingUpdate) -> None:
        """The bot has it."""
        if self._world.updates.pop(update.id, None):
            self._tell(update, "confirmed")

    def confirm_below(self, offset: int) -> None:
        """Heed an offset of getUpdates: negative keeps the last so many, far past the tail is ignored."""
        updates = self._world.updates
        if offset < 0:
            for update in list(updates.values())[:offset]:
                self.confirm(update)
        if offset > self._world.next_update_id - 1 + FARTHEST_OFFSET:
            return
        while updates and (first := next(iter(updates.values()))).id < offset:
            self.confirm(first)

    def ripen(self) -> None:
        """Release held updates that are due and drop those that nobody fetched in time."""
        now = self._engine.now()
        if self._world.held:
            for held in [held for held in self._world.held if held.due <= now]:
                self._world.held.remove(held)
                self._enter(held.kind, held.payload, held.lane, held.expires)
        for update in [update for update in self._world.updates.values() if update.expires <= now]:
            self.drop(update)

    def drop(self, update: PendingUpdate) -> None:
        """Forget an update that expired."""
        if self._world.updates.pop(update.id, None):
            self._tell(update, "expired")

    def clear(self) -> None:
        """Forget everything that waits (`drop_pending_updates`)."""
        self._world.updates.clear()
        self._world.held.clear()

    def batch(self, limit: int) -> list[JSON]:
        """The oldest updates, as getUpdates returns them; they stay until confirmed."""
        self.ripen()
        oldest = list(islice(self._world.updates.values(), limit))
        for update in oldest:
            self._tell(update, "delivered")
        bodies = []
        for update in oldest:
            bodies.extend([update.body] * update.copies)
            update.copies = 1
        return bodies

    async def wait(self, seconds: float) -> None:
        """Hang until an update comes, or so long.

        Raises:
            Refused: when another request takes over or the sandbox closes.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0:
            self._poll = poll = loop.create_future()
            try:
                await asyncio.wait({poll}, timeout=min(left, self._next_release()))
            finally:
                if self._poll is poll:
                    self._poll = None
            if poll.done() and (refusal := poll.result()):
                raise refusal
            self.ripen()
            if self._world.updates:
                return

    def interrupt(self, refusal: Refused) -> None:
        """End the request that hangs with this answer."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(refusal)

    def _next_release(self) -> float:
        if not self._world.held:
            return DAY
        return max(0.01, min(held.due for held in self._world.held) - self._engine.now())

    def _enter(self, kind: str, payload: JSON, lane: str, expires: float, *, copies: int = 1) -> None:
        number = self._world.next_update_id
        self._world.next_update_id += 1
        update = PendingUpdate({"update_id": number, kind: payload}, kind, lane, expires, copies)
        self._world.updates[number] = update
        self._tell(update, "queued")
        if self._world.webhook is not None:
            self._engine.webhook.deliver(update)
        elif self.bot_waits and self._poll is not None:
            self._poll.set_result(None)

    def _tell(self, update: PendingUpdate, state: str) -> None:
        event = {"update_id": update.id, "kind": update.kind, "state": state}
        self._engine.events.tell("update", event)
