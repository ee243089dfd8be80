"""Taking back, for ten minutes, what one did to the cart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from core.alerts.carts import LineReturned, LineUndone, TieToDecide
from core.alerts.shopping import ReplacementAnswered
from core.carts.agreement import Choice, Standing
from core.carts.approving import decide_request
from core.carts.errors import (
    AuthorGoneError,
    CartFullError,
    ChangedSinceError,
    DeedUnknownError,
    LineChangedError,
    LineGoneError,
    NotYourDeedError,
    ReplacementGoneError,
    UndoLateError,
    UndoneAlreadyError,
)
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity, undo_addition
from core.carts.journaling import tidy_journal
from core.carts.looking import ask_for_edit, show_line
from core.carts.replacing import answer_replacement, ask_for_replacement, offer_replacement
from core.carts.shopping import ask_for_shop_price, end_trip, go_shopping, mark_line, price_in_shop
from core.carts.trip import Mark
from core.carts.undoing import find_deed, undo_deed
from core.carts.voting import cast_vote, close_votes
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.errors import AdultsOnlyError, CartOffError, NotAMemberError
from core.families.leaving import leave_family
from core.orders.checkout import ask_for_price, price_line
from core.shared.money import Money
from storage.schema import alerts, deeds, items, votes
from tests.at_once import at_once

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Undone
    from tests.household import Household

TV = "телевизор 20000 ₽"


async def edit(home: Household, author: str, item: Item, text: str) -> Item:
    of = {"actor": home[author], "item": item.id, "revision": item.revision}
    await home.write(ask_for_edit, **of)
    return await home.write(edit_line, **of, text=text)


async def want(home: Household, author: str, item: Item, quantity: int) -> Item:
    of = {"actor": home[author], "item": item.id, "revision": item.revision}
    return await home.write(set_quantity, **of, quantity=quantity)


async def remove(home: Household, actor: str, item: Item) -> int:
    """Remove the line; return the deed."""
    await home.write(remove_line, actor=home[actor], item=item.id)
    return await last(home, actor, item)


async def last(home: Household, actor: str, item: Item) -> int:
    deed = await home.read(find_deed, actor=home[actor], item=item.id)
    assert deed is not None
    return deed


async def undo(home: Household, actor: str, deed: int) -> Undone:
    return await home.write(undo_deed, actor=home[actor], deed=deed)


async def refused(home: Household, kind: Any, actor: str, deed: int) -> dict[str, object]:  # noqa: ANN401  # as home takes it
    before = await everything(home)
    facts = await home.refused(kind, undo_deed, actor=home[actor], deed=deed)
    assert await everything(home) == before
    return facts


async def everything(home: Household) -> list[tuple[object, ...]]:
    kept = [await home.rows(select(table).order_by(*table.primary_key)) for table in (deeds, items, votes)]
    return [tuple(row) for rows in kept for row in rows]


async def said_by(home: Household, item: Item) -> dict[int, tuple[int, int]]:
    """Return the votes on the line, whatever the version: who, version and choice."""
    rows = await home.rows(select(votes).where(votes.c.item_id == item.id))
    return {row.voter_id: (row.version, row.choice) for row in rows}


async def test_a_removed_line_returns_as_itself_with_its_votes(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    line = await home.add_one("Папа", f"!{TV} https://shop.ru/1 (чёрный)")
    await home.vote("Катя", line, Choice.AGAINST)
    deed = await remove(home, "Папа", line)
    await home.refused(LineGoneError, show_line, actor=home["Папа"], item=line.id)
    home.clock.advance(minutes=10)
    undone = await undo(home, "Папа", deed)
    assert undone.item == await home.item(line.id)
    returned = await home.item(line.id)
    assert (
        returned.title,
        returned.quantity,
        returned.price,
        returned.urgent,
        returned.link,
        returned.note,
    ) == (
        line.title,
        line.quantity,
        line.price,
        line.urgent,
        line.link,
        line.note,
    )
    assert (returned.version, returned.revision, returned.standing) == (1, 2, Standing.VOTING)
    assert await said_by(home, line) == {home["Катя"]: (1, -1)}
    assert line.closes_at is not None
    assert returned.closes_at is not None
    assert (returned.closes_at - line.closes_at).total_seconds() == 600
    assert await home.vote("Мама", returned, Choice.AGAINST) is Standing.REJECTED


async def test_what_the_family_agreed_on_returns_agreed_on(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    line = await home.add_one("Папа", TV)
    for voter in ("Мама", "Катя"):
        await home.vote(voter, line, Choice.FOR)
    await undo(home, "Папа", await remove(home, "Папа", line))
    assert (await home.item(line.id)).standing is Standing.APPROVED


async def test_it_returns_to_the_vote_when_its_voters_left(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя", "Дед", "Олег"])
    line = await home.add_one("Папа", TV)
    for voter in ("Мама", "Катя", "Дед"):
        await home.vote(voter, line, Choice.FOR)
    assert (await home.item(line.id)).standing is Standing.APPROVED
    deed = await remove(home, "Папа", line)
    for leaver in ("Катя", "Дед"):
        await home.write(leave_family, actor=home[leaver], family=family, keep_lines=False)
    await undo(home, "Папа", deed)
    returned = await home.item(line.id)
    assert returned.standing is Standing.VOTING
    assert await said_by(home, line) == {home["Мама"]: (1, 1)}
    assert await home.vote("Папа", returned, Choice.FOR) is Standing.APPROVED


async def test_a_vote_that_was_over_is_counted_anew_and_stays_over(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дед"])
    line = await home.add_one("Папа", TV)
    await home.vote("Папа", line, Choice.FOR)
    await home.vote("Катя", line, Choice.AGAINST)
    home.clock.advance(hours=24)
    await home.write(close_votes)
    assert (await home.item(line.id)).standing is Standing.TIED
    await undo(home, "Папа", await remove(home, "Папа", line))
    assert (await home.item(line.id)).standing is Standing.TIED
    assert (await home.told("Мама"))[-1] == TieToDecide(line.id, 1, "телевизор")
    assert await home.vote("Мама", line, Choice.FOR) is Standing.APPROVED


async def test_what_needed_no_vote_is_put_to_it_when_voting_was_switched_on(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    voting = {"actor": home["Мама"], "family": family, "benefit": Benefit.VOTING}
    await home.write(switch_benefit, **voting, is_on=False)
    line = await home.add_one("Папа", TV)
    assert line.standing is Standing.FREE
    deed = await remove(home, "Папа", line)
    await home.write(switch_benefit, **voting, is_on=True)
    await undo(home, "Папа", deed)
    returned = await home.item(line.id)
    assert returned.standing is Standing.VOTING
    assert returned.closes_at is not None
    assert returned.closes_at > home.clock.now


async def test_a_change_taken_back_is_a_new_version_with_the_old_votes(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    line = await home.add_one("Папа", TV)
    for voter in ("Мама", "Катя"):
        await home.vote(voter, line, Choice.FOR)
    changed = await edit(home, "Папа", await home.item(line.id), "рояль 900000 ₽")
    assert (changed.version, changed.standing) == (2, Standing.VOTING)
    await home.vote("Катя", changed, Choice.AGAINST)
    await undo(home, "Папа", await last(home, "Папа", line))
    now = await home.item(line.id)
    assert (now.title, now.price, now.version, now.revision) == ("телевизор", line.price, 3, 3)
    assert now.standing is Standing.APPROVED
    assert await said_by(home, line) == {home["Мама"]: (3, 1), home["Катя"]: (3, 1)}


async def test_a_vote_that_was_changed_meanwhile_does_not_return(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дед", "Олег"])
    line = await home.add_one("Папа", "стул 2 шт 9000 ₽")
    for voter in ("Мама", "Катя"):
        await home.vote(voter, line, Choice.FOR)
    fewer = await want(home, "Папа", line, 1)
    assert fewer.version == 1
    await home.vote("Катя", fewer, Choice.AGAINST)
    await home.vote("Дед", fewer, Choice.FOR)
    await undo(home, "Папа", await last(home, "Папа", line))
    assert (await home.item(line.id)).quantity == 2
    assert await said_by(home, line) == {home["Мама"]: (2, 1)}


async def test_asking_again_is_taken_back_to_the_no(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    line = await home.add_one("Папа", TV)
    for voter in ("Мама", "Катя"):
        await home.vote(voter, line, Choice.AGAINST)
    rejected = await home.item(line.id)
    of = {"actor": home["Папа"], "item": line.id, "revision": rejected.revision}
    assert (await home.write(ask_again, **of)).standing is Standing.VOTING
    await undo(home, "Папа", await last(home, "Папа", line))
    now = await home.item(line.id)
    assert (now.standing, now.version) == (Standing.REJECTED, 3)
    assert await said_by(home, line) == {home["Мама"]: (3, -1), home["Катя"]: (3, -1)}


async def test_an_added_line_is_taken_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб")
    undone = await undo(home, "Папа", await last(home, "Папа", line))
    assert (undone.line, undone.item) == ("хлеб", None)
    await home.refused(LineGoneError, show_line, actor=home["Папа"], item=line.id)


async def test_steps_are_taken_back_one_after_another(home: Household) -> None:
    await home.family("Мама")
    line = await home.add_one("Мама", "хлеб 10 р")
    first = await last(home, "Мама", line)
    line = await edit(home, "Мама", line, "хлеб 20 р")
    second = await last(home, "Мама", line)
    line = await edit(home, "Мама", line, "батон 20 р")
    third = await last(home, "Мама", line)
    assert await refused(home, ChangedSinceError, "Мама", second) == {"line": "хлеб", "by": "Мама"}
    await undo(home, "Мама", third)
    assert (await home.item(line.id)).title == "хлеб"
    await undo(home, "Мама", second)
    now = await home.item(line.id)
    assert now.price is not None
    assert (now.price.minor, now.version) == (1000, 5)
    assert (await undo(home, "Мама", first)).item is None


async def test_one_tap_after_another_is_one_deed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Мама", "хлеб")
    for quantity in (2, 3, 4):
        line = await want(home, "Мама", line, quantity)
    written = await home.rows(select(deeds.c.kind, deeds.c.facts).order_by(deeds.c.id))
    assert [tuple(row) for row in written] == [
        ("added", {}),
        ("changed", {"quantity": [1, 4], "unit": ["pcs", "pcs"]}),
    ]
    await undo(home, "Мама", await last(home, "Мама", line))
    assert (await home.item(line.id)).quantity == 1


async def test_taps_with_a_vote_between_them_are_two_deeds(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Мама", "стул 9000 ₽")
    line = await want(home, "Мама", line, 2)
    await home.vote("Папа", line, Choice.FOR)
    line = await want(home, "Мама", line, 3)
    await undo(home, "Мама", await last(home, "Мама", line))
    assert (await home.item(line.id)).quantity == 2
    assert await said_by(home, line) == {home["Папа"]: (4, 1)}


async def test_an_adult_takes_an_answer_back_and_the_author_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 50_000)
    line = await home.add_one("Катя", "самокат 9000 ₽")
    answer = {"actor": home["Папа"], "item": line.id, "version": 1}
    await home.write(decide_request, **answer, is_allowed=False)
    await undo(home, "Папа", await last(home, "Папа", line))
    now = await home.item(line.id)
    assert (now.standing, now.version) == (Standing.ASKING, 2)
    assert (await home.told("Катя"))[-1] == LineUndone(line.id, "самокат", "Папа")
    await home.write(decide_request, actor=home["Мама"], item=line.id, version=2, is_allowed=True)
    assert (await home.item(line.id)).standing is Standing.VOTING


async def test_what_an_adult_allowed_returns_allowed_while_they_are_one(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 50_000)
    lines = await home.add("Катя", "санки 600 ₽; лыжи 700 ₽")
    for line in lines:
        await home.write(decide_request, actor=home["Папа"], item=line.id, version=1, is_allowed=True)
    sledge, skis = lines
    await undo(home, "Катя", await remove(home, "Катя", sledge))
    assert (await home.item(sledge.id)).standing is Standing.FREE
    deed = await remove(home, "Катя", skis)
    await home.limit("Папа", 0)
    await undo(home, "Катя", deed)
    assert (await home.item(skis.id)).standing is Standing.ASKING


async def test_what_was_declined_returns_declined(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 0)
    line = await home.add_one("Катя", "самокат 500 ₽")
    await home.write(decide_request, actor=home["Папа"], item=line.id, version=1, is_allowed=False)
    await home.limit("Катя", None)
    await undo(home, "Катя", await remove(home, "Катя", line))
    assert (await home.item(line.id)).standing is Standing.DECLINED


async def test_what_the_organizer_removed_returns_and_the_author_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб")
    await undo(home, "Мама", await remove(home, "Мама", line))
    assert (await home.told("Папа"))[-1] == LineReturned(line.id, "хлеб", "Мама")
    assert (await home.item(line.id)).author == home["Папа"]


async def test_a_price_is_taken_back_and_the_author_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб")
    of = {"actor": home["Мама"], "item": line.id, "revision": 1}
    await home.vote("Мама", line, Choice.FOR)
    await home.write(ask_for_price, **of)
    await home.write(price_line, **of, text="50")
    await undo(home, "Мама", await last(home, "Мама", line))
    now = await home.item(line.id)
    assert now.price is None
    assert now.standing is Standing.APPROVED
    assert (await home.told("Папа"))[-1] == LineUndone(line.id, "хлеб", "Мама")


async def test_only_who_did_it_takes_it_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Пётр", name="Петровы")
    await home.meet("Сосед")
    line = await home.add_one("Папа", "хлеб")
    deed = await remove(home, "Папа", line)
    assert await refused(home, NotYourDeedError, "Мама", deed) == {"line": "хлеб", "by": "Папа"}
    for stranger in ("Пётр", "Сосед"):
        await refused(home, NotAMemberError, stranger, deed)
    assert await home.read(find_deed, actor=home["Мама"], item=line.id) is None


async def test_ten_minutes_are_enough(home: Household) -> None:
    await home.family("Мама")
    line = await home.add_one("Мама", "хлеб")
    deed = await remove(home, "Мама", line)
    home.clock.advance(minutes=10, seconds=1)
    assert await refused(home, UndoLateError, "Мама", deed) == {"line": "хлеб", "minutes": 10}
    assert await home.read(find_deed, actor=home["Мама"], item=line.id) is None


async def test_an_addition_is_taken_back_within_ten_minutes_too(home: Household) -> None:
    await home.family("Мама")
    added = await home.write(add_lines, actor=home["Мама"], text="хлеб; соль", origin="1")
    home.clock.advance(minutes=11)
    facts = {"actor": home["Мама"], "addition": added.addition}
    assert await home.refused(UndoLateError, undo_addition, **facts) == {"line": "хлеб", "minutes": 10}


async def test_taking_back_twice_changes_nothing_more(home: Household) -> None:
    await home.family("Мама")
    line = await home.add_one("Мама", "хлеб")
    deed = await remove(home, "Мама", line)
    await undo(home, "Мама", deed)
    assert await refused(home, UndoneAlreadyError, "Мама", deed) == {"line": "хлеб"}


async def test_an_addition_taken_back_is_not_taken_back_again_by_its_deed(home: Household) -> None:
    await home.family("Мама")
    added = await home.write(add_lines, actor=home["Мама"], text="хлеб", origin="1")
    deed = await last(home, "Мама", added.items[0])
    await home.write(undo_addition, actor=home["Мама"], addition=added.addition)
    await refused(home, UndoneAlreadyError, "Мама", deed)


async def test_what_somebody_else_changed_meanwhile_stays(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб 10 р")
    await edit(home, "Папа", line, "хлеб 20 р")
    deed = await last(home, "Папа", line)
    await remove(home, "Мама", line)
    assert await refused(home, ChangedSinceError, "Папа", deed) == {"line": "хлеб", "by": "Мама"}


async def test_what_was_ordered_meanwhile_stays_ordered(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб 10 р")
    await edit(home, "Папа", line, "хлеб 20 р")
    deed = await last(home, "Папа", line)
    await home.lock("Мама")
    assert await refused(home, ChangedSinceError, "Папа", deed) == {"line": "хлеб", "by": "Мама"}


async def test_a_line_of_who_left_does_not_return(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    line = await home.add_one("Папа", "хлеб")
    deed = await remove(home, "Мама", line)
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=False)
    assert await refused(home, AuthorGoneError, "Мама", deed) == {"line": "хлеб", "author": "Папа"}


async def test_a_line_does_not_return_into_a_full_cart(home: Household) -> None:
    await home.family("Мама")
    line = await home.add_one("Мама", "хлеб")
    deed = await remove(home, "Мама", line)
    for part in range(4):
        await home.add("Мама", ";".join(f"соль №{part * 50 + number}" for number in range(50)))
    assert await refused(home, CartFullError, "Мама", deed) == {"limit": 200, "room": 0}


async def test_nothing_returns_while_the_cart_is_switched_off(home: Household) -> None:
    family = await home.family("Мама")
    line = await home.add_one("Мама", "хлеб")
    deed = await remove(home, "Мама", line)
    cart = {"actor": home["Мама"], "family": family, "benefit": Benefit.CART}
    await home.write(switch_benefit, **cart, is_on=False)
    await refused(home, CartOffError, "Мама", deed)


@pytest.mark.parametrize("deed", [0, 999, 2**62])
async def test_a_deed_that_never_was_is_not_taken_back(home: Household, deed: int) -> None:
    await home.family("Мама")
    await refused(home, DeedUnknownError, "Мама", deed)


async def test_what_time_or_an_order_brought_about_is_nobodys_to_take_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    line = await home.add_one("Мама", TV)
    await home.vote("Мама", line, Choice.FOR)
    await home.lock("Мама")
    rows = await home.rows(select(deeds.c.id, deeds.c.kind).order_by(deeds.c.id))
    assert [row.kind for row in rows] == ["added", "closed", "ordered"]
    for row in rows[1:]:
        await refused(home, DeedUnknownError, "Мама", row.id)


async def test_how_a_line_was_is_forgotten_after_ten_minutes_and_the_deed_after_half_a_year(
    home: Household,
) -> None:
    await home.family("Мама")
    line = await home.add_one("Мама", "хлеб")
    deed = await remove(home, "Мама", line)
    kept = select(deeds.c.before.is_not(None)).where(deeds.c.id == deed)
    for passed, is_kept in ((600, True), (1, False)):
        home.clock.advance(seconds=passed)
        await home.write(tidy_journal)
        assert [bool(row[0]) for row in await home.rows(kept)] == [is_kept]
    home.clock.advance(days=179)
    await home.write(tidy_journal)
    assert (await home.rows(select(func.count()).select_from(deeds)))[0][0] == 2
    home.clock.advance(days=1)
    await home.write(tidy_journal)
    assert (await home.rows(select(func.count()).select_from(deeds)))[0][0] == 0


async def test_a_stale_button_of_before_does_nothing_after_the_undoing(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    line = await home.add_one("Папа", TV)
    await edit(home, "Папа", line, "рояль 900000 ₽")
    await undo(home, "Папа", await last(home, "Папа", line))
    for version in (1, 2):
        stale = {"voter": home["Катя"], "item": line.id, "version": version, "choice": Choice.FOR}
        await home.refused(LineChangedError, cast_vote, **stale)
    assert await said_by(home, line) == {}


async def test_two_devices_take_it_back_once(crowd: Household) -> None:
    await crowd.family("Мама")
    line = await crowd.add_one("Мама", "хлеб")
    deed = await remove(crowd, "Мама", line)
    taps = [crowd.write(undo_deed, actor=crowd["Мама"], deed=deed) for _ in range(4)]
    answers, refusals = await at_once(*taps)
    assert len(answers) == 1
    assert {type(refusal) for refusal in refusals} == {UndoneAlreadyError}
    assert (await crowd.item(line.id)).revision == 2


async def test_undo_and_a_removal_at_once_leave_one_of_the_two(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    line = await crowd.add_one("Папа", "хлеб 10 р")
    await edit(crowd, "Папа", line, "хлеб 20 р")
    deed = await last(crowd, "Папа", line)
    _, refusals = await at_once(
        crowd.write(undo_deed, actor=crowd["Папа"], deed=deed),
        crowd.write(remove_line, actor=crowd["Мама"], item=line.id),
    )
    assert {type(refusal) for refusal in refusals} <= {ChangedSinceError}
    assert await crowd.rows(select(items)) == []


async def in_the_shop(home: Household, *lines: str) -> list[Item]:
    """Let Папа be in the shop, where Мама's lines are agreed on."""
    await home.family("Мама", ["Папа", "Катя"])
    items = [await home.add_one("Мама", line) for line in lines]
    await home.write(go_shopping, actor=home["Папа"], time="40")
    return items


