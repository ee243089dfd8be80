"""Orders that nothing but the shared account pays: chosen at check-out, refused with what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.documents import books_json
from bot.texts import Texts
from core.account.limiting import limit_spending
from core.account.views import StatementLine
from core.alerts.account import PaidFromAccount
from core.alerts.orders import OrderForAccount, OrderLocked, PaymentTimedOut, PriceAnswered, PriceAsked
from core.books.exporting import export_books
from core.families.errors import AccountOffError, AdultsOnlyError
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.correcting import answer_correction, ask_for_correction, correct_price
from core.orders.dividing import choose_pay_mode, choose_split
from core.orders.errors import (
    AccountLacksError,
    AccountPaysError,
    BeingPaidError,
    CheckoutChangedError,
    OrderStateError,
    OrderSumChangedError,
)
from core.orders.invoicing import take_by_invoice
from core.orders.order import OrderState
from core.orders.paying import (
    cancel_order,
    confirm_goods,
    explain_order,
    free_stale_orders,
    mark_paid,
    release_payment,
    show_order,
    take_payment,
)
from core.orders.pooling import consider_account_payment, pay_from_account
from core.orders.repeating import repeat_order
from core.orders.terms import PayMode, Split
from core.people.exporting import export_me
from core.pot.books import PotKind
from tests.household import START
from tests.use_cases.test_account import family, parts, pay, pot, switch, top_up

if TYPE_CHECKING:
    from core.orders.views import CheckoutView, OrderView
    from tests.household import Household

MILK, WHOLE = 1, 0


async def choose(home: Household, name: str = "Мама") -> None:
    await home.write(choose_pay_mode, actor=home[name], pay=PayMode.ACCOUNT)


async def preview(home: Household, name: str = "Мама") -> CheckoutView:
    return await home.write(preview_checkout, actor=home[name])


async def groceries(home: Household, *others: str) -> int:
    """Мама's milk for 100.00 and Папа's bread for 50.00, which the shared account is to pay."""
    await family(home, *others)
    await home.add("Мама", "молоко 100,00")
    await home.add("Папа", "хлеб 50,00")
    await choose(home)
    return await home.lock("Мама")


async def seen(home: Household, order: int, name: str = "Мама") -> OrderView:
    return await home.read(show_order, actor=home[name], order=order)


async def test_nobody_has_a_share_from_the_check_out_to_the_end(home: Household) -> None:
    await family(home)
    await top_up(home, "Папа", 20_000)
    await home.add("Мама", "молоко 100,00")
    await home.add("Папа", "хлеб 50,00")
    await choose(home)
    await home.write(choose_split, actor=home["Мама"], split=Split.AMOUNTS)
    shown = await preview(home)
    assert (shown.account, shown.shares, shown.missing) == (20_000, [], 0)
    order = await home.lock("Мама")
    for name in ("Папа", "Катя"):
        assert (await home.told(name))[-1] == OrderForAccount(order, 1, "Мама", 2, 15_000, "RUB")
    view = await seen(home, order)
    assert (view.shares, view.has_account, view.from_account) == ([], True, False)
    assert (await home.read(explain_order, actor=home["Папа"], order=order)).shares == []
    await pay(home, "Катя", order, 15_000)
    view = await seen(home, order)
    assert (view.state, view.payer_name, view.from_account) == (OrderState.PAID, "Катя", True)
    assert (await home.told("Папа"))[-1] == PaidFromAccount(
        order, 1, "Катя", 15_000, 5_000, "RUB", is_kept=False
    )
    assert (await parts(home), await home.balances(1)) == ({"Папа": 5_000}, {})
    assert (await pot(home)).lines[0] == StatementLine(START, PotKind.ORDER, "Катя", 1, -15_000, 5_000)
    await home.write(confirm_goods, actor=home["Папа"], order=order)
    assert (await seen(home, order)).state is OrderState.CLOSED


async def test_the_files_tell_that_the_account_paid(home: Household) -> None:
    order = await groceries(home)
    await top_up(home, "Мама", 15_000)
    await pay(home, "Папа", order, 15_000)
    mine = await home.read(export_me, actor=home["Папа"])
    assert [row["pay_mode"] for row in mine["orders"]] == ["account"]
    books = books_json(await home.read(export_books, actor=home["Катя"]), Texts("ru", "UTC")).decode()
    assert '"pay_mode": "account"' in books
    assert '"paid_from_shared_account": true' in books


async def test_without_a_shared_account_it_is_not_offered_and_not_kept(home: Household) -> None:
    await family(home)
    await home.add("Мама", "молоко 100,00")
    await choose(home)
    seal = (await preview(home)).seal
    await switch(home, is_on=False)
    shown = await preview(home)
    assert (shown.account, shown.terms.pay) == (None, PayMode.ONE)
    stale = {"actor": home["Мама"], "family": 1, "orders": 0, "seal": seal}
    await home.refused(CheckoutChangedError, lock_cart, **stale)
    told = await home.refused(AccountOffError, choose_pay_mode, actor=home["Мама"], pay=PayMode.ACCOUNT)
    assert told == {"organizer": "Мама"}


async def test_what_is_missing_is_told_and_a_top_up_or_calling_it_off_helps(home: Household) -> None:
    order = await groceries(home)
    await top_up(home, "Папа", 10_000)
    facts = {"order": order, "number": 1, "missing": 5_000, "left": 10_000, "currency": "RUB"}
    for name, may_cancel in (("Мама", True), ("Папа", False)):
        lacking = facts | {"may_cancel": may_cancel}
        of = {"actor": home[name], "order": order}
        assert await home.refused(AccountLacksError, consider_account_payment, **of) == lacking
        assert await home.refused(AccountLacksError, pay_from_account, **of, minor=15_000) == lacking
    await top_up(home, "Катя", 5_000)
    asked = await home.write(consider_account_payment, actor=home["Папа"], order=order)
    assert (asked.minor, asked.balance) == (15_000, 15_000)
    await home.write(cancel_order, actor=home["Мама"], order=order)
    assert [item.title for item in (await preview(home)).items] == ["молоко", "хлеб"]
    assert (await pot(home)).balance == 15_000


async def test_nothing_else_pays_it(home: Household) -> None:
    order = await groceries(home, "Папа", "Катя", "Дима")
    await home.limit("Дима", 0)
    await top_up(home, "Мама", 15_000)
    minors = {"actor": home["Дима"], "order": order, "minor": 15_000}
    await home.refused(AdultsOnlyError, pay_from_account, **minors)
    home.invoiced = frozenset({"RUB"})
    assert await home.write(take_by_invoice, actor=home["Папа"], order=order, token="t") is None
    assert await home.refused(AccountPaysError, mark_paid, actor=home["Папа"], order=order) == {"number": 1}
    await home.refused(BeingPaidError, pay_from_account, actor=home["Катя"], order=order, minor=15_000)
    await home.write(release_payment, actor=home["Папа"], order=order)
    await home.write(limit_spending, actor=home["Мама"], **await home.place("Катя"), minor=15_000)
    await pay(home, "Катя", order, 15_000)  # exactly her limit
    await home.refused(OrderStateError, pay_from_account, **{**minors, "actor": home["Папа"]})


async def test_an_account_that_is_switched_off_meanwhile_pays_nothing(home: Household) -> None:
    order = await groceries(home)
    await switch(home, is_on=False)
    of = {"actor": home["Папа"], "order": order}
    await home.refused(AccountOffError, consider_account_payment, **of)
    assert not (await seen(home, order)).has_account
    await home.write(cancel_order, actor=home["Мама"], order=order)


async def shopping(home: Household) -> int:
    """Папа has taken the order for 3000.00 to the shop."""
    await family(home)
    await top_up(home, "Мама", 500_000)
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_voting = false"))
    await home.add("Мама", "молоко 3000,00")
    await choose(home)
    order = await home.lock("Мама")
    await home.write(take_payment, actor=home["Папа"], order=order)
    return order


async def correct(home: Household, order: int, text: str) -> None:
    of = {"actor": home["Папа"], "order": order, "position": MILK}
    _, was, _ = await home.write(ask_for_correction, **of)
    await home.write(correct_price, **of, was=was, text=text)


async def test_who_took_it_to_the_shop_corrects_prices_and_pays_from_the_account(home: Household) -> None:
    order = await shopping(home)
    await correct(home, order, "3150")  # 5 % are tolerated
    view = await seen(home, order, "Папа")
    assert (view.minor, view.shares, view.correction) == (315_000, [], None)
    stale = {"actor": home["Папа"], "order": order, "minor": 300_000}
    await home.refused(OrderSumChangedError, pay_from_account, **stale)
    await pay(home, "Папа", order, 315_000)
    assert (await pot(home)).balance == 185_000


async def test_beyond_what_is_tolerated_all_other_adults_are_asked(home: Household) -> None:
    order = await shopping(home)
    await home.limit("Катя", 0)
    await correct(home, order, "4000")
    asked = PriceAsked(1, order, 1, "Папа", "молоко", 300_000, 400_000, 0, 0, "RUB")
    assert (await home.told("Мама"))[-1] == asked
    assert asked not in await home.told("Катя")
    assert (await seen(home, order)).minor == 300_000
    await home.write(answer_correction, actor=home["Мама"], correction=1, is_yes=True)
    assert (await seen(home, order)).minor == 400_000
    assert (await home.told("Папа"))[-1] == PriceAnswered(
        order, 1, "Мама", "молоко", 400_000, "RUB", agreed=True
    )


async def test_who_took_it_and_was_too_slow_is_told_what_holds_now(home: Household) -> None:
    order = await shopping(home)
    home.clock.advance(minutes=15)
    assert await home.write(free_stale_orders) == 1
    assert (await home.told("Папа"))[-1] == PaymentTimedOut(order, 1, from_account=True)
    await pay(home, "Мама", order, 300_000)


async def test_its_lines_are_repeated_like_any(home: Household) -> None:
    order = await groceries(home)
    added = await home.write(repeat_order, actor=home["Катя"], order=order)
    assert [item.title for item in added.items] == ["молоко", "хлеб"]
    assert (await preview(home)).terms.pay is PayMode.ONE


@pytest.mark.parametrize("beside", ["milk", ""])
async def test_a_present_is_paid_by_one_of_those_who_know_of_it(home: Household, beside: str) -> None:
    await family(home)
    await top_up(home, "Мама", 100_000)
    if beside:
        await home.add("Мама", "молоко 100,00")
    await home.hide("Мама", await home.add_one("Мама", "духи 300,00"), "Папа")
    await choose(home)
    shown = await preview(home)
    assert (shown.terms.pay, shown.explained[-1].terms.pay) == (PayMode.ACCOUNT, PayMode.ONE)
    assert shown.shares == [("Мама", 30_000)]
    await home.lock("Мама")
    present = len(shown.explained)
    view = await seen(home, present)
    assert (view.terms.pay, view.hidden_from) == (PayMode.ONE, "Папа")
    (told,) = [alert for alert in await home.told("Катя") if isinstance(alert, OrderLocked)]
    assert told.order == present
    known = [alert for alert in await home.told("Папа") if isinstance(alert, OrderForAccount | OrderLocked)]
    assert known == ([OrderForAccount(1, 1, "Мама", 1, 10_000, "RUB")] if beside else [])


async def test_what_costs_nothing_needs_no_account(home: Household) -> None:
    await family(home)
    await home.add("Мама", "подарок 0 р")
    await choose(home)
    assert (await seen(home, await home.lock("Мама"))).terms.pay is PayMode.ONE
