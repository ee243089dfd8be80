"""Take an order for payment, say that it is paid, that the goods are there, or call it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.orders import (
    EachHasPaid,
    GoodsArrived,
    OrderCancelled,
    OrderPaid,
    PaymentTimedOut,
    ShareDue,
)
from core.carts.journal import Deed, record
from core.families.membership import require_adult, require_family, require_member
from core.ledger.posting import each_paid, order_paid
from core.orders.charge import IN_FLIGHT
from core.orders.errors import (
    AccountPaysError,
    BeingPaidError,
    ChargeUnderWayError,
    EachPaysError,
    NothingOwedError,
    NotThePayerError,
    OrderStateError,
    OrderUnknownError,
    ShareChargedError,
    SharesPaidError,
)
from core.orders.flagging import flag_shares
from core.orders.order import PAYING_TIME, Order, OrderState
from core.orders.stewards import require_steward
from core.orders.terms import OwnedLine, PayMode, explain
from core.orders.views import Borne, Explained, OwnLine
from core.people.person import name_of
from core.shared.reminding import GRACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.families.family import Family
    from core.orders.ports import ChargeWork, OrderWork
    from core.orders.views import OrdersView, OrderView

LISTED = 10
FREED_AT_ONCE = 50


def show_order(work: OrderWork, *, now: datetime, actor: int, order: int) -> OrderView:
    """Return one order as the actor sees it.

    Raises:
        OrderUnknownError: there is none, or it is not the actor's business.
    """
    view = work.order_view(order, actor, now)
    if view is None:
        raise OrderUnknownError
    return view


def explain_order(work: OrderWork, *, now: datetime, actor: int, order: int) -> Explained:
    """Return how everybody's share of the order comes about, to whom the order is shown.

    Raises:
        OrderUnknownError: there is none, it is not the actor's business, or it was carried over.
    """
    view = show_order(work, now=now, actor=actor, order=order)
    if not view.lines:
        raise OrderUnknownError
    owned = [OwnedLine(line.owner, line.minor) for line in view.lines]
    minors = {share.person: share.minor for share in view.shares}
    is_shared = view.terms.pay.is_shared and not view.from_account
    parts = explain(owned, view.terms, minors) if is_shared else {}
    shares = [
        Borne(
            share.person,
            share.name,
            parts[share.person],
            [OwnLine(line.title, line.minor) for line in view.lines if line.owner == share.person],
        )
        for share in view.shares
        if share.person in parts
    ]
    is_secret = view.hidden_from is not None
    lines_minor = sum(line.minor for line in view.lines)
    return Explained(view.number, is_secret, view.currency, view.terms, lines_minor, view.minor, shares)


def list_orders(work: OrderWork, *, now: datetime, actor: int) -> OrdersView:
    """Return the actor's newest orders, and who owes whom; former members see what they had a share in."""
    return work.orders_view(actor, LISTED, now)


