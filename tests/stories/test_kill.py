"""Whatever is killed, and whenever: nothing that was begun is lost, and nobody is left untold."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.process import until
from tests.stories.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stories.story import Story

pytestmark = pytest.mark.process

BELL = "🔔"
SECONDS_TO_STOP = 8
"""A stop takes a fraction of a second on an idle machine."""


@pytest.fixture
def writer(story: Story) -> Iterator[sqlite3.Connection]:
    """Somebody else who can hold the database's write lock."""
    with closing(sqlite3.connect(story.folder / "family.db", timeout=30, isolation_level=None)) as writer:
        yield writer


async def test_an_alert_that_nobody_took_yet_survives_with_the_one_that_was_on_its_way(story: Story) -> None:
    # Telegram has alert 1 and does not answer: nobody takes alert 2 before alert 1 is settled.
    phones = story.phones
    bot = await story.start_bot()
    link = await phones.found_family("Ивановы")
    story.disturb("sendMessage", contains=BELL, delay=600)
    await phones.join(link, DAD)
    await until(lambda: story.calls("sendMessage", BELL), "alert 1 on its way")
    await phones.join(link, KID)
    leased = story.rows("SELECT number, leased_until IS NOT NULL FROM alerts ORDER BY number")
    assert leased == [(1, 1), (2, 0)]
    await bot.kill()
    assert story.undelivered() == [(MUM, 1), (MUM, 2)]

    story.let_leases_run_out()
    await story.start_bot()
    await story.settled()
    assert story.alert_numbers(MUM) == [1, 1, 2]
    once, again, other = await phones.alerts(MUM)
    assert once == again
    assert "Папа" in once[1]
    assert "Ребёнок" in other[1]


async def test_an_alert_that_was_taken_and_not_sent_is_delivered_once_the_lease_is_over(story: Story) -> None:
    phones = story.phones
    async with Relay([story.server.api_url]) as relay:
        bot = await story.start_bot(relay.url)
        link = await phones.found_family("Ивановы")
        relay.holds = BELL
        await phones.join(link, DAD)
        await until(lambda: relay.held, "alert 1 on its way")
        await bot.kill()
    assert story.calls("sendMessage", BELL) == []
    assert story.rows("SELECT number FROM alerts WHERE leased_until IS NOT NULL") == [(1,)]

    # Another bot lets the dead one's lease run out, and later alerts wait for their turn.
    await story.start_bot()
    await phones.join(link, KID)
    assert await phones.alerts(MUM) == []
    story.let_leases_run_out()
    await story.settled()
    assert [number for number, _ in await phones.alerts(MUM)] == [1, 2]


