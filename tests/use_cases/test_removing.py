from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import LetBackIn, MemberRemoved, RemovedFromFamily
from core.carts.agreement import Choice, Standing
from core.carts.looking import show_cart
from core.carts.voting import close_votes
from core.families.errors import MemberGoneError, NoFamilyError, NotOrganizerError, OwnPlaceError
from core.families.founding import find_summary
from core.families.handover import offer_role
from core.families.removing import consider_removal, let_back_in, list_barred, remove_member
from core.families.views import LeavingView
from core.orders.order import OrderState
from core.orders.paying import show_order, take_payment

if TYPE_CHECKING:
    from tests.household import Household


async def remove(home: Household, name: str, *, keep_lines: bool = True, bar: bool = False) -> str:
    of = await home.place(name)
    return await home.write(remove_member, actor=home["Мама"], **of, keep_lines=keep_lines, bar=bar)


async def test_who_is_removed_is_in_no_family_and_both_are_told(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    assert await remove(home, "Папа") == "Папа"
    assert await home.members_of(family) == ["Мама", "Катя"]
    assert await home.read(find_summary, actor=home["Папа"]) is None
    assert await home.told("Папа") == [RemovedFromFamily("Ивановы", "Мама", is_barred=False)]
    assert (await home.told("Мама"))[-1] == MemberRemoved("Ивановы", "Папа", 2, 0)
    assert await home.told("Катя") == []


async def test_the_second_tap_removes_nobody(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    of = {"actor": home["Мама"], **await home.place("Папа"), "keep_lines": True, "bar": True}
    await home.write(remove_member, **of)
    await home.refused(MemberGoneError, remove_member, **of)
    assert len(await home.told("Папа")) == 1


@pytest.mark.parametrize(("keep_lines", "left"), [(True, ["пиво", "молоко"]), (False, ["молоко"])])
async def test_their_lines_are_kept_as_the_organizers_or_removed(
    home: Household, left: list[str], *, keep_lines: bool
) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Папа", "пиво")
    await home.add("Мама", "молоко")
    await remove(home, "Папа", keep_lines=keep_lines)
    view = await home.read(show_cart, actor=home["Мама"])
    assert [(line.item.title, line.item.author_name) for line in view.lines] == [
        (title, "Мама") for title in left
    ]
    assert (await home.told("Мама"))[-1] == MemberRemoved("Ивановы", "Папа", 1, int(keep_lines))


async def test_their_votes_fall_away_and_what_they_were_paying_is_free(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Папа"], order=order)
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.AGAINST)
    await home.vote("Мама", item, Choice.FOR)
    await remove(home, "Папа")
    assert await home.write(close_votes) == 1
    assert (await home.item(item.id)).standing is Standing.APPROVED
    view = await home.read(show_order, actor=home["Мама"], order=order)
    assert (view.state, view.payer) == (OrderState.LOCKED, None)


async def test_the_consequences_are_those_of_leaving(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.add("Папа", "хлеб 40,00")
    await home.pay("Мама", await home.lock("Мама"))
    await home.add("Папа", "соль; мука")
    view = await home.read(consider_removal, actor=home["Мама"], **await home.place("Папа"))
    assert view.member.name == "Папа"
    assert view.parting == LeavingView(
        family=family,
        name="Ивановы",
        is_last=False,
        lines=2,
        votes=0,
        owes=4000,
        is_owed=0,
        own_share=0,
        part=0,
        currency="RUB",
    )
    await remove(home, "Папа")
    assert await home.balances(family) == {"Мама": 4000, "Папа": -4000}


async def test_what_was_offered_to_them_is_offered_no_more(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(offer_role, actor=home["Мама"], **await home.place("Папа"))
    await remove(home, "Папа")
    assert await home.look(lambda work: work.handover(1)) is None


@pytest.mark.parametrize("use_case", [consider_removal, remove_member])
async def test_only_the_organizer_removes_and_only_others(home: Household, use_case: object) -> None:
    assert callable(use_case)
    extra = {"keep_lines": True, "bar": False} if use_case is remove_member else {}
    await home.family("Мама", ["Папа", "Катя"])
    kate, mum = await home.place("Катя"), await home.place("Мама")
    refused = await home.refused(NotOrganizerError, use_case, actor=home["Папа"], **kate, **extra)
    assert refused == {"organizer": "Мама"}
    await home.refused(OwnPlaceError, use_case, actor=home["Мама"], **mum, **extra)
    await home.meet("Сосед")
    await home.refused(NoFamilyError, use_case, actor=home["Сосед"], **kate, **extra)


async def test_who_is_barred_stands_on_a_list_until_let_back_in(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя", "Дима"])
    await remove(home, "Дима")
    await remove(home, "Папа", bar=True)
    home.clock.advance(minutes=1)
    await remove(home, "Катя", bar=True)
    assert await home.told("Папа") == [RemovedFromFamily("Ивановы", "Мама", is_barred=True)]
    view = await home.read(list_barred, actor=home["Мама"])
    assert (view.family, [name for _, name in view.people]) == ("Ивановы", ["Катя", "Папа"])
    assert await home.look(lambda work: work.is_barred(family, home["Папа"]))
    assert not await home.look(lambda work: work.is_barred(family, home["Дима"]))
    for _ in range(2):
        await home.write(let_back_in, actor=home["Мама"], person=home["Папа"])
    assert await home.told("Папа") == [
        RemovedFromFamily("Ивановы", "Мама", is_barred=True),
        LetBackIn("Ивановы"),
    ]
    assert not await home.look(lambda work: work.is_barred(family, home["Папа"]))
    view = await home.read(list_barred, actor=home["Мама"])
    assert [name for _, name in view.people] == ["Катя"]


async def test_the_list_is_the_organizers_only(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.refused(NotOrganizerError, list_barred, actor=home["Папа"])
    await home.refused(NotOrganizerError, let_back_in, actor=home["Папа"], person=1)
