"""Give money back that paid for nothing: Stars by the Bot API, other money by hand at the provider."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.charges import PaidMoneyReturned, PaymentReturned
from core.orders.charge import ChargeState
from core.orders.charging import AT_ONCE, LEASE, keepers
from core.orders.errors import ChargeUnknownError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.orders.charge import Charge
    from core.orders.ports import ChargeWork

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


def claim_refunds(work: ChargeWork, *, now: datetime) -> Sequence[Charge]:
    """Return charges in Stars that are to be given back now, by whoever asks."""
    return work.lease_charges(ChargeState.FLAGGED, now, now + LEASE, AT_ONCE)


def postpone_refund(work: ChargeWork, *, now: datetime, charge: int, attempts: int) -> None:
    """Try the refund again later, each time after a longer pause."""
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 10), LONGEST_PAUSE)
    work.postpone_charge(charge, now + pause)


def settle_refund(work: ChargeWork, *, now: datetime, charge: int) -> None:
    """Note that Telegram gave the money back; the payer is told, once."""
    known = work.charge(charge)
    if known is not None and known.state is ChargeState.FLAGGED:
        _note_returned(work, now, known)


def mark_refunded(work: ChargeWork, *, now: datetime, actor: int, charge: int) -> None:
    """Say that the money was given back in the provider's cabinet; the payer is told, once.

    Raises:
        ChargeUnknownError: there is no such charge to give back, or it is not the actor's to care for.
    """
    known = work.charge(charge)
    if known is None or known.state not in (ChargeState.FLAGGED, ChargeState.REFUNDED):
        raise ChargeUnknownError
    order = work.order(known.order) if known.order is not None else None
    if actor not in keepers(work, now, known.family, order):
        raise ChargeUnknownError
    if known.state is ChargeState.FLAGGED:
        _note_returned(work, now, known)


def note_refund(work: ChargeWork, *, now: datetime, name: str) -> bool:
    """Heed Telegram's word that it gave a charge back; tell whether the charge was known.

    Money that had paid for an order leaves the order paid: the books still say who paid it, and the payer and
    who takes care of refunds are told to settle that among themselves.
    """
    known = work.charge_named(name)
    if known is None:
        return False
    if known.state is ChargeState.REFUNDED:
        return True
    order = work.order(known.order) if known.order is not None else None
    if known.state is not ChargeState.APPLIED or order is None:
        _note_returned(work, now, known)
        return True
    work.charge_refunded(known.id, now)
    alert = PaidMoneyReturned(order.id, order.number, known.minor, known.currency)
    for person in {known.payer, *keepers(work, now, known.family, order)}:
        work.tell(person, alert, now)
    return True


def _note_returned(work: ChargeWork, now: datetime, charge: Charge) -> None:
    work.charge_refunded(charge.id, now)
    work.tell(charge.payer, PaymentReturned(charge.minor, charge.currency), now)
