"""The books of the pot: every posting moves amounts between the pot and the members' parts, and sums to zero.

A member's part is what they put in, less their part of what was paid from the pot since then: each payment
takes from every part in proportion. So the parts always add up to the pot, to the last minor unit, and what
goes back to somebody is what their part is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class PotKind(StrEnum):
    """Why the pot grew or shrank."""

    TOP_UP = "top_up"
    ORDER = "order"
    RETURN = "return"


class PotBook(StrEnum):
    """The pot itself, or what somebody has in it."""

    POT = "pot"
    PART = "part"


@dataclass(frozen=True, slots=True)
class PotEntry:
    """One immutable signed amount, in minor units: more in the pot, or less in a part, is positive."""

    book: PotBook
    person: int | None
    minor: int


@dataclass(frozen=True, slots=True)
class PotPosting:
    """Entries that are written together; `key` names the event, so that it is never written twice.

    `person` is who put it in, who paid the order, or whose part goes back.
    """

    key: str
    family: int
    kind: PotKind
    person: int
    currency: str
    entries: tuple[PotEntry, ...]
    order: int | None = None
    transfer: int | None = None

    def __post_init__(self) -> None:
        """Refuse entries that do not sum to zero: such a posting is a programming error."""
        total = sum(entry.minor for entry in self.entries)
        if total:
            raise ValueError(f"the posting {self.key} is off by {total} minor units")

    @property
    def minor(self) -> int:
        """By how much the pot grows, or shrinks when it is negative."""
        return sum(entry.minor for entry in self.entries if entry.book is PotBook.POT)


def topped_up(*, family: int, transfer: int, person: int, minor: int, currency: str) -> PotPosting:
    """Return what money that arrived in the pot means: it is the part of who sent it."""
    return PotPosting(
        key=f"transfer:{transfer}:received",
        family=family,
        kind=PotKind.TOP_UP,
        person=person,
        currency=currency,
        entries=(PotEntry(PotBook.POT, None, minor), PotEntry(PotBook.PART, person, -minor)),
        transfer=transfer,
    )


def order_paid_from_pot(
    *, family: int, order: int, payer: int, minor: int, currency: str, parts: Mapping[int, int]
) -> PotPosting:
    """Return what an order that is paid from the pot means: every part bears it in proportion.

    Raises:
        ValueError: there is less in the pot.
    """
    borne = spread(minor, parts)
    return PotPosting(
        key=f"order:{order}:paid",
        family=family,
        kind=PotKind.ORDER,
        person=payer,
        currency=currency,
        entries=(
            PotEntry(PotBook.POT, None, -minor),
            *(PotEntry(PotBook.PART, person, bears) for person, bears in borne.items() if bears),
        ),
        order=order,
    )


def part_returned(*, family: int, transfer: int, person: int, minor: int, currency: str) -> PotPosting:
    """Return what it means that a part goes back: it is in the pot no more."""
    return PotPosting(
        key=f"transfer:{transfer}:returned",
        family=family,
        kind=PotKind.RETURN,
        person=person,
        currency=currency,
        entries=(PotEntry(PotBook.POT, None, -minor), PotEntry(PotBook.PART, person, minor)),
        transfer=transfer,
    )


def spread(minor: int, parts: Mapping[int, int]) -> dict[int, int]:
    """Return what every part bears of an amount, in minor units: in proportion, by the largest remainder.

    Nobody bears more than their part. What is borne differs from the exact proportion by less than one.

    Raises:
        ValueError: the parts are less than the amount together.
    """
    whole = sum(parts.values())
    if minor > whole:
        raise ValueError(f"{minor} is more than the {whole} there is")
    if not minor:
        return dict.fromkeys(parts, 0)
    borne = {person: minor * part // whole for person, part in parts.items()}
    odd = minor - sum(borne.values())
    queue = sorted(parts, key=lambda person: (-(minor * parts[person] % whole), -parts[person], person))
    for person in queue[:odd]:
        borne[person] += 1
    return borne
