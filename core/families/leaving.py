"""Leave a family, knowing the consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.alert import MemberLeft
from core.families.errors import NoFamilyError, OrganizerStaysError, PaymentUnderWayError
from core.families.membership import require_family, require_member

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import LeavingWork
    from core.families.views import LeavingView


def consider_leaving(work: LeavingWork, *, now: datetime, actor: int) -> LeavingView:
    """Return what leaving would mean.

    Raises:
        NoFamilyError: the actor is in no family.
        OrganizerStaysError: the actor organises a family in which others still are.
    """
    del now
    view = work.leaving_view(actor)
    if view is None:
        raise NoFamilyError
    _refuse_organizer_with_members(work, require_member(work, actor, view.family))
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
    member = require_member(work, actor, family)
    _refuse_organizer_with_members(work, member)
    work.drop_question(actor)
    if member.is_organizer:
        _disband(work, now, family)
    else:
        _hand_over_and_go(work, now, held, member, keep_lines=keep_lines)
    return held.name


def _hand_over_and_go(
    work: LeavingWork, now: datetime, family: Family, member: Member, *, keep_lines: bool
) -> None:
    organizer = family.organizer
    if organizer is None:
        return
    work.release_payer(member.person)
    lines = 0
    if keep_lines:
        lines = work.hand_lines_over(family.id, member.person, organizer)
    else:
        work.drop_lines_of(family.id, member.person)
    work.drop_member(member.person)
    work.recount_votes(family.id)
    work.touch_cards(family.id)
    people = len(work.members(family.id))
    work.tell(organizer, MemberLeft(family.name, member.name, people, lines), now)


def _disband(work: LeavingWork, now: datetime, family: int) -> None:
    number = work.order_being_paid(family)
    if number is not None:
        raise PaymentUnderWayError(number)
    work.disband(family, now)


def _refuse_organizer_with_members(work: LeavingWork, member: Member) -> None:
    others = len(work.members(member.family)) - 1
    if member.is_organizer and others:
        family = work.family(member.family)
        raise OrganizerStaysError(family.name if family else "", others)
