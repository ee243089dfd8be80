"""Who the bot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.spec import method

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON


@method("getMe")
def get_me(engine: Engine, _: Call) -> JSON:
    """The bot, with what BotFather set for it."""
    bot = engine.world.bot
    return {
        **bot.as_seen(),
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy_mode,
        "supports_inline_queries": bot.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
