"""Presents: hidden from one member until a day, in an order of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.carts.agreement import Choice, Standing
from core.carts.deadlines import move_deadline
from core.carts.errors import LineGoneError, NotYourLineError, SurpriseDayError, SurprisesFullError
from core.carts.filling import edit_line
from core.carts.journal import Deed
from core.carts.journaling import export_journal
from core.carts.looking import ask_for_edit, show_cart, show_line
from core.carts.surprises import (
    SURPRISES_LIMIT,
    ask_for_surprise_day,
    hide_line,
    read_day,
    reveal_surprises,
    show_surprise,
)
from core.carts.undoing import find_deed, undo_deed
from core.carts.views import Wanted
from core.carts.voting import cast_vote, close_votes
from core.families.errors import MemberGoneError, NotOrganizerError
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import OrderUnknownError
from core.orders.paying import cancel_order, list_orders, mark_paid, show_order, take_payment
from storage.schema import alerts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.carts.item import Item
    from core.carts.journal import Fact
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


async def test_presents_in_one_order_are_hidden_until_the_last_ones_day(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await hidden(home, "Катя", "лего 500 р", "Папа", days=2)
    await hidden(home, "Катя", "шарф 700 р", "Папа", days=9)
    await home.lock("Мама")
    home.clock.advance(days=4)
    assert (await home.read(list_orders, actor=home["Папа"])).orders == []
    assert list((await home.read(export_journal, actor=home["Папа"])).entries) == []


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

    assert (Deed.HANDED_OVER, {"to_deputy": True}) in await journal(home, "Папа", item)


async def journal(home: Household, reader: str, item: Item) -> list[tuple[Deed, Mapping[str, Fact]]]:
    view = await home.read(export_journal, actor=home[reader], wanted=Wanted(item=item.id))
    return [(entry.deed, entry.facts) for entry in view.entries]


async def test_the_journal_says_that_a_line_was_hidden_to_those_who_may_know(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "лего 5000 р", "Папа")
    until = int(item.hidden_until.timestamp()) if item.hidden_until is not None else 0
    hiding = [(Deed.HIDDEN, {"until": until}), (Deed.ADDED, {})]
    assert await journal(home, "Мама", item) == hiding
    assert await journal(home, "Папа", item) == []
    for _ in range(2):  # a double tap
        await home.write(show_surprise, actor=home["Катя"], item=item.id, revision=2)
    assert await journal(home, "Папа", item) == [(Deed.SHOWN, {}), *hiding]


async def test_the_vote_of_whom_it_is_hidden_from_is_not_in_the_journal_of_the_hiding(
    home: Household,
) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Катя", "лего 5000 р")
    for voter in ("Папа", "Катя"):
        await home.vote(voter, item, Choice.FOR)
    await home.hide("Катя", item, "Папа")
    view = await home.read(export_journal, actor=home["Мама"])
    (votes,) = [entry.votes for entry in view.entries if entry.deed is Deed.HIDDEN]
    assert [(vote.name, vote.choice) for vote in votes] == [("Катя", Choice.FOR)]


async def test_hiding_a_line_keeps_nobody_from_taking_back_its_adding(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await hidden(home, "Катя", "лего 500 р", "Папа")
    deed = await home.read(find_deed, actor=home["Катя"], item=item.id)
    await home.write(undo_deed, actor=home["Катя"], deed=deed)
    assert await titles(home, "Катя") == []
    assert await journal(home, "Папа", item) == []


async def untold(home: Household, name: str) -> list[str]:
    rows = await home.rows(
        select(alerts.c.kind)
        .where(alerts.c.recipient_id == home[name], alerts.c.delivered_at.is_(None))
        .order_by(alerts.c.number)
    )
    return [row.kind for row in rows]


async def test_what_was_not_told_yet_is_not_told_to_whom_the_line_is_hidden_from(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Катя", "лего 5000 р")
    for voter in ("Мама", "Папа"):
        await home.vote(voter, item, Choice.AGAINST)
        await home.vote(voter, item, None if voter == "Мама" else Choice.FOR)
    facts = {"actor": home["Катя"], "item": item.id}
    later = int((home.clock.now + timedelta(hours=2)).timestamp())
    await home.write(ask_for_edit, **facts, revision=item.revision)
    await home.write(edit_line, **facts, revision=item.revision, text="лего 9000 р")
    item = await home.item(item.id)
    await home.write(move_deadline, **facts, version=item.version, closes_at=later)
    before = {name: await untold(home, name) for name in ("Мама", "Папа")}
    assert before["Папа"][-2:] == ["VoteAskedAnew", "DeadlineMoved"]
    await home.hide("Катя", item, "Папа")
    assert await untold(home, "Папа") == before["Папа"][:-2]
    assert await untold(home, "Мама") == before["Мама"]
    await home.hide("Катя", await home.item(item.id), "Мама")
    assert "DeadlineMoved" not in await untold(home, "Мама")


async def test_a_request_to_the_organizer_goes_to_another_adult_with_the_line(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 10000)
    item = await home.add_one("Катя", "лего 5000 р")
    assert "ApprovalAsked" in await untold(home, "Мама")
    await home.hide("Катя", item, "Мама")
    assert "ApprovalAsked" not in [type(alert).__name__ for alert in await home.told("Мама")]
    assert "ApprovalAsked" in await untold(home, "Папа")


async def test_an_order_that_was_called_off_stays_hidden_as_long_as_its_line(home: Household) -> None:
    """Twice over: the line went into an order, came back, went into another and came back."""
    await home.family("Мама", ["Папа", "Катя"])
    await hidden(home, "Катя", "лего 500 р", "Папа")
    for _ in range(2):
        await home.write(cancel_order, actor=home["Мама"], order=await home.lock("Мама"))
    (line,) = (await home.read(show_cart, actor=home["Катя"])).lines
    await home.hide("Катя", line.item, "Папа", days=30)
    home.clock.advance(days=20)
    assert (await home.read(list_orders, actor=home["Папа"])).orders == []
    assert list((await home.read(export_journal, actor=home["Папа"])).entries) == []
    home.clock.advance(days=11)
    assert len((await home.read(list_orders, actor=home["Папа"])).orders) == 2
    assert len((await home.read(export_journal, actor=home["Папа"])).entries) == 7


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
