"""Money that came through Telegram: kept as it came, then it pays for its order, or is to be given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.charges import InvoicePaid, PaymentToReturn, RefundAsked
from core.families.family import Role
from core.orders.charge import STARS, ChargeState, Flaw, IntentState, seal_order
from core.orders.order import OrderState
from core.orders.paying import become_paid, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.orders.charge import Charge, ChargeView, Intent, Receipt
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
    """Let money that came pay for its order as "paid" does, or flag it to be given back; once.

    The payer is told, and who takes care of refunds. A payer whose time was over still pays while the order
    is free.
    """
    came = work.charge(charge)
    if came is None or came.state is not ChargeState.CAME:
        return
    intent = work.intent(came.payload)
    order = work.order(intent.order) if intent is not None else None
    intent = work.intent(came.payload)  # once more: the order is held now
    if intent is None or order is None:
        _flag(work, now, came, Flaw.UNKNOWN, None)
        return
    work.hold_family(order.family)
    flaw = _flaw(work, came, intent, order)
    if flaw is not None:
        _flag(work, now, came, flaw, order)
        return
    work.apply_charge(came.id, intent, f"order:{order.id}")
    work.set_intent_state(intent.id, IntentState.PAID)
    become_paid(work, now, order, came.payer)
    work.tell(came.payer, InvoicePaid(order.id, order.number, came.minor, came.currency), now)


def list_charges(work: ChargeWork, *, now: datetime, actor: int) -> Sequence[ChargeView]:
    """Return the actor's newest payments through Telegram."""
    del now
    return work.charges_of(actor, LISTED)


def keepers(work: ChargeWork, now: datetime, family: int | None, order: Order | None) -> Sequence[int]:
    """Return who takes care of a family's refunds: its organizer, or the adults who may know of the order."""
    if family is None:
        return []
    members = work.members(family)
    if order is None:
        return [member.person for member in members if member.is_organizer]
    knowing = [member for member in members if not order.is_hidden_from(member.person, now)]
    organizers = [member.person for member in knowing if member.is_organizer]
    return organizers or [member.person for member in knowing if member.role is Role.ADULT]


def _flaw(work: ChargeWork, came: Charge, intent: Intent, order: Order) -> Flaw | None:
    member = work.member(came.payer)
    state, is_open = order.state, intent.state is IntentState.OPEN
    flaws = (
        (came.payer != intent.payer, Flaw.FOREIGN),
        ((came.minor, came.currency) != (intent.minor, intent.currency), Flaw.DIFFERS),
        (intent.state is IntentState.PAID, Flaw.SECOND),
        (state is OrderState.CANCELLED, Flaw.CANCELLED),
        (state not in (OrderState.LOCKED, OrderState.PAYING), Flaw.PAID),
        (state is OrderState.PAYING and order.payer != came.payer, Flaw.TAKEN),
        (member is None or member.family != order.family, Flaw.LEFT),
        (not is_open or intent.seal != seal_order(order, work.shares_of(order.id)), Flaw.CHANGED),
    )
    return next((flaw for is_so, flaw in flaws if is_so), None)


def _flag(work: ChargeWork, now: datetime, came: Charge, flaw: Flaw, order: Order | None) -> None:
    member = work.member(came.payer)
    home = member.family if member is not None else None
    family = order.family if order is not None else home
    is_automatic = came.currency == STARS
    work.flag_charge(came.id, flaw, family, order.id if order else None, now if is_automatic else None)
    number = order.number if order is not None else 0
    facts = (number, came.minor, came.currency, flaw.value, is_automatic)
    people = keepers(work, now, family, order)
    if came.payer not in people:
        work.tell(came.payer, PaymentToReturn(*facts), now)
    for person in people:
        work.tell(person, RefundAsked(came.id, name_of(work, came.payer), *facts), now)
