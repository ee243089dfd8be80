from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.process import free_port, until
from tests.stories.relay import Relay

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_two_bots_share_one_database_and_do_everything_once(story: Story) -> None:
    # Telegram knows one address; behind it updates are shared out to both, and both have all the jobs.
    phones = story.phones
    ports = [free_port(), free_port()]
    async with Relay([f"http://127.0.0.1:{port}" for port in ports]) as relay:
        bots = [await story.start_hooked_bot(port, f"{relay.url}/hook") for port in ports]
        link = await phones.found_family("Ивановы")
        guests = [DAD, KID, *[await phones.new_person(f"Гость {number}") for number in range(1, 5)]]
        for guest in guests:
            await phones.open_link(guest, link)
            await phones.button(guest, "join:")
        presses = [await phones.press(guest, "join:") for guest in guests]
        for press in presses:
            assert not (await phones.answer(press)).is_alert
        await story.settled()
        assert story.alert_numbers(MUM) == [1, 2, 3, 4, 5, 6, 7]

        # Three to three when the time is over: the vote is closed once, and the organizer is asked once.
        await phones.say(DAD, "/add телевизор 19 999,99")
        await story.settled()
        for person in guests:
            await phones.say(person, "/cart")
        await story.settled()
        votes = []
        for person, column in zip(guests, (3, 3, 3, 4, 4, 4), strict=True):
            card = await phones.card(person)
            data = card["reply_markup"]["inline_keyboard"][0][column]["callback_data"]
            votes.append(await phones.press_exactly(person, person, card["message_id"], data))
        for vote in votes:
            assert not (await phones.answer(vote)).is_alert
        assert story.rows("SELECT choice, count(*) FROM votes GROUP BY choice") == [(-1, 3), (1, 3)]
        story.change("UPDATE items SET closes_at = datetime(closes_at, '-25 hours') || '.000000'")
        await until(lambda: story.one("SELECT standing FROM items") == "tied", "the closing of the vote")
        await story.cards_shown()
        assert story.alert_numbers(MUM) == [1, 2, 3, 4, 5, 6, 7, 8]
        assert "телевизор" in (await phones.alerts(MUM))[-1][1]
        for person in guests:
            assert "⚖️ телевизор" in (await phones.card(person))["text"]
        assert all(passed > 5 for passed in relay.passed.values())
        assert [await bot.stop() for bot in bots] == [0, 0]
    story.judge()
