"""Money put on the shared account by an invoice: it counts once, at once, and goes back when it cannot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from core.account.looking import show_account
from core.account.topping_up import ask_for_top_up, say_topped_up
from core.alerts.account import AccountGrew, InvoiceTopUp, PartDue, TopUpMoneyReturned, TopUpPaid
from core.alerts.charges import PaymentToReturn, RefundAsked
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.disbanding import ask_to_disband, disband_family
from core.families.errors import AccountOffError, NotAMemberError
from core.families.handover import accept_role, offer_role
from core.families.leaving import leave_family
from core.families.membership import require_member
from core.orders.charge import Flaw, Invoice, Purpose, Receipt
from core.orders.charging import claim_charges, keep_charge, list_charges, settle_charge
from core.orders.errors import (
    ChargeUnderWayError,
    ChargeUnknownError,
    InvoiceOutdatedError,
    NotInvoicedError,
    NotYourInvoiceError,
)
from core.orders.invoicing import find_invoiced
from core.orders.pooling import pay_from_account
from core.orders.pot_invoicing import ask_for_invoiced_sum, invoice_top_up, type_invoiced_sum
from core.orders.refunding import mark_refunded, note_refund
from core.people.errors import QuestionGoneError
from core.pot.books import PotKind
from core.shared.money import AmountUnreadableError
from storage.schema import intents, pot_entries
from tests.household import START
from tests.money import ask, pay, states

if TYPE_CHECKING:
    from core.account.views import PotView
    from tests.household import Household

SUM = 50_000
FIRST = "t-1"


async def switch(home: Household, *, is_on: bool) -> None:
    await home.write(switch_benefit, actor=home["Мама"], family=1, benefit=Benefit.ACCOUNT, is_on=is_on)


async def family(home: Household) -> None:
    """Мама's family has a shared account in roubles, and a provider."""
    home.invoiced = frozenset({"RUB", "XTR"})
    await home.family("Мама", ["Папа", "Катя"])
    await switch(home, is_on=True)


async def invoiced(home: Household, payer: str = "Папа", minor: int = SUM, token: str = FIRST) -> Invoice:
    return await home.write(invoice_top_up, actor=home[payer], family=1, minor=minor, token=token)


async def parts(home: Household) -> dict[str, int]:
    """Return what everybody has on the account; the books must sum to zero, and the parts to the balance."""
    ((total,),) = await home.rows(select(func.sum(pot_entries.c.minor)))
    assert int(total or 0) == 0
    known = await home.look(lambda work: work.parts_of(1))
    assert sum(known.values()) == await home.look(lambda work: work.pot_minor(1))
    names = {home[name]: name for name in ("Мама", "Папа", "Катя")}
    return {names[person]: minor for person, minor in known.items()}


async def pot(home: Household, name: str = "Папа") -> PotView:
    view = await home.read(show_account, actor=home[name])
    assert view.pot is not None
    return view.pot


async def test_the_money_counts_once_and_at_once_and_everybody_is_told(home: Household) -> None:
    await family(home)
    invoice = await invoiced(home)
    assert invoice == Invoice("t-1", Purpose.TOP_UP, None, "Ивановы", [], SUM, "RUB")
    assert await invoiced(home, token="t-2") == invoice
    assert (await invoiced(home, minor=70_000, token="t-3")).token == "t-3"
    for _ in range(2):
        await ask(home, "Папа", invoice)
    with pytest.raises(ChargeUnderWayError) as busy:
        await ask(home, "Папа", invoice, "q-2")
    assert busy.value.number is None
    for _ in range(3):
        await pay(home, "Папа", invoice.token, minor=SUM)
    assert await states(home) == [("applied", None)]
    assert await parts(home) == {"Папа": SUM}
    assert (await home.told("Папа"))[-1] == TopUpPaid("Мама", SUM, SUM, "RUB")
    assert (await home.told("Мама"))[-1] == InvoiceTopUp("Папа", SUM, SUM, "RUB")
    assert (await home.told("Катя"))[-1] == AccountGrew("Папа", SUM, SUM, "RUB")
    shown = await pot(home)
    assert (shown.balance, shown.invoiced, shown.part) == (SUM, SUM, SUM)
    (line,) = shown.lines
    assert (line.at, line.kind, line.who, line.by_invoice) == (START, PotKind.TOP_UP, "Папа", True)
    (charge,) = (await home.read(list_charges, actor=home["Папа"])).mine
    assert (charge.purpose, charge.number, charge.flaw) == (Purpose.TOP_UP, None, None)
    with pytest.raises(InvoiceOutdatedError):
        await ask(home, "Папа", invoice, "q-3")
    assert (await invoiced(home, token="t-4")).token == "t-4"


