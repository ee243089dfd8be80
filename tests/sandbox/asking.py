"""Inline mode as stories play it, over HTTP: type the bot's name in a chat, look, choose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Act = Callable[..., Awaitable[dict[str, Any]]]

PATIENCE_S = 10.0
PAUSE_S = 0.02


@dataclass(frozen=True)
class Offers:
    """What a phone shows for `@bot query`; `act` is how it acts: `await act("say", person=…, …)`."""

    act: Act
    person: int
    query: str
    shown: dict[str, Any]

    @property
    def titles(self) -> list[str]:
        """What the list says, from the top."""
        return [result.get("title", "") for result in self.shown["results"]]

    @property
    def button(self) -> str:
        """What stands on the button above the list; empty without one."""
        text: str = (self.shown["button"] or {}).get("text", "")
        return text

    async def choose(self, title: str, **where: object) -> dict[str, Any]:
        """Send the first result whose title begins so; returns `message_id` and `inline_message_id`."""
        found = next(one for one in self.shown["results"] if one.get("title", "").startswith(title))
        facts = {"person": self.person, "inline_query_id": self.query, "result_id": found["id"]}
        return await self.act("choose_inline", **facts, **where)

    async def press_above(self) -> None:
        """Press the button above the list."""
        await self.act("press_above_inline", person=self.person, inline_query_id=self.query)


async def ask_inline(act: Act, person: int, chat: int, query: str = "", offset: str = "") -> Offers:
    """Type `@bot query` in a chat and wait for what the bot offers."""
    asked = await act("ask_inline", person=person, chat=chat, query=query, offset=offset)
    named = asked["inline_query_id"]
    async with asyncio.timeout(PATIENCE_S):
        while True:
            shown = await act("inline_results", person=person, inline_query_id=named)
            if shown["answered"]:
                return Offers(act, person, named, shown)
            await asyncio.sleep(PAUSE_S)
