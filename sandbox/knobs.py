"""What the operator of the sandbox turns, and nobody in Telegram could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import Impossible
from sandbox.fixtures import family
from sandbox.world import JSON, Fault  # noqa: TC001 - the page's validators evaluate them

if TYPE_CHECKING:
    from sandbox.engine import Engine


class Knobs:
    """Privacy and inline mode, what Telegram has, faults, and beginning anew."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def privacy_mode(self, *, on: bool) -> JSON:
        """BotFather's switch: whether the bot reads only what is meant for it in groups."""
        self._engine.world.bot.privacy_mode = on
        self._engine.events.tell("commands", {})
        return {}

    def inline_mode(self, *, on: bool) -> JSON:
        """BotFather's switch: whether people can ask the bot in any chat."""
        self._engine.world.bot.inline_mode = on
        self._engine.events.tell("commands", {})
        return {}

    def inline_feedback(self, *, on: bool) -> JSON:
        """BotFather's switch: whether the bot is told which of its answers people chose."""
        self._engine.world.bot.inline_feedback = on
        self._engine.events.tell("commands", {})
        return {}

    def ephemeral_messages(self, *, on: bool) -> JSON:
        """Whether Telegram has them: off, a call that asks for one is refused, as by an older server."""
        self._engine.world.ephemeral_messages = on
        self._engine.events.tell("commands", {})
        return {}

    def rich_messages(self, *, on: bool) -> JSON:
        """Whether Telegram has them: off, it knows neither method nor parameter, as an older server."""
        self._engine.world.rich_messages = on
        self._engine.events.tell("commands", {})
        return {}

    def fault(self, fault: Fault) -> JSON:
        """Let something go wrong."""
        if fault.drop not in {None, "before", "after"}:
            raise Impossible("drop is before or after")
        if fault.error is not None and not {"code", "description"} <= fault.error.keys():
            raise Impossible("an error needs code and description")
        return {"id": self._engine.faults.add(fault)}

    def clear_faults(self) -> JSON:
        """Let nothing go wrong any more."""
        self._engine.faults.clear()
        return {}

    def reset(self) -> JSON:
        """Forget the world and seed it again; what the bot itself set up stays."""
        old = self._engine.world
        bot = old.bot
        self._engine.updates.clear()
        fresh = family(
            ids=self._engine.new_id,
            token=bot.token,
            username=bot.username,
            first_name=bot.first_name,
        )
        fresh.webhook, fresh.allowed_updates = old.webhook, old.allowed_updates
        fresh.bot.commands, fresh.bot.menu_button = bot.commands, bot.menu_button
        fresh.next_update_id = old.next_update_id
        self._engine.restart(fresh)
        return {}
