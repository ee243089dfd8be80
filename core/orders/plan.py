"""How a family settles up with few transfers: chains of open debts become one transfer from end to end.

What two people owe each other is offset, so that only the difference is sent. What goes round in a circle is
offset without any money. Of what is left, whoever is owed nothing starts a chain: Папа owes Мама, Мама owes
Катя, so Папа sends to Катя what both debts have in common. Nobody sends more than they owe, and nobody to
somebody to whom no chain of debts leads from them.

People take their turns by seat, and of the debts of one to another the oldest goes first: the same debts make
the same plan, and debts among others change nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """What of a share is neither settled nor said to be sent, in minor units.

    `attempts` counts the payments of the share so far.
    """

    order: int
    number: int
    debtor: int
    creditor: int
    minor: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money from one person to another, and the debts, or parts of them, that it discharges.

    Without money it offsets debts that lead in a circle; then the debtor is the first in it, and the payee
    whom the debtor owes.
    """

    debtor: int
    payee: int
    minor: int
    debts: Sequence[OpenDebt]

    @property
    def seal(self) -> str:
        """Return letters that name exactly this transfer of these debts: what a button promises.

        They are others once any of the shares was paid again, so that no press is taken for another.
        """
        told = [f"{debt.order}.{debt.debtor}.{debt.minor}.{debt.attempts}" for debt in self.debts]
        return blake2b(f"{self.minor} {sorted(told)}".encode(), digest_size=8).hexdigest()

    def begun_by(self, person: int) -> Transfer | None:
        """Return the transfer as that person may make it, if they may: of an offset, whoever is in it."""
        if self.minor or self.debtor == person:
            return self if self.debtor == person else None
        owed = [debt.creditor for debt in self.debts if debt.debtor == person]
        return replace(self, debtor=person, payee=owed[0]) if owed else None


def settle_up(debts: Sequence[OpenDebt], seats: Sequence[int]) -> Sequence[Transfer]:
    """Return the transfers that discharge all of these debts.

    Args:
        debts: open debts among the people, none of them zero.
        seats: the people, in the order of their seats.
    """
    piles = _Piles(debts, seats)
    offsets = dict(piles.offset_pairs())
    circles = list(piles.offset_circles())
    transfers: dict[tuple[int, int], Transfer] = {}
    for chain in piles.chains():
        between = (chain.debtor, chain.payee)
        known = transfers.get(between, Transfer(*between, 0, ()))
        transfers[between] = Transfer(*between, known.minor + chain.minor, (*known.debts, *chain.debts))
    for (one, other), offset in offsets.items():
        direct = transfers.get((one, other)) or transfers.get((other, one))
        if direct is None:
            circles.append(Transfer(one, other, 0, offset))
        else:
            between = (direct.debtor, direct.payee)
            transfers[between] = replace(direct, debts=(*direct.debts, *offset))
    turn = {person: place for place, person in enumerate(seats)}
    planned = [*transfers.values(), *circles]
    return sorted(planned, key=lambda planned: (turn[planned.debtor], turn[planned.payee], planned.minor))


class _Piles:
    """What everybody owes everybody else, the oldest debts on top."""

    def __init__(self, debts: Sequence[OpenDebt], seats: Sequence[int]) -> None:
        self._seats = seats
        self._piles: dict[tuple[int, int], list[OpenDebt]] = {}
        for debt in sorted(debts, key=lambda debt: (debt.order, debt.debtor), reverse=True):
            self._piles.setdefault((debt.debtor, debt.creditor), []).append(debt)

    def offset_pairs(self) -> Iterator[tuple[tuple[int, int], Sequence[OpenDebt]]]:
        """Take away what two people owe each other."""
        for one, other in combinations(self._seats, 2):
            minor = min(self._owed(one, other), self._owed(other, one))
            if minor:
                yield (one, other), [*self._take(one, other, minor), *self._take(other, one, minor)]

    def offset_circles(self) -> Iterator[Transfer]:
        """Take away what goes round, the shortest way first."""
        for person in self._seats:
            while way := self._way_round(person):
                yield self._along(way)

    def chains(self) -> Iterator[Transfer]:
        """Take away one chain after the other, until nobody owes anything."""
        while heads := [person for person in self._seats if self._owes(person) and not self._is_owed(person)]:
            way = [heads[0]]
            while owed := self._owes(way[-1]):
                way.append(owed[0])
            yield self._along(way)

    def _along(self, way: Sequence[int]) -> Transfer:
        """Take from every debt along the way what all of them have in common."""
        minor = min(self._owed(one, other) for one, other in pairwise(way))
        debts = [debt for one, other in pairwise(way) for debt in self._take(one, other, minor)]
        if way[0] == way[-1]:
            return Transfer(way[0], way[1], 0, debts)
        return Transfer(way[0], way[-1], minor, debts)

    def _way_round(self, person: int) -> Sequence[int]:
        """Return the shortest way along debts from the person back to them, empty when there is none."""
        ways = [[person]]
        seen: set[int] = set()
        for way in ways:
            for creditor in self._owes(way[-1]):
                if creditor == person:
                    return [*way, person]
                if creditor not in seen:
                    seen.add(creditor)
                    ways.append([*way, creditor])
        return []

    def _owes(self, person: int) -> Sequence[int]:
        return [other for other in self._seats if self._piles.get((person, other))]

    def _is_owed(self, person: int) -> bool:
        return any(self._piles.get((other, person)) for other in self._seats)

    def _owed(self, debtor: int, creditor: int) -> int:
        return sum(debt.minor for debt in self._piles.get((debtor, creditor), ()))

    def _take(self, debtor: int, creditor: int, minor: int) -> Sequence[OpenDebt]:
        pile, taken = self._piles[debtor, creditor], []
        while minor:
            debt = pile.pop()
            taken.append(replace(debt, minor=min(debt.minor, minor)))
            if debt.minor > minor:
                pile.append(replace(debt, minor=debt.minor - minor))
            minor -= taken[-1].minor
        return taken
