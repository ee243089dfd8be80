"""The shared account: two sides for what comes in and goes back, and never more out than there is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from core.account.errors import (
    AccountShortError,
    SpendingLimitError,
    TopUpOpenError,
    TransferJudgedError,
    TransferUnknownError,
)
from core.account.judging import judge_transfer, say_returned
from core.account.limiting import (
    ask_for_spending_limit,
    limit_spending,
    show_spending_limits,
    type_spending_limit,
)
from core.account.looking import show_account, show_spending
from core.account.topping_up import ask_for_top_up, say_topped_up, type_top_up, withdraw_top_up
from core.account.views import AccountView, PotView, SpendingView, StatementLine
from core.alerts.account import (
    AccountGrew,
    AccountHandedOver,
    AccountToHandOver,
    PaidFromAccount,
    PartDue,
    PartNotReceived,
    PartOwed,
    PartReceived,
    PartSent,
    SpendingLimited,
    SpendingUnlimited,
    TopUpNotReceived,
    TopUpReceived,
    TopUpSent,
    TopUpWithdrawn,
)
from core.alerts.orders import OrderLocked
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.disbanding import ask_to_disband, disband_family, show_archive
from core.families.errors import (
    AccountOffError,
    AdultsOnlyError,
    MemberGoneError,
    NoFamilyError,
    NotAMemberError,
    NotOrganizerError,
)
from core.families.forgetting import forget_me
from core.families.handover import accept_role, offer_role
from core.families.leaving import consider_leaving, leave_family
from core.families.removing import remove_member
from core.families.settings import choose_family_zone
from core.orders.errors import (
    BeingPaidError,
    NothingOwedError,
    OrderStateError,
    OrderSumChangedError,
    OrderUnknownError,
    SurpriseFromAccountError,
)
from core.orders.order import OrderState
from core.orders.paying import confirm_goods, explain_order, list_orders, show_order, take_payment
from core.orders.pooling import consider_account_payment, pay_from_account
from core.people.errors import IsOwedMoneyError, OwesMoneyError, QuestionGoneError
from core.people.exporting import export_me
from core.pot.books import PotKind
from core.pot.transfer import TransferKind, TransferState
from core.shared.money import AmountUnreadableError
from storage.schema import pot_entries, pot_postings, pot_transfers
from tests.household import START, send_left

if TYPE_CHECKING:
    from core.pot.transfer import Transfer
    from tests.household import Household


async def switch(home: Household, *, is_on: bool, by: str = "Мама") -> None:
    await home.write(switch_benefit, actor=home[by], family=1, benefit=Benefit.ACCOUNT, is_on=is_on)


async def family(home: Household, *others: str) -> None:
    """Мама's family with a shared account."""
    await home.family("Мама", others or ("Папа", "Катя"))
    await switch(home, is_on=True)


async def send(home: Household, name: str, minor: int) -> int:
    """Let somebody say that money was sent; return the transfer's id."""
    made = await home.look(lambda work: work.attempts_of(1, home[name]))
    for _ in range(2):  # a double tap
        await home.write(say_topped_up, actor=home[name], family=1, minor=minor, attempt=made + 1)
    return await newest(home)


async def newest(home: Household) -> int:
    ((transfer,),) = await home.rows(select(func.max(pot_transfers.c.id)))
    return int(transfer)


async def judge(home: Household, name: str, transfer: int, *, received: bool = True) -> None:
    for _ in range(2):
        await home.write(judge_transfer, actor=home[name], transfer=transfer, received=received)


async def top_up(home: Household, name: str, minor: int) -> None:
    transfer = await send(home, name, minor)
    if name != "Мама":
        await judge(home, "Мама", transfer)


async def order(home: Household, text: str, author: str = "Папа") -> int:
    await home.add(author, text)
    return await home.lock("Мама")


async def pay(home: Household, name: str, number: int, minor: int) -> None:
    for _ in range(2):
        await home.write(pay_from_account, actor=home[name], order=number, minor=minor)


