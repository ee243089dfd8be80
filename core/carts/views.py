"""What screens about the cart show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Standing
    from core.carts.item import Item
    from core.families.family import Member
    from core.shared.money import Money


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
    """

    family: int
    name: str
    organizer: str
    is_open: bool
    page: int
    pages: int
    lines: Sequence[LineView]
    count: int
    ready: int
    asking: int
    unpriced: int
    total: Money


@dataclass(frozen=True, slots=True)
class Decision:
    """What an adult said about a limited member's line: who, None when nobody did, their name, the note."""

    by: int | None
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class LineDetails:
    """One line as its reader sees it; `hidden_from` is the name of a member who does not."""

    line: LineView
    decision: Decision
    is_author: bool
    may_remove: bool
    may_decide: bool
    my_choice: Choice | None
    hidden_from: str | None


@dataclass(frozen=True, slots=True)
class SurpriseView:
    """A line of the reader's, and the other members, from one of whom it may be hidden."""

    item: Item
    others: Sequence[Member]


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
class Added:
    """What was understood and added by one message."""

    addition: int
    items: Sequence[Item]
    count: int


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that was kept: what was chosen, on which line, where it stands now; advice does not count."""

    line: str
    choice: Choice | None
    standing: Standing
    is_advice: bool = False


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
    hidden_from: int | None
    hidden_until: datetime | None
    my_choice: Choice | None = None
    must_ask: bool = False


@dataclass(frozen=True, slots=True)
class CardToShow:
    """A live card that may show something old: where it hangs, whose language it speaks, what it should say.

    `topic` is the one it hangs in when its place, a group, has topics. In a group, too, it
    speaks the language and tells the time of whoever opened it there.

    `seal` names what it shows now, as whoever drew it wrote it down; drawing the same again is needless.
    """

    place: int
    topic: int | None
    message: int
    language: str
    zone: str | None
    changes: int
    seal: str
    view: CartView
