"""An order: what a locked cart became, and its states.

`locked → paying → paid → received → closed`; `paying → locked` when the payer gives up or takes too long;
`cancelled` from locked. Received means that the goods are there; closed, that all shares are settled too.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from core.carts.item import Item

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


@dataclass(slots=True)
class Order:
    """What a locked cart became; its lines, prices and shares never change.

    `number` counts the family's orders from 1; that of a present is negative, see `surprise_number`. Until
    the present's day somebody may not know of it.
    """

    id: int
    family: int
    number: int
    state: OrderState
    currency: str
    minor: int
    payer: int | None
    paying_since: datetime | None
    hidden_from: int | None
    hidden_until: datetime | None

    def is_hidden_from(self, person: int, now: datetime) -> bool:
        """Tell whether that person may not know of the order."""
        return self.hidden_from == person and self.hidden_until is not None and now < self.hidden_until


def seal_lines(items: Sequence[Item]) -> str:
    """Return eight letters that change when any of these lines does: what a check-out button promises."""
    lines = ",".join(f"{item.id}.{item.revision}" for item in sorted(items, key=lambda item: item.id))
    return f"{zlib.crc32(lines.encode()):08x}"


LOWEST_SURPRISE, SURPRISES = 1000, 9000
"""Orders of presents have four digits while there are any left."""


def surprise_number(seal: str, taken: Collection[int]) -> int:
    """Return a number for a present's order that is not among those taken: negative, and in no order.

    The family's own numbers have no gap where an order is hidden, and nobody learns from one present's number
    how many others there are.
    """
    first = LOWEST_SURPRISE + zlib.crc32(seal.encode()) % SURPRISES
    return next(-number for number in count(first) if -number not in taken)
