"""Refusals that a person meets on the way through an invitation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from core.invites.invite import InviteState
    from core.invites.request import RequestState


@dataclass(eq=False)
class InviteUnknownError(DomainError):
    """No invitation has this token, or the asker has no part in it."""


@dataclass(eq=False)
class TooManyGuessesError(DomainError):
    """The person tried too many tokens that lead nowhere; none is looked at before `until`."""

    until: datetime


@dataclass(eq=False)
class InviteExpiredError(DomainError):
    """The invitation's time is over."""


@dataclass(eq=False)
class InviteRevokedError(DomainError):
    """The organizer took the invitation back."""


@dataclass(eq=False)
class InviteUsedUpError(DomainError):
    """As many people as the invitation was for have joined by it."""


@dataclass(eq=False)
class InviteOverError(DomainError):
    """The organizer cannot change an invitation that lets nobody in any more."""

    invite_state: InviteState


@dataclass(eq=False)
class FamilyDisbandedError(DomainError):
    """The family does not exist any more."""

    family: str


@dataclass(eq=False)
class AlreadyHereError(DomainError):
    """The person is in this very family."""

    family: str


@dataclass(eq=False)
class OlderInviteError(DomainError):
    """The invitation is older than the person's departure from the family: it is not for their return."""

    family: str


@dataclass(eq=False)
class BarredError(DomainError):
    """The organizer lets this person in no more."""

    family: str


@dataclass(eq=False)
class InAnotherFamilyError(DomainError):
    """The person is in another family; `others` people depend on them when they organise it.

    They may leave it and join by the `token` in one step, unless it needs an approval.
    """

    family: str
    organises: bool
    others: int
    by_approval: bool
    token: str = field(repr=False, kw_only=True)  # by its name only, so that no traceback shows it


@dataclass(eq=False)
class SeatJustTakenError(DomainError):
    """Somebody else took the last seat a moment ago."""

    family: str


@dataclass(eq=False)
class TooManyInvitesError(DomainError):
    """The family has as many live invitations as it may."""

    limit: int


@dataclass(eq=False)
class TooFewSeatsError(DomainError):
    """More people were chosen than there are free seats."""

    free: int


@dataclass(eq=False)
class RequestOpenError(DomainError):
    """The person waits for an answer of this family's organizer: one open request a person."""

    family: str
    request: int


@dataclass(eq=False)
class AskedLatelyError(DomainError):
    """The person asked this family a little while ago, and may ask again from `again_at` on."""

    family: str
    again_at: datetime


@dataclass(eq=False)
class RequestClosedError(DomainError):
    """The request is not open any more."""

    request_state: RequestState


@dataclass(eq=False)
class RequesterElsewhereError(DomainError):
    """Who asked to join is in another family by now."""

    member: str
