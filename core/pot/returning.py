"""Give somebody their part of the pot back, however it comes that they are no member any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.alerts.account import PartDue, PartOwed
from core.alerts.ports import TellingWork
from core.people.person import name_of
from core.people.ports import PeopleWork
from core.pot.books import part_returned
from core.pot.ports import PotWork
from core.pot.transfer import TransferKind, TransferState

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PotOf:
    """A family's pot: who keeps it, and what the two sides call the family."""

    family: int
    name: str
    currency: str
    keeper: int


class ReturningWork(PotWork, PeopleWork, TellingWork, Protocol):
    """What giving a part back needs."""


def return_part(work: ReturningWork, now: datetime, pot: PotOf, person: int) -> int:
    """Take somebody's part out of the pot: who keeps it owes it to them from now on; return how much.

    Both are told. What the keeper has in it is theirs at once. Without a part nothing happens.
    """
    minor = work.parts_of(pot.family).get(person, 0)
    if not minor:
        return 0
    is_keepers = person == pot.keeper
    transfer = work.put_transfer(
        family=pot.family,
        kind=TransferKind.RETURN,
        person=person,
        keeper=pot.keeper,
        minor=minor,
        state=TransferState.CONFIRMED if is_keepers else TransferState.DUE,
        now=now,
    )
    returned = part_returned(
        family=pot.family, transfer=transfer, person=person, minor=minor, currency=pot.currency
    )
    work.post_to_pot(returned, now)
    if not is_keepers:
        due = PartDue(pot.name, name_of(work, pot.keeper), minor, pot.currency)
        work.tell(person, due, now)
        owed = PartOwed(transfer, pot.name, name_of(work, person), minor, pot.currency)
        work.tell(pot.keeper, owed, now)
    return minor
