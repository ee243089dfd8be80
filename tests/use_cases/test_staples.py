"""What a family buys again and again: kept once, added once, and suggested when it was ordered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.carts.agreement import Standing
from core.carts.errors import CartFullError, LineGoneError, StapleGoneError, StaplesFullError
from core.carts.filling import remove_line
from core.carts.looking import show_line
from core.carts.staples import (
    add_staples,
    drop_staple,
    drop_staple_of,
    keep_staple,
    keep_suggestion,
    list_staples,
)
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.errors import CartOffError, NoFamilyError, NotAMemberError
from core.orders.paying import cancel_order
from core.shared.money import Money
from storage.schema import items, staples
from tests.at_once import at_once

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Added, StaplesView
    from tests.household import Household


async def keep(home: Household, name: str, text: str) -> Item:
    """Make a line a staple, and take it out of the cart."""
    item = await home.add_one(name, text)
    await home.write(keep_staple, actor=home[name], item=item.id)
    await home.write(remove_line, actor=home[name], item=item.id)
    return item


async def shown(home: Household, name: str, page: int = 0) -> StaplesView:
    return await home.read(list_staples, actor=home[name], page=page)


async def titles(home: Household, name: str) -> list[str]:
    return [staple.draft.title for staple in (await shown(home, name)).staples]


async def add(home: Household, name: str, origin: str = "tap", staple: int | None = None) -> Added | None:
    return await home.write(add_staples, actor=home[name], origin=origin, staple=staple)


async def cart(home: Household) -> list[str]:
    return [row.title for row in await home.rows(select(items.c.title).order_by(items.c.id))]


async def test_a_line_becomes_a_staple_of_the_family(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    milk = await home.add_one("Мама", "молоко 2 шт 89,90 (2,5 %)")
    await home.write(keep_staple, actor=home["Папа"], item=milk.id)
    (staple,) = (await shown(home, "Мама")).staples
    assert (staple.draft.title, staple.draft.quantity, staple.draft.note) == ("молоко", 2, "2,5 %")
    assert staple.draft.price == Money(8_990, "RUB")
    assert staple.is_in_cart
    assert (await home.read(show_line, actor=home["Мама"], item=milk.id)).is_staple


async def test_the_same_line_again_is_the_same_staple(home: Household) -> None:
    await home.family("Мама")
    await keep(home, "Мама", "Мёд 300 г 400 р")
    await keep(home, "Мама", "мед 500 г 600 р")
    view = await shown(home, "Мама")
    assert [(staple.draft.title, staple.draft.quantity) for staple in view.staples] == [("мед", 500)]


async def test_one_tap_puts_a_staple_into_the_cart_and_never_twice(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await keep(home, "Мама", "молоко 2 шт 90 р")
    (staple,) = (await shown(home, "Папа")).staples
    added = await add(home, "Папа", "tap 1", staple.id)
    assert added is not None
    assert [item.author_name for item in added.items] == ["Папа"]
    assert await add(home, "Мама", "tap 2", staple.id) is None
    assert await cart(home) == ["молоко"]


async def test_all_that_is_missing_is_added_at_once(home: Household) -> None:
    await home.family("Мама")
    for text in ("молоко 90 р", "хлеб 50 р", "чай 300 р"):
        await keep(home, "Мама", text)
    await home.add("Мама", "ХЛЕБ 3 шт")
    assert (await shown(home, "Мама")).missing == 2
    await add(home, "Мама")
    assert await cart(home) == ["ХЛЕБ", "молоко", "чай"]
    assert (await shown(home, "Мама")).missing == 0


async def test_the_same_press_again_adds_nothing(home: Household) -> None:
    await home.family("Мама")
    await keep(home, "Мама", "молоко 90 р")
    added = await add(home, "Мама")
    assert added is not None
    await home.write(remove_line, actor=home["Мама"], item=added.items[0].id)
    await add(home, "Мама")
    assert await cart(home) == []


async def test_what_a_limited_member_may_not_wish_for_waits_for_an_adult(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await keep(home, "Мама", "торт 900 р")
    await home.limit("Катя", 50_000)
    added = await add(home, "Катя")
    assert added is not None
    assert added.items[0].standing is Standing.ASKING


async def test_a_staple_is_let_go_from_its_list_and_from_its_line(home: Household) -> None:
    await home.family("Мама")
    await keep(home, "Мама", "молоко 90 р")
    (staple,) = (await shown(home, "Мама")).staples
    for _ in range(2):
        await home.write(drop_staple, actor=home["Мама"], staple=staple.id)
    assert await titles(home, "Мама") == []
    bread = await home.add_one("Мама", "хлеб 50 р")
    await home.write(keep_staple, actor=home["Мама"], item=bread.id)
    await home.write(drop_staple_of, actor=home["Мама"], item=bread.id)
    assert await titles(home, "Мама") == []
    await home.refused(StapleGoneError, add_staples, actor=home["Мама"], origin="tap", staple=staple.id)


async def test_there_is_room_for_fifty(home: Household) -> None:
    await home.family("Мама")
    for part in range(2):
        text = ";".join(f"товар №{25 * part + number} 10 р" for number in range(25))
        for item in await home.add("Мама", text):
            await home.write(keep_staple, actor=home["Мама"], item=item.id)
    one_more = await home.add_one("Мама", "соль 20 р")
    facts = await home.refused(StaplesFullError, keep_staple, actor=home["Мама"], item=one_more.id)
    assert facts == {"limit": 50}
    again = await home.add_one("Мама", "товар №7 15 р")
    await home.write(keep_staple, actor=home["Мама"], item=again.id)
    view = await shown(home, "Мама", page=99)
    assert (view.count, view.page, view.pages, len(view.staples)) == (50, 6, 7, 2)


async def test_a_full_cart_takes_no_staples(home: Household) -> None:
    await home.family("Мама")
    await keep(home, "Мама", "соль 20 р")
    for part in range(4):
        await home.add("Мама", ";".join(f"товар №{50 * part + number}" for number in range(50)))
    await home.refused(CartFullError, add_staples, actor=home["Мама"], origin="tap")


async def test_what_was_ordered_twice_is_suggested(home: Household) -> None:
    await home.family("Мама")
    for text in ("молоко 90 р; хлеб 50 р", "Молоко 2 шт 95 р; чай 300 р"):
        await home.add("Мама", text)
        order = await home.lock("Мама")
    (suggested,) = (await shown(home, "Мама")).suggested
    assert (suggested[0], suggested[2].title, suggested[2].quantity) == (order, "Молоко", 2)
    facts = {"actor": home["Мама"], "order": suggested[0], "position": suggested[1]}
    await home.write(keep_suggestion, **facts)
    assert await titles(home, "Мама") == ["Молоко"]
    assert (await shown(home, "Мама")).suggested == []


async def test_what_was_cancelled_is_not_suggested(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", "молоко 90 р")
    for _ in range(2):
        order = await home.lock("Мама")
        await home.write(cancel_order, actor=home["Мама"], order=order)
    assert (await shown(home, "Мама")).suggested == []


async def test_a_present_is_no_staple_and_hides_no_staple(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await keep(home, "Мама", "пена для бритья 300 р")
    gift = await home.add_one("Мама", "пена для бритья 300 р")
    await home.hide("Мама", gift, "Папа")
    await home.refused(LineGoneError, keep_staple, actor=home["Мама"], item=gift.id)
    assert not (await shown(home, "Папа")).staples[0].is_in_cart
    home.clock.advance(days=9)
    assert (await shown(home, "Папа")).staples[0].is_in_cart


async def test_other_families_have_staples_of_their_own(home: Household) -> None:
    await home.family("Мама")
    await home.family("Пётр", name="Петровы")
    milk = await home.add_one("Мама", "молоко 90 р")
    await home.write(keep_staple, actor=home["Мама"], item=milk.id)
    (staple,) = (await shown(home, "Мама")).staples
    await home.refused(NotAMemberError, keep_staple, actor=home["Пётр"], item=milk.id)
    await home.refused(NotAMemberError, drop_staple_of, actor=home["Пётр"], item=milk.id)
    await home.refused(StapleGoneError, add_staples, actor=home["Пётр"], origin="tap", staple=staple.id)
    await home.write(drop_staple, actor=home["Пётр"], staple=staple.id)
    order = await home.lock("Мама")
    await home.refused(StapleGoneError, keep_suggestion, actor=home["Пётр"], order=order, position=1)
    assert (await titles(home, "Мама"), await titles(home, "Пётр")) == (["молоко"], [])


@pytest.mark.parametrize(
    ("use_case", "facts"),
    [(list_staples, {}), (add_staples, {"origin": "tap"}), (keep_suggestion, {"order": 1, "position": 1})],
)
async def test_who_has_no_family_or_no_cart_has_no_staples(
    home: Household, use_case: object, facts: dict[str, object]
) -> None:
    assert callable(use_case)
    await home.meet("Сосед")
    await home.refused(NoFamilyError, use_case, actor=home["Сосед"], **facts)
    family = await home.family("Мама")
    await home.write(switch_benefit, actor=home["Мама"], family=family, benefit=Benefit.CART, is_on=False)
    await home.refused(CartOffError, use_case, actor=home["Мама"], **facts)


async def test_two_add_the_same_staple_at_once_and_it_is_there_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await keep(crowd, "Мама", "молоко 90 р")
    (staple,) = await crowd.rows(select(staples.c.id))
    adding = [add(crowd, name, f"tap of {name}", staple.id) for name in ("Мама", "Папа")]
    added, refusals = await at_once(*adding)
    assert (sorted(each is None for each in added), refusals) == ([False, True], [])
    assert await cart(crowd) == ["молоко"]
