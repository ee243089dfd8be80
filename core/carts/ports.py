"""What the carts' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.ports import MembershipWork
from core.people.ports import QuestionWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Standing
    from core.carts.item import Item
    from core.carts.journal import Entry
    from core.carts.reading import LineDraft
    from core.carts.views import Ballot, CardToShow, CartView, Decision, LineView, RequestsView


class JournalWork(MembershipWork, Protocol):
    """Keeps who did what to the cart."""

    def put_deed(self, entry: Entry, now: datetime) -> None:
        """Keep what is about to happen, for the journal."""


class CartWork(JournalWork, QuestionWork, Protocol):
    """Reads and keeps lines."""

    def family_of(self, item: int, reader: int, now: datetime) -> int | None:
        """Return the family in whose cart the line is, unless it is hidden from the reader."""

    def item(self, item: int) -> Item | None:
        """Return the line, and keep others from changing it until the transaction ends."""

    def line(self, item: int, reader: int, now: datetime) -> LineView | None:
        """Return the line with the count of its votes, unless it is hidden from the reader."""

    def choice_of(self, item: int, version: int, voter: int) -> Choice | None:
        """Return the voter's choice on the line version."""

    def decision_on(self, item: int) -> Decision:
        """Return what an adult said about this version of the line."""

    def note_decision(self, item: int, by: int, note: str) -> None:
        """Keep that an adult allowed this version of the line, wherever it stands."""

    def settle_request(
        self, item: int, standing: Standing, closes_at: datetime | None, by: int | None, note: str
    ) -> None:
        """Keep what became of a line that waited for an adult, and who decided, if anybody did."""

    def line_count(self, family: int, now: datetime) -> int:
        """Return how many open lines the family has that are hidden from nobody."""

    def addition_by_origin(self, origin: str) -> int | None:
        """Return the addition that this very message made already."""

    def put_addition(self, family: int, author: int, origin: str, now: datetime) -> int:
        """Keep that a message added lines; return the addition's id."""

    def put_item(
        self,
        *,
        family: int,
        author: int,
        addition: int,
        draft: LineDraft,
        standing: Standing,
        closes_at: datetime | None,
        now: datetime,
    ) -> None:
        """Keep a new line."""

    def items_of_addition(self, addition: int) -> Sequence[Item]:
        """Return the lines that a message added and that are still open."""

    def change_item(
        self, item: Item, draft: LineDraft, *, version: int, standing: Standing, closes_at: datetime | None
    ) -> None:
        """Keep the changed line under its next revision; a new version starts without votes."""

    def hurry_card(self, place: int, due_at: datetime) -> None:
        """Let the place's card be edited from that moment on, when it shows something old."""

    def drop_items(self, items: Sequence[int]) -> None:
        """Remove lines with their votes."""

    def cart_of(self, person: int, page: int, now: datetime, *, is_public: bool = False) -> CartView | None:
        """Return one page of the cart of the person's family; a page past the end is the last one.

        What is hidden from the person is left out; if it is public, all that is hidden from anybody.
        """


class SurpriseWork(CartWork, Protocol):
    """Hides lines from one member, and shows them again."""

    def hidden_lines(self, author: int, now: datetime) -> int:
        """Return how many of the author's open lines are hidden from somebody."""

    def hide_item(self, item: int, person: int, until: datetime) -> None:
        """Hide the line, and what the journal says of it, from the person, whose vote falls away."""

    def show_item(self, item: int) -> None:
        """Hide the line from nobody any more."""

    def reveal(self, now: datetime, limit: int) -> Sequence[int]:
        """Note that lines are presents no more whose day has come; return the families they are in."""


class VotingWork(JournalWork, Protocol):
    """Reads and keeps votes."""

    def ballot(self, item: int, voter: int, now: datetime) -> Ballot | None:
        """Return the line as the voter meets it, and keep others from voting on it until the end.

        From whom it is hidden does not meet it, and is not among the eligible.
        """

    def put_vote(self, item: int, version: int, voter: int, choice: Choice, now: datetime) -> None:
        """Keep the vote, in place of the voter's earlier one on this version."""

    def drop_vote(self, item: int, version: int, voter: int) -> None:
        """Withdraw the vote."""

    def close_vote(self, item: int, standing: Standing, entry: Entry, now: datetime) -> None:
        """Keep where the agreement on the line stands now, and the journal's entry about it."""

    def due_votes(self, now: datetime, limit: int) -> Sequence[Ballot]:
        """Return open votes to count: past the deadline, or of voters who are others now.

        While a family has no cart, its votes rest.
        """

    def mark_counted(self, item: int) -> None:
        """Note that the open vote was counted again after somebody left."""

    def silent_voters(self, now: datetime, closing_before: datetime) -> Sequence[tuple[int, int, int]]:
        """Return (family, adult, lines without their vote) where a deadline is near and unannounced."""

    def mark_reminded(self, closing_before: datetime, now: datetime) -> None:
        """Note that the members were reminded of these lines."""


class CountingWork(VotingWork, CartWork, Protocol):
    """Counts votes, and has lines ask an adult first when they turn out to have to."""


class ApprovalWork(CartWork, Protocol):
    """Reads and keeps what waits for an adult."""

    def requests_view(
        self, family: int, reader: int, page: int, now: datetime, *, only_own: bool
    ) -> RequestsView:
        """Return one page of the lines that wait for an adult and the reader may see, the oldest first."""

    def requests_to_tend(
        self, now: datetime, closing_before: datetime, limit: int
    ) -> Sequence[tuple[Item, int | None]]:
        """Return, held, waiting lines with their authors' limits of now.

        Those whose time is over, that close soon and unannounced, and that need not wait any more.
        """

    def mark_requests_reminded(self, items: Sequence[int], now: datetime) -> None:
        """Note that the organizer was reminded of these lines."""


class CardWork(MembershipWork, Protocol):
    """Keeps the live cards: one in each place where a cart is shown."""

    def put_card(
        self,
        place: int,
        message: int,
        page: int,
        opener: int,
        *,
        topic: int | None,
        seal: str,
        due_at: datetime,
    ) -> int | None:
        """Keep the message as the place's card, and return the message that was its card before.

        Returns the message itself where there was no card, and None when the place is neither the opener's
        own window nor a group that shows the opener's family.
        """

    def turn_card(self, place: int, page: int, due_at: datetime) -> None:
        """Show that page on the place's card from that moment on."""

    def redraw_card(self, place: int, message: int, due_at: datetime) -> bool:
        """Have the card drawn anew from that moment on; tell whether the message is the place's card."""

    def claim_cards(self, now: datetime, lease: datetime, limit: int) -> Sequence[CardToShow]:
        """Lease cards that show something old and are due for an edit."""

    def card_shown(self, place: int, message: int, changes: int, seal: str, due_at: datetime) -> None:
        """Note that the card showed the cart as it was after so many changes; the next edit may come then."""

    def replace_card_message(
        self, place: int, old: int, new: int, changes: int, seal: str, due_at: datetime
    ) -> None:
        """Note that the card was sent anew; the next edit may come then."""

    def drop_card(self, place: int) -> None:
        """Forget a card that cannot be shown any more."""

    def family_at(self, place: int) -> int | None:
        """Return the family whose cart the group shows."""

    def cart_view(self, family: int, page: int, now: datetime) -> CartView | None:
        """Return one page of what all members may see of the cart; a page past the end is the last one."""
