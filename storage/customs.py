"""How a family does things, as its organizer set it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import update

from core.families.family import Customs, MayLock, Units, Voting
from storage.rows import Rows
from storage.schema import families

CUSTOMS = (
    families.c.voting,
    families.c.free_below_minor,
    families.c.free_unpriced,
    families.c.vote_until,
    families.c.time_zone,
    families.c.may_lock,
    families.c.units,
    families.c.rich_card,
    families.c.tolerance_percent,
)
"""The columns that `to_customs` reads."""


class CustomsRows(Rows):
    """The customs of families."""

    def set_customs(self, family: int, customs: Customs) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(**asdict(customs)))

    def set_turn(self, family: int, seat: int) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(turn_taken=seat))


def to_customs(row: Any) -> Customs:  # noqa: ANN401  # a row with the columns above
    """Return the customs in a row."""
    return Customs(
        voting=Voting(row.voting),
        free_below_minor=row.free_below_minor,
        free_unpriced=bool(row.free_unpriced),
        vote_until=row.vote_until,
        time_zone=row.time_zone,
        may_lock=MayLock(row.may_lock),
        units=Units(row.units),
        rich_card=bool(row.rich_card),
        tolerance_percent=row.tolerance_percent,
    )
