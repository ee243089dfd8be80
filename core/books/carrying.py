"""What is carried over from another ledger: whose name is whose, and the debts that come of it."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.books.statement import Statement, whole_balances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.books.statement import Source

NOBODY = 0
"""Stands for a person of the file who is nobody of the family."""


class ImportState(StrEnum):
    """Where an import stands: being prepared, waiting for objections, done, objected to, or taken back."""

    DRAFT = "draft"
    ASKED = "asked"
    APPLIED = "applied"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Import:
    """A file whose balances the organizer wants in the family's books; `digest` names its content.

    `due_at` is until when those concerned may object.
    """

    id: int
    family: int
    by: int
    source: Source
    digest: str
    state: ImportState
    currency: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement with what the organizer said of it.

    `payers` says by line who paid what the file does not tell, and `members` who a person of the file is:
    both name people of the file by position.
    """

    statement: Statement
    payers: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, int] = field(default_factory=dict)

    @property
    def said(self) -> Statement:
        """Return the statement with all payers that are known."""
        return self.statement.paid_by(self.payers)

    def balances(self) -> Sequence[int] | None:
        """Return everybody's balance in minor units by position, None until all payers are known."""
        said = self.said
        return None if said.unnamed else whole_balances(said.balances)

    def outside(self) -> int:
        """Return what is owed to those who are nobody of the family, in minor units; negative if they owe."""
        balances = self.balances() or ()
        return sum(minor for at, minor in enumerate(balances) if self.members.get(at) == NOBODY)

    def carried(self) -> Mapping[int, int] | None:
        """Return what each member is owed, or owes, by it; None while anything is missing.

        Who is nobody of the family may have a balance only if those balances even out among themselves.
        """
        balances = self.balances()
        if balances is None or self.outside() or len(self.members) < len(balances):
            return None
        carried: Counter[int] = Counter()
        for at, minor in enumerate(balances):
            if self.members[at] != NOBODY:
                carried[self.members[at]] += minor
        return {person: carried[person] for person in sorted(carried) if carried[person]}

    @property
    def seal(self) -> str:
        """Return eight letters that change with who is said to be who, or to have paid what."""
        said = f"{sorted(self.payers.items())} {sorted(self.members.items())}"
        return f"{zlib.crc32(said.encode()):08x}"


@dataclass(frozen=True, slots=True)
class CarriedDebt:
    """What one member owes another by the statement, in minor units."""

    debtor: int
    creditor: int
    minor: int


def debts_of(balances: Mapping[int, int]) -> Sequence[CarriedDebt]:
    """Return few debts that come to these balances, which sum to zero: the same ones every time."""
    owing = [[person, -minor] for person, minor in sorted(balances.items()) if minor < 0]
    debts = []
    for creditor, owed in sorted(balances.items()):
        left = owed
        while left > 0:
            debtor, minor = owing[0]
            part = min(left, minor)
            debts.append(CarriedDebt(debtor, creditor, part))
            left -= part
            owing[0][1] -= part
            if not owing[0][1]:
                owing.pop(0)
    return debts
