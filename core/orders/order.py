"""An order: what a locked cart became, its states, and the payments of its shares.

`locked → paying → paid → received → closed`; `paying → locked` when the payer gives up or takes too long;
`cancelled` from locked. Received means that the goods are there; closed, that all shares are settled too.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class PaymentState(StrEnum):
    """Whether the payer has the money a debtor says was sent."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(slots=True)
class Order:
    """What a locked cart became; its lines, prices and shares never change.

    `number` counts the family's orders from 1.
    """

    id: int
    family: int
    number: int
    state: OrderState
    currency: str
    minor: int
    payer: int | None
    paying_since: datetime | None


@dataclass(frozen=True, slots=True)
class Payment:
    """A debtor's word that a share was sent; `attempt` counts them from 1 for each share."""

    id: int
    order: int
    debtor: int
    payee: int
    minor: int
    attempt: int
    state: PaymentState


def seal_lines(items: Sequence[Item]) -> str:
    """Return eight letters that change when any of these lines does: what a check-out button promises."""
    lines = ",".join(f"{item.id}.{item.revision}" for item in sorted(items, key=lambda item: item.id))
    return f"{zlib.crc32(lines.encode()):08x}"
