"""Create an invitation, list them, take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import FamilyFullError
from core.families.family import SEATS
from core.families.membership import require_family, require_organizer
from core.invites.errors import InviteUnknownError, TooManyInvitesError
from core.invites.invite import INVITE_LIFE, LIVE_INVITES, hash_token
from core.invites.views import InviteCreated, InviteSummary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.invites.ports import InviteWork

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
    member = require_organizer(work, actor)
    name = require_family(work, member.family).name
    free = SEATS - len(work.members(member.family))
    expires_at = now + INVITE_LIFE
    known = work.invite_by_origin(origin)
    if known is not None:
        work.put_token(known.id, hash_token(token))
        return InviteCreated(known.id, name, known.uses_left, known.expires_at)
    if free <= 0:
        raise FamilyFullError(name, SEATS)
    if work.live_invites(member.family, now) >= LIVE_INVITES:
        raise TooManyInvitesError(LIVE_INVITES)
    invite = work.put_invite(
        family=member.family,
        token_hash=hash_token(token),
        uses=free,
        expires_at=expires_at,
        origin=origin,
        now=now,
    )
    return InviteCreated(invite, name, free, expires_at)


def list_invites(work: InviteWork, *, now: datetime, actor: int) -> Sequence[InviteSummary]:
    """Return the family's newest invitations with their state and who came by each.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer sees them.
    """
    member = require_organizer(work, actor)
    return work.invite_summaries(member.family, now, LISTED)


def revoke_invite(work: InviteWork, *, now: datetime, actor: int, invite: int) -> None:
    """Take an invitation back; doing so twice changes nothing.

    Raises:
        InviteUnknownError: the actor's family has no such invitation.
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer may.
    """
    member = require_organizer(work, actor)
    known = work.invite(invite)
    if known is None or known.family != member.family:
        raise InviteUnknownError
    if known.revoked_at is None:
        work.revoke_invite(invite, now)
