"""Pay an order, or one's share of it, by an invoice: the intent first, then the invoice, then a yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.benefit import require_account
from core.families.membership import require_adult, require_member
from core.orders.charge import Intent, IntentState, Invoice, Purpose, seal_order
from core.orders.errors import (
    BeingPaidError,
    ChargeUnderWayError,
    InvoiceOutdatedError,
    InvoiceUnknownError,
    NothingOwedError,
    NotYourInvoiceError,
    OrderStateError,
)
from core.orders.intents import HeldIntent, hold_intent, keep_order_intent
from core.orders.order import OrderState
from core.orders.paying import require_order, require_share, take_payment
from core.people.person import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from core.orders.order import Order
    from core.orders.ports import ChargeWork
    from core.orders.views import OrderView


def take_by_invoice(work: ChargeWork, *, now: datetime, actor: int, order: int, token: str) -> Invoice | None:
    """Become the one who pays the order, and return the invoice for it.

    The same tap again returns the invoice of the same intent, unless the order has changed. What costs
    nothing, was bought in a shop already, or is paid by the shared account, has none; nor has what is in a
    currency without invoices.
    `token` names a new intent, and nobody can guess it.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        BeingPaidError: somebody else is paying it.
        OrderStateError: it is paid or cancelled.
        EachPaysError: each pays their own share of it.
    """
    take_payment(work, now=now, actor=actor, order=order)
    known = require_order(work, now, actor, order)
    view = work.order_view(order, actor, now)
    if view is None or not view.takes_invoices:
        return None
    seal = seal_order(known, work.shares_of(order))
    token = keep_order_intent(work, now, Purpose.ORDER, known, actor, known.minor, seal, token)
    return _invoice(Purpose.ORDER, token, view, known.minor)


def invoice_share(work: ChargeWork, *, now: datetime, actor: int, order: int, token: str) -> Invoice | None:
    """Return the invoice for the actor's own share of an order that each pays theirs of.

    As with "paid", who has left the family still may. The same tap again returns the invoice of the same
    intent, unless the share has changed. What was bought in a shop already, or is in a currency without
    invoices, has none.

    Raises:
        OrderUnknownError: there is no such order, or the actor has nothing to do with it.
        NothingOwedError: the actor has no share to pay, or has paid it, or it is not for each to pay theirs.
        OrderStateError: it is paid or cancelled.
    """
    known, shares = require_share(work, now, actor, order)
    _require_unpaid(work, known, actor)
    view = work.order_view(order, actor, now)
    if view is None or not view.takes_invoices:
        return None
    minor = shares[actor]
    token = keep_order_intent(work, now, Purpose.SHARE, known, actor, minor, "", token)
    return _invoice(Purpose.SHARE, token, view, minor)


def find_invoiced(work: ChargeWork, *, now: datetime, actor: int, token: str) -> int | None:
    """Return the order that an invoice is for, None for the shared account, to whom the invoice was sent.

    A forwarded copy leads here.

    Raises:
        InvoiceUnknownError: there is no such invoice, or its order is hidden from the actor.
        NotYourInvoiceError: it was sent to somebody else.
    """
    return _hold_own(work, now, actor, token).intent.order


def drop_invoice(work: ChargeWork, *, now: datetime, actor: int, token: str) -> None:
    """Note that Telegram takes no such invoice: nobody has been sent one.

    Where it has agreed to take the money by one that was sent before, that one stays good.

    Raises:
        InvoiceUnknownError: there is no such invoice, or its order is hidden from the actor.
        NotYourInvoiceError: it is somebody else's.
    """
    intent = _hold_own(work, now, actor, token).intent
    if intent.state is IntentState.OPEN and not intent.is_in_flight(now):
        work.set_intent_state(intent.id, IntentState.OUTDATED)


def check_payment(
    work: ChargeWork, *, now: datetime, actor: int, query: str, payload: str, minor: int, currency: str
) -> None:
    """Let the actor pay an invoice now, or refuse it: Telegram asks before it takes the money.

    `query` is the number of Telegram's question; the same question again gets the same answer.

    Raises:
        InvoiceUnknownError: there is no such invoice, or its order is hidden from the actor.
        NotYourInvoiceError: it was sent to somebody else.
        InvoiceOutdatedError: the order, the share or the amount is not what was invoiced, or it is paid.
        NotAMemberError: the actor is not in the family any more; of a share only where they have none.
        AdultsOnlyError: the actor is a limited member now, and it is not for their share.
        BeingPaidError: somebody else is paying the order.
        OrderStateError: the time to pay it is over, or it is paid or cancelled.
        NothingOwedError: the actor has paid their share.
        AccountOffError: the family has no account at the moment.
        ChargeUnderWayError: another payment of the same is under way.
    """
    held = _hold_own(work, now, actor, payload)
    intent, order = held.intent, held.order
    if order is None:
        require_member(work, actor, held.family.id)
        require_account(work, held.family)
        is_same = intent.state is IntentState.OPEN
    elif intent.purpose is Purpose.SHARE:
        _require_unpaid(work, order, actor)
        is_same = is_share_as_invoiced(work, intent, order)
    else:
        require_adult(work, actor, order.family)
        _require_payable(work, order, actor)
        is_same = is_order_as_invoiced(work, intent, order)
    number = order.number if order is not None else None
    if not is_same or (minor, currency) != (intent.minor, intent.currency):
        raise InvoiceOutdatedError(number)
    if intent.asked != query and intent.is_in_flight(now):
        raise ChargeUnderWayError(number)
    work.note_asked(intent.id, query, now)


def is_order_as_invoiced(work: ChargeWork, intent: Intent, order: Order) -> bool:
    """Tell whether an intent that is not paid is for the order as it is now."""
    return intent.state is IntentState.OPEN and intent.seal == seal_order(order, work.shares_of(order.id))


def is_share_as_invoiced(work: ChargeWork, intent: Intent, order: Order) -> bool:
    """Tell whether an intent that is not paid is for the payer's share as it is now."""
    return intent.state is IntentState.OPEN and intent.minor == work.shares_of(order.id).get(intent.payer)


def _hold_own(work: ChargeWork, now: datetime, actor: int, token: str) -> HeldIntent:
    held = hold_intent(work, token)
    if held is None or (held.order is not None and held.order.is_hidden_from(actor, now)):
        raise InvoiceUnknownError
    if held.intent.payer != actor:
        raise NotYourInvoiceError(name_of(work, held.intent.payer), is_for_order=held.order is not None)
    return held


def _require_unpaid(work: ChargeWork, order: Order, person: int) -> None:
    if order.state is not OrderState.LOCKED:
        raise OrderStateError(order.number, order.state)
    if person in work.paid_shares(order.id):
        raise NothingOwedError(order.number)


def _require_payable(work: ChargeWork, order: Order, payer: int) -> None:
    if order.state is OrderState.PAYING and order.payer != payer and order.paying_since is not None:
        raise BeingPaidError(order.number, name_of(work, order.payer), order.paying_since)
    if order.state is not OrderState.PAYING:
        raise OrderStateError(order.number, order.state)


def _invoice(purpose: Purpose, token: str, view: OrderView, minor: int) -> Invoice:
    return Invoice(
        token=token,
        purpose=purpose,
        number=view.number,
        family=view.family,
        titles=[line.title for line in view.lines],
        minor=minor,
        currency=view.currency,
    )
