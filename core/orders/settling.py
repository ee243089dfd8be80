"""Settle shares by two sides: the debtor says "sent", who gets the money says "received" or "not received".

Money moves in the books only on "received". What was said to be sent and is not judged yet cannot be sent
again by anybody; "not received" sets it free, and begins a dispute, which both sides see word by word.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.alerts.orders import MoneyNotReceived, MoneyReceived, MoneySent
from core.alerts.settling import DebtsOffset, MoneyWithdrawn, TransferNotReceived, TransferReceived
from core.ledger.posting import share_settled
from core.orders.errors import (
    AmountTooLargeError,
    NothingOwedError,
    OrderStateError,
    OrderUnknownError,
    PaymentJudgedError,
    SentAgainError,
    ShareFellError,
)
from core.orders.order import Order, OrderState
from core.orders.paying import is_settled, require_order
from core.orders.payment import Part, Payment, PaymentState, Share, Word
from core.orders.terms import PayMode
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import AmountUnreadableError, parse_amount
from core.shared.reminding import GRACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.orders.ports import SettlingWork
    from core.orders.views import PaymentView, ShareHistory

_PAYABLE = (OrderState.PAID, OrderState.RECEIVED)


def show_share(work: SettlingWork, *, now: datetime, actor: int, order: int, person: int) -> ShareHistory:
    """Return one share with everything that was said about its payments, to its two sides.

    Raises:
        OrderUnknownError: there is no such share that is owed, or it is none of the actor's business.
    """
    history = work.share_history(order, person, actor, now)
    if history is None:
        raise OrderUnknownError
    return history


def show_payment(work: SettlingWork, *, now: datetime, actor: int, payment: int) -> PaymentView:
    """Return one payment with its parts and what was said about it, to its two sides.

    Raises:
        OrderUnknownError: there is no such payment, or it is none of the actor's business.
    """
    del now
    view = work.payment_view(payment, actor)
    if view is None:
        raise OrderUnknownError
    return view


def say_sent(work: SettlingWork, *, now: datetime, actor: int, order: int, attempt: int, minor: int) -> None:
    """Say that one's share, as it was shown, was sent to the payer, who is asked whether it arrived.

    What the share has grown by since then stays open.

    Args:
        work: the open transaction.
        now: when it is said.
        actor: the debtor.
        order: what the share is of.
        attempt: counts the payments of this share, from 1: the same tap again changes nothing.
        minor: what the actor was shown that is to be sent, in minor units.

    Raises:
        OrderUnknownError: there is no such order, or the actor has no share in it.
        OrderStateError: it is not paid yet, or cancelled.
        NothingOwedError: the actor owes nothing for it, or not any more.
        AmountUnreadableError: the sum is none that can be sent.
        ShareFellError: less is left of the share by now.
    """
    held, share = _require_debt(work, now, actor, order)
    if share.attempts >= attempt or not share.left:
        return
    if minor <= 0:
        raise AmountUnreadableError(str(minor))
    if minor > share.left:
        raise ShareFellError(order, held.number, share.left, held.currency)
    _put_direct(work, now, held, share, minor)


def ask_for_amount(
    work: SettlingWork, *, now: datetime, actor: int, order: int, attempt: int
) -> ShareHistory:
    """Ask how much was sent, when it was not all that is left; return the share.

    Raises:
        OrderUnknownError: there is no such order, or the actor has no share in it.
        OrderStateError: it is not paid yet, or cancelled.
        NothingOwedError: the actor owes nothing for it, or not any more, or all of it is said to be sent.
    """
    held, share = _require_debt(work, now, actor, order)
    if not share.left:
        raise NothingOwedError(held.number)
    subject = {"order": order, "attempt": max(attempt, share.attempts + 1)}
    work.put_question(Question(actor, Ask.SENT_AMOUNT, subject, now + QUESTION_LIFE))
    return show_share(work, now=now, actor=actor, order=order, person=actor)


def type_amount(
    work: SettlingWork, *, now: datetime, actor: int, order: int, attempt: int, text: str
) -> ShareHistory:
    """Say that so much of one's share was sent, as the answer to the question; return the share.

    Raises:
        OrderUnknownError: there is no such order, or the actor has no share in it.
        OrderStateError: it is not paid yet, or cancelled.
        NothingOwedError: the actor owes nothing for it, or not any more, or all of it is said to be sent.
        AmountUnreadableError: the text is no amount of money; the question stays open.
        AmountTooLargeError: that is more than what is left; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    held, share = _require_debt(work, now, actor, order)
    if not share.left:
        raise NothingOwedError(held.number)
    minor = parse_amount(text, held.currency).minor
    if not minor:
        raise AmountUnreadableError(text)
    if minor > share.left:
        raise AmountTooLargeError(held.number, share.left, held.currency)
    take_answer(work, now, actor, Ask.SENT_AMOUNT, {"order": order, "attempt": attempt})
    if share.attempts < attempt:
        _put_direct(work, now, held, share, minor)
    return show_share(work, now=now, actor=actor, order=order, person=actor)


