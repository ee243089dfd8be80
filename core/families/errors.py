"""Refusals that concern a family and a person's place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(eq=False)
class FamilyNameError(DomainError):
    """The name has no visible letter, or more than `limit` of them."""

    length: int
    limit: int


@dataclass(eq=False)
class CountryNotProvedError(DomainError):
    """Founding a family takes a phone number of an allowed country, and none was shown yet."""


@dataclass(eq=False)
class AlreadyInFamilyError(DomainError):
    """One family a person: the person is in this one."""

    family: str


@dataclass(eq=False)
class NoFamilyError(DomainError):
    """The person is in no family."""


@dataclass(eq=False)
class NotAMemberError(DomainError):
    """The person is not in the family that the button belongs to."""


@dataclass(eq=False)
class NotOrganizerError(DomainError):
    """Only the organizer may do this."""

    organizer: str


@dataclass(eq=False)
class MemberGoneError(DomainError):
    """The member that a button names is not in the family any more, or came anew since it was drawn."""


@dataclass(eq=False)
class OwnPlaceError(DomainError):
    """The organizer may do this to others only."""


@dataclass(eq=False)
class LimitedMemberError(DomainError):
    """The organizer is an adult, so the role is not for a limited member."""

    member: str


@dataclass(eq=False)
class OfferUnderWayError(DomainError):
    """The role is offered to `member`, whose answer is still awaited."""

    member: str


@dataclass(eq=False)
class OfferGoneError(DomainError):
    """The offer of the role was answered, withdrawn, has expired, or never was."""


@dataclass(eq=False)
class SuccessionOverError(DomainError):
    """No new organizer is being chosen, or not any more."""


@dataclass(eq=False)
class AdultsOnlyError(DomainError):
    """Only the family's adults may do this, and the actor is a limited member."""


@dataclass(eq=False)
class CartOffError(DomainError):
    """The organizer has switched the family's cart off, and can switch it on again."""

    organizer: str


@dataclass(eq=False)
class AccountOffError(DomainError):
    """The family has no shared account at the moment; only the organizer switches it on."""

    organizer: str


@dataclass(eq=False)
class FamilyFullError(DomainError):
    """All seats are taken."""

    family: str
    seats: int


@dataclass(eq=False)
class SeatsHeldError(DomainError):
    """The last free seats are kept for people who are reading an invitation, one of them until `until`."""

    family: str
    until: datetime


@dataclass(eq=False)
class OrganizerStaysError(DomainError):
    """The organizer cannot leave while `others` are in the family."""

    family: str
    others: int


@dataclass(eq=False)
class PaymentUnderWayError(DomainError):
    """The family cannot be left for good while an order of it is being paid."""

    number: int


@dataclass(eq=False)
class WrongNameError(DomainError):
    """What was typed to disband the family is not its name."""

    family: str


@dataclass(eq=False)
class ArchiveGoneError(DomainError):
    """No archive is kept for the person (any more): nothing to see, and nothing to come back to."""


@dataclass(eq=False)
class PlaceTakenError(DomainError):
    """The group already shows another family's cart."""


@dataclass(eq=False)
class PlaceUnknownError(DomainError):
    """The group shows no family's cart yet; `can_attach` tells whether the asker may change that."""

    can_attach: bool
