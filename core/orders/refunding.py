"""Give money back that paid for nothing: Stars by the Bot API, other money by hand at the provider."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.account.crediting import take_out
from core.alerts.charges import PaidMoneyReturned, PaymentReturned, ShareMoneyReturned
from core.families.family import Role
from core.orders.charge import STARS, ChargeState, Purpose
from core.orders.charging import AT_ONCE, LEASE
from core.orders.errors import ChargeUnknownError
from core.orders.flagging import keepers
from core.orders.intents import hold_intent
from core.orders.order import OrderState
from core.orders.paying import note_share_unpaid

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
    """Say that the money was given back in the provider's cabinet; once. A payer who does not say so is told.

    Whoever paid it may, and every adult of the family who may know of it, however roles went on meanwhile.

    Raises:
        ChargeUnknownError: there is no such charge to give back, or not by hand, or it is none of the actor's
            business.
    """
    known = work.charge(charge)
    if known is None or known.state not in (ChargeState.FLAGGED, ChargeState.REFUNDED):
        raise ChargeUnknownError
    if known.currency == STARS or not _may_say_back(work, now, actor, known):
        raise ChargeUnknownError
    if known.state is ChargeState.REFUNDED:
        return
    work.charge_refunded(charge, now)
    if actor != known.payer:
        work.tell(known.payer, PaymentReturned(known.minor, known.currency), now)


def note_refund(work: ChargeWork, *, now: datetime, name: str) -> bool:
    """Heed Telegram's word that it gave a charge back; tell whether the charge was known.

    Money that had paid for an order leaves the order paid: the books still say who paid it, and the payer and
    who takes care of refunds are told to settle that among themselves. A share is unpaid again while others
    still have to pay theirs. What had been put on the account is taken off it.
    """
    known = work.charge_named(name)
    if known is None:
        return False
    if known.state is ChargeState.REFUNDED:
        return True
    held = hold_intent(work, known.payload)
    if known.state is not ChargeState.APPLIED or held is None:
        _note_returned(work, now, known)
        return True
    work.charge_refunded(known.id, now)
    order = held.order
    if order is None:
        take_out(work, now, held.family, known.id)
    elif held.intent.purpose is Purpose.SHARE and order.state is OrderState.LOCKED:
        note_share_unpaid(work, now, order, known.payer)
        returned = ShareMoneyReturned(order.id, order.number, known.minor, known.currency)
        work.tell(known.payer, returned, now)
    else:
        alert = PaidMoneyReturned(order.id, order.number, known.minor, known.currency)
        for person in {known.payer, *keepers(work, now, known.family, order)}:
            work.tell(person, alert, now)
    return True


def _may_say_back(work: ChargeWork, now: datetime, actor: int, charge: Charge) -> bool:
    if actor == charge.payer:
        return True
    member = work.member(actor)
    if member is None or member.family != charge.family or member.role is not Role.ADULT:
        return False
    order = work.order(charge.order) if charge.order is not None else None
    return order is None or not order.is_hidden_from(actor, now)


def _note_returned(work: ChargeWork, now: datetime, charge: Charge) -> None:
    work.charge_refunded(charge.id, now)
    work.tell(charge.payer, PaymentReturned(charge.minor, charge.currency), now)
