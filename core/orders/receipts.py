"""Photos of receipts: of money that was sent, for who is to get it, and of the shop, for who has a share.

The photo stays with Telegram; only its name there is kept, and never written into a log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.settling import OrderReceiptShown, ReceiptShown
from core.orders.errors import OrderStateError, OrderUnknownError, PaymentJudgedError, ReceiptUnknownError
from core.orders.order import Order, OrderState
from core.orders.paying import require_order
from core.orders.payment import Payment, PaymentState, Word
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer

if TYPE_CHECKING:
    from datetime import datetime

    from core.orders.ports import ReceiptWork

_PAID = (OrderState.PAID, OrderState.RECEIVED, OrderState.CLOSED)


def ask_for_receipt(work: ReceiptWork, *, now: datetime, actor: int, payment: int) -> None:
    """Wait for a photo of the receipt of money that the actor says was sent.

    Raises:
        OrderUnknownError: there is no such payment, or it is not the actor's.
        PaymentJudgedError: the money arrived, or the actor took their word back.
    """
    _require_payment(work, now, actor, payment)
    work.put_question(Question(actor, Ask.RECEIPT, {"payment": payment}, now + QUESTION_LIFE))


def ask_for_order_receipt(work: ReceiptWork, *, now: datetime, actor: int, order: int) -> None:
    """Wait for a photo of the shop's receipt of an order that the actor paid.

    Raises:
        OrderUnknownError: there is no such order, or the actor did not pay it.
        OrderStateError: it is not paid.
    """
    _require_paid(work, now, actor, order)
    work.put_question(Question(actor, Ask.ORDER_RECEIPT, {"order": order}, now + QUESTION_LIFE))


def attach_receipt(work: ReceiptWork, *, now: datetime, actor: int, payment: int, photo: str) -> None:
    """Attach the photo to the payment, as the answer to the question, in place of an earlier one.

    Raises:
        OrderUnknownError: there is no such payment, or it is not the actor's.
        PaymentJudgedError: the money arrived, or the actor took their word back.
        QuestionGoneError: nobody asked, or not any more.
    """
    known, held = _require_payment(work, now, actor, payment)
    take_answer(work, now, actor, Ask.RECEIPT, {"payment": payment})
    work.put_receipt(actor, photo, payment=payment)
    work.note_word(payment, actor, Word.RECEIPT, now)
    work.tell(known.payee, ReceiptShown(payment, name_of(work, actor), known.minor, held.currency), now)


def attach_order_receipt(work: ReceiptWork, *, now: datetime, actor: int, order: int, photo: str) -> None:
    """Attach the photo to the order, as the answer to the question, in place of an earlier one.

    Raises:
        OrderUnknownError: there is no such order, or the actor did not pay it.
        OrderStateError: it is not paid.
        QuestionGoneError: nobody asked, or not any more.
    """
    held = _require_paid(work, now, actor, order)
    take_answer(work, now, actor, Ask.ORDER_RECEIPT, {"order": order})
    work.put_receipt(actor, photo, order=order)
    payer = name_of(work, actor)
    for share in work.shares_in(order):
        if share.person != actor and share.minor:
            work.tell(share.person, OrderReceiptShown(order, held.number, payer), now)


def show_receipt(work: ReceiptWork, *, now: datetime, actor: int, receipt: int) -> str:
    """Return what Telegram calls the photo.

    Raises:
        ReceiptUnknownError: there is no such receipt, or it is none of the actor's business.
    """
    photo = work.receipt(receipt, actor, now)
    if photo is None:
        raise ReceiptUnknownError
    return photo


def _require_payment(work: ReceiptWork, now: datetime, actor: int, payment: int) -> tuple[Payment, Order]:
    """Return the payment, and the first of its orders, which is held."""
    known = work.payment(payment)
    if known is None or known.debtor != actor:
        raise OrderUnknownError
    order = require_order(work, now, actor, min(part.order for part in known.parts))
    known = work.payment(payment) or known
    if known.state not in (PaymentState.CLAIMED, PaymentState.REJECTED):
        raise PaymentJudgedError(known.state)
    return known, order


def _require_paid(work: ReceiptWork, now: datetime, actor: int, order: int) -> Order:
    held = require_order(work, now, actor, order)
    if held.payer != actor:
        raise OrderUnknownError
    if held.state not in _PAID:
        raise OrderStateError(held.number, held.state)
    return held
