"""Being forgotten: what stands against it, what it erases, and who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.carts import LineRemoved
from core.alerts.families import MemberJoined, MemberLeft
from core.alerts.invites import LastSeatTaken, TurnedAway
from core.alerts.outbox import claim_missed_alerts
from core.alerts.wish import Delivery
from core.carts.agreement import Choice
from core.families.errors import OrganizerStaysError
from core.families.forgetting import Forgetting, consider_forgetting, forget_me
from core.families.founding import find_summary
from core.families.leaving import leave_family
from core.orders.paying import cancel_order, confirm_goods, take_payment
from core.orders.settling import judge_payment
from core.orders.views import ShareState
from core.people.errors import IsOwedMoneyError, OrderUnfinishedError, OwesMoneyError
from core.people.person import FORMER, Introduction, Person
from core.people.question import Ask
from core.people.use_cases import (
    ask,
    choose_delivery,
    choose_language,
    choose_quiet,
    choose_zone,
    find_person,
    meet_person,
    open_question,
    prove_country,
)
from storage.schema import (
    alerts,
    archive_members,
    guesses,
    invite_guests,
    ledger_entries,
    people,
    questions,
)
from tests.household import SPOKEN, START, send_left

if TYPE_CHECKING:
    from tests.household import Household


async def settled_order(home: Household) -> int:
    """Мама pays an order of hers and of Папа, he sends his share, she has it, the goods are there."""
    await home.add("Папа", "хлеб 50 р")
    await home.add("Мама", "сыр 70 р")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    await settle(home, order, "Папа", "Мама")
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    return order


async def settle(home: Household, order: int, debtor: str, payer: str) -> None:
    await home.write(send_left, actor=home[debtor], order=order, attempt=1)
    payment = await home.newest_payment(debtor)
    await home.write(judge_payment, actor=home[payer], payment=payment, received=True)


async def considered(home: Household, name: str) -> Forgetting:
    return await home.read(consider_forgetting, actor=home[name])


async def test_says_what_it_means_for_a_member_for_the_last_one_and_for_somebody_alone(
    home: Household,
) -> None:
    await home.meet("Катя")
    assert await considered(home, "Катя") == Forgetting(None, is_last=False)
    await home.family("Мама", ["Папа"])
    assert await considered(home, "Папа") == Forgetting("Ивановы", is_last=False)
    await home.write(forget_me, actor=home["Папа"])
    assert await considered(home, "Мама") == Forgetting("Ивановы", is_last=True)


async def test_everything_that_was_the_persons_own_is_erased(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    papa = home["Папа"]
    await home.write(choose_language, actor=papa, language="en", spoken=SPOKEN)
    await home.write(choose_zone, actor=papa, zone="Asia/Omsk", text="Омск")
    await home.write(choose_delivery, actor=papa, delivery=Delivery.NEVER)
    await home.write(choose_quiet, actor=papa, quiet=False)
    await home.write(ask, person=papa, question=Ask.CONTACT, subject={})
    await home.write(prove_country, actor=papa, contact_of=papa, country="RU", allowed=("RU",))
    await home.write(ask, person=papa, question=Ask.TIME_ZONE, subject={})
    await home.change(lambda work: work.tell(papa, LastSeatTaken("Ивановы"), home.clock.now))
    await home.put(guesses.insert().values(person_id=papa, token_hash=b"1", guessed_at=START))
    await home.write(forget_me, actor=papa)
    assert await home.read(find_person, person=papa) is None
    (row,) = await home.rows(select(people).where(people.c.id == papa))
    kept = row._asdict()
    assert kept == {
        "id": papa,
        "name": FORMER,
        "username": None,
        "language": "",
        "language_chosen": False,
        "time_zone": None,
        "unreachable_since": START,
        "delivery": "at_once",
        "quiet": True,
        "forgotten_at": START,
        "country": None,
        "country_proved_at": None,
        "alerts": 0,
        "met_at": START,
    }
    assert await home.read(open_question, person=papa) is None
    for column in (
        alerts.c.recipient_id,
        archive_members.c.person_id,
        invite_guests.c.person_id,
        questions.c.person_id,
    ):
        assert await home.rows(select(column).where(column == papa)) == []


async def test_a_member_leaves_by_it_with_their_lines_and_votes(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.FOR)
    await home.write(forget_me, actor=home["Папа"])
    assert await home.members_of(family) == ["Мама", "Катя"]
    left = await home.look(lambda work: work.open_items(family, home["Мама"], home.clock.now))
    assert [line.title for line in left] == ["телевизор"]
    assert (await home.told("Мама"))[-1] == MemberLeft("Ивановы", FORMER, 2, 0)


async def test_an_organizer_who_is_alone_disbands_the_family_by_it(home: Household) -> None:
    await home.family("Мама")
    await home.write(forget_me, actor=home["Мама"])
    assert await home.read(find_summary, actor=home["Мама"]) is None
    assert await home.rows(select(archive_members.c.person_id)) == []


async def test_an_organizer_with_members_is_not_forgotten(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    for use_case in (consider_forgetting, forget_me):
        refused = await home.refused(OrganizerStaysError, use_case, actor=home["Мама"])
        assert refused == {"family": "Ивановы", "others": 1}
    assert await home.members_of(family) == ["Мама", "Папа"]


async def test_an_order_has_to_be_finished_first(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    order = await home.lock("Мама")
    facts = {"family": "Ивановы", "number": 1}
    assert await home.refused(OrderUnfinishedError, forget_me, actor=home["Папа"]) == facts
    await home.write(forget_me, actor=home["Катя"])  # no part of it is hers
    await home.write(take_payment, actor=home["Папа"], order=order)
    assert await home.refused(OrderUnfinishedError, consider_forgetting, actor=home["Папа"]) == facts
    assert await home.refused(OrderUnfinishedError, forget_me, actor=home["Папа"]) == facts


async def test_a_cancelled_order_stands_against_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб 50 р")
    order = await home.lock("Мама")
    await home.write(cancel_order, actor=home["Мама"], order=order)
    await home.write(forget_me, actor=home["Папа"])


async def test_an_order_that_ended_with_its_family_stands_against_nothing(home: Household) -> None:
    family = await home.family("Мама")
    await home.add("Мама", "хлеб 50 р")
    await home.lock("Мама")
    await home.write(leave_family, actor=home["Мама"], family=family, keep_lines=False)
    await home.write(forget_me, actor=home["Мама"])


async def test_who_owes_or_is_owed_is_not_forgotten_even_long_after_leaving(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    await home.add("Катя", "сыр 70 р")
    order = await home.lock("Мама")
    await home.pay("Катя", order)
    for name in ("Папа", "Катя"):
        await home.write(leave_family, actor=home[name], family=family, keep_lines=False)
    owed = {"family": "Ивановы", "minor": 5000, "currency": "RUB"}
    for use_case in (consider_forgetting, forget_me):
        assert await home.refused(OwesMoneyError, use_case, actor=home["Папа"]) == owed
        assert await home.refused(IsOwedMoneyError, use_case, actor=home["Катя"]) == owed
    await settle(home, order, "Папа", "Катя")
    unfinished = {"family": "Ивановы", "number": 1}  # the goods are not there
    assert await home.refused(OrderUnfinishedError, forget_me, actor=home["Папа"]) == unfinished
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    await home.write(forget_me, actor=home["Папа"])
    await home.write(forget_me, actor=home["Катя"])


async def test_the_books_stay_as_they_are_and_the_name_is_gone_from_them(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    order = await settled_order(home)
    books = await home.rows(select(ledger_entries))
    await home.write(forget_me, actor=home["Папа"])
    assert await home.rows(select(ledger_entries)) == books
    assert await home.balances(family) == {"Мама": 0, "Папа": 0}
    view = await home.look(lambda work: work.order_view(order, home["Мама"], home.clock.now))
    assert view is not None
    assert [(share.name, share.state) for share in view.shares] == [
        ("Мама", ShareState.OWN),
        (FORMER, ShareState.SETTLED),
    ]


async def test_the_name_is_gone_from_what_the_family_was_told_and_from_nobody_elses(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Анна", ["Дима"], name="Другие")
    now = home.clock.now
    await home.change(lambda work: work.tell(home["Мама"], LineRemoved("Папа", "Папа"), now))
    await home.change(lambda work: work.tell(home["Анна"], MemberJoined("Папа", "Папа", 2), now))
    await home.write(forget_me, actor=home["Папа"])
    assert await home.told("Мама") == [
        MemberJoined("Ивановы", FORMER, 2),
        LineRemoved("Папа", FORMER),  # the line was called so
        MemberLeft("Ивановы", FORMER, 1, 0),
    ]
    assert MemberJoined("Папа", "Папа", 2) in await home.told("Анна")


async def test_the_name_of_who_left_before_is_gone_as_well(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=False)
    await home.write(forget_me, actor=home["Папа"])
    assert await home.told("Мама") == [
        MemberJoined("Ивановы", FORMER, 2),
        MemberLeft("Ивановы", FORMER, 1, 0),
    ]


async def test_being_forgotten_twice_changes_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    for _ in range(2):
        await home.write(forget_me, actor=home["Папа"])
    assert len(await home.told("Мама")) == 2


async def test_who_comes_back_is_met_as_somebody_new(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    papa = home["Папа"]
    await home.write(choose_zone, actor=papa, zone="Asia/Omsk", text="Омск")
    await home.write(forget_me, actor=papa)
    home.clock.advance(days=3)
    sender = Introduction(papa, "Павел", "pavel", "en")
    met = await home.write(meet_person, sender=sender, spoken=SPOKEN, default="ru")
    assert met == Person(
        id=papa,
        name="Павел",
        username="pavel",
        language="en",
        language_chosen=False,
        reachable=True,
        country=None,
        country_proved_at=None,
    )
    assert await home.read(find_person, person=papa) == met
    assert list(await home.write(claim_missed_alerts, recipient=papa)) == []
    (row,) = await home.rows(select(people.c.met_at, people.c.forgotten_at).where(people.c.id == papa))
    assert row.met_at == home.clock.now
    assert row.forgotten_at is None
    await home.join("Мама", "Папа")
    assert (await home.told("Мама"))[-1] == MemberJoined("Ивановы", "Папа", 2)


async def test_an_organizer_who_turned_them_away_keeps_no_name_of_theirs(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Сосед", "Папа")
    people = [home["Папа"], home["Сосед"]]
    away = TurnedAway("Ивановы", people, ["Сосед", "Сосед"])  # a namesake
    await home.change(lambda work: work.tell(home["Мама"], away, home.clock.now))
    await home.write(forget_me, actor=home["Сосед"])
    assert (await home.told("Мама"))[-1] == TurnedAway("Ивановы", people, ["Сосед", FORMER])
