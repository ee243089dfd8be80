from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.process import SECRET, free_port, until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def test_a_family_shops_over_a_webhook(story: Story) -> None:
    phones = story.phones
    bot = await story.start_hooked_bot()
    link = await phones.found_family("Ивановы")
    await phones.join(link, DAD, KID)
    await phones.say(DAD, "/add молоко 2 шт 89,90; телевизор 19 999,99")
    await story.settled()
    for person in (MUM, DAD, KID):
        await phones.say(person, "/cart")
    await story.settled()
    for person in (MUM, DAD):
        card = await phones.card(person)
        row = card["reply_markup"]["inline_keyboard"][1]
        await phones.tap_on(card, person, row[3]["callback_data"])
    await story.cards_shown()
    assert "2. ✅ телевизор" in (await phones.card(KID))["text"]
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    await phones.tap(MUM, "take:")
    await phones.tap(MUM, "paid:")
    await story.settled()
    assert story.balances() == {MUM: 2_017_979, DAD: -2_017_979}
    await phones.tap(DAD, "sent:")
    await phones.tap(MUM, "got:")
    assert story.balances() == {MUM: 0, DAD: 0}
    await phones.tap(KID, "o:")
    await phones.tap(KID, "goods:")
    await phones.say(DAD, "/leave")
    await phones.tap(DAD, "leave:")
    await story.settled()
    assert story.one("SELECT state FROM orders") == "closed"
    assert "Папа" in (await phones.alerts(MUM))[-1][1]
    story.judge()
    assert story.engine.world.webhook is not None
    assert story.engine.world.webhook.last_error_message is None
    assert await bot.stop() == 0


async def test_only_telegram_may_bring_updates(story: Story) -> None:
    port = free_port()
    await story.start_hooked_bot(port)
    sender = {"id": MUM, "is_bot": False, "first_name": "Мама"}
    message = {"message_id": 1, "date": 0, "chat": {"id": MUM, "type": "private"}, "from": sender}
    update = {"update_id": 1, "message": message | {"text": "/start"}}
    async with ClientSession(f"http://127.0.0.1:{port}") as anybody:
        for headers in ({}, {SECRET_HEADER: "guess"}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET + "x"}):
            async with anybody.post("/hook", json=update, headers=headers) as response:
                assert response.status == 401
        async with anybody.get("/health") as response:
            assert response.status == 200
        assert story.rows("SELECT id FROM people") == []
        async with anybody.post("/hook", json=update, headers={SECRET_HEADER: SECRET}) as response:
            assert response.status == 200
    assert story.rows("SELECT id FROM people") == [(MUM,)]


async def test_what_a_killed_bot_did_not_finish_is_brought_again(story: Story) -> None:
    phones = story.phones
    story.engine.webhook.backoff = 0.1
    port = free_port()
    bot = await story.start_hooked_bot(port)
    await phones.found_family("Ивановы")
    await story.settled()
    story.disturb("sendMessage", contains="молоко", delay=600)
    await phones.say(MUM, "/add молоко 89,90")
    await until(lambda: story.calls("sendMessage", "молоко"), "the answer on its way")
    await bot.kill()
    await phones.say(MUM, "/add хлеб 54,50")
    assert len(story.engine.world.updates) == 2

    await story.start_hooked_bot(port)
    await story.settled()
    assert story.rows("SELECT title FROM items ORDER BY id") == [("молоко",), ("хлеб",)]
    assert "хлеб" in await phones.saw(MUM, "54,50")


async def test_what_failed_because_the_database_was_away_is_brought_again(story: Story) -> None:
    phones = story.phones
    story.engine.webhook.backoff = 0.1
    story.has_trouble = True
    await story.start_hooked_bot()
    await phones.say(MUM, "/start")
    await story.settled()
    story.change("ALTER TABLE people RENAME TO people_of_yesterday")
    await phones.say(MUM, "/help")
    webhook = story.engine.world.webhook
    assert webhook is not None
    await until(lambda: webhook.last_error_message, "a failure")
    assert webhook.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    story.change("ALTER TABLE people_of_yesterday RENAME TO people")
    await story.settled()
    assert "/add" in await phones.saw(MUM, "1.")


async def test_sigterm_answers_telegram_for_what_was_begun(story: Story) -> None:
    phones = story.phones
    bot = await story.start_hooked_bot()
    await phones.say(MUM, "/start")
    await story.settled()
    story.disturb("sendMessage", chat=MUM, delay=1.5)
    await phones.say(MUM, "/help")
    await until(lambda: len(story.calls("sendMessage")) == 2, "the answer on its way")
    assert await bot.stop() == 0
    assert story.engine.world.updates == {}
    assert story.engine.world.webhook is not None
    assert story.engine.world.webhook.last_error_message is None
