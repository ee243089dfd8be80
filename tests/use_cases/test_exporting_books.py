"""The books as files: each reader gets what they may see, and can add it up."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.documents import books_csv, books_json
from bot.texts import Texts
from core.books.exporting import export_books
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.leaving import leave_family
from core.orders.correcting import ask_for_correction, correct_price
from core.orders.invoicing import take_by_invoice
from core.orders.pot_invoicing import invoice_top_up
from core.orders.refunding import mark_refunded
from core.orders.settling import judge_payment
from storage.schema import payments
from tests.household import send_left
from tests.money import pay

if TYPE_CHECKING:
    from tests.household import Household

OMSK = Texts("ru", "Asia/Omsk")


async def exported(home: Household, name: str) -> dict[str, Any]:
    """Read the file for programs."""
    stored: dict[str, Any] = json.loads(books_json(await home.read(export_books, actor=home[name]), OMSK))
    return stored


async def table(home: Household, name: str) -> list[list[str]]:
    """Read the file for spreadsheets, without the names of its columns."""
    written = books_csv(await home.read(export_books, actor=home[name]), OMSK)
    assert written.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    return rows


async def shop_with_a_present(home: Household) -> None:
    """Папа paid bread (50), milk (89.90), and the book (700) that is a present of Катя for Мама."""
    await home.family("Мама", ["Папа", "Катя"])
    await home.add("Мама", "молоко 89,90 р")
    await home.add("Папа", "хлеб 50 р")
    await home.pay("Папа", await home.lock("Мама"))
    book = await home.add_one("Катя", "книга 700 р")
    await home.hide("Катя", book, "Мама")
    await home.pay("Папа", await home.lock("Катя"))


async def settle(home: Household, debtor: str, order: int) -> None:
    await home.write(send_left, actor=home[debtor], order=order, attempt=1)
    newest = max(row.id for row in await home.rows(payments.select()))
    home.clock.advance(hours=10)
    await home.write(judge_payment, actor=home["Папа"], payment=newest, received=True)


async def test_a_member_gets_the_orders_shares_payments_and_the_ledger(home: Household) -> None:
    await shop_with_a_present(home)
    await settle(home, "Мама", 1)
    stored = await exported(home, "Мама")
    (order,) = stored["orders"]
    assert order == {
        "order": "1",
        "amount": "139.90",
        "currency": "RUB",
        "family": "Ивановы",
        "state": "paid",
        "paid_by": "Папа",
        "pay_mode": "one",
        "paid_from_shared_account": False,
        "carried_over_from": None,
        "money_back_for": None,
        "locked_at": "2026-03-02T09:00:00Z",
        "locked_on": "2026-03-02",
        "paid_at": "2026-03-02T09:00:00Z",
        "paid_on": "2026-03-02",
        "received_at": None,
        "received_on": None,
        "closed_at": None,
        "closed_on": None,
        "cancelled_at": None,
        "cancelled_on": None,
    }
    assert [(share["person"], share["amount"]) for share in stored["shares"]] == [
        ("Мама", "89.90"),
        ("Папа", "50.00"),
    ]
    (payment,) = stored["payments"]
    assert payment == {
        "order": "1",
        "amount": "89.90",
        "currency": "RUB",
        "payment": 1,
        "from": "Мама",
        "to": "Папа",
        "state": "confirmed",
        "sent_at": "2026-03-02T09:00:00Z",
        "sent_on": "2026-03-02",
        "judged_at": "2026-03-02T19:00:00Z",
        "judged_on": "2026-03-03",
    }
    assert [
        (entry["posting"], entry["person"], entry["kind"], entry["amount"]) for entry in stored["ledger"]
    ] == [
        (1, "Папа", "order_paid", "139.90"),
        (1, "Мама", "share_owed", "-89.90"),
        (1, "Папа", "share_owed", "-50.00"),
        (2, "Мама", "money_sent", "89.90"),
        (2, "Папа", "money_received", "-89.90"),
    ]


async def test_the_table_says_the_same(home: Household) -> None:
    await shop_with_a_present(home)
    await settle(home, "Мама", 1)
    day, moment = "2026-03-02", "2026-03-02T09:00:00Z"
    later = ["2026-03-03", "2026-03-02T19:00:00Z"]
    assert await table(home, "Мама") == [
        ["order", "1", day, moment, "Папа", "", "139.90", "RUB", "paid", "one"],
        ["share", "1", day, moment, "Мама", "Папа", "89.90", "RUB", "", ""],
        ["share", "1", day, moment, "Папа", "Папа", "50.00", "RUB", "", ""],
        ["payment", "1", day, moment, "Мама", "Папа", "89.90", "RUB", "confirmed", ""],
        ["entry", "1", day, moment, "Папа", "", "139.90", "RUB", "order_paid", "1"],
        ["entry", "1", day, moment, "Мама", "", "-89.90", "RUB", "share_owed", "1"],
        ["entry", "1", day, moment, "Папа", "", "-50.00", "RUB", "share_owed", "1"],
        ["entry", "1", *later, "Мама", "", "89.90", "RUB", "money_sent", "2"],
        ["entry", "1", *later, "Папа", "", "-89.90", "RUB", "money_received", "2"],
    ]


async def test_a_correction_stands_in_both_files(home: Household) -> None:
    await shop_with_a_present(home)
    await settle(home, "Мама", 1)
    of = {"actor": home["Папа"], "order": 1, "position": 1}
    await home.write(ask_for_correction, **of)
    await home.write(correct_price, **of, was=8_990, text="80")
    stored = await exported(home, "Папа")
    at = {"posted_at": "2026-03-02T19:00:00Z", "posted_on": "2026-03-03"}
    named = {"order": "1", "amount": "80.00", "currency": "RUB", "line": "молоко", "was": "89.90"}
    assert stored["corrections"] == [{**named, "person": "Папа", **at}]
    assert {(order["order"], order["money_back_for"]) for order in stored["orders"]} >= {
        ("1", None),
        ("2", "1"),
    }
    (row,) = [row for row in await table(home, "Папа") if row[0] == "correction"]
    assert [*row[:2], *row[4:]] == ["correction", "1", "Папа", "", "-9.90", "RUB", "", "молоко"]


async def test_a_present_and_the_money_for_it_are_in_others_files_only(home: Household) -> None:
    await shop_with_a_present(home)
    await settle(home, "Катя", 2)
    seen = json.dumps(await exported(home, "Мама"), ensure_ascii=False)
    assert not any(trace in seen for trace in ("700", "🎁", "Катя"))
    hers, theirs = await exported(home, "Мама"), await exported(home, "Катя")
    assert (len(hers["orders"]), len(theirs["orders"])) == (1, 2)
    for stored in (hers, theirs):
        sums: Counter[int] = Counter()
        for entry in stored["ledger"]:
            sums[entry["posting"]] += Decimal(entry["amount"])  # type: ignore[assignment]
        assert set(sums.values()) == {Decimal(0)}
    home.clock.advance(days=8)
    assert len((await exported(home, "Мама"))["orders"]) == 2


async def test_who_left_gets_what_they_had_a_part_in(home: Household) -> None:
    await shop_with_a_present(home)
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    stored = await exported(home, "Катя")
    assert [order["amount"] for order in stored["orders"]] == ["700.00"]
    await home.meet("Сосед")
    assert await exported(home, "Сосед") == {
        "format": 1,
        "orders": [],
        "shares": [],
        "payments": [],
        "corrections": [],
        "ledger": [],
        "through_telegram": [],
    }


async def test_a_name_that_is_a_formula_is_none_in_a_spreadsheet(home: Household) -> None:
    await home.family("Мама", ["=1+1"])
    await home.add("=1+1", "хлеб 50 р")
    await home.pay("Мама", await home.lock("Мама"))
    shares = [row for row in await table(home, "Мама") if row[0] == "share"]
    assert [row[4] for row in shares] == ["'=1+1"]


async def test_what_came_through_telegram_is_in_the_books_of_who_may_know_of_it(home: Household) -> None:
    """Папа paid the milk, and for nothing; Мама topped the account up; Катя paid Папа's present for Мама."""
    home.invoiced = frozenset({"RUB"})
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await home.limit("Дима", 0)
    await home.add("Мама", "молоко 89,90 р")
    milk = await home.lock("Мама")
    invoice = await home.write(take_by_invoice, actor=home["Папа"], order=milk, token="milk")
    assert invoice is not None
    for name in ("c-1", "c-2"):
        await pay(home, "Папа", "milk", name, minor=8_990)
    await home.write(mark_refunded, actor=home["Катя"], charge=2)
    await home.write(switch_benefit, actor=home["Мама"], family=1, benefit=Benefit.ACCOUNT, is_on=True)
    await home.write(invoice_top_up, actor=home["Мама"], family=1, minor=50_000, token="pot")
    await pay(home, "Мама", "pot", "c-3", minor=50_000)
    await home.hide("Папа", await home.add_one("Папа", "книга 700 р"), "Мама")
    book = await home.lock("Катя")
    await home.write(take_by_invoice, actor=home["Катя"], order=book, token="book")
    await pay(home, "Катя", "book", "c-4", minor=70_000)
    await pay(home, "Мама", "book", "c-5", minor=70_000)

    async def known(name: str) -> list[tuple[str, str | None, str | None, str, str]]:
        stored = (await exported(home, name))["through_telegram"]
        return [(one["person"], one["for"], one["order"], one["amount"], one["state"]) for one in stored]

    milks = [
        ("Папа", "order", "1", "89.90", "applied"),
        ("Папа", "order", "1", "89.90", "refunded"),
        ("Мама", "top_up", None, "500.00", "applied"),
    ]
    secret = (await exported(home, "Папа"))["orders"][1]["order"]
    books = ("Катя", "order", secret, "700.00", "applied")
    assert await known("Мама") == [*milks, ("Мама", None, None, "700.00", "flagged")]
    assert await known("Папа") == [*milks, books, ("Мама", "order", secret, "700.00", "flagged")]
    assert await known("Дима") == [milks[0], milks[2], books]
    await home.meet("Гость")
    assert await known("Гость") == []
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    assert await known("Катя") == [books]
    (row,) = [row for row in await table(home, "Дима") if row[9] == "top_up"]
    day, moment = "2026-03-02", "2026-03-02T09:00:00Z"
    assert row == ["through_telegram", "", day, moment, "Мама", "", "500.00", "RUB", "applied", "top_up"]
    (_, returned, *_) = (await exported(home, "Папа"))["through_telegram"]
    assert returned == {
        "for": "order",
        "order": "1",
        "family": "Ивановы",
        "person": "Папа",
        "amount": "89.90",
        "currency": "RUB",
        "state": "refunded",
        "flaw": "second",
        "came_at": moment,
        "came_on": day,
        "given_back_at": moment,
        "given_back_on": day,
    }


async def test_stars_are_not_divided_in_the_books(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await pay(home, "Папа", "nothing", minor=50, currency="XTR")
    (charge,) = (await exported(home, "Папа"))["through_telegram"]
    assert (charge["amount"], charge["currency"], charge["flaw"]) == ("50", "XTR", "unknown")
