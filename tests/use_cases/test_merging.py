from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import LineIncreased, LineUndone
from core.carts.agreement import Choice, Standing
from core.carts.errors import (
    CartFullError,
    ChangedSinceError,
    LineChangedError,
    LineGoneError,
    NotYourDeedError,
    NotYourLineError,
    UndoLateError,
    UndoneAlreadyError,
)
from core.carts.filling import add_lines, set_quantity
from core.carts.merging import merge_lines, show_addition
from core.carts.undoing import undo_deed
from core.carts.voting import cast_vote
from core.families.errors import NotAMemberError
from core.shared.money import Money
from storage.schema import deeds, items, votes
from tests.at_once import at_once

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Added
    from tests.household import Household


async def added(home: Household, author: str, text: str) -> Added:
    found: Added = await home.write(add_lines, actor=home[author], text=text, origin=f"{author}: {text}")
    return found


def both(newer: Item, older: Item) -> dict[str, int]:
    return {
        "item": newer.id,
        "revision": newer.revision,
        "into": older.id,
        "into_revision": older.revision,
    }


@pytest.mark.parametrize(
    ("there", "typed", "quantity", "unit"),
    [
        ("молоко 2 шт", "молоко 2 шт", 4, "pcs"),
        ("Мёд", "мед 2", 3, "pcs"),
        ("7 up 1 шт", "7up 1 шт", 2, "pcs"),
        ("сыр 1 кг", "сыр 500 г", 1500, "g"),
        ("сыр 1 кг", "сыр 2 кг", 3, "kg"),
        ("чай (зелёный)", "чай", 2, "pcs"),
    ],
)
async def test_offers_one_line_instead_of_two_for_the_same_thing(
    home: Household, there: str, typed: str, quantity: int, unit: str
) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", there)
    (offer,) = (await added(home, "Папа", typed)).offers
    assert (offer.older.id, offer.draft.quantity, offer.draft.unit) == (older.id, quantity, unit)
    assert offer.draft.title == older.title


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("молоко", "молока"),
        ("молоко 2 шт", "молоко 2 уп"),
        ("молоко 1 л", "молоко 1 кг"),
        ("чай (зелёный)", "чай (чёрный)"),
        ("чай https://a.ru", "чай https://b.ru"),
        ("хлеб 999 шт", "хлеб"),
    ],
)
async def test_offers_nothing_about_different_things(home: Household, there: str, typed: str) -> None:
    await home.family("Мама", ["Папа"])
    await home.add_one("Мама", there)
    assert (await added(home, "Папа", typed)).offers == []


async def test_two_lines_of_one_message_may_be_one(home: Household) -> None:
    await home.family("Мама")
    found = await added(home, "Мама", "хлеб; хлеб 2")
    assert [(offer.older.id, offer.newer.id, offer.draft.quantity) for offer in found.offers] == [
        (found.items[0].id, found.items[1].id, 3)
    ]


