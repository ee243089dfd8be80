"""What is promised when several check out and pay at once, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.alerts.orders import OrderLocked
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import (
    BeingPaidError,
    CheckoutChangedError,
    NothingToOrderError,
    OrderStateError,
)
from core.orders.order import OrderState
from core.orders.paying import cancel_order, free_stale_orders, mark_paid, show_order, take_payment
from core.people.errors import OrderUnfinishedError
from storage.schema import (
    orders,
)
from tests.at_once import at_once, kinds

if TYPE_CHECKING:
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def lock_milk(crowd: Household) -> int:
    await crowd.family("Мама", FAMILY[1:4])
    await crowd.add("Мама", "молоко 89,90")
    return await crowd.lock("Мама")


async def test_a_double_tap_on_check_out_makes_one_order(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.add("Мама", "молоко 89,90; хлеб 40,00")
    shown = await crowd.write(preview_checkout, actor=crowd["Мама"])
    seen = {"family": 1, "orders": shown.orders, "seal": shown.seal}
    made, _ = await at_once(*(crowd.write(lock_cart, actor=crowd["Мама"], **seen) for _ in range(4)))
    assert len(set(made)) == 1
    assert (await crowd.rows(select(func.count()).select_from(orders)))[0][0] == 1
    assert await crowd.told("Папа") == [OrderLocked(made[0], 1, "Мама", 2, 12_990, "RUB")]


async def test_of_those_who_take_the_payment_at_once_one_has_it(crowd: Household) -> None:
    order = await lock_milk(crowd)
    taken, refusals = await at_once(
        *(crowd.write(take_payment, actor=crowd[name], order=order) for name in FAMILY[:4])
    )
    assert (len(taken), len(refusals), kinds(refusals)) == (1, 3, {BeingPaidError})


async def test_an_order_is_either_cancelled_or_taken(crowd: Household) -> None:
    order = await lock_milk(crowd)
    _, refusals = await at_once(
        crowd.write(cancel_order, actor=crowd["Мама"], order=order),
        crowd.write(take_payment, actor=crowd["Папа"], order=order),
    )
    assert len(refusals) == 1
    assert kinds(refusals) <= {BeingPaidError, OrderStateError}


async def test_an_order_is_either_paid_in_time_or_taken_back(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.write(take_payment, actor=crowd["Папа"], order=order)
    crowd.clock.advance(minutes=15)
    _, refusals = await at_once(
        crowd.write(mark_paid, actor=crowd["Папа"], order=order),
        *(crowd.write(free_stale_orders) for _ in range(2)),
    )
    view = await crowd.read(show_order, actor=crowd["Мама"], order=order)
    if refusals:
        assert (kinds(refusals), view.state) == ({OrderStateError}, OrderState.LOCKED)
        assert await crowd.balances(1) == {}
    else:
        assert view.state is OrderState.PAID
        assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}


async def test_who_leaves_while_taking_the_payment_does_not_keep_it(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await at_once(
        crowd.write(take_payment, actor=crowd["Папа"], order=order),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    view = await crowd.read(show_order, actor=crowd["Мама"], order=order)
    assert (view.state, view.payer) == (OrderState.LOCKED, None)


async def test_saying_paid_several_times_at_once_pays_once(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.write(take_payment, actor=crowd["Папа"], order=order)
    await at_once(*(crowd.write(mark_paid, actor=crowd["Папа"], order=order) for _ in range(3)))
    assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}


async def test_nobody_is_forgotten_with_a_share_in_an_order_that_begins_at_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.add("Папа", "хлеб 50 р")
    _, refusals = await at_once(crowd.write(forget_me, actor=crowd["Папа"]), crowd.lock("Мама"))
    is_ordered = len(await crowd.rows(select(orders))) == 1
    is_member = "Папа" in await crowd.members_of(await crowd.family_of("Мама"))
    assert is_ordered is is_member
    assert kinds(refusals) <= {OrderUnfinishedError, CheckoutChangedError, NothingToOrderError}
    assert len(refusals) == 1
