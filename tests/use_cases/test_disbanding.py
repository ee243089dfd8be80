from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.families import FamilyBroughtBack, FamilyDisbanded, MemberJoined
from core.alerts.invites import LastSeatTaken
from core.carts.looking import show_cart
from core.families.disbanding import ask_to_disband, bring_back, come_back, disband_family, show_archive
from core.families.errors import (
    AlreadyInFamilyError,
    ArchiveGoneError,
    FamilyFullError,
    NotAMemberError,
    NotOrganizerError,
    PaymentUnderWayError,
    WrongNameError,
)
from core.families.family import Role
from core.families.founding import find_home, show_family
from core.families.leaving import leave_family
from core.families.membership import require_member
from core.families.removing import remove_member
from core.families.roles import make_limited
from core.families.views import Archive, ArchivedMember, ArchivedOrder, DisbandingView, FamilySummary
from core.orders.paying import take_payment
from core.people.errors import QuestionGoneError
from core.people.question import Ask
from core.people.use_cases import ask, open_question

if TYPE_CHECKING:
    from tests.household import Household

REST = ["Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def disband(home: Household, organizer: str = "Мама", family: int = 1, name: str = "Ивановы") -> None:
    await home.write(ask_to_disband, actor=home[organizer])
    await home.write(disband_family, actor=home[organizer], family=family, name=name)


async def test_the_organizer_disbands_by_the_familys_name_and_everybody_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "соль; мука")
    asked = await home.write(ask_to_disband, actor=home["Мама"])
    assert asked == DisbandingView(1, "Ивановы", others=2, lines=2, parts=[], currency="RUB")
    facts = {"actor": home["Мама"], "family": 1}
    assert await home.write(disband_family, **facts, name=" ивановы ") == "Ивановы"
    for member in ("Мама", "Папа", "Катя"):
        assert isinstance(await home.read(find_home, actor=home[member]), Archive)
    for other in ("Папа", "Катя"):
        assert await home.told(other) == [FamilyDisbanded(1, "Ивановы", "Мама")]
    assert FamilyDisbanded(1, "Ивановы", "Мама") not in await home.told("Мама")
    await home.refused(NotAMemberError, disband_family, **facts, name="Ивановы")


