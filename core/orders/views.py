"""What screens about orders show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.families.family import Units
    from core.orders.order import OrderState
    from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn to check out it is, where that goes by turns; `heir` is who follows, if there is anybody."""

    seat: int
    name: str
    is_mine: bool
    heir: str


@dataclass(frozen=True, slots=True)
class CheckoutView:
    """What would become an order now; the seal names exactly these lines.

    `surprises` of them are presents, which become orders of their own. `not_bought` lines are agreed on, too,
    but stay in the cart, since somebody bought the others.
    """

    family: int
    orders: int
    seal: str
    items: Sequence[Item]
    surprises: int
    unpriced: Sequence[Item]
    waiting: int
    not_bought: int
    total: Money
    shares: Sequence[tuple[str, int]]
    turn: Turn | None


class ShareState(StrEnum):
    """Where a share stands; OWN is the payer's, which nobody owes."""

    PENDING = "pending"
    OWN = "own"
    DUE = "due"
    SENT = "sent"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ShareView:
    """What one person owes for an order; `attempt` is the next one, `payment` the one to be judged."""

    person: int
    name: str
    minor: int
    state: ShareState
    attempt: int
    payment: int | None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A frozen line of an order."""

    owner: int
    title: str
    quantity: int
    unit: str
    minor: int


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order as a reader sees it; `hidden_from` is the name of a member who does not until that moment.

    `is_invoiced` tells that the reader has an invoice for it that can be paid.
    """

    id: int
    number: int
    family: str
    state: OrderState
    currency: str
    units: Units
    minor: int
    locked_at: datetime
    payer: int | None
    payer_name: str | None
    shopper: str | None
    paying_since: datetime | None
    lines: Sequence[OrderLine]
    shares: Sequence[ShareView]
    reader: int
    reader_is_member: bool
    reader_is_adult: bool
    reader_may_cancel: bool
    hidden_from: str | None
    hidden_until: datetime | None
    is_invoiced: bool


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One order in a list."""

    id: int
    number: int
    family: str
    state: OrderState
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class Debt:
    """An unsettled share between the reader and somebody: positive is owed to the reader."""

    order: int
    number: int
    other: str
    minor: int
    currency: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class OrdersView:
    """The reader's orders, newest first, and every share still open on either side."""

    orders: Sequence[OrderSummary]
    debts: Sequence[Debt]
