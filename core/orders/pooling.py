"""Let the family's shared account pay an order: nobody owes anybody anything for it then.

It counts against the monthly limit of who pays, whosever the lines are. Everybody sees the statement, so a
present is not paid from the account before its day. Where the account was chosen at check-out, nothing else
pays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.spending import spend, spendable
from core.alerts.account import PaidFromAccount
from core.families.membership import family_of, require_adult
from core.orders.errors import (
    AccountLacksError,
    EachPaysError,
    OrderStateError,
    OrderSumChangedError,
    SurpriseFromAccountError,
)
from core.orders.order import OrderState
from core.orders.paying import (
    refuse_foreign_payer,
    refuse_while_charging,
    require_order,
    require_order_at_home,
)
from core.orders.terms import PayMode
from core.orders.views import AccountPaymentView

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.orders.order import Order
    from core.orders.ports import PoolingWork

_PAID = (OrderState.PAID, OrderState.RECEIVED, OrderState.CLOSED)


def consider_account_payment(
    work: PoolingWork, *, now: datetime, actor: int, order: int
) -> AccountPaymentView:
    """Return what it would mean to pay the order from the account.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        BeingPaidError: somebody else is paying it.
        ChargeUnderWayError: a payment of it by an invoice may come any moment.
        OrderStateError: it is paid or cancelled.
        EachPaysError: each pays the shop their own share of it.
        SurpriseFromAccountError: somebody must not know of it yet.
        AccountOffError: the family has no account at the moment.
        AccountShortError: there is less on it.
        AccountLacksError: so it is, and nothing else can pay the order.
        SpendingLimitError: the actor may spend less this month.
    """
    known = require_order(work, now, actor, order)
    family = family_of(work, require_adult(work, actor, known.family))
    _require_payable(work, now, known, actor)
    _refuse_lack(work, known, family, actor)
    balance = spendable(work, now, family, actor, known.minor)
    return AccountPaymentView(order, known.number, known.minor, balance, known.currency)


def pay_from_account(work: PoolingWork, *, now: datetime, actor: int, order: int, minor: int) -> None:
    """Pay the order from the account; the others are told, and who keeps the money is to hand it over.

    Args:
        work: the open transaction.
        now: when it is paid.
        actor: an adult of the family, whose monthly limit it counts against.
        order: locked, or taken by the actor for payment.
        minor: what the actor was shown that it costs; the same tap again changes nothing.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        BeingPaidError: somebody else is paying it.
        ChargeUnderWayError: a payment of it by an invoice may come any moment.
        OrderStateError: it is paid or cancelled.
        EachPaysError: each pays the shop their own share of it.
        SurpriseFromAccountError: somebody must not know of it yet.
        OrderSumChangedError: it costs something else by now.
        AccountOffError: the family has no account at the moment.
        AccountShortError: there is less on it.
        AccountLacksError: so it is, and nothing else can pay the order.
        SpendingLimitError: the actor may spend less this month.
    """
    family, known = require_order_at_home(work, now, actor, order)
    payer = require_adult(work, actor, known.family)
    if known.payer == actor and known.state in _PAID:
        return
    _require_payable(work, now, known, actor)
    if known.minor != minor:
        raise OrderSumChangedError(known.number, known.minor, known.currency)
    _refuse_lack(work, known, family, actor)
    left = spend(work, now, family, actor, order, minor)
    work.waive_shares(order)
    work.set_order_state(order, OrderState.PAID, payer=actor, paying_since=None, now=now)
    for other in work.members(family.id):
        if other.person != actor:
            facts = (order, known.number, payer.name, minor, left, family.currency)
            work.tell(other.person, PaidFromAccount(*facts, is_kept=other.is_organizer), now)


def _refuse_lack(work: PoolingWork, order: Order, family: Family, actor: int) -> None:
    """Where nothing else can pay the order, say what the account lacks, and what the actor may do."""
    left = work.pot_minor(family.id)
    if order.pay is PayMode.ACCOUNT and family.has_account and left < order.minor:
        may_cancel = order.state is OrderState.LOCKED and family.organizer == actor
        lack = order.minor - left
        raise AccountLacksError(order.id, order.number, lack, left, order.currency, may_cancel)


def _require_payable(work: PoolingWork, now: datetime, order: Order, actor: int) -> None:
    if order.payer != actor:
        refuse_foreign_payer(work, order)
    if order.state not in (OrderState.LOCKED, OrderState.PAYING):
        raise OrderStateError(order.number, order.state)
    if order.pay is PayMode.EACH:
        raise EachPaysError(order.number)
    refuse_while_charging(work, now, order)
    if order.hidden_from is not None and order.is_hidden_from(order.hidden_from, now):
        raise SurpriseFromAccountError(order.number)
