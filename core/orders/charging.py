"""Money that came through Telegram: kept as it came, then it pays for one thing, or is to be given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.account.crediting import credit
from core.alerts.charges import InvoicePaid, ShareInvoicePaid
from core.families.membership import require_member
from core.orders.charge import (
    ChargeState,
    ChargesView,
    Flaw,
    IntentState,
    Purpose,
    share_key,
)
from core.orders.flagging import flag
from core.orders.intents import hold_intent
from core.orders.invoicing import is_order_as_invoiced, is_share_as_invoiced
from core.orders.order import OrderState
from core.orders.paying import become_paid, note_share_paid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family
    from core.orders.charge import Charge, Intent, Receipt
    from core.orders.intents import HeldIntent
    from core.orders.order import Order
    from core.orders.ports import ChargeWork

LISTED = 10
AT_ONCE = 20
LEASE = timedelta(minutes=1)
"""Whoever looks at a charge has so long, then somebody else does."""


def keep_charge(work: ChargeWork, *, now: datetime, actor: int, receipt: Receipt) -> int | None:
    """Write down that the actor's money came; return what is to be settled, None when that is done already.

    Nothing is asked or decided here, so that nothing but a lost database can lose money.
    """
    charge = work.charge_named(receipt.charge)
    if charge is None:
        return work.put_charge(actor, receipt, now, now + LEASE)
    return charge.id if charge.state is ChargeState.CAME else None


def claim_charges(work: ChargeWork, *, now: datetime) -> Sequence[int]:
    """Return charges that came and were not settled then, to be settled by whoever asks."""
    return [charge.id for charge in work.lease_charges(ChargeState.CAME, now, now + LEASE, AT_ONCE)]


def settle_charge(work: ChargeWork, *, now: datetime, charge: int) -> None:
    """Let money that came pay for what it is for, as one's word would, or flag it to be given back; once.

    The payer is told, and who takes care of refunds. A payer whose time was over still pays while the order
    is free, and who has left the family their share. What is put on the account needs nobody's word.
    """
    came = work.charge(charge)
    if came is None or came.state is not ChargeState.CAME:
        return
    held = hold_intent(work, came.payload)
    flaw = _flaw(work, came, held) if held is not None else Flaw.UNKNOWN
    if held is None or flaw is not None:
        flag(work, now, came, flaw or Flaw.UNKNOWN, held)
        return
    intent, order = held.intent, held.order
    work.apply_charge(came.id, intent, _settled_by(intent))
    work.set_intent_state(intent.id, IntentState.PAID)
    if order is None:
        credit(work, now, held.family, require_member(work, came.payer, held.family.id), came.id, came.minor)
    elif intent.purpose is Purpose.SHARE:
        is_paid = note_share_paid(work, now, order, came.payer)
        told = ShareInvoicePaid(order.id, order.number, came.minor, came.currency, is_paid)
        work.tell(came.payer, told, now)
    else:
        become_paid(work, now, order, came.payer)
        work.tell(came.payer, InvoicePaid(order.id, order.number, came.minor, came.currency), now)


def list_charges(work: ChargeWork, *, now: datetime, actor: int) -> ChargesView:
    """Return the actor's newest payments through Telegram, and those of others that they may say are back."""
    return ChargesView(work.charges_of(actor, LISTED, now), work.charges_to_return(actor, LISTED, now))


def _settled_by(intent: Intent) -> str:
    """Return what names the thing that an intent pays for, which is paid for once; each top-up is another."""
    if intent.order is None:
        return f"top_up:{intent.id}"
    if intent.purpose is Purpose.SHARE:
        return share_key(intent.order, intent.payer)
    return f"order:{intent.order}"


def _flaw(work: ChargeWork, came: Charge, held: HeldIntent) -> Flaw | None:
    intent, order = held.intent, held.order
    flaws = [
        (came.payer != intent.payer, Flaw.FOREIGN),
        ((came.minor, came.currency) != (intent.minor, intent.currency), Flaw.DIFFERS),
        (intent.state is IntentState.PAID, Flaw.SECOND),
    ]
    if order is None:
        flaws += _flaws_of_top_up(work, came, held.family)
    elif intent.purpose is Purpose.SHARE:
        flaws += _flaws_of_share(work, intent, order)
    else:
        flaws += _flaws_of_order(work, intent, order)
    return next((flaw for is_so, flaw in flaws if is_so), None)


def _flaws_of_top_up(work: ChargeWork, came: Charge, family: Family) -> list[tuple[bool, Flaw]]:
    member = work.member(came.payer)
    return [
        (family.organizer is None, Flaw.DISBANDED),
        (member is None or member.family != family.id, Flaw.LEFT),
        (not family.has_account, Flaw.OFF),
    ]


def _flaws_of_share(work: ChargeWork, intent: Intent, order: Order) -> list[tuple[bool, Flaw]]:
    has_paid = order.state is not OrderState.LOCKED or intent.payer in work.paid_shares(order.id)
    return [
        (order.state is OrderState.CANCELLED, Flaw.CANCELLED),
        (has_paid, Flaw.SHARE_PAID),
        (not is_share_as_invoiced(work, intent, order), Flaw.CHANGED),
    ]


def _flaws_of_order(work: ChargeWork, intent: Intent, order: Order) -> list[tuple[bool, Flaw]]:
    member, state = work.member(intent.payer), order.state
    return [
        (state is OrderState.CANCELLED, Flaw.CANCELLED),
        (state not in (OrderState.LOCKED, OrderState.PAYING), Flaw.PAID),
        (state is OrderState.PAYING and order.payer != intent.payer, Flaw.TAKEN),
        (member is None or member.family != order.family, Flaw.LEFT),
        (not is_order_as_invoiced(work, intent, order), Flaw.CHANGED),
    ]
