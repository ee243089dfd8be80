"""The journal of a family's cart: who did what to it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import JournalWork
    from core.carts.reading import LineDraft

    Fact = str | int | bool | None | list["Fact"]


class Deed(StrEnum):
    """What somebody did to a line, or what its vote came to: then nobody is the actor."""

    ADDED = "added"
    CHANGED = "changed"
    ASKED_AGAIN = "asked_again"
    REMOVED = "removed"
    CLOSED = "closed"
    ALLOWED = "allowed"
    DECLINED = "declined"
    DEADLINE = "deadline"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed in the journal: whose, which, to which line of which family, with facts in plain JSON.

    An entry about a hidden line is hidden as the line is.
    """

    family: int
    actor: int | None
    deed: Deed
    item: int
    line: str
    facts: Mapping[str, Fact]
    hidden_from: int | None
    hidden_until: datetime | None


def record(
    work: JournalWork, now: datetime, actor: int | None, deed: Deed, item: Item, **facts: Fact
) -> None:
    """Write into the journal what is about to happen to a line, while it still is as it was."""
    entry = Entry(item.family, actor, deed, item.id, item.title, facts, item.hidden_from, item.hidden_until)
    work.put_deed(entry, now)


def difference(item: Item, draft: LineDraft) -> Mapping[str, Fact]:
    """Return what the draft would change: each part's name with what it was and what it would be."""
    parts: dict[str, tuple[Fact, Fact]] = {
        "title": (item.title, draft.title),
        "quantity": (item.quantity, draft.quantity),
        "unit": (item.unit, draft.unit),
        "price": (item.price.minor if item.price else None, draft.price.minor if draft.price else None),
        "urgent": (item.urgent, draft.urgent),
        "link": (item.link, draft.link),
        "note": (item.note, draft.note),
    }
    return {name: [was, is_now] for name, (was, is_now) in parts.items() if was != is_now}
