"""Settle a share by two sides: the debtor says "sent", the payer says "received" or "not received".

Money moves in the books only when the payer confirms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.orders import MoneyNotReceived, MoneyReceived, MoneySent
from core.ledger.posting import Posting, share_settled
from core.orders.errors import (
    NothingOwedError,
    OrderStateError,
    OrderUnknownError,
    PaymentJudgedError,
)
from core.orders.order import OrderState, Payment, PaymentState
from core.orders.paying import is_settled, name_of, require_order

if TYPE_CHECKING:
    from datetime import datetime

    from core.orders.ports import OrderWork

_PAYABLE = (OrderState.PAID, OrderState.RECEIVED)


def say_sent(work: OrderWork, *, now: datetime, actor: int, order: int, attempt: int) -> None:
    """Say that one's share was sent to the payer, who is asked whether it arrived.

    `attempt` counts the times this share was sent, from 1: the same tap again changes nothing.

    Raises:
        OrderUnknownError: there is no such order, or the actor has no share in it.
        OrderStateError: it is not paid yet, or cancelled.
        NothingOwedError: the actor owes nothing for it, or not any more.
    """
    known = require_order(work, now, actor, order)
    shares = work.shares_of(order)
    owed = shares.get(actor, 0)
    if actor not in shares and actor != known.payer:
        raise OrderUnknownError
    if not owed or known.payer == actor:
        raise NothingOwedError(known.number)
    mine = [payment for payment in work.payments_of(order) if payment.debtor == actor]
    if any(payment.state is PaymentState.CONFIRMED for payment in mine):
        raise NothingOwedError(known.number)
    if len(mine) >= attempt or any(payment.state is PaymentState.CLAIMED for payment in mine):
        return
    if known.state not in _PAYABLE or known.payer is None:
        raise OrderStateError(known.number, known.state)
    payment = work.put_payment(order, actor, known.payer, owed, len(mine) + 1, now)
    sent = MoneySent(payment, known.number, name_of(work, actor), owed, known.currency)
    work.tell(known.payer, sent, now)


def judge_payment(work: OrderWork, *, now: datetime, actor: int, payment: int, received: bool) -> int:
    """Say whether the money arrived; only "received" moves it in the books. Returns the order's id.

    Raises:
        OrderUnknownError: there is no such payment, or it is not to the actor.
        PaymentJudgedError: the actor said the opposite before.
    """
    claimed = work.payment(payment)
    if claimed is None or claimed.payee != actor:
        raise OrderUnknownError
    order = require_order(work, now, actor, claimed.order)
    claimed = work.payment(payment) or claimed
    verdict = PaymentState.CONFIRMED if received else PaymentState.REJECTED
    if claimed.state is verdict:
        return order.id
    if claimed.state is not PaymentState.CLAIMED:
        raise PaymentJudgedError(claimed.state)
    work.judge_payment(payment, verdict, now)
    payer = name_of(work, actor)
    if not received:
        not_received = MoneyNotReceived(
            order.id, order.number, payer, claimed.minor, order.currency, claimed.attempt + 1
        )
        work.tell(claimed.debtor, not_received, now)
        return order.id
    work.post(_settlement(claimed, order.family, order.currency), now)
    work.tell(claimed.debtor, MoneyReceived(order.number, payer, claimed.minor, order.currency), now)
    if order.state is OrderState.RECEIVED and is_settled(work, order):
        work.set_order_state(order.id, OrderState.CLOSED, payer=order.payer, paying_since=None, now=now)
    return order.id


def _settlement(payment: Payment, family: int, currency: str) -> Posting:
    return share_settled(
        family=family,
        order=payment.order,
        currency=currency,
        payment=payment.id,
        debtor=payment.debtor,
        payee=payment.payee,
        minor=payment.minor,
    )
