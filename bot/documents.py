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
from core.people.person import FORMER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts import Texts
    from core.carts.journal import Fact
    from core.carts.views import JournalView

EXPORT_NAME = "family-bot-export.json"
JOURNAL_CSV = "family-bot-journal.csv"
JOURNAL_JSON = "family-bot-journal.json"

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
            "votes": [{"by": name, "choice": choice.name.lower()} for name, choice in entry.votes],
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
            votes_words(entry),
            t.label("yes") if entry.is_undone else "",
        )
        table.writerow([_harmless(cell).replace(FORMER, t.label("former member")) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(stored: dict[str, Any]) -> bytes:
    text = json.dumps(stored, ensure_ascii=False, indent=2, default=_moment)
    return text.replace(FORMER, "former member").encode()


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} has no place in an export")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
