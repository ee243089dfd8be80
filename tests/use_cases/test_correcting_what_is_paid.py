"""Prices that turn out to be others after an order was paid: who is told, and what is owed back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from core.alerts.orders import (
    MoneySent,
    OrderCancelled,
    PriceAnswered,
    PriceAsked,
    PriceCorrected,
    PriceStays,
)
from core.books.exporting import export_books
from core.books.views import BooksCorrection
from core.families.disbanding import ask_to_disband, disband_family
from core.families.errors import NotAMemberError, PaymentUnderWayError
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.orders.correcting import (
    WHOLE,
    answer_correction,
    ask_for_correction,
    correct_price,
    show_prices,
    tend_corrections,
    withdraw_correction,
)
from core.orders.dividing import choose_pay_mode
from core.orders.errors import (
    CorrectionOverError,
    EachHasPaidError,
    ForgottenShareError,
    NotYourPricesError,
    OrderUnknownError,
    PaidByAccountError,
    PriceTooLowError,
    ShareFellError,
    SharesPaidError,
)
from core.orders.order import OrderState
from core.orders.paying import cancel_order, confirm_goods, explain_order, list_orders, mark_paid, pay_share
from core.orders.planning import show_balances, show_plan
from core.orders.pooling import pay_from_account
from core.orders.reminding import remind_debtors
from core.orders.settling import judge_payment, say_sent
from core.orders.terms import PayMode
from core.orders.views import Corrected, ReturnView, ShareState
from core.people.errors import OrderUnfinishedError
from core.shared.money import AmountUnreadableError
from storage.schema import alerts, corrections, ledger_entries, orders
from tests.household import send_left
from tests.use_cases.test_account import top_up
from tests.use_cases.test_correcting import MILK, TEA, answer, asked, correct, minors, paying, seen

if TYPE_CHECKING:
    from tests.household import Household


async def paid(home: Household, pay: PayMode = PayMode.ONE) -> int:
    """Папа paid for Мама's milk (3000.00), his own bread (200.00) and Катя's tea (500.00)."""
    order = await paying(home, pay)
    await home.write(mark_paid, actor=home["Папа"], order=order)
    return order


async def settle(home: Household, debtor: str, order: int, payee: str = "Папа") -> None:
    """Let the debtor send all that is left of the share, and the payee receive it."""
    await home.write(judge_payment, actor=home[payee], payment=await send(home, debtor, order), received=True)


async def send(home: Household, debtor: str, order: int) -> int:
    shown = await seen(home, order, debtor)
    assert shown.share_of_reader is not None
    await home.write(send_left, actor=home[debtor], order=order, attempt=shown.share_of_reader.attempt)
    return await home.newest_payment(debtor)


async def open_debts(home: Household, name: str) -> list[tuple[str, int]]:
    """Return what the person owes, negative, or is owed, and by or to whom; it must be their balance."""
    debts = (await home.read(list_orders, actor=home[name])).debts
    assert sum(debt.minor for debt in debts) == (await home.balances(1)).get(name, 0)
    return [(debt.other, debt.minor) for debt in debts]


async def told_last(home: Household, name: str) -> object:
    return (await home.told(name))[-1]


async def postings(home: Household) -> list[str]:
    rows = await home.rows(select(ledger_entries.c.posting).group_by(ledger_entries.c.posting))
    return sorted(row.posting for row in rows)


async def test_what_was_cheaper_goes_at_once_and_whoever_owes_less_is_told(home: Household) -> None:
    order = await paid(home)
    before = await home.rows(select(ledger_entries).order_by(ledger_entries.c.id))
    await correct(home, order, TEA, "400")
    assert await minors(home, order) == {"Мама": 300_000, "Папа": 20_000, "Катя": 40_000}
    told = PriceCorrected(
        order, 1, "Папа", "чай", 50_000, 40_000, 50_000, 40_000, "RUB", attempt=1, to_send=40_000
    )
    assert await told_last(home, "Катя") == told
    assert not [alert for alert in await home.told("Мама") if isinstance(alert, PriceCorrected)]
    assert await open_debts(home, "Катя") == [("Папа", -40_000)]
    assert await home.balances(1) == {"Мама": -300_000, "Папа": 340_000, "Катя": -40_000}
    after = await home.rows(select(ledger_entries).order_by(ledger_entries.c.id))
    assert after[: len(before)] == before
    assert [(row.posting, row.kind, row.minor) for row in after[len(before) :]] == [
        ("order:1:correction:1", "order_corrected", -10_000),
        ("order:1:correction:1", "share_corrected", 10_000),
    ]


async def test_whose_share_would_grow_is_told_before_and_one_objection_stops_it(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, WHOLE, "4070")
    correction = await asked(home, order)
    until = int(home.clock.now.timestamp()) + 48 * 3600
    facts = (correction, order, 1, "Папа", "", 370_000, 407_000)
    assert await told_last(home, "Катя") == PriceAsked(*facts, 50_000, 55_000, "RUB", until)
    assert await told_last(home, "Мама") == PriceAsked(*facts, 300_000, 330_000, "RUB", until)
    waiting = (await seen(home, order)).correction
    assert waiting is not None
    assert (list(waiting.waiting), waiting.due_at) == (["Мама", "Катя"], home.clock.now.replace(day=4))
    await answer(home, "Мама", correction, is_yes=True)
    assert (await seen(home, order)).minor == 370_000
    for _ in range(2):  # a double tap
        await answer(home, "Катя", correction, is_yes=False)
    assert await told_last(home, "Папа") == PriceAnswered(order, 1, "Катя", "", 407_000, "RUB", agreed=False)
    assert await told_last(home, "Мама") == PriceStays(
        order, 1, "Катя", "", 407_000, "RUB", has_objected=True
    )
    home.clock.advance(hours=48)
    assert await home.write(tend_corrections) == 0
    assert await minors(home, order) == {"Мама": 300_000, "Папа": 20_000, "Катя": 50_000}
    assert await postings(home) == ["order:1:paid"]


async def test_when_all_agree_it_holds_at_once(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, WHOLE, "4070")
    correction = await asked(home, order)
    await answer(home, "Мама", correction, is_yes=True)
    await answer(home, "Катя", correction, is_yes=True)
    assert await minors(home, order) == {"Мама": 330_000, "Папа": 22_000, "Катя": 55_000}
    assert await told_last(home, "Папа") == PriceAnswered(order, 1, "Катя", "", 407_000, "RUB", agreed=True)
    told = PriceCorrected(
        order, 1, "Папа", "", 370_000, 407_000, 50_000, 55_000, "RUB", attempt=1, to_send=55_000
    )
    assert await told_last(home, "Катя") == told
    assert await home.balances(1) == {"Мама": -330_000, "Папа": 385_000, "Катя": -55_000}


async def test_silence_of_48_hours_is_a_yes_and_it_is_kept_once(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, TEA, "900")
    await home.write(confirm_goods, actor=home["Мама"], order=order)  # goes on waiting
    home.clock.advance(hours=47, minutes=59)
    assert await home.write(tend_corrections) == 0
    home.clock.advance(days=3)  # no bot was running
    assert await home.write(tend_corrections) == 1
    assert await home.write(tend_corrections) == 0
    assert await minors(home, order) == {"Мама": 300_000, "Папа": 20_000, "Катя": 90_000}
    assert await told_last(home, "Папа") == PriceAnswered(order, 1, "", "чай", 90_000, "RUB", agreed=True)
    view = await seen(home, order)
    assert (view.correction, list(view.corrected)) == (
        None,
        [Corrected("чай", 50_000, 90_000, "Папа", home.clock.now)],
    )
    facts = {"actor": home["Катя"], "correction": 1, "is_yes": False}
    assert await home.refused(CorrectionOverError, answer_correction, **facts) == {"number": 1}


async def test_a_kopeck_more_of_somebody_elses_is_asked_about_and_ones_own_is_not(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, 2, "500")  # the payer's own bread
    assert (await minors(home, order))["Папа"] == 100_000
    assert await home.balances(1) == {"Мама": -300_000, "Папа": 350_000, "Катя": -50_000}
    await correct(home, order, TEA, "500,01")
    assert (await seen(home, order)).correction is not None
    assert (await home.write(show_prices, actor=home["Папа"], order=order)).is_paid


async def test_who_asked_takes_it_back_or_asks_another(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, TEA, "900")
    first = await asked(home, order)
    await correct(home, order, TEA, "950")
    second = await asked(home, order)
    stays = PriceStays(order, 1, "Папа", "чай", 90_000, "RUB", has_objected=False)
    assert stays in await home.told("Катя")
    for _ in range(2):
        await home.write(withdraw_correction, actor=home["Папа"], correction=second)
    assert await told_last(home, "Катя") == PriceStays(
        order, 1, "Папа", "чай", 95_000, "RUB", has_objected=False
    )
    await home.refused(OrderUnknownError, withdraw_correction, actor=home["Катя"], correction=first)
    home.clock.advance(hours=48)
    assert await home.write(tend_corrections) == 0


async def test_a_button_from_before_a_correction_says_the_sum_that_it_was_drawn_for(home: Household) -> None:
    order = await paid(home)
    drawn = {"actor": home["Катя"], "order": order, "attempt": 1, "minor": 50_000}
    await home.refused(AmountUnreadableError, say_sent, **{**drawn, "minor": -1})
    await correct(home, order, TEA, "600")
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    for _ in range(2):  # a double tap
        await home.write(say_sent, **drawn)
    share = (await seen(home, order, "Катя")).share_of_reader
    assert share is not None
    assert (share.sent, share.left, share.attempt) == (50_000, 10_000, 2)
    assert await told_last(home, "Папа") == MoneySent(1, 1, "Катя", 50_000, "RUB")


async def test_a_button_says_no_more_than_what_a_lower_price_left(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, TEA, "400")
    drawn = {"actor": home["Катя"], "order": order, "attempt": 1, "minor": 50_000}
    told = await home.refused(ShareFellError, say_sent, **drawn)
    assert told == {"order": order, "number": 1, "left": 40_000, "currency": "RUB"}
    share = (await seen(home, order, "Катя")).share_of_reader
    assert share is not None
    assert (share.sent, share.left, share.attempt) == (0, 40_000, 1)


async def test_a_closed_order_is_open_again_and_closes_when_it_is_settled(home: Household) -> None:
    order = await paid(home)
    await settle(home, "Мама", order)
    await settle(home, "Катя", order)
    await home.write(confirm_goods, actor=home["Папа"], order=order)
    home.clock.advance(days=9)
    await correct(home, order, TEA, "600")
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    view = await seen(home, order)
    assert view.state is OrderState.RECEIVED
    assert await open_debts(home, "Катя") == [("Папа", -10_000)]
    home.clock.advance(hours=23)
    assert await home.write(remind_debtors) == 0  # it is new
    home.clock.advance(hours=1)
    assert await home.write(remind_debtors) == 1
    await settle(home, "Катя", order)
    assert (await seen(home, order)).state is OrderState.CLOSED
    assert await home.balances(1) == {"Мама": 0, "Папа": 0, "Катя": 0}


async def test_an_order_closes_when_a_lower_price_leaves_nothing_open(home: Household) -> None:
    order = await paid(home)
    await settle(home, "Мама", order)
    await home.write(confirm_goods, actor=home["Папа"], order=order)
    await correct(home, order, TEA, "0")
    assert (await seen(home, order)).state is OrderState.CLOSED


async def test_what_was_paid_too_much_is_owed_back_by_who_paid(home: Household) -> None:
    order = await paid(home)
    await settle(home, "Катя", order)
    await correct(home, order, TEA, "300")
    told = PriceCorrected(
        order, 1, "Папа", "чай", 50_000, 30_000, 50_000, 30_000, "RUB", returned=20_000, attempt=2
    )
    assert await told_last(home, "Катя") == told
    view = await seen(home, order)
    (back,) = view.returned
    assert back == ReturnView(back.order, 2, "Катя", 20_000)
    kid = next(share for share in view.shares if share.name == "Катя")
    assert (kid.minor, kid.settled, kid.returned, kid.state) == (30_000, 50_000, 20_000, ShareState.SETTLED)
    assert await open_debts(home, "Катя") == [("Папа", 20_000)]
    returned = await seen(home, back.order, "Катя")
    assert (returned.returns, returned.minor, list(returned.lines)) == ((order, 1), 20_000, [])
    await home.refused(OrderUnknownError, explain_order, actor=home["Катя"], order=back.order)
    of = {"order": back.order, "position": WHOLE}
    await home.refused(OrderUnknownError, ask_for_correction, actor=home["Катя"], **of)
    await settle(home, "Папа", back.order, "Катя")
    assert (await seen(home, back.order)).state is OrderState.CLOSED
    assert await home.balances(1) == {"Мама": -300_000, "Папа": 300_000, "Катя": 0}


async def test_a_share_that_grows_again_first_takes_back_what_was_to_be_returned(home: Household) -> None:
    order = await paid(home)
    await settle(home, "Катя", order)
    await correct(home, order, TEA, "300")
    await correct(home, order, TEA, "450")
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert await open_debts(home, "Катя") == [("Папа", 5_000)]
    (back,) = (await seen(home, order)).returned
    await settle(home, "Папа", back.order, "Катя")
    await correct(home, order, TEA, "600")  # what was given back stays given back
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert await open_debts(home, "Катя") == [("Папа", -15_000)]
    await correct(home, order, TEA, "400")
    assert await open_debts(home, "Катя") == [("Папа", 5_000)]
    assert [each.order for each in (await seen(home, order)).returned] == [back.order]


async def test_what_is_sent_and_did_not_arrive_is_owed_and_so_is_what_was_too_much(home: Household) -> None:
    order = await paid(home)
    payment = await send(home, "Катя", order)
    await correct(home, order, TEA, "300")
    assert await open_debts(home, "Катя") == [("Папа", -50_000), ("Папа", 20_000)]
    await home.write(judge_payment, actor=home["Папа"], payment=payment, received=False)
    assert await open_debts(home, "Катя") == [("Папа", -50_000), ("Папа", 20_000)]
    (transfer,) = [
        each for each in (await home.read(show_plan, actor=home["Катя"])).transfers if each.is_mine
    ]
    assert (transfer.payee, transfer.minor) == ("Папа", 30_000)


async def test_who_treats_bears_whatever_it_costs(home: Household) -> None:
    order = await paid(home, PayMode.TREAT)
    await correct(home, order, WHOLE, "9000")
    assert await minors(home, order) == {"Папа": 900_000}
    assert (await seen(home, order)).correction is None
    assert await home.balances(1) == {"Папа": 0}


async def test_only_who_paid_corrects_and_only_what_somebody_owes_for(home: Household) -> None:
    order = await paid(home)
    of = {"order": order, "position": TEA}
    told = await home.refused(NotYourPricesError, ask_for_correction, actor=home["Мама"], **of)
    assert told == {"number": 1, "by": "Папа", "is_paid": True}
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    await home.refused(NotAMemberError, ask_for_correction, actor=home["Папа"], **of)


async def test_what_each_paid_is_not_corrected(home: Household) -> None:
    order = await paying(home, PayMode.EACH)
    for name in ("Мама", "Папа", "Катя"):
        await home.write(pay_share, actor=home[name], order=order)
    of = {"actor": home["Мама"], "order": order, "position": TEA}
    assert await home.refused(EachHasPaidError, ask_for_correction, **of) == {"number": 1}


async def test_what_the_shared_account_paid_is_not_corrected(home: Household) -> None:
    order = await paying(home)
    await home.change(lambda work: work.connection.exec_driver_sql("UPDATE families SET has_account = true"))
    await top_up(home, "Мама", 370_000)
    await home.write(pay_from_account, actor=home["Папа"], order=order, minor=370_000)
    of = {"actor": home["Папа"], "order": order, "position": TEA}
    assert await home.refused(PaidByAccountError, ask_for_correction, **of) == {"number": 1}


async def test_no_price_leaves_less_than_nothing(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, WHOLE, "2000")  # 1700 less at the till
    of = {"actor": home["Папа"], "order": order, "position": MILK}
    await home.write(ask_for_correction, **of)
    assert await home.refused(PriceTooLowError, correct_price, **of, was=300_000, text="0") == {"number": 1}


@pytest.mark.parametrize("end", ["he leaves", "the family ends"])
async def test_whose_silence_would_have_been_a_yes_is_told_when_the_question_ends_by_a_departure(
    home: Household, end: str
) -> None:
    order = await paid(home)
    await correct(home, order, WHOLE, "4070")
    await answer(home, "Мама", await asked(home, order), is_yes=True)
    if end == "the family ends":
        await home.write(ask_to_disband, actor=home["Мама"])
        await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    else:
        await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    stays = PriceStays(order, 1, "Папа", "", 407_000, "RUB", has_objected=False)
    for name in ("Мама", "Катя"):
        assert [told for told in await home.told(name) if isinstance(told, PriceStays)] == [stays]
    assert not [told for told in await home.told("Папа") if isinstance(told, PriceStays)]
    home.clock.advance(hours=48)
    assert await home.write(tend_corrections) == 0
    assert (await minors(home, order))["Катя"] == 50_000


async def test_a_departure_ends_no_question_of_somebody_elses_and_tells_nobody_who_objected(
    home: Household,
) -> None:
    order = await paid(home)
    await correct(home, order, TEA, "900")
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    assert not [told for told in await home.told("Катя") if isinstance(told, PriceStays)]
    await answer(home, "Катя", await asked(home, order), is_yes=False)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    assert not [told for told in await home.told("Катя") if isinstance(told, PriceStays)]


async def test_a_former_member_is_asked_and_told_like_any_other(home: Household) -> None:
    order = await paid(home)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    await correct(home, order, TEA, "600")
    await answer(home, "Катя", await asked(home, order), is_yes=True)
    assert await open_debts(home, "Катя") == [("Папа", -60_000)]
    await settle(home, "Катя", order)
    await correct(home, order, TEA, "500")
    assert await open_debts(home, "Катя") == [("Папа", 10_000)]


async def test_who_was_forgotten_is_left_alone(home: Household) -> None:
    order = await paid(home)
    for name in ("Катя", "Мама"):
        await settle(home, name, order)
    await home.write(confirm_goods, actor=home["Папа"], order=order)
    await correct(home, order, TEA, "600")
    told = await home.refused(OrderUnfinishedError, forget_me, actor=home["Катя"])  # may still object
    assert told == {"family": "Ивановы", "number": 1}
    await answer(home, "Катя", await asked(home, order), is_yes=False)
    await home.write(forget_me, actor=home["Катя"])
    of = {"actor": home["Папа"], "order": order}
    for position, was, text in ((TEA, 50_000, "600"), (TEA, 50_000, "400"), (WHOLE, 370_000, "3000")):
        await home.write(ask_for_correction, **of, position=position)
        facts = {**of, "position": position, "was": was, "text": text}
        assert await home.refused(ForgottenShareError, correct_price, **facts) == {"number": 1}
    await correct(home, order, MILK, "2900")
    assert await home.balances(1) == {"Мама": 10_000, "Папа": -10_000, "Катя": 0}


async def test_nobody_is_asked_any_more_when_the_payer_or_the_family_goes(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, TEA, "600")
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    home.clock.advance(hours=48)
    assert await home.write(tend_corrections) == 0
    await home.join("Мама", "Папа")
    await correct(home, order, TEA, "600")
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    home.clock.advance(hours=48)
    assert await home.write(tend_corrections) == 0
    assert [row.state for row in await home.rows(select(corrections.c.state))] == ["withdrawn", "withdrawn"]


async def test_a_present_stays_hidden_with_what_is_owed_back_of_it(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Катя", "лего 500 р")
    await home.hide("Катя", item, "Папа")
    order = await home.lock("Мама")
    await home.pay("Мама", order)
    await settle(home, "Катя", order, "Мама")
    before = len(await home.told("Папа"))
    await correct(home, order, 1, "400", by="Мама")
    (back,) = (await seen(home, order, "Мама")).returned
    assert (back.name, back.unsettled) == ("Катя", 10_000)
    assert back.number < 0
    assert await open_debts(home, "Катя") == [("Мама", 10_000)]
    dads = await home.read(list_orders, actor=home["Папа"])
    assert (list(dads.orders), list(dads.debts), len(await home.told("Папа"))) == ([], [], before)
    books = await home.read(export_books, actor=home["Папа"])
    assert (list(books.orders), list(books.corrections), list(books.entries)) == ([], [], [])
    balances = (await home.read(show_balances, actor=home["Папа"])).balances
    assert {balance.minor for balance in balances} == {0}
    home.clock.advance(days=8)
    assert len((await home.read(list_orders, actor=home["Папа"])).orders) == 2


async def test_the_books_name_every_correction(home: Household) -> None:
    order = await paid(home)
    await settle(home, "Катя", order)
    await correct(home, order, TEA, "300")
    books = await home.read(export_books, actor=home["Мама"])
    assert list(books.corrections) == [BooksCorrection(order, "чай", "Папа", 50_000, 30_000, home.clock.now)]
    assert [(each.number, each.returns) for each in books.orders] == [(1, None), (2, 1)]
    assert {each.posting for each in books.entries} == {
        "order:1:paid",
        f"payment:1:1:{home['Катя']}:received",
        "order:1:correction:1",
    }


async def test_why_this_much_explains_the_corrected_share(home: Household) -> None:
    order = await paid(home)
    await correct(home, order, WHOLE, "3699,99")
    explained = await home.read(explain_order, actor=home["Катя"], order=order)
    assert explained.minor == 369_999
    assert sum(borne.share.minor for borne in explained.shares) == 369_999
    assert {borne.name: borne.share.minor for borne in explained.shares} == await minors(home, order)


async def test_it_is_kept_once_by_all_who_agree_and_object_at_once(crowd: Household) -> None:
    order = await paid(crowd)
    await correct(crowd, order, WHOLE, "4070")
    correction = await asked(crowd, order)
    crowd.clock.advance(hours=48)
    outcomes = await asyncio.gather(
        *(answer(crowd, name, correction, is_yes=True) for name in ("Мама", "Катя")),
        *(crowd.write(tend_corrections) for _ in range(3)),
        return_exceptions=True,
    )
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert all(isinstance(error, CorrectionOverError) for error in errors)
    assert await crowd.balances(1) == {"Мама": -330_000, "Папа": 385_000, "Катя": -55_000}
    told = select(func.count()).where(alerts.c.kind == "PriceCorrected")
    assert (await crowd.rows(told))[0][0] == 2


async def test_what_is_owed_back_is_one_order_whoever_corrects_at_once(crowd: Household) -> None:
    order = await paid(crowd)
    await settle(crowd, "Катя", order)
    await correct(crowd, order, TEA, "400")
    of = {"actor": crowd["Папа"], "order": order}
    await crowd.write(ask_for_correction, **of, position=TEA)
    (back,) = (await seen(crowd, order)).returned
    await asyncio.gather(
        crowd.write(correct_price, **of, position=TEA, was=40_000, text="300"),
        crowd.write(send_left, actor=crowd["Папа"], order=back.order, attempt=1),
        return_exceptions=True,
    )
    assert await open_debts(crowd, "Катя") == [("Папа", 20_000)]
    of_orders = select(func.count()).where(orders.c.returns_id.is_not(None))
    assert (await crowd.rows(of_orders))[0][0] == 1


async def test_where_who_checked_out_for_each_has_left_the_organizer_corrects(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.change(
        lambda work: work.connection.exec_driver_sql(
            "UPDATE families SET has_voting = false, may_lock = 'adults'"
        )
    )
    await home.add("Мама", "молоко 30,00")
    await home.add("Катя", "чай 50,00")
    await home.write(choose_pay_mode, actor=home["Папа"], pay=PayMode.EACH)
    order = await home.lock("Папа")
    of = {"order": order, "position": 1}
    await home.refused(NotYourPricesError, ask_for_correction, actor=home["Мама"], **of)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    assert not (await seen(home, order, "Мама")).locker_may_price
    await correct(home, order, 1, "25", by="Мама")
    assert await minors_of(home, order) == {"Мама": 2_500, "Катя": 5_000}


async def minors_of(home: Household, order: int) -> dict[str, int]:
    return {share.name: share.minor for share in (await seen(home, order, "Мама")).shares}


async def test_who_paid_for_themselves_and_left_holds_nothing_up(home: Household) -> None:
    order = await paying(home, PayMode.EACH)
    await home.write(pay_share, actor=home["Катя"], order=order)
    facts = {"actor": home["Мама"], "order": order}
    assert (await home.refused(SharesPaidError, cancel_order, **facts))["names"] == ["Катя"]
    await home.refused(PaymentUnderWayError, ask_to_disband, actor=home["Мама"])
    for name in ("Катя", "Папа"):  # Папа has not paid, and never will
        await home.write(leave_family, actor=home[name], family=1, keep_lines=False)
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(cancel_order, **facts)
    assert await told_last(home, "Катя") == OrderCancelled(order, 1, "Мама")
    await home.write(forget_me, actor=home["Катя"])
    await home.write(forget_me, actor=home["Папа"])
