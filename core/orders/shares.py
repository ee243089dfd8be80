"""Who pays for what in an order: everybody for their own lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class OwnedLine:
    """What one line of an order costs, in minor units, and the person who wished for it."""

    owner_id: int
    total_minor: int


def shares_by_owner(lines: Sequence[OwnedLine]) -> dict[int, int]:
    """Return what everybody's own lines cost together, in minor units, by person."""
    shares: Counter[int] = Counter()
    for line in lines:
        shares[line.owner_id] += line.total_minor
    return dict(shares)
