from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import LineRemoved
from core.alerts.invites import LastSeatTaken
from core.alerts.outbox import (
    Waiting,
    claim_alerts,
    claim_missed_alerts,
    forget_old_alerts,
    hold_alerts,
    postpone_alerts,
    settle_alerts,
)
from core.alerts.wish import Delivery, Wish
from core.people.use_cases import choose_language, find_person, note_unreachable
from storage.schema import alerts
from tests.household import SPOKEN, START

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household


async def tell(home: Household, name: str, alert: Alert) -> None:
    await home.change(lambda work: work.tell(home[name], alert, home.clock.now))


async def news(home: Household, *names: str) -> None:
    """Tell each of them three things; it is noon in Moscow."""
    await home.meet(*names)
    for name in names:
        for line in ("молоко", "хлеб", "соль"):
            await tell(home, name, LineRemoved(line, "Мама"))


async def claim(home: Household, limit: int = 100) -> list[Waiting]:
    """Claim where nothing was held back: each message tells one alert."""
    bundles = await home.write(claim_alerts, limit=limit, zone="Europe/Moscow")
    assert all(len(bundle) == 1 for bundle in bundles)
    return [waiting for (waiting,) in bundles]


async def together(home: Household) -> list[list[int]]:
    """The numbers of the alerts that each message tells."""
    bundles = await home.write(claim_alerts, limit=100, zone="Europe/Moscow")
    return [[waiting.number for waiting in bundle] for bundle in bundles]


async def lines(home: Household) -> list[object]:
    return [waiting.alert for waiting in await claim(home)]


async def test_an_alert_knows_whom_it_is_for_and_its_number(home: Household) -> None:
    await home.meet("Папа", language="en")
    await tell(home, "Папа", LastSeatTaken("Ивановы"))
    assert await claim(home) == [
        Waiting(
            id=1,
            recipient=home["Папа"],
            language="en",
            number=1,
            attempts=0,
            written_at=START,
            alert=LastSeatTaken("Ивановы"),
            zone=None,
            wish=Wish(Delivery.AT_ONCE, quiet=True),
            was_held=False,
        )
    ]


async def test_only_the_oldest_waiting_alert_of_each_recipient_is_handed_out(home: Household) -> None:
    await news(home, "Папа", "Катя")
    due = await claim(home)
    assert [(each.recipient, each.number) for each in due] == [(home["Папа"], 1), (home["Катя"], 1)]
    assert await claim(home) == []  # leased
    await home.write(settle_alerts, alerts=[due[0].id])
    due = await claim(home)
    assert [(each.recipient, each.number) for each in due] == [(home["Папа"], 2)]


async def test_alerts_arrive_in_the_order_in_which_they_were_written(home: Household) -> None:
    await news(home, "Папа")
    arrived = []
    while due := await claim(home):
        arrived.append((due[0].number, due[0].alert))
        await home.write(settle_alerts, alerts=[due[0].id])
    assert arrived == [
        (1, LineRemoved("молоко", "Мама")),
        (2, LineRemoved("хлеб", "Мама")),
        (3, LineRemoved("соль", "Мама")),
    ]


async def test_hands_out_no_more_than_asked_for(home: Household) -> None:
    await news(home, "Папа", "Катя", "Дима")
    assert [len(await claim(home, limit=2)) for _ in range(3)] == [2, 1, 0]


async def test_an_alert_of_a_deliverer_that_died_is_handed_out_again(home: Household) -> None:
    await news(home, "Папа")
    (first,) = await claim(home)
    home.clock.advance(seconds=59)
    assert await claim(home) == []
    home.clock.advance(seconds=1)
    assert await claim(home) == [first]


async def test_an_alert_waits_as_long_as_telegram_asks_and_holds_back_the_next(home: Household) -> None:
    await news(home, "Папа")
    (due,) = await claim(home)
    await home.write(postpone_alerts, alerts=[due.id], attempts=0, retry_after=timedelta(seconds=37))
    home.clock.advance(seconds=36)
    assert await claim(home) == []
    home.clock.advance(seconds=1)
    (again,) = await claim(home)
    assert (again.id, again.number, again.attempts) == (due.id, 1, 1)


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [(0, 1), (1, 2), (2, 4), (9, 512), (10, 600), (40, 600), (10**6, 600)],
)
async def test_an_alert_waits_twice_as_long_after_each_failure(
    home: Household, attempts: int, pause: int
) -> None:
    await news(home, "Папа")
    (due,) = await claim(home)
    await home.write(postpone_alerts, alerts=[due.id], attempts=attempts, retry_after=None)
    home.clock.advance(seconds=pause, microseconds=-1)
    assert await claim(home) == []
    home.clock.advance(microseconds=1)
    assert [waiting.id for waiting in await claim(home)] == [due.id]


