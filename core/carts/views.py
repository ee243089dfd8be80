"""What screens about the cart show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Standing
    from core.carts.item import Item
    from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class LineView:
    """A line and the count of its votes."""

    item: Item
    favour: int
    against: int


@dataclass(frozen=True, slots=True)
class CartView:
    """One page of a family's cart, with sums over all its lines."""

    family: int
    name: str
    page: int
    pages: int
    lines: Sequence[LineView]
    count: int
    ready: int
    unpriced: int
    total: Money


@dataclass(frozen=True, slots=True)
class LineDetails:
    """One line as its reader sees it."""

    line: LineView
    is_author: bool
    may_remove: bool
    my_choice: Choice | None


@dataclass(frozen=True, slots=True)
class Added:
    """What was understood and added by one message."""

    addition: int
    items: Sequence[Item]
    count: int


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that counts: what was chosen, on which line, and where the line stands now."""

    line: str
    choice: Choice | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Ballot:
    """A line as its voter meets it, with the votes of all others."""

    item: int
    family: int
    line: str
    version: int
    standing: Standing
    closes_at: datetime | None
    is_member: bool
    is_organizer: bool
    eligible: int
    favour: int
    against: int
    organizers_choice: Choice | None


@dataclass(frozen=True, slots=True)
class CardToShow:
    """A live card that may show something old: where it hangs, whose language it speaks, what it should say.

    In a group, too, it speaks the language and tells the time of whoever opened it there.

    `seal` names what it shows now, as whoever drew it wrote it down; drawing the same again is needless.
    """

    place: int
    message: int
    language: str
    zone: str | None
    changes: int
    seal: str
    view: CartView