async def pot(home: Household, name: str = "Мама") -> PotView:
    view = await home.read(show_account, actor=home[name])
    assert view.pot is not None
    return view.pot


async def parts(home: Household) -> dict[str, int]:
    """Return what everybody has on the account; the books must sum to zero, and the parts to the balance."""
    ((total,),) = await home.rows(select(func.sum(pot_entries.c.minor)))
    assert int(total or 0) == 0
    known = await home.look(lambda work: work.parts_of(1))
    assert sum(known.values()) == await home.look(lambda work: work.pot_minor(1))
    names = {home[name]: name for name in ("Мама", "Папа", "Катя", "Дима")}
    return {names[person]: minor for person, minor in known.items()}


async def transfer_of(home: Household, transfer: int) -> Transfer:
    known = await home.look(lambda work: work.transfer(transfer))
    assert known is not None
    return known


async def test_money_counts_when_its_keeper_says_that_it_arrived(home: Household) -> None:
    await family(home)
    transfer = await send(home, "Папа", 50_000)
    assert (await home.told("Мама"))[-1] == TopUpSent(transfer, "Папа", 50_000, "RUB")
    assert await parts(home) == {}
    await judge(home, "Мама", transfer)
    assert await parts(home) == {"Папа": 50_000}
    assert (await home.told("Папа"))[-1] == TopUpReceived("Мама", 50_000, 50_000, "RUB")
    assert (await home.told("Катя"))[-1] == AccountGrew("Папа", 50_000, 50_000, "RUB")


async def test_what_the_keeper_puts_in_counts_at_once_and_all_are_told(home: Household) -> None:
    await family(home)
    await send(home, "Мама", 10_050)
    assert await parts(home) == {"Мама": 10_050}
    for name in ("Папа", "Катя"):
        assert (await home.told(name))[-1] == AccountGrew("Мама", 10_050, 10_050, "RUB")


async def test_a_sum_can_be_typed_once(home: Household) -> None:
    await family(home)
    asked = await home.write(ask_for_top_up, actor=home["Папа"])
    assert (asked.keeper, asked.is_keeper, asked.attempt) == ("Мама", False, 1)
    facts = {"actor": home["Папа"], "family": 1}
    for nonsense in ("много", "0", "-5"):
        assert await home.refused(AmountUnreadableError, type_top_up, **facts, text=nonsense)
    await home.write(type_top_up, **facts, text="1 250,50")
    await home.refused(QuestionGoneError, type_top_up, **facts, text="1 250,50")
    assert (await transfer_of(home, await newest(home))).minor == 125_050


async def test_one_sum_waits_for_its_keeper_at_a_time(home: Household) -> None:
    await family(home)
    await send(home, "Папа", 50_000)
    told = {"keeper": "Мама", "minor": 50_000, "currency": "RUB"}
    assert await home.refused(TopUpOpenError, ask_for_top_up, actor=home["Папа"]) == told
    second = {"actor": home["Папа"], "family": 1, "minor": 100, "attempt": 2}
    assert await home.refused(TopUpOpenError, say_topped_up, **second) == told
    await home.refused(AmountUnreadableError, say_topped_up, **{**second, "actor": home["Катя"], "minor": 0})


async def test_money_that_did_not_arrive_is_not_on_the_account(home: Household) -> None:
    await family(home)
    transfer = await send(home, "Папа", 50_000)
    await judge(home, "Мама", transfer, received=False)
    assert (await home.told("Папа"))[-1] == TopUpNotReceived("Мама", 50_000, "RUB")
    assert await parts(home) == {}
    said = {"actor": home["Мама"], "transfer": transfer, "received": True}
    told = await home.refused(TransferJudgedError, judge_transfer, **said)
    assert told == {"kind": TransferKind.TOP_UP, "state": TransferState.REJECTED}
    await top_up(home, "Папа", 20_000)
    assert await parts(home) == {"Папа": 20_000}


