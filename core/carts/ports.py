"""What the carts' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.ports import BenefitWork, CustomsWork, MembershipWork
from core.people.ports import QuestionWork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Standing
    from core.carts.inline import InlineAsk
    from core.carts.item import Item
    from core.carts.journal import Deed, Entry, Fact
    from core.carts.own_line import OwnLine
    from core.carts.reading import LineDraft
    from core.carts.trip import Mark, Replacement, ReplacementState, Trip
    from core.carts.views import (
        Ballot,
        CardToShow,
        CartView,
        Decision,
        EndedTrip,
        JournalEntry,
        KeptDeed,
        LineView,
        RequestsView,
        ShopView,
        Staple,
        Wanted,
    )
    from core.shared.money import Money


class JournalWork(MembershipWork, Protocol):
    """Keeps who did what to the cart."""

    def put_deed(self, entry: Entry, now: datetime, *, keeps_line: bool = False) -> None:
        """Keep what is about to happen, for the journal, with the votes on the line and maybe all of it."""

    def last_step(self, item: int, actor: int, since: datetime) -> tuple[int, Mapping[str, Fact]] | None:
        """Return the newest deed on the line and its facts, if it is the actor's change since then.

        None also when it was taken back, or when the line has votes.
        """

    def change_facts(self, deed: int, facts: Mapping[str, Fact]) -> None:
        """Keep other facts of a deed."""


class CartWork(JournalWork, QuestionWork, Protocol):
    """Reads and keeps lines."""

    home_zone: str
    """The time zone of families that chose none."""

    def family_of(self, item: int, reader: int, now: datetime) -> int | None:
        """Return the family in whose cart the line is, unless it is hidden from the reader."""

    def item(self, item: int) -> Item | None:
        """Return the line, and keep others from changing it until the transaction ends."""

    def asking_lines(self, author: int, reader: int, now: datetime, *, besides: int) -> int:
        """Return how many of the author's other lines wait for an adult, of those the reader may see."""

    def replaced_by(self, item: int, title: str) -> str | None:
        """Return what was replaced in the shop by this, which the line is called now; None for nothing."""

    def line(self, item: int, reader: int, now: datetime) -> LineView | None:
        """Return the line with the count of its votes, unless it is hidden from the reader."""

    def choice_of(self, item: int, version: int, voter: int) -> Choice | None:
        """Return the voter's choice on the line version."""

    def decision_on(self, item: int) -> Decision:
        """Return what an adult said about this version of the line."""

    def note_decision(self, item: int, by: int, note: str) -> None:
        """Keep that an adult allowed this version of the line, wherever it stands."""

    def settle_request(
        self,
        item: int,
        standing: Standing,
        closes_at: datetime | None,
        by: int | None,
        note: str,
        *,
        now: datetime,
    ) -> None:
        """Keep what became of a line that waited for an adult, and who decided, if anybody did."""

    def staple_named(self, family: int, name: str) -> int | None:
        """Return the family's staple of this name."""

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

    def addition_of(self, item: int) -> int | None:
        """Return the addition that brought the line into the cart."""

    def cart_lines(self, family: int) -> Sequence[Item]:
        """Return the lines of the family's cart to be looked at only, the oldest first."""

    def change_item(
        self,
        item: Item,
        draft: LineDraft,
        *,
        version: int,
        standing: Standing,
        closes_at: datetime | None,
        asked: Money | None,
        before: LineDraft | None,
        now: datetime,
    ) -> None:
        """Keep the changed line under its next revision; `asked` is the price that its version began with.

        A new version starts without votes; one that stands as approved has those of the version before.
        """

    def voters_on(self, item: int, version: int) -> Sequence[int]:
        """Return who has voted on the line version."""

    def move_deadline(self, item: int, closes_at: datetime, now: datetime) -> None:
        """Let the open vote close then; who was reminded of it is not reminded again."""

    def drop_items(self, items: Sequence[int]) -> None:
        """Remove lines with their votes."""

    def fresh_deeds(self, items: Sequence[int], deed: Deed, since: datetime) -> Mapping[int, int]:
        """Return by line the newest deed of this kind since then that was not taken back."""

    def mark_undone(self, deeds: Sequence[int]) -> None:
        """Note that the deeds were taken back."""

    def cart_of(self, person: int, page: int, now: datetime, *, is_public: bool = False) -> CartView | None:
        """Return one page of the cart of the person's family; a page past the end is the last one.

        What is hidden from the person is left out; if it is public, all that is hidden from anybody.
        """


