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


class Purpose(StrEnum):
    """What is paid for: an order by one for all, one's own share of it, or money on the shared account."""

    ORDER = "order"
    SHARE = "share"
    TOP_UP = "top_up"


class IntentState(StrEnum):
    """Whether an intent may still be paid; OUTDATED ones have another instead, or no invoice."""

    OPEN = "open"
    PAID = "paid"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Intent:
    """What one person means to pay by an invoice; a top-up has no order.

    `token` names it on the invoice and in links; `seal` names what exactly is paid for where the sum does not
    tell. `asked` is the number of Telegram's newest question whether to take the money that was answered with
    yes, at `asked_at`.
    """

    id: int
    token: str
    purpose: Purpose
    order: int | None
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
    currency than was asked for. SECOND: the intent is paid already. CHANGED: the order, or the share, has.
    TAKEN: somebody else is paying the order. PAID, CANCELLED: the order is. SHARE_PAID: the payer's share is.
    LEFT: the payer left the family. OFF: the family's account is. DISBANDED: the family is.
    """

    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    DIFFERS = "differs"
    SECOND = "second"
    CHANGED = "changed"
    TAKEN = "taken"
    PAID = "paid"
    CANCELLED = "cancelled"
    SHARE_PAID = "share_paid"
    LEFT = "left"
    OFF = "off"
    DISBANDED = "disbanded"


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
    """What an invoice says: what it is for, the order's number, what is in it, and its intent's token.

    One for a top-up has no number and no titles.
    """

    token: str
    purpose: Purpose
    number: int | None
    family: str
    titles: Sequence[str]
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ChargeView:
    """A payment through Telegram; `purpose` is None when it is not known what it was for, nor is the number.

    A top-up has no number either.
    """

    id: int
    name: str
    payer: str
    purpose: Purpose | None
    number: int | None
    minor: int
    currency: str
    came_at: datetime
    state: ChargeState
    flaw: Flaw | None

    @property
    def is_given_back_by_hand(self) -> bool:
        """Tell whether somebody has to give it back and to say so; Stars go back by themselves."""
        return self.state is ChargeState.FLAGGED and self.currency != STARS


@dataclass(frozen=True, slots=True)
class ChargesView:
    """The reader's newest payments, and those of others in the family that are to be given back by hand."""

    mine: Sequence[ChargeView]
    of_others: Sequence[ChargeView]


def share_key(order: int, person: int) -> str:
    """Return what names somebody's share of an order among the things that are paid for once."""
    return f"share:{order}:{person}"


def seal_order(order: Order, shares: Mapping[int, int]) -> str:
    """Return eight letters that change when the order costs something else, in all or for anybody."""
    parts = ",".join(f"{person}.{minor}" for person, minor in sorted(shares.items()))
    return f"{zlib.crc32(f'{order.minor} {order.currency} {parts}'.encode()):08x}"
