"""How people want to be told: what is held back, until when, and what comes together then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.carts import LineRemoved
from core.alerts.invites import LastSeatTaken
from core.alerts.orders import OrderPaid, ShareDue
from core.alerts.outbox import (
    claim_alerts,
    claim_missed_alerts,
    hold_alerts,
    postpone_alerts,
    settle_alerts,
)
from core.alerts.wish import Delivery, Wish
from core.families.settings import choose_family_zone
from core.people.errors import ZoneUnknownError
from core.people.question import Ask
from core.people.use_cases import (
    ask,
    ask_for_zone,
    choose_delivery,
    choose_quiet,
    choose_zone,
    find_person,
    open_question,
)
from tests.use_cases.test_statements import cost

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household

NEWS = LineRemoved("хлеб", "Мама")
ASKS = ShareDue(1, 1, "Мама", 5000, "RUB", 1)
NOW = LastSeatTaken("Ивановы")


async def tell(home: Household, *told: Alert, name: str = "Папа") -> None:
    for alert in told:
        await home.change(lambda work, alert=alert: work.tell(home[name], alert, home.clock.now))  # type: ignore[misc]  # mypy cannot tell a default from a parameter


async def claim(home: Household) -> list[list[int]]:
    """The numbers that each message tells; what is claimed stays leased."""
    bundles = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    return [[waiting.number for waiting in bundle] for bundle in bundles]


async def arrived(home: Household) -> list[list[int]]:
    """Deliver what is due; return the numbers that each message told."""
    messages = []
    while bundles := await home.write(claim_alerts, limit=50, zone="Europe/Moscow"):
        for bundle in bundles:
            messages.append([waiting.number for waiting in bundle])
            await home.write(settle_alerts, alerts=[waiting.id for waiting in bundle])
    return messages


async def wishing(home: Household, delivery: Delivery = Delivery.AT_ONCE, *, quiet: bool = True) -> None:
    await home.meet("Папа")
    await home.write(choose_delivery, actor=home["Папа"], delivery=delivery)
    await home.write(choose_quiet, actor=home["Папа"], quiet=quiet)


async def test_at_once_and_quiet_at_night_is_how_everybody_is_told_who_said_nothing(home: Household) -> None:
    await home.meet("Папа")
    person = await home.read(find_person, person=home["Папа"])
    assert person is not None
    assert person.wish == Wish(Delivery.AT_ONCE, quiet=True)


async def test_a_choice_keeps_what_was_not_chosen(home: Household) -> None:
    await home.meet("Папа")
    chosen = await home.write(choose_delivery, actor=home["Папа"], delivery=Delivery.DIGEST)
    assert chosen == Wish(Delivery.DIGEST, quiet=True)
    for _ in range(2):  # a double tap
        chosen = await home.write(choose_quiet, actor=home["Папа"], quiet=False)
        assert chosen == Wish(Delivery.DIGEST, quiet=False)


async def test_the_days_news_come_together_in_the_evening(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, NEWS)
    assert await arrived(home) == []
    home.clock.advance(hours=4)
    await tell(home, NEWS)
    assert await arrived(home) == []
    home.clock.advance(hours=3, microseconds=-1)
    assert await arrived(home) == []
    home.clock.advance(microseconds=1)  # 19:00 in Moscow
    assert await arrived(home) == [[1, 2, 3]]


async def test_what_is_urgent_or_asks_is_not_stuck_behind_news_that_wait(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, ASKS, NEWS, NOW)
    assert await arrived(home) == [[2], [4]]
    home.clock.advance(hours=7)
    assert await arrived(home) == [[1, 3]]


async def test_at_night_only_what_is_urgent_arrives(home: Household) -> None:
    await wishing(home)
    home.clock.advance(hours=10)  # 22:00 in Moscow
    await tell(home, NEWS, ASKS, NOW)
    assert await arrived(home) == [[3]]
    home.clock.advance(hours=10)
    assert await arrived(home) == [[1, 2]]


async def test_who_wants_no_quiet_hours_is_told_at_night(home: Household) -> None:
    await wishing(home, quiet=False)
    home.clock.advance(hours=10)
    await tell(home, NEWS, ASKS)
    assert await arrived(home) == [[1], [2]]


async def test_news_that_nobody_wants_are_settled_and_do_not_come_later(home: Household) -> None:
    await wishing(home, Delivery.NEVER)
    await tell(home, NEWS, OrderPaid(1, 1, "Мама"), ASKS)
    assert await arrived(home) == [[3]]
    await home.write(choose_delivery, actor=home["Папа"], delivery=Delivery.AT_ONCE)
    home.clock.advance(days=1)
    assert await arrived(home) == []
    assert len(await home.told("Папа")) == 3  # for the export


async def test_news_that_wait_are_dropped_by_who_wants_none_any_more(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS)
    assert await arrived(home) == []
    await home.write(choose_delivery, actor=home["Папа"], delivery=Delivery.NEVER)
    home.clock.advance(days=2)
    assert await arrived(home) == []


async def test_another_wish_holds_for_what_waits_already(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, NEWS)
    assert await arrived(home) == []
    await home.write(choose_delivery, actor=home["Папа"], delivery=Delivery.AT_ONCE)
    assert await arrived(home) == [[1, 2]]


async def test_turning_off_the_quiet_hours_brings_the_nights_alerts_at_once(home: Household) -> None:
    await wishing(home)
    home.clock.advance(hours=14)
    await tell(home, ASKS, NEWS)
    assert await arrived(home) == []
    await home.write(choose_quiet, actor=home["Папа"], quiet=False)
    assert await arrived(home) == [[1, 2]]


async def test_another_time_zone_moves_the_evening_of_what_waits(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS)
    assert await arrived(home) == []
    await home.write(choose_zone, actor=home["Папа"], zone="Asia/Kamchatka", text="Asia/Kamchatka")
    assert await arrived(home) == []  # it is 21:00 there, the digest of today is over
    home.clock.advance(hours=22)
    assert await arrived(home) == [[1]]


async def test_everybody_has_nights_of_their_own(home: Household) -> None:
    await home.meet("Папа", "Катя")
    await home.write(choose_zone, actor=home["Катя"], zone="Asia/Vladivostok", text="Владивосток")
    home.clock.advance(hours=4)  # 16:00 in Moscow, 23:00 in Vladivostok
    await tell(home, NEWS)
    await tell(home, NEWS, name="Катя")
    bundles = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    assert [waiting.recipient for (waiting,) in bundles] == [home["Папа"]]


async def test_who_chose_no_time_zone_lives_by_that_of_the_family(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    await home.write(choose_zone, actor=home["Катя"], zone="Europe/Moscow", text="Москва")
    home.clock.advance(hours=4)  # 16:00 in Moscow, 23:00 in Vladivostok
    await arrived(home)
    east = {"family": family, "zone": "Asia/Vladivostok", "text": "Владивосток"}
    await home.write(choose_family_zone, actor=home["Мама"], **east)
    await tell(home, NEWS)
    await tell(home, NEWS, name="Катя")
    bundles = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    assert [(waiting.recipient, waiting.zone) for (waiting,) in bundles] == [(home["Катя"], "Europe/Moscow")]
    person = await home.read(find_person, person=home["Папа"])
    assert person is not None
    assert person.time_zone == "Asia/Vladivostok"


async def test_another_time_zone_of_the_family_moves_the_morning_of_what_waits(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    home.clock.advance(hours=10)  # 22:00 in Moscow, 20:00 in Berlin
    await arrived(home)
    await tell(home, NEWS)
    assert await arrived(home) == []
    west = {"family": family, "zone": "Europe/Berlin", "text": "Берлин"}
    for _ in range(2):  # a double tap
        await home.write(choose_family_zone, actor=home["Мама"], **west)
    assert len(await arrived(home)) == 1


async def test_a_message_takes_ten_at_most_and_the_others_follow(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, *(23 * [NEWS]))
    assert await arrived(home) == []
    home.clock.advance(hours=7)
    assert await arrived(home) == [list(range(1, 11)), list(range(11, 21)), [21, 22, 23]]


async def test_what_did_not_fit_into_the_message_is_next(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, NEWS, NEWS)
    await claim(home)
    home.clock.advance(hours=7)
    ((first, *rest),) = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    await home.write(settle_alerts, alerts=[first.id], rest=[waiting.id for waiting in rest])
    assert await arrived(home) == [[2, 3]]


async def test_a_message_that_fails_is_repeated_with_the_same_numbers_and_holds_back_the_next(
    home: Household,
) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, NEWS)
    await claim(home)
    home.clock.advance(hours=7)
    (bundle,) = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    failed = [waiting.id for waiting in bundle]
    await home.write(postpone_alerts, alerts=failed, attempts=0, retry_after=None)
    await tell(home, NOW)
    assert await arrived(home) == []
    home.clock.advance(seconds=1)
    assert await arrived(home) == [[1, 2], [3]]


async def test_a_message_of_a_deliverer_that_died_is_repeated_as_it_was(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, NEWS, NEWS)
    await claim(home)
    home.clock.advance(hours=7)
    assert await claim(home) == [[1, 2]]
    home.clock.advance(seconds=59)
    assert await claim(home) == []
    home.clock.advance(seconds=1)
    assert await claim(home) == [[1, 2]]


async def test_who_comes_back_in_the_quiet_hours_is_shown_what_they_missed(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    await tell(home, ASKS, NEWS, NEWS)
    ((first,),) = await home.write(claim_alerts, limit=50, zone="Europe/Moscow")
    await home.write(hold_alerts, alerts=[first.id], recipient=home["Папа"])
    home.clock.advance(hours=15)
    missed = await home.write(claim_missed_alerts, recipient=home["Папа"])
    assert [waiting.number for waiting in missed] == [1, 2, 3]


async def test_who_wants_no_news_is_not_shown_missed_ones_either(home: Household) -> None:
    await wishing(home, Delivery.NEVER)
    await tell(home, *(11 * [NEWS]), ASKS)
    missed = await home.write(claim_missed_alerts, recipient=home["Папа"])
    assert [waiting.number for waiting in missed] == [12]


async def test_looking_for_alerts_takes_one_statement_when_nothing_is_due(home: Household) -> None:
    await wishing(home, Delivery.DIGEST)
    looking = (claim_alerts, {"limit": 20, "zone": "Europe/Moscow"})
    assert await cost(home, looking) == 1
    await tell(home, *(5 * [NEWS]))
    assert await claim(home) == []
    assert await cost(home, looking) == 1


async def test_an_alert_that_is_due_takes_two_statements(home: Household) -> None:
    await wishing(home)
    await tell(home, NEWS, NEWS)
    assert await cost(home, (claim_alerts, {"limit": 20, "zone": "Europe/Moscow"})) == 2


async def test_a_chosen_zone_answers_the_question_for_it(home: Household) -> None:
    await home.meet("Папа")
    await home.write(ask_for_zone, actor=home["Папа"], from_settings=False)
    question = await home.read(open_question, person=home["Папа"])
    assert question is not None
    assert question.ask is Ask.TIME_ZONE
    await home.write(choose_zone, actor=home["Папа"], zone="Europe/Berlin", text="Берлин")
    assert await home.read(open_question, person=home["Папа"]) is None
    person = await home.read(find_person, person=home["Папа"])
    assert person is not None
    assert person.time_zone == "Europe/Berlin"


async def test_refuses_a_zone_that_nobody_knows_and_goes_on_asking(home: Household) -> None:
    await home.meet("Папа")
    await home.write(ask_for_zone, actor=home["Папа"], from_settings=False)
    facts = {"actor": home["Папа"], "zone": None, "text": "Нарния"}
    assert await home.refused(ZoneUnknownError, choose_zone, **facts) == {"text": "Нарния"}
    assert await home.read(open_question, person=home["Папа"]) is not None


@pytest.mark.parametrize("question", [Ask.LINES, Ask.FAMILY_NAME])
async def test_a_chosen_zone_leaves_other_questions_open(home: Household, question: Ask) -> None:
    await home.meet("Папа")
    await home.write(ask, person=home["Папа"], question=question, subject={})
    await home.write(choose_zone, actor=home["Папа"], zone="Asia/Omsk", text="Asia/Omsk")
    assert await home.read(open_question, person=home["Папа"]) is not None
