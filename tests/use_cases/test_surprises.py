"""Presents: hidden from one member until a day, in an order of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.carts.agreement import Choice, Standing
from core.carts.errors import LineGoneError, NotYourLineError, SurpriseDayError, SurprisesFullError
from core.carts.looking import show_cart, show_line
from core.carts.surprises import (
    SURPRISES_LIMIT,
    ask_for_surprise_day,
    hide_line,
    read_day,
    reveal_surprises,
    show_surprise,
)
from core.carts.voting import cast_vote, close_votes
from core.families.errors import MemberGoneError, NotOrganizerError
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import OrderUnknownError
from core.orders.paying import list_orders, mark_paid, show_order, take_payment

if TYPE_CHECKING:
    from core.carts.item import Item
    from tests.household import Household


async def hidden(home: Household, author: str, text: str, person: str, days: int = 7) -> Item:
    return await home.hide(author, await home.add_one(author, text), person, days)


async def titles(home: Household, reader: str, *, is_public: bool = False) -> list[str]:
    view = await home.read(show_cart, actor=home[reader], is_public=is_public)
    return [line.item.title for line in view.lines]


async def test_a_present_shows_to_everybody_else_and_to_all_after_its_day(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "лего 500 р", "Папа")
    assert (item.hidden_from, item.revision) == (home["Папа"], 2)
    assert await titles(home, "Мама") == await titles(home, "Катя") == ["лего"]
    assert await titles(home, "Папа") == await titles(home, "Мама", is_public=True) == []
    with pytest.raises(LineGoneError):
        await home.read(show_line, actor=home["Папа"], item=item.id)
    assert await home.write(reveal_surprises) == 0
    home.clock.advance(days=9)
    assert await titles(home, "Папа") == ["лего"]
    assert [await home.write(reveal_surprises) for _ in range(2)] == [1, 0]
    assert (await home.item(item.id)).hidden_from is None


async def test_only_the_author_hides_a_line_and_shows_it_again(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Катя", "лего 500 р")
    facts = {"item": item.id, "revision": 1, "days": 7, "zone": "Europe/Moscow"}
    with pytest.raises(NotYourLineError):
        await home.write(hide_line, actor=home["Мама"], person=home["Папа"], **facts)
    with pytest.raises(MemberGoneError):
        await home.write(hide_line, actor=home["Катя"], person=home["Катя"], **facts)
    await home.write(hide_line, actor=home["Катя"], person=home["Папа"], **facts)
    with pytest.raises(LineGoneError):
        await home.write(show_surprise, actor=home["Папа"], item=item.id, revision=2)
    await home.write(show_surprise, actor=home["Катя"], item=item.id, revision=2)
    assert await titles(home, "Папа") == ["лего"]


async def test_a_member_hides_twenty_lines_at_a_time(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    first = await hidden(home, "Катя", "лего 500 р", "Папа")
    for number in range(SURPRISES_LIMIT - 1):
        await hidden(home, "Катя", f"кубик №{number} 5 р", "Папа")
    await hidden(home, "Мама", "шарф 300 р", "Папа")
    more = await home.add_one("Катя", "машинка 50 р")
    wish = {"actor": home["Катя"], "item": more.id, "revision": 1, "person": home["Папа"]}
    week = {"days": 7, "zone": "Europe/Moscow"}
    assert await home.refused(SurprisesFullError, hide_line, **wish, **week) == {"limit": 20}
    assert await home.refused(SurprisesFullError, ask_for_surprise_day, **wish) == {"limit": 20}
    await home.write(hide_line, **wish | week | {"item": first.id, "revision": 2, "days": 30})
    home.clock.advance(days=9)
    await home.write(hide_line, **wish, **week)


async def test_whom_it_is_hidden_from_neither_votes_nor_counts(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "приставка 30000 р", "Папа")
    vote = {"item": item.id, "version": 1, "choice": Choice.FOR}
    with pytest.raises(LineGoneError):
        await home.write(cast_vote, voter=home["Папа"], **vote)
    voted = await home.write(cast_vote, voter=home["Мама"], **vote)
    assert voted.standing is Standing.APPROVED  # one of two, the organizer's


async def test_even_votes_say_no_to_a_present_for_the_organizer(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "приставка 30000 р", "Мама")
    await home.vote("Катя", item, Choice.FOR)
    assert await home.vote("Папа", item, Choice.AGAINST) is Standing.REJECTED
    assert await home.write(close_votes) == 0


async def test_its_order_is_known_to_those_only_who_may_know(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    await hidden(home, "Катя", "лего 500 р", "Папа")
    order = await home.lock("Мама")
    seen = {
        name: (await home.read(list_orders, actor=home[name])).orders for name in ("Мама", "Папа", "Катя")
    }
    assert [one.id for one in seen["Папа"]] == [order]
    (present, _) = seen["Катя"]
    assert (len(seen["Мама"]), present.minor, present.number < 0) == (2, 50000, True)
    with pytest.raises(OrderUnknownError):
        await home.read(show_order, actor=home["Папа"], order=present.id)
    with pytest.raises(OrderUnknownError):
        await home.write(take_payment, actor=home["Папа"], order=present.id)
    await home.write(take_payment, actor=home["Мама"], order=present.id)
    await home.write(mark_paid, actor=home["Мама"], order=present.id)
    view = await home.read(show_order, actor=home["Катя"], order=present.id)
    assert {share.name: share.minor for share in view.shares} == {"Катя": 50000}
    home.clock.advance(days=9)
    assert len((await home.read(list_orders, actor=home["Папа"])).orders) == 2


async def test_any_adult_checks_out_what_the_organizer_may_not_see(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "хлеб 50 р")
    with pytest.raises(NotOrganizerError):
        await home.write(preview_checkout, actor=home["Папа"])
    await hidden(home, "Катя", "лего 500 р", "Мама")
    shown = await home.write(preview_checkout, actor=home["Папа"])
    assert ([item.title for item in shown.items], shown.surprises) == (["лего"], 1)
    lock = {"actor": home["Папа"], "family": shown.family, "orders": shown.orders, "seal": shown.seal}
    assert await home.write(lock_cart, **lock) == await home.write(lock_cart, **lock)
    assert (await home.read(list_orders, actor=home["Мама"])).orders == []
    assert await titles(home, "Мама") == ["хлеб"]


async def test_a_leavers_present_for_the_organizer_goes_to_another_adult(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "лего 500 р", "Мама")
    await home.write(leave_family, actor=home["Катя"], family=family, keep_lines=True)
    assert (await home.item(item.id)).author_name == "Папа"
    assert await titles(home, "Мама") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.12", date(2026, 12, 31)),
        ("1.3", date(2027, 3, 1)),
        (" 22.11 ", date(2026, 11, 22)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
    ],
)
def test_reads_a_day(text: str, day: date) -> None:
    assert read_day(text, date(2026, 11, 22)) == day


@pytest.mark.parametrize(
    "text", ["", "завтра", "31.02", "32.1", "21.11.2026", "31.12.2027", "0.0", "2026-13-01"]
)
def test_refuses_what_is_no_day_of_the_coming_year(text: str) -> None:
    with pytest.raises(SurpriseDayError):
        read_day(text, date(2026, 11, 22))