async def test_another_name_disbands_nothing_and_is_asked_for_again(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(ask_to_disband, actor=home["Мама"])
    facts = {"actor": home["Мама"], "family": 1}
    assert await home.refused(WrongNameError, disband_family, **facts, name="Петровы") == {
        "family": "Ивановы"
    }
    assert await home.members_of(1) == ["Мама", "Папа"]
    await home.write(disband_family, **facts, name="Ивановы")
    assert await home.members_of(1) == []


async def test_nothing_is_disbanded_without_being_asked(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    facts = {"family": 1, "name": "Ивановы"}
    await home.refused(QuestionGoneError, disband_family, actor=home["Мама"], **facts)
    await home.refused(NotOrganizerError, disband_family, actor=home["Папа"], **facts)
    await home.refused(NotOrganizerError, ask_to_disband, actor=home["Папа"])


async def test_nothing_is_disbanded_while_an_order_is_being_paid(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(take_payment, actor=home["Папа"], order=order)
    facts = {"actor": home["Мама"], "family": 1, "name": "Ивановы"}
    assert await home.refused(PaymentUnderWayError, disband_family, **facts) == {"number": 1}
    assert await home.refused(PaymentUnderWayError, ask_to_disband, actor=home["Мама"]) == {"number": 1}
    assert await home.members_of(1) == ["Мама", "Папа"]


async def test_nobody_is_asked_anything_more_by_the_family(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(ask, person=home["Папа"], question=Ask.LINES, subject={})
    await disband(home)
    assert await home.read(open_question, person=home["Папа"]) is None


async def test_the_archive_shows_people_balances_and_orders_for_thirty_days(home: Household) -> None:
    await home.family("Мама", ["Папа", "Сосед"])
    await home.add("Папа", "хлеб 40,00")
    await home.pay("Мама", await home.lock("Мама"))
    await home.write(leave_family, actor=home["Сосед"], family=1, keep_lines=True)
    await disband(home)
    until = home.clock.now + timedelta(days=30)
    view = await home.read(show_archive, actor=home["Папа"], family=1)
    assert view.archive == Archive(1, "Ивановы", was_organizer=False, is_live=False, kept_until=until)
    assert view.members == [
        ArchivedMember("Мама", was_organizer=True, balance=4000, part=0),
        ArchivedMember("Папа", was_organizer=False, balance=-4000, part=0),
    ]
    assert (view.currency, view.orders) == ("RUB", [ArchivedOrder(1, "paid", 4000)])
    await home.refused(ArchiveGoneError, show_archive, actor=home["Сосед"], family=1)
    home.clock.advance(days=29, hours=23)
    assert await home.read(find_home, actor=home["Папа"]) == view.archive
    home.clock.advance(hours=1)
    assert await home.read(find_home, actor=home["Папа"]) is None
    for use_case in (show_archive, bring_back):
        await home.refused(ArchiveGoneError, use_case, actor=home["Мама"], family=1)


async def test_who_is_in_a_family_again_sees_that_one_first(home: Household) -> None:
    await home.family("Мама")
    await disband(home)
    await home.family("Мама", name="Новые")
    found = await home.read(find_home, actor=home["Мама"])
    assert isinstance(found, FamilySummary)
    assert found.name == "Новые"
    assert (await home.read(show_archive, actor=home["Мама"], family=1)).archive.name == "Ивановы"
    assert await home.refused(AlreadyInFamilyError, bring_back, actor=home["Мама"], family=1) == {
        "family": "Новые"
    }


async def test_the_organizer_brings_the_family_back_with_its_cart_and_books(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб 40,00")
    await home.pay("Мама", await home.lock("Мама"))
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "соль 10,00")
    await disband(home)
    home.clock.advance(days=3)
    for _ in range(2):
        await home.write(bring_back, actor=home["Мама"], family=1)
    view = await home.read(show_family, actor=home["Мама"])
    assert (view.summary.id, view.summary.organizer, view.summary.people) == (1, "Мама", 1)
    cart = await home.read(show_cart, actor=home["Мама"])
    assert [(line.item.title, line.item.author_name) for line in cart.lines] == [
        ("молоко", "Мама"),
        ("соль", "Мама"),
    ]
    assert await home.balances(1) == {"Мама": 4000, "Папа": -4000}
    assert (await home.told("Папа"))[-1] == FamilyBroughtBack(1, "Ивановы", "Мама")
    assert (await home.told("Папа")).count(FamilyBroughtBack(1, "Ивановы", "Мама")) == 1


async def test_the_others_come_back_as_what_they_were(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.write(make_limited, actor=home["Мама"], **await home.place("Катя"), limit_minor=50_000)
    await disband(home)
    await home.write(bring_back, actor=home["Мама"], family=1)
    home.clock.advance(days=1)
    for _ in range(2):
        assert await home.write(come_back, actor=home["Катя"], family=1) == "Ивановы"
    kate = await home.look(lambda work: require_member(work, home["Катя"]))
    assert (kate.role, kate.limit_minor, kate.seat, kate.joined_at) == (
        Role.LIMITED,
        50_000,
        3,
        home.clock.now,
    )
    assert (await home.told("Мама"))[2:] == [MemberJoined("Ивановы", "Катя", 2)]
    found = await home.read(find_home, actor=home["Папа"])
    assert isinstance(found, Archive)
    assert found.is_live
    live = await home.read(show_archive, actor=home["Папа"], family=1)
    assert (live.members, live.orders) == ([], [])


async def test_coming_back_is_over_thirty_days_after_the_end(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await disband(home)
    home.clock.advance(days=29)
    await home.write(bring_back, actor=home["Мама"], family=1)
    home.clock.advance(days=1)
    await home.refused(ArchiveGoneError, come_back, actor=home["Папа"], family=1)


async def test_only_who_was_there_and_only_to_a_live_family_comes_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await disband(home)
    await home.refused(ArchiveGoneError, come_back, actor=home["Папа"], family=1)
    await home.refused(ArchiveGoneError, bring_back, actor=home["Папа"], family=1)
    await home.refused(ArchiveGoneError, bring_back, actor=home["Папа"], family=99)
    await home.write(bring_back, actor=home["Мама"], family=1)
    await home.meet("Сосед")
    await home.refused(ArchiveGoneError, come_back, actor=home["Сосед"], family=1)
    await home.family("Папа", name="Папины")
    assert await home.refused(AlreadyInFamilyError, come_back, actor=home["Папа"], family=1) == {
        "family": "Папины"
    }


async def test_who_came_back_and_was_removed_does_not_come_back_once_more(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await disband(home)
    await home.write(bring_back, actor=home["Мама"], family=1)
    await home.write(come_back, actor=home["Папа"], family=1)
    of = await home.place("Папа")
    await home.write(remove_member, actor=home["Мама"], **of, keep_lines=True, bar=True)
    await home.refused(ArchiveGoneError, come_back, actor=home["Папа"], family=1)


async def test_the_last_seat_goes_to_who_comes_first(home: Household) -> None:
    await home.family("Мама", ["Папа", *REST])
    await disband(home)
    await home.write(bring_back, actor=home["Мама"], family=1)
    await home.join("Мама", "Гость 1", "Гость 2")
    for name in REST[:-1]:
        await home.write(come_back, actor=home[name], family=1)
    assert (await home.told("Мама"))[-1] == LastSeatTaken("Ивановы")
    assert await home.refused(FamilyFullError, come_back, actor=home["Папа"], family=1) == {
        "family": "Ивановы",
        "seats": 7,
    }


async def test_leaving_last_is_disbanding_too(home: Household) -> None:
    await home.family("Мама")
    await home.write(leave_family, actor=home["Мама"], family=1, keep_lines=False)
    found = await home.read(find_home, actor=home["Мама"])
    assert isinstance(found, Archive)
    assert found.was_organizer
    await home.write(bring_back, actor=home["Мама"], family=1)
    assert await home.members_of(1) == ["Мама"]
