"""What the invitations' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.ports import LeavingWork, MembershipWork, SeatWork
from core.people.ports import QuestionWork

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from core.families.family import Departure
    from core.invites.invite import Invite
    from core.invites.request import JoinRequest, RequestState
    from core.invites.views import InviteSummary, RequestSummary


class InviteWork(MembershipWork, QuestionWork, Protocol):
    """Reads and keeps invitations."""

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

    def put_terms(self, invite: Invite) -> None:
        """Keep how many may come by it, until when, and on what condition."""

    def revoke_invite(self, invite: int, now: datetime) -> None:
        """Let nobody in by it any more; nothing is left to be told about its end."""

    def put_invitees(self, invite: int, people: Iterable[int]) -> None:
        """Let these people open the invitation without its token."""

    def invited_since(self, family: int, since: datetime, *, but: int) -> set[int]:
        """Return who may open an invitation without its token that is newer than that, but for this one."""

    def is_invitee(self, invite: int, person: int) -> bool:
        """Tell whether the person may open the invitation without its token."""

    def acquaintances(self, chosen: Sequence[int]) -> set[int]:
        """Return which of these people the bot has met and reaches."""

    def invite_summaries(self, family: int, now: datetime, limit: int) -> Sequence[InviteSummary]:
        """Return the live invitations, then the newest others, the revoked ones last."""

    def ended_invites(self, now: datetime, limit: int) -> Sequence[tuple[Invite, int]]:
        """Return expired invitations of which nobody was told, and how many came by each; hold them."""

    def note_end_told(self, invite: int, now: datetime) -> None:
        """Keep that nothing is left to be told about the invitation's end."""


class RequestWork(InviteWork, Protocol):
    """Reads and keeps requests to join."""

    def join_request(self, request: int) -> JoinRequest | None:
        """Return the request with this id."""

    def hold_request(self, request: int) -> JoinRequest | None:
        """Return the request and keep others from changing it until the transaction ends."""

    def last_request(self, person: int, family: int) -> JoinRequest | None:
        """Return the newest request of the person to the family."""

    def open_request(self, person: int) -> JoinRequest | None:
        """Return the one request of the person that waits for an answer, held until the transaction ends."""

    def open_requests_by(self, invite: int) -> Sequence[JoinRequest]:
        """Return the requests by this invitation that wait for an answer, held until the transaction ends."""

    def expired_requests(self, now: datetime, limit: int) -> Sequence[JoinRequest]:
        """Return requests whose time is over; hold them, and pass over those that somebody else holds."""

    def put_request(
        self, *, family: int, invite: int, person: int, now: datetime, expires_at: datetime
    ) -> int:
        """Keep a new open request; return its id."""

    def close_request(self, request: int, state: RequestState) -> None:
        """Keep what became of the request."""

    def request_summaries(self, family: int, now: datetime, limit: int) -> Sequence[RequestSummary]:
        """Return the open requests to the family, the oldest first."""


class EntryWork(RequestWork, SeatWork, Protocol):
    """Lets people in: who guesses, who takes a seat."""

    def guesses(self, person: int, since: datetime) -> Sequence[datetime]:
        """Return when the person tried tokens that lead nowhere, the oldest first."""

    def put_guess(self, person: int, token_hash: bytes, now: datetime, forget_before: datetime) -> None:
        """Note such a try, the same token once; forget the person's tries up to that moment."""

    def departure(self, family: int, person: int) -> Departure | None:
        """Return when the person last departed from the family, and as what."""

    def put_member(self, family: int, person: int, seat: int, invite: int, now: datetime) -> None:
        """Seat the person, as what they were when they departed; the schema refuses a second family."""

    def use_invite(self, invite: int) -> None:
        """Count one use."""

    def is_guest(self, invite: int, person: int) -> bool:
        """Tell whether the person came into the family they are in by this invitation."""


class MovingWork(EntryWork, LeavingWork, Protocol):
    """What leaving one family for another needs."""