async def mark(home: Household, actor: str, item: Item, mark: Mark | None) -> int:
    """Mark the line; return the deed."""
    now = await home.item(item.id)
    named = {"actor": home[actor], "item": item.id, "revision": now.revision}
    await home.write(mark_line, **named, mark=mark)
    return await last(home, actor, item)


async def offer(home: Household, item: Item, text: str) -> int:
    """Ask the line's author about a replacement; return the deed."""
    now = await home.item(item.id)
    named = {"actor": home["Папа"], "item": item.id, "revision": now.revision}
    await home.write(ask_for_replacement, **named)
    await home.write(offer_replacement, **named, text=text)
    return await last(home, "Папа", item)


async def test_marks_are_taken_back_one_after_another(home: Household) -> None:
    (bread,) = await in_the_shop(home, "хлеб 50 р")
    told = await home.told("Мама")
    missing = await mark(home, "Папа", bread, Mark.MISSING)
    bought = await mark(home, "Папа", bread, Mark.BOUGHT)
    taken_off = await mark(home, "Папа", bread, None)
    for deed, expected in ((taken_off, Mark.BOUGHT), (bought, Mark.MISSING), (missing, None)):
        before = await home.item(bread.id)
        undone = await undo(home, "Папа", deed)
        now = await home.item(bread.id)
        assert (now.mark, now.marked_by) == (expected, home["Папа"] if expected else None)
        assert (now.version, now.standing, now.revision) == (1, Standing.FREE, before.revision + 1)
        assert undone.item == now
        assert await home.read(find_deed, actor=home["Папа"], item=bread.id) != deed
    assert await home.told("Мама") == told


