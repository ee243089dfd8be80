"""Remind of shares and payments, by themselves or when the payer asks; tell the organizer what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.settling import (
    DebtReminder,
    DebtStaysOpen,
    OwnShareReminder,
    OwnShareStaysOpen,
    VerdictReminder,
    VerdictStaysOut,
)
from core.orders.errors import NothingToRemindError, OrderUnknownError, RemindedAlreadyError
from core.orders.order import OrderState
from core.orders.paying import require_order
from core.orders.terms import PayMode
from core.people.person import name_of
from core.shared.reminding import FIRST_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.orders.order import Order
    from core.orders.ports import RemindingWork
    from core.orders.reminder import DueReminder

REMINDED_AT_ONCE = 50


def remind_debtor(work: RemindingWork, *, now: datetime, actor: int, order: int, person: int) -> str:
    """Remind somebody of what they owe the actor for an order; return their name.

    Raises:
        OrderUnknownError: there is no such debt to the actor.
        NothingToRemindError: all that is open of it is said to be sent, or nothing is.
        RemindedAlreadyError: the debtor was reminded of it in the last three days.
    """
    held = require_order(work, now, actor, order)
    share = next((share for share in work.shares_in(order) if share.person == person), None)
    reminding = work.reminder_of(order, person)
    if held.payer != actor or person == actor or share is None or reminding is None:
        raise OrderUnknownError
    name = name_of(work, person)
    if not share.left or held.state not in (OrderState.PAID, OrderState.RECEIVED):
        raise NothingToRemindError(name)
    again_at = reminding.again_at(now)
    if again_at is not None:
        raise RemindedAlreadyError(name, again_at)
    work.keep_reminding(order, person, reminding.after_request(now))
    payer, attempt = name_of(work, actor), share.attempts + 1
    facts = (order, held.number, payer, share.left, held.currency, attempt)
    work.tell(person, DebtReminder(*facts, by_payer=True), now)
    return name


def remind_debtors(work: RemindingWork, *, now: datetime) -> int:
    """Do what is due about shares that nobody pays, to the shop or to who paid it; return about how many."""
    since = now - FIRST_AFTER
    due = [
        *work.due_reminders(since, now, REMINDED_AT_ONCE),
        *work.due_own_shares(since, now, REMINDED_AT_ONCE),
    ]
    for debt in due:
        if debt.reminding.is_for_organizer:
            stays_open = _stays_open(work, debt)
            _tell_organizer(work, now, debt.order, (debt.debtor, debt.order.payer), stays_open)
        else:
            work.tell(debt.debtor, _reminder(work, debt), now)
        work.keep_reminding(debt.order.id, debt.debtor, debt.reminding.after_step(now))
    return len(due)


def remind_payees(work: RemindingWork, *, now: datetime) -> int:
    """Do what is due about payments whose payee does not say whether they arrived; return about how many."""
    due = work.due_verdicts(now - FIRST_AFTER, now, REMINDED_AT_ONCE)
    for waiting in due:
        debtor = name_of(work, waiting.debtor)
        if waiting.reminding.is_for_organizer:
            stays_out = VerdictStaysOut(debtor, name_of(work, waiting.payee))
            _tell_organizer(work, now, waiting.order, (waiting.debtor, waiting.payee), stays_out)
        else:
            facts = (waiting.payment, debtor, waiting.minor, waiting.order.currency)
            work.tell(waiting.payee, VerdictReminder(*facts), now)
        work.keep_verdict_reminding(waiting.payment, waiting.reminding.after_step(now))
    return len(due)


def _reminder(work: RemindingWork, debt: DueReminder) -> Alert:
    order = debt.order
    if order.pay is PayMode.EACH:
        return OwnShareReminder(order.id, order.number, debt.left, order.currency)
    payer, attempt = name_of(work, order.payer), debt.attempts + 1
    return DebtReminder(order.id, order.number, payer, debt.left, order.currency, attempt, by_payer=False)


def _stays_open(work: RemindingWork, debt: DueReminder) -> Alert:
    order, debtor = debt.order, name_of(work, debt.debtor)
    if order.pay is PayMode.EACH:
        return OwnShareStaysOpen(order.id, order.number, debtor)
    return DebtStaysOpen(order.id, order.number, debtor, name_of(work, order.payer))


def _tell_organizer(
    work: RemindingWork, now: datetime, order: Order, sides: tuple[int | None, ...], alert: Alert
) -> None:
    """Tell the organizer, unless they are one of the sides, or may not know of the order."""
    family = work.family(order.family)
    organizer = family.organizer if family is not None else None
    if organizer is not None and organizer not in sides and not order.is_hidden_from(organizer, now):
        work.tell(organizer, alert, now)