async def test_a_surprise_is_never_offered(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", "духи 500 р")
    await home.hide("Мама", older, "Папа")
    assert (await added(home, "Папа", "духи")).offers == []
    newer = (await added(home, "Папа", "духи 2")).items[0]
    assert (await added(home, "Мама", "духи")).offers[0].older.id != older.id
    await home.refused(LineGoneError, merge_lines, actor=home["Папа"], **both(newer, older))


async def test_what_waits_for_an_adult_is_left_alone(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.limit("Катя", 5_000)
    await home.add_one("Катя", "конфеты 100 р")
    assert (await added(home, "Мама", "конфеты")).offers == []
    await home.add_one("Мама", "торт 40 р")
    assert (await added(home, "Катя", "торт 3 шт 40 р")).offers == []


async def test_the_older_line_grows_and_the_newer_one_goes(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", "молоко 2 шт 80 р")
    newer = (await added(home, "Папа", "!молоко 2 шт 90 р")).items[0]
    merged = await home.write(merge_lines, actor=home["Папа"], **both(newer, older))
    assert (merged.item.id, merged.item.author_name, merged.item.quantity) == (older.id, "Мама", 4)
    assert (merged.item.price, merged.item.urgent) == (Money(9000, "RUB"), True)
    assert merged.rest is not None
    assert merged.rest.items == []
    rows = await home.rows(select(items.c.id))
    assert [row.id for row in rows] == [older.id]
    assert (await home.told("Мама"))[-1] == LineIncreased(older.id, "молоко", "Папа", 4, "pcs")
    kept = await home.rows(select(deeds.c.kind, deeds.c.item_id, deeds.c.actor_id).order_by(deeds.c.id))
    assert [tuple(row) for row in kept][-2:] == [
        ("merged", newer.id, home["Папа"]),
        ("merged", older.id, home["Папа"]),
    ]


async def test_the_same_tap_again_changes_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", "молоко 2 шт 80 р")
    newer = (await added(home, "Папа", "молоко")).items[0]
    tap = {"actor": home["Папа"]} | both(newer, older)
    await home.write(merge_lines, **tap)
    told = len(await home.told("Мама"))
    again = await home.write(merge_lines, **tap)
    assert (again.item.quantity, again.rest) == (3, None)
    assert len(await home.told("Мама")) == told


async def test_ones_own_line_grows_without_an_alert(home: Household) -> None:
    await home.family("Мама")
    older = await home.add_one("Мама", "молоко")
    newer = (await added(home, "Мама", "молоко")).items[0]
    told = len(await home.told("Мама"))
    await home.write(merge_lines, actor=home["Мама"], **both(newer, older))
    assert len(await home.told("Мама")) == told


async def test_what_grew_is_asked_about_anew(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    older = await home.add_one("Мама", "телевизор 1 шт 20000 ₽")
    for voter in ("Мама", "Папа"):
        await home.write(cast_vote, voter=home[voter], item=older.id, version=1, choice=Choice.FOR)
    older = await home.item(older.id)
    assert older.standing is Standing.APPROVED
    newer = (await added(home, "Папа", "телевизор 1 шт 20000 ₽")).items[0]
    merged = await home.write(merge_lines, actor=home["Папа"], **both(newer, older))
    assert (merged.item.standing, merged.item.version) == (Standing.VOTING, older.version + 1)


async def test_measured_prices_add_up_only_when_both_are_known(home: Household) -> None:
    await home.family("Мама")
    await home.add_one("Мама", "сыр 1 кг 800 р")
    (offer,) = (await added(home, "Мама", "сыр 500 г 400 р")).offers
    assert offer.draft.price == Money(120000, "RUB")
    (offer,) = (await added(home, "Мама", "сыр 300 г")).offers
    assert offer.draft.price is None


async def test_a_stale_or_foreign_tap_changes_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Пётр", name="Петровы")
    older = await home.add_one("Мама", "молоко")
    newer = (await added(home, "Папа", "молоко")).items[0]
    tap = both(newer, older)
    await home.refused(NotYourLineError, merge_lines, actor=home["Мама"], **tap)
    await home.refused(NotAMemberError, merge_lines, actor=home["Пётр"], **tap)
    await home.write(set_quantity, actor=home["Мама"], item=older.id, revision=1, quantity=5)
    await home.refused(LineChangedError, merge_lines, actor=home["Папа"], **tap)
    assert [row.quantity for row in await home.rows(select(items.c.quantity).order_by(items.c.id))] == [5, 1]


async def test_only_its_author_sees_what_a_message_added(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    found = await added(home, "Папа", "молоко; хлеб")
    own = await home.read(show_addition, actor=home["Папа"], addition=found.addition)
    assert [item.title for item in own.items] == ["молоко", "хлеб"]
    others = await home.read(show_addition, actor=home["Мама"], addition=found.addition)
    assert others.items == []


async def merge(home: Household, actor: str, newer: Item, older: Item) -> list[int]:
    """Make one line of them; return the two deeds of it: on the newer line, on the older one."""
    newer, older = await home.item(newer.id), await home.item(older.id)
    await home.write(merge_lines, actor=home[actor], **both(newer, older))
    merges = select(deeds.c.id).where(deeds.c.kind == "merged", ~deeds.c.undone).order_by(deeds.c.id)
    return [row.id for row in await home.rows(merges)][-2:]


async def quantities(home: Household) -> list[tuple[int, int]]:
    return [tuple(row) for row in await home.rows(select(items.c.id, items.c.quantity).order_by(items.c.id))]


@pytest.mark.parametrize("half", [0, 1])
async def test_a_merge_is_taken_back_as_a_whole(home: Household, half: int) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    older = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Катя", older, Choice.FOR)
    newer = await home.add_one("Папа", "телевизор 20000 ₽")
    await home.vote("Мама", newer, Choice.AGAINST)
    merges = await merge(home, "Папа", newer, older)
    undone = await home.write(undo_deed, actor=home["Папа"], deed=merges[half])
    assert {line.id for line in (undone.item, undone.other) if line is not None} == {older.id, newer.id}
    assert await quantities(home) == [(older.id, 1), (newer.id, 1)]
    cast = await home.rows(select(votes.c.item_id, votes.c.voter_id, votes.c.choice))
    assert {tuple(row) for row in cast} == {(older.id, home["Катя"], 1), (newer.id, home["Мама"], -1)}
    assert isinstance((await home.told("Мама"))[-1], LineUndone)
    for deed in merges:
        await home.refused(UndoneAlreadyError, undo_deed, actor=home["Папа"], deed=deed)
    assert await merge(home, "Папа", newer, older) != merges
    assert await quantities(home) == [(older.id, 2)]


@pytest.mark.parametrize("half", [0, 1])
async def test_a_merge_whose_line_changed_since_stays_whole(home: Household, half: int) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", "молоко")
    newer = await home.add_one("Папа", "молоко")
    merges = await merge(home, "Папа", newer, older)
    grown = await home.item(older.id)
    await home.write(set_quantity, actor=home["Мама"], item=older.id, revision=grown.revision, quantity=5)
    told = await home.refused(ChangedSinceError, undo_deed, actor=home["Папа"], deed=merges[half])
    assert told == {"line": "молоко", "by": "Мама"}
    assert await quantities(home) == [(older.id, 5)]


async def test_merges_into_one_line_are_taken_back_the_last_one_first(home: Household) -> None:
    await home.family("Мама")
    lines = [await home.add_one("Мама", f"молоко {count} шт") for count in (1, 2, 4)]
    first = await merge(home, "Мама", lines[1], lines[0])
    second = await merge(home, "Мама", lines[2], lines[0])
    for deed in first:
        await home.refused(ChangedSinceError, undo_deed, actor=home["Мама"], deed=deed)
    await home.write(undo_deed, actor=home["Мама"], deed=second[0])
    await home.write(undo_deed, actor=home["Мама"], deed=first[1])
    assert [quantity for _, quantity in await quantities(home)] == [1, 2, 4]


async def test_a_merge_is_nobody_elses_to_take_back_nor_late(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    older = await home.add_one("Мама", "молоко")
    merges = await merge(home, "Папа", await home.add_one("Папа", "молоко"), older)
    await home.refused(NotYourDeedError, undo_deed, actor=home["Мама"], deed=merges[1])
    home.clock.advance(minutes=11)
    for deed in merges:
        await home.refused(UndoLateError, undo_deed, actor=home["Папа"], deed=deed)
    assert await quantities(home) == [(older.id, 2)]


async def test_a_merge_is_not_taken_back_into_a_full_cart(home: Household) -> None:
    await home.family("Мама")
    older = await home.add_one("Мама", "молоко")
    merges = await merge(home, "Мама", await home.add_one("Мама", "молоко"), older)
    for part in (50, 50, 50, 49):
        await home.add("Мама", "\n".join(part * ["хлеб"]))
    for deed in merges:
        await home.refused(CartFullError, undo_deed, actor=home["Мама"], deed=deed)
    assert (await home.item(older.id)).quantity == 2


async def test_two_devices_take_a_merge_back_once(crowd: Household) -> None:
    await crowd.family("Мама")
    older = await crowd.add_one("Мама", "молоко")
    newer = await crowd.add_one("Мама", "молоко 2")
    merges = await merge(crowd, "Мама", newer, older)
    answers, refusals = await at_once(
        *(crowd.write(undo_deed, actor=crowd["Мама"], deed=deed) for deed in merges)
    )
    assert (len(answers), [type(refusal) for refusal in refusals]) == (1, [UndoneAlreadyError])
    assert await quantities(crowd) == [(older.id, 1), (newer.id, 2)]
