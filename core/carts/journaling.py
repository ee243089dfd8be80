"""Read the journal of the cart, and keep it only as long as it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.journal import JOURNAL_LIFE, UNDO_LIFE
from core.carts.views import JournalChoices, JournalView, Wanted
from core.families.membership import family_of, require_member
from core.shared.pages import turned_to

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.ports import ReadingWork

PAGE_ENTRIES = 6
"""An entry tells of up to seven votes and of old and new notes: six at their longest fit into one message."""

LINES_OFFERED = 12
"""So many lines are offered to be looked for: those with the newest entries."""


def show_journal(
    work: ReadingWork, *, now: datetime, actor: int, page: int = 0, wanted: Wanted | None = None
) -> JournalView:
    """Return one page of what the actor may see of the journal; a page past the end is the last one.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor)
    family = family_of(work, member)
    looked_for = wanted or Wanted()
    count = work.journal_count(family.id, actor, looked_for, now)
    page, pages = turned_to(page, count, PAGE_ENTRIES)
    offset = page * PAGE_ENTRIES
    entries = work.journal(family.id, actor, looked_for, now, limit=PAGE_ENTRIES, offset=offset)
    return JournalView(
        entries=entries,
        currency=family.currency,
        units=family.customs.units,
        count=count,
        page=page,
        pages=pages,
        wanted=looked_for,
        person=work.name_in_journal(family.id, looked_for.person) if looked_for.person else None,
        line=entries[0].line if entries and looked_for.item else None,
    )


def list_journal_choices(
    work: ReadingWork, *, now: datetime, actor: int, wanted: Wanted | None = None
) -> JournalChoices:
    """Return what the actor may look for in the journal.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor)
    return JournalChoices(
        members=[(other.person, other.name) for other in work.members(member.family)],
        lines=work.journal_lines(member.family, actor, now, LINES_OFFERED),
        wanted=wanted or Wanted(),
    )


def export_journal(
    work: ReadingWork, *, now: datetime, actor: int, wanted: Wanted | None = None
) -> JournalView:
    """Return all that the actor may see of the journal, on one page.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    family = family_of(work, require_member(work, actor))
    looked_for = wanted or Wanted()
    entries = work.journal(family.id, actor, looked_for, now, limit=None)
    return JournalView(
        entries=entries,
        currency=family.currency,
        units=family.customs.units,
        count=len(entries),
        page=0,
        pages=1,
        wanted=looked_for,
        person=None,
        line=None,
    )


def tidy_journal(work: ReadingWork, *, now: datetime) -> None:
    """Forget how lines were before deeds that nobody can take back any more, and deeds of half a year ago."""
    work.tidy_journal(now - UNDO_LIFE, now - JOURNAL_LIFE)
