"""One's own share of an order paid by an invoice, where each pays theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from core.alerts.charges import (
    PaidMoneyReturned,
    PaymentReturned,
    PaymentToReturn,
    RefundAsked,
    ShareInvoicePaid,
    ShareMoneyReturned,
)
from core.alerts.orders import EachHasPaid, OrderCancelled
from core.families.disbanding import ask_to_disband, disband_family
from core.families.errors import NotAMemberError, PaymentUnderWayError
from core.families.leaving import leave_family
from core.orders.charge import Invoice, Purpose
from core.orders.correcting import ask_for_correction, correct_price
from core.orders.dividing import choose_pay_mode
from core.orders.errors import (
    ChargeUnderWayError,
    InvoiceOutdatedError,
    NothingOwedError,
    NotYourInvoiceError,
    OrderStateError,
    ShareChargedError,
)
from core.orders.invoicing import check_payment, find_invoiced, invoice_share, take_by_invoice
from core.orders.order import OrderState
from core.orders.paying import cancel_order, pay_share, show_order, take_back_share
from core.orders.refunding import mark_refunded, note_refund
from core.orders.terms import PayMode
from core.shared.reminding import GRACE
from tests.household import START
from tests.money import ask, pay, states

if TYPE_CHECKING:
    from tests.household import Household

MILK, BREAD = 8_990, 4_000


async def order_for_each(home: Household, pays: PayMode = PayMode.EACH) -> int:
    """Мама's milk for 89.90 and Папа's bread for 40.00; Катя wanted nothing. Each pays their share."""
    home.invoiced = frozenset({"RUB", "XTR"})
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "хлеб 40,00")
    await home.write(choose_pay_mode, actor=home["Мама"], pay=pays)
    return await home.lock("Мама")


async def invoiced(home: Household, payer: str, order: int, token: str = "") -> Invoice:
    token = token or f"token of {payer}"
    invoice = await home.write(invoice_share, actor=home[payer], order=order, token=token)
    assert invoice is not None
    return invoice


async def paid(home: Household, order: int) -> list[str]:
    """Who has paid their share."""
    known = await home.look(lambda work: work.paid_shares(order))
    return sorted(name for name in ("Мама", "Папа", "Катя") if home[name] in known)


async def state(home: Household, order: int) -> OrderState:
    return (await home.read(show_order, actor=home["Мама"], order=order)).state


async def test_two_people_pay_their_shares_and_the_second_makes_the_order_paid(home: Household) -> None:
    order = await order_for_each(home)
    mums, dads = await invoiced(home, "Мама", order), await invoiced(home, "Папа", order)
    assert mums == Invoice("token of Мама", Purpose.SHARE, 1, "Ивановы", ["молоко", "хлеб"], MILK, "RUB")
    assert dads.minor == BREAD
    assert await invoiced(home, "Папа", order, "other") == dads
    for invoice, payer in ((dads, "Папа"), (mums, "Мама")):
        await ask(home, payer, invoice)  # neither has to wait for the other
    for _ in range(2):
        await pay(home, "Папа", dads.token, minor=BREAD)
    assert (await paid(home, order), await state(home, order)) == (["Папа"], OrderState.LOCKED)
    assert (await home.told("Папа"))[-1] == ShareInvoicePaid(order, 1, BREAD, "RUB", is_paid=False)
    for _ in range(2):
        await pay(home, "Мама", mums.token, "c-2", minor=MILK)
    assert await states(home) == [("applied", None)] * 2
    assert (await paid(home, order), await state(home, order)) == (["Мама", "Папа"], OrderState.PAID)
    assert (await home.told("Мама"))[-1] == ShareInvoicePaid(order, 1, MILK, "RUB", is_paid=True)
    assert (await home.told("Папа"))[-1] == EachHasPaid(order, 1)
    assert await home.balances(1) == {"Мама": 0, "Папа": 0}


async def test_the_order_screen_knows_of_the_invoice_and_of_what_it_paid(home: Household) -> None:
    order = await order_for_each(home)

    async def seen(reader: str) -> tuple[bool, bool, bool]:
        view = await home.read(show_order, actor=home[reader], order=order)
        return view.takes_invoices, view.is_invoiced, view.is_charged

    assert await seen("Папа") == (True, False, False)
    invoice = await invoiced(home, "Папа", order)
    assert await seen("Папа") == (True, True, False)
    assert await seen("Мама") == (True, False, False)
    await pay(home, "Папа", invoice.token, minor=BREAD)
    assert await seen("Папа") == (True, False, True)
    home.invoiced = frozenset({"XTR"})
    assert await seen("Мама") == (False, False, False)
    assert await home.write(invoice_share, actor=home["Мама"], order=order, token="t") is None


async def test_only_who_owes_a_share_has_an_invoice_for_it(home: Household) -> None:
    order = await order_for_each(home)
    await home.meet("Гость")
    facts = {"order": order, "token": "t"}
    await home.refused(NothingOwedError, invoice_share, actor=home["Катя"], **facts)
    await home.refused(NotAMemberError, invoice_share, actor=home["Гость"], **facts)
    await home.write(pay_share, actor=home["Папа"], order=order)
    await home.refused(NothingOwedError, invoice_share, actor=home["Папа"], **facts)
    await home.write(pay_share, actor=home["Мама"], order=order)
    await home.refused(OrderStateError, invoice_share, actor=home["Мама"], **facts)


async def test_where_one_pays_for_all_nobody_pays_their_share_by_an_invoice(home: Household) -> None:
    order = await order_for_each(home, PayMode.ONE)
    await home.refused(NothingOwedError, invoice_share, actor=home["Папа"], order=order, token="t")
    assert await home.write(take_by_invoice, actor=home["Папа"], order=order, token="t") is not None


async def test_the_word_on_a_share_looks_at_whose_it_is_and_what_it_is(home: Household) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    told = await home.refused(NotYourInvoiceError, find_invoiced, actor=home["Катя"], token=invoice.token)
    assert told == {"payer": "Папа", "is_for_order": True}
    assert await home.write(find_invoiced, actor=home["Папа"], token=invoice.token) == order
    with pytest.raises(NotYourInvoiceError):
        await ask(home, "Мама", invoice)
    for changed in ({"minor": BREAD + 1}, {"currency": "USD"}):
        with pytest.raises(InvoiceOutdatedError):
            await ask(home, "Папа", invoice, **changed)
    await home.write(ask_for_correction, actor=home["Мама"], order=order, position=2)
    await home.write(correct_price, actor=home["Мама"], order=order, position=2, was=BREAD, text="45,00")
    with pytest.raises(InvoiceOutdatedError):
        await ask(home, "Папа", invoice)
    fresh = await invoiced(home, "Папа", order, "token-2")
    assert (fresh.token, fresh.minor) == ("token-2", 4_500)
    await home.write(pay_share, actor=home["Папа"], order=order)
    with pytest.raises(NothingOwedError):
        await ask(home, "Папа", fresh)


async def test_while_money_for_a_share_is_on_its_way_nothing_it_counts_on_changes(home: Household) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    for _ in range(2):
        await ask(home, "Папа", invoice)
    with pytest.raises(ChargeUnderWayError):
        await ask(home, "Папа", invoice, "q-2")
    mum, facts = home["Мама"], {"order": order}
    assert await home.refused(ChargeUnderWayError, pay_share, actor=home["Папа"], **facts) == {"number": 1}
    await home.refused(ChargeUnderWayError, cancel_order, actor=mum, **facts)
    await home.refused(ChargeUnderWayError, ask_for_correction, actor=mum, position=1, **facts)
    await home.write(pay_share, actor=mum, **facts)  # hers is another share
    home.clock.advance(minutes=1)
    await home.write(pay_share, actor=home["Папа"], **facts)


async def test_what_an_invoice_paid_is_not_taken_back_by_a_word(home: Household) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    await pay(home, "Папа", invoice.token, minor=BREAD)
    for _ in range(2):
        await home.write(pay_share, actor=home["Папа"], order=order)
    told = await home.refused(ShareChargedError, take_back_share, actor=home["Папа"], order=order)
    assert told == {"number": 1}
    assert await paid(home, order) == ["Папа"]


async def test_a_share_whose_money_was_given_back_is_unpaid_again_and_can_be_paid_anew(
    home: Household,
) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    await pay(home, "Папа", invoice.token, minor=BREAD)
    for _ in range(2):
        assert await home.write(note_refund, name="c-1")
    assert await paid(home, order) == []
    assert (await home.told("Папа")).count(ShareMoneyReturned(order, 1, BREAD, "RUB")) == 1
    reminding = await home.look(lambda work: work.reminder_of(order, home["Папа"]))
    assert reminding is not None
    assert reminding.next_at == START + GRACE
    again = await invoiced(home, "Папа", order, "token-2")
    await pay(home, "Папа", again.token, "c-2", minor=BREAD)
    await home.write(pay_share, actor=home["Мама"], order=order)
    assert await states(home) == [("refunded", None), ("applied", None)]
    assert await home.write(note_refund, name="c-2")
    assert await state(home, order) is OrderState.PAID  # with all paid it stays so, as an order that one paid
    assert (await home.told("Папа"))[-1] == PaidMoneyReturned(order, 1, BREAD, "RUB")


async def test_who_left_and_a_family_that_is_no_more_still_have_their_share_to_pay(home: Household) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    assert await invoiced(home, "Папа", order) == invoice
    await ask(home, "Папа", invoice)
    await pay(home, "Папа", invoice.token, minor=BREAD)
    assert await paid(home, order) == ["Папа"]


async def test_what_who_left_paid_by_an_invoice_goes_back_when_the_order_is_called_off(
    home: Household,
) -> None:
    order = await order_for_each(home)
    await pay(home, "Папа", (await invoiced(home, "Папа", order)).token, minor=BREAD)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    told = await home.refused(PaymentUnderWayError, ask_to_disband, actor=home["Мама"])
    assert told == {"number": 1}
    for _ in range(2):  # a double tap
        await home.write(cancel_order, actor=home["Мама"], order=order)
    assert await states(home) == [("flagged", "cancelled")]
    money = (BREAD, "RUB", "cancelled", False, "share")
    assert (await home.told("Папа"))[-2:] == [OrderCancelled(order, 1, "Мама"), PaymentToReturn(1, *money)]
    assert (await home.told("Мама"))[-1] == RefundAsked(1, "Папа", 1, *money)
    await home.write(mark_refunded, actor=home["Мама"], charge=1)
    assert (await home.told("Папа"))[-1] == PaymentReturned(BREAD, "RUB")
    await home.write(ask_to_disband, actor=home["Мама"])


@pytest.mark.parametrize("flaw", ["share_paid", "changed", "cancelled", "second", "differs", "foreign"])
async def test_money_that_pays_for_no_share_is_kept_and_told(home: Household, flaw: str) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    await ask(home, "Папа", invoice)
    home.clock.advance(minutes=1)
    payer, minor, books = "Папа", BREAD, ["Папа"]
    match flaw:
        case "share_paid":
            await home.write(pay_share, actor=home["Папа"], order=order)
        case "changed":
            price = {"actor": home["Мама"], "order": order, "position": 2}
            await home.write(ask_for_correction, **price)
            await home.write(correct_price, **price, was=BREAD, text="45,00")
            books = []
        case "cancelled":
            await home.write(cancel_order, actor=home["Мама"], order=order)
            books = []
        case "second":
            await pay(home, "Папа", invoice.token, "c-0", minor=BREAD)
        case "differs":
            minor, books = BREAD + 1, []
        case "foreign":
            payer, books = "Катя", []
    for _ in range(2):
        await pay(home, payer, invoice.token, minor=minor)
    assert (await states(home))[-1] == ("flagged", flaw)
    assert await paid(home, order) == books
    told = PaymentToReturn(1, minor, "RUB", flaw, is_automatic=False, purpose="share")
    assert (await home.told(payer))[-1] == told
    asked = [alert for alert in await home.told("Мама") if isinstance(alert, RefundAsked)]
    assert [(one.payer, one.number, one.minor, one.flaw) for one in asked] == [(payer, 1, minor, flaw)]


async def test_of_two_ways_to_pay_a_share_at_once_one_pays(crowd: Household) -> None:
    order = await order_for_each(crowd)
    invoice = await invoiced(crowd, "Папа", order)
    await asyncio.gather(
        *(pay(crowd, "Папа", invoice.token, name, minor=BREAD) for name in ("c-1", "c-2", "c-1")),
        crowd.write(pay_share, actor=crowd["Папа"], order=order),
        crowd.write(pay_share, actor=crowd["Мама"], order=order),
    )
    assert await state(crowd, order) is OrderState.PAID
    outcomes = sorted(await states(crowd))
    assert outcomes in (
        [("applied", None), ("flagged", "second")],
        [("flagged", "share_paid"), ("flagged", "share_paid")],
    )
    assert await crowd.balances(1) == {"Мама": 0, "Папа": 0}


async def test_the_last_two_shares_at_once_make_the_order_paid_once(crowd: Household) -> None:
    order = await order_for_each(crowd)
    mums, dads = await invoiced(crowd, "Мама", order), await invoiced(crowd, "Папа", order)
    await asyncio.gather(
        *(pay(crowd, "Мама", mums.token, "c-1", minor=MILK) for _ in range(2)),
        *(pay(crowd, "Папа", dads.token, "c-2", minor=BREAD) for _ in range(2)),
    )
    assert await state(crowd, order) is OrderState.PAID
    assert await states(crowd) == [("applied", None)] * 2
    told = [alert for name in ("Мама", "Папа") for alert in await crowd.told(name)]
    assert sorted(one.is_paid for one in told if isinstance(one, ShareInvoicePaid)) == [False, True]


async def test_the_question_of_a_share_is_asked_once_more_without_harm(home: Household) -> None:
    order = await order_for_each(home)
    invoice = await invoiced(home, "Папа", order)
    await pay(home, "Папа", invoice.token, minor=BREAD)
    facts = {"payload": invoice.token, "minor": BREAD, "currency": "RUB"}
    await home.refused(NothingOwedError, check_payment, actor=home["Папа"], query="late", **facts)
