"""How a family does things, as its organizer set it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from core.carts.journal import Deed
from core.families.family import Customs, MayLock, Units, Voting
from storage.rows import Rows
from storage.schema import deeds, families

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

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

    def note_customs(
        self, family: int, by: int, changed: Mapping[str, tuple[str, str]], now: datetime
    ) -> None:
        facts = {name: list(was_and_is) for name, was_and_is in changed.items()}
        noted = {"family_id": family, "actor_id": by, "kind": Deed.CUSTOMS.value, "line": "", "facts": facts}
        self.connection.execute(deeds.insert().values(noted | {"done_at": now}))

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
