"""Create an invitation, change what it allows, list them, take one back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.families.errors import FamilyFullError
from core.families.family import SEATS
from core.families.membership import family_of, hold_as_organizer, require_organizer
from core.invites.asking import close_requests
from core.invites.errors import InviteOverError, InviteUnknownError, TooManyInvitesError
from core.invites.invite import (
    INVITE_LIFE,
    LIVE_INVITES,
    LIVES,
    Invite,
    InviteState,
    Term,
    hash_token,
)
from core.invites.views import InviteCreated, InviteList

if TYPE_CHECKING:
    from datetime import datetime

    from core.invites.ports import InviteWork, RequestWork

LISTED = 10


def create_invite(work: InviteWork, *, now: datetime, actor: int, token: str, origin: str) -> InviteCreated:
    """Let as many people join as there are free seats, for a week.

    Args:
        work: the open transaction.
        now: when the invitation's life begins.
        actor: the organizer.
        token: at least 128 random bits as text; only its hash is kept.
        origin: names the request. The same request again gives the same invitation a new token, since the
            old one cannot be shown again.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer invites.
        FamilyFullError: there is no free seat.
        TooManyInvitesError: five invitations are live already.
    """
    family, _ = hold_as_organizer(work, actor)
    free = SEATS - len(work.members(family.id))
    known = work.invite_by_origin(origin)
    if known is not None:
        work.put_token(known.id, hash_token(token))
        return created(known, family.name, now)
    if free <= 0:
        raise FamilyFullError(family.name, SEATS)
    if work.live_invites(family.id, now) >= LIVE_INVITES:
        raise TooManyInvitesError(LIVE_INVITES)
    return created(put_invite(work, now, family.id, token, origin, uses=free), family.name, now)


def put_invite(work: InviteWork, now: datetime, family: int, token: str, origin: str, *, uses: int) -> Invite:
    """Keep a new invitation with the usual life."""
    expires_at = now + INVITE_LIFE
    invite = work.put_invite(
        family=family, token_hash=hash_token(token), uses=uses, expires_at=expires_at, origin=origin, now=now
    )
    return Invite(invite, family, uses, expires_at, None, for_one=False, by_approval=False, created_at=now)


def created(invite: Invite, family: str, now: datetime) -> InviteCreated:
    """Return what the organizer sees of an invitation."""
    return InviteCreated(
        id=invite.id,
        family=family,
        seats=invite.uses_left,
        expires_at=invite.expires_at,
        for_one=invite.for_one,
        by_approval=invite.by_approval,
        life=invite.life(now),
    )


def change_invite(work: InviteWork, *, now: datetime, actor: int, token: str, term: Term) -> InviteCreated:
    """Change one thing about the invitation with this token; the link stays the same.

    Args:
        work: the open transaction.
        now: a new life begins now.
        actor: the organizer.
        token: of the link, which only whoever sees the message has; it names the invitation.
        term: what is to hold from now on; the same twice changes nothing but the beginning of a life.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer may.
        InviteUnknownError: no invitation of the family has this token.
        InviteOverError: it lets nobody in any more; what is over is not revived.
        FamilyFullError: it is to be for all free seats, and there is none.
    """
    family, _ = hold_as_organizer(work, actor)
    invite = _live(work, now, family.id, token)
    match term:
        case Term.FOR_ONE:
            invite.uses_left, invite.for_one = 1, True
        case Term.FOR_ALL:
            free = SEATS - len(work.members(invite.family))
            if free <= 0:
                raise FamilyFullError(family.name, SEATS)
            invite.uses_left, invite.for_one = free, False
        case Term.BY_APPROVAL | Term.AT_ONCE:
            invite.by_approval = term is Term.BY_APPROVAL
        case _:
            invite.expires_at = now + LIVES[term]
    work.put_terms(invite)
    return created(invite, family.name, now)


def find_invite(work: InviteWork, *, now: datetime, actor: int, token: str) -> InviteCreated:
    """Return the organizer's own invitation with this token, to picture its link.

    Raises:
        InviteOverError: it lets nobody in any more, so its picture would mislead.
        DomainError: any other refusal of `change_invite`.
    """
    member = require_organizer(work, actor)
    invite = _live(work, now, member.family, token)
    return created(invite, family_of(work, member).name, now)


def _live(work: InviteWork, now: datetime, family: int, token: str) -> Invite:
    invite = work.invite_by_hash(hash_token(token))
    if invite is None or invite.family != family:
        raise InviteUnknownError
    state = invite.state(now)
    if state is not InviteState.LIVE:
        raise InviteOverError(state)
    return invite


def list_invites(work: RequestWork, *, now: datetime, actor: int) -> InviteList:
    """Return who asks to join, and the family's invitations with their state and who came by each.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer sees them.
    """
    family = require_organizer(work, actor).family
    free = SEATS - len(work.members(family))
    invites = work.invite_summaries(family, now, LISTED)
    return InviteList(
        work.request_summaries(family, now, LISTED),
        [replace(invite, uses_left=min(invite.uses_left, free)) for invite in invites],
    )


def revoke_invite(work: RequestWork, *, now: datetime, actor: int, invite: int) -> None:
    """Take an invitation back, and with it the requests to join by it; doing so twice changes nothing.

    Raises:
        InviteUnknownError: the actor's family has no such invitation.
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer may.
    """
    family, _ = hold_as_organizer(work, actor)
    known = work.invite(invite)
    if known is None or known.family != family.id:
        raise InviteUnknownError
    if known.revoked_at is None:
        work.revoke_invite(invite, now)
        close_requests(work, now, invite, family)