async def test_an_alert_whose_answer_was_lost_comes_again_under_its_number(story: Story) -> None:
    # No kill: the connection breaks after Telegram took the message, or Telegram is out of order.
    phones = story.phones
    await story.start_bot()
    link = await phones.found_family("Ивановы")
    guest = await phones.new_person("Гость")
    story.disturb("sendMessage", contains="Папа</b>", drop="after")
    story.disturb("sendMessage", contains="Ребёнок</b>", html_502=True)
    slower = {"code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1}
    story.disturb("sendMessage", contains="Гость</b>", error=slower)
    await phones.join(link, DAD, KID, guest)
    await story.settled()
    assert [number for number, _ in await phones.alerts(MUM)] == [1, 1, 2, 3]
    assert len(story.calls("sendMessage", BELL)) == 6


async def test_six_who_join_at_once_while_the_bot_is_killed_are_all_announced(story: Story) -> None:
    phones = story.phones
    bot = await story.start_bot()
    link = await phones.found_family("Ивановы")
    guests = [DAD, KID, *[await phones.new_person(f"Гость {number}") for number in range(1, 5)]]
    for guest in guests:
        await phones.open_link(guest, link)
        await phones.button(guest, "join:")
    for guest in guests:
        await phones.press(guest, "join:")
    await until(lambda: story.one("SELECT count(*) FROM members") > 1, "the first who joined")
    await bot.kill()
    assert story.one("SELECT count(*) FROM members") == story.one("SELECT count(*) FROM alerts") + 1

    story.let_leases_run_out()
    await story.start_bot()
    await story.settled()
    assert story.one("SELECT count(*) FROM members") == 7
    numbers = story.alert_numbers(MUM)
    assert sorted(set(numbers)) == [1, 2, 3, 4, 5, 6, 7]
    assert numbers == sorted(numbers)
    alerts = await phones.alerts(MUM)
    assert set(alerts) == set(dict(alerts).items())  # a repeat says what the first one said


async def test_an_update_that_was_fetched_and_not_handled_comes_again(
    story: Story, writer: sqlite3.Connection
) -> None:
    phones = story.phones
    bot = await story.start_bot()
    await phones.found_family("Ивановы")
    await story.settled()
    writer.execute("BEGIN IMMEDIATE")  # so the bot fetches, and cannot commit
    await phones.say(MUM, "/add молоко 89,90")
    (update,) = story.engine.world.updates
    await until(lambda: story.is_fetched(update), "the update on its way")
    await bot.kill()
    writer.execute("ROLLBACK")
    assert story.rows("SELECT title FROM items") == []
    assert update in story.engine.world.updates

    await story.start_bot()
    await story.settled()
    assert story.rows("SELECT title FROM items") == [("молоко",)]
    assert "молоко" in await phones.saw(MUM, "89,90 ₽")


async def test_an_update_that_was_handled_and_not_confirmed_changes_nothing_again(story: Story) -> None:
    # Telegram shows the answer and does not say so: the bot dies before it can confirm the update.
    phones = story.phones
    bot = await story.start_bot()
    await phones.found_family("Ивановы")
    await story.settled()
    story.disturb("sendMessage", contains="молоко", delay=600)
    await phones.say(MUM, "/add молоко 89,90")
    await until(lambda: story.calls("sendMessage", "молоко"), "the answer")
    await bot.kill()
    assert story.engine.world.updates

    await story.start_bot()
    await story.settled()
    assert story.rows("SELECT title, quantity FROM items") == [("молоко", 1)]


async def test_questions_and_cards_survive_the_bot(story: Story) -> None:
    phones = story.phones
    bot = await story.start_bot()
    await phones.say(MUM, "/start")
    await phones.tap(MUM, "go:found")
    await phones.until_asked(MUM, "Подтвердить номер")
    await phones.share_contact(MUM)
    await until(lambda: story.one("SELECT 1 FROM questions WHERE ask = 'family_name'"), "the question")
    await bot.kill()

    bot = await story.start_bot()
    await phones.say(MUM, "Ивановы")
    await phones.tap(MUM, "go:invite", on="Ивановы")
    link = await phones.invitation(MUM)
    await phones.join(link, DAD, KID)
    await phones.say(DAD, "/add телевизор 19 999,99")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.say(DAD, "/cart")
    await story.cards_shown()
    seen = {person: await phones.card(person) for person in (MUM, DAD)}
    await bot.kill()

    await story.start_bot()
    for person in (MUM, DAD):
        await phones.tap_on(seen[person], person, "v:", ending=":1")
    await story.cards_shown()
    for person in (MUM, DAD):
        card = await phones.card(person)
        assert card["message_id"] == seen[person]["message_id"]
        assert "👍 2" in str(card["reply_markup"])
    story.judge()


async def test_a_change_that_no_card_showed_yet_is_shown_after_a_kill(story: Story) -> None:
    phones = story.phones
    bot = await story.start_bot()
    await phones.found_family("Ивановы")
    await phones.say(MUM, "/cart")
    await story.cards_shown()
    await phones.say(MUM, "/add молоко 89,90")
    await story.cards_shown()
    await phones.say(MUM, "/add хлеб 50")  # so soon after an edit that the card waits
    await until(lambda: story.rows("SELECT 1 FROM cards WHERE changes > shown"), "the change")
    await bot.kill()
    assert "хлеб" not in (await phones.card(MUM))["text"]
    number = (await phones.card(MUM))["message_id"]

    bot = await story.start_bot()
    await story.cards_shown()
    assert "2. ✅ хлеб" in (await phones.card(MUM))["text"]

    story.disturb("editMessageText", delay=600)  # Telegram has edited, and does not say so
    await phones.say(MUM, "/add соль 30")
    await until(lambda: "соль" in story.calls("editMessageText")[-1].params["text"], "the edit")
    await bot.kill()
    await story.start_bot()
    await phones.say(MUM, "/add сыр 70")
    await story.settled()
    story.let_leases_run_out()
    await story.cards_shown()
    card = await phones.card(MUM)
    assert "4. ✅ сыр" in card["text"]
    assert card["message_id"] == number


async def test_one_slow_chat_holds_no_other_card_up(story: Story) -> None:
    phones = story.phones
    await story.start_bot()
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await story.settled()
    for person in (MUM, DAD):
        await phones.say(person, "/cart")
    await story.cards_shown()
    card = (await phones.card(DAD))["message_id"]
    story.disturb("editMessageText", chat=MUM, delay=10, times=0)
    await phones.say(DAD, "/add молоко 50")
    await until(lambda: hanging(story), "the slow edit")
    await phones.say(DAD, "/add хлеб 50")
    await until(
        lambda: "хлеб" in story.engine.world.chats[DAD].messages[card].body["text"], "the other one's card"
    )
    assert hanging(story) == 1


def hanging(story: Story) -> int:
    return len([call for call in story.calls("editMessageText") if call.params["chat_id"] == MUM])


async def test_sigterm_finishes_the_handler_that_was_begun(story: Story, writer: sqlite3.Connection) -> None:
    phones = story.phones
    bot = await story.start_bot()
    await phones.found_family("Ивановы")
    await story.settled()
    writer.execute("BEGIN IMMEDIATE")
    await phones.say(MUM, "/add молоко 89,90")
    press = await phones.press(MUM, "go:home")
    await until(lambda: all(map(story.is_fetched, story.engine.world.updates)), "updates on their way")
    asked = time.monotonic()
    bot.signal()
    await bot.says("stopping")
    writer.execute("ROLLBACK")
    assert await bot.ended() == 0
    assert time.monotonic() - asked < SECONDS_TO_STOP
    assert story.rows("SELECT title FROM items") == [("молоко",)]
    assert "молоко" in await phones.saw(MUM, "89,90 ₽")
    assert story.engine.world.updates == {}
    await phones.answer(press)
    story.judge()


async def test_sigterm_waits_for_the_alert_that_is_on_its_way(story: Story) -> None:
    phones = story.phones
    bot = await story.start_bot()
    link = await phones.found_family("Ивановы")
    story.disturb("sendMessage", contains=BELL, delay=1.5)
    await phones.join(link, DAD)
    await until(lambda: story.calls("sendMessage", BELL), "the alert on its way")
    assert await bot.stop() == 0
    assert story.undelivered() == []
    assert story.alert_numbers(MUM) == [1]


async def test_one_slow_answer_holds_nobody_else_up(story: Story) -> None:
    phones = story.phones
    await story.start_bot()
    await phones.say(DAD, "/start")
    await story.settled()
    story.disturb("sendMessage", chat=MUM, delay=600)
    await phones.say(MUM, "/start")
    await until(lambda: story.calls("sendMessage")[-1].params["chat_id"] == MUM, "the slow answer")
    assert not (await phones.tap(DAD, "go:help")).is_alert