async def test_who_sent_it_may_take_that_back_until_it_is_judged(home: Household) -> None:
    await family(home)
    transfer = await send(home, "Папа", 50_000)
    await home.refused(TransferUnknownError, withdraw_top_up, actor=home["Катя"], transfer=transfer)
    for _ in range(2):
        await home.write(withdraw_top_up, actor=home["Папа"], transfer=transfer)
    assert (await home.told("Мама"))[-1] == TopUpWithdrawn("Папа", 50_000, "RUB")
    said = {"actor": home["Мама"], "transfer": transfer, "received": True}
    await home.refused(TransferJudgedError, judge_transfer, **said)
    await top_up(home, "Папа", 100)
    judged = {"actor": home["Папа"], "transfer": await newest(home)}
    await home.refused(TransferJudgedError, withdraw_top_up, **judged)


async def test_only_the_keeper_judges(home: Household) -> None:
    await family(home)
    transfer = await send(home, "Папа", 50_000)
    for name in ("Папа", "Катя"):
        said = {"actor": home[name], "transfer": transfer, "received": True}
        await home.refused(TransferUnknownError, judge_transfer, **said)
    unknown = {"actor": home["Мама"], "transfer": 999, "received": True}
    await home.refused(TransferUnknownError, judge_transfer, **unknown)
    await home.refused(TransferUnknownError, say_returned, actor=home["Мама"], transfer=transfer)


async def test_the_account_pays_an_order_and_nobody_owes_anything(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 30_000)
    await top_up(home, "Папа", 10_000)
    bought = await order(home, "хлеб 100 р")
    asked = await home.write(consider_account_payment, actor=home["Катя"], order=bought)
    assert (asked.minor, asked.balance) == (10_000, 40_000)
    await pay(home, "Катя", bought, 10_000)
    assert await parts(home) == {"Мама": 22_500, "Папа": 7_500}
    assert await home.balances(1) == {}
    view = await home.read(show_order, actor=home["Папа"], order=bought)
    assert (view.state, view.payer_name, view.from_account) == (OrderState.PAID, "Катя", True)
    assert (await home.read(list_orders, actor=home["Папа"])).debts == []
    paid = (bought, 1, "Катя", 10_000, 30_000, "RUB")
    assert (await home.told("Мама"))[-1] == PaidFromAccount(*paid, is_kept=True)
    assert (await home.told("Папа"))[-1] == PaidFromAccount(*paid, is_kept=False)
    await home.refused(NothingOwedError, send_left, actor=home["Папа"], order=bought, attempt=1)
    assert (await home.read(explain_order, actor=home["Папа"], order=bought)).shares == []
    await home.write(confirm_goods, actor=home["Папа"], order=bought)
    assert (await home.read(show_order, actor=home["Папа"], order=bought)).state is OrderState.CLOSED


async def test_more_than_there_is_is_refused_with_what_is_left(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 9_999)
    bought = await order(home, "хлеб 100 р")
    told = {"minor": 10_000, "left": 9_999, "currency": "RUB"}
    facts = {"actor": home["Папа"], "order": bought}
    assert await home.refused(AccountShortError, consider_account_payment, **facts) == told
    assert await home.refused(AccountShortError, pay_from_account, **facts, minor=10_000) == told
    assert (await home.read(show_order, actor=home["Папа"], order=bought)).state is OrderState.LOCKED


