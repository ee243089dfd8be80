"""What screens about the cart show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Standing
    from core.carts.deadline import Until
    from core.carts.item import Item
    from core.carts.journal import Deed, Fact, Matter
    from core.carts.reading import LineDraft
    from core.carts.trip import Trip
    from core.families.family import Customs, Member, Units, Voting
    from core.shared.money import Money


PAGE_LINES = 8
"""Lines on a page of a cart: a row of buttons for each keeps a keyboard within Telegram's limits."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line and the count of its votes: those of the adults, and those of limited members, which advise."""

    item: Item
    favour: int
    against: int
    advice_favour: int
    advice_against: int


@dataclass(frozen=True, slots=True)
class CartView:
    """One page of a family's cart, with sums over all its lines but those that an adult has not allowed.

    `asking` of them wait for an adult. `is_open` is False while the organizer has switched the cart off.
    `may_check_out` tells whether the reader may, whoever that is: nobody when the view is a group's.
    `shopper` is in the shop `until` then.
    `is_rich` tells whether the family wants its card with the buttons beside the lines.
    """

    family: int
    name: str
    organizer: str
    is_open: bool
    is_rich: bool
    page: int
    pages: int
    lines: Sequence[LineView]
    count: int
    ready: int
    asking: int
    unpriced: int
    total: Money
    may_check_out: bool
    shopper: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShopView:
    """One page of what the reader buys while they are in the shop: all that is agreed on, marked or not.

    `is_mine` is False, and there are no lines, when nobody is in the shop, or somebody else; `may_go` tells
    whether the reader may.
    `left` lines have no mark yet; `total` is what the bought ones cost, as far as it is known.
    """

    trip: Trip | None
    may_go: bool
    items: Sequence[Item]
    page: int
    pages: int
    bought: int
    missing: int
    left: int
    total: Money
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class EndedTrip:
    """What came of a trip: `left` lines are agreed on and were not bought, without those not there.

    `may_check_out` tells whether the shopper may; else `organizer` is told that somebody can.
    """

    bought: int
    missing: int
    left: int
    total: Money
    may_check_out: bool = False
    organizer: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A replacement as the shopper typed it, and the author who is asked, None when nobody is."""

    line: str
    draft: LineDraft
    asked: str | None
    units: Units


@dataclass(frozen=True, slots=True)
class Answered:
    """What the author said to a replacement of a line; `votes` tells that the family has to vote on it."""

    item: int
    line: str
    is_accepted: bool
    votes: bool


@dataclass(frozen=True, slots=True)
class Staple:
    """What a family buys again and again: `name` tells two apart, `wish` is the line as one would type it."""

    id: int
    name: str
    wish: str


@dataclass(frozen=True, slots=True)
class StapleView:
    """A staple as its reader sees it, and whether it is in the cart already."""

    id: int
    draft: LineDraft
    is_in_cart: bool


@dataclass(frozen=True, slots=True)
class StaplesView:
    """One page of a family's staples: `count` in all, of which `missing` are not in the cart.

    `suggested` are lines of old orders, by order and position, that could be staples.
    """

    staples: Sequence[StapleView]
    count: int
    missing: int
    limit: int
    page: int
    pages: int
    suggested: Sequence[tuple[int, int, LineDraft]]
    units: Units


@dataclass(frozen=True, slots=True)
class Decision:
    """What an adult said about a limited member's line: who, None when nobody did, their name, the note."""

    by: int | None
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class LineDetails:
    """One line as its reader sees it; `hidden_from` is the name of a member who does not.

    `replaced` is what was asked for before somebody in the shop took this instead.
    """

    line: LineView
    decision: Decision
    is_author: bool
    may_remove: bool
    may_decide: bool
    my_choice: Choice | None
    hidden_from: str | None
    voting: Voting
    may_move_deadline: bool
    may_unmark: bool = False
    is_staple: bool = False
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class SurpriseView:
    """A line of the reader's, and the other members, from one of whom it may be hidden."""

    item: Item
    others: Sequence[Member]


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A line that is voted on, and other deadlines that could be chosen: as they are called, and when."""

    item: Item
    offered: Sequence[tuple[Until, datetime]]


@dataclass(frozen=True, slots=True)
class Request:
    """A line that waits for an adult: the author's limit, and for how many whole hours it has waited."""

    item: Item
    limit: Money
    hours: int


