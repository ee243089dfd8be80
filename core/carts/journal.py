"""The journal of a family's cart: who did what to it, and when; for ten minutes it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import JournalWork
    from core.carts.reading import LineDraft

    Fact = str | int | bool | None | list["Fact"]

UNDO_LIFE = timedelta(minutes=10)
"""So long a deed may be taken back."""

JOURNAL_LIFE = timedelta(days=180)
"""So long the journal is kept."""

ONE_STEP = timedelta(minutes=1)
"""Who taps + several times in a row does one thing: the steps within this time are one entry."""


class Deed(StrEnum):
    """What somebody did to a line, or what its vote came to: then nobody is the actor.

    A line is RETURNED when its order is called off, and HANDED_OVER when its author leaves and the organizer
    takes it over, or with the fact `to_deputy` another adult. MERGED is one deed on two lines: the fact
    `joined` names the other one. OFFERED asks about a replacement in the shop, REPLACED is the yes to it.
    TAKEN_BACK is the undoing of another deed, named by the fact `of`. A present is HIDDEN until a moment, and
    SHOWN before that. VOTED is written nowhere: it is read from the open votes. CUSTOMS is about no line, but
    about how the family does things.
    """

    ADDED = "added"
    CHANGED = "changed"
    VOTED = "voted"
    ASKED_AGAIN = "asked_again"
    MERGED = "merged"
    REMOVED = "removed"
    CLOSED = "closed"
    ALLOWED = "allowed"
    DECLINED = "declined"
    DEADLINE = "deadline"
    ORDERED = "ordered"
    BOUGHT = "bought"
    MISSING = "missing"
    UNMARKED = "unmarked"
    OFFERED = "offered"
    REPLACED = "replaced"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"
    HIDDEN = "hidden"
    SHOWN = "shown"
    CUSTOMS = "customs"


class Matter(StrEnum):
    """What a reader of the journal may look for: each kind of deed is one of these matters."""

    ADDED = "add"
    CHANGED = "edit"
    REMOVED = "out"
    AGREED = "vote"
    ORDERED = "order"
    CUSTOMS = "set"


MATTERS: Mapping[Deed, Matter] = {
    Deed.ADDED: Matter.ADDED,
    Deed.CHANGED: Matter.CHANGED,
    Deed.VOTED: Matter.AGREED,
    Deed.ASKED_AGAIN: Matter.AGREED,
    Deed.MERGED: Matter.CHANGED,
    Deed.REMOVED: Matter.REMOVED,
    Deed.CLOSED: Matter.AGREED,
    Deed.ALLOWED: Matter.AGREED,
    Deed.DECLINED: Matter.AGREED,
    Deed.DEADLINE: Matter.AGREED,
    Deed.ORDERED: Matter.ORDERED,
    Deed.BOUGHT: Matter.ORDERED,
    Deed.MISSING: Matter.ORDERED,
    Deed.UNMARKED: Matter.ORDERED,
    Deed.OFFERED: Matter.ORDERED,
    Deed.REPLACED: Matter.CHANGED,
    Deed.RETURNED: Matter.ORDERED,
    Deed.HANDED_OVER: Matter.CHANGED,
    Deed.TAKEN_BACK: Matter.CHANGED,
    Deed.HIDDEN: Matter.CHANGED,
    Deed.SHOWN: Matter.CHANGED,
    Deed.CUSTOMS: Matter.CUSTOMS,
}

MARKING = frozenset({Deed.BOUGHT, Deed.MISSING, Deed.UNMARKED, Deed.OFFERED})
"""What only says how it goes with the line in the shop."""

UNDOABLE = frozenset(
    {
        Deed.ADDED,
        Deed.CHANGED,
        Deed.ASKED_AGAIN,
        Deed.MERGED,
        Deed.REMOVED,
        Deed.ALLOWED,
        Deed.DECLINED,
        Deed.REPLACED,
        *MARKING,
    }
)
"""What its actor may take back."""

PASSING = frozenset({Deed.CLOSED, Deed.DEADLINE, Deed.TAKEN_BACK, Deed.HIDDEN, Deed.SHOWN})
"""What keeps nobody from taking back a deed that was done before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed in the journal: whose, which, to which line of which family, with facts in plain JSON.

    An entry about a hidden line is hidden as the line is. Neither ids nor names of people are among the
    facts: everybody in the family may read and export them.
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
    """Write into the journal what is about to happen to a line, while it still is as it was.

    The votes on the line are kept with it, and so is the line itself while the deed may be taken back.
    """
    if deed is Deed.CHANGED and actor is not None and _joins_last_step(work, now, actor, item, facts):
        return
    entry = Entry(item.family, actor, deed, item.id, item.title, facts, item.hidden_from, item.hidden_until)
    is_new = deed is Deed.ADDED  # there is nothing to go back to
    work.put_deed(entry, now, keeps_line=actor is not None and deed in UNDOABLE and not is_new)


def _joins_last_step(
    work: JournalWork, now: datetime, actor: int, item: Item, facts: Mapping[str, Fact]
) -> bool:
    """Make one deed of one + after another, as long as nobody has voted in between."""
    start, target = _step(facts)
    if target is None:
        return False
    last = work.last_step(item.id, actor, now - ONE_STEP)
    if last is None:
        return False
    deed, known = last
    was, reached = _step(known)
    if reached is None or reached != start or was == target:
        return False
    unit = facts["unit"]
    work.change_facts(deed, {"quantity": [was, target], "unit": unit})
    return True


def _step(facts: Mapping[str, Fact]) -> tuple[Fact, Fact]:
    """Return from which quantity to which other the facts tell of, and of nothing else; else nothing."""
    match dict(facts):
        case {"quantity": [was, is_now], "unit": [unit, same], **others} if unit == same and not others:
            return was, is_now
        case _:
            return None, None


def readable(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts as everybody may export them: the id of a line that was joined is of no use to them.

    Ids count the lines of all families, and a gap between two would tell that there is one in between.
    """
    return {name: fact for name, fact in facts.items() if name != "joined"}


def difference(item: Item, draft: LineDraft) -> dict[str, Fact]:
    """Return what the draft would change: each part's name with what it was and what it would be.

    A quantity comes with its unit.
    """
    parts: dict[str, tuple[Fact, Fact]] = {
        "title": (item.title, draft.title),
        "quantity": (item.quantity, draft.quantity),
        "unit": (item.unit, draft.unit),
        "price": (item.price.minor if item.price else None, draft.price.minor if draft.price else None),
        "urgent": (item.urgent, draft.urgent),
        "link": (item.link, draft.link),
        "note": (item.note, draft.note),
    }
    changed = {name for name, (was, is_now) in parts.items() if was != is_now}
    if changed & {"quantity", "unit"}:
        changed |= {"quantity", "unit"}
    return {name: list(parts[name]) for name in parts if name in changed}
