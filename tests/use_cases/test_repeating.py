"""Wishing for everything in an order once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import Standing
from core.carts.errors import CartFullError
from core.carts.filling import undo_addition
from core.carts.looking import show_cart
from core.families.errors import NotAMemberError
from core.families.leaving import leave_family
from core.orders.errors import OrderUnknownError, StillSecretError
from core.orders.paying import cancel_order
from core.orders.repeating import repeat_order

if TYPE_CHECKING:
    from core.carts.views import Added
    from tests.household import Household


async def groceries(home: Household) -> int:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 2 шт 89,90 (свежее); !хлеб 40,00 https://shop.ru/bread")
    return await home.lock("Мама")


async def repeat(home: Household, name: str, order: int) -> Added:
    return await home.write(repeat_order, actor=home[name], order=order)


async def test_its_lines_become_new_ones_of_who_repeats(home: Household) -> None:
    order = await groceries(home)
    first = await repeat(home, "Папа", order)
    assert [(item.title, item.quantity, item.author_name) for item in first.items] == [
        ("хлеб", 1, "Папа"),
        ("молоко", 2, "Папа"),
    ]
    bread, milk = first.items
    assert (milk.note, milk.price.minor if milk.price else 0, bread.link) == (
        "свежее",
        8990,
        "https://shop.ru/bread",
    )
    assert (milk.standing, milk.version, milk.revision) == (Standing.FREE, 1, 1)
    assert (await repeat(home, "Папа", order)).items == first.items  # a double tap
    assert (await home.read(show_cart, actor=home["Мама"])).count == 2


async def test_it_is_taken_back_and_repeated_again(home: Household) -> None:
    order = await groceries(home)
    added = await repeat(home, "Папа", order)
    assert await home.write(undo_addition, actor=home["Папа"], addition=added.addition) == 2
    again = await repeat(home, "Папа", order)
    assert (len(again.items), again.addition == added.addition) == (2, False)


async def test_what_is_in_the_cart_already_is_offered_to_be_one_line(home: Household) -> None:
    order = await groceries(home)
    (older,) = await home.add("Мама", "молоко")
    added = await repeat(home, "Папа", order)
    assert [(offer.older.id, offer.draft.quantity) for offer in added.offers] == [(older.id, 3)]


async def test_a_cancelled_order_can_be_repeated_and_a_dear_line_is_voted_on_anew(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_voting = false"))
    await home.add("Мама", "телевизор 20000 ₽")
    order = await home.lock("Мама")
    await home.write(cancel_order, actor=home["Мама"], order=order)
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_voting = true"))
    added = await repeat(home, "Папа", order)
    assert [item.standing for item in added.items] == [Standing.VOTING]


async def test_the_cart_holds_200_lines(home: Household) -> None:
    order = await groceries(home)
    for _ in range(4):
        await home.add("Мама", ";".join(["соль"] * 49 + ["перец"]))
    told = await home.refused(CartFullError, repeat_order, actor=home["Папа"], order=order)
    assert told == {"limit": 200, "room": 0}


async def test_only_who_sees_the_order_in_its_family_repeats_it(home: Household) -> None:
    order = await groceries(home)
    await home.family("Бабушка")
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    for name in ("Бабушка", "Катя"):
        assert await home.refused(NotAMemberError, repeat_order, actor=home[name], order=order) == {}
    assert await home.refused(OrderUnknownError, repeat_order, actor=home["Мама"], order=99) == {}


async def test_a_present_is_not_repeated_before_its_day(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    gift = await home.add_one("Папа", "духи 900 ₽")
    await home.hide("Папа", gift, "Катя")
    order = await home.lock("Мама")
    assert await home.refused(OrderUnknownError, repeat_order, actor=home["Катя"], order=order) == {}
    told = await home.refused(StillSecretError, repeat_order, actor=home["Папа"], order=order)
    assert told["number"] < 0  # type: ignore[operator]  # a present's number
    home.clock.advance(days=9)
    assert [item.title for item in (await repeat(home, "Катя", order)).items] == ["духи"]
