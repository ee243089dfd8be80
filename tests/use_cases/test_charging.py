"""Orders paid by invoices: the intent, the word on a payment, and money that comes, whatever it is for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.charges import (
    InvoicePaid,
    PaidMoneyReturned,
    PaymentReturned,
    PaymentToReturn,
    RefundAsked,
)
from core.alerts.orders import ShareDue
from core.families.errors import NotAMemberError
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.orders.charge import ChargeState, ChargesView, Flaw, Invoice, Purpose, Receipt
from core.orders.charging import claim_charges, keep_charge, list_charges, settle_charge
from core.orders.errors import (
    BeingPaidError,
    ChargeUnderWayError,
    ChargeUnknownError,
    InvoiceOutdatedError,
    InvoiceUnknownError,
    NotYourInvoiceError,
    OrderStateError,
    OrderUnknownError,
)
from core.orders.invoicing import check_payment, drop_invoice, find_invoiced, take_by_invoice
from core.orders.order import OrderState
from core.orders.paying import (
    cancel_order,
    free_stale_orders,
    mark_paid,
    release_payment,
    show_order,
    take_payment,
)
from core.orders.refunding import claim_refunds, mark_refunded, note_refund, postpone_refund, settle_refund
from core.people.errors import RefundAwaitedError
from storage.schema import charges, intents, orders, shares
from tests.money import ask, pay, states

if TYPE_CHECKING:
    from tests.household import Household


FIRST = "token-1"


async def order_groceries(home: Household) -> int:
    """Мама's milk for 89.90 and Папа's bread for 40.00; Катя wanted nothing. Invoices are in roubles."""
    home.invoiced = frozenset({"RUB", "XTR"})
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90")
    await home.add("Папа", "хлеб 40,00")
    return await home.lock("Мама")


async def invoiced(home: Household, payer: str, order: int, token: str = FIRST) -> Invoice:
    invoice = await home.write(take_by_invoice, actor=home[payer], order=order, token=token)
    assert invoice is not None
    return invoice


async def state(home: Household, order: int) -> OrderState:
    return (await home.read(show_order, actor=home["Мама"], order=order)).state


async def test_the_intent_is_kept_with_the_taking_and_stays_the_same(home: Household) -> None:
    order = await order_groceries(home)
    first = await invoiced(home, "Папа", order)
    assert first == Invoice("token-1", Purpose.ORDER, 1, "Ивановы", ["молоко", "хлеб"], 12_990, "RUB")
    assert await invoiced(home, "Папа", order, "token-2") == first
    await home.write(release_payment, actor=home["Папа"], order=order)
    assert await invoiced(home, "Папа", order, "token-3") == first
    view = await home.read(show_order, actor=home["Папа"], order=order)
    assert (view.state, view.payer_name, view.is_invoiced) == (OrderState.PAYING, "Папа", True)
    assert not (await home.read(show_order, actor=home["Мама"], order=order)).is_invoiced
    assert len(await home.rows(select(intents))) == 1


async def test_an_order_that_changed_has_another_invoice_and_the_old_one_cannot_be_paid(
    home: Household,
) -> None:
    order = await order_groceries(home)
    old = await invoiced(home, "Папа", order)
    await home.put(
        shares.update().where(shares.c.person_id == home["Папа"]).values(minor=4_500),
        orders.update().where(orders.c.id == order).values(minor=13_490),
    )
    assert await home.refused(
        InvoiceOutdatedError,
        check_payment,
        actor=home["Папа"],
        query="q",
        payload=old.token,
        minor=12_990,
        currency="RUB",
    ) == {"number": 1}
    fresh = await invoiced(home, "Папа", order, "token-2")
    assert (fresh.token, fresh.minor) == ("token-2", 13_490)
    await pay(home, "Папа", old.token)
    assert await states(home) == [("flagged", "changed")]
    await pay(home, "Папа", fresh.token, "c-2", minor=13_490)
    assert await states(home) == [("flagged", "changed"), ("applied", None)]


async def test_an_invoice_that_telegram_did_not_take_is_none_unless_its_money_is_on_the_way(
    home: Household,
) -> None:
    order = await order_groceries(home)
    refused = await invoiced(home, "Папа", order)
    about = {"actor": home["Мама"], "token": refused.token}
    assert await home.refused(NotYourInvoiceError, drop_invoice, **about) == {
        "payer": "Папа",
        "is_for_order": True,
    }
    await home.write(drop_invoice, actor=home["Папа"], token=refused.token)
    assert not (await home.read(show_order, actor=home["Папа"], order=order)).is_invoiced
    taken = await invoiced(home, "Папа", order, "token-2")
    await ask(home, "Папа", taken)
    await home.write(drop_invoice, actor=home["Папа"], token=taken.token)
    await pay(home, "Папа", taken.token)
    assert await states(home) == [("applied", None)]


async def test_what_costs_nothing_has_no_invoice(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", "подарок 0,00")
    order = await home.lock("Мама")
    facts = {"actor": home["Папа"], "order": order, "token": "t"}
    assert await home.write(take_by_invoice, **facts) is None
    assert await state(home, order) is OrderState.PAYING


async def test_money_that_came_makes_the_order_paid_and_the_shares_due(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    await ask(home, "Папа", invoice)
    for _ in range(3):
        await pay(home, "Папа", invoice.token)
    assert await states(home) == [("applied", None)]
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990}
    assert await state(home, order) is OrderState.PAID
    assert (await home.told("Папа"))[-1] == InvoicePaid(order, 1, 12_990, "RUB")
    assert (await home.told("Мама"))[-1] == ShareDue(order, 1, "Папа", 8990, "RUB", 1)
    (listed,) = (await home.read(list_charges, actor=home["Папа"])).mine
    assert (listed.name, listed.number, listed.minor, listed.state) == ("c-1", 1, 12_990, ChargeState.APPLIED)
    assert await home.read(list_charges, actor=home["Мама"]) == ChargesView([], [])


async def test_the_same_question_gets_the_same_answer_and_another_waits_a_minute(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    for _ in range(2):
        await ask(home, "Папа", invoice, "q-1")
    with pytest.raises(ChargeUnderWayError):
        await ask(home, "Папа", invoice, "q-2")
    for use_case in (mark_paid, release_payment):
        told = await home.refused(ChargeUnderWayError, use_case, actor=home["Папа"], order=order)
        assert told == {"number": 1}
    home.clock.advance(minutes=1)
    await ask(home, "Папа", invoice, "q-2")
    home.clock.advance(minutes=1)
    await home.write(release_payment, actor=home["Папа"], order=order)


async def test_only_who_was_invoiced_may_pay_while_the_order_is_theirs(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    with pytest.raises(NotYourInvoiceError) as foreign:
        await ask(home, "Катя", invoice)
    assert foreign.value.payer == "Папа"
    with pytest.raises(InvoiceUnknownError):
        await ask(home, "Папа", invoice, payload="token-9")
    for changed in ({"minor": 12_991}, {"currency": "USD"}):
        with pytest.raises(InvoiceOutdatedError):
            await ask(home, "Папа", invoice, **changed)
    home.clock.advance(minutes=15)
    await home.write(free_stale_orders)
    with pytest.raises(OrderStateError) as free:
        await ask(home, "Папа", invoice)
    assert free.value.state is OrderState.LOCKED
    await home.write(take_payment, actor=home["Катя"], order=order)
    with pytest.raises(BeingPaidError):
        await ask(home, "Папа", invoice)
    await home.write(mark_paid, actor=home["Катя"], order=order)
    with pytest.raises(OrderStateError):
        await ask(home, "Папа", invoice)


async def test_who_left_meanwhile_may_not_pay(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    with pytest.raises(NotAMemberError):
        await ask(home, "Папа", invoice)


async def test_a_forwarded_invoice_leads_only_its_payer_to_the_order(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    assert await home.write(find_invoiced, actor=home["Папа"], token=invoice.token) == order
    await home.refused(NotYourInvoiceError, find_invoiced, actor=home["Катя"], token=invoice.token)
    await home.refused(InvoiceUnknownError, find_invoiced, actor=home["Катя"], token="x")


async def test_a_present_is_nothing_that_its_member_may_hear_of(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    home.invoiced = frozenset({"RUB"})
    item = await home.add_one("Папа", "шарф 300,00")
    await home.hide("Папа", item, "Мама")
    order = await home.lock("Папа")
    invoice = await invoiced(home, "Папа", order)
    await home.refused(InvoiceUnknownError, find_invoiced, actor=home["Мама"], token=invoice.token)
    await pay(home, "Папа", invoice.token, minor=30_000)
    await pay(home, "Папа", invoice.token, "c-2", minor=30_000)
    assert await states(home) == [("applied", None), ("flagged", "second")]
    assert [type(alert).__name__ for alert in await home.told("Мама")] == ["MemberJoined", "MemberJoined"]
    number = (await home.told("Папа"))[-1]
    assert isinstance(number, RefundAsked)
    assert number.flaw == "second"
    assert isinstance((await home.told("Катя"))[-1], RefundAsked)


async def late(home: Household, order: int) -> str:
    """Папа's time is over before his money comes."""
    home.clock.advance(minutes=15)
    await home.write(free_stale_orders)
    assert await state(home, order) is OrderState.LOCKED
    return "Папа"


