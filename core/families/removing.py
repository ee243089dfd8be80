"""Remove a member, with or without barring them, and let back in who was barred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import LetBackIn, MemberRemoved, RemovedFromFamily
from core.families.errors import MemberGoneError
from core.families.membership import (
    family_of,
    hold_as_organizer,
    require_organizer,
    require_other,
)
from core.families.parting import part
from core.families.views import BarredView, RemovalView

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import RemovalWork


def consider_removal(work: RemovalWork, *, now: datetime, actor: int, person: int, since: int) -> RemovalView:
    """Return what removing the member would mean, as far as the actor may know of their lines and debts.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer leaves otherwise.
    """
    member = require_other(work, require_organizer(work, actor), person, since)
    parting = work.leaving_view(person, actor, now)
    if parting is None:
        raise MemberGoneError
    return RemovalView(member, parting)


def remove_member(
    work: RemovalWork,
    *,
    now: datetime,
    actor: int,
    person: int,
    since: int,
    keep_lines: bool,
    bar: bool,
) -> str:
    """Remove a member from the family; return their name.

    What becomes of their votes, lines and debts is as when they leave. They are told, and the organizer, too.
    Who is barred cannot come back by an invitation.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer leaves otherwise.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = require_other(work, organizer, person, since)
    lines = part(work, now, family, member, keep_lines=keep_lines)
    if bar:
        work.bar(family.id, person, now)
    work.tell(person, RemovedFromFamily(family.name, organizer.name, bar), now)
    people = len(work.members(family.id))
    work.tell(actor, MemberRemoved(family.name, member.name, people, lines), now)
    return member.name


def list_barred(work: RemovalWork, *, now: datetime, actor: int) -> BarredView:
    """Return who may not come back.

    Raises:
        NotOrganizerError: only the organizer sees that.
        NoFamilyError: the actor is in no family.
    """
    del now
    family = family_of(work, require_organizer(work, actor))
    return BarredView(family.name, work.barred(family.id))


def let_back_in(work: RemovalWork, *, now: datetime, actor: int, person: int) -> None:
    """Let an invitation admit somebody again; they are told, once.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    family, _ = hold_as_organizer(work, actor)
    if work.let_in(family.id, person):
        work.tell(person, LetBackIn(family.name), now)
