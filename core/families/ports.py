"""What the families' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.alerts.ports import TellingWork
from core.people.ports import PeopleWork, QuestionWork
from core.pot.ports import PotWork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from core.alerts.orders import PriceStays
    from core.families.benefit import Benefit
    from core.families.family import Customs, Family, Handover, Member, Role
    from core.families.holding import SeatHold
    from core.families.views import (
        Archive,
        ArchiveView,
        BenefitsView,
        FamilySummary,
        FamilyView,
        LeavingView,
    )


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

    def put_family(self, name: str, organizer: int, currency: str, free_below: int, now: datetime) -> int:
        """Keep a new family with its organizer in the first seat; return its id.

        Lines of less than `free_below`, in minor units, need no vote.
        """


class PartingWork(MembershipWork, QuestionWork, PotWork, Protocol):
    """What a departure from a family needs, and its end."""

    def order_being_paid(self, family: int, reader: int, now: datetime) -> int | None:
        """Return the number of an order that is being paid right now and that the reader may see."""

    def silent_on_prices(self, family: int, asker: int | None = None) -> Sequence[tuple[int, PriceStays]]:
        """Return what to tell whose silence would let another price of a paid order hold: it does not.

        Of all open questions about prices in the family, or of the asker's only; but not who objected.
        """

    def release_payer(self, person: int) -> None:
        """Free the orders that the person had taken, and ask about no price of theirs any more."""

    def hand_lines_over(
        self, family: int, author: int, heir: int, now: datetime, *, to_deputy: bool = False
    ) -> int:
        """Make the heir the author of the open lines, but for presents for them; return how many.

        The journal says that they are the organizer's now, or the deputy's.
        """

    def drop_lines_of(self, family: int, author: int, now: datetime) -> None:
        """Remove the author's open lines."""

    def end_trip_of(self, person: int) -> None:
        """Let the person be in no shop any more, and have no line marked."""

    def put_departure(self, member: Member, now: datetime) -> None:
        """Keep when the member departed, and as what."""

    def drop_member(self, person: int) -> None:
        """Free the seat; the person's open votes and card go with it, and what was offered to them."""

    def recount_votes(self, family: int) -> None:
        """Have every open vote of the family counted again soon."""

    def refuse_requests(self, family: int) -> Sequence[int]:
        """Close the open requests to join; return who made them."""

    def disband(self, family: int, now: datetime, kept_until: datetime) -> None:
        """Close the family: nobody is in it, no group shows it, no invitation leads to it, no seat is kept.

        Who was in it is kept until then, for its archive.
        """


class LeavingWork(PartingWork, Protocol):
    """What leaving a family needs."""

    def leaving_view(self, person: int, reader: int, now: datetime) -> LeavingView | None:
        """Return what leaving would mean for the person, without what is hidden from the reader."""


class RoleWork(PartingWork, Protocol):
    """What members' roles, and who is the organizer, need."""

    def set_role(self, person: int, role: Role, limit_minor: int | None) -> None:
        """Keep what the member may do."""

    def set_organizer(self, family: int, person: int) -> None:
        """Make this member the organizer, in place of the one so far."""

    def recount_ties(self, family: int) -> None:
        """Have the even votes of the family counted again soon, since another organizer decides them."""

    def handover(self, family: int) -> Handover | None:
        """Return the offer of the organizer's role, expired or not."""

    def put_handover(self, handover: Handover) -> None:
        """Keep the family's one offer."""

    def drop_handover(self, family: int) -> None:
        """Forget the offer."""

    def expired_handovers(self, now: datetime, limit: int) -> Sequence[int]:
        """Return families whose offer was not answered in time."""

    def has_succession(self, family: int) -> bool:
        """Tell whether a new organizer is being chosen."""

    def put_succession(self, family: int, now: datetime) -> None:
        """Begin to choose a new organizer."""

    def drop_succession(self, family: int) -> None:
        """Choose no new organizer any more; the votes go, too."""

    def successions(self) -> Sequence[int]:
        """Return the families in which a new organizer is being chosen."""

    def succession_votes(self, family: int) -> Mapping[int, int]:
        """Return the candidate of each voter."""

    def put_succession_vote(self, family: int, voter: int, candidate: int, now: datetime) -> None:
        """Keep the voter's one vote."""

    def drop_votes_for(self, candidate: int) -> None:
        """Forget the votes for somebody who did not take the role."""

    def families_without_word(self, unreachable_before: datetime, limit: int) -> Sequence[int]:
        """Return families with another adult whose organizer has been unreachable since before that moment.

        Families that are choosing a new organizer already are left out.
        """


