"""The files that the bot sends."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.screens.journal import deed_words, votes_words
from bot.screens.wishes import order_name
from core.carts.journal import readable
from core.orders.terms import PayMode
from core.people.person import FORMER
from core.shared.money import in_minor

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from bot.texts import Texts
    from core.books.views import BooksView
    from core.carts.journal import Fact
    from core.carts.views import JournalView

EXPORT_NAME = "family-bot-export.json"
JOURNAL_CSV = "family-bot-journal.csv"
JOURNAL_JSON = "family-bot-journal.json"
BOOKS_CSV = "family-bot-books.csv"
BOOKS_JSON = "family-bot-books.json"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV Injection")."""


def export_document(stored: dict[str, Any]) -> bytes:
    """Return everything about a person as a JSON file that people can read, too; keys are English.

    Moments are ISO 8601 in UTC. Others who asked to be forgotten have no name in it.
    """
    return _json(stored)


def journal_json(view: JournalView) -> bytes:
    """Return the journal as JSON: moments in UTC, amounts in minor units, people by their names only."""
    entries = [
        {
            "at": entry.done_at,
            "by": entry.actor,
            "deed": entry.deed.value,
            "line": entry.line,
            "facts": _with_order_name(readable(entry.facts)),
            "votes": [
                {"by": vote.name, "choice": vote.choice.name.lower(), "at": vote.at} for vote in entry.votes
            ],
            "taken_back": entry.is_undone,
        }
        for entry in view.entries
    ]
    return _json({"format": 1, "currency": view.currency, "entries": entries})


