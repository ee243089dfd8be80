"""A payment: money that a debtor says was sent, which parts of shares it discharges, and who said what of it.

`claimed → confirmed`, or `rejected` when the payee says that it did not arrive, which is the beginning of a
dispute: both see what was said, and the payee may still say that it arrived after all. `withdrawn` is the
debtor's way back, from `claimed` or `rejected`. Confirmed is the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PaymentState(StrEnum):
    """Whether the payee has the money a debtor says was sent."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Word(StrEnum):
    """What one side said about a payment."""

    SENT = "sent"
    RECEIVED = "received"
    NOT_RECEIVED = "not_received"
    WITHDRAWN = "withdrawn"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Part:
    """How much, in minor units, of whose share of which order a payment discharges."""

    order: int
    debtor: int
    minor: int


@dataclass(frozen=True, slots=True)
class Payment:
    """A debtor's word that so much was sent to the payee; of no money at all, it offsets debts.

    Its parts are a piece of the debtor's own share, or the debts along which a settle-up plan leads from the
    debtor to the payee: then they are shares of others, too. In parts of a claimed payment nothing else can
    be sent.
    """

    id: int
    debtor: int
    payee: int
    minor: int
    state: PaymentState
    parts: Sequence[Part]

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for the payee's word."""
        return self.state is PaymentState.CLAIMED

    @property
    def is_direct(self) -> bool:
        """Tell whether it is of the debtor's own share of one order, and follows no plan."""
        return len(self.parts) == 1


@dataclass(frozen=True, slots=True)
class Share:
    """What one person owes for an order, in minor units: in all, said to be sent, and settled.

    `attempts` counts the payments of it so far, whatever became of them. `returned` is what of these payments
    the share does not come to any more, since a price fell: its payer owes it back, by an order of its own.
    """

    person: int
    minor: int
    sent: int
    settled: int
    attempts: int
    returned: int = 0

    @property
    def unsettled(self) -> int:
        """Return what is not settled."""
        return self.minor + self.returned - self.settled

    @property
    def left(self) -> int:
        """Return what is neither settled nor said to be sent."""
        return self.unsettled - self.sent
