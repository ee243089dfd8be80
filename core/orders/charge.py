"""Payments through Telegram: what somebody means to pay, and the money that came.

An intent is written before its invoice is sent, so a payment always finds what it is for. A charge is written
as it came, before anything is decided about it, so that none is lost. Then it pays for one thing once, or has
a flaw and is given back.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.orders.order import Order

STARS = "XTR"
"""Telegram's own currency: whole Stars, no provider, and refunds by the Bot API."""

IN_FLIGHT = timedelta(minutes=1)
"""So long after a yes to a payment its charge is on the way, and no other may begin."""


class IntentState(StrEnum):
    """Whether an intent may still be paid; OUTDATED ones are for an order that has changed."""

    OPEN = "open"
    PAID = "paid"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Intent:
    """What one person means to pay for an order by an invoice.

    `token` names it on the invoice and in links; `seal` names what exactly is paid for. `asked` is the number
    of Telegram's newest question whether to take the money that was answered with yes, at `asked_at`.
    """

    id: int
    token: str
    order: int
    family: int
    payer: int
    minor: int
    currency: str
    seal: str
    state: IntentState
    asked: str
    asked_at: datetime | None

    def is_in_flight(self, now: datetime) -> bool:
        """Tell whether its charge may come any moment."""
        return self.asked_at is not None and now - self.asked_at < IN_FLIGHT


@dataclass(frozen=True, slots=True)
class Receipt:
    """What Telegram says of money that was paid: its own name of the charge, the provider's, and for what."""

    charge: str
    provider_charge: str
    payload: str
    minor: int
    currency: str


class ChargeState(StrEnum):
    """What became of money that came: nothing yet, it paid, it is to be given back, or it was."""

    CAME = "came"
    APPLIED = "applied"
    FLAGGED = "flagged"
    REFUNDED = "refunded"


class Flaw(StrEnum):
    """Why money that came pays for nothing.

    UNKNOWN: no intent has this payload. FOREIGN: somebody else was to pay it. DIFFERS: another amount or
    currency than was asked for. SECOND: the intent is paid already. CHANGED: the order has changed.
    TAKEN: somebody else is paying the order. PAID, CANCELLED: the order is. LEFT: the payer left the family.
    """

    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    DIFFERS = "differs"
    SECOND = "second"
    CHANGED = "changed"
    TAKEN = "taken"
    PAID = "paid"
    CANCELLED = "cancelled"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that came; `name` is Telegram's of it. Family and order are known when its intent is."""

    id: int
    name: str
    payload: str
    payer: int
    minor: int
    currency: str
    state: ChargeState
    family: int | None
    order: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an invoice says: the order's number, what is in it, and its intent's token."""

    token: str
    number: int
    family: str
    titles: Sequence[str]
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ChargeView:
    """One of somebody's payments; the order's number is None when it is not known what was paid for."""

    name: str
    number: int | None
    minor: int
    currency: str
    came_at: datetime
    state: ChargeState
    flaw: Flaw | None


def seal_order(order: Order, shares: Mapping[int, int]) -> str:
    """Return eight letters that change when the order costs something else, in all or for anybody."""
    parts = ",".join(f"{person}.{minor}" for person, minor in sorted(shares.items()))
    return f"{zlib.crc32(f'{order.minor} {order.currency} {parts}'.encode()):08x}"
