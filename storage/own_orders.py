"""People's own orders. No family is named here, so none can see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from core.orders.own import OwnOrder
from storage.drafts import draft_columns, to_draft
from storage.rows import Rows
from storage.schema import own_order_lines, own_orders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.reading import LineDraft

_LINES = own_order_lines.c.order_id == own_orders.c.id
_ORDER = select(
    own_orders.c.id,
    own_orders.c.owner_id,
    own_orders.c.number,
    own_orders.c.seal,
    own_orders.c.currency,
    own_orders.c.minor,
    select(func.count()).where(_LINES).scalar_subquery().label("count"),
    select(func.count()).where(_LINES, own_order_lines.c.price_minor.is_(None)).scalar_subquery(),
    own_orders.c.repeats,
    own_orders.c.locked_at,
    own_orders.c.paid_at,
    own_orders.c.received_at,
    own_orders.c.cancelled_at,
)


class OwnOrderRows(Rows):
    """Own orders, each asked for with its owner."""

    def own_order_count(self, owner: int) -> int:
        counting = select(func.count()).select_from(own_orders).where(own_orders.c.owner_id == owner)
        return self.connection.execute(counting).scalar_one()

    def own_order(self, owner: int, order: int) -> OwnOrder | None:
        row = self.connection.execute(
            _ORDER.where(own_orders.c.id == order, own_orders.c.owner_id == owner)
        ).first()
        return _to_order(row) if row else None

    def own_order_by_number(self, owner: int, number: int) -> OwnOrder | None:
        row = self.connection.execute(
            _ORDER.where(own_orders.c.owner_id == owner, own_orders.c.number == number)
        ).first()
        return _to_order(row) if row else None

    def own_orders(self, owner: int, skip: int, limit: int) -> Sequence[OwnOrder]:
        page = (
            _ORDER.where(own_orders.c.owner_id == owner)
            .order_by(own_orders.c.number.desc())
            .limit(limit)
            .offset(skip)
        )
        return [_to_order(row) for row in self.connection.execute(page)]

    def lines_of_own_order(self, order: int) -> Sequence[LineDraft]:
        rows = self.connection.execute(
            select(own_order_lines, own_orders.c.currency)
            .join_from(own_order_lines, own_orders)
            .where(own_order_lines.c.order_id == order)
            .order_by(own_order_lines.c.position)
        )
        return [to_draft(row) for row in rows]

    def put_own_order(
        self,
        owner: int,
        *,
        number: int,
        seal: str,
        currency: str,
        minor: int | None,
        drafts: Sequence[LineDraft],
        now: datetime,
    ) -> int:
        order: int = self.connection.execute(
            own_orders.insert()
            .values(owner_id=owner, number=number, seal=seal, currency=currency, minor=minor, locked_at=now)
            .returning(own_orders.c.id)
        ).scalar_one()
        lines = [
            {"order_id": order, "position": position, **draft_columns(draft)}
            for position, draft in enumerate(drafts, start=1)
        ]
        self.connection.execute(own_order_lines.insert(), lines)
        return order

    def keep_own_order(self, order: OwnOrder) -> None:
        self.connection.execute(
            update(own_orders)
            .where(own_orders.c.id == order.id)
            .values(
                paid_at=order.paid_at,
                received_at=order.received_at,
                cancelled_at=order.cancelled_at,
                repeats=order.repeats,
            )
        )


def _to_order(row: Any) -> OwnOrder:  # noqa: ANN401  # a row of _ORDER, whose columns are in the same order
    return OwnOrder(*row)
