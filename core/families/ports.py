"""What the families' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.alerts.ports import TellingWork
from core.people.ports import PeopleWork, QuestionWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from core.families.benefit import Benefit
    from core.families.family import Family, Member
    from core.families.views import BenefitsView, FamilySummary, FamilyView, LeavingView


class MembershipWork(PeopleWork, TellingWork, Protocol):
    """Who is in which family."""

    def member(self, person: int) -> Member | None:
        """Return the person's place in the family they are in."""

    def members(self, family: int) -> Sequence[Member]:
        """Return the members by seat."""

    def family(self, family: int) -> Family | None:
        """Return the family, disbanded or not."""

    def hold_family(self, family: int) -> Family | None:
        """Return the family and keep others from changing it until the transaction ends."""

    def touch_cards(self, family: int) -> None:
        """Note that every open card of the family shows something old."""


class FoundingWork(MembershipWork, QuestionWork, Protocol):
    """What founding a family needs."""

    def put_family(self, name: str, organizer: int, currency: str, now: datetime) -> int:
        """Keep a new family with its organizer in the first seat; return its id."""


class LeavingWork(MembershipWork, QuestionWork, Protocol):
    """What leaving a family needs."""

    def leaving_view(self, person: int) -> LeavingView | None:
        """Return what leaving would mean for the person."""

    def order_being_paid(self, family: int) -> int | None:
        """Return the number of an order of the family that somebody is paying right now."""

    def release_payer(self, person: int) -> None:
        """Free the orders that the person had taken for payment."""

    def hand_lines_over(self, family: int, author: int, heir: int) -> int:
        """Make the heir the author of the open lines; return how many."""

    def drop_lines_of(self, family: int, author: int) -> None:
        """Remove the author's open lines."""

    def drop_member(self, person: int) -> None:
        """Free the seat; the person's votes on open lines and their open card go with it."""

    def recount_votes(self, family: int) -> None:
        """Have every open vote of the family counted again soon."""

    def disband(self, family: int, now: datetime) -> None:
        """Close the family: nobody is in it any more, no group shows it, no invitation leads to it."""


class BenefitWork(MembershipWork, Protocol):
    """What the switchboard of the family's benefits needs."""

    def benefits_view(self, person: int, page: int) -> BenefitsView | None:
        """Return what the person's family has, and a page of the journal; past the end is the last one."""

    def set_benefit(self, family: int, benefit: Benefit, by: int, now: datetime, *, is_on: bool) -> None:
        """Keep whether the family has it, and write down who changed that."""

    def switched_at(self, family: int, benefit: Benefit) -> datetime | None:
        """Return when it was switched last."""

    def free_votes(self, family: int) -> None:
        """Let every line that is voted on, or on which the votes are even, need no vote any more."""

    def put_off_deadlines(self, family: int, by: timedelta) -> None:
        """Let the family's open votes and requests end so much later."""


class PlaceWork(MembershipWork, Protocol):
    """What attaching the family to its group needs; a place is Telegram's id of the group."""

    def family_at(self, place: int) -> int | None:
        """Return the family whose cart the group shows."""

    def put_place(self, family: int, place: int, now: datetime) -> None:
        """Show the family in this group, and in no other."""

    def drop_place(self, place: int) -> None:
        """Show no family in this group any more."""

    def move_place(self, old: int, new: int) -> None:
        """Give the group its new id."""


class FamilyReading(Protocol):
    """What the family's screens read."""

    def family_summary(self, person: int) -> FamilySummary | None:
        """Return the family the person is in."""

    def family_view(self, person: int) -> FamilyView | None:
        """Return the family's screen for one of its members."""
