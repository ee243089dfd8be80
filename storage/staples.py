"""What families buy again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from core.carts.reading import LineDraft
from core.carts.views import Staple
from core.shared.money import Money
from storage.rows import Rows
from storage.schema import order_lines, orders, staples
from storage.surprises import shown_to_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class StapleRows(Rows):
    """Staples, and what they are compared with."""

    def staples(self, family: int) -> Sequence[Staple]:
        rows = self.connection.execute(
            select(staples.c.id, staples.c.name, staples.c.wish)
            .where(staples.c.family_id == family)
            .order_by(staples.c.name)
        )
        return [Staple(*row) for row in rows]

    def put_staple(self, family: int, name: str, wish: str, by: int, now: datetime) -> None:
        insert = self.upsert(staples).values(
            family_id=family, name=name, wish=wish, added_by=by, added_at=now
        )
        self.connection.execute(
            insert.on_conflict_do_update(index_elements=["family_id", "name"], set_={"wish": wish})
        )

    def drop_staple(self, family: int, staple: int) -> None:
        self.connection.execute(delete(staples).where(staples.c.family_id == family, staples.c.id == staple))

    def ordered_lines(self, family: int, newest: int, now: datetime) -> Sequence[tuple[int, int, LineDraft]]:
        looked_at = (
            select(orders.c.id)
            .where(orders.c.family_id == family, orders.c.state != "cancelled", shown_to_all(orders, now))
            .order_by(orders.c.id.desc())
            .limit(newest)
        )
        rows = self.connection.execute(
            select(order_lines, orders.c.currency)
            .join_from(order_lines, orders)
            .where(orders.c.id.in_(looked_at))
            .order_by(orders.c.id.desc(), order_lines.c.position)
        )
        return [(row.order_id, row.position, to_draft(row)) for row in rows]


def to_draft(row: Any) -> LineDraft:  # noqa: ANN401  # a line of an order
    """Return what one would have to write to wish for the line."""
    return LineDraft(
        title=row.title,
        quantity=row.quantity,
        unit=row.unit,
        price=Money(row.price_minor, row.currency),
        link=row.link,
        note=row.note,
    )
