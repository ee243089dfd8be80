"""What somebody means to pay, kept before the invoice is sent, and held while it is decided about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.orders.charge import IntentState

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.orders.charge import Intent, Purpose
    from core.orders.order import Order
    from core.orders.ports import ChargeWork


@dataclass(frozen=True, slots=True)
class HeldIntent:
    """An intent, with its order, if it has one, and its family: nobody else changes them meanwhile."""

    intent: Intent
    order: Order | None
    family: Family


def hold_intent(work: ChargeWork, token: str) -> HeldIntent | None:
    """Return the intent of this token with what it is for, held until the transaction ends."""
    intent = work.intent(token)
    if intent is None:
        return None
    family = work.hold_family(intent.family)  # nobody leaves it meanwhile
    order = work.order(intent.order) if intent.order is not None else None
    intent = work.intent(token)  # once more: what it is for is held now
    return HeldIntent(intent, order, family) if intent is not None and family is not None else None


def keep_order_intent(
    work: ChargeWork,
    now: datetime,
    purpose: Purpose,
    order: Order,
    payer: int,
    minor: int,
    seal: str,
    token: str,
) -> str:
    """Keep that somebody means to pay an order, or their share of it; return the token of the intent.

    It is that of the intent before, when that was for exactly the same; else the one before is outdated.
    """
    before = work.open_intent(purpose, order.id, payer)
    if before is not None and (before.minor, before.seal) == (minor, seal):
        return before.token
    if before is not None:
        work.set_intent_state(before.id, IntentState.OUTDATED)
    work.put_intent(
        token=token,
        purpose=purpose,
        family=order.family,
        order=order.id,
        payer=payer,
        minor=minor,
        seal=seal,
        now=now,
    )
    return token