async def test_the_keeper_may_pay_an_invoice_as_well(home: Household) -> None:
    await family(home)
    await pay(home, "Мама", (await invoiced(home, "Мама")).token, minor=SUM)
    assert (await home.told("Мама"))[-1] == TopUpPaid("", SUM, SUM, "RUB")
    assert await parts(home) == {"Мама": SUM}


async def test_a_sum_is_typed_once(home: Household) -> None:
    await family(home)
    view = await home.write(ask_for_invoiced_sum, actor=home["Папа"])
    assert (view.keeper, view.is_keeper, view.currency) == ("Мама", False, "RUB")
    facts = {"actor": home["Папа"], "family": 1, "token": "t-1"}
    for text in ("0", "много"):
        await home.refused(AmountUnreadableError, type_invoiced_sum, **facts, text=text)
    assert (await home.write(type_invoiced_sum, **facts, text="123,45")).minor == 12_345
    await home.refused(QuestionGoneError, type_invoiced_sum, **facts, text="123,45")
    await home.write(ask_for_invoiced_sum, actor=home["Папа"])
    await invoiced(home, token="t-2")
    assert await home.look(lambda work: work.question_of(home["Папа"])) is None


async def test_an_account_in_another_currency_has_no_invoices(home: Household) -> None:
    await family(home)
    home.invoiced = frozenset({"XTR"})
    told = await home.refused(NotInvoicedError, ask_for_invoiced_sum, actor=home["Папа"])
    assert told == {"currency": "RUB"}
    facts = {"actor": home["Папа"], "family": 1, "token": "t"}
    await home.refused(NotInvoicedError, invoice_top_up, **facts, minor=SUM)
    view = await home.write(ask_for_top_up, actor=home["Папа"])
    assert "RUB" not in view.invoiced
    assert view.invoiced
    assert await home.rows(select(intents)) == []


async def test_while_money_waits_for_its_keeper_an_invoice_can_be_paid(home: Household) -> None:
    await family(home)
    await home.write(say_topped_up, actor=home["Папа"], family=1, minor=10_000, attempt=1)
    view = await home.write(ask_for_top_up, actor=home["Папа"])
    assert view.waiting == 10_000
    assert await home.look(lambda work: work.question_of(home["Папа"])) is None
    await pay(home, "Папа", (await invoiced(home)).token, minor=SUM)
    assert await parts(home) == {"Папа": SUM}


async def test_the_word_on_a_top_up_looks_at_who_pays_and_for_what(home: Household) -> None:
    await family(home)
    invoice = await invoiced(home)
    told = await home.refused(NotYourInvoiceError, find_invoiced, actor=home["Катя"], token=invoice.token)
    assert told == {"payer": "Папа", "is_for_order": False}
    assert await home.write(find_invoiced, actor=home["Папа"], token=invoice.token) is None
    for changed in ({"minor": SUM + 1}, {"currency": "USD"}):
        with pytest.raises(InvoiceOutdatedError):
            await ask(home, "Папа", invoice, **changed)
    for minor in (0, -1, 10**9 + 1):
        facts = {"actor": home["Папа"], "family": 1, "token": "t"}
        await home.refused(AmountUnreadableError, invoice_top_up, **facts, minor=minor)
    await switch(home, is_on=False)
    with pytest.raises(AccountOffError):
        await ask(home, "Папа", invoice)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    with pytest.raises(NotAMemberError):
        await ask(home, "Папа", invoice)


@pytest.mark.parametrize("flaw", ["off", "left", "disbanded", "second", "differs", "foreign"])
async def test_a_top_up_that_cannot_count_is_kept_and_told(home: Household, flaw: str) -> None:
    await family(home)
    invoice = await invoiced(home)
    await ask(home, "Папа", invoice)
    payer, minor, currency = "Папа", SUM, "RUB"
    match flaw:
        case "off":
            await switch(home, is_on=False)
        case "left":
            await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
        case "disbanded":
            await home.write(ask_to_disband, actor=home["Мама"])
            await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
        case "second":
            await pay(home, "Папа", invoice.token, "c-0", minor=SUM)
        case "differs":
            currency = "USD"
        case "foreign":
            payer = "Катя"
    before = await parts(home)
    for _ in range(2):
        await pay(home, payer, invoice.token, minor=minor, currency=currency)
    assert (await states(home))[-1] == ("flagged", flaw)
    assert await parts(home) == before
    told = PaymentToReturn(0, minor, currency, flaw, is_automatic=False, purpose="top_up")
    assert (await home.told(payer))[-1] == told
    asked = [alert for alert in await home.told("Мама") if isinstance(alert, RefundAsked)]
    assert len(asked) == (0 if flaw == "disbanded" else 1)