class RemovalWork(RoleWork, LeavingWork, Protocol):
    """What removing a member needs."""

    def bar(self, family: int, person: int, now: datetime) -> None:
        """Keep that the person may not come back."""

    def let_in(self, family: int, person: int) -> bool:
        """Let the person come back; tell whether they were barred."""

    def barred(self, family: int) -> Sequence[tuple[int, str]]:
        """Return who may not come back: ids and names, the newest first."""


class SeatWork(Protocol):
    """Seats that are kept for who reads an invitation."""

    def seat_hold(self, person: int) -> SeatHold | None:
        """Return the last seat that was held for the person, whether or not it still is."""

    def put_hold(self, person: int, family: int, until: datetime) -> None:
        """Hold a seat for the person, in place of their last one."""

    def end_hold(self, person: int, now: datetime) -> None:
        """Hold no seat for the person from now on."""

    def holds_of_others(self, family: int, person: int, now: datetime) -> Sequence[datetime]:
        """Return until when seats of the family are held for others, the soonest first.

        Who has a seat by now needs none, here or in a family joined since; who considers moving does.
        """


class DisbandingWork(LeavingWork, SeatWork, Protocol):
    """What the end of a family needs, its archive, and its return."""

    def open_lines(self, family: int, reader: int, now: datetime) -> int:
        """Count the lines in the family's cart that the reader may see."""

    def archive(self, person: int, now: datetime, family: int | None = None) -> Archive | None:
        """Return the archive of this family, or the newest, that is kept for the person."""

    def archive_view(self, archive: Archive, reader: int, now: datetime, orders_shown: int) -> ArchiveView:
        """Return what the reader may look at, with so many of the newest orders."""

    def forget_archives(self, now: datetime) -> None:
        """Forget who was in families whose archive is over, and the lines of those nobody can bring back."""

    def archived_members(self, family: int) -> Sequence[Member]:
        """Return who was in the family when it was disbanded and has not come back, as they were then."""

    def restore_family(self, family: int, organizer: Member) -> None:
        """Let the family live again, with its organizer in their seat."""

    def restore_member(self, member: Member) -> None:
        """Seat somebody who comes back; their archive is not needed any more."""

    def hand_all_lines_over(self, family: int, heir: int, now: datetime) -> None:
        """Make the heir the author of every open line, but for presents for them."""


class NotingWork(Protocol):
    """Writes down what the organizer sets."""

    def note_customs(
        self, family: int, by: int, changed: Mapping[str, tuple[str, str]], now: datetime
    ) -> None:
        """Write into the family's journal who changed which customs, from what to what."""


class BenefitWork(MembershipWork, NotingWork, Protocol):
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

    def family_summary(self, person: int, now: datetime) -> FamilySummary | None:
        """Return the family the person is in."""

    def family_view(self, person: int, now: datetime) -> FamilyView | None:
        """Return the family's screen for one of its members."""

    def archive(self, person: int, now: datetime, family: int | None = None) -> Archive | None:
        """Return the archive of this family, or the newest, that is kept for the person."""


class CustomsWork(MembershipWork, QuestionWork, NotingWork, Protocol):
    """What setting how a family does things needs."""

    home_zone: str
    """The time zone of families that chose none."""

    def set_customs(self, family: int, customs: Customs) -> None:
        """Keep how the family does things."""

    def recount_votes(self, family: int) -> None:
        """Have every open vote of the family counted again soon."""

    def recount_ties(self, family: int) -> None:
        """Have the even votes of the family counted again soon."""


class SettingsWork(CustomsWork, FamilyReading, Protocol):
    """What changing the family's settings needs."""

    def rename_family(self, family: int, name: str) -> None:
        """Keep the new name."""
