"""What is due for a reminder among the debts, own shares and payments of orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.orders.order import Order
    from core.shared.reminding import Reminding


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A share whose next step is due: so much of it is neither settled nor said to be sent.

    It is a debt to who paid the order, or the debtor's own to pay where each pays theirs.
    """

    order: Order
    debtor: int
    left: int
    attempts: int
    reminding: Reminding


@dataclass(frozen=True, slots=True)
class DueVerdict:
    """A payment whose payee has not said whether it arrived, and whose next step is due.

    `order` is the first that it is for.
    """

    payment: int
    debtor: int
    payee: int
    minor: int
    order: Order
    reminding: Reminding
