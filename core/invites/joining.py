"""Look at an invitation, and join by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.alert import LastSeatTaken, MemberJoined
from core.families.errors import FamilyFullError
from core.families.family import SEATS
from core.families.membership import organizer_name
from core.invites.errors import (
    AlreadyHereError,
    FamilyDisbandedError,
    InAnotherFamilyError,
    InviteExpiredError,
    InviteRevokedError,
    InviteUnknownError,
    InviteUsedUpError,
    SeatJustTakenError,
)
from core.invites.invite import Invite, InviteState, hash_token
from core.invites.views import Invitation

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.invites.ports import InviteWork

_REFUSALS = {
    InviteState.REVOKED: InviteRevokedError,
    InviteState.USED_UP: InviteUsedUpError,
    InviteState.EXPIRED: InviteExpiredError,
}


def look_at_invite(work: InviteWork, *, now: datetime, actor: int, token: str) -> Invitation:
    """Return what the link asks the actor to join; looking joins nothing and uses nothing up.

    Raises:
        InviteUnknownError: the link leads nowhere.
        FamilyDisbandedError: the family is no more.
        AlreadyHereError: the actor is in this family.
        InAnotherFamilyError: the actor is in another family.
        InviteRevokedError: the organizer took it back.
        InviteUsedUpError: as many as it was for have joined.
        InviteExpiredError: its time is over.
        FamilyFullError: every seat is taken.
    """
    invite, family = _find(work, token)
    people = _refuse_who_cannot_join(work, now, actor, invite, family)
    return Invitation(family.name, organizer_name(work, family.id), people, SEATS)


def accept_invite(work: InviteWork, *, now: datetime, actor: int, token: str) -> Invitation:
    """Take a seat in the family; everything is checked again, since minutes may have passed.

    Raises:
        SeatJustTakenError: the last seat was taken since the actor looked.
        DomainError: any refusal of `look_at_invite`.
    """
    invite, family = _find(work, token)
    family = work.hold_family(family.id) or family
    invite = work.invite(invite.id) or invite
    if work.is_guest(invite.id, actor):  # the tap came twice
        return Invitation(family.name, organizer_name(work, family.id), len(work.members(family.id)), SEATS)
    try:
        people = _refuse_who_cannot_join(work, now, actor, invite, family)
    except (FamilyFullError, InviteUsedUpError) as error:
        if len(work.members(family.id)) >= SEATS:
            raise SeatJustTakenError(family.name) from error
        raise
    _take_seat(work, now, actor, invite, family)
    return Invitation(family.name, organizer_name(work, family.id), people + 1, SEATS)


def _take_seat(work: InviteWork, now: datetime, actor: int, invite: Invite, family: Family) -> None:
    members = work.members(family.id)
    seat = min(set(range(1, SEATS + 1)) - {member.seat for member in members})
    work.put_member(family.id, actor, seat, invite.id, now)
    work.use_invite(invite.id)
    work.drop_question(actor)
    work.touch_cards(family.id)
    person = work.person(actor)
    people = len(members) + 1
    if family.organizer is not None:
        joined = MemberJoined(family.name, person.name if person else "", people)
        work.tell(family.organizer, joined, now)
        if people == SEATS:
            work.tell(family.organizer, LastSeatTaken(family.name), now)


def _find(work: InviteWork, token: str) -> tuple[Invite, Family]:
    invite = work.invite_by_hash(hash_token(token))
    family = work.family(invite.family) if invite else None
    if invite is None or family is None:
        raise InviteUnknownError
    return invite, family


def _refuse_who_cannot_join(
    work: InviteWork, now: datetime, actor: int, invite: Invite, family: Family
) -> int:
    """Return how many people are in the family, when the actor may become one of them."""
    if family.disbanded_at is not None:
        raise FamilyDisbandedError(family.name)
    member = work.member(actor)
    if member is not None and member.family == family.id:
        raise AlreadyHereError(family.name)
    refusal = _REFUSALS.get(invite.state(now))
    if refusal is not None:
        raise refusal
    if member is not None:
        theirs = work.family(member.family)
        others = len(work.members(member.family)) - 1
        raise InAnotherFamilyError(theirs.name if theirs else "", member.is_organizer, others)
    people = len(work.members(family.id))
    if people >= SEATS:
        raise FamilyFullError(family.name, SEATS)
    return people
