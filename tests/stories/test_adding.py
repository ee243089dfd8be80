"""Adding in every way there is, over HTTP: from another chat, to one's own cart, and one line made of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, FAMILY, MUM
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story


pytestmark = pytest.mark.process


async def test_lines_come_from_everywhere_and_each_once(story: Story) -> None:
    phones = story.phones
    await story.start_bot()
    await phones.found_family("Ивановы")
    await story.settled()
    await phones.say(MUM, "/add молоко 2 шт 90 р")
    await story.settled()

    asked = await phones.act("ask_inline", person=MUM, chat=FAMILY, query="молоко 1 шт 90 р")
    named = {"person": MUM, "inline_query_id": asked["inline_query_id"]}

    async def offered() -> list[str]:
        shown = await phones.act("inline_results", **named)
        return [result["id"] for result in shown["results"]]

    await story.settled()
    family, own = await offered()
    await phones.act("choose_inline", **named, result_id=family)
    await until(lambda: len(story.rows("SELECT 1 FROM items")) == 2, "the line from the other chat")
    await phones.act("choose_inline", **named, result_id=own)
    await until(lambda: len(story.rows("SELECT 1 FROM own_items")) == 1, "the line of one's own")
    await story.settled()

    await phones.say(MUM, "/start")
    await phones.tap(MUM, "go:own")
    await phones.tap(MUM, "oall:")
    await phones.tap(MUM, "mg:")
    await story.cards_shown()
    assert story.rows("SELECT title, quantity FROM items ORDER BY id") == [("молоко", 3), ("молоко", 1)]
    assert story.rows("SELECT title FROM own_items") == []
    assert DAD not in [person for (person,) in story.rows("SELECT id FROM people")]
    story.judge()
