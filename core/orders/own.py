"""One's own orders: what a person's own cart became. They belong to no family, and nobody else sees them.

It is the person's own money, so nobody agrees to it, approves of it or shares it, limited members' neither.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.carts.own_line import (
    own_added,
    put_own_lines,
    require_own_line,
    usual_currency,
    usual_units,
)
from core.orders.errors import (
    OwnCartEmptyError,
    OwnCheckoutChangedError,
    OwnOrderStateError,
    OwnOrderUnknownError,
)
from core.orders.order import OrderState
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, parse_amount
from core.shared.pages import turned_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.own_line import OwnAdded, OwnLine
    from core.carts.reading import LineDraft
    from core.families.family import Units
    from core.orders.ports import OwnOrderWork

PAGE_ORDERS = 8
"""Orders on one page."""

PAGE_LINES = 8
"""Lines on one page of an order."""


class OwnMark(StrEnum):
    """What a person notes about their own order, in either order: some pay when the goods come."""

    PAID = "paid"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """What a person's own cart became; its lines and prices never change.

    `number` counts the person's own orders from 1. `minor` is the sum of the prices there are, None without
    any. `repeats` counts how often its lines were put into the cart again.
    """

    id: int
    owner: int
    number: int
    seal: str
    currency: str
    minor: int | None
    count: int
    unpriced: int
    repeats: int
    locked_at: datetime
    paid_at: datetime | None
    received_at: datetime | None
    cancelled_at: datetime | None

    @property
    def state(self) -> OrderState:
        """Where it stands; closed as soon as it is both paid and received, since nobody owes anything."""
        if self.cancelled_at is not None:
            return OrderState.CANCELLED
        if self.paid_at is not None:
            return OrderState.PAID if self.received_at is None else OrderState.CLOSED
        return OrderState.LOCKED if self.received_at is None else OrderState.RECEIVED


@dataclass(frozen=True, slots=True)
class OwnCheckout:
    """What would become an own order now; each seal names exactly the lines that its button takes.

    `elsewhere` lines have a price in another currency than the order's, and stay in the cart.
    """

    orders: int
    lines: Sequence[OwnLine]
    unpriced: Sequence[OwnLine]
    elsewhere: int
    total: Money
    seal: str
    seal_of_priced: str
    units: Units


@dataclass(frozen=True, slots=True)
class OwnOrderView:
    """One page of an own order."""

    order: OwnOrder
    lines: Sequence[LineDraft]
    page: int
    pages: int
    units: Units


@dataclass(frozen=True, slots=True)
class OwnOrders:
    """One page of a person's own orders, newest first."""

    orders: Sequence[OwnOrder]
    page: int
    pages: int


def preview_own_checkout(work: OwnOrderWork, *, now: datetime, actor: int, currency: str) -> OwnCheckout:
    """Return what of the actor's own cart would become an order now.

    `currency` is used when the actor is in no family that has one.

    Raises:
        OwnCartEmptyError: there is nothing in it.
    """
    del now
    in_cart = work.own_lines(actor)
    lines, spent = _of_one_currency(in_cart, usual_currency(work, actor, currency))
    if not lines:
        raise OwnCartEmptyError
    return OwnCheckout(
        orders=work.own_order_count(actor),
        lines=lines,
        unpriced=[line for line in lines if line.draft.price is None],
        elsewhere=len(in_cart) - len(lines),
        total=Money(_sum([line.draft for line in lines]) or 0, spent),
        seal=_seal(lines),
        seal_of_priced=_seal(_priced(lines)),
        units=usual_units(work, actor),
    )


def lock_own_cart(
    work: OwnOrderWork,
    *,
    now: datetime,
    actor: int,
    orders: int,
    seal: str,
    with_unpriced: bool,
    currency: str,
) -> int:
    """Make an own order of the lines that the actor was shown, and return its id.

    Args:
        work: the open transaction.
        now: when it is checked out.
        actor: whose cart it is.
        orders: how many own orders there were when the lines were shown; the same tap again finds the order
            that the first one made.
        seal: names the lines that were shown.
        with_unpriced: with the lines that have no price, which otherwise stay in the cart.
        currency: used when the actor is in no family that has one.

    Raises:
        OwnCartEmptyError: there is nothing in it.
        OwnCheckoutChangedError: the lines are others now.
    """
    work.hold_person(actor)
    count = work.own_order_count(actor)
    made = work.own_order_by_number(actor, orders + 1) if orders < count else None
    if made is not None and made.seal == seal:
        return made.id
    in_cart = work.own_lines(actor)
    if not in_cart:
        raise OwnCartEmptyError
    lines, spent = _of_one_currency(in_cart, usual_currency(work, actor, currency))
    lines = lines if with_unpriced else _priced(lines)
    if orders != count or not lines or seal != _seal(lines):
        raise OwnCheckoutChangedError
    work.drop_own_lines([line.id for line in lines])
    drafts = [line.draft for line in lines]
    return work.put_own_order(
        actor, number=orders + 1, seal=seal, currency=spent, minor=_sum(drafts), drafts=drafts, now=now
    )


def ask_for_own_price(
    work: OwnOrderWork, *, now: datetime, actor: int, item: int, revision: int
) -> LineDraft:
    """Wait for the price that a line of the actor's own cart lacks.

    Raises:
        OwnLineGoneError: the line is not there.
        OwnLineChangedError: it changed since the button was drawn.
    """
    line = require_own_line(work, actor, item, revision)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.OWN_PRICE, subject, now + QUESTION_LIFE))
    return line.draft


