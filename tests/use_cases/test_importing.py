"""Balances of other ledgers become the family's, once, and only with everybody's consent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.alerts.books import ImportApplied, ImportAsked, ImportStopped, ImportWithdrawn
from core.books.carrying import NOBODY, ImportState, debts_of
from core.books.errors import (
    ImportDecidedError,
    ImportUnknownError,
    ImportUnreadyError,
    NothingCarriedError,
    StatementRowsError,
    TooManyUnnamedError,
)
from core.books.importing import (
    answer_import,
    ask_payers_again,
    drop_draft,
    propose_import,
    read_import,
    say_payer,
    say_who,
    show_draft,
    show_import,
    tend_imports,
    withdraw_import,
)
from core.books.views import DraftView
from core.families.errors import NotAMemberError, NotOrganizerError
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.errors import CheckoutChangedError, OrderUnknownError
from core.orders.paying import explain_order, list_orders, show_order
from core.orders.repeating import repeat_order
from storage.schema import imports, ledger_entries, orders
from tests.household import send_left

if TYPE_CHECKING:
    from tests.household import Household

FILE = """\
Date,Description,Category,Cost,Currency,Мама,ПАПА,Катюша,Сосед
2026-03-01,Ужин,Dining out,1200.00,RUB,900.00,-400.00,-500.00,0.00
2026-03-02,Такси,Taxi,100.00,RUB,-50.00,100.00,-50.00,0.00
2026-03-03,Total balance, , ,RUB,850.00,-300.00,-550.00,0.00
""".encode()

SPLIIT = """\
Date,Description,Category,Currency,Cost,Is Reimbursement,Split mode,Мама,Папа,Катя
2026-03-01,Ужин,Food,RUB,90,No,Evenly,30,-30,-30
2026-03-02,Долг,Payment,RUB,20,Yes,Evenly,0,0,-20
2026-03-03,Долг,Payment,RUB,10,Yes,Evenly,0,-10,0
""".encode()


async def begin(home: Household, content: bytes = FILE) -> int:
    await home.family("Мама", ["Папа", "Катя"])
    return (await home.write(read_import, actor=home["Мама"], content=content)).id


async def who(home: Household, import_: int, position: int, name: str | None) -> DraftView:
    person = home[name] if name else NOBODY
    return await home.write(say_who, actor=home["Мама"], import_=import_, position=position, person=person)


async def ready(home: Household) -> tuple[int, str]:
    import_ = await begin(home)
    await who(home, import_, 2, "Катя")
    return import_, (await who(home, import_, 3, None)).seal


async def proposed(home: Household) -> int:
    import_, seal = await ready(home)
    for _ in range(2):  # a double tap
        await home.write(propose_import, actor=home["Мама"], import_=import_, seal=seal)
    return import_


async def answer(home: Household, name: str, import_: int, *, is_yes: bool) -> None:
    await home.write(answer_import, actor=home[name], import_=import_, is_yes=is_yes)


async def state(home: Household, import_: int) -> ImportState:
    return (await home.read(show_import, actor=home["Мама"], import_=import_)).state


async def test_a_file_becomes_a_draft_in_which_the_organizer_says_who_is_who(home: Household) -> None:
    import_ = await begin(home)
    view = await home.read(show_draft, actor=home["Мама"], import_=import_)
    assert [(each.name, each.minor, each.member_name) for each in view.names] == [
        ("Мама", 85000, "Мама"),
        ("ПАПА", -30000, "Папа"),
        ("Катюша", -55000, ""),
        ("Сосед", 0, ""),
    ]
    assert (view.expenses, view.spent, view.debts) == (2, 130000, None)
    await who(home, import_, 2, "Катя")
    said = await who(home, import_, 3, None)
    assert said.debts == [("Папа", "Мама", 30000), ("Катя", "Мама", 55000)]
    again = await home.write(read_import, actor=home["Мама"], content=FILE)
    assert again.id == import_


async def test_who_is_nobody_of_the_family_may_leave_no_gap(home: Household) -> None:
    import_ = await begin(home)
    view = await who(home, import_, 3, None)
    view = await who(home, import_, 2, None)
    assert (view.outside, view.debts) == (-55000, None)
    await home.refused(
        ImportUnreadyError, propose_import, actor=home["Мама"], import_=import_, seal=view.seal
    )


async def test_two_names_may_be_one_member(home: Household) -> None:
    import_ = await begin(home)
    await who(home, import_, 3, None)
    view = await who(home, import_, 2, "Папа")
    assert view.debts == [("Папа", "Мама", 85000)]
    await who(home, import_, 1, "Мама")
    view = await who(home, import_, 2, "Мама")
    assert view.debts == []
    facts = {"actor": home["Мама"], "import_": import_, "seal": view.seal}
    await home.refused(NothingCarriedError, propose_import, **facts)


async def test_who_paid_is_asked_where_the_file_does_not_tell(home: Household) -> None:
    import_ = await begin(home, SPLIIT)
    view = await home.read(show_draft, actor=home["Мама"], import_=import_)
    assert ([row.line for row in view.unnamed], view.names[0].minor, view.debts) == ([3, 4], None, None)
    facts = {"actor": home["Мама"], "import_": import_}
    await home.refused(ImportUnknownError, say_payer, **facts, line=3, position=2)
    await home.write(say_payer, **facts, line=3, position=1)
    view = await home.write(say_payer, **facts, line=4, position=2)
    assert view.debts == [("Папа", "Мама", 2000), ("Катя", "Мама", 4000)]
    assert (await home.write(ask_payers_again, **facts)).debts is None


async def test_everybody_concerned_is_told_before_and_agrees(home: Household) -> None:
    import_ = await proposed(home)
    assert (await home.told("Папа"))[-1] == ImportAsked(import_, "Мама", "splitwise", -30000, "RUB")
    assert (await home.told("Катя"))[-1] == ImportAsked(import_, "Мама", "splitwise", -55000, "RUB")
    assert await home.balances(1) == {}
    for _ in range(2):
        await answer(home, "Папа", import_, is_yes=True)
    assert await state(home, import_) is ImportState.ASKED
    for _ in range(2):
        await answer(home, "Катя", import_, is_yes=True)
    assert await state(home, import_) is ImportState.APPLIED
    assert await home.balances(1) == {"Мама": 85000, "Папа": -30000, "Катя": -55000}
    others = {"Мама": ["Папа", "Катя"], "Папа": ["Мама"], "Катя": ["Мама"]}
    for name, minor in (("Мама", 85000), ("Папа", -30000), ("Катя", -55000)):
        told = [alert for alert in await home.told(name) if isinstance(alert, ImportApplied)]
        assert told == [ImportApplied(import_, "splitwise", minor, "RUB", others[name])]


async def test_a_check_out_that_was_shown_before_is_not_taken_for_what_was_carried_over(
    home: Household,
) -> None:
    import_ = await proposed(home)
    await home.add("Мама", "молоко 50,00")
    shown = await home.write(preview_checkout, actor=home["Мама"])
    for name in ("Папа", "Катя"):
        await answer(home, name, import_, is_yes=True)
    seen = {"family": shown.family, "orders": shown.orders, "seal": shown.seal}
    assert await home.refused(CheckoutChangedError, lock_cart, actor=home["Мама"], **seen) == {}


async def test_without_an_objection_it_is_done_after_two_days_and_only_once(home: Household) -> None:
    import_ = await proposed(home)
    home.clock.advance(hours=47, minutes=59)
    assert await home.write(tend_imports) == 0
    home.clock.advance(minutes=1)
    assert await home.write(tend_imports) == 1
    assert await home.write(tend_imports) == 0
    assert (await home.write(read_import, actor=home["Мама"], content=FILE)).id == import_
    postings = await home.rows(select(ledger_entries.c.posting).distinct())
    assert [posting.startswith("import:1:") for (posting,) in postings] == [True]
    facts = {"actor": home["Папа"], "import_": import_}
    assert await home.refused(ImportDecidedError, answer_import, **facts, is_yes=False) == {
        "state": ImportState.APPLIED
    }


async def test_an_objection_stops_it_and_the_file_may_be_tried_again(home: Household) -> None:
    import_ = await proposed(home)
    await answer(home, "Катя", import_, is_yes=True)
    for _ in range(2):
        await answer(home, "Катя", import_, is_yes=False)
    home.clock.advance(days=3)
    assert await home.write(tend_imports) == 0
    assert await state(home, import_) is ImportState.STOPPED
    stopped = ImportStopped(import_, "Катя", "splitwise", has_left=False)
    for name in ("Мама", "Папа"):
        assert (await home.told(name))[-1] == stopped
    assert await home.balances(1) == {}
    again = await home.write(read_import, actor=home["Мама"], content=FILE)
    assert isinstance(again, DraftView)
    assert again.id != import_


async def test_the_organizer_takes_it_back(home: Household) -> None:
    import_ = await proposed(home)
    await home.refused(NotOrganizerError, withdraw_import, actor=home["Папа"], import_=import_)
    for _ in range(2):
        await home.write(withdraw_import, actor=home["Мама"], import_=import_)
    assert (await home.told("Катя"))[-1] == ImportWithdrawn(import_, "Мама", "splitwise")
    await home.refused(ImportDecidedError, answer_import, actor=home["Катя"], import_=import_, is_yes=True)
    assert await state(home, import_) is ImportState.WITHDRAWN


async def test_it_is_not_done_without_somebody_who_left(home: Household) -> None:
    import_ = await proposed(home)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    home.clock.advance(hours=48)
    await home.write(tend_imports)
    assert await state(home, import_) is ImportState.STOPPED
    assert (await home.told("Папа"))[-1] == ImportStopped(import_, "Катя", "splitwise", has_left=True)
    assert await home.balances(1) == {}


async def test_what_was_carried_over_is_settled_as_any_other_share(home: Household) -> None:
    import_ = await proposed(home)
    for name in ("Папа", "Катя"):
        await answer(home, name, import_, is_yes=True)
    (order,) = (await home.read(list_orders, actor=home["Папа"])).orders
    view = await home.read(show_order, actor=home["Папа"], order=order.id)
    assert (view.minor, view.payer_name, list(view.lines)) == (85000, "Мама", [])
    assert [(share.name, share.minor) for share in view.shares] == [("Катя", 55000), ("Папа", 30000)]
    for use_case in (explain_order, repeat_order):  # it has no lines
        await home.refused(OrderUnknownError, use_case, actor=home["Папа"], order=order.id)
    await home.write(send_left, actor=home["Папа"], order=order.id, attempt=1)
    debts = (await home.read(list_orders, actor=home["Мама"])).debts
    assert sorted((debt.other, debt.minor) for debt in debts) == [("Катя", 55000), ("Папа", 30000)]


async def test_nobody_else_prepares_sees_or_answers_it(home: Household) -> None:
    import_, seal = await ready(home)
    await home.family("Сосед", name="Петровы")
    for use_case, facts in (
        (show_draft, {}),
        (say_who, {"position": 0, "person": home["Папа"]}),
        (say_payer, {"line": 3, "position": 0}),
        (ask_payers_again, {}),
        (drop_draft, {}),
        (propose_import, {"seal": seal}),
    ):
        await home.refused(NotOrganizerError, use_case, actor=home["Папа"], import_=import_, **facts)
        await home.refused(NotAMemberError, use_case, actor=home["Сосед"], import_=import_, **facts)
    await home.refused(NotOrganizerError, read_import, actor=home["Папа"], content=FILE)
    await home.refused(ImportUnknownError, show_import, actor=home["Папа"], import_=import_)
    await home.write(propose_import, actor=home["Мама"], import_=import_, seal=seal)
    await home.refused(ImportUnknownError, show_import, actor=home["Сосед"], import_=import_)
    facts = {"actor": home["Сосед"], "import_": import_, "is_yes": False}
    await home.refused(ImportUnknownError, answer_import, **facts)
    await home.refused(ImportUnknownError, show_import, actor=home["Мама"], import_=99)


async def test_a_forged_name_or_an_old_seal_changes_nothing(home: Household) -> None:
    import_, seal = await ready(home)
    facts = {"actor": home["Мама"], "import_": import_}
    await home.family("Сосед", name="Петровы")
    await home.refused(ImportUnknownError, say_who, **facts, position=4, person=NOBODY)
    await home.refused(ImportUnknownError, say_who, **facts, position=0, person=home["Сосед"])
    await who(home, import_, 2, "Папа")
    await home.refused(ImportUnreadyError, propose_import, **facts, seal=seal)
    await home.write(drop_draft, **facts)
    await home.refused(ImportUnknownError, propose_import, **facts, seal=seal)


async def test_a_draft_is_forgotten_after_a_day_and_when_the_family_is_asked(home: Household) -> None:
    await begin(home)
    home.clock.advance(days=1)
    await home.write(tend_imports)
    assert await home.rows(select(imports)) == []
    import_ = (await home.write(read_import, actor=home["Мама"], content=FILE)).id
    await who(home, import_, 2, "Катя")
    seal = (await who(home, import_, 3, None)).seal
    await home.write(propose_import, actor=home["Мама"], import_=import_, seal=seal)
    assert (await home.rows(select(imports.c.draft)))[0][0] is None
    await home.refused(ImportDecidedError, show_draft, actor=home["Мама"], import_=import_)


async def test_what_cannot_be_read_makes_no_draft(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    facts = {"actor": home["Мама"], "content": FILE.replace(b"1200.00,RUB", b"1200.00,USD")}
    await home.refused(StatementRowsError, read_import, **facts)
    rows = "2026-03-03,Долг,Payment,RUB,10,Yes,Evenly,0,-10,0\n" * 51
    many = SPLIIT + rows.encode()
    await home.refused(TooManyUnnamedError, read_import, actor=home["Мама"], content=many)
    assert await home.rows(select(imports)) == []


async def test_it_is_posted_once_by_all_who_agree_at_once(crowd: Household) -> None:
    import_ = await proposed(crowd)
    crowd.clock.advance(hours=48)
    outcomes = await asyncio.gather(
        *(answer(crowd, name, import_, is_yes=True) for name in ("Папа", "Катя")),
        *(crowd.write(tend_imports) for _ in range(3)),
        return_exceptions=True,
    )
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert all(isinstance(error, ImportDecidedError) for error in errors)
    assert await crowd.balances(1) == {"Мама": 85000, "Папа": -30000, "Катя": -55000}
    assert await crowd.rows(select(func.count()).select_from(orders)) == [(1,)]


def test_debts_come_to_the_balances() -> None:
    found = [(debt.debtor, debt.creditor, debt.minor) for debt in debts_of({4: -30, 1: 50, 3: -40, 2: 20})]
    assert found == [(3, 1, 40), (4, 1, 10), (4, 2, 20)]
