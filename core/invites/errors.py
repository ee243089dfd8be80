"""Refusals that a person meets on the way through an invitation."""

from __future__ import annotations

from dataclasses import dataclass

from core.shared.errors import DomainError


@dataclass(eq=False)
class InviteUnknownError(DomainError):
    """No invitation has this token."""


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
class FamilyDisbandedError(DomainError):
    """The family does not exist any more."""

    family: str


@dataclass(eq=False)
class AlreadyHereError(DomainError):
    """The person is in this very family."""

    family: str


@dataclass(eq=False)
class InAnotherFamilyError(DomainError):
    """The person is in another family; `others` people depend on them when they organise it."""

    family: str
    organises: bool
    others: int


@dataclass(eq=False)
class SeatJustTakenError(DomainError):
    """Somebody else took the last seat a moment ago."""

    family: str


@dataclass(eq=False)
class TooManyInvitesError(DomainError):
    """The family has as many live invitations as it may."""

    limit: int