async def test_what_the_account_cannot_pay(home: Household) -> None:
    await family(home, "Папа", "Катя", "Дима")
    await top_up(home, "Мама", 100_000)
    await home.family("Сосед", name="Соседи")
    bought = await order(home, "хлеб 100 р")
    facts = {"actor": home["Папа"], "order": bought, "minor": 10_000}
    told = await home.refused(OrderSumChangedError, pay_from_account, **{**facts, "minor": 9_000})
    assert told == {"number": 1, "minor": 10_000, "currency": "RUB"}
    await home.refused(OrderUnknownError, pay_from_account, **{**facts, "order": 99})
    await home.refused(NotAMemberError, pay_from_account, **{**facts, "actor": home["Сосед"]})
    await home.limit("Дима", 0)
    await home.refused(AdultsOnlyError, pay_from_account, **{**facts, "actor": home["Дима"]})
    await home.write(take_payment, actor=home["Катя"], order=bought)
    await home.refused(BeingPaidError, pay_from_account, **facts)
    await pay(home, "Катя", bought, 10_000)  # who took it may still choose the account
    told = await home.refused(OrderStateError, pay_from_account, **facts)
    assert told == {"number": 1, "state": OrderState.PAID}


async def test_a_present_is_not_paid_from_what_everybody_sees_before_its_day(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 100_000)
    await home.hide("Мама", await home.add_one("Мама", "духи 100 р"), "Папа")
    secret = await home.lock("Мама")
    facts = {"actor": home["Мама"], "order": secret, "minor": 10_000}
    await home.refused(SurpriseFromAccountError, pay_from_account, **facts)
    assert not (await home.read(show_order, actor=home["Мама"], order=secret)).has_account
    await home.refused(OrderUnknownError, pay_from_account, **{**facts, "actor": home["Папа"]})
    assert [line.kind for line in (await pot(home, "Папа")).lines] == [PotKind.TOP_UP]
    home.clock.advance(days=8)
    await pay(home, "Мама", secret, 10_000)
    assert (await pot(home, "Папа")).balance == 90_000


async def test_a_limit_is_for_a_calendar_month_of_the_family(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 100_000)
    place = await home.place("Папа")
    facts = {"actor": home["Мама"], **place}
    view, spender = await home.write(ask_for_spending_limit, **facts)
    assert (view.currency, spender.member.name, spender.limit) == ("RUB", "Папа", None)
    await home.refused(AmountUnreadableError, type_spending_limit, **facts, text="много")
    await home.write(type_spending_limit, **facts, text="150")
    assert (await home.told("Папа"))[-1] == SpendingLimited("Мама", 15_000, "RUB")
    first, second = await order(home, "хлеб 100 р"), await order(home, "сыр 60 р")
    home.clock.now = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)
    await pay(home, "Папа", first, 10_000)
    over = {"actor": home["Папа"], "order": second, "minor": 6_000}
    told = await home.refused(SpendingLimitError, pay_from_account, **over)
    assert told == {"minor": 6_000, "left": 5_000, "currency": "RUB", "organizer": "Мама"}
    view = await home.read(show_spending_limits, actor=home["Катя"])
    assert [(spender.member.name, spender.spent, spender.limit) for spender in view.spenders] == [
        ("Мама", 0, None),
        ("Папа", 10_000, 15_000),
        ("Катя", 0, None),
    ]
    home.clock.advance(minutes=1)
    await pay(home, "Папа", second, 6_000)


async def test_the_month_is_that_of_the_familys_time_zone(home: Household) -> None:
    await family(home)
    await home.write(choose_family_zone, actor=home["Мама"], family=1, zone="Asia/Omsk", text="Омск")
    await top_up(home, "Мама", 100_000)
    await home.write(limit_spending, actor=home["Мама"], **await home.place("Папа"), minor=10_000)
    first, second = await order(home, "хлеб 100 р"), await order(home, "сыр 60 р")
    home.clock.now = datetime(2026, 3, 31, 17, 59, tzinfo=UTC)
    await pay(home, "Папа", first, 10_000)
    home.clock.advance(minutes=1)  # midnight in Omsk
    await pay(home, "Папа", second, 6_000)