@dataclass(frozen=True, slots=True)
class RequestsView:
    """One page of the lines that wait for an adult; a limited member sees only their own."""

    requests: Sequence[Request]
    count: int
    page: int
    pages: int
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """An adult's decision: on which line of whom, and where it stands now."""

    line: str
    author: str
    is_allowed: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Offer:
    """A new line that could be one with an older one, and what both would make."""

    newer: Item
    older: Item
    draft: LineDraft


@dataclass(frozen=True, slots=True)
class Added:
    """What was understood and added by one message, and what of it is in the cart twice."""

    addition: int
    items: Sequence[Item]
    count: int
    currency: str
    offers: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The line that two made, and what else the newer one's message added; None when that is not known."""

    item: Item
    rest: Added | None


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that was kept: what was chosen, on which line, where it stands now; advice does not count.

    `is_alone` tells that the organizer decides alone, so that all others' votes are advice.
    """

    line: str
    choice: Choice | None
    standing: Standing
    is_advice: bool = False
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """A line as its voter meets it, with the votes of all other adults.

    `organizer_knows` is False of a present for the organizer. `must_ask` tells, when votes are counted anew,
    that by now an adult has to allow the line first.
    """

    item: int
    family: int
    line: str
    version: int
    standing: Standing
    closes_at: datetime | None
    is_member: bool
    is_adult: bool
    is_organizer: bool
    has_cart: bool
    eligible: int
    favour: int
    against: int
    organizers_choice: Choice | None
    organizer_knows: bool
    total_minor: int | None
    customs: Customs
    hidden_from: int | None
    hidden_until: datetime | None
    my_choice: Choice | None = None
    must_ask: bool = False


NOT_SENT = 0
"""Stands for the message of a card that has none, as after its group became another one."""


@dataclass(frozen=True, slots=True)
class CardToShow:
    """A live card that may show something old: where it hangs, whose language it speaks, what it should say.

    `topic` is the one it hangs in when its place, a group, has topics. In a group, too, it
    speaks the language and tells the time of whoever opened it there.

    `message` may be `NOT_SENT`. `seal` names what it shows now, as
    whoever drew it wrote it down; drawing the same again is needless. `is_pin_due` is True until somebody
    tried to pin the message.
    """

    place: int
    topic: int | None
    message: int
    language: str
    zone: str | None
    changes: int
    seal: str
    is_pin_due: bool
    view: CartView


@dataclass(frozen=True, slots=True)
class KeptDeed:
    """A deed that may be taken back: whose, and how its line was `before` it, with the votes of then.

    `before` is None for a line that the deed added, and when too much time has passed. `allowed_by` is the
    adult who had allowed the line by then, `joined` the other one of two lines that were made one.
    """

    id: int
    family: int
    actor: int | None
    actor_name: str
    deed: Deed
    item: int
    line: str
    before: Item | None
    allowed_by: int | None
    votes: Mapping[int, Choice]
    joined: int | None
    is_undone: bool
    done_at: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back; the line as it is now, None when there is none any more.

    `other` is the second one of two lines that had been made one. `is_own_again` tells that the line is
    in the own cart again that it had come from.
    """

    deed: Deed
    line: str
    item: Item | None
    other: Item | None = None
    is_own_again: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for in the journal: the deeds of a person, on a line, of a matter; None is any."""

    person: int | None = None
    item: int | None = None
    matter: Matter | None = None


class CastVote(NamedTuple):
    """Who voted how, and when; what was written down before moments were has none."""

    name: str
    choice: Choice
    at: datetime | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One deed as the journal shows it: by whom, None for time, with who had voted how.

    A vote that is still open has no id: it is no deed that is kept. What is about no line has no `item`.
    """

    id: int | None
    actor: str | None
    deed: Deed
    item: int | None
    line: str
    facts: Mapping[str, Fact]
    votes: Sequence[CastVote]
    is_undone: bool
    done_at: datetime
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class JournalView:
    """A page of the journal, the newest first; `person` and `line` say whose and which when only those."""

    entries: Sequence[JournalEntry]
    currency: str
    units: Units
    count: int
    page: int
    pages: int
    wanted: Wanted
    person: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class JournalChoices:
    """Whose and which lines' deeds a reader may look for: ids and names."""

    members: Sequence[tuple[int, str]]
    lines: Sequence[tuple[int, str]]
    wanted: Wanted
