"""Wish for everything in an order once more."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from core.carts.putting import put_before, put_lines
from core.families.benefit import require_cart
from core.families.membership import require_member
from core.orders.errors import OrderUnknownError, StillSecretError
from core.orders.paying import require_order_at_home

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.views import Added
    from core.orders.ports import OrderWork


def repeat_order(work: OrderWork, *, now: datetime, actor: int, order: int) -> Added:
    """Put an order's lines into the open cart as new ones of the actor's, all of them or none.

    As long as any of them is there, the same tap adds no more. What a limited member may not wish for unasked
    waits for an adult, as with any line.

    Raises:
        OrderUnknownError: there is none, it is hidden from the actor, or has no lines, being carried over.
        NotAMemberError: the actor is not in its family.
        StillSecretError: the order is a present whose day has not come: everybody would see its lines.
        CartOffError: the family has no cart at the moment.
        CartFullError: the cart would hold more than 200 lines.
    """
    family, known = require_order_at_home(work, now, actor, order)
    require_member(work, actor, family.id)
    lines = work.drafts_of(order)
    if not lines:
        raise OrderUnknownError
    if known.hidden_until is not None and now < known.hidden_until:
        raise StillSecretError(known.number)
    require_cart(work, family)
    for time in count(1):
        origin = f"repeat {order} by {actor} in {family.orders} for {time}"
        added = put_before(work, now, family, actor, origin)
        if added is None:
            break
        if added.items:
            return added
    return put_lines(work, now, family, actor, origin, lines)
