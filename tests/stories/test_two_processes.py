from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.agreeing import cast, found_homes, standings
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


async def test_two_bots_close_a_vote_of_each_way_once_and_tell_it_once(story: Story) -> None:
    """Both are down while the deadlines pass, and both come back at once to what is due."""
    ports = [free_port(), free_port()]
    async with Relay([f"http://127.0.0.1:{port}" for port in ports]) as relay:
        bots = [await story.start_hooked_bot(port, f"{relay.url}/hook") for port in ports]
        homes = await found_homes(story, dict.fromkeys(("veto", "majority", "everyone", "organizer", "off")))
        for home in homes.values():
            await cast(story, home, home.author, 1)
        await cast(story, homes["majority"], homes["majority"].late, -1)
        await cast(story, homes["everyone"], homes["everyone"].organizer, 1)
        await story.cards_shown()

        # First somebody has to be reminded, then the time is over.
        for earlier, kind in (("-19 hours", "VotesAwaited"), ("-6 hours", "TieToDecide")):
            assert [await bot.stop() for bot in bots] == [0, 0]
            for moment in ("closes_at", "remind_at"):
                aged = f"datetime({moment}, '{earlier}') || '.000000'"
                story.change(f"UPDATE items SET {moment} = {aged} WHERE standing = 'voting'")  # noqa: S608
            bots = await asyncio.gather(
                *(story.start_hooked_bot(port, f"{relay.url}/hook") for port in ports)
            )
            told = "SELECT 1 FROM alerts WHERE kind = ? AND delivered_at IS NOT NULL"
            await until(lambda: story.rows(told, kind), "what is told then")  # noqa: B023
            await story.cards_shown()
        assert standings(story, homes) == {
            "veto": "approved",
            "majority": "tied",
            "everyone": "rejected",
            "organizer": "rejected",
            "off": "free",
        }
        assert sorted(story.rows("SELECT item_id FROM deeds WHERE kind = 'closed'")) == sorted(
            (home.line,) for way, home in homes.items() if way != "off"
        )
        told_once = [
            ("TieToDecide", homes["majority"].organizer),
            *(("VotesAwaited", homes["veto"].organizer), ("VotesAwaited", homes["veto"].late)),
            ("VotesAwaited", homes["majority"].organizer),
            ("VotesAwaited", homes["everyone"].late),
            ("VotesAwaited", homes["organizer"].organizer),
        ]
        kinds = "SELECT kind, recipient_id FROM alerts WHERE kind IN ('TieToDecide', 'VotesAwaited')"
        assert sorted(story.rows(kinds)) == sorted(told_once)
        for home in homes.values():
            for person in (home.organizer, home.author, home.late):
                numbers = story.alert_numbers(person)
                assert len(set(numbers)) == len(numbers)
        assert [await bot.stop() for bot in bots] == [0, 0]
    story.judge()
