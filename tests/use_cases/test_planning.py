from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.settling import DebtsOffset, TransferNotReceived, TransferReceived, TransferSent
from core.families.errors import NoFamilyError, NotAMemberError
from core.families.leaving import leave_family
from core.orders.errors import PlanChangedError
from core.orders.order import OrderState
from core.orders.paying import confirm_goods, show_order
from core.orders.planning import send_by_plan, show_balances, show_plan
from core.orders.settling import judge_payment
from core.orders.views import Balance, PartView, ShareState
from tests.household import send_left

if TYPE_CHECKING:
    from core.orders.views import TransferView
    from tests.household import Household


async def owe(home: Household, debtor: str, creditor: str, rubles: int) -> int:
    """Let the debtor wish for something that the creditor pays; return the order."""
    await home.add(debtor, f"чай {rubles},00")
    order = await home.lock("Мама")
    await home.pay(creditor, order)
    return order


async def chain(home: Household) -> tuple[int, int]:
    """Папа owes Мама 100 (order 1), Мама owes Катя 100 (order 2)."""
    await home.family("Мама", ["Папа", "Катя"])
    return await owe(home, "Папа", "Мама", 100), await owe(home, "Мама", "Катя", 100)


async def planned(home: Household, name: str) -> list[TransferView]:
    return list((await home.read(show_plan, actor=home[name])).transfers)


async def send(home: Household, name: str, seal: str) -> int:
    return await home.write(send_by_plan, actor=home[name], family=1, seal=seal)


async def test_a_chain_is_settled_by_one_transfer(home: Household) -> None:
    first, second = await chain(home)
    await home.write(confirm_goods, actor=home["Мама"], order=second)
    (transfer,) = await planned(home, "Папа")
    assert (transfer.debtor, transfer.payee, transfer.minor, transfer.is_mine) == (
        "Папа",
        "Катя",
        10_000,
        True,
    )
    assert transfer.parts == [
        PartView(first, 1, "Папа", "Мама", 10_000),
        PartView(second, 2, "Мама", "Катя", 10_000),
    ]
    payment = await send(home, "Папа", transfer.seal)
    assert (await home.told("Катя"))[-1] == TransferSent(payment, "Папа", 10_000, "RUB")
    assert await planned(home, "Мама") == []
    assert (await home.balances(1)) == {"Мама": 0, "Папа": -10_000, "Катя": 10_000}
    await home.write(judge_payment, actor=home["Катя"], payment=payment, received=True)
    assert (await home.balances(1)) == {"Мама": 0, "Папа": 0, "Катя": 0}
    assert (await home.told("Папа"))[-1] == TransferReceived(payment, "Катя", 10_000, "RUB")
    assert (await home.told("Мама"))[-1] == DebtsOffset("Папа", "Катя", 10_000, 10_000, "RUB")
    views = [await home.read(show_order, actor=home["Мама"], order=order) for order in (first, second)]
    assert [view.state for view in views] == [OrderState.PAID, OrderState.CLOSED]
    assert all(share.state is ShareState.SETTLED for view in views for share in view.shares)


async def test_a_transfer_that_did_not_arrive_leaves_every_debt_open(home: Household) -> None:
    await chain(home)
    (transfer,) = await planned(home, "Папа")
    payment = await send(home, "Папа", transfer.seal)
    await home.write(judge_payment, actor=home["Катя"], payment=payment, received=False)
    assert (await home.told("Папа"))[-1] == TransferNotReceived(payment, "Катя", 10_000, "RUB")
    (again,) = await planned(home, "Папа")
    assert again.parts == transfer.parts
    assert again.seal != transfer.seal
    second = await send(home, "Папа", again.seal)
    await home.write(judge_payment, actor=home["Катя"], payment=second, received=True)
    assert (await home.balances(1)) == {"Мама": 0, "Папа": 0, "Катя": 0}


