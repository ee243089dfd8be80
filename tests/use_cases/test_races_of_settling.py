"""What is promised when several settle the same debts at once, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.orders import MoneySent
from core.alerts.settling import DebtReminder, VerdictReminder
from core.orders.errors import (
    PaymentJudgedError,
    PlanChangedError,
)
from core.orders.planning import send_by_plan, show_plan
from core.orders.reminding import remind_debtors, remind_payees
from core.orders.settling import judge_payment, withdraw_payment
from storage.schema import (
    payments,
    shares,
)
from tests.at_once import at_once, kinds
from tests.household import send_left
from tests.use_cases.test_races_of_orders import lock_milk

if TYPE_CHECKING:
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def test_saying_sent_several_times_at_once_asks_once(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.pay("Папа", order)
    await at_once(*(crowd.write(send_left, actor=crowd["Мама"], order=order, attempt=1) for _ in range(3)))
    assert sum(isinstance(alert, MoneySent) for alert in await crowd.told("Папа")) == 1


async def test_of_opposite_verdicts_at_once_received_holds(crowd: Household) -> None:
    order = await lock_milk(crowd)
    await crowd.pay("Папа", order)
    await crowd.write(send_left, actor=crowd["Мама"], order=order, attempt=1)
    facts = {"actor": crowd["Папа"], "payment": 1}
    judged, refusals = await at_once(
        *(crowd.write(judge_payment, received=received, **facts) for received in (True, False, True, False))
    )
    assert len(judged) >= 2
    assert kinds(refusals) <= {PaymentJudgedError}
    assert await crowd.balances(1) == {"Мама": 0, "Папа": 0}


async def owed_in_a_chain(crowd: Household) -> str:
    """Папа owes Мама, Мама owes Катя; return the seal of Папа's transfer, which settles both."""
    await crowd.family("Мама", FAMILY[1:3])
    for debtor, payer in (("Папа", "Мама"), ("Мама", "Катя")):
        await crowd.add(debtor, "чай 100,00")
        await crowd.pay(payer, await crowd.lock("Мама"))
    plan = await crowd.read(show_plan, actor=crowd["Папа"])
    (transfer,) = plan.transfers
    return transfer.seal


async def discharged(crowd: Household) -> list[tuple[int, int, int]]:
    """Return what is said to be sent and what is settled of each debt of 100 roubles."""
    rows = await crowd.rows(
        select(shares.c.order_id, shares.c.sent_minor, shares.c.settled_minor).order_by(shares.c.order_id)
    )
    return [tuple(row) for row in rows]


async def test_a_plans_transfer_tapped_on_two_devices_is_one_payment(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    facts = {"actor": crowd["Папа"], "family": 1, "seal": seal}
    made, refusals = await at_once(*(crowd.write(send_by_plan, **facts) for _ in range(4)))
    assert (set(made), refusals) == ({1}, [])
    assert await discharged(crowd) == [(1, 10_000, 0), (2, 10_000, 0)]


async def test_of_a_plans_transfer_and_a_direct_payment_at_once_one_holds(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    made, refusals = await at_once(
        crowd.write(send_by_plan, actor=crowd["Папа"], family=1, seal=seal),
        crowd.write(send_left, actor=crowd["Мама"], order=2, attempt=1),
    )
    assert kinds(refusals) <= {PlanChangedError}
    by_plan = not refusals
    assert len(made) == 2 - len(refusals)
    assert await discharged(crowd) == [(1, 10_000 if by_plan else 0, 0), (2, 10_000, 0)]
    assert len(await crowd.rows(select(payments.c.id))) == 1


async def test_received_and_taken_back_at_once_agree_with_the_books(crowd: Household) -> None:
    seal = await owed_in_a_chain(crowd)
    await crowd.write(send_by_plan, actor=crowd["Папа"], family=1, seal=seal)
    _, refusals = await at_once(
        crowd.write(judge_payment, actor=crowd["Катя"], payment=1, received=True),
        crowd.write(withdraw_payment, actor=crowd["Папа"], payment=1),
        crowd.write(judge_payment, actor=crowd["Катя"], payment=1, received=True),
    )
    assert kinds(refusals) == {PaymentJudgedError}
    settled = (await crowd.rows(select(payments.c.state)))[0].state == "confirmed"
    assert await discharged(crowd) == [(order, 0, 10_000 if settled else 0) for order in (1, 2)]
    open_minor = 0 if settled else 10_000
    assert await crowd.balances(1) == {"Мама": 0, "Папа": -open_minor, "Катя": open_minor}


async def test_two_processes_remind_once(crowd: Household) -> None:
    await owed_in_a_chain(crowd)
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(remind_debtors) for _ in range(4)))
    for name in ("Папа", "Мама"):
        assert sum(isinstance(alert, DebtReminder) for alert in await crowd.told(name)) == 1
    await crowd.write(send_left, actor=crowd["Папа"], order=1, attempt=1)
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(remind_payees) for _ in range(4)))
    assert sum(isinstance(alert, VerdictReminder) for alert in await crowd.told("Мама")) == 1