def _with_order_name(facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """Return the facts with what an order is called instead of its number."""
    number = facts.get("order")
    return {**facts, "order": order_name(number)} if isinstance(number, int) and number < 0 else facts


def journal_csv(view: JournalView, t: Texts) -> bytes:
    """Return the journal as a table in the reader's words and time, as spreadsheets read it."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        [
            t.label("When"),
            t.label("Who"),
            t.label("Line"),
            t.label("What was done"),
            t.label("Votes"),
            t.label("Taken back"),
        ]
    )
    for entry in view.entries:
        cells = (
            t.stamp(entry.done_at),
            entry.actor if entry.actor is not None else t.label("by itself"),
            entry.line,
            deed_words(entry, view, t),
            votes_words(entry, t),
            t.label("yes") if entry.is_undone else "",
        )
        table.writerow([_harmless(cell).replace(FORMER, t.label("former member")) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def books_json(view: BooksView, t: Texts) -> bytes:
    """Return the books as JSON: amounts as decimal texts with their currency, days as the reader had them.

    Moments are in UTC; the day of one is that of the reader's time zone. People are named, orders by what
    they are called. Payments and postings are numbered within the file: what has one number belongs together.
    """
    named = {order.id: order for order in view.orders}
    postings = _numbered(entry.posting for entry in view.entries)
    sent = _numbered(payment.payment for payment in view.payments)

    def about(order: int, minor: int) -> dict[str, Any]:
        known = named[order]
        return {
            "order": order_name(known.number),
            "amount": _decimal(minor, known.currency),
            "currency": known.currency,
        }

    return _json(
        {
            "format": 1,
            "orders": [
                {
                    **about(order.id, order.minor),
                    "family": order.family,
                    "state": order.state.value,
                    "paid_by": order.payer,
                    "pay_mode": order.pay.value,
                    "paid_from_shared_account": order.from_account,
                    "carried_over_from": order.source.value if order.source else None,
                    "money_back_for": order_name(order.returns) if order.returns is not None else None,
                    **_when("locked", order.locked_at, t),
                    **_when("paid", order.paid_at, t),
                    **_when("received", order.received_at, t),
                    **_when("closed", order.closed_at, t),
                    **_when("cancelled", order.cancelled_at, t),
                }
                for order in view.orders
            ],
            "shares": [{**about(share.order, share.minor), "person": share.person} for share in view.shares],
            "payments": [
                {
                    **about(payment.order, payment.minor),
                    "payment": sent[payment.payment],
                    "from": payment.debtor,
                    "to": payment.creditor,
                    "state": payment.state.value,
                    **_when("sent", payment.sent_at, t),
                    **_when("judged", payment.judged_at, t),
                }
                for payment in view.payments
            ],
            "corrections": [
                {
                    **about(each.order, each.minor),
                    "line": each.line or None,
                    "was": _decimal(each.was, named[each.order].currency),
                    "person": each.person,
                    **_when("posted", each.posted_at, t),
                }
                for each in view.corrections
            ],
            "ledger": [
                {
                    **about(entry.order, entry.minor),
                    "posting": postings[entry.posting],
                    "person": entry.person,
                    "kind": entry.kind.value,
                    **_when("posted", entry.posted_at, t),
                }
                for entry in view.entries
            ],
            "through_telegram": [
                {
                    "for": charge.purpose.value if charge.purpose else None,
                    "order": order_name(named[charge.order].number) if charge.order is not None else None,
                    "family": charge.family,
                    "person": charge.person,
                    "amount": _decimal(charge.minor, charge.currency),
                    "currency": charge.currency,
                    "state": charge.state.value,
                    "flaw": charge.flaw.value if charge.flaw else None,
                    **_when("came", charge.came_at, t),
                    **_when("given_back", charge.returned_at, t),
                }
                for charge in view.charges
            ],
        }
    )


def books_csv(view: BooksView, t: Texts) -> bytes:
    """Return the books as one table, as spreadsheets read it: the lists of the JSON file one after another.

    What a row is and its state, and in its note how an order is paid, or what money through Telegram was for,
    are the words of that file, for a spreadsheet to filter by.
    """
    named = {order.id: order for order in view.orders}
    postings = _numbered(entry.posting for entry in view.entries)
    rows = [
        (
            "order",
            order.id,
            order.locked_at,
            order.payer or "",
            "",
            order.minor,
            order.state.value,
            (PayMode.ACCOUNT if order.from_account else order.pay).value,
        )
        for order in view.orders
    ]
    rows += [
        (
            "share",
            share.order,
            named[share.order].locked_at,
            share.person,
            named[share.order].payer or "",
            share.minor,
            "",
            "",
        )
        for share in view.shares
    ]
    rows += [
        (
            "payment",
            payment.order,
            payment.sent_at,
            payment.debtor,
            payment.creditor,
            payment.minor,
            payment.state.value,
            "",
        )
        for payment in view.payments
    ]
    rows += [
        ("correction", each.order, each.posted_at, each.person, "", each.minor - each.was, "", each.line)
        for each in view.corrections
    ]
    rows += [
        (
            "entry",
            entry.order,
            entry.posted_at,
            entry.person,
            "",
            entry.minor,
            entry.kind.value,
            str(postings[entry.posting]),
        )
        for entry in view.entries
    ]
    told = [
        (what, order_name(named[order].number), moment, who, to, minor, named[order].currency, state, note)
        for what, order, moment, who, to, minor, state, note in rows
    ]
    told += [
        (
            "through_telegram",
            order_name(named[charge.order].number) if charge.order is not None else "",
            charge.came_at,
            charge.person,
            "",
            charge.minor,
            charge.currency,
            charge.state.value,
            charge.purpose.value if charge.purpose else "",
        )
        for charge in view.charges
    ]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        [
            t.label("What"),
            t.label("Order"),
            t.label("Day"),
            t.label("Moment (UTC)"),
            t.label("Who"),
            t.label("To whom"),
            t.label("Amount"),
            t.label("Currency"),
            t.label("State"),
            t.label("Note"),
        ]
    )
    for what, order, moment, who, to, minor, currency, state, note in told:
        words = [_harmless(word).replace(FORMER, t.label("former member")) for word in (who, to, note)]
        cells = (what, order, t.iso_day(moment), _moment(moment), *words[:2])
        table.writerow([*cells, _decimal(minor, currency), currency, state, words[2]])
    return written.getvalue().encode("utf-8-sig")


def _numbered(names: Iterable[Hashable]) -> dict[Hashable, int]:
    """Return numbers in the place of names that a reader need not know, counted from 1 as they come."""
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def _decimal(minor: int, currency: str) -> str:
    """Return the amount with a point and two decimals, if the currency is divided.

    A minus stands before it, and is no formula.
    """
    if in_minor(100, currency) == 1:
        return str(minor)
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"


def _when(what: str, moment: datetime | None, t: Texts) -> dict[str, Any]:
    """Return a moment and its day for the reader, or two times nothing."""
    return {f"{what}_at": moment, f"{what}_on": t.iso_day(moment) if moment else None}


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(stored: dict[str, Any]) -> bytes:
    text = json.dumps(stored, ensure_ascii=False, indent=2, default=_moment)
    return text.replace(FORMER, "former member").encode()


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} has no place in an export")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
