"""Whatever has a time limit, over HTTP: nothing happens before it, and what is due after a downtime, too.

The bot's clock is set by stopping it and starting another one that finds the later moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.agreeing import Home, cast, found_homes, standings
from tests.stories.days import EVENING, Days
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


@pytest.fixture
def days(story: Story) -> Days:
    return Days(story)


async def test_a_quarter_of_an_hour_frees_seats_and_orders_and_an_hour_gathers_who_found_no_seat(
    days: Days,
) -> None:
    phones, story = days.phones, days.story
    await days.start()
    guests = [await phones.new_person(name) for name in ("Аня", "Боря", "Вера")]
    reader, waiter, neighbour = [await phones.new_person(name) for name in ("Гена", "Дима", "Егор")]
    link = await days.family(DAD, KID, *guests)

    # Гена reads, so nobody else gets the last seat; Папа takes the order; Мама is asked for lines.
    await phones.open_link(reader, link)
    await phones.button(reader, "join:")
    await phones.say(MUM, "/add молоко 89,90")
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    await story.settled()
    await phones.tap(DAD, "o:")
    await phones.tap(DAD, "take:")
    await phones.say(MUM, "/add")
    await days.pass_(minutes=14)
    await phones.open_link(waiter, link)
    await phones.saw(waiter, "Последние места")
    assert story.one("SELECT state FROM orders") == "paying"
    await days.pass_(minutes=2)
    await phones.join(link, waiter)
    await days.story.settled()
    assert story.one("SELECT count(*) FROM members") == 7
    assert story.one("SELECT state FROM orders") == "locked"
    assert "15 минут прошли" in await days.last_alert(DAD)
    await phones.say(MUM, "хлеб")  # nobody asks any more
    await days.story.settled()
    assert story.one("SELECT count(*) FROM items") == 0

    # Whoever finds no seat is told at once; Мама hears of all of them in an hour.
    for late in (reader, neighbour):
        await phones.open_link(late, link)
        await phones.saw(late, "заняты")
    await days.pass_(minutes=59)
    assert not await days.is_told(MUM, "не хватило")
    await days.pass_(minutes=2)
    told = await phones.saw(MUM, "не хватило")
    assert told.endswith("не хватило: Гена, Егор.")
    story.judge()


async def test_a_day_ends_offers_requests_and_votes_and_two_days_turn_a_wish_down(  # noqa: PLR0915  # a week
    days: Days,
) -> None:
    phones, story = days.phones, days.story
    await days.start(EVENING)
    granny, neighbour = [await phones.new_person(name) for name in ("Бабушка", "Сосед")]
    link = await days.family(DAD, KID, granny)

    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:members")
    await phones.tap(MUM, f"member:{KID}")
    await phones.tap(MUM, "limits:")
    await phones.tap(MUM, "limit:")
    await phones.say(KID, "/add робот 5 000,00")
    await phones.say(DAD, "/add телевизор 19 999,99")
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:members")
    await phones.tap(MUM, f"member:{granny}")
    await phones.tap(MUM, "handover:")
    await phones.tap(MUM, "offer:")
    invitation = next(one for one in await phones.messages(MUM) if link in one.get("text", ""))
    await phones.tap_on(invitation, MUM, "term:", ending=":ask")
    await phones.open_link(neighbour, link)
    await phones.tap(neighbour, "join:")
    await until(lambda: story.one("SELECT 1 FROM alerts WHERE kind = 'ApprovalAsked'"), "the wish")
    await story.settled()
    voting = "SELECT standing FROM items WHERE title = 'телевизор'"
    asking = "SELECT standing FROM items WHERE title = 'робот'"
    assert (story.one(voting), story.one(asking)) == ("voting", "asking")

    await days.pass_(hours=18, minutes=1)  # six hours before the vote ends
    for person in (MUM, DAD, granny):
        assert await days.is_told(person, "Вашего голоса ждёт 1 строка")
    await days.pass_(hours=5, minutes=55)
    assert story.one(voting) == "voting"
    assert story.one("SELECT count(*) FROM handovers") == 1
    assert story.one("SELECT state FROM join_requests") == "open"
    assert not await days.is_told(MUM, "уже сутки")

    await days.pass_(minutes=9)
    assert story.one(voting) == "rejected"
    assert story.one("SELECT count(*) FROM handovers") == 0
    assert story.one("SELECT state FROM join_requests") == "expired"
    assert "Сутки прошли" in await days.last_alert(granny)
    assert "никто не ответил" in await days.last_alert(neighbour)
    assert await days.is_told(MUM, "Бабушка за сутки не отвечает")
    assert await days.is_told(MUM, "1 строка ждёт взрослого уже сутки")

    await days.pass_(hours=23, minutes=50)
    assert story.one(asking) == "asking"
    await days.pass_(minutes=10)
    assert story.one(asking) == "declined"
    assert "никто из взрослых не ответил" in await days.last_alert(KID)
    assert "двое суток ждала взрослого" in await days.last_alert(MUM)

    await days.pass_(days=4, hours=23)  # Мама is told of the end of the invitation, on the seventh day
    assert not await days.is_told(MUM, "Срок приглашения")
    await days.pass_(hours=2)
    assert "Срок приглашения в семью «Ивановы» вышел: по нему вступили 3 человека" in await days.last_alert(
        MUM
    )
    await phones.open_link(neighbour, link)
    await phones.saw(neighbour, "Срок этого приглашения вышел")
    story.judge()


async def test_two_weeks_without_the_organizer_let_the_adults_choose_another(days: Days) -> None:
    phones, story = days.phones, days.story
    await days.start()
    granny = await phones.new_person("Бабушка")
    await days.family(DAD, KID, granny)
    adults = (DAD, KID, granny)
    await phones.act("block", person=MUM)
    await story.settled()

    await days.pass_(days=13, hours=23)
    for person in adults:
        assert await phones.alerts(person) == []
    await days.pass_(hours=2)
    for person in adults:
        assert "две недели не на связи" in await days.last_alert(person)

    # Two of three want Папа; he proves his number and is the organizer.
    await phones.tap(granny, "go:succession")
    await phones.tap(granny, f"successor:{DAD}")
    assert not await days.is_told(DAD, "Взрослые семьи")
    await phones.tap(KID, "go:succession")
    await phones.tap(KID, f"successor:{DAD}")
    await until(lambda: story.one("SELECT 1 FROM handovers"), "the offer")
    await phones.tap(DAD, "accept:")
    await phones.until_asked(DAD, "Подтвердить номер")
    assert story.one("SELECT organizer_id FROM families") == MUM
    await phones.share_contact(DAD)
    await phones.saw(DAD, "Теперь вы организатор")
    assert story.one("SELECT organizer_id FROM families") == DAD

    await phones.act("unblock", person=MUM)
    missed = await phones.saw(MUM, "Пока вас не было")
    assert "Теперь организатор семьи «Ивановы» – Папа. Вы остаётесь в ней" in missed
    story.judge()


async def test_thirty_days_end_an_archive_and_what_waited_for_who_was_away(days: Days) -> None:
    phones, story = days.phones, days.story
    await days.start()
    await days.family(DAD, KID)
    for away in (DAD, KID):
        await phones.act("block", person=away)
    await story.settled()
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:family_settings")
    await phones.tap(MUM, "go:disband")
    await phones.say(MUM, "Ивановы")
    await phones.saw(MUM, "распущена")

    await days.pass_(days=29, hours=23)
    await phones.act("unblock", person=KID)
    assert "распущена" in await phones.saw(KID, "Пока вас не было")
    await phones.tap(KID, "archive:")
    await phones.say(MUM, "/start")
    await phones.button(MUM, "archive:")

    await days.pass_(hours=2)
    assert story.one("SELECT count(*) FROM archive_members") == 0
    message, archive = await phones.button(MUM, "archive:")
    assert (await phones.answer(await phones.press_exactly(MUM, MUM, message, archive))).is_alert
    told = len(await phones.messages(DAD))
    await phones.act("unblock", person=DAD)
    await phones.say(DAD, "/start")
    await phones.button(DAD, "go:found")
    assert len(await phones.messages(DAD)) == told + 2  # Папа's /start and its answer: nothing of a month ago
    story.judge()


async def test_the_night_is_quiet_and_a_digest_comes_in_the_evening(days: Days) -> None:
    phones, story = days.phones, days.story
    await days.start()
    await days.family(DAD, KID)
    await phones.say(DAD, "/settings")
    await phones.tap(DAD, "via:alerts")
    await phones.tap(DAD, "news:digest")

    async def rename(name: str) -> None:
        await phones.say(MUM, "/family")
        await phones.tap(MUM, "go:family_settings")
        await phones.tap(MUM, "go:rename")
        await phones.say(MUM, name)
        await phones.saw(MUM, name)

    await rename("Обеденные")
    await rename("Вечерние")
    await until(lambda: len(story.alert_numbers(KID)) == 2, "what Ребёнок hears at once")
    await days.pass_(hours=6, minutes=59)
    assert await phones.alerts(DAD) == []
    await days.pass_(minutes=2)
    digest = await phones.saw(DAD, "Что нового")
    assert "«Обеденные»" in digest
    assert "«Вечерние»" in digest

    # After ten in the evening nobody hears of it; at eight in the morning Ребёнок does, Папа at seven.
    await days.pass_(hours=3)
    await rename("Ночные")
    await days.pass_(hours=9, minutes=58)
    assert not await days.is_told(KID, "Ночные")
    await days.pass_(minutes=2)
    await phones.saw(KID, "«Ночные»")
    await days.pass_(hours=10, minutes=55)
    assert not any("Ночные" in text for text in await phones.texts(DAD))
    await days.pass_(minutes=10)
    await phones.saw(DAD, "«Ночные»")
    story.judge()


async def test_each_way_to_agree_waits_until_the_deadline_that_was_typed_and_heeds_nobody_later(
    days: Days,
) -> None:
    """A Monday noon: the one family votes for two hours, others until six, until Tuesday or until Friday."""
    phones, story = days.phones, days.story
    await days.start()
    typed = {"off": None, "majority": "через 2 часа", "veto": "18:00", "everyone": "пт 12:00"}
    homes = await found_homes(story, typed | {"organizer": None})
    none, majority, veto, everyone, organizer = homes.values()
    await phones.say(organizer.author, "/cart")
    await phones.tap(organizer.author, f"l:{organizer.line}")
    await phones.tap(organizer.author, f"when:{organizer.line}:1")
    await phones.tap(organizer.author, f"untiltype:{organizer.line}:1")
    await phones.saw(organizer.author, "До какого времени голосовать")
    await phones.say(organizer.author, "tomorrow 9am")
    closing_at = "SELECT closes_at FROM items WHERE id = ?"
    await until(lambda: story.one(closing_at, organizer.line) == "2026-03-03 06:00:00.000000", "the deadline")
    closing = dict(story.rows("SELECT id, closes_at FROM items"))
    assert {way: closing[home.line] for way, home in homes.items()} == {
        "off": None,
        "majority": _starting(closing[majority.line], "2026-03-02 11:00"),
        "veto": "2026-03-02 15:00:00.000000",
        "everyone": "2026-03-06 09:00:00.000000",
        "organizer": "2026-03-03 06:00:00.000000",
    }

    # All authors want it, and in one family everybody but one; nobody else says anything in time.
    await cast(story, none, none.late, -1)
    for home in homes.values():
        await cast(story, home, home.author, 1)
    await cast(story, everyone, everyone.organizer, 1)
    open_now = {"majority": "voting", "veto": "voting", "everyone": "voting", "organizer": "voting"}
    assert standings(story, homes) == {"off": "free"} | open_now

    async def reminded() -> set[int]:
        await story.settled()
        told = story.rows("SELECT recipient_id FROM alerts WHERE kind = 'VotesAwaited'")
        for (person,) in told:
            assert await days.is_told(person, "Вашего голоса ждёт 1 строка")
        assert len(set(told)) == len(told)
        return {person for (person,) in told}

    # Half an hour before two o'clock; then a downtime until after four.
    await days.pass_(minutes=91)
    told = {majority.organizer, majority.late}
    assert await reminded() == told
    await _is_late(days, majority, 1, hours=3)
    assert standings(story, homes) == {"off": "free"} | open_now | {"majority": "rejected"}
    told |= {veto.organizer, veto.late}
    assert await reminded() == told

    # Nobody was against it by six; where the organizer decides, nobody else is reminded.
    await _is_late(days, veto, -1, hours=15, minutes=30)
    after = {"off": "free", "majority": "rejected", "veto": "approved"}
    assert standings(story, homes) == after | {"everyone": "voting", "organizer": "voting"}
    told |= {organizer.organizer}
    assert await reminded() == told
    await _is_late(days, organizer, 1, hours=72)
    after |= {"organizer": "rejected"}
    assert standings(story, homes) == after | {"everyone": "voting"}
    told |= {everyone.late}
    assert await reminded() == told
    await _is_late(days, everyone, 1, hours=4)
    assert standings(story, homes) == after | {"everyone": "rejected"}
    assert await reminded() == told

    closed = story.rows("SELECT item_id, actor_id FROM deeds WHERE kind = 'closed' ORDER BY id")
    assert closed == [(home.line, None) for home in (majority, veto, organizer, everyone)]
    story.judge()


async def _is_late(days: Days, home: Home, choice: int, **passed: float) -> None:
    """Let somebody vote while no bot is there, and the deadline pass before one comes: it does not count."""
    phones = days.phones
    voter = home.organizer if home.way == "organizer" else home.late
    await phones.say(voter, "/cart")
    await phones.button(voter, f"v:{home.line}:1:{choice}")
    await days.stop()
    press = await phones.press(voter, f"v:{home.line}:1:{choice}")
    await days.go_on(**passed)
    answer = await phones.answer(press)
    assert answer.is_alert
    assert "«шкаф»" in answer.text
    assert not days.story.rows("SELECT 1 FROM votes WHERE item_id = ? AND voter_id = ?", home.line, voter)


def _starting(moment: str, start: str) -> str:
    """Return the moment, of which seconds are left open."""
    assert moment.startswith(start)
    return moment
