"""A family, its members and what a name may be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.families.errors import FamilyNameError
from core.people.person import is_visible, printable
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from datetime import datetime

SEATS = 7
"""The organizer and six members."""

NAME_LIMIT = 64

OFFER_LIFE = timedelta(hours=24)
"""So long an offer of the organizer's role may be accepted."""

SUCCESSION_AFTER = timedelta(days=14)
"""An organizer who cannot be reached for so long may be succeeded."""

ARCHIVE_LIFE = timedelta(days=30)
"""So long a disbanded family can be looked at, and brought back."""


class Voting(StrEnum):
    """How a family that votes decides about a line, once enough have voted.

    MAJORITY: more for than against. VETO: it passes unless somebody is against. EVERYONE: all adults must be
    for it. ORGANIZER: the organizer's vote decides, the others' are advice.
    """

    MAJORITY = "majority"
    VETO = "veto"
    EVERYONE = "everyone"
    ORGANIZER = "organizer"


class MayLock(StrEnum):
    """Who may make an order of the cart: the organizer, any adult, or the adults by turns."""

    ORGANIZER = "organizer"
    ADULTS = "adults"
    ROTATION = "rotation"


class Units(StrEnum):
    """How weights and volumes are shown from a kilogram or a litre on: `1.5 kg`, or `1500 g`."""

    LARGE = "large"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Customs:
    """How a family does things, as its organizer set it; a new family has the defaults.

    `free_below_minor` is in minor units: a line whose total is less needs no vote. `free_unpriced` tells
    whether one without a price needs none either. `vote_until` says until when a vote is open, in the
    family's time zone, which is the operator's when it is None. `tolerance_percent` is by how much an order
    may become dearer before it is paid without anybody being asked; with 0 by nothing.
    """

    voting: Voting = Voting.MAJORITY
    free_below_minor: int = 100_000
    free_unpriced: bool = False
    vote_until: str = "24h"
    time_zone: str | None = None
    may_lock: MayLock = MayLock.ORGANIZER
    units: Units = Units.LARGE
    rich_card: bool = False
    tolerance_percent: int = 5


@dataclass(slots=True)
class Family:
    """People who shop together. It lives here, not in a group chat.

    `orders` counts the orders so far: it names the cart that is open now, so that a repeated check-out finds
    the order it already made. `organizer` is None only after the family was disbanded. `turn_taken` is the
    seat of whoever had the last turn to check out, None before the first.
    """

    id: int
    name: str
    organizer: int | None
    currency: str
    orders: int
    founded_at: datetime
    disbanded_at: datetime | None
    has_cart: bool
    has_voting: bool
    customs: Customs
    turn_taken: int | None


class Role(StrEnum):
    """What a member may do. The organizer is an adult; a limited member is, for example, a child."""

    ADULT = "adult"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in the one family they are in; `seat` is 1 to 7.

    `limit_minor` is what a line of a limited member may cost without asking, in minor units; None for adults.
    """

    person: int
    name: str
    family: int
    seat: int
    joined_at: datetime
    is_organizer: bool
    role: Role
    limit_minor: int | None

    @property
    def since(self) -> int:
        """The second in which they came: with the person it names this stay in the family on a button."""
        return int(self.joined_at.timestamp())

    @property
    def may_succeed(self) -> bool:
        """Whether they may become the organizer: they are an adult, and are not it already."""
        return self.role is Role.ADULT and not self.is_organizer


@dataclass(frozen=True, slots=True)
class Handover:
    """An offer of the organizer's role to a member, by the organizer or by the vote of the adults."""

    family: int
    member: int
    by_vote: bool
    offered_at: datetime
    expires_at: datetime

    @property
    def offered(self) -> int:
        """The second in which it was made: with the family it names the offer on a button."""
        return int(self.offered_at.timestamp())

    def is_open(self, now: datetime) -> bool:
        """Tell whether it may still be accepted."""
        return now < self.expires_at


@dataclass(frozen=True, slots=True)
class Departure:
    """When somebody left a family, or was removed from it, and as what: so they are seated again."""

    departed_at: datetime
    role: Role
    limit_minor: int | None


def read_name(text: str) -> str:
    """Return the family name that a person typed, with blanks tidied.

    Raises:
        FamilyNameError: nothing visible is left, or more than 64 characters.
        LooksSecretError: it seems to give away a card number or a confirmation code.
    """
    refuse_secret(text)
    visible = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text))
    name = " ".join(printable(visible).split())
    length = len(name) if is_visible(name) else 0
    if not 0 < length <= NAME_LIMIT:
        raise FamilyNameError(length, NAME_LIMIT)
    return name