def take_payment(work: OrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Become the one who pays the order, for a quarter of an hour.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        BeingPaidError: somebody else is paying it.
        OrderStateError: it is paid or cancelled.
        EachPaysError: each pays their own share of it.
    """
    _, known = require_order_at_home(work, now, actor, order)  # nobody leaves the family meanwhile
    require_adult(work, actor, known.family)
    if known.state is OrderState.PAYING and known.payer == actor:
        return
    refuse_foreign_payer(work, known)
    if known.state is OrderState.LOCKED and known.pay is PayMode.EACH:
        raise EachPaysError(known.number)
    if known.state is not OrderState.LOCKED:
        raise OrderStateError(known.number, known.state)
    work.set_order_state(order, OrderState.PAYING, payer=actor, paying_since=now, now=now)


def release_payment(work: OrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Let somebody else pay.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        NotThePayerError: somebody else is paying it.
        ChargeUnderWayError: a payment of it by an invoice may come any moment.
        OrderStateError: nobody is paying it.
    """
    known = require_order(work, now, actor, order)
    if known.state is OrderState.LOCKED:
        return
    require_paying(work, known, actor)
    refuse_while_charging(work, now, known)
    work.set_order_state(order, OrderState.LOCKED, payer=None, paying_since=None, now=now)


def mark_paid(work: OrderWork, *, now: datetime, actor: int, order: int) -> bool:
    """Say that the shop has its money: the shares are due from now on, and are in the books.

    Return whether this ended a question about another price that not all had answered: the old one holds.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        NotThePayerError: somebody else is paying it.
        ChargeUnderWayError: a payment of it by an invoice may come any moment.
        OrderStateError: nobody is paying it, or it is cancelled.
        AccountPaysError: nothing but the shared account pays it.
    """
    known = require_order(work, now, actor, order)
    if known.payer == actor and known.state in (OrderState.PAID, OrderState.RECEIVED, OrderState.CLOSED):
        return False
    require_paying(work, known, actor)
    if known.pay is PayMode.ACCOUNT:
        raise AccountPaysError(known.number)
    refuse_while_charging(work, now, known)
    has_asked = work.open_correction(order) is not None
    become_paid(work, now, known, actor)
    return has_asked


def become_paid(work: OrderWork, now: datetime, order: Order, payer: int) -> None:
    """Note that the shop has its money from the payer, write the shares into the books, and tell all.

    Who treats the others bears all of it.
    """
    if order.pay is PayMode.TREAT:
        work.put_share(order.id, payer, order.minor)
    shares = work.shares_of(order.id)
    work.set_order_state(order.id, OrderState.PAID, payer=payer, paying_since=None, now=now)
    work.post(
        order_paid(family=order.family, order=order.id, currency=order.currency, payer=payer, shares=shares),
        now,
    )
    name = name_of(work, payer)
    for debtor, minor in shares.items():
        if debtor != payer and minor:
            work.tell(debtor, ShareDue(order.id, order.number, name, minor, order.currency, 1), now)
    for other in others_in(work, now, order, payer):
        if not shares.get(other):
            work.tell(other, OrderPaid(order.id, order.number, name), now)


def pay_share(work: OrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Say that one has paid the shop one's own share; the order is paid when each has.

    Who has left the family still may.

    Raises:
        OrderUnknownError: there is no such order, or the actor has nothing to do with it.
        NothingOwedError: the actor has no share to pay, or it is not for each to pay theirs.
        ChargeUnderWayError: the actor's payment of it by an invoice may come any moment.
        OrderStateError: it is cancelled.
    """
    known, _ = require_share(work, now, actor, order)
    if actor in work.paid_shares(order):
        return
    if known.state is not OrderState.LOCKED:
        raise OrderStateError(known.number, known.state)
    refuse_while_charging(work, now, known, actor)
    note_share_paid(work, now, known, actor)


def note_share_paid(work: OrderWork, now: datetime, order: Order, person: int) -> bool:
    """Note that the shop has somebody's share, which it had not; return whether the order is paid by it."""
    work.set_share_paid(order.id, person, now)
    work.withdraw_corrections(order.id)
    shares, paid = work.shares_of(order.id), work.paid_shares(order.id)
    if any(minor and owing not in paid for owing, minor in shares.items()):
        return False
    work.set_order_state(order.id, OrderState.PAID, payer=None, paying_since=None, now=now)
    work.post(each_paid(family=order.family, order=order.id, currency=order.currency, shares=shares), now)
    for other in others_in(work, now, order, person):
        work.tell(other, EachHasPaid(order.id, order.number), now)
    return True


def take_back_share(work: OrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Say that one has not paid one's share after all, or got it back, while others still have to pay.

    Raises:
        OrderUnknownError: there is no such order, or the actor has nothing to do with it.
        NothingOwedError: the actor has no share to pay, or it is not for each to pay theirs.
        ShareChargedError: money that came by an invoice paid it.
        OrderStateError: each has paid.
    """
    known, _ = require_share(work, now, actor, order)
    if actor not in work.paid_shares(order):
        return
    if known.state is not OrderState.LOCKED:
        raise OrderStateError(known.number, known.state)
    if work.share_charge(order, actor) is not None:
        raise ShareChargedError(known.number)
    note_share_unpaid(work, now, known, actor)


def note_share_unpaid(work: OrderWork, now: datetime, order: Order, person: int) -> None:
    """Note that the shop has not somebody's share after all; they are left in peace for a while."""
    work.set_share_paid(order.id, person, None)
    reminding = work.reminder_of(order.id, person)
    if reminding is not None:
        work.keep_reminding(order.id, person, reminding.not_before(now + GRACE))


def require_share(work: OrderWork, now: datetime, actor: int, order: int) -> tuple[Order, Mapping[int, int]]:
    """Return the order, held, and everybody's shares, for who pays the shop their own share of it.

    Raises:
        OrderUnknownError: there is no such order, or the actor has nothing to do with it.
        NotAMemberError: the actor has no share in it, and is not in its family.
        NothingOwedError: the actor has no share to pay, or it is not for each to pay theirs.
    """
    known = require_order(work, now, actor, order)
    shares = work.shares_of(order)
    if actor not in shares:
        require_member(work, actor, known.family)
    if not shares.get(actor) or known.pay is not PayMode.EACH:
        raise NothingOwedError(known.number)
    return known, shares


def confirm_goods(work: OrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Say that the goods are there; with every share settled the order is closed.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        OrderStateError: it is not paid yet, or cancelled.
    """
    known = require_order(work, now, actor, order)
    member = require_member(work, actor, known.family)
    if known.state in (OrderState.RECEIVED, OrderState.CLOSED):
        return
    if known.state is not OrderState.PAID:
        raise OrderStateError(known.number, known.state)
    set_received(work, now, known)
    for other in others_in(work, now, known, actor):
        work.tell(other, GoodsArrived(order, known.number, member.name), now)


def cancel_order(work: ChargeWork, *, now: datetime, actor: int, order: int) -> None:
    """Call the order off before it is paid; its lines return to the cart, agreed as they were.

    What somebody who left has paid for their share by an invoice is to be given back.

    Raises:
        OrderUnknownError: there is no such order.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may, or any adult when it is hidden from the organizer.
        AdultsOnlyError: the actor is a limited member, of an order hidden from the organizer.
        BeingPaidError: somebody is paying it.
        SharesPaidError: some who are still in the family have paid the shop their shares.
        ChargeUnderWayError: a payment of a share by an invoice may come any moment.
        OrderStateError: it is paid.
    """
    _, known = require_order_at_home(work, now, actor, order)
    member = require_steward(work, now, actor, known.family, known)
    if known.state is OrderState.CANCELLED:
        return
    refuse_foreign_payer(work, known)
    if known.state is not OrderState.LOCKED:
        raise OrderStateError(known.number, known.state)
    paid = work.paid_shares(order)
    family = {each.person for each in work.members(known.family)}
    waiting = [person for person in paid if person in family]
    if waiting:
        raise SharesPaidError(known.number, [name_of(work, person) for person in waiting])
    refuse_while_charging(work, now, known)
    work.set_order_state(order, OrderState.CANCELLED, payer=None, paying_since=None, now=now)
    for line in work.return_lines(order, actor, now):
        item = work.item(line)
        if item is not None:
            record(work, now, actor, Deed.RETURNED, item, order=known.number)
    work.touch_cards(known.family)
    for other in (*others_in(work, now, known, actor), *paid):
        work.tell(other, OrderCancelled(order, known.number, member.name), now)
    flag_shares(work, now, order, paid)


def free_stale_orders(work: OrderWork, *, now: datetime) -> int:
    """Take orders back from payers who did not pay in time; return how many.

    Not while a payment by an invoice that was said yes to may come any moment.
    """
    stale = [
        order
        for order in work.stale_payers(now - PAYING_TIME, FREED_AT_ONCE)
        if not work.is_charging(order.id, now - IN_FLIGHT)
    ]
    for order in stale:
        work.set_order_state(order.id, OrderState.LOCKED, payer=None, paying_since=None, now=now)
        if order.payer is not None:
            is_accounts = order.pay is PayMode.ACCOUNT
            work.tell(order.payer, PaymentTimedOut(order.id, order.number, from_account=is_accounts), now)
    return len(stale)


def set_received(work: OrderWork, now: datetime, order: Order) -> None:
    """Note that the goods are there, and close the order when its shares are settled too."""
    state = OrderState.CLOSED if is_settled(work, order) else OrderState.RECEIVED
    work.set_order_state(order.id, state, payer=order.payer, paying_since=None, now=now)


def is_settled(work: OrderWork, order: Order) -> bool:
    """Tell whether nobody owes anything for the order, which is paid, any more."""
    if order.pay is PayMode.EACH:
        return True
    owed = [share for share in work.shares_in(order.id) if share.person != order.payer]
    return not any(share.unsettled for share in owed)


def require_order(work: OrderWork, now: datetime, actor: int, order: int) -> Order:
    """Return the order, held until the transaction ends.

    Raises:
        OrderUnknownError: there is none, or it is hidden from the actor.
    """
    known = work.order(order)
    if known is None or known.is_hidden_from(actor, now):
        raise OrderUnknownError
    return known


def require_order_at_home(work: OrderWork, now: datetime, actor: int, order: int) -> tuple[Family, Order]:
    """Return the order and its family, both held until the transaction ends, the family first.

    So do all who hold both: two that began with different ones would wait for each other.

    Raises:
        OrderUnknownError: there is none, or it is hidden from the actor.
    """
    family = work.family_of_order(order)
    if family is None:
        raise OrderUnknownError
    return require_family(work, family), require_order(work, now, actor, order)


def others_in(work: OrderWork, now: datetime, order: Order, actor: int) -> Sequence[int]:
    """Return who else in the family may be told of the order."""
    members = [member.person for member in work.members(order.family) if member.person != actor]
    return [person for person in members if not order.is_hidden_from(person, now)]


def require_paying(work: OrderWork, order: Order, actor: int) -> None:
    """Let nobody on but who pays the order now.

    Raises:
        NotAMemberError: the actor is not in its family.
        NotThePayerError: somebody else is paying it.
        OrderStateError: nobody is paying it.
    """
    require_member(work, actor, order.family)
    if order.state is OrderState.PAYING and order.payer != actor:
        raise NotThePayerError(order.number, name_of(work, order.payer))
    if order.state is not OrderState.PAYING:
        raise OrderStateError(order.number, order.state)


def refuse_while_charging(work: OrderWork, now: datetime, order: Order, payer: int | None = None) -> None:
    """Let nothing about the order, or that payer's share, change that a payment on its way counts on.

    Raises:
        ChargeUnderWayError: a payment of it by an invoice may come any moment.
    """
    if work.is_charging(order.id, now - IN_FLIGHT, payer):
        raise ChargeUnderWayError(order.number)


def refuse_foreign_payer(work: OrderWork, order: Order) -> None:
    """Go on only when nobody is paying the order.

    Raises:
        BeingPaidError: somebody is.
    """
    if order.state is OrderState.PAYING and order.paying_since is not None:
        raise BeingPaidError(order.number, name_of(work, order.payer), order.paying_since)
