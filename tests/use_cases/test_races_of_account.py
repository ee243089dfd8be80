"""What is promised when several use the shared account at once, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.account.errors import AccountShortError, SpendingLimitError, TopUpOpenError, TransferJudgedError
from core.account.judging import judge_transfer
from core.account.limiting import limit_spending
from core.account.topping_up import say_topped_up, withdraw_top_up
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.orders.dividing import choose_pay_mode
from core.orders.errors import (
    AccountLacksError,
    BeingPaidError,
    OrderStateError,
)
from core.orders.paying import take_payment
from core.orders.pooling import pay_from_account
from core.orders.terms import PayMode
from storage.schema import (
    pot_entries,
    pot_postings,
)
from tests.at_once import at_once, kinds

if TYPE_CHECKING:
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def shared_account(crowd: Household, minor: int) -> None:
    """Мама, Папа and Катя have a shared account on which Мама put so much."""
    await crowd.family("Мама", FAMILY[1:3])
    mine = {"actor": crowd["Мама"], "family": 1}
    await crowd.write(switch_benefit, **mine, benefit=Benefit.ACCOUNT, is_on=True)
    await crowd.write(say_topped_up, **mine, minor=minor, attempt=1)


async def left_on_account(crowd: Household) -> int:
    """Return what is on the account; the books must sum to zero."""
    ((total,),) = await crowd.rows(select(func.sum(pot_entries.c.minor)))
    assert int(total) == 0
    return await crowd.look(lambda work: work.pot_minor(1))


async def test_two_orders_are_paid_from_the_account_only_as_far_as_it_goes(crowd: Household) -> None:
    await shared_account(crowd, 25_000)
    bought = []
    for number in range(4):
        await crowd.add("Мама", f"хлеб{number} 100 р")
        pay = PayMode.ACCOUNT if number % 2 else PayMode.ONE
        await crowd.write(choose_pay_mode, actor=crowd["Мама"], pay=pay)
        bought.append(await crowd.lock("Мама"))
    payers = ["Мама", "Папа", "Катя", "Папа"]
    paid, refusals = await at_once(
        *(
            crowd.write(pay_from_account, actor=crowd[name], order=order, minor=10_000)
            for name, order in zip(payers, bought, strict=True)
        )
    )
    assert len(paid) == 2
    short = [error for error in refusals if isinstance(error, AccountShortError | AccountLacksError)]
    assert [error.left for error in short] == [5_000, 5_000]
    assert await left_on_account(crowd) == 5_000


async def test_one_order_is_paid_from_the_account_once(crowd: Household) -> None:
    await shared_account(crowd, 50_000)
    await crowd.add("Мама", "хлеб 100 р")
    order = await crowd.lock("Мама")
    paid, refusals = await at_once(
        *(
            crowd.write(pay_from_account, actor=crowd[name], order=order, minor=10_000)
            for name in ("Папа", "Папа", "Катя", "Мама")
        ),
        crowd.write(take_payment, actor=crowd["Катя"], order=order),
    )
    assert kinds(refusals) <= {OrderStateError, BeingPaidError}
    assert len(paid) + len(refusals) == 5
    assert await left_on_account(crowd) == 40_000


async def test_a_limit_holds_for_two_payments_at_once(crowd: Household) -> None:
    await shared_account(crowd, 50_000)
    await crowd.write(limit_spending, actor=crowd["Мама"], **await crowd.place("Папа"), minor=15_000)
    bought = []
    for number in range(2):
        await crowd.add("Мама", f"хлеб{number} 100 р")
        bought.append(await crowd.lock("Мама"))
    paid, refusals = await at_once(
        *(crowd.write(pay_from_account, actor=crowd["Папа"], order=order, minor=10_000) for order in bought)
    )
    assert (len(paid), kinds(refusals)) == (1, {SpendingLimitError})


async def test_money_for_the_account_arrives_once_or_was_not_sent(crowd: Household) -> None:
    await shared_account(crowd, 100)
    sent = {"actor": crowd["Папа"], "family": 1, "minor": 5_000}
    _, refusals = await at_once(
        *(crowd.write(say_topped_up, **sent, attempt=attempt) for attempt in (1, 1, 2))
    )
    assert kinds(refusals) <= {TopUpOpenError}
    said = {"transfer": 2}
    _, refusals = await at_once(
        *(crowd.write(judge_transfer, actor=crowd["Мама"], **said, received=True) for _ in range(3)),
        crowd.write(withdraw_top_up, actor=crowd["Папа"], **said),
    )
    assert kinds(refusals) == {TransferJudgedError}
    assert await left_on_account(crowd) in (100, 5_100)
    assert len(await crowd.rows(select(pot_postings))) <= 2
