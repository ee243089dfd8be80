"""What the families' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.alerts.ports import TellingWork
from core.people.ports import PeopleWork, QuestionWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.views import FamilySummary, FamilyView, LeavingView


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

    def is_barred(self, family: int, person: int) -> bool:
        """Tell whether the family barred the person from coming back."""

    def touch_cards(self, family: int) -> None:
        """Note that every open card of the family shows something old."""


class FoundingWork(MembershipWork, QuestionWork, Protocol):
    """What founding a family needs."""

    def put_family(self, name: str, organizer: int, currency: str, now: datetime) -> int:
        """Keep a new family with its organizer in the first seat; return its id."""


class PartingWork(MembershipWork, QuestionWork, Protocol):
    """What a departure from a family needs, and its end."""

    def order_being_paid(self, family: int) -> int | None:
        """Return the number of an order of the family that somebody is paying right now."""

    def release_payer(self, person: int) -> None:
        """Free the orders that the person had taken for payment."""

    def hand_lines_over(self, family: int, author: int, heir: int) -> int:
        """Make the heir the author of the open lines; return how many."""

    def drop_lines_of(self, family: int, author: int) -> None:
        """Remove the author's open lines."""

    def drop_member(self, person: int) -> None:
        """Free the seat; the person's open votes and card go with it, and what was offered to them."""

    def recount_votes(self, family: int) -> None:
        """Have every open vote of the family counted again soon."""

    def disband(self, family: int, now: datetime) -> None:
        """Close the family: nobody is in it any more, no group shows it, no invitation leads to it.

        Who was in it is kept for its archive.
        """


class LeavingWork(PartingWork, Protocol):
    """What leaving a family needs."""

    def leaving_view(self, person: int) -> LeavingView | None:
        """Return what leaving would mean for the person."""


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
