"""Join by an invitation, or ask to; also straight from another family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import FamilyFullError, NoFamilyError
from core.families.family import SEATS
from core.families.holding import hold_seat, refuse_held_seats
from core.families.membership import require_family, require_member
from core.families.parting import depart, refuse_organizer_with_members
from core.invites.asking import ask
from core.invites.entry import find_entry, invitation_to, refuse_entry, refuse_second_family, take_seat
from core.invites.errors import InviteUnknownError, SeatJustTakenError
from core.invites.views import Asked, Invitation, Moving

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.invites.invite import Invite
    from core.invites.ports import EntryWork, MovingWork
    from core.shared.errors import DomainError


def accept_invite(
    work: EntryWork, *, now: datetime, actor: int, token: str
) -> Invitation | Asked | DomainError:
    """Take a seat in the family, or ask for one; everything is checked again, since minutes may have passed.

    Returns:
        What was joined, or asked for when the organizer approves each newcomer; or a refusal of which
        something is kept: InviteUnknownError, or SeatJustTakenError when the last seat was taken meanwhile.

    Raises:
        SeatsHeldError: no seat is held for the actor any more, and the last ones are for others.
        RequestOpenError: the actor waits for another family's answer.
        AskedLatelyError: the actor asked this family less than an hour ago.
        DomainError: any refusal of `find_entry`, `refuse_entry` and `refuse_second_family`.
    """
    found = find_entry(work, now, actor, token)
    if isinstance(found, InviteUnknownError):
        return found
    invite, family = found
    if work.is_guest(invite.id, actor):  # the tap came twice
        return invitation_to(work, invite, family, len(work.members(family.id)))
    refusal = refuse_entry(work, now, actor, invite, family, if_full=SeatJustTakenError(family.name))
    if refusal is not None:
        return refusal
    refuse_second_family(work, actor, invite, token)
    if invite.by_approval:
        return ask(work, now, actor, invite, family)
    return _join(work, now, actor, invite, family)


def consider_moving(work: MovingWork, *, now: datetime, actor: int, token: str) -> Moving | DomainError:
    """Return what leaving the actor's family for the one that invites them would mean; hold a seat meanwhile.

    Raises:
        NoFamilyError: the actor is in none, so there is nothing to leave.
        OrganizerStaysError: the actor organises a family in which others still are.
        InAnotherFamilyError: the organizer approves each newcomer, so the actor has to leave first.
        DomainError: any other refusal of `leave_and_join`.
    """
    found = find_entry(work, now, actor, token)
    if isinstance(found, InviteUnknownError):
        return found
    invite, family = found
    refusal = refuse_entry(work, now, actor, invite, family, if_full=FamilyFullError(family.name, SEATS))
    if refusal is not None:
        return refusal
    member = require_member(work, actor)
    _refuse_unapproved_move(work, actor, invite, token)
    old, leaving = work.family(member.family), work.leaving_view(actor, actor, now)
    if old is None or leaving is None:
        raise NoFamilyError
    refuse_organizer_with_members(work, old, member)
    people = len(work.members(family.id))
    refuse_held_seats(work, now, actor, family, people)
    held_until = hold_seat(work, now, actor, family)
    return Moving(leaving, invitation_to(work, invite, family, people, held_until))


def leave_and_join(
    work: MovingWork, *, now: datetime, actor: int, token: str, family: int, keep_lines: bool
) -> Invitation | DomainError:
    """Leave one family and take a seat in another, both or neither.

    Args:
        work: the open transaction.
        now: when it happens.
        actor: who moves.
        token: of the invitation to the new family.
        family: the old one.
        keep_lines: whether the old organizer takes the actor's open lines over; else they are removed.

    Returns:
        What was joined; or a refusal of which something is kept: InviteUnknownError, or SeatJustTakenError
        when the last seat was taken meanwhile.

    Raises:
        NotAMemberError: the actor is not in the old family any more.
        OrganizerStaysError: the actor organises it, and others still are in it.
        PaymentUnderWayError: the last one cannot go while an order is being paid.
        InAnotherFamilyError: the organizer approves each newcomer, so the actor has to leave first.
        DomainError: any refusal of `find_entry` and `refuse_entry`, and SeatsHeldError.
    """
    found = find_entry(work, now, actor, token, leaving=family)
    if isinstance(found, InviteUnknownError):
        return found
    invite, new = found
    if work.is_guest(invite.id, actor):  # the tap came twice
        return invitation_to(work, invite, new, len(work.members(new.id)))
    refusal = refuse_entry(work, now, actor, invite, new, if_full=SeatJustTakenError(new.name))
    if refusal is not None:
        return refusal
    old = require_family(work, family)
    member = require_member(work, actor, family)
    _refuse_unapproved_move(work, actor, invite, token)
    depart(work, now, old, member, keep_lines=keep_lines)
    return _join(work, now, actor, invite, new)


def _refuse_unapproved_move(work: EntryWork, actor: int, invite: Invite, token: str) -> None:
    """A seat that may be refused is nothing to leave a family for."""
    if invite.by_approval:
        refuse_second_family(work, actor, invite, token)


def _join(work: EntryWork, now: datetime, actor: int, invite: Invite, family: Family) -> Invitation:
    refuse_held_seats(work, now, actor, family, len(work.members(family.id)))
    people = take_seat(work, now, actor, invite, family)
    return invitation_to(work, invite, family, people)
