"""What people are told of their family, its roles and its customs."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class MemberJoined(Alert):
    """To the organizer: somebody joined by an invitation."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int


@dataclass(frozen=True, slots=True)
class MemberLeft(Alert):
    """To the organizer: somebody left; `lines` of theirs stayed in the cart, now the organizer's."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int
    lines: int


@dataclass(frozen=True, slots=True)
class MemberRemoved(Alert):
    """To the organizer: a member was removed; `lines` of theirs stayed in the cart, now the organizer's."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int
    lines: int


@dataclass(frozen=True, slots=True)
class RemovedFromFamily(Alert):
    """To who was removed; when they are barred, no invitation lets them back in."""

    urgency = Urgency.NOW

    family: str
    by: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class LetBackIn(Alert):
    """To who was barred: an invitation lets them in again."""

    family: str


@dataclass(frozen=True, slots=True)
class FamilyRenamed(Alert):
    """To a member: the family has another name."""

    family: str
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class MadeLimited(Alert):
    """To a member: lines of theirs above the limit, in minor units, wait for an adult's approval now."""

    urgency = Urgency.NOW

    family: str
    by: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class MadeAdult(Alert):
    """To a member: no limit holds for them any more."""

    urgency = Urgency.NOW

    family: str
    by: str


@dataclass(frozen=True, slots=True)
class RoleOffered(Alert):
    """To a member: the organizer offers them the role."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str
    offered: int


@dataclass(frozen=True, slots=True)
class RoleOfferedByVote(Alert):
    """To a member: the adults chose them to follow an organizer who cannot be reached."""

    urgency = Urgency.NOW

    family: int
    name: str
    offered: int


@dataclass(frozen=True, slots=True)
class RoleDeclined(Alert):
    """To the organizer: the member does not take the role."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class RoleUnanswered(Alert):
    """To the organizer: the member did not answer in time, so everything stays as it is."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class OfferExpired(Alert):
    """To the member: the time to take the role is over."""

    family: str


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Alert):
    """To the member: the role is not offered to them any more."""

    urgency = Urgency.NOW

    family: str
    by: str


@dataclass(frozen=True, slots=True)
class OrganizerChanged(Alert):
    """To the old organizer: the role was handed over."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class OrganizerIsNew(Alert):
    """To the other members: who is the organizer now."""

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class SuccessionOpened(Alert):
    """To an adult member: the organizer cannot be reached; who shall follow?"""

    urgency = Urgency.NOW

    family: int
    name: str
    organizer: str


@dataclass(frozen=True, slots=True)
class SuccessorUnwilling(Alert):
    """To an adult member: whom they chose did not take the role, so they may choose again."""

    urgency = Urgency.ASKS

    family: int
    name: str
    member: str


@dataclass(frozen=True, slots=True)
class SuccessionClosed(Alert):
    """To an adult member: the organizer is back and stays it."""

    family: str
    organizer: str


@dataclass(frozen=True, slots=True)
class FamilyDisbanded(Alert):
    """To who was in it: the family is no more; its archive can be looked at for a while."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class FamilyBroughtBack(Alert):
    """To who was in it: the family is there again, and they may come back."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class GroupLost(Alert):
    """To the organizer: the bot was removed from the group that showed the cart."""

    urgency = Urgency.ASKS

    family: str


@dataclass(frozen=True, slots=True)
class BenefitSwitched(Alert):
    """To a member: the organizer switched something on or off for the family."""

    family: str
    benefit: str
    is_on: bool
    by: str


@dataclass(frozen=True, slots=True)
class CustomsChanged(Alert):
    """To a member: the organizer set how the family does things, gathered.

    `customs` names what changed, `was` and `is_now` say in the same order what it was and is, as text.
    """

    family: str
    by: str
    currency: str
    customs: list[str]
    was: list[str]
    is_now: list[str]