async def test_the_organizer_limits_anybody_and_lifts_it_again(home: Household) -> None:
    await family(home)
    for minor in (0, 0, None, None):
        await home.write(limit_spending, actor=home["Мама"], **await home.place("Папа"), minor=minor)
    told = [
        alert for alert in await home.told("Папа") if isinstance(alert, SpendingLimited | SpendingUnlimited)
    ]
    assert told == [SpendingLimited("Мама", 0, "RUB"), SpendingUnlimited("Мама")]
    mine = await home.place("Мама")
    await home.write(limit_spending, actor=home["Мама"], **mine, minor=0)
    await top_up(home, "Мама", 100_000)
    bought = await order(home, "хлеб 100 р")
    await home.refused(SpendingLimitError, pay_from_account, actor=home["Мама"], order=bought, minor=10_000)
    await home.refused(NotOrganizerError, limit_spending, actor=home["Папа"], **mine, minor=None)
    gone = {"person": home["Катя"], "since": 1}
    await home.refused(MemberGoneError, limit_spending, actor=home["Мама"], **gone, minor=None)
    facts = {"actor": home["Мама"], **await home.place("Папа")}
    await home.refused(AmountUnreadableError, limit_spending, **facts, minor=2_000_000_000)


async def test_who_leaves_and_comes_back_has_the_same_limit(home: Household) -> None:
    await family(home)
    await home.write(limit_spending, actor=home["Мама"], **await home.place("Папа"), minor=10_000)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    await home.join("Мама", "Папа")
    assert (await pot(home, "Папа")).limit == 10_000


async def test_an_account_that_is_off_can_only_be_looked_at(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 20_000)
    waiting = await send(home, "Катя", 5_000)
    bought = await order(home, "хлеб 100 р")
    await switch(home, is_on=False)
    for use_case, facts in (
        (ask_for_top_up, {}),
        (say_topped_up, {"family": 1, "minor": 100, "attempt": 1}),
        (type_top_up, {"family": 1, "text": "100"}),
        (consider_account_payment, {"order": bought}),
        (pay_from_account, {"order": bought, "minor": 10_000}),
        (show_spending_limits, {}),
    ):
        told = await home.refused(AccountOffError, use_case, actor=home["Папа"], **facts)
        assert told == {"organizer": "Мама"}
    await judge(home, "Мама", waiting)  # it was sent before
    view = await pot(home, "Папа")
    assert (view.is_on, view.balance, len(view.lines)) == (False, 25_000, 2)


async def test_the_statement_says_who_what_when_how_much_and_what_was_left(home: Household) -> None:
    await family(home)
    await top_up(home, "Папа", 30_000)
    home.clock.advance(hours=1)
    bought = await order(home, "хлеб 100 р")
    await pay(home, "Катя", bought, 10_000)
    later = START + timedelta(hours=1)
    assert await home.read(show_account, actor=home["Катя"]) == AccountView(
        PotView(
            family=1,
            name="Ивановы",
            currency="RUB",
            keeper="Мама",
            is_keeper=False,
            is_on=True,
            is_adult=True,
            balance=20_000,
            invoiced=0,
            part=0,
            spent=10_000,
            limit=None,
            lines=[
                StatementLine(later, PotKind.ORDER, "Катя", 1, -10_000, 20_000),
                StatementLine(START, PotKind.TOP_UP, "Папа", None, 30_000, 30_000),
            ],
            page=0,
            pages=1,
        ),
        [],
    )


async def test_the_statement_has_pages(home: Household) -> None:
    await family(home)
    for _ in range(9):
        await send(home, "Мама", 100)
    view = await home.read(show_account, actor=home["Папа"], page=7)
    assert view.pot is not None
    assert (view.pot.page, view.pot.pages, [line.balance for line in view.pot.lines]) == (1, 2, [100])


async def test_spending_is_told_by_member_and_month(home: Household) -> None:
    await family(home)
    assert (await home.read(show_spending, actor=home["Катя"])).people == []
    await top_up(home, "Мама", 100_000)
    for name, text, minor in (("Папа", "хлеб 100 р", 10_000), ("Катя", "сыр 60 р", 6_000)):
        await pay(home, name, await order(home, text), minor)
    home.clock.advance(days=40)
    await pay(home, "Катя", await order(home, "чай 70 р"), 7_000)
    months = [date(2025, 11, 1), date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 5))]
    assert await home.read(show_spending, actor=home["Мама"]) == SpendingView(
        name="Ивановы",
        currency="RUB",
        months=months,
        people=[("Катя", [0, 0, 0, 0, 6_000, 7_000]), ("Папа", [0, 0, 0, 0, 10_000, 0])],
    )


