"""What screens about families show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.families.family import SEATS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.families.benefit import Benefit
    from core.families.family import Family, Handover, Member, Role


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """A family in a few facts, from one person's side.

    `approvals` lines of limited members wait for an adult's answer; a limited member knows of their own.
    Lines that are kept while the cart is off are counted, too. `has_account` also once a
    shared account with any movement was switched off.
    """

    id: int
    name: str
    organizer: str
    is_organizer: bool
    people: int
    lines: int
    open_orders: int
    approvals: int
    currency: str
    has_cart: bool
    has_account: bool

    @property
    def free_seats(self) -> int:
        """How many more people may join."""
        return SEATS - self.people


@dataclass(frozen=True, slots=True)
class SettingsView:
    """How the family does things, as a member sees it; `zone` names the time zone it lives by."""

    family: Family
    organizer: str
    is_organizer: bool
    zone: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """One member on the family's screen; the balance is in minor units, what the others owe them."""

    person: int
    name: str
    is_organizer: bool
    role: Role
    balance: int


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The family's screen as `reader` sees it, with the offer of the organizer's role that is under way."""

    summary: FamilySummary
    reader: int
    members: Sequence[MemberSummary]
    has_group: bool
    offer: Handover | None
    has_succession: bool


@dataclass(frozen=True, slots=True)
class MembersView:
    """Who is in the family, by seat, as `reader` sees it."""

    name: str
    members: Sequence[Member]
    reader: int
    reader_is_organizer: bool


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member as `reader` sees them; the limit is in minor units of the currency."""

    member: Member
    family: str
    currency: str
    reader: int
    reader_is_organizer: bool


@dataclass(frozen=True, slots=True)
class RemovalView:
    """What removing a member would mean."""

    member: Member
    parting: LeavingView


@dataclass(frozen=True, slots=True)
class BarredView:
    """Who may not come back: the person's id and name."""

    family: str
    people: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class SuccessionView:
    """The choice of a new organizer: adults by how long they have been there, and who voted for whom."""

    family: int
    name: str
    organizer: str
    candidates: Sequence[Member]
    votes: Mapping[int, int]
    """The candidate of each voter."""

    needed: int
    """So many votes decide."""

    reader: int
    offer: Handover | None

    def votes_for(self, candidate: int) -> int:
        """Count the votes for a candidate."""
        return sum(chosen == candidate for chosen in self.votes.values())


@dataclass(frozen=True, slots=True)
class DisbandingView:
    """What disbanding would end; `parts` of the shared account go back to these names, in minor units."""

    family: int
    name: str
    others: int
    lines: int
    parts: Sequence[tuple[str, int]]
    currency: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A family that was disbanded, for one of those who were in it then.

    `is_live` when the organizer has brought it back, and the person may come back to it.
    """

    family: int
    name: str
    was_organizer: bool
    is_live: bool
    kept_until: datetime


@dataclass(frozen=True, slots=True)
class ArchivedMember:
    """One of those who were in the family at its end; in minor units the balance, and what was given back.

    `part` is what of the shared account was theirs at the end.
    """

    name: str
    was_organizer: bool
    balance: int
    part: int


@dataclass(frozen=True, slots=True)
class ArchivedOrder:
    """One order of a disbanded family; the state is an order's."""

    number: int
    state: str
    minor: int


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All that can be looked at of a disbanded family."""

    archive: Archive
    currency: str
    members: Sequence[ArchivedMember]
    orders: Sequence[ArchivedOrder]


@dataclass(frozen=True, slots=True)
class BenefitChange:
    """Who switched what, and when."""

    at: datetime
    by: str
    benefit: Benefit
    is_on: bool


@dataclass(frozen=True, slots=True)
class BenefitsView:
    """What a family has, and one page of the journal of changes, the newest first."""

    family: int
    name: str
    organizer: str
    is_organizer: bool
    is_on: Mapping[Benefit, bool]
    changes: Sequence[BenefitChange]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class LeavingView:
    """What leaving would mean: lines that are theirs, votes that fall away, money that stays owed.

    `own_share` is what they have not paid the shop of orders that each pays their share of. `part` is what of
    the shared account comes back to them.
    """

    family: int
    name: str
    is_last: bool
    lines: int
    votes: int
    owes: int
    is_owed: int
    own_share: int
    part: int
    currency: str