async def test_a_double_tap_sends_once(home: Household) -> None:
    await chain(home)
    (transfer,) = await planned(home, "Папа")
    assert [await send(home, "Папа", transfer.seal) for _ in range(3)] == [1, 1, 1]
    assert sum(isinstance(alert, TransferSent) for alert in await home.told("Катя")) == 1


async def test_debts_that_changed_meanwhile_are_planned_anew(home: Household) -> None:
    _, second = await chain(home)
    (transfer,) = await planned(home, "Папа")
    await home.write(send_left, actor=home["Мама"], order=second, attempt=1)
    facts = {"actor": home["Папа"], "family": 1, "seal": transfer.seal}
    assert await home.refused(PlanChangedError, send_by_plan, **facts) == {}
    (anew,) = await planned(home, "Папа")
    assert (anew.payee, anew.minor) == ("Мама", 10_000)


async def test_mutual_debts_need_the_difference_only(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await owe(home, "Папа", "Мама", 100)
    await owe(home, "Мама", "Папа", 60)
    (transfer,) = await planned(home, "Папа")
    assert transfer.minor == 4000
    payment = await send(home, "Папа", transfer.seal)
    await home.write(judge_payment, actor=home["Мама"], payment=payment, received=True)
    assert (await home.balances(1)) == {"Мама": 0, "Папа": 0}
    assert await planned(home, "Папа") == []


async def test_even_debts_are_offset_without_money_by_either(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await owe(home, "Папа", "Мама", 50)
    await owe(home, "Мама", "Папа", 50)
    seals = {name: (await planned(home, name))[0].seal for name in ("Мама", "Папа")}
    payment = await send(home, "Папа", seals["Папа"])
    assert await send(home, "Мама", seals["Мама"]) == payment
    await home.write(judge_payment, actor=home["Мама"], payment=payment, received=True)
    assert (await home.balances(1)) == {"Мама": 0, "Папа": 0}
    view = await home.read(show_balances, actor=home["Мама"])
    assert (view.debts, view.waiting) == ([], [])


async def test_a_transfer_is_made_by_who_owes_it(home: Household) -> None:
    await chain(home)
    await home.meet("Сосед")
    (transfer,) = await planned(home, "Катя")
    assert not transfer.is_mine
    for name in ("Мама", "Катя"):
        facts = {"actor": home[name], "family": 1, "seal": transfer.seal}
        assert await home.refused(PlanChangedError, send_by_plan, **facts) == {}
    facts = {"actor": home["Сосед"], "family": 1, "seal": transfer.seal}
    assert await home.refused(NotAMemberError, send_by_plan, **facts) == {}
    assert await home.refused(NoFamilyError, show_plan, actor=home["Сосед"]) == {}


async def test_who_left_settles_directly_and_is_in_no_plan(home: Household) -> None:
    first, second = await chain(home)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    (transfer,) = await planned(home, "Мама")
    assert (transfer.debtor, transfer.payee) == ("Мама", "Катя")
    theirs = await home.read(show_balances, actor=home["Папа"])
    assert (theirs.family, theirs.balances) == (None, [])
    assert [(debt.order, debt.other, debt.minor) for debt in theirs.debts] == [(first, "Мама", -10_000)]
    mums = await home.read(show_balances, actor=home["Мама"])
    assert [(debt.order, debt.other, debt.minor) for debt in mums.debts] == [
        (first, "Папа", 10_000),
        (second, "Катя", -10_000),
    ]
    assert mums.balances == [
        Balance("Мама", 0, is_reader=True),
        Balance("Катя", 10_000, is_reader=False),
        Balance("Папа", -10_000, is_reader=False),
    ]


async def test_a_hidden_order_is_in_no_plan(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    present = await home.add_one("Папа", "духи 100,00")
    await home.hide("Папа", present, "Мама")
    order = await home.lock("Папа")
    await home.pay("Катя", order)
    for name in ("Мама", "Папа", "Катя"):
        assert await planned(home, name) == []
    seen = await home.read(show_balances, actor=home["Мама"])
    assert {balance.minor for balance in seen.balances} == {0}
    home.clock.advance(days=9)
    assert len(await planned(home, "Мама")) == 1