async def test_a_failure_of_one_recipient_holds_back_nobody_else(home: Household) -> None:
    await news(home, "Папа", "Катя")
    first, second = await claim(home)
    await home.write(postpone_alerts, alerts=[first.id], attempts=0, retry_after=timedelta(hours=1))
    await home.write(settle_alerts, alerts=[second.id])
    assert [waiting.recipient for waiting in await claim(home)] == [home["Катя"]]


async def test_alerts_to_somebody_unreachable_wait_for_their_return(home: Household) -> None:
    await news(home, "Папа", "Катя")
    first, _ = await claim(home)
    await home.write(hold_alerts, alerts=[first.id], recipient=home["Папа"])
    home.clock.advance(days=1)
    assert {waiting.recipient for waiting in await claim(home)} == {home["Катя"]}
    missed = await home.write(claim_missed_alerts, recipient=home["Папа"])
    assert [(waiting.number, waiting.alert) for waiting in missed] == [
        (1, LineRemoved("молоко", "Мама")),
        (2, LineRemoved("хлеб", "Мама")),
        (3, LineRemoved("соль", "Мама")),
    ]
    person = await home.read(find_person, person=home["Папа"])
    assert person is not None
    assert person.reachable


async def test_missed_alerts_are_shown_once(home: Household) -> None:
    await news(home, "Папа")
    await home.write(note_unreachable, person=home["Папа"])
    missed = await home.write(claim_missed_alerts, recipient=home["Папа"])
    assert await claim(home) == []  # leased
    for _ in range(2):
        await home.write(settle_alerts, alerts=[waiting.id for waiting in missed])
    assert list(await home.write(claim_missed_alerts, recipient=home["Папа"])) == []
    home.clock.advance(days=1)
    assert await claim(home) == []


async def test_missed_alerts_that_were_not_shown_after_all_are_delivered(home: Household) -> None:
    await news(home, "Папа")
    await home.write(note_unreachable, person=home["Папа"])
    await home.write(claim_missed_alerts, recipient=home["Папа"])
    home.clock.advance(seconds=60)
    assert await together(home) == [[1, 2, 3]]


async def test_at_most_ten_missed_alerts_are_shown_at_once_and_the_others_come_together(
    home: Household,
) -> None:
    await home.meet("Папа")
    for number in range(23):
        await tell(home, "Папа", LineRemoved(f"хлеб {number}", "Мама"))
    missed = await home.write(claim_missed_alerts, recipient=home["Папа"])
    assert [waiting.number for waiting in missed] == list(range(1, 11))
    await home.write(settle_alerts, alerts=[waiting.id for waiting in missed])
    assert await together(home) == [list(range(11, 21))]


async def test_who_missed_nothing_is_shown_nothing(home: Household) -> None:
    await home.meet("Папа")
    assert list(await home.write(claim_missed_alerts, recipient=home["Папа"])) == []


async def test_an_alert_is_in_the_language_that_is_spoken_when_it_is_sent(home: Household) -> None:
    await news(home, "Папа")
    await home.write(choose_language, actor=home["Папа"], language="en", spoken=SPOKEN)
    assert [waiting.language for waiting in await claim(home)] == ["en"]


async def test_alerts_are_kept_for_thirty_days_and_numbers_go_on(home: Household) -> None:
    await news(home, "Папа")
    (due,) = await claim(home)
    await home.write(settle_alerts, alerts=[due.id])
    home.clock.advance(days=30)
    await home.write(forget_old_alerts)
    assert len(await home.told("Папа")) == 3
    home.clock.advance(microseconds=1)
    await tell(home, "Папа", LineRemoved("чай", "Мама"))
    await home.write(forget_old_alerts)
    kept = await home.rows(select(alerts.c.number))
    assert [row.number for row in kept] == [4]
    assert await lines(home) == [LineRemoved("чай", "Мама")]


async def test_nobody_is_told_what_did_not_happen(home: Household) -> None:
    await home.meet("Папа")

    def unit(work: object, *, now: object) -> None:
        del now
        assert hasattr(work, "tell")
        work.tell(home["Папа"], LastSeatTaken("Ивановы"), START)
        raise LookupError

    with pytest.raises(LookupError):
        await home.write(unit)
    assert await home.told("Папа") == []
    await tell(home, "Папа", LastSeatTaken("Ивановы"))
    assert [waiting.number for waiting in await claim(home)] == [1]