async def test_a_mark_of_the_shop_keeps_the_votes(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Мама", TV)
    await home.vote("Мама", tv, Choice.FOR)
    before = await said_by(home, tv)
    await home.write(go_shopping, actor=home["Папа"], time="40")
    await undo(home, "Папа", await mark(home, "Папа", tv, Mark.BOUGHT))
    now = await home.item(tv.id)
    assert (now.mark, now.standing, now.version) == (None, Standing.APPROVED, 1)
    assert await said_by(home, tv) == before


async def test_only_what_was_bought_outlives_the_trip_also_when_it_comes_back(home: Household) -> None:
    bread, milk = await in_the_shop(home, "хлеб 50 р", "молоко 90 р")
    await mark(home, "Папа", bread, Mark.MISSING)
    found = await mark(home, "Папа", bread, Mark.BOUGHT)
    await mark(home, "Папа", milk, Mark.BOUGHT)
    lost = await mark(home, "Папа", milk, Mark.MISSING)
    await home.write(end_trip, actor=home["Папа"], trip=1)
    await undo(home, "Папа", found)
    await undo(home, "Папа", lost)
    assert (await home.item(bread.id)).mark is None
    assert (await home.item(milk.id)).mark is Mark.BOUGHT


async def test_a_question_about_a_replacement_is_taken_back(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await mark(home, "Папа", kefir, Mark.MISSING)
    asked = await offer(home, kefir, "ряженка 1 л 95")
    await undo(home, "Папа", asked)
    assert (await home.item(kefir.id)).mark is Mark.MISSING
    untold = select(alerts.c.kind).where(alerts.c.delivered_at.is_(None))
    assert ("ReplacementAsked",) not in [tuple(row) for row in await home.rows(untold)]
    answer = {"actor": home["Мама"], "replacement": 1, "is_accepted": True}
    await home.refused(ReplacementGoneError, answer_replacement, **answer)


async def test_a_yes_to_a_replacement_is_taken_back_and_the_shopper_is_told(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir, "ряженка 1 л 95")
    await home.write(answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True)
    await undo(home, "Мама", await last(home, "Мама", kefir))
    now = await home.item(kefir.id)
    assert (now.title, now.mark, now.standing, now.version) == ("кефир", None, Standing.FREE, 3)
    assert (await home.told("Папа"))[-1] == ReplacementAnswered(
        kefir.id, now.revision, "Мама", "кефир", "ряженка", is_accepted=False, votes=False
    )


async def test_a_yes_is_not_taken_back_when_it_is_bought(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir, "ряженка 1 л 95")
    await home.write(answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True)
    replaced = await last(home, "Мама", kefir)
    await mark(home, "Папа", kefir, Mark.BOUGHT)
    assert await refused(home, ChangedSinceError, "Мама", replaced) == {"line": "кефир", "by": "Папа"}


async def test_ones_own_replacement_is_taken_back(home: Household) -> None:
    await in_the_shop(home)
    tea = await home.add_one("Папа", "чай 200 р")
    replaced = await offer(home, tea, "кофе 300 р")
    assert (await home.item(tea.id)).title == "кофе"
    await undo(home, "Папа", replaced)
    now = await home.item(tea.id)
    assert (now.title, now.standing, now.version) == ("чай", Standing.FREE, 3)


async def test_a_replacement_with_votes_is_taken_back_with_them(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Мама", TV)
    await home.vote("Папа", tv, Choice.FOR)
    await home.vote("Мама", tv, Choice.FOR)
    await home.write(go_shopping, actor=home["Папа"], time="40")
    await offer(home, tv, "проектор 20050 р")
    await home.write(answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True)
    assert (await home.item(tv.id)).title == "проектор"
    await undo(home, "Мама", await last(home, "Мама", tv))
    now = await home.item(tv.id)
    assert (now.title, now.standing, now.version) == ("телевизор", Standing.APPROVED, 3)
    assert await said_by(home, tv) == {home["Мама"]: (3, 1), home["Папа"]: (3, 1)}


async def test_a_price_of_what_is_bought_is_taken_back_and_it_stays_bought(home: Household) -> None:
    (bread,) = await in_the_shop(home, "хлеб 50 р")
    await mark(home, "Папа", bread, Mark.BOUGHT)
    now = await home.item(bread.id)
    named = {"actor": home["Папа"], "item": bread.id, "revision": now.revision}
    await home.write(ask_for_shop_price, **named)
    await home.write(price_in_shop, **named, text="51")
    await undo(home, "Папа", await last(home, "Папа", bread))
    back = await home.item(bread.id)
    assert (back.price, back.mark, back.marked_by) == (Money(5_000, "RUB"), Mark.BOUGHT, home["Папа"])


async def test_who_is_no_adult_any_more_takes_no_mark_back(home: Household) -> None:
    (bread,) = await in_the_shop(home, "хлеб 50 р")
    bought = await mark(home, "Папа", bread, Mark.BOUGHT)
    await home.limit("Папа", 0)
    await refused(home, AdultsOnlyError, "Папа", bought)


async def test_what_was_ordered_since_keeps_its_mark(home: Household) -> None:
    (bread,) = await in_the_shop(home, "хлеб 50 р")
    bought = await mark(home, "Папа", bread, Mark.BOUGHT)
    await home.lock("Мама")
    await refused(home, ChangedSinceError, "Папа", bought)
