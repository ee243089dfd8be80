"""What people are told of invitations, and of who comes by them."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class LastSeatTaken(Alert):
    """To the organizer: nobody else can join now."""

    urgency = Urgency.NOW

    family: str


@dataclass(frozen=True, slots=True)
class TurnedAway(Alert):
    """To the organizer: these people found no free seat, gathered; the first few are named.

    The names are those of the first `people`, in their order; `more` came when enough people were noted.
    """

    urgency = Urgency.NOW

    family: str
    people: list[int]
    names: list[str]
    more: int = 0


@dataclass(frozen=True, slots=True)
class InviteUsedUp(Alert):
    """To the organizer: as many as an invitation was for have come by it, and seats are still free."""

    urgency = Urgency.NOW

    family: str
    free: int


@dataclass(frozen=True, slots=True)
class InviteExpired(Alert):
    """To the organizer: an invitation's time is over; so many came by it, and seats are still free."""

    urgency = Urgency.NOW

    family: str
    came: int
    free: int


@dataclass(frozen=True, slots=True)
class InvitedToFamily(Alert):
    """To somebody whom the organizer chose: an invitation that only they can open."""

    urgency = Urgency.NOW

    invite: int
    family: str
    organizer: str


@dataclass(frozen=True, slots=True)
class JoinRequested(Alert):
    """To the organizer: somebody asks to be let in."""

    urgency = Urgency.NOW

    request: int
    family: str
    member: str


@dataclass(frozen=True, slots=True)
class JoinAccepted(Alert):
    """To who asked to join: they are in the family now."""

    urgency = Urgency.NOW

    family: str
    people: int


@dataclass(frozen=True, slots=True)
class JoinRefused(Alert):
    """To who asked to join: the organizer did not let them in, or took the invitation back."""

    urgency = Urgency.NOW

    family: str


@dataclass(frozen=True, slots=True)
class JoinRequestExpired(Alert):
    """To who asked to join: the organizer did not answer in time."""

    urgency = Urgency.NOW

    family: str
