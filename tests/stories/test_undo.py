"""Somebody errs and takes it back, over HTTP and through a restart; ten minutes later it is too late."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

NOON = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def test_a_removed_line_returns_with_its_votes_and_the_journal_tells_of_it(story: Story) -> None:
    bot = await story.start_bot(now=NOON)
    phones = story.phones
    link = await phones.found_family("Ивановы")
    await phones.join(link, DAD, KID)
    await phones.say(DAD, "/add велосипед 20000 р")
    await phones.saw(DAD, "семья голосует")
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "v:1:1:1")
    await story.settled()

    # Папа removes it; a crash lies between that and his thinking again.
    await phones.say(DAD, "/cart")
    await phones.tap(DAD, "l:1")
    await phones.tap(DAD, "r:1")
    await story.settled()
    assert story.one("SELECT count(*) FROM items") == 0
    assert await bot.stop() == 0
    bot = await story.start_bot(now=NOON + timedelta(minutes=9))
    answer = await phones.tap(DAD, "takeback:")
    assert answer.text == "↩️ Возвращено: велосипед"
    assert story.rows("SELECT id, version, standing FROM items") == [(1, 1, "voting")]
    assert story.rows("SELECT voter_id, choice FROM votes") == [(MUM, 1)]
    assert "велосипед" in await phones.saw(DAD, "Возвращено, всё как было")

    # Ребёнок votes too, and so it is agreed on; Мама reads all of it, and takes it along.
    await phones.say(KID, "/cart")
    await phones.tap(KID, "v:1:1:1")
    await phones.say(MUM, "/journal")
    told = await phones.saw(MUM, "возвращено (удаление)")
    assert "👍 Мама (12:00), Ребёнок (12:09)" in told
    await phones.tap(MUM, "jx:")
    await phones.saw(MUM, "То же самое для программ.")
    sent = [one["document"] for one in await phones.messages(MUM) if "document" in one]
    assert [one["file_name"] for one in sent] == ["family-bot-journal.csv", "family-bot-journal.json"]
    stored = json.loads(story.engine.world.files[sent[1]["file_id"]].content)
    assert [entry["deed"] for entry in stored["entries"]] == ["closed", "taken_back", "removed", "added"]

    # Мама removes it for good: Папа is told, and eleven minutes later nothing returns.
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "l:1")
    await phones.tap(MUM, "r:1")
    await story.settled()
    await phones.saw(DAD, "убрана из корзины")
    assert await bot.stop() == 0
    bot = await story.start_bot(now=NOON + timedelta(minutes=21))
    refusal = await phones.tap(MUM, "takeback:")
    assert "вернуть можно было в течение 10 минут" in refusal.text
    assert refusal.is_alert
    assert story.one("SELECT count(*) FROM items") == 0
    await story.settled()
    story.judge()
    assert await bot.stop() == 0
