"""Remind debtors, by themselves or when the payer asks, and tell the organizer of what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.settling import DebtReminder, DebtStaysOpen
from core.orders.errors import NothingToRemindError, OrderUnknownError, RemindedAlreadyError
from core.orders.order import OrderState
from core.orders.paying import name_of, require_order
from core.orders.reminder import FIRST_AFTER

if TYPE_CHECKING:
    from datetime import datetime

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
    """Do what is due about debts that nobody settles; return about how many."""
    due = work.due_reminders(now - FIRST_AFTER, now, REMINDED_AT_ONCE)
    for debt in due:
        if debt.reminding.is_for_organizer:
            _tell_organizer(work, now, debt)
        else:
            payer = name_of(work, debt.order.payer)
            facts = (
                debt.order.id,
                debt.order.number,
                payer,
                debt.left,
                debt.order.currency,
                debt.attempts + 1,
            )
            work.tell(debt.debtor, DebtReminder(*facts, by_payer=False), now)
        work.keep_reminding(debt.order.id, debt.debtor, debt.reminding.after_step(now))
    return len(due)


def _tell_organizer(work: RemindingWork, now: datetime, debt: DueReminder) -> None:
    """Tell the organizer, unless they are one of the two, or may not know of the order."""
    order = debt.order
    family = work.family(order.family)
    organizer = family.organizer if family is not None else None
    if organizer in (None, debt.debtor, order.payer) or order.is_hidden_from(organizer, now):
        return
    names = (name_of(work, debt.debtor), name_of(work, order.payer))
    work.tell(organizer, DebtStaysOpen(order.id, order.number, *names), now)
