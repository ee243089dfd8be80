"""How an order is read, wherever it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from core.orders.order import Order, OrderState
from core.orders.terms import PayMode
from storage.schema import orders

ORDER = select(
    orders.c.id,
    orders.c.family_id,
    orders.c.number,
    orders.c.state,
    orders.c.currency,
    orders.c.minor,
    orders.c.pay_mode,
    orders.c.locked_by,
    orders.c.payer_id,
    orders.c.paying_since,
    orders.c.hidden_from,
    orders.c.hidden_until,
)


def to_order(row: Any) -> Order:  # noqa: ANN401  # a row of ORDER
    """Return the order that a row of `ORDER` tells of."""
    return Order(
        id=row.id,
        family=row.family_id,
        number=row.number,
        state=OrderState(row.state),
        currency=row.currency,
        minor=row.minor,
        pay=PayMode(row.pay_mode),
        locked_by=row.locked_by,
        payer=row.payer_id,
        paying_since=row.paying_since,
        hidden_from=row.hidden_from,
        hidden_until=row.hidden_until,
    )
