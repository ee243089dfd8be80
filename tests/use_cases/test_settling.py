from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.orders import MoneyNotReceived, MoneyReceived, MoneySent
from core.alerts.settling import MoneyWithdrawn
from core.families.founding import show_family
from core.families.leaving import leave_family
from core.orders.errors import (
    AmountTooLargeError,
    NothingOwedError,
    OrderStateError,
    OrderUnknownError,
    PaymentJudgedError,
    SentAgainError,
)
from core.orders.order import OrderState
from core.orders.paying import confirm_goods, list_orders, show_order
from core.orders.payment import PaymentState, Word
from core.orders.settling import (
    ask_for_amount,
    judge_payment,
    show_payment,
    show_share,
    type_amount,
    withdraw_payment,
)
from core.orders.views import Debt, ShareState, ShareView
from core.shared.money import AmountUnreadableError
from tests.household import send_left

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
    await home.write(send_left, actor=home[debtor], order=order, attempt=attempt)
    return await home.newest_payment(debtor)


async def send_part(home: Household, debtor: str, order: int, text: str) -> int:
    """Say that a part of the share was sent; return the payment that waits for a verdict."""
    shown = await home.read(show_order, actor=home[debtor], order=order)
    assert shown.share_of_reader is not None
    facts = {"actor": home[debtor], "order": order, "attempt": shown.share_of_reader.attempt}
    await home.write(ask_for_amount, **facts)
    history = await home.write(type_amount, text=text, **facts)
    return history.payments[-1].id


async def judge(home: Household, payment: int, *, received: bool) -> None:
    await home.write(judge_payment, actor=home["Папа"], payment=payment, received=received)


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
        home["Мама"], "Мама", 8990, 8990, 0, ShareState.SENT, 2, is_disputed=False
    )
    debts = (await home.read(list_orders, actor=home["Мама"])).debts
    assert debts == [Debt(order, 1, home["Мама"], "Папа", -8990, "RUB", 8990)]


async def test_the_word_of_the_payer_settles_the_share(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=True)
    assert await home.balances(1) == {"Мама": 0, "Папа": 12_050, "Катя": -12_050}
    assert (await home.told("Мама"))[-1] == MoneyReceived(1, "Папа", 8990, "RUB", order=order, attempt=2)
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
    assert (await home.told("Мама"))[-1] == MoneyNotReceived(order, 1, "Папа", 8990, "RUB", 2, payment)
    assert await share(home, "Мама", order) == ShareView(
        home["Мама"], "Мама", 8990, 0, 0, ShareState.DUE, 2, is_disputed=True
    )
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
        await judge(home, payment, received=received)
    assert len(await home.told("Мама")) == before + 1
    assert (await home.balances(1))["Мама"] == (0 if received else -8990)


async def test_received_is_final(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=True)
    facts = {"actor": home["Папа"], "payment": payment, "received": False}
    assert await home.refused(PaymentJudgedError, judge_payment, **facts) == {"state": PaymentState.CONFIRMED}
    withdrawing = {"actor": home["Мама"], "payment": payment}
    assert await home.refused(PaymentJudgedError, withdraw_payment, **withdrawing) == {
        "state": PaymentState.CONFIRMED
    }
    assert (await home.balances(1))["Мама"] == 0


async def test_money_that_arrived_after_all_moves_then(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=False)
    home.clock.advance(hours=3)
    await judge(home, payment, received=True)
    assert (await home.balances(1))["Мама"] == 0
    for reader in ("Мама", "Папа"):
        history = await home.read(show_share, actor=home[reader], order=order, person=home["Мама"])
        (told,) = history.payments
        assert [(said.word, said.name) for said in told.said] == [
            (Word.SENT, "Мама"),
            (Word.NOT_RECEIVED, "Папа"),
            (Word.RECEIVED, "Папа"),
        ]
        assert told.said[2].said_at - told.said[1].said_at == timedelta(hours=3)


async def test_what_was_sent_again_is_not_received_twice(home: Household) -> None:
    order = await buy_groceries(home)
    first = await send(home, "Мама", order)
    await judge(home, first, received=False)
    second = await send(home, "Мама", order, attempt=2)
    facts = {"actor": home["Папа"], "payment": first, "received": True}
    assert await home.refused(SentAgainError, judge_payment, **facts) == {}
    await judge(home, second, received=True)
    assert await home.refused(SentAgainError, judge_payment, **facts) == {}
    assert (await home.balances(1))["Мама"] == 0


