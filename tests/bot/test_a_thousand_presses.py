"""Seven people press on the same twenty lines at once: what the answers promised is what is kept."""

from __future__ import annotations

import asyncio
import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from core.carts.agreement import Choice, Standing
from storage.schema import items, votes
from tests.bot.stage import MUM, Stage
from tests.promises import EVERY_S, Promises, offered

if TYPE_CHECKING:
    from sqlalchemy import Table

PRESSES = 1_000
DEAR = range(1, 11)
"""Lines that the family votes on; those after them are so cheap that a vote is an opinion."""

CHEAP = range(11, 21)


@pytest.fixture
def stage_url(request: pytest.FixtureRequest, kind: str) -> str:
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


class Crowd:
    """Everybody presses whatever stands on a card that they see, each one press after another."""

    def __init__(self, stage: Stage, people: list[int], group: int, cards: dict[int, int]) -> None:
        self.stage = stage
        self.people = people
        self.group = group
        self.cards = cards
        self.promises = Promises((*DEAR, *CHEAP))
        self._left = PRESSES

    async def press_all(self) -> None:
        pressing = [asyncio.create_task(self._press_on(person)) for person in self.people]
        everybody = asyncio.gather(*pressing)
        while not everybody.done():
            await self.stage.refresh()
            await asyncio.sleep(0)
        await everybody
        for _ in range(2):
            self.stage.pass_by(EVERY_S)
            await self.stage.refresh()

    async def _press_on(self, person: int) -> None:
        mind = random.Random(person)  # noqa: S311  # the same presses each time
        while self._left > 0:
            self._left -= 1
            chat = self.group if mind.random() < 0.3 else person
            body = self.stage.engine.world.chats[chat].messages[self.cards[chat]].body
            await self._press(person, chat, body["message_id"], mind.choice(offered(body)))
            if self._left % 5 == 0:
                self.stage.pass_by(0.25)

    async def _press(self, person: int, chat: int, message: int, data: str) -> None:
        query = self.stage.people.press(person, chat, message, data, stale=True)["callback_id"]
        waiting = self.stage.engine.updates.batch(100)
        self.stage.engine.updates.confirm_below(waiting[-1]["update_id"] + 1)
        await asyncio.gather(*map(self.stage.feed, waiting))
        (answer,) = [
            call.params
            for call in self.stage.calls("answerCallbackQuery")
            if call.params["callback_query_id"] == query
        ]
        self.promises.note(person, data, is_accepted=not answer.get("show_alert"))


@pytest.mark.parametrize(
    ("kind", "is_rich"),
    [("sqlite", False), ("postgres", False), ("sqlite", True)],
    ids=["sqlite", "postgres", "rich"],
)
async def test_a_thousand_presses_end_in_what_the_accepted_ones_say_with_few_edits(
    stage: Stage, kind: str, *, is_rich: bool
) -> None:
    assert kind in stage.address
    people = [MUM, *await stage.full_family()]
    summary = await stage.do["find_summary"](actor=MUM)
    await stage.choose_rich(summary.id, is_rich=is_rich)
    group = stage.groups.new_group(MUM, "Дом", people[1:], with_bot=True)["chat_id"]
    stage.expect_ignored("group_chat_created")
    await stage.pump()
    await stage.attached(group)
    for number in DEAR:
        await stage.add(people[number % 7], f"пылесос №{number} 5000 р")
    for number in CHEAP:
        await stage.add(people[number % 7], f"спички №{number} 10 р")
    for person in people:
        await stage.say(person, "/cart")
    await stage.say(MUM, "/cart", chat=group)
    opened = {chat: stage.newest(chat)["message_id"] for chat in (*people, group)}
    began = stage.clock().timestamp()

    crowd = Crowd(stage, people, group, opened)
    await crowd.press_all()

    promises = crowd.promises
    assert await kept(stage) == promises.kept()
    assert await standings(stage) == {
        number: line.standing(MUM, len(people)) if number in DEAR else Standing.FREE
        for number, line in promises.lines.items()
    }
    assert sum(promises.accepted.values()) + promises.refused == PRESSES
    assert set(promises.accepted) == {"👍", "👎", "+", "−", "page"}
    assert sum(promises.accepted.values()) > PRESSES / 4
    lasted = stage.clock().timestamp() - began
    for chat, message in opened.items():
        assert stage.newest(chat)["message_id"] == message  # edited, never sent anew
        edits = [call.at for call in stage.calls("editMessageText", chat) if call.error is None]
        assert all(later - earlier >= EVERY_S for earlier, later in pairwise(edits))
        assert 3 < len(edits) <= lasted / EVERY_S + 1
    await shows_the_last_state(stage, group, opened)


async def kept(stage: Stage) -> dict[int, tuple[int, int, dict[int, Choice]]]:
    """Quantity, version and votes of each line."""
    said: dict[int, dict[int, Choice]] = {}
    for vote in await rows(stage, votes):
        said.setdefault(vote["item_id"], {})[vote["voter_id"]] = Choice(vote["choice"])
    return {
        line["id"]: (line["quantity"], line["version"], said.get(line["id"], {}))
        for line in await rows(stage, items)
    }


async def standings(stage: Stage) -> dict[int, Standing]:
    return {line["id"]: Standing(line["standing"]) for line in await rows(stage, items)}


async def rows(stage: Stage, table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.c.keys(), row, strict=True)) for row in (await stage.kept())[table.name]]


async def shows_the_last_state(stage: Stage, group: int, opened: dict[int, int]) -> None:
    """Every card looks as one that is opened now, and nothing more is edited."""
    edits = len(stage.calls("editMessageText"))
    stage.pass_by(60)
    await stage.refresh()
    assert len(stage.calls("editMessageText")) == edits
    seen = {chat: stage.shows(chat) for chat in opened}
    for chat in opened:
        page = seen[chat].partition(" / ")[0].rpartition("[")[2]
        await stage.say(MUM if chat == group else chat, "/cart", chat=chat)
        while f"[{page} / " not in stage.shows(chat):
            await stage.tap(MUM if chat == group else chat, "▶️", chat=chat)
            stage.pass_by(EVERY_S)
            await stage.refresh()
        assert stage.shows(chat) == seen[chat]
