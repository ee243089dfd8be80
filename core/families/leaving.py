"""Leave a family, knowing the consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import NoFamilyError
from core.families.membership import require_family, require_member
from core.families.parting import depart, refuse_organizer_with_members

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import LeavingWork
    from core.families.views import LeavingView


def consider_leaving(work: LeavingWork, *, now: datetime, actor: int) -> LeavingView:
    """Return what leaving would mean.

    Raises:
        NoFamilyError: the actor is in no family.
        OrganizerStaysError: the actor organises a family in which others still are.
    """
    view = work.leaving_view(actor, actor, now)
    family = work.family(view.family) if view else None
    if view is None or family is None:
        raise NoFamilyError
    refuse_organizer_with_members(work, family, require_member(work, actor, view.family))
    return view


def leave_family(work: LeavingWork, *, now: datetime, actor: int, family: int, keep_lines: bool) -> str:
    """Leave the family; return its name.

    Open votes fall away, open lines go to the organizer or are removed, debts stay. An organizer who is alone
    disbands the family by leaving it.

    Raises:
        NotAMemberError: the actor is not in that family (any more).
        OrganizerStaysError: the actor organises a family in which others still are.
        PaymentUnderWayError: the last one cannot leave while an order is being paid.
    """
    held = require_family(work, family)
    depart(work, now, held, require_member(work, actor, family), keep_lines=keep_lines)
    return held.name