class SurpriseWork(CartWork, Protocol):
    """Hides lines from one member, and shows them again."""

    def hidden_lines(self, author: int, now: datetime) -> int:
        """Return how many of the author's open lines are hidden from somebody."""

    def hide_item(self, item: int, person: int, until: datetime) -> None:
        """Hide the line, and what the journal says of it, from the person, whose vote falls away.

        For a line that came back from orders which are hidden from the person, they are for as long.
        """

    def show_item(self, item: int) -> None:
        """Hide the line from nobody any more."""

    def reveal(self, now: datetime, limit: int) -> Sequence[int]:
        """Note that lines are presents no more whose day has come; return the families they are in."""


class OwnWork(CartWork, Protocol):
    """Reads and keeps lines of people's own carts, and puts lines into a family's."""

    def hold_person(self, person: int) -> None:
        """Keep others from changing the person until the transaction ends."""

    def origin_of(self, item: int) -> str:
        """Return the origin of the addition that brought the line into the family's cart, "" without one."""

    def own_count(self, owner: int) -> int:
        """Return how many lines the person's own cart has."""

    def own_line(self, item: int) -> OwnLine | None:
        """Return the line, whosever it is, and keep others from changing it until the transaction ends."""

    def own_lines(self, owner: int) -> Sequence[OwnLine]:
        """Return all lines of the person's own cart, urgent ones first."""

    def own_lines_of(self, addition: int) -> Sequence[OwnLine]:
        """Return the lines that a message added to somebody's own cart and that are still there."""

    def own_addition_by_origin(self, origin: str) -> int | None:
        """Return the addition to an own cart that this very message made already."""

    def put_own_addition(self, owner: int, origin: str, now: datetime) -> int:
        """Keep that a message added lines to the person's own cart; return the addition's id."""

    def put_own_line(self, owner: int, addition: int, draft: LineDraft) -> None:
        """Keep a new line of the person's own cart."""

    def change_own_line(self, item: int, draft: LineDraft) -> None:
        """Keep the changed line under its next revision."""

    def drop_own_lines(self, dropped: Sequence[int]) -> None:
        """Remove lines of own carts."""


class InlineWork(OwnWork, Protocol):
    """Keeps what people typed after the bot's name in other chats."""

    def put_inline_ask(self, ask: InlineAsk) -> int:
        """Keep what was typed; the same of the same person is the same id, of the newest moment."""

    def inline_ask(self, ask: int) -> InlineAsk | None:
        """Return what was typed, if it is still kept."""

    def forget_inline_asks(self, before: datetime) -> None:
        """Forget what was typed until then."""


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

    def silent_voters(self, now: datetime) -> Sequence[tuple[int, int, int]]:
        """Return (family, adult, lines without their vote) where a deadline is near and unannounced.

        Where the organizer decides alone, it is only them.
        """

    def mark_reminded(self, now: datetime) -> None:
        """Note that the members were reminded of these lines."""


class CountingWork(VotingWork, CartWork, Protocol):
    """Counts votes, and has lines ask an adult first when they turn out to have to."""

    def overdue_votes(self, family: int, now: datetime) -> Sequence[Ballot]:
        """Return, held, the family's open votes that are past the deadline."""


class AgreeingWork(CountingWork, CustomsWork, BenefitWork, Protocol):
    """What setting how a family agrees needs."""