async def test_a_leaver_gets_their_part_back_from_the_keeper(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 30_000)
    await top_up(home, "Папа", 10_000)
    await pay(home, "Мама", await order(home, "хлеб 100 р"), 10_000)
    assert (await home.read(consider_leaving, actor=home["Папа"])).part == 7_500
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    back = await newest(home)
    assert await parts(home) == {"Мама": 22_500}
    assert PartDue("Ивановы", "Мама", 7_500, "RUB") in await home.told("Папа")
    assert PartOwed(back, "Ивановы", "Папа", 7_500, "RUB") in await home.told("Мама")
    early = {"actor": home["Папа"], "transfer": back, "received": True}
    told = await home.refused(TransferJudgedError, judge_transfer, **early)
    assert told == {"kind": TransferKind.RETURN, "state": TransferState.DUE}
    for _ in range(2):
        await home.write(say_returned, actor=home["Мама"], transfer=back)
    assert (await home.told("Папа"))[-1] == PartSent(back, "Ивановы", "Мама", 7_500, "RUB")
    await judge(home, "Папа", back, received=False)
    assert (await home.told("Мама"))[-1] == PartNotReceived(back, "Ивановы", "Папа", 7_500, "RUB")
    view = await home.read(show_account, actor=home["Папа"])
    assert view.pot is None
    assert [(known.other, known.is_sender) for known in view.transfers] == [("Мама", False)]
    await home.write(say_returned, actor=home["Мама"], transfer=back)
    await judge(home, "Папа", back)
    assert (await home.told("Мама"))[-1] == PartReceived("Ивановы", "Папа", 7_500, "RUB")
    await home.refused(TransferJudgedError, say_returned, actor=home["Мама"], transfer=back)
    assert (await home.read(show_account, actor=home["Папа"])).transfers == []


async def test_a_removed_member_gets_their_part_back_too(home: Household) -> None:
    await family(home)
    await top_up(home, "Папа", 10_000)
    facts = {"actor": home["Мама"], **await home.place("Папа")}
    await home.write(remove_member, **facts, keep_lines=False, bar=True)
    assert await parts(home) == {}
    assert (await transfer_of(home, await newest(home))).minor == 10_000


async def test_money_that_arrives_after_its_sender_left_goes_back_by_the_same_word(home: Household) -> None:
    await family(home)
    transfer = await send(home, "Папа", 10_000)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    await judge(home, "Мама", transfer)
    assert await parts(home) == {}
    back = await transfer_of(home, await newest(home))
    assert (back.kind, back.person, back.minor) == (TransferKind.RETURN, home["Папа"], 10_000)


async def test_the_new_organizer_keeps_the_account_and_both_are_told_the_sum(home: Household) -> None:
    await family(home)
    await top_up(home, "Мама", 10_000)
    waiting = await send(home, "Катя", 500)
    await home.write(offer_role, actor=home["Мама"], **await home.place("Папа"))
    offer = await home.look(lambda work: work.handover(1))
    assert offer is not None
    facts = {"actor": home["Папа"], "family": 1, "offered": offer.offered, "allowed": ()}
    await home.write(accept_role, **facts)
    assert AccountHandedOver("Ивановы", "Мама", 10_000, "RUB") in await home.told("Папа")
    assert AccountToHandOver("Ивановы", "Папа", 10_000, "RUB") in await home.told("Мама")
    await judge(home, "Мама", waiting)  # it was sent to her
    assert AccountHandedOver("Ивановы", "Мама", 500, "RUB") in await home.told("Папа")
    assert AccountToHandOver("Ивановы", "Папа", 500, "RUB") in await home.told("Мама")
    assert (await pot(home, "Катя")).keeper == "Папа"