def withdraw_payment(work: SettlingWork, *, now: datetime, actor: int, payment: int) -> None:
    """Take back one's word that money was sent: it was not, or not yet. The payee is told.

    Raises:
        OrderUnknownError: there is no such payment, or it is not the actor's.
        PaymentJudgedError: the payee has it.
    """
    known, held = _hold_payment(work, now, actor, payment)
    if known.debtor != actor:
        raise OrderUnknownError
    if known.state is PaymentState.WITHDRAWN:
        return
    if known.state is PaymentState.CONFIRMED:
        raise PaymentJudgedError(known.state)
    _turn(work, now, known, PaymentState.WITHDRAWN, Word.WITHDRAWN, by=actor)
    withdrawn = MoneyWithdrawn(payment, name_of(work, actor), known.minor, held[0].currency)
    work.tell(known.payee, withdrawn, now)


def judge_payment(work: SettlingWork, *, now: datetime, actor: int, payment: int, received: bool) -> Payment:
    """Say whether the money arrived; only "received" moves it in the books, and is not taken back.

    "Not received" may become "received" later, as long as what it was for is still open.

    Raises:
        OrderUnknownError: there is no such payment, or it is not to the actor.
        PaymentJudgedError: the actor said "received" before, or the debtor took their word back.
        SentAgainError: after "not received", what it was for was sent anew or settled.
    """
    known, held = _hold_payment(work, now, actor, payment)
    if known.payee != actor:
        raise OrderUnknownError
    verdict = PaymentState.CONFIRMED if received else PaymentState.REJECTED
    if known.state is verdict:
        return known
    if known.state in (PaymentState.CONFIRMED, PaymentState.WITHDRAWN):
        raise PaymentJudgedError(known.state)
    if known.state is PaymentState.REJECTED:
        _require_room(work, known)
    word = Word.RECEIVED if received else Word.NOT_RECEIVED
    _turn(work, now, known, verdict, word, by=actor)
    if received:
        _settle(work, now, known, held)
    _tell_verdict(work, now, known, held, received=received)
    return known


def put_payment(
    work: SettlingWork,
    now: datetime,
    *,
    debtor: int,
    payee: int,
    minor: int,
    parts: Sequence[Part],
    origin: str,
) -> int:
    """Keep a debtor's word that money was sent; return the payment. The orders of its parts are held."""
    payment = work.put_payment(debtor=debtor, payee=payee, minor=minor, parts=parts, origin=origin)
    work.note_word(payment, debtor, Word.SENT, now)
    return payment


def _put_direct(work: SettlingWork, now: datetime, order: Order, share: Share, minor: int) -> None:
    if order.payer is None:
        raise OrderStateError(order.number, order.state)
    payment = put_payment(
        work,
        now,
        debtor=share.person,
        payee=order.payer,
        minor=minor,
        parts=[Part(order.id, share.person, minor)],
        origin=f"share:{order.id}:{share.person}:{share.attempts + 1}",
    )
    sent = MoneySent(payment, order.number, name_of(work, share.person), minor, order.currency)
    work.tell(order.payer, sent, now)


