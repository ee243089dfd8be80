"""Money on its way into the pot, or out of it: it counts when both sides have said so.

A top-up is `claimed` by who sent it, then `confirmed` or `rejected` by who keeps the pot, or `withdrawn`. A
return is `due` from who keeps the pot, `claimed` once they say that they sent it, then `confirmed`, or due
again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TransferKind(StrEnum):
    """Which way the money goes."""

    TOP_UP = "top_up"
    RETURN = "return"


class TransferState(StrEnum):
    """How far the two sides have come."""

    DUE = "due"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money between a person and who keeps the pot of a family; `attempt` counts the person's from 1."""

    id: int
    family: int
    kind: TransferKind
    person: int
    keeper: int
    minor: int
    currency: str
    state: TransferState
    attempt: int

    @property
    def sender(self) -> int:
        """Who sends the money."""
        return self.person if self.kind is TransferKind.TOP_UP else self.keeper

    @property
    def receiver(self) -> int:
        """Who says whether it arrived."""
        return self.keeper if self.kind is TransferKind.TOP_UP else self.person