async def test_at_the_end_everybody_gets_their_part_back_and_the_archive_shows_it(home: Household) -> None:
    await family(home)
    for name, minor in (("Мама", 10_001), ("Папа", 5_000), ("Катя", 5_000)):
        await top_up(home, name, minor)
    await pay(home, "Мама", await order(home, "хлеб 100 р"), 10_000)
    asked = await home.write(ask_to_disband, actor=home["Мама"])
    assert asked.parts == [("Мама", 5_001), ("Папа", 2_500), ("Катя", 2_500)]
    await home.write(disband_family, actor=home["Мама"], family=1, name="Ивановы")
    assert await parts(home) == {}
    view = await home.read(show_archive, actor=home["Папа"], family=1)
    assert [(member.name, member.part) for member in view.members] == [
        ("Мама", 5_001),
        ("Папа", 2_500),
        ("Катя", 2_500),
    ]
    mine = await home.read(show_account, actor=home["Мама"])
    assert [(known.other, known.transfer.minor) for known in mine.transfers] == [
        ("Папа", 2_500),
        ("Катя", 2_500),
    ]


async def test_nobody_is_forgotten_with_money_on_an_account_or_on_its_way(home: Household) -> None:
    await family(home)
    await top_up(home, "Папа", 10_000)
    told = {"family": "Ивановы", "minor": 10_000, "currency": "RUB"}
    assert await home.refused(IsOwedMoneyError, forget_me, actor=home["Папа"]) == told
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    back = await newest(home)
    assert await home.refused(IsOwedMoneyError, forget_me, actor=home["Папа"]) == told
    assert await home.refused(OwesMoneyError, forget_me, actor=home["Мама"]) == told
    await home.write(say_returned, actor=home["Мама"], transfer=back)
    await judge(home, "Папа", back)
    await home.write(forget_me, actor=home["Папа"])
    assert (await pot(home)).lines[0].kind is PotKind.RETURN


async def test_the_export_has_what_is_mine_of_the_account(home: Household) -> None:
    await family(home)
    await top_up(home, "Папа", 10_000)
    await home.write(limit_spending, actor=home["Мама"], **await home.place("Папа"), minor=10_000)
    await pay(home, "Папа", await order(home, "хлеб 100 р"), 10_000)
    mine = await home.read(export_me, actor=home["Папа"])
    assert [(entry["kind"], entry["book"]) for entry in mine["shared_account_entries"]] == [
        ("top_up", "pot"),
        ("top_up", "part"),
        ("order", "pot"),
        ("order", "part"),
    ]
    assert [row["my_part"] for row in mine["shared_account_transfers"]] == ["mine"]
    assert len(mine["spending_limits"]) == 1
    others = await home.read(export_me, actor=home["Катя"])
    assert [others[name] for name in mine if name.startswith(("shared_account", "spending"))] == [[], [], []]


async def test_who_is_in_no_family_has_no_account(home: Household) -> None:
    await home.meet("Папа")
    assert await home.read(show_account, actor=home["Папа"]) == AccountView(None, [])
    for use_case in (ask_for_top_up, show_spending_limits, show_spending):
        await home.refused(NoFamilyError, use_case, actor=home["Папа"])


@pytest.mark.parametrize("is_locked", [True, False])
async def test_the_books_of_the_pot_count_one_payment_an_order(home: Household, *, is_locked: bool) -> None:
    await family(home)
    await top_up(home, "Мама", 50_000)
    bought = await order(home, "хлеб 100 р")
    if not is_locked:
        await home.write(take_payment, actor=home["Папа"], order=bought)
    await pay(home, "Папа", bought, 10_000)
    assert len(await home.rows(select(pot_postings).where(pot_postings.c.order_id == bought))) == 1
    assert sum(isinstance(alert, OrderLocked) for alert in await home.told("Папа")) == 1