def price_own_line(
    work: OwnOrderWork, *, now: datetime, actor: int, item: int, revision: int, text: str, currency: str
) -> None:
    """Give a line of the actor's own cart its price, as the answer to the question.

    Raises:
        OwnLineGoneError: the line is not there.
        OwnLineChangedError: it changed since the question was asked.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    work.hold_person(actor)
    line = require_own_line(work, actor, item, revision)
    _, spent = _of_one_currency(work.own_lines(actor), usual_currency(work, actor, currency))
    price = parse_amount(text, spent)
    take_answer(work, now, actor, Ask.OWN_PRICE, {"item": item, "revision": revision})
    work.change_own_line(item, replace(line.draft, price=price))


def show_own_order(
    work: OwnOrderWork, *, now: datetime, actor: int, order: int, page: int = 0
) -> OwnOrderView:
    """Return one page of the actor's own order; a page past the end is the last one.

    Raises:
        OwnOrderUnknownError: there is none, or it is not the actor's.
    """
    del now
    known = _require(work, actor, order)
    page, pages = turned_to(page, known.count, PAGE_LINES)
    lines = work.lines_of_own_order(order)[page * PAGE_LINES : (page + 1) * PAGE_LINES]
    return OwnOrderView(known, lines, page, pages, usual_units(work, actor))


def list_own_orders(work: OwnOrderWork, *, now: datetime, actor: int, page: int = 0) -> OwnOrders:
    """Return one page of the actor's own orders, newest first; a page past the end is the last one."""
    del now
    page, pages = turned_to(page, work.own_order_count(actor), PAGE_ORDERS)
    return OwnOrders(work.own_orders(actor, page * PAGE_ORDERS, PAGE_ORDERS), page, pages)


def mark_own_order(
    work: OwnOrderWork, *, now: datetime, actor: int, order: int, mark: OwnMark, is_set: bool
) -> None:
    """Note that the order is paid, or that it has come – or, after a slip, that it is not so yet.

    Raises:
        OwnOrderUnknownError: there is none, or it is not the actor's.
        OwnOrderStateError: it is cancelled.
    """
    work.hold_person(actor)
    known = _require(work, actor, order)
    if known.state is OrderState.CANCELLED:
        raise OwnOrderStateError(known.id, known.number, known.state)
    noted = known.paid_at if mark is OwnMark.PAID else known.received_at
    if (noted is not None) == is_set:
        return
    since = now if is_set else None
    work.keep_own_order(
        replace(known, paid_at=since) if mark is OwnMark.PAID else replace(known, received_at=since)
    )


def cancel_own_order(work: OwnOrderWork, *, now: datetime, actor: int, order: int) -> None:
    """Call the order off; its lines return to the cart.

    Raises:
        OwnOrderUnknownError: there is none, or it is not the actor's.
        OwnOrderStateError: it is paid or has come.
        CartFullError: the cart has no room for its lines.
    """
    work.hold_person(actor)
    known = _require(work, actor, order)
    if known.state is OrderState.CANCELLED:
        return
    if known.state is not OrderState.LOCKED:
        raise OwnOrderStateError(known.id, known.number, known.state)
    put_own_lines(work, now, actor, f"own order {order} cancelled", work.lines_of_own_order(order))
    work.keep_own_order(replace(known, cancelled_at=now))


def repeat_own_order(work: OwnOrderWork, *, now: datetime, actor: int, order: int, repeats: int) -> OwnAdded:
    """Put what was ordered into the actor's own cart once more, at the prices of then.

    `repeats` is how often that was done when the button was drawn; the same tap again adds nothing and
    returns the same.

    Raises:
        OwnOrderUnknownError: there is none, or it is not the actor's; or nobody drew such a button.
        CartFullError: the cart has no room for its lines.
    """
    work.hold_person(actor)
    known = _require(work, actor, order)
    origin = f"own order {order} repeated {repeats}"
    if repeats != known.repeats:
        made = work.own_addition_by_origin(origin)
        if made is None:
            raise OwnOrderUnknownError
        return own_added(work, actor, made)
    work.keep_own_order(replace(known, repeats=known.repeats + 1))
    return put_own_lines(work, now, actor, origin, work.lines_of_own_order(order))


def _require(work: OwnOrderWork, actor: int, order: int) -> OwnOrder:
    known = work.own_order(actor, order)
    if known is None:
        raise OwnOrderUnknownError
    return known


def _of_one_currency(lines: Sequence[OwnLine], usual: str) -> tuple[Sequence[OwnLine], str]:
    """Return the lines that fit into one order, and its currency: the usual one if any line has it."""
    currencies = [line.draft.price.currency for line in lines if line.draft.price is not None]
    spent = usual if usual in currencies or not currencies else currencies[0]
    return [line for line in lines if line.draft.price is None or line.draft.price.currency == spent], spent


def _priced(lines: Sequence[OwnLine]) -> Sequence[OwnLine]:
    return [line for line in lines if line.draft.price is not None]


def _sum(drafts: Sequence[LineDraft]) -> int | None:
    """Return the sum of the prices there are, in minor units, None without any."""
    totals = [total.minor for draft in drafts if (total := draft.total()) is not None]
    return sum(totals) if totals else None


def _seal(lines: Sequence[OwnLine]) -> str:
    """Return eight letters that change when any of these lines does: what a check-out button promises."""
    named = ",".join(f"{line.id}.{line.revision}" for line in lines)
    return f"{zlib.crc32(named.encode()):08x}"