class ReadingWork(MembershipWork, Protocol):
    """Reads the journal."""

    def journal_count(self, family: int, reader: int, wanted: Wanted, now: datetime) -> int:
        """Return how many entries the reader may see of what is wanted."""

    def journal(
        self, family: int, reader: int, wanted: Wanted, now: datetime, *, limit: int | None, offset: int = 0
    ) -> Sequence[JournalEntry]:
        """Return the entries that the reader may see, the newest first; without a limit all of them."""

    def journal_lines(self, family: int, reader: int, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Return the lines that the reader may see in the journal, by id and name, the newest first."""

    def name_in_journal(self, family: int, person: int) -> str | None:
        """Return the name of a member, or of who did something in the family's journal."""

    def tidy_journal(self, undo_before: datetime, drop_before: datetime) -> None:
        """Forget how lines were before deeds of that time, and deeds that are older than the second time."""


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


class ShoppingWork(CartWork, Protocol):
    """Keeps who is in the shop, what they bought, and what they would take instead.

    A shopper is neither shown nor told of a line that is hidden from them.
    """

    def trip_of(self, family: int) -> Trip | None:
        """Return the family's one trip that is under way."""

    def trips(self) -> Sequence[Trip]:
        """Return every trip that is under way."""

    def put_trip(self, family: int, shopper: int, until: datetime, now: datetime) -> Trip:
        """Keep that the shopper is in the shop until then; the schema allows a family one trip."""

    def end_trip(self, trip: Trip) -> Sequence[int]:
        """Forget the trip, and every mark of its family but what was bought; return the questions it left."""

    def shelf(self, trip: Trip, now: datetime, page: int) -> ShopView:
        """Return one page of what the shopper buys; a page past the end is the last one."""

    def sum_up(self, trip: Trip, now: datetime, reader: int) -> EndedTrip:
        """Count what the trip has come to so far, as far as the reader may know of it."""

    def is_listed(self, trip: Trip, now: datetime) -> bool:
        """Tell whether the shopper knows of all that is agreed on, and that the rest is not."""

    def list_changes(self, trip: Trip, now: datetime) -> tuple[Sequence[str], Sequence[str]]:
        """Return the lines that the shopper can buy by now, and those they cannot any more; once each.

        What was checked out, or removed by the shopper, is none of them.
        """

    def put_mark(self, item: int, mark: Mark | None, by: int) -> None:
        """Keep what the shopper says about the line, under the line's next revision."""

    def put_replacement(self, item: int, shopper: int, asked: int, wish: str, until: datetime) -> int:
        """Keep what the author is asked about, at the line's revision of now; return its id.

        The schema allows one open question about a line.
        """

    def replacement(self, replacement: int) -> Replacement | None:
        """Return what the author was asked about."""

    def settle_replacement(self, replacement: int, state: ReplacementState) -> None:
        """Keep what came of it."""

    def withdraw_replacements(self, item: int) -> Sequence[int]:
        """Close the open question about the line; return its id, if there was one."""

    def due_replacements(self, now: datetime, limit: int) -> Sequence[Replacement]:
        """Return open questions that are too late, or whose line has changed or has another author."""


class UndoWork(OwnWork, ShoppingWork, Protocol):
    """Takes deeds back."""

    def own_deed(self, item: int, actor: int, since: datetime, now: datetime) -> int | None:
        """Return the newest deed on the line if it is the actor's, done since then and not taken back.

        A line that is hidden from the actor has none for them.
        """

    def kept_deed(self, deed: int, reader: int, now: datetime) -> KeptDeed | None:
        """Return the deed with how the line was before it, unless it is hidden from the reader.

        From whom the line is hidden now, it was hidden before, too.
        """

    def merge_of(self, item: int) -> int | None:
        """Return the newest deed that made one line of this and another, and was not taken back."""

    def changed_since(self, deed: int) -> str | None:
        """Return who did something to the line after the deed, "" for time, None when nobody did."""

    def put_back(
        self,
        deed: int,
        *,
        version: int,
        revision: int,
        standing: Standing,
        closes_at: datetime | None,
        given: Mapping[int, Choice],
        now: datetime,
    ) -> None:
        """Let the line be as it was before the deed, there or gone, with the votes given on this version.

        An adult's decision about a line that asks anew is forgotten. A line that is there and can be ordered
        keeps the mark that it has by now.
        """


class StapleWork(CartWork, Protocol):
    """Keeps what a family buys again and again."""

    def staples(self, family: int) -> Sequence[Staple]:
        """Return the family's staples in the order of their names."""

    def put_staple(self, family: int, name: str, wish: str, by: int, now: datetime) -> None:
        """Keep a staple; one of that name gets the new wish."""

    def drop_staple(self, family: int, staple: int) -> None:
        """Forget the family's staple, if it is one."""

    def ordered_lines(self, family: int, orders: int, now: datetime) -> Sequence[tuple[int, int, LineDraft]]:
        """Return order, position and wish of the lines in so many of the newest orders, the newest first.

        Cancelled orders are left out, and those that are hidden from anybody.
        """


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

    def turn_card(self, place: int, page: int) -> None:
        """Show that page on the place's card from its next edit on."""

    def redraw_card(self, place: int, message: int) -> bool:
        """Have the card drawn anew; tell whether the message is the place's card."""

    def pin_card(self, place: int) -> None:
        """Have the place's card pinned, also after that was refused."""

    def claim_cards(self, now: datetime, lease: datetime, limit: int) -> Sequence[CardToShow]:
        """Lease cards that show something old and are due for an edit."""

    def card_shown(
        self, place: int, message: int, changes: int, seal: str, due_at: datetime, *, is_pin_refused: bool
    ) -> None:
        """Note that the card showed the cart as it was after so many changes; the next edit may come then.

        With it goes that the card was pinned if that was due, or that it may not be pinned there.
        """

    def replace_card_message(self, place: int, old: int, new: int, seal: str, due_at: datetime) -> bool:
        """Note that the card was sent anew, and is to be pinned; the next edit may come then.

        Tell whether the old message was still the place's card.
        """

    def postpone_card(self, place: int, message: int, until: datetime) -> None:
        """Lease the card until then: nobody edits it before."""

    def drop_card(self, place: int) -> None:
        """Forget a card that cannot be shown any more."""

    def is_card(self, place: int, message: int) -> bool:
        """Tell whether the message is the place's card."""

    def family_at(self, place: int) -> int | None:
        """Return the family whose cart the group shows."""
