"""What the family has is switched by the organizer, where everybody sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.families import BenefitSwitched
from core.carts.agreement import Choice, Standing
from core.carts.approving import decide_request, tend_approvals
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity, undo_addition
from core.carts.looking import ask_for_edit, ask_for_lines, show_cart
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.benefit import Benefit
from core.families.benefits import show_benefits, switch_benefit
from core.families.errors import CartOffError, NotAMemberError, NotOrganizerError
from core.orders.checkout import lock_cart, preview_checkout

if TYPE_CHECKING:
    from tests.household import Household

TV = "телевизор 20000 ₽"


async def switch(
    home: Household, benefit: Benefit, *, is_on: bool, by: str = "Мама", family: int = 1
) -> None:
    await home.write(switch_benefit, actor=home[by], family=family, benefit=benefit, is_on=is_on)


async def test_everything_is_on_in_a_new_family(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    view = await home.read(show_benefits, actor=home["Папа"])
    assert view.is_on == {Benefit.CART: True, Benefit.VOTING: True, Benefit.ACCOUNT: False}
    assert (view.is_organizer, view.organizer, view.changes) == (False, "Мама", [])


async def test_a_change_is_told_to_every_other_member_and_journalled_once(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    for _ in range(2):
        await switch(home, Benefit.VOTING, is_on=False)
    told = BenefitSwitched("Ивановы", "voting", is_on=False, by="Мама")
    for name in ("Папа", "Катя"):
        assert await home.told(name) == [told]
    assert told not in await home.told("Мама")
    (change,) = (await home.read(show_benefits, actor=home["Катя"])).changes
    assert (change.by, change.benefit, change.is_on) == ("Мама", Benefit.VOTING, False)
    assert change.at == home.clock.now


async def test_only_the_organizer_switches(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    facts = {"family": 1, "benefit": Benefit.CART, "is_on": False}
    refused = await home.refused(NotOrganizerError, switch_benefit, actor=home["Папа"], **facts)
    assert refused == {"organizer": "Мама"}
    assert await home.refused(NotAMemberError, switch_benefit, actor=home["Бабушка"], **facts) == {}
    assert (await home.read(show_cart, actor=home["Мама"])).is_open


async def test_the_journal_has_pages_of_ten_the_newest_first(home: Household) -> None:
    await home.family("Мама")
    for number in range(11):
        home.clock.advance(minutes=1)
        await switch(home, Benefit.VOTING, is_on=bool(number % 2))
    first = await home.read(show_benefits, actor=home["Мама"])
    assert (len(first.changes), first.page, first.pages) == (10, 0, 2)
    assert first.changes[0].at == home.clock.now
    last = await home.read(show_benefits, actor=home["Мама"], page=9)
    assert (len(last.changes), last.page) == (1, 1)
    assert last.changes[0].at == home.clock.now - timedelta(minutes=10)


async def test_without_a_cart_nothing_is_added_changed_shown_or_ordered(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    bread, tv = await home.add("Папа", f"хлеб 50 ₽; {TV}")
    shown = await home.write(preview_checkout, actor=home["Мама"])
    await home.write(ask_for_edit, actor=home["Папа"], item=bread.id, revision=1)
    await switch(home, Benefit.CART, is_on=False)
    of = {"actor": home["Папа"], "item": bread.id}
    version = {"item": tv.id, "version": 1}
    for use_case, facts in (
        (add_lines, {"actor": home["Папа"], "text": "чай", "origin": "message"}),
        (ask_for_lines, {"actor": home["Папа"]}),
        (undo_addition, {"actor": home["Папа"], "addition": 1}),
        (set_quantity, {**of, "revision": 1, "quantity": 2}),
        (ask_for_edit, {**of, "revision": 1}),
        (edit_line, {**of, "revision": 1, "text": "чай"}),
        (ask_again, {**of, "revision": 1}),
        (remove_line, of),
        (show_cart, {"actor": home["Папа"]}),
        (cast_vote, {"voter": home["Папа"], "choice": Choice.FOR, **version}),
        (decide_request, {"actor": home["Папа"], "is_allowed": True, **version}),
        (preview_checkout, {"actor": home["Мама"]}),
        (
            lock_cart,
            {"actor": home["Мама"], "family": shown.family, "orders": shown.orders, "seal": shown.seal},
        ),
    ):
        assert await home.refused(CartOffError, use_case, **facts) == {"organizer": "Мама"}
    await switch(home, Benefit.CART, is_on=True)
    assert await home.item(bread.id) == bread
    assert (await home.read(show_cart, actor=home["Папа"])).count == 2


async def test_time_stands_still_for_lines_while_there_is_no_cart(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 50_000)
    tv = await home.add_one("Папа", TV)
    scooter = await home.add_one("Катя", "самокат 9000 ₽")
    before = home.clock.now
    home.clock.advance(hours=2)
    await switch(home, Benefit.CART, is_on=False)
    home.clock.advance(days=30)
    assert [await home.write(job) for job in (close_votes, tend_approvals, remind_voters)] == [0, 0, 0]
    await switch(home, Benefit.CART, is_on=True)
    assert (await home.item(tv.id)).closes_at == before + timedelta(days=30, hours=24)
    assert (await home.item(scooter.id)).closes_at == before + timedelta(days=30, hours=48)
    home.clock.advance(hours=22)
    assert [await home.write(job) for job in (close_votes, tend_approvals)] == [1, 0]


async def test_without_voting_every_line_is_free_and_a_vote_an_opinion(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    open_vote, even, lost = await home.add("Папа", f"{TV}; диван 20000 ₽; шкаф 20000 ₽")
    await home.vote("Папа", even, Choice.FOR)
    await home.vote("Катя", even, Choice.AGAINST)
    for name in ("Мама", "Катя"):
        await home.vote(name, lost, Choice.AGAINST)
    home.clock.advance(hours=23)
    kept = await home.add_one("Папа", "ковёр 20000 ₽")
    await home.vote("Катя", kept, Choice.AGAINST)
    home.clock.advance(hours=1)
    await home.vote("Мама", kept, None)
    await home.write(close_votes)
    await switch(home, Benefit.VOTING, is_on=False)
    standings = [(await home.item(item.id)).standing for item in (open_vote, even, lost, kept)]
    assert standings == [Standing.REJECTED, Standing.FREE, Standing.REJECTED, Standing.FREE]
    assert (await home.item(kept.id)).closes_at is None
    assert (await home.add_one("Папа", TV)).standing is Standing.FREE
    assert await home.vote("Мама", kept, Choice.AGAINST) is Standing.FREE
    again = await home.write(ask_again, actor=home["Папа"], item=lost.id, revision=1)
    assert again.standing is Standing.FREE


@pytest.mark.parametrize("quantity", [1, 2])
async def test_with_voting_back_what_is_there_stays_free_until_it_changes(
    home: Household, quantity: int
) -> None:
    await home.family("Мама", ["Папа"])
    await switch(home, Benefit.VOTING, is_on=False)
    tv = await home.add_one("Папа", TV)
    await switch(home, Benefit.VOTING, is_on=True)
    assert (await home.add_one("Папа", TV)).standing is Standing.VOTING
    wanted = await home.write(set_quantity, actor=home["Папа"], item=tv.id, revision=1, quantity=quantity)
    assert wanted.standing is (Standing.FREE if quantity == 1 else Standing.VOTING)


async def test_limited_members_ask_without_voting_too(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 50_000)
    await switch(home, Benefit.VOTING, is_on=False)
    scooter = await home.add_one("Катя", "самокат 9000 ₽")
    assert scooter.standing is Standing.ASKING
    facts = {"actor": home["Папа"], "item": scooter.id, "version": 1, "is_allowed": True}
    assert (await home.write(decide_request, **facts)).standing is Standing.FREE
