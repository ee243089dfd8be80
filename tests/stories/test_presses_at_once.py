"""Seven people press at once, over HTTP, on the cards of the real bot: answers are kept, edits are few."""

from __future__ import annotations

import asyncio
import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from core.carts.agreement import Choice, Standing
from sandbox.fixtures import DAD, KID, MUM
from tests.promises import EVERY_S, Promises, offered
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

PRESSES = 500
LINES = range(1, 21)
CLOCKS_DIFFER_S = 0.05
"""The bot counts three seconds on the clock of its machine, from when an edit was answered."""


async def test_seven_press_on_twenty_lines_at_once(story: Story) -> None:
    phones, engine = story.phones, story.engine
    bot = await story.start_hooked_bot()
    link = await phones.found_family("Ивановы")
    people = [MUM, DAD, KID, *[await phones.new_person(f"Родня {number}") for number in range(4)]]
    await phones.join(link, *people[1:])
    group = story.server.groups.new_group(MUM, "Дом", people[1:], with_bot=True)["chat_id"]
    story.server.groups.promote_bot(MUM, group)
    await phones.say(MUM, "/cart", chat=group)
    await phones.tap(MUM, "attach:", chat=group)
    for number in LINES:
        await phones.say(people[number % 7], f"/add пылесос №{number} 5000 р")
        await until(lambda: story.one("SELECT count(*) FROM items") == number, "the line")  # noqa: B023
    await story.settled()
    for chat in (*people, group):
        await phones.say(MUM if chat == group else chat, "/cart", chat=chat)
    await until(lambda: story.one("SELECT count(*) FROM cards") == 8, "the cards")
    await until(lambda: not story.rows("SELECT 1 FROM cards WHERE pin_due"), "the pins")
    cards = dict(story.rows("SELECT place, message FROM cards"))

    promises = Promises(LINES)
    left = iter(range(PRESSES))

    async def press_on(person: int) -> None:
        mind = random.Random(person)  # noqa: S311  # the same presses each time
        for _ in left:
            chat = group if mind.random() < 0.3 else person
            data = mind.choice(offered(engine.world.chats[chat].messages[cards[chat]].body))
            query = await phones.press_exactly(person, chat, cards[chat], data)
            answer = await phones.answer(query)
            promises.note(person, data, is_accepted=not answer.is_alert)
            await asyncio.sleep(mind.uniform(0.05, 0.2))

    await asyncio.gather(*map(press_on, people))
    await story.cards_shown()

    assert sum(promises.accepted.values()) + promises.refused == PRESSES
    assert {"👍", "👎", "+"} <= set(promises.accepted)
    said: dict[int, dict[int, Choice]] = {number: {} for number in LINES}
    for item, voter, choice in story.rows("SELECT item_id, voter_id, choice FROM votes"):
        said[item][voter] = Choice(choice)
    lines = story.rows("SELECT id, quantity, version, standing FROM items")
    assert {item: (quantity, version, said[item]) for item, quantity, version, _ in lines} == promises.kept()
    assert {item: Standing(standing) for item, _, _, standing in lines} == {
        number: line.standing(MUM, len(people)) for number, line in promises.lines.items()
    }
    for chat, message in cards.items():
        assert message in engine.world.chats[chat].pinned
        calls = [call for call in story.calls("editMessageText") if call.params["chat_id"] == chat]
        edits = [call.at for call in calls if call.params["message_id"] == message]
        assert len(edits) > 1
        assert all(later - earlier > EVERY_S - CLOCKS_DIFFER_S for earlier, later in pairwise(edits))
    story.judge()
    assert await bot.stop() == 0
