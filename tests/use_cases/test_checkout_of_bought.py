"""What was bought in the shop is checked out, and who bought it is proposed as the payer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.orders import OrderBought, OrderLocked
from core.carts.shopping import end_trip, go_shopping
from core.carts.trip import Mark
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import CheckoutChangedError
from core.orders.paying import show_order
from tests.use_cases.test_shopping import mark

if TYPE_CHECKING:
    from tests.household import Household


async def test_exactly_what_is_bought_is_ordered(home: Household) -> None:
    await home.family("Мама", ["Папа", "Дед"])
    milk, bread, _ = await home.add("Мама", "молоко 90 р; хлеб 50 р; чай 30 р")
    trip = await home.write(go_shopping, actor=home["Папа"], time="40")
    for line in (milk, bread):
        await mark(home, "Папа", line, Mark.BOUGHT)
    await home.write(end_trip, actor=home["Папа"], trip=trip.id)
    view = await home.read(preview_checkout, actor=home["Мама"])
    assert ([item.title for item in view.items], view.not_bought) == (["молоко", "хлеб"], 1)
    order = await home.lock("Мама")
    ordered = await home.read(show_order, actor=home["Мама"], order=order)
    assert ([line.title for line in ordered.lines], ordered.shopper) == (["молоко", "хлеб"], "Папа")
    assert (await home.told("Папа"))[-1] == OrderBought(order, 1, "Мама", 2, 14_000, "RUB")
    assert (await home.told("Дед"))[-1] == OrderLocked(order, 1, "Мама", 2, 14_000, "RUB")
    rest = await home.read(preview_checkout, actor=home["Мама"])
    assert ([item.title for item in rest.items], rest.not_bought) == (["чай"], 0)


async def test_a_mark_set_meanwhile_changes_what_was_shown(home: Household) -> None:
    await home.family("Мама")
    milk, _ = await home.add("Мама", "молоко 90 р; хлеб 50 р")
    await home.write(go_shopping, actor=home["Мама"], time="40")
    view = await home.read(preview_checkout, actor=home["Мама"])
    await mark(home, "Мама", milk, Mark.BOUGHT)
    facts = {"family": view.family, "orders": view.orders, "seal": view.seal}
    await home.refused(CheckoutChangedError, lock_cart, actor=home["Мама"], **facts)


async def test_nobody_is_proposed_when_two_bought(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    for name, text in (("Папа", "молоко 90 р"), ("Мама", "хлеб 50 р")):
        line = await home.add_one("Мама", text)
        trip = await home.write(go_shopping, actor=home[name], time="40")
        await mark(home, name, line, Mark.BOUGHT)
        await home.write(end_trip, actor=home[name], trip=trip.id)
    order = await home.lock("Мама")
    assert (await home.read(show_order, actor=home["Мама"], order=order)).shopper is None
    assert isinstance((await home.told("Папа"))[-1], OrderLocked)


async def test_without_a_trip_all_that_is_agreed_on_is_ordered(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 90 р; хлеб 50 р")
    order = await home.lock("Мама")
    ordered = await home.read(show_order, actor=home["Мама"], order=order)
    assert (len(ordered.lines), ordered.shopper) == (2, None)