async def test_a_share_is_sent_in_parts(home: Household) -> None:
    order = await buy_groceries(home)
    first = await send_part(home, "Катя", order, "100")
    second = await send_part(home, "Катя", order, "20,49")
    assert await share(home, "Катя", order) == ShareView(
        home["Катя"], "Катя", 12_050, 12_049, 0, ShareState.DUE, 3, is_disputed=False
    )
    await judge(home, first, received=True)
    assert (await home.told("Катя"))[-1] == MoneyReceived(
        1, "Папа", 10_000, "RUB", left=2050, order=order, attempt=3, to_send=1
    )
    assert await home.balances(1) == {"Мама": -8990, "Папа": 11_040, "Катя": -2050}
    await judge(home, second, received=False)
    assert await share(home, "Катя", order) == ShareView(
        home["Катя"], "Катя", 12_050, 0, 10_000, ShareState.DUE, 3, is_disputed=True
    )
    third = await send(home, "Катя", order, attempt=3)  # all that is left
    await judge(home, third, received=True)
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990, "Катя": 0}
    assert (await home.told("Катя"))[-1] == MoneyReceived(1, "Папа", 2050, "RUB", order=order, attempt=4)


@pytest.mark.parametrize("text", ["0", "0,00", "-5", "всё"])
async def test_what_is_no_amount_leaves_the_question_open(home: Household, text: str) -> None:
    order = await buy_groceries(home)
    facts = {"actor": home["Катя"], "order": order, "attempt": 1}
    await home.write(ask_for_amount, **facts)
    assert await home.refused(AmountUnreadableError, type_amount, text=text, **facts) == {"text": text}
    await home.write(type_amount, text="1", **facts)


async def test_no_more_is_sent_than_is_left(home: Household) -> None:
    order = await buy_groceries(home)
    await send_part(home, "Катя", order, "100")
    facts = {"actor": home["Катя"], "order": order, "attempt": 2}
    await home.write(ask_for_amount, **facts)
    assert await home.refused(AmountTooLargeError, type_amount, text="20,51", **facts) == {
        "number": 1,
        "left": 2050,
        "currency": "RUB",
    }
    await home.write(type_amount, text="20,50", **facts)
    assert await home.refused(NothingOwedError, ask_for_amount, **facts) == {"number": 1}


async def test_the_debtor_takes_their_word_back(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    before = len(await home.told("Папа"))
    for _ in range(2):
        await home.write(withdraw_payment, actor=home["Мама"], payment=payment)
    assert (await home.told("Папа"))[before:] == [MoneyWithdrawn(payment, "Мама", 8990, "RUB")]
    assert (await share(home, "Мама", order)).state is ShareState.DUE
    facts = {"actor": home["Папа"], "payment": payment, "received": True}
    assert await home.refused(PaymentJudgedError, judge_payment, **facts) == {"state": PaymentState.WITHDRAWN}
    again = await send(home, "Мама", order, attempt=2)
    await judge(home, again, received=True)
    assert (await home.balances(1))["Мама"] == 0


async def test_only_the_debtor_withdraws(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    for name in ("Папа", "Катя"):
        assert (
            await home.refused(OrderUnknownError, withdraw_payment, actor=home[name], payment=payment) == {}
        )


async def test_only_the_two_sides_see_what_was_said(home: Household) -> None:
    order = await buy_groceries(home)
    payment = await send(home, "Мама", order)
    await judge(home, payment, received=False)
    facts = {"order": order, "person": home["Мама"]}
    assert await home.refused(OrderUnknownError, show_share, actor=home["Катя"], **facts) == {}
    assert await home.refused(OrderUnknownError, show_payment, actor=home["Катя"], payment=payment) == {}
    views = [await home.read(show_order, actor=home[name], order=order) for name in ("Мама", "Папа", "Катя")]
    assert [view.shares[1].is_disputed for view in views] == [True, True, False]


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
        assert await home.refused(NothingOwedError, send_left, **facts) == {"number": 1}
    for name, number in (("Бабушка", order), ("Мама", 99)):
        facts = {"actor": home[name], "order": number, "attempt": 1}
        assert await home.refused(OrderUnknownError, send_left, **facts) == {}


async def test_nothing_is_due_before_the_order_is_paid(home: Household) -> None:
    await home.family("Мама")
    await home.add("Мама", "молоко 89,90")
    order = await home.lock("Мама")
    facts = {"actor": home["Мама"], "order": order, "attempt": 1}
    told = await home.refused(OrderStateError, send_left, **facts)
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
    assert (await home.told("Катя"))[-1] == MoneyReceived(1, "Папа", 12_050, "RUB", order=order, attempt=2)


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
