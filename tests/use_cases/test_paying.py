from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.orders import GoodsArrived, OrderCancelled, OrderPaid, PaymentTimedOut, ShareDue
from core.carts.agreement import Choice, Standing
from core.carts.looking import show_cart
from core.families.errors import NotAMemberError, NotOrganizerError
from core.families.leaving import leave_family
from core.orders.errors import BeingPaidError, NotThePayerError, OrderStateError, OrderUnknownError
from core.orders.order import OrderState
from core.orders.paying import (
    cancel_order,
    confirm_goods,
    free_stale_orders,
    list_orders,
    mark_paid,
    release_payment,
    show_order,
    take_payment,
)
from core.orders.views import Debt, OrderSummary, ShareState
from tests.household import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.household import Household


async def order_groceries(home: Household) -> int:
    """Мама's milk for 89.90 and Папа's bread for 40.00; Катя wanted nothing."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "хлеб 40,00")
    return await home.lock("Мама")


async def state(home: Household, order: int) -> OrderState:
    return (await home.read(show_order, actor=home["Мама"], order=order)).state


async def test_who_takes_the_payment_is_its_only_payer(home: Household) -> None:
    order = await order_groceries(home)
    for _ in range(2):
        await home.write(take_payment, actor=home["Папа"], order=order)
        home.clock.advance(minutes=1)
    view = await home.read(show_order, actor=home["Мама"], order=order)
    assert (view.state, view.payer, view.payer_name, view.paying_since) == (
        OrderState.PAYING,
        home["Папа"],
        "Папа",
        START,
    )
    told = await home.refused(BeingPaidError, take_payment, actor=home["Катя"], order=order)
    assert told == {"number": 1, "payer": "Папа", "since": START}


async def test_paying_puts_what_everybody_owes_into_the_books(home: Household) -> None:
    order = await order_groceries(home)
    await home.pay("Папа", order)
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990}
    view = await home.read(show_order, actor=home["Мама"], order=order)
    assert (view.state, view.payer_name, view.paying_since) == (OrderState.PAID, "Папа", None)
    assert [(share.name, share.state) for share in view.shares] == [
        ("Мама", ShareState.DUE),
        ("Папа", ShareState.OWN),
    ]


async def test_debtors_are_told_what_they_owe_and_the_others_that_it_is_paid(home: Household) -> None:
    order = await order_groceries(home)
    await home.pay("Папа", order)
    assert (await home.told("Мама"))[-1] == ShareDue(order, 1, "Папа", 8990, "RUB", 1)
    assert (await home.told("Катя"))[-1] == OrderPaid(order, 1, "Папа")
    assert len(await home.told("Папа")) == 1  # only that there is an order


async def test_saying_paid_twice_pays_once(home: Household) -> None:
    order = await order_groceries(home)
    await home.pay("Катя", order)
    await home.write(mark_paid, actor=home["Катя"], order=order)
    assert await home.balances(1) == {"Мама": -8990, "Папа": -4000, "Катя": 12_990}
    assert len(await home.told("Папа")) == 2


async def test_who_pays_for_themselves_alone_is_owed_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    assert await home.balances(1) == {"Мама": 0}
    assert (await home.told("Папа"))[-1] == OrderPaid(order, 1, "Мама")
    await home.write(confirm_goods, actor=home["Папа"], order=order)
    assert await state(home, order) is OrderState.CLOSED


async def test_an_order_that_costs_nothing_is_paid_and_closed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "подарок 0,00")
    order = await home.lock("Мама")
    await home.pay("Папа", order)
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.CLOSED


async def test_only_the_payer_says_paid_or_gives_up(home: Household) -> None:
    order = await order_groceries(home)
    for use_case in (mark_paid, release_payment):
        await home.write(take_payment, actor=home["Папа"], order=order)
        told = await home.refused(NotThePayerError, use_case, actor=home["Катя"], order=order)
        assert told == {"number": 1, "payer": "Папа"}


async def test_who_gives_up_lets_others_pay(home: Household) -> None:
    order = await order_groceries(home)
    await home.write(take_payment, actor=home["Папа"], order=order)
    for _ in range(2):
        await home.write(release_payment, actor=home["Папа"], order=order)
    await home.pay("Катя", order)
    assert await state(home, order) is OrderState.PAID


async def test_nobody_says_paid_without_having_taken_the_payment(home: Household) -> None:
    order = await order_groceries(home)
    told = await home.refused(OrderStateError, mark_paid, actor=home["Папа"], order=order)
    assert told == {"number": 1, "state": OrderState.LOCKED}


async def test_a_paid_order_is_neither_taken_released_nor_cancelled(home: Household) -> None:
    order = await order_groceries(home)
    await home.pay("Папа", order)
    told = {"number": 1, "state": OrderState.PAID}
    assert await home.refused(OrderStateError, take_payment, actor=home["Папа"], order=order) == told
    assert await home.refused(OrderStateError, release_payment, actor=home["Папа"], order=order) == told
    assert await home.refused(OrderStateError, cancel_order, actor=home["Мама"], order=order) == told
    assert await home.refused(OrderStateError, mark_paid, actor=home["Катя"], order=order) == told


async def test_a_payer_who_does_not_pay_in_time_loses_the_order(home: Household) -> None:
    order = await order_groceries(home)
    await home.write(take_payment, actor=home["Папа"], order=order)
    home.clock.advance(minutes=15, microseconds=-1)
    assert await home.write(free_stale_orders) == 0
    home.clock.advance(microseconds=1)
    assert [await home.write(free_stale_orders) for _ in range(2)] == [1, 0]
    assert (await home.told("Папа"))[-1] == PaymentTimedOut(order, 1)
    told = await home.refused(OrderStateError, mark_paid, actor=home["Папа"], order=order)
    assert told == {"number": 1, "state": OrderState.LOCKED}
    await home.pay("Катя", order)


async def test_goods_arrive_once_and_the_others_are_told(home: Household) -> None:
    order = await order_groceries(home)
    told = await home.refused(OrderStateError, confirm_goods, actor=home["Катя"], order=order)
    assert told == {"number": 1, "state": OrderState.LOCKED}
    await home.pay("Папа", order)
    for _ in range(2):
        await home.write(confirm_goods, actor=home["Катя"], order=order)
    assert await state(home, order) is OrderState.RECEIVED
    assert (await home.told("Мама"))[-1] == GoodsArrived(order, 1, "Катя")
    assert sum(isinstance(alert, GoodsArrived) for alert in await home.told("Папа")) == 1
    assert not [alert for alert in await home.told("Катя") if isinstance(alert, GoodsArrived)]


async def test_a_cancelled_order_returns_its_lines_agreed_as_they_were(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Папа", "!хлеб 2 шт 40,00 https://shop.ru/bread (белый)")
    tv = await home.add_one("Папа", "телевизор 20000 ₽")
    await home.vote("Катя", tv, Choice.FOR)
    await home.vote("Мама", tv, Choice.FOR)
    order = await home.lock("Мама")
    for _ in range(2):
        await home.write(cancel_order, actor=home["Мама"], order=order)
    cart = await home.read(show_cart, actor=home["Мама"])
    bread, returned = (line.item for line in cart.lines)
    assert (bread.title, bread.quantity, bread.note, bread.link, bread.urgent) == (
        "хлеб",
        2,
        "белый",
        "https://shop.ru/bread",
        True,
    )
    assert (bread.author_name, bread.standing) == ("Папа", Standing.FREE)
    assert (returned.title, returned.version, returned.standing) == ("телевизор", 1, Standing.APPROVED)
    assert (cart.count, cart.total.minor) == (2, 2_008_000)
    assert (await home.told("Катя"))[-1] == OrderCancelled(order, 1, "Мама")
    assert await home.balances(1) == {}
    assert await home.lock("Мама") != order


async def test_a_former_members_lines_return_as_the_organizers(home: Household) -> None:
    order = await order_groceries(home)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=True)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    cart = await home.read(show_cart, actor=home["Мама"])
    assert [(line.item.title, line.item.author_name) for line in cart.lines] == [
        ("молоко", "Мама"),
        ("хлеб", "Мама"),
    ]


async def test_only_the_organizer_cancels_and_not_while_somebody_pays(home: Household) -> None:
    order = await order_groceries(home)
    told = await home.refused(NotOrganizerError, cancel_order, actor=home["Папа"], order=order)
    assert told == {"organizer": "Мама"}
    await home.write(take_payment, actor=home["Папа"], order=order)
    told = await home.refused(BeingPaidError, cancel_order, actor=home["Мама"], order=order)
    assert told == {"number": 1, "payer": "Папа", "since": START}


async def test_a_cancelled_order_cannot_be_paid(home: Household) -> None:
    order = await order_groceries(home)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    told = {"number": 1, "state": OrderState.CANCELLED}
    for use_case in (take_payment, mark_paid, release_payment, confirm_goods):
        assert await home.refused(OrderStateError, use_case, actor=home["Папа"], order=order) == told


@pytest.mark.parametrize(
    "use_case", [take_payment, release_payment, mark_paid, confirm_goods, cancel_order, show_order]
)
async def test_there_is_no_such_order(home: Household, use_case: Callable[..., object]) -> None:
    await home.family("Мама")
    assert await home.refused(OrderUnknownError, use_case, actor=home["Мама"], order=99) == {}


@pytest.mark.parametrize("use_case", [take_payment, release_payment, mark_paid, confirm_goods, cancel_order])
async def test_a_stranger_learns_nothing_about_an_order(
    home: Household, use_case: Callable[..., object]
) -> None:
    order = await order_groceries(home)
    await home.family("Бабушка")
    await home.write(take_payment, actor=home["Папа"], order=order)
    assert await home.refused(NotAMemberError, use_case, actor=home["Бабушка"], order=order) == {}
    assert await home.refused(OrderUnknownError, show_order, actor=home["Бабушка"], order=order) == {}


async def test_lists_the_newest_orders_and_the_open_debts(home: Household) -> None:
    first = await order_groceries(home)
    await home.pay("Катя", first)
    await home.add("Катя", "соль 20,00")
    second = await home.lock("Мама")
    await home.pay("Папа", second)
    listed = await home.read(list_orders, actor=home["Катя"])
    assert listed.orders == [
        OrderSummary(second, 2, "Ивановы", OrderState.PAID, "RUB", 2000),
        OrderSummary(first, 1, "Ивановы", OrderState.PAID, "RUB", 12_990),
    ]
    assert listed.debts == [
        Debt(first, 1, home["Мама"], "Мама", 8990, "RUB", 0),
        Debt(first, 1, home["Папа"], "Папа", 4000, "RUB", 0),
        Debt(second, 2, home["Катя"], "Папа", -2000, "RUB", 0),
    ]
    mums = await home.read(list_orders, actor=home["Мама"])
    assert mums.debts == [Debt(first, 1, home["Мама"], "Катя", -8990, "RUB", 0)]


async def test_a_former_member_sees_only_the_orders_they_had_a_share_in(home: Household) -> None:
    order = await order_groceries(home)
    await home.add("Мама", "соль 20,00")
    other = await home.lock("Мама")
    for name in ("Папа", "Катя"):
        await home.write(leave_family, actor=home[name], family=1, keep_lines=True)
    listed = await home.read(list_orders, actor=home["Папа"])
    assert [summary.id for summary in listed.orders] == [order]
    view = await home.read(show_order, actor=home["Папа"], order=order)
    assert (view.reader, view.reader_is_member, view.reader_may_cancel) == (home["Папа"], False, False)
    assert (await home.read(list_orders, actor=home["Катя"])).orders == []
    for name, unseen in (("Папа", other), ("Катя", order)):
        await home.refused(OrderUnknownError, show_order, actor=home[name], order=unseen)


async def test_a_former_member_does_not_pay(home: Household) -> None:
    order = await order_groceries(home)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=True)
    await home.refused(NotAMemberError, take_payment, actor=home["Папа"], order=order)
    await home.refused(NotAMemberError, confirm_goods, actor=home["Папа"], order=order)
