"""What the invitations' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.ports import MembershipWork
from core.people.ports import QuestionWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.invites.invite import Invite
    from core.invites.views import InviteSummary


class InviteWork(MembershipWork, QuestionWork, Protocol):
    """Reads and keeps invitations, and takes seats."""

    def invite(self, invite: int) -> Invite | None:
        """Return the invitation with this id."""

    def invite_by_hash(self, token_hash: bytes) -> Invite | None:
        """Return the invitation whose token has this hash."""

    def invite_by_origin(self, origin: str) -> Invite | None:
        """Return the invitation that this very request created already."""

    def live_invites(self, family: int, now: datetime) -> int:
        """Return how many invitations still let somebody in."""

    def put_invite(
        self, *, family: int, token_hash: bytes, uses: int, expires_at: datetime, origin: str, now: datetime
    ) -> int:
        """Keep a new invitation; return its id."""

    def put_token(self, invite: int, token_hash: bytes) -> None:
        """Let another token lead to the invitation, and the old one nowhere."""

    def revoke_invite(self, invite: int, now: datetime) -> None:
        """Let nobody in by it any more."""

    def use_invite(self, invite: int) -> None:
        """Count one use."""

    def put_member(self, family: int, person: int, seat: int, invite: int, now: datetime) -> None:
        """Seat the person; the schema refuses a taken seat and a second family."""

    def is_guest(self, invite: int, person: int) -> bool:
        """Tell whether the person came into the family they are in by this invitation."""

    def invite_summaries(self, family: int, now: datetime, limit: int) -> Sequence[InviteSummary]:
        """Return the newest invitations."""
