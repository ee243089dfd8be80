"""Divide money between people without losing a kopeck."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


def split_by_weights(total: int, weights: Mapping[int, int], *, tie_start: int = 0) -> dict[int, int]:
    """Divide an amount in proportion to whole weights, by largest remainder.

    The parts sum to the amount exactly, and each is less than one minor unit away from its exact
    proportion. Equal weights make an equal split. Whoever weighs nothing gets nothing.

    Args:
        total: minor units; negative for a discount or a refund, which is divided like its opposite.
        weights: the weight of each person, none negative.
        tie_start: who is first in line, in the order of ids, when fewer minor units are left over
            than people have the same claim to them. Number the family's orders one by one: over as
            many orders as people are tied, each gets the odd unit equally often.

    Raises:
        ValueError: a weight is negative, or something is to be divided and nobody weighs anything.
    """
    whole = sum(weights.values())
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight is negative")
    if total == 0:
        return dict.fromkeys(weights, 0)
    if whole == 0:
        raise ValueError("nobody weighs anything")
    if total < 0:
        return {person: -part for person, part in _split(-total, weights, whole, tie_start).items()}
    return _split(total, weights, whole, tie_start)


def _split(total: int, weights: Mapping[int, int], whole: int, tie_start: int) -> dict[int, int]:
    parts = {person: total * weight // whole for person, weight in weights.items()}
    left = total - sum(parts.values())

    def claim(person: int) -> int:
        return total * weights[person] % whole

    by_claim = sorted(sorted(weights), key=claim, reverse=True)
    for _, group in groupby(by_claim, key=claim):
        tied = list(group)
        for turn in range(min(left, len(tied))):
            parts[tied[(tie_start + turn) % len(tied)]] += 1
        left -= min(left, len(tied))
    return parts
