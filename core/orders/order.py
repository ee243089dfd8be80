"""An order: what a locked cart became, and its states.

`locked → paying → paid → received → closed`; `paying → locked` when the payer gives up or takes too long;
`cancelled` from locked. Received means that the goods are there; closed, that all shares are settled too. A
price that is corrected later may open a closed one again.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from core.orders.terms import PayMode

PAYING_TIME = timedelta(minutes=15)
"""So long an order stays with a payer who does not pay."""


class OrderState(StrEnum):
    """Where an order stands."""

    LOCKED = "locked"
    PAYING = "paying"
    PAID = "paid"
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CorrectionState(StrEnum):
    """Where another price for an order stands.

    The family is asked; it agreed, or need not be asked; somebody did not agree; nobody is asked any more.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class Order:
    """What a locked cart became; its lines and terms never change, its prices and shares only by corrections.

    `number` counts the family's orders from 1; that of a present is negative, see `surprise_number`. Until
    the present's day somebody may not know of it. `pay` is how the shop gets its money: an order that each
    pays their share of has no payer.
    """

    id: int
    family: int
    number: int
    state: OrderState
    currency: str
    minor: int
    pay: PayMode
    locked_by: int
    payer: int | None
    paying_since: datetime | None
    hidden_from: int | None
    hidden_until: datetime | None

    def is_hidden_from(self, person: int, now: datetime) -> bool:
        """Tell whether that person may not know of the order."""
        return self.hidden_from == person and self.hidden_until is not None and now < self.hidden_until


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """A line of an order with its price; `minor` is what it costs in all.

    `risen_minor` is by how much that is more, or less, than what the family agreed on.
    """

    position: int
    owner: int
    title: str
    quantity: int
    unit: str
    price_minor: int
    minor: int
    risen_minor: int


@dataclass(frozen=True, slots=True)
class Correction:
    """Another price, in minor units, of the line of an order at a position, or with 0 of the whole order.

    Of an order that is paid it holds at `due_at` without a word of anybody; before that silence is no yes.
    """

    id: int
    order: int
    position: int
    by: int
    was: int
    minor: int
    state: CorrectionState
    due_at: datetime | None


LOWEST_SURPRISE, SURPRISES = 1000, 9000
"""Orders of presents have four digits while there are any left."""


def surprise_number(seal: str, taken: Collection[int]) -> int:
    """Return a number for a present's order that is not among those taken: negative, and in no order.

    The family's own numbers have no gap where an order is hidden, and nobody learns from one present's number
    how many others there are.
    """
    first = LOWEST_SURPRISE + zlib.crc32(seal.encode()) % SURPRISES
    return next(-number for number in count(first) if -number not in taken)