async def test_money_that_was_kept_before_a_kill_counts_afterwards_once(home: Household) -> None:
    await family(home)
    invoice = await invoiced(home)
    receipt = Receipt("c-1", "p-1", invoice.token, SUM, "RUB")
    charge = await home.write(keep_charge, actor=home["Папа"], receipt=receipt)
    assert await parts(home) == {}
    home.clock.advance(minutes=1)
    assert await home.write(claim_charges) == [charge]
    for _ in range(2):
        await home.write(settle_charge, charge=charge)
    assert await home.write(keep_charge, actor=home["Папа"], receipt=receipt) is None
    assert await parts(home) == {"Папа": SUM}


async def test_what_came_by_invoices_goes_back_by_the_parts_like_any_other_money(home: Household) -> None:
    await family(home)
    await pay(home, "Папа", (await invoiced(home)).token, minor=SUM)
    await home.write(say_topped_up, actor=home["Мама"], family=1, minor=SUM, attempt=1)
    await home.add("Катя", "торт 300 р")
    order = await home.lock("Мама")
    await home.write(pay_from_account, actor=home["Мама"], order=order, minor=30_000)
    assert await parts(home) == {"Мама": 35_000, "Папа": 35_000}
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    assert await parts(home) == {}
    due = [alert for alert in await home.told("Папа") if isinstance(alert, PartDue)]
    assert due == [PartDue("Ивановы", "Мама", 35_000, "RUB")]


@pytest.mark.parametrize("spent", [0, 30_000])
async def test_a_counted_top_up_that_was_given_back_is_off_the_account(home: Household, spent: int) -> None:
    await family(home)
    await pay(home, "Папа", (await invoiced(home)).token, minor=SUM)
    if spent:
        await home.add("Катя", "торт 300 р")
        order = await home.lock("Мама")
        await home.write(pay_from_account, actor=home["Мама"], order=order, minor=spent)
    for _ in range(2):
        assert await home.write(note_refund, name="c-1")
    assert await parts(home) == {}
    assert await states(home) == [("refunded", None)]
    for name in ("Папа", "Мама"):
        told = TopUpMoneyReturned("Ивановы", "Папа", SUM, spent, "RUB")
        assert (await home.told(name)).count(told) == 1
    assert (await pot(home)).invoiced == 0


async def test_charges_at_once_all_count_once(crowd: Household) -> None:
    await family(crowd)
    first, second = await invoiced(crowd), await invoiced(crowd, "Катя", token="t-2")
    await asyncio.gather(
        *(pay(crowd, "Папа", first.token, name, minor=SUM) for name in ("c-1", "c-2", "c-1")),
        *(pay(crowd, "Катя", second.token, "c-3", minor=SUM) for _ in range(2)),
        crowd.write(say_topped_up, actor=crowd["Мама"], family=1, minor=SUM, attempt=1),
    )
    assert sorted(await states(crowd)) == [("applied", None), ("applied", None), ("flagged", "second")]
    assert await parts(crowd) == {"Мама": SUM, "Папа": SUM, "Катя": SUM}


async def test_two_taps_at_once_make_one_intent(crowd: Household) -> None:
    await family(crowd)
    made = await asyncio.gather(*(invoiced(crowd, token=f"t-{number}") for number in range(3)))
    assert len({invoice.token for invoice in made}) == len(await crowd.rows(select(intents))) == 1


# -- giving back


async def flagged(home: Household) -> None:
    """Папа's top-up came after the account was switched off."""
    await family(home)
    invoice = await invoiced(home)
    await switch(home, is_on=False)
    await pay(home, "Папа", invoice.token, minor=SUM)


async def hand_over(home: Household, heir: str) -> None:
    await home.write(offer_role, actor=home["Мама"], **await home.place(heir))
    offered = int(home.clock.now.timestamp())
    await home.write(accept_role, actor=home[heir], family=1, offered=offered, allowed=())


async def test_after_the_role_went_on_everybody_concerned_still_finds_what_is_to_be_given_back(
    home: Household,
) -> None:
    await flagged(home)
    await hand_over(home, "Катя")
    assert (await home.look(lambda work: require_member(work, home["Катя"]))).is_organizer
    for name in ("Катя", "Мама"):
        view = await home.read(list_charges, actor=home[name])
        (asked,) = view.of_others
        assert (view.mine, asked.payer, asked.purpose, asked.flaw) == ([], "Папа", Purpose.TOP_UP, Flaw.OFF)
        assert asked.is_given_back_by_hand
    await home.write(mark_refunded, actor=home["Катя"], charge=1)
    assert (await home.read(list_charges, actor=home["Мама"])).of_others == []


async def test_after_the_end_of_the_family_its_payer_says_that_the_money_is_back(home: Household) -> None:
    await flagged(home)
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    await home.refused(ChargeUnknownError, mark_refunded, actor=home["Мама"], charge=1)
    (mine,) = (await home.read(list_charges, actor=home["Папа"])).mine
    for _ in range(2):
        await home.write(mark_refunded, actor=home["Папа"], charge=mine.id)
    assert await states(home) == [("refunded", "off")]