def _require_debt(work: SettlingWork, now: datetime, actor: int, order: int) -> tuple[Order, Share]:
    """Return the order, held until the transaction ends, and what the actor owes for it."""
    held = require_order(work, now, actor, order)
    share = next((share for share in work.shares_in(order) if share.person == actor), None)
    if share is None and actor != held.payer:
        raise OrderUnknownError
    is_nobodys = held.payer == actor or held.pay is PayMode.EACH
    if share is None or is_nobodys or not share.unsettled:
        raise NothingOwedError(held.number)
    if held.state not in _PAYABLE:
        raise OrderStateError(held.number, held.state)
    return held, share


def _hold_payment(
    work: SettlingWork, now: datetime, actor: int, payment: int
) -> tuple[Payment, Sequence[Order]]:
    """Return the payment and its orders, which are held: whoever else says something about it waits."""
    known = work.payment(payment)
    if known is None or actor not in (known.debtor, known.payee):
        raise OrderUnknownError
    held = [require_order(work, now, actor, order) for order in sorted({part.order for part in known.parts})]
    return work.payment(payment) or known, held


def _require_room(work: SettlingWork, payment: Payment) -> None:
    """Refuse what was rejected when something of what it was for is sent anew, or settled."""
    for part in payment.parts:
        (share,) = [share for share in work.shares_in(part.order) if share.person == part.debtor]
        if share.left < part.minor:
            raise SentAgainError


def _turn(
    work: SettlingWork, now: datetime, payment: Payment, state: PaymentState, word: Word, *, by: int
) -> None:
    work.set_payment_state(payment, state)
    work.note_word(payment.id, by, word, now)
    if state is PaymentState.CONFIRMED:
        return
    for part in payment.parts:
        reminding = work.reminder_of(part.order, part.debtor)
        if reminding is not None:
            work.keep_reminding(part.order, part.debtor, reminding.not_before(now + GRACE))


def _settle(work: SettlingWork, now: datetime, payment: Payment, orders: Sequence[Order]) -> None:
    """Write every part into the books of its order, and close the orders that nobody owes anything for."""
    by_id = {order.id: order for order in orders}
    for part in payment.parts:
        order = by_id[part.order]
        if order.payer is None:
            raise OrderStateError(order.number, order.state)
        work.post(
            share_settled(
                family=order.family,
                order=order.id,
                currency=order.currency,
                payment=payment.id,
                debtor=part.debtor,
                payee=order.payer,
                minor=part.minor,
            ),
            now,
        )
    for order in orders:
        if order.state is OrderState.RECEIVED and is_settled(work, order):
            work.set_order_state(order.id, OrderState.CLOSED, payer=order.payer, paying_since=None, now=now)


def _tell_verdict(
    work: SettlingWork, now: datetime, payment: Payment, orders: Sequence[Order], *, received: bool
) -> None:
    order, payee = orders[0], name_of(work, payment.payee)
    money = (payment.minor, order.currency)
    if not payment.is_direct:
        told = TransferReceived if received else TransferNotReceived
        work.tell(payment.debtor, told(payment.id, payee, *money), now)
        if received:
            _tell_between(work, now, payment, orders)
        return
    (share,) = [share for share in work.shares_in(order.id) if share.person == payment.debtor]
    attempt = share.attempts + 1
    if received:
        still = (share.unsettled, order.id, attempt, share.left)
        work.tell(payment.debtor, MoneyReceived(order.number, payee, *money, *still), now)
    else:
        again = MoneyNotReceived(order.id, order.number, payee, *money, attempt, payment.id)
        work.tell(payment.debtor, again, now)


def _tell_between(work: SettlingWork, now: datetime, payment: Payment, orders: Sequence[Order]) -> None:
    """Tell who stands between the two sides of a plan's transfer that debts of theirs are settled by it."""
    payers = {order.id: order.payer for order in orders}
    owed, due = Counter[int](), Counter[int]()
    for part in payment.parts:
        owed[part.debtor] += part.minor
        payer = payers[part.order]
        if payer is not None:
            due[payer] += part.minor
    names = (name_of(work, payment.debtor), name_of(work, payment.payee))
    for person in sorted((owed.keys() | due.keys()) - {payment.debtor, payment.payee}):
        work.tell(person, DebtsOffset(*names, owed[person], due[person], orders[0].currency), now)
