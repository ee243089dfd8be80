from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import MemberJoined, MemberLeft
from core.carts.agreement import Choice, Standing
from core.carts.cards import open_card
from core.carts.looking import show_cart
from core.carts.voting import close_votes
from core.families.errors import (
    NoFamilyError,
    NotAMemberError,
    OrganizerStaysError,
    PaymentUnderWayError,
)
from core.families.founding import find_summary, show_family
from core.families.leaving import consider_leaving, leave_family
from core.families.places import attach_place, require_place
from core.families.views import LeavingView
from core.orders.order import OrderState
from core.orders.paying import show_order, take_payment
from core.people.question import Ask
from core.people.use_cases import ask, open_question
from tests.household import NOBODY

if TYPE_CHECKING:
    from tests.household import Household


async def leave(home: Household, name: str, *, keep_lines: bool = True, family: int = 1) -> str:
    return await home.write(leave_family, actor=home[name], family=family, keep_lines=keep_lines)


async def test_who_leaves_is_in_no_family_and_the_organizer_is_told(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    assert await leave(home, "Папа") == "Ивановы"
    assert await home.members_of(family) == ["Мама"]
    assert await home.read(find_summary, actor=home["Папа"]) is None
    assert await home.told("Мама") == [
        MemberJoined("Ивановы", "Папа", 2),
        MemberLeft("Ивановы", "Папа", 1, 0),
    ]


async def test_leaving_twice_is_refused_and_changes_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await leave(home, "Папа")
    facts = {"actor": home["Папа"], "family": 1, "keep_lines": True}
    assert await home.refused(NotAMemberError, leave_family, **facts) == {}
    assert len(await home.told("Мама")) == 2


async def test_the_button_of_one_family_does_not_leave_another(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    await leave(home, "Папа")
    await home.join("Бабушка", "Папа")
    for family in (1, 99):
        facts = {"actor": home["Папа"], "family": family, "keep_lines": True}
        await home.refused(NotAMemberError, leave_family, **facts)
    assert await home.family_of("Папа") == 2


async def test_kept_lines_become_the_organizers(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    beer, bread = await home.add("Папа", "пиво; хлеб 40,00")
    await home.add("Мама", "молоко 89,90")
    await leave(home, "Папа", keep_lines=True)
    view = await home.read(show_cart, actor=home["Мама"])
    assert [(line.item.title, line.item.author_name, line.item.revision) for line in view.lines] == [
        ("пиво", "Мама", 2),
        ("хлеб", "Мама", 2),
        ("молоко", "Мама", 1),
    ]
    assert (await home.item(beer.id)).version == beer.version
    assert (await home.item(bread.id)).standing is Standing.FREE
    assert (await home.told("Мама"))[-1] == MemberLeft("Ивановы", "Папа", 1, 2)


async def test_dropped_lines_are_gone(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Папа", "пиво; хлеб 40,00")
    await home.add("Мама", "молоко 89,90")
    await leave(home, "Папа", keep_lines=False)
    view = await home.read(show_cart, actor=home["Мама"])
    assert [line.item.title for line in view.lines] == ["молоко"]
    assert (await home.told("Мама"))[-1] == MemberLeft("Ивановы", "Папа", 1, 0)


async def test_a_leavers_vote_falls_away_and_the_vote_is_counted_again(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    assert await home.vote("Папа", item, Choice.AGAINST) is Standing.VOTING
    assert await home.vote("Мама", item, Choice.FOR) is Standing.VOTING
    await leave(home, "Папа")
    assert (await home.item(item.id)).standing is Standing.VOTING
    assert await home.write(close_votes) == 1  # one of two for it, the organizer's own
    assert (await home.item(item.id)).standing is Standing.APPROVED


async def test_a_vote_that_is_still_open_after_a_leaving_is_counted_once(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.FOR)
    await leave(home, "Папа")
    assert [await home.write(close_votes) for _ in range(2)] == [0, 0]
    line = await home.look(lambda work: work.line(item.id, NOBODY, home.clock.now))
    assert line is not None
    assert (line.favour, line.against, line.item.standing) == (0, 0, Standing.VOTING)
    assert await home.vote("Катя", item, Choice.FOR) is Standing.VOTING
    assert await home.vote("Мама", item, Choice.FOR) is Standing.APPROVED


async def test_an_agreed_line_stays_agreed_when_a_voter_leaves(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.FOR)
    assert await home.vote("Катя", item, Choice.FOR) is Standing.APPROVED
    await leave(home, "Папа")
    await leave(home, "Катя")
    await home.write(close_votes)
    assert (await home.item(item.id)).standing is Standing.APPROVED


async def test_who_is_left_alone_needs_no_vote(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await leave(home, "Папа")
    assert await home.write(close_votes) == 1
    assert (await home.item(item.id)).standing is Standing.FREE


async def test_the_screen_of_consequences_counts_them(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "хлеб 40,00")
    await home.pay("Мама", await home.lock("Мама"))
    await home.add("Папа", "хлеб; соль")
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.FOR)
    assert await home.read(consider_leaving, actor=home["Папа"]) == LeavingView(
        family=1,
        name="Ивановы",
        is_last=False,
        lines=2,
        votes=1,
        owes=4000,
        is_owed=0,
        own_share=0,
        part=0,
        currency="RUB",
    )


async def test_the_screen_tells_what_the_leaver_is_owed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    await home.pay("Папа", await home.lock("Мама"))
    view = await home.read(consider_leaving, actor=home["Папа"])
    assert (view.owes, view.is_owed, view.is_last) == (0, 8990, False)


async def test_the_last_one_is_told_so(home: Household) -> None:
    await home.family("Мама")
    assert (await home.read(consider_leaving, actor=home["Мама"])).is_last


@pytest.mark.parametrize("use_case", [consider_leaving, leave_family])
async def test_the_organizer_stays_while_others_are_there(home: Household, use_case: object) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    facts: dict[str, object] = {"actor": home["Мама"]}
    if use_case is leave_family:
        facts |= {"family": 1, "keep_lines": True}
    assert callable(use_case)
    told = await home.refused(OrganizerStaysError, use_case, **facts)
    assert told == {"family": "Ивановы", "others": 2}


async def test_who_is_in_no_family_has_nothing_to_leave(home: Household) -> None:
    await home.meet("Сосед")
    assert await home.refused(NoFamilyError, consider_leaving, actor=home["Сосед"]) == {}


async def test_the_last_one_disbands_the_family_by_leaving(home: Household) -> None:
    family = await home.family("Мама")
    await home.write(attach_place, actor=home["Мама"], family=family, place=-100)
    await home.write(open_card, actor=home["Мама"], place=-100, message=5, page=0, seal="s")
    await home.add("Мама", "молоко")
    assert await leave(home, "Мама") == "Ивановы"
    kept = await home.look(lambda work: work.family(family))
    assert kept is not None
    assert (kept.organizer, kept.disbanded_at) == (None, home.clock.now)
    assert await home.look(lambda work: work.family_at(-100)) is None
    assert await home.refused(NoFamilyError, show_family, actor=home["Мама"]) == {}
    assert await home.family("Мама", name="Новые") == 2


async def test_the_last_one_stays_while_paying(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Мама"], order=order)
    facts = {"actor": home["Мама"], "family": 1, "keep_lines": True}
    assert await home.refused(PaymentUnderWayError, leave_family, **facts) == {"number": 1}


async def test_a_payer_who_leaves_frees_the_order(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Папа"], order=order)
    await leave(home, "Папа")
    view = await home.read(show_order, actor=home["Мама"], order=order)
    assert (view.state, view.payer, view.paying_since) == (OrderState.LOCKED, None, None)


async def test_who_leaves_is_not_asked_any_more_and_has_no_card(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(open_card, actor=home["Папа"], place=home["Папа"], message=5, page=0, seal="s")
    await home.write(ask, person=home["Папа"], question=Ask.LINES, subject={})
    await leave(home, "Папа")
    assert await home.read(open_question, person=home["Папа"]) is None
    await home.join("Мама", "Папа")
    card = {"actor": home["Папа"], "place": home["Папа"], "message": 6, "page": 0, "seal": "s"}
    assert await home.write(open_card, **card) is None


async def test_the_group_stays_the_familys_when_a_member_leaves(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.write(attach_place, actor=home["Мама"], family=family, place=-100)
    await leave(home, "Папа")
    assert await home.read(require_place, actor=home["Мама"], place=-100) == family
    await home.refused(NotAMemberError, require_place, actor=home["Папа"], place=-100)