async def test_an_order_is_not_freed_while_its_money_may_come_any_moment(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    home.clock.advance(minutes=14, seconds=40)
    await ask(home, "Папа", invoice)
    home.clock.advance(seconds=20)
    assert await home.write(free_stale_orders) == 0
    assert await state(home, order) is OrderState.PAYING
    home.clock.advance(seconds=40)
    assert await home.write(free_stale_orders) == 1
    assert await state(home, order) is OrderState.LOCKED


async def test_late_money_still_pays_an_order_that_is_free(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    await ask(home, "Папа", invoice)
    await late(home, order)
    await pay(home, "Папа", invoice.token)
    assert await states(home) == [("applied", None)]
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990}


@pytest.mark.parametrize("flaw", ["taken", "paid", "cancelled", "left", "second", "differs", "foreign"])
async def test_money_that_pays_for_nothing_is_kept_and_told(home: Household, flaw: str) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    await ask(home, "Папа", invoice)
    payer, minor = "Папа", 12_990
    match flaw:
        case "taken":
            await late(home, order)
            await home.write(take_payment, actor=home["Катя"], order=order)
        case "paid":
            await late(home, order)
            await home.pay("Катя", order)
        case "cancelled":
            await late(home, order)
            await home.write(cancel_order, actor=home["Мама"], order=order)
        case "left":
            await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
        case "second":
            await pay(home, "Папа", invoice.token, "c-0")
        case "differs":
            minor = 12_991
        case "foreign":
            payer = "Катя"
    books = await home.balances(1)
    for _ in range(2):
        await pay(home, payer, invoice.token, minor=minor)
    assert (await states(home))[-1] == ("flagged", flaw)
    assert await home.balances(1) == books
    told = PaymentToReturn(1, minor, "RUB", flaw, is_automatic=False, purpose="order")
    assert (await home.told(payer))[-1] == told
    (number,) = await home.rows(select(charges.c.id).where(charges.c.state == "flagged"))
    asked = RefundAsked(number.id, payer, 1, minor, "RUB", flaw, is_automatic=False, purpose="order")
    assert (await home.told("Мама"))[-1] == asked
    assert (await home.told("Мама")).count(asked) == 1


async def test_money_for_nothing_known_is_kept_and_the_organizer_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Гость")
    await pay(home, "Папа", "no such intent")
    await pay(home, "Гость", "nor this", "c-2", minor=5, currency="XTR")
    assert await states(home) == [("flagged", "unknown"), ("flagged", "unknown")]
    assert (await home.told("Мама"))[-1] == RefundAsked(
        1, "Папа", 0, 12_990, "RUB", "unknown", is_automatic=False
    )
    assert (await home.told("Гость"))[-1] == PaymentToReturn(0, 5, "XTR", "unknown", is_automatic=True)


async def test_money_that_was_kept_and_not_looked_at_is_taken_up_once(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    receipt = Receipt("c-1", "p-1", invoice.token, 12_990, "RUB")
    charge = await home.write(keep_charge, actor=home["Папа"], receipt=receipt)
    assert await home.write(keep_charge, actor=home["Папа"], receipt=receipt) == charge
    assert await home.write(claim_charges) == []
    home.clock.advance(minutes=1)
    assert await home.write(claim_charges) == [charge]
    assert await home.write(claim_charges) == []
    for _ in range(2):
        await home.write(settle_charge, charge=charge)
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990}
    home.clock.advance(minutes=1)
    assert await home.write(claim_charges) == []


async def test_stars_are_given_back_by_the_bot_and_told_once(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await pay(home, "Папа", "unknown", minor=50, currency="XTR")
    (charge,) = await home.write(claim_refunds)
    assert (charge.name, charge.payer, charge.attempts) == ("c-1", home["Папа"], 0)
    assert await home.write(claim_refunds) == []
    await home.write(postpone_refund, charge=charge.id, attempts=charge.attempts)
    home.clock.advance(seconds=59)
    assert await home.write(claim_refunds) == []
    home.clock.advance(seconds=1)
    assert [one.attempts for one in await home.write(claim_refunds)] == [1]
    for _ in range(2):
        await home.write(settle_refund, charge=charge.id)
        assert await home.write(note_refund, name="c-1")
    assert await states(home) == [("refunded", "unknown")]
    assert (await home.told("Папа")).count(PaymentReturned(50, "XTR")) == 1
    home.clock.advance(days=1)
    assert await home.write(claim_refunds) == []
    assert not await home.write(note_refund, name="never came")


async def test_payer_or_any_adult_says_that_money_was_given_back(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await home.family("Пётр", name="Петровы")
    await home.limit("Дима", 0)
    for number, by in enumerate(("Мама", "Катя", "Папа"), start=1):
        await pay(home, "Папа", "unknown", f"c-{number}")
        assert await home.write(claim_refunds) == []
        for stranger in ("Дима", "Пётр"):
            await home.refused(ChargeUnknownError, mark_refunded, actor=home[stranger], charge=number)
            assert (await home.read(list_charges, actor=home[stranger])).of_others == []
        for _ in range(2):
            await home.write(mark_refunded, actor=home[by], charge=number)
    await home.refused(ChargeUnknownError, mark_refunded, actor=home["Мама"], charge=4)
    assert await states(home) == [("refunded", "unknown")] * 3
    assert (await home.told("Папа")).count(PaymentReturned(12_990, "RUB")) == 2  # he knows what he said


async def test_stars_are_not_said_to_be_given_back_for_the_bot_does_it(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await pay(home, "Папа", "unknown", minor=50, currency="XTR")
    for name in ("Мама", "Папа"):
        await home.refused(ChargeUnknownError, mark_refunded, actor=home[name], charge=1)
    assert (await home.read(list_charges, actor=home["Мама"])).of_others == []
    assert len(await home.write(claim_refunds)) == 1


async def test_money_for_a_present_is_given_back_without_a_word_to_whom_it_is_for(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    home.invoiced = frozenset({"RUB"})
    await home.hide("Папа", await home.add_one("Папа", "шарф 300,00"), "Катя")
    order = await home.lock("Мама")
    invoice = await invoiced(home, "Папа", order)
    await pay(home, "Папа", invoice.token, "c-0", minor=30_000)
    await pay(home, "Папа", invoice.token, minor=30_000)
    await pay(home, "Катя", invoice.token, "c-2", minor=30_000)
    assert await states(home) == [("applied", None), ("flagged", "second"), ("flagged", "foreign")]
    assert [one.flaw for one in (await home.read(list_charges, actor=home["Мама"])).of_others] == [
        Flaw.FOREIGN,
        Flaw.SECOND,
    ]
    seen = await home.read(list_charges, actor=home["Катя"])
    assert seen.of_others == []
    assert [(one.number, one.purpose) for one in seen.mine] == [(None, None)]
    told = (await home.told("Катя"))[-1]
    assert told == PaymentToReturn(0, 30_000, "RUB", "foreign", is_automatic=False)
    await home.refused(ChargeUnknownError, mark_refunded, actor=home["Катя"], charge=2)
    await home.write(mark_refunded, actor=home["Катя"], charge=3)


async def test_money_that_had_paid_and_was_given_back_is_told_and_stays_in_the_books(home: Household) -> None:
    order = await order_groceries(home)
    invoice = await invoiced(home, "Папа", order)
    await pay(home, "Папа", invoice.token)
    await home.refused(ChargeUnknownError, mark_refunded, actor=home["Мама"], charge=1)
    for _ in range(2):
        assert await home.write(note_refund, name="c-1")
    assert await home.balances(1) == {"Мама": -8990, "Папа": 8990}
    for name in ("Папа", "Мама"):
        assert (await home.told(name)).count(PaidMoneyReturned(order, 1, 12_990, "RUB")) == 1


async def test_nobody_is_forgotten_while_their_money_is_to_come_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await pay(home, "Папа", "unknown")
    told = await home.refused(RefundAwaitedError, forget_me, actor=home["Папа"])
    assert told == {"minor": 12_990, "currency": "RUB"}
    await home.write(mark_refunded, actor=home["Мама"], charge=1)
    await home.write(forget_me, actor=home["Папа"])
    (kept,) = await home.rows(select(charges.c.name, charges.c.provider_name, charges.c.payer_id))
    assert tuple(kept) == ("c-1", "p-c-1", home["Папа"])


async def test_of_charges_for_one_invoice_at_once_one_pays(crowd: Household) -> None:
    order = await order_groceries(crowd)
    invoice = await invoiced(crowd, "Папа", order)
    comings = [pay(crowd, "Папа", invoice.token, name) for name in ("c-1", "c-2", "c-1", "c-2", "c-1")]
    await asyncio.gather(*comings)
    assert sorted(await states(crowd)) == [("applied", None), ("flagged", "second")]
    assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}
    asked = [alert for alert in await crowd.told("Мама") if isinstance(alert, RefundAsked)]
    assert len(asked) == 1


async def test_of_two_ways_to_pay_at_once_one_pays(crowd: Household) -> None:
    order = await order_groceries(crowd)
    invoice = await invoiced(crowd, "Папа", order)
    await late(crowd, order)
    paid = await asyncio.gather(
        pay(crowd, "Папа", invoice.token), crowd.pay("Катя", order), return_exceptions=True
    )
    (outcome,) = await states(crowd)
    if outcome == ("applied", None):
        assert isinstance(paid[1], (OrderStateError, BeingPaidError))
        assert await crowd.balances(1) == {"Мама": -8990, "Папа": 8990}
    else:
        assert outcome in {("flagged", "taken"), ("flagged", "paid")}
        assert await crowd.balances(1) == {"Мама": -8990, "Папа": -4000, "Катя": 12_990}


async def test_two_questions_at_once_get_one_yes(crowd: Household) -> None:
    order = await order_groceries(crowd)
    invoice = await invoiced(crowd, "Папа", order)
    asked = [ask(crowd, "Папа", invoice, f"q-{number}") for number in range(4)]
    refused = [one for one in await asyncio.gather(*asked, return_exceptions=True) if one is not None]
    assert [type(one) for one in refused] == [ChargeUnderWayError] * 3


async def test_two_processes_give_stars_back_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await pay(crowd, "Папа", "unknown", minor=50, currency="XTR")
    claimed = await asyncio.gather(*(crowd.write(claim_refunds) for _ in range(3)))
    assert len([charge for leased in claimed for charge in leased]) == 1


async def test_strangers_take_no_order(home: Household) -> None:
    order = await order_groceries(home)
    await home.meet("Гость")
    await home.refused(NotAMemberError, take_by_invoice, actor=home["Гость"], order=order, token="t")
    await home.refused(OrderUnknownError, take_by_invoice, actor=home["Папа"], order=99, token="t")
    home.invoiced = frozenset({"XTR"})
    assert await home.write(take_by_invoice, actor=home["Папа"], order=order, token="t") is None
    assert await home.rows(select(intents)) == []


def test_every_flaw_is_tried() -> None:
    tried = {"taken", "paid", "cancelled", "left", "second", "differs", "foreign", "unknown", "changed"}
    elsewhere = {"share_paid", "off", "disbanded"}
    assert tried | elsewhere == {flaw.value for flaw in Flaw}
