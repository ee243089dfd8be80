"""Money that came through Telegram: kept as it came, then it pays for one thing, or is to be given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.account.crediting import credit
from core.alerts.charges import InvoicePaid, PaymentToReturn, RefundAsked, ShareInvoicePaid
from core.families.family import Role
from core.families.membership import require_member
from core.orders.charge import (
    STARS,
    ChargeState,
    ChargesView,
    Flaw,
    IntentState,
    Purpose,
    share_key,
)
from core.orders.intents import hold_intent
from core.orders.invoicing import is_order_as_invoiced, is_share_as_invoiced
from core.orders.order import OrderState
from core.orders.paying import become_paid, note_share_paid
from core.people.person import name_of

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
        _flag(work, now, came, flaw or Flaw.UNKNOWN, held)
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


def _flag(work: ChargeWork, now: datetime, came: Charge, flaw: Flaw, held: HeldIntent | None) -> None:
    member = work.member(came.payer)
    home = member.family if member is not None else None
    order = held.order if held is not None else None
    family = held.family.id if held is not None else home
    is_automatic = came.currency == STARS
    work.flag_charge(came.id, flaw, family, held.intent if held else None, now if is_automatic else None)
    purpose = held.intent.purpose.value if held is not None else ""
    number = order.number if order is not None else 0
    money = (came.minor, came.currency, flaw.value, is_automatic)
    people = keepers(work, now, family, order)
    if came.payer not in people:
        is_secret = order is not None and order.is_hidden_from(came.payer, now)
        facts = (0, *money, "") if is_secret else (number, *money, purpose)
        work.tell(came.payer, PaymentToReturn(*facts), now)
    for person in people:
        asked = RefundAsked(came.id, name_of(work, came.payer), number, *money, purpose)
        work.tell(person, asked, now)
