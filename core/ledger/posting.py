"""Double entry: every posting moves amounts between persons of one family and sums to zero.

A balance is the sum of a person's amounts: positive is what the others owe them, negative what they owe.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class EntryKind(StrEnum):
    """Why an amount was written."""

    ORDER_PAID = "order_paid"
    SHARE_OWED = "share_owed"
    MONEY_SENT = "money_sent"
    MONEY_RECEIVED = "money_received"
    CARRIED_OVER = "carried_over"
    ORDER_CORRECTED = "order_corrected"
    SHARE_CORRECTED = "share_corrected"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One immutable signed amount of one person, in minor units."""

    person: int
    kind: EntryKind
    minor: int


@dataclass(frozen=True, slots=True)
class Posting:
    """Entries that are written together; `key` names the event, so that it is never written twice.

    What is carried over from another ledger may have made several orders: `order` is the first of them.
    """

    key: str
    family: int
    order: int
    currency: str
    entries: tuple[LedgerEntry, ...]

    def __post_init__(self) -> None:
        """Refuse entries that do not sum to zero: such a posting is a programming error."""
        total = sum(entry.minor for entry in self.entries)
        if total:
            raise ValueError(f"the posting {self.key} is off by {total} minor units")


class LedgerWork(Protocol):
    """Appends to the books; nothing in them is ever changed."""

    def post(self, posting: Posting, now: datetime) -> None:
        """Write the entries down; the schema refuses the same key twice."""


def order_paid(*, family: int, order: int, currency: str, payer: int, shares: Mapping[int, int]) -> Posting:
    """Return what paying an order means: the payer advanced all of it, everybody owes their share."""
    total = sum(shares.values())
    return Posting(
        key=f"order:{order}:paid",
        family=family,
        order=order,
        currency=currency,
        entries=(
            LedgerEntry(payer, EntryKind.ORDER_PAID, total),
            *(LedgerEntry(person, EntryKind.SHARE_OWED, -minor) for person, minor in shares.items() if minor),
        ),
    )


def each_paid(*, family: int, order: int, currency: str, shares: Mapping[int, int]) -> Posting:
    """Return what it means that each paid the shop their own share: nobody owes anybody."""
    return Posting(
        key=f"order:{order}:paid",
        family=family,
        order=order,
        currency=currency,
        entries=tuple(
            entry
            for person, minor in shares.items()
            if minor
            for entry in (
                LedgerEntry(person, EntryKind.ORDER_PAID, minor),
                LedgerEntry(person, EntryKind.SHARE_OWED, -minor),
            )
        ),
    )


def share_settled(
    *, family: int, order: int, currency: str, payment: int, debtor: int, payee: int, minor: int
) -> Posting:
    """Return what a part of a confirmed payment means: the debtor owes less, the order's payer is owed less.

    A payment that follows a chain of debts has a part for each, so that the amounts of those between its two
    ends even out.
    """
    return Posting(
        key=f"payment:{payment}:{order}:{debtor}:received",
        family=family,
        order=order,
        currency=currency,
        entries=(
            LedgerEntry(debtor, EntryKind.MONEY_SENT, minor),
            LedgerEntry(payee, EntryKind.MONEY_RECEIVED, -minor),
        ),
    )


def price_corrected(
    *, family: int, order: int, correction: int, currency: str, payer: int, changes: Mapping[int, int]
) -> Posting:
    """Return what another price of a paid order means: the payer advanced so much more, or less, in all.

    `changes` is by how much everybody's share, also the payer's, is more than it was.
    """
    return Posting(
        key=f"order:{order}:correction:{correction}",
        family=family,
        order=order,
        currency=currency,
        entries=(
            LedgerEntry(payer, EntryKind.ORDER_CORRECTED, sum(changes.values())),
            *(
                LedgerEntry(person, EntryKind.SHARE_CORRECTED, -minor)
                for person, minor in changes.items()
                if minor
            ),
        ),
    )


def carried_over(
    *, family: int, digest: str, order: int, currency: str, balances: Mapping[int, int]
) -> Posting:
    """Return what balances from another ledger mean; `digest` names the file that they come from."""
    return Posting(
        key=f"import:{family}:{digest}",
        family=family,
        order=order,
        currency=currency,
        entries=tuple(
            LedgerEntry(person, EntryKind.CARRIED_OVER, minor) for person, minor in balances.items() if minor
        ),
    )
