from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.alert import LineIncreased
from core.carts.agreement import Choice, Standing
from core.carts.errors import LineChangedError, LineGoneError, NotYourLineError
from core.carts.filling import add_lines, set_quantity
from core.carts.merging import merge_lines, show_addition
from core.carts.voting import cast_vote
from core.families.errors import NotAMemberError
from core.shared.money import Money
from storage.schema import deeds, items

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
        ("removed", newer.id, home["Папа"]),
        ("changed", older.id, home["Папа"]),
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
