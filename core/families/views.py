"""What screens about families show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.families.family import SEATS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.families.benefit import Benefit


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """A family in a few facts, from one person's side.

    `approvals` lines of limited members wait for an adult's answer; a limited member knows of their own.
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

    @property
    def free_seats(self) -> int:
        """How many more people may join."""
        return SEATS - self.people


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """One member on the family's screen; the balance is in minor units, what the others owe them."""

    person: int
    name: str
    is_organizer: bool
    balance: int


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The family's screen."""

    summary: FamilySummary
    members: Sequence[MemberSummary]
    has_group: bool


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
    """What leaving would mean: lines that are theirs, votes that fall away, money that stays owed."""

    family: int
    name: str
    is_last: bool
    lines: int
    votes: int
    owes: int
    is_owed: int
    currency: str
