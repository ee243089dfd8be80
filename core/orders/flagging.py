"""Money that pays for nothing, or for nothing any more: it is to be given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.charges import PaymentToReturn, RefundAsked
from core.families.family import Role
from core.orders.charge import STARS, Flaw
from core.orders.intents import hold_intent
from core.people.person import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from core.orders.charge import Charge
    from core.orders.intents import HeldIntent
    from core.orders.order import Order
    from core.orders.ports import ChargeWork


def flag(work: ChargeWork, now: datetime, came: Charge, flaw: Flaw, held: HeldIntent | None) -> None:
    """Flag money to be given back; its payer and who takes care of refunds are told."""
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


def flag_shares(work: ChargeWork, now: datetime, order: int, payers: Iterable[int]) -> None:
    """Flag what these paid by an invoice for their shares of an order that is called off."""
    for payer in payers:
        charge = work.share_charge(order, payer)
        if charge is not None:
            flag(work, now, charge, Flaw.CANCELLED, hold_intent(work, charge.payload))


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
