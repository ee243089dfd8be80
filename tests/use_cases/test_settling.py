from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.orders import MoneyNotReceived, MoneyReceived, MoneySent
from core.families.founding import show_family
from core.families.leaving import leave_family
from core.orders.errors import (
    NothingOwedError,
    OrderStateError,
    OrderUnknownError,
    PaymentJudgedError,
)
from core.orders.order import OrderState, PaymentState
from core.orders.paying import confirm_goods, list_orders, show_order
from core.orders.settling import judge_payment, say_sent
from core.orders.views import Debt, ShareState, ShareView

if TYPE_CHECKING:
    from tests.household import Household


async def buy_groceries(home: Household) -> int:
    """Папа paid for Мама's milk (89.90), his own bread (40.00) and Катя's tea (120.50)."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "хлеб 40,00")
    await home.add("Катя", "чай 120,50")
    order = await home.lock("Мама")
    await home.pay("Папа", order)
    return order


async def send(home: Household, debtor: str, order: int, attempt: int = 1) -> int:
    """Say that the share was sent; return the payment that waits for a verdict."""
    await home.write(say_sent, actor=home[debtor], order=order, attempt=attempt)
    payments = await home.look(lambda work: work.payments_of(order))
    return [payment.id for payment in payments if payment.debtor == home[debtor]][-1]


async def judge(home: Household, payment: int, *, received: bool) -> int:
    return await home.write(judge_payment, actor=home["Папа"], payment=payment, received=received)


async def share(home: Household, name: str, order: int) -> ShareView:
    view = await home.read(show_order, actor=home["Папа"], order=order)
    return next(share for share in view.shares if share.name == name)


async def state(home: Household, order: int) -> OrderState:
    return (await home.read(show_order, actor=home["Папа"], order=order)).state


async def test_the_word_of_the_debtor_moves_no_money(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    assert await home.balances(1) == {"Мама": -8990, "Папа": 21_040, "Катя": -12_050}
    assert (await home.told("Папа"))[-1] == MoneySent(payment, 1, "Мама", 8990, "RUB")
    assert await share(home, "Мама", order) == ShareView(
        home["Мама"], "Мама", 8990, ShareState.SENT, 2, payment
    )
    debts = (await home.read(list_orders, actor=home["Мама"])).debts
    assert debts == [Debt(order, 1, "Папа", -8990, "RUB", is_sent=True)]


async def test_the_word_of_the_payer_settles_the_share(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    assert await judge(home, payment, received=True) == order
    assert await home.balances(1) == {"Мама": 0, "Папа": 12_050, "Катя": -12_050}
    assert (await home.told("Мама"))[-1] == MoneyReceived(1, "Папа", 8990, "RUB")
    assert (await share(home, "Мама", order)).state is ShareState.SETTLED
    assert (await home.read(list_orders, actor=home["Мама"])).debts == []
    family = await home.read(show_family, actor=home["Катя"])
    assert [(member.name, member.balance) for member in family.members] == [
        ("Мама", 0),
        ("Папа", 12_050),
        ("Катя", -12_050),
    ]


async def test_money_that_did_not_arrive_is_still_owed(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=False)
    assert await home.balances(1) == {"Мама": -8990, "Папа": 21_040, "Катя": -12_050}
    assert (await home.told("Мама"))[-1] == MoneyNotReceived(order, 1, "Папа", 8990, "RUB", 2)
    assert await share(home, "Мама", order) == ShareView(home["Мама"], "Мама", 8990, ShareState.DUE, 2, None)
    again = await send(home, "Мама", order, attempt=2)
    assert again != payment
    await judge(home, again, received=True)
    assert await home.balances(1) == {"Мама": 0, "Папа": 12_050, "Катя": -12_050}


async def test_saying_sent_twice_is_saying_it_once(home: Household) -> None:
    order = await buy_groceries(home)
    first = await send(home, "Мама", order)
    assert await send(home, "Мама", order) == first
    assert await send(home, "Мама", order, attempt=2) == first  # nobody judged the first one yet
    await judge(home, first, received=False)
    assert await send(home, "Мама", order) == first  # the tap on the old screen came late
    assert sum(isinstance(alert, MoneySent) for alert in await home.told("Папа")) == 1


@pytest.mark.parametrize("received", [True, False])
async def test_judging_twice_is_judging_once(home: Household, *, received: bool) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    before = len(await home.told("Мама"))
    for _ in range(2):
        assert await judge(home, payment, received=received) == order
    assert len(await home.told("Мама")) == before + 1
    assert (await home.balances(1))["Мама"] == (0 if received else -8990)


@pytest.mark.parametrize(
    ("received", "told"), [(True, PaymentState.CONFIRMED), (False, PaymentState.REJECTED)]
)
async def test_a_verdict_is_not_turned_around(home: Household, *, received: bool, told: PaymentState) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=received)
    facts = {"actor": home["Папа"], "payment": payment, "received": not received}
    assert await home.refused(PaymentJudgedError, judge_payment, **facts) == {"state": told}


async def test_only_the_payer_judges(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    for name, number in (("Мама", payment), ("Катя", payment), ("Папа", 99)):
        facts = {"actor": home[name], "payment": number, "received": True}
        assert await home.refused(OrderUnknownError, judge_payment, **facts) == {}


async def test_who_owes_nothing_sends_nothing(home: Household) -> None:
    order = await buy_groceries(home)
    await home.join("Мама", "Бабушка")
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=True)
    for name in ("Папа", "Мама"):
        facts = {"actor": home[name], "order": order, "attempt": 2}
        assert await home.refused(NothingOwedError, say_sent, **facts) == {"number": 1}
    for name, number in (("Бабушка", order), ("Мама", 99)):
        facts = {"actor": home[name], "order": number, "attempt": 1}
        assert await home.refused(OrderUnknownError, say_sent, **facts) == {}


async def test_nothing_is_due_before_the_order_is_paid(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    facts = {"actor": home["Мама"], "order": order, "attempt": 1}
    told = await home.refused(OrderStateError, say_sent, **facts)
    assert told == {"number": 1, "state": OrderState.LOCKED}


async def test_an_order_closes_when_the_goods_came_and_all_shares_are_settled(home: Household) -> None:
    order = await buy_groceries(home)
    await home.write(confirm_goods, actor=home["Катя"], order=order)
    states = []
    for debtor in ("Мама", "Катя"):
        await judge(home, await send(home, debtor, order), received=True)
        states.append(await state(home, order))
    assert states == [OrderState.RECEIVED, OrderState.CLOSED]
    assert await home.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}


async def test_an_order_that_is_settled_first_closes_with_the_goods(home: Household) -> None:
    order = await buy_groceries(home)
    for debtor in ("Мама", "Катя"):
        await judge(home, await send(home, debtor, order), received=True)
    assert await state(home, order) is OrderState.PAID
    await home.write(confirm_goods, actor=home["Мама"], order=order)
    assert await state(home, order) is OrderState.CLOSED


async def test_who_left_still_settles_on_either_side(home: Household) -> None:
    order = await buy_groceries(home)
    for name in ("Папа", "Катя"):
        await home.write(leave_family, actor=home[name], family=1, keep_lines=True)
    payment = await send(home, "Катя", order)
    await judge(home, payment, received=True)
    await judge(home, await send(home, "Мама", order), received=True)
    assert await home.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}
    assert (await home.told("Катя"))[-1] == MoneyReceived(1, "Папа", 12_050, "RUB")


async def test_debts_outlive_the_family(home: Household) -> None:
    order = await buy_groceries(home)
    for name in ("Папа", "Катя", "Мама"):
        await home.write(leave_family, actor=home[name], family=1, keep_lines=False)
    await judge(home, await send(home, "Мама", order), received=True)
    assert await home.balances(1) == {"Мама": 0, "Папа": 12_050, "Катя": -12_050}


async def test_the_books_are_right_to_the_kopeck_over_several_orders(home: Household) -> None:
    first = await buy_groceries(home)
    await home.add("Папа", "сыр 333 г 100,01; соль 3 шт 0,33")
    await home.add("Катя", "мука 7 шт 14,29")
    second = await home.lock("Мама")
    await home.pay("Мама", second)
    # first: Мама owes Папа 89.90, Катя owes him 120.50; second: Папа owes Мама 101.00, Катя 100.03
    assert await home.balances(1) == {"Мама": 11_113, "Папа": 10_940, "Катя": -22_053}
    await judge(home, await send(home, "Катя", first), received=True)
    assert await home.balances(1) == {"Мама": 11_113, "Папа": -1110, "Катя": -10_003}
    payment = await send(home, "Катя", second)
    await home.write(judge_payment, actor=home["Мама"], payment=payment, received=True)
    assert await home.balances(1) == {"Мама": 1110, "Папа": -1110, "Катя": 0}
    for name in ("Мама", "Папа", "Катя"):
        debts = (await home.read(list_orders, actor=home[name])).debts
        assert sum(debt.minor for debt in debts) == (await home.balances(1))[name]
