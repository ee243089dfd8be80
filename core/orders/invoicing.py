"""Pay an order by an invoice: the intent first, then the invoice, then a yes or no when somebody pays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.membership import require_adult
from core.orders.charge import STARS, Intent, IntentState, Invoice, seal_order
from core.orders.errors import (
    BeingPaidError,
    ChargeUnderWayError,
    InvoiceOutdatedError,
    InvoiceUnknownError,
    NotYourInvoiceError,
    OrderStateError,
)
from core.orders.order import OrderState
from core.orders.paying import name_of, require_order, take_payment
from core.orders.terms import PayMode

if TYPE_CHECKING:
    from datetime import datetime

    from core.orders.order import Order
    from core.orders.ports import ChargeWork


def take_by_invoice(
    work: ChargeWork, *, now: datetime, actor: int, order: int, token: str, has_provider: bool
) -> Invoice | None:
    """Become the one who pays the order, and return the invoice for it.

    The same tap again returns the invoice of the same intent, unless the order has changed. What costs
    nothing, was bought in a shop already, or is paid by the shared account, has none; nor has what is not in
    Stars, without a provider.
    `token` names a new intent, and nobody can guess it.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        BeingPaidError: somebody else is paying it.
        OrderStateError: it is paid or cancelled.
    """
    take_payment(work, now=now, actor=actor, order=order)
    known = require_order(work, now, actor, order)
    view = work.order_view(order, actor, now)
    can_be_invoiced = known.minor > 0 and (has_provider or known.currency == STARS)
    can_be_invoiced = can_be_invoiced and known.pay is not PayMode.ACCOUNT
    if view is None or view.shopper is not None or not can_be_invoiced:
        return None
    seal = seal_order(known, work.shares_of(order))
    intent = work.open_intent(order, actor)
    if intent is not None and intent.seal != seal:
        work.set_intent_state(intent.id, IntentState.OUTDATED)
        intent = None
    if intent is None:
        work.put_intent(known, actor, token, seal, now)
    return Invoice(
        token=intent.token if intent else token,
        number=known.number,
        family=view.family,
        titles=[line.title for line in view.lines],
        minor=known.minor,
        currency=known.currency,
    )


def find_invoiced(work: ChargeWork, *, now: datetime, actor: int, token: str) -> int:
    """Return the order that an invoice is for, to whom it was sent; a forwarded copy leads here.

    Raises:
        InvoiceUnknownError: there is no such invoice, or its order is hidden from the actor.
        NotYourInvoiceError: it was sent to somebody else.
    """
    intent = work.intent(token)
    if intent is None:
        raise InvoiceUnknownError
    known = work.order(intent.order)
    if known is None or known.is_hidden_from(actor, now):
        raise InvoiceUnknownError
    if intent.payer != actor:
        raise NotYourInvoiceError(name_of(work, intent.payer))
    return intent.order


def check_payment(
    work: ChargeWork, *, now: datetime, actor: int, query: str, payload: str, minor: int, currency: str
) -> None:
    """Let the actor pay an invoice now, or refuse it: Telegram asks before it takes the money.

    `query` is the number of Telegram's question; the same question again gets the same answer.

    Raises:
        InvoiceUnknownError: there is no such invoice, or its order is hidden from the actor.
        NotYourInvoiceError: it was sent to somebody else.
        InvoiceOutdatedError: the order, or the amount, is not what was invoiced.
        NotAMemberError: the actor is not in the family any more.
        AdultsOnlyError: the actor is a limited member now.
        BeingPaidError: somebody else is paying the order.
        OrderStateError: the time to pay it is over, or it is paid or cancelled.
        ChargeUnderWayError: another payment of it is under way.
    """
    find_invoiced(work, now=now, actor=actor, token=payload)
    intent = work.intent(payload)  # once more: the order is held now
    if intent is None:
        raise InvoiceUnknownError
    known = require_order(work, now, actor, intent.order)
    work.hold_family(known.family)  # nobody leaves it meanwhile
    require_adult(work, actor, known.family)
    _require_payable(work, known, intent)
    if (minor, currency) != (intent.minor, intent.currency):
        raise InvoiceOutdatedError(known.number)
    if intent.asked != query and intent.is_in_flight(now):
        raise ChargeUnderWayError(known.number)
    work.note_asked(intent.id, query, now)


def _require_payable(work: ChargeWork, order: Order, intent: Intent) -> None:
    if order.state is OrderState.PAYING and order.payer != intent.payer and order.paying_since is not None:
        raise BeingPaidError(order.number, name_of(work, order.payer), order.paying_since)
    if order.state is not OrderState.PAYING:
        raise OrderStateError(order.number, order.state)
    if intent.state is not IntentState.OPEN or intent.seal != seal_order(order, work.shares_of(order.id)):
        raise InvoiceOutdatedError(order.number)
