"""What screens about invitations show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.views import LeavingView
    from core.invites.invite import InviteState, Term


@dataclass(frozen=True, slots=True)
class InviteCreated:
    """A live invitation, for the organizer: `seats` people may join by it until `expires_at`.

    `life` is the term that was chosen for it, as far as that can be told.
    """

    id: int
    family: str
    seats: int
    expires_at: datetime
    for_one: bool
    by_approval: bool
    life: Term | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a reader is asked to join; a seat is kept for them until `held_until`, if at all."""

    family: str
    organizer: str
    people: int
    seats: int
    by_approval: bool
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for the organizer's decision until `expires_at`."""

    request: int
    family: str
    organizer: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A request that was taken back; that family may be asked again from `again_at` on, or now."""

    family: str
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the organizer decided about a request; `people` are in the family now."""

    member: str
    family: str
    people: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """What leaving one family for another would mean."""

    leaving: LeavingView
    joining: Invitation


@dataclass(frozen=True, slots=True)
class Choosing:
    """How many people the organizer may choose: the free seats."""

    family: int
    seats: int


@dataclass(frozen=True, slots=True)
class PeopleInvited:
    """What became of the people whom the organizer chose, by their names; `link` is for the `others`.

    Who was invited within a day is not invited `again`.
    """

    sent: Sequence[str]
    again: Sequence[str]
    members: Sequence[str]
    barred: Sequence[str]
    others: Sequence[str]
    link: InviteCreated | None


@dataclass(frozen=True, slots=True)
class InviteSummary:
    """One invitation in the list: its guests came, and those are `awaited` whom the bot invited by it.

    As many more may come by it as are left of its uses and find a free seat.
    """

    id: int
    state: InviteState
    uses_left: int
    created_at: datetime
    expires_at: datetime
    for_one: bool
    by_approval: bool
    guests: Sequence[str]
    awaited: Sequence[str]


@dataclass(frozen=True, slots=True)
class RequestSummary:
    """One open request to join."""

    id: int
    name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InviteList:
    """The organizer's view of who may come and who asks to."""

    requests: Sequence[RequestSummary]
    invites: Sequence[InviteSummary]
