"""Turn the agreed lines of the cart into an order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.alert import LinePriced, OrderBought, OrderLocked, TurnPassed
from core.carts.agreement import Standing
from core.carts.changing import change, require_line
from core.carts.errors import LineChangedError
from core.carts.item import as_draft
from core.carts.journal import Deed, record
from core.carts.trip import Mark
from core.families.benefit import require_cart
from core.families.family import MayLock
from core.families.membership import organizer_name, require_family, require_member
from core.families.turns import whose_turn
from core.orders.errors import (
    CheckoutChangedError,
    NothingToOrderError,
    NotYourTurnError,
    PricesMissingError,
)
from core.orders.order import seal_lines
from core.orders.shares import OwnedLine, shares_by_owner
from core.orders.turns import require_checkout
from core.orders.views import CheckoutView, Turn
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.families.family import Family, Member
    from core.orders.ports import CheckoutWork


def preview_checkout(work: CheckoutWork, *, now: datetime, actor: int) -> CheckoutView:
    """Return what would become an order now.

    Raises:
        NoFamilyError: the actor is in no family.
        DomainError: the actor may not check out now, as `require_checkout` says.
        CartOffError: the family has no cart at the moment.
        NothingToOrderError: no line is agreed on.
    """
    del now
    family = require_family(work, require_member(work, actor).family)
    require_checkout(work, actor, family)
    require_cart(work, family)
    items = work.open_items(family.id)
    ready, waiting = _split(items)
    if not ready:
        raise _nothing_to_order(items)
    agreed = sum(item.standing.may_be_ordered for item in items)
    members = work.members(family.id)
    names = {person.person: person.name for person in members}
    owed = _shares(ready)
    return CheckoutView(
        family=family.id,
        orders=family.orders,
        seal=seal_lines(ready),
        items=ready,
        unpriced=[item for item in ready if item.price is None],
        waiting=waiting,
        not_bought=agreed - len(ready),
        total=Money(sum(owed.values()), family.currency),
        shares=[(names.get(person, ""), minor) for person, minor in owed.items()],
        turn=_turn(family, members, actor),
    )


def _turn(family: Family, members: Sequence[Member], actor: int) -> Turn | None:
    if family.customs.may_lock is not MayLock.ROTATION:
        return None
    whose = whose_turn(members, family.turn_taken)
    heir = whose_turn(members, whose.seat)
    is_mine = whose.person == actor
    return Turn(whose.seat, whose.name, is_mine=is_mine, heir=heir.name if heir != whose else "")


def pass_turn(work: CheckoutWork, *, now: datetime, actor: int, family: int, seat: int) -> str:
    """Pass one's turn to check out on to the next adult, who is told; return whose turn it is then.

    `seat` is whose turn is passed on: the same tap again passes on no other. The organizer may pass on for
    anybody, since somebody on a journey would hold up all.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotYourTurnError: it is another adult's turn.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    members = work.members(family)
    whose = whose_turn(members, held.turn_taken)
    if whose.seat != seat or held.customs.may_lock is not MayLock.ROTATION:
        return whose.name
    if whose.person != actor and not member.is_organizer:
        raise NotYourTurnError(whose.name, organizer_name(work, family))
    work.set_turn(family, seat)
    work.touch_cards(family)
    heir = whose_turn(members, seat)
    if heir.person not in (actor, whose.person):
        work.tell(heir.person, TurnPassed(held.name, member.name), now)
    return heir.name


def lock_cart(work: CheckoutWork, *, now: datetime, actor: int, family: int, orders: int, seal: str) -> int:
    """Make an order of the lines that the actor was shown, and return its id; the rest stays in the cart.

    Who bought all of them is proposed as the payer, and asked to say so.

    Args:
        work: the open transaction.
        now: when it is locked.
        actor: the organizer, or who else the family lets check out.
        family: whose cart.
        orders: how many orders the family had when the lines were shown; the same tap again finds the order
            that the first one made.
        seal: names the lines that were shown.

    Raises:
        NotAMemberError: the actor is not in the family.
        DomainError: the actor may not check out now, as `require_checkout` says.
        CartOffError: the family has no cart at the moment.
        NothingToOrderError: no line is agreed on.
        CheckoutChangedError: the agreed lines are others now.
        PricesMissingError: some of them have no price.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    made = work.order_by_number(family, orders + 1) if orders < held.orders else None
    if made is not None:
        return made.id
    require_checkout(work, actor, held)
    require_cart(work, held)
    items = work.open_items(family)
    ready, _ = _split(items)
    if not ready:
        raise _nothing_to_order(items)
    if orders != held.orders or seal != seal_lines(ready):
        raise CheckoutChangedError
    unpriced = sum(item.price is None for item in ready)
    if unpriced:
        raise PricesMissingError(unpriced)
    owed = _shares(ready)
    currency = held.currency
    number = orders + 1
    shopper = _shopper(ready)
    order = work.put_order(
        family=family,
        number=number,
        locked_by=actor,
        bought_by=shopper,
        items=ready,
        shares=owed,
        currency=currency,
        now=now,
    )
    for item in ready:
        record(work, now, actor, Deed.ORDERED, item, order=number)
    work.drop_items([item.id for item in ready])
    _take_turn(work, held, member)
    work.touch_cards(family)
    locked = OrderLocked(order, number, member.name, len(ready), sum(owed.values()), currency)
    bought = OrderBought(order, number, member.name, len(ready), sum(owed.values()), currency)
    for other in work.members(family):
        if other.person != actor:
            work.tell(other.person, bought if other.person == shopper else locked, now)
    return order


def _take_turn(work: CheckoutWork, family: Family, member: Member) -> None:
    """Note who checked out; an organizer who stepped in has left the turn where it was."""
    is_by_turns = family.customs.may_lock is MayLock.ROTATION
    if not is_by_turns or whose_turn(work.members(family.id), family.turn_taken).person == member.person:
        work.set_turn(family.id, member.seat)


def ask_for_price(work: CheckoutWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Wait for the price that a line lacks.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        DomainError: the actor may not check out now, as `require_checkout` says.
        CartOffError: the family has no cart at the moment.
        LineChangedError: it changed since the button was drawn.
    """
    known = require_line(work, actor, item)
    require_checkout(work, actor, require_family(work, known.family))
    if known.revision != revision or known.price is not None:
        raise LineChangedError(known.title)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.LINE_PRICE, subject, now + QUESTION_LIFE))
    return known


def price_line(work: CheckoutWork, *, now: datetime, actor: int, item: int, revision: int, text: str) -> Item:
    """Give a line its missing price, as the answer to the question; its author is told.

    A price that lifts the line over what passes without a vote puts it to the vote again. Whoever gives it
    is an adult, so a limited author's line need not ask one once more.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        DomainError: the actor may not check out now, as `require_checkout` says.
        CartOffError: the family has no cart at the moment.
        LineChangedError: it changed since the question was asked.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    known = require_line(work, actor, item)
    family = require_family(work, known.family)
    member = require_checkout(work, actor, family)
    if known.revision != revision:
        raise LineChangedError(known.title)
    price = parse_amount(text, family.currency)
    take_answer(work, now, actor, Ask.LINE_PRICE, {"item": item, "revision": revision})
    priced = change(work, now, known, replace(as_draft(known), price=price), by=actor, allowed_by=actor)
    if known.author != actor:
        told = LinePriced(known.title, member.name, price.minor, price.currency)
        work.tell(known.author, told, now)
    return priced


def _split(items: Sequence[Item]) -> tuple[Sequence[Item], int]:
    """Return the lines that can be ordered, and how many still wait for votes.

    Once somebody has bought some of them, it is those that can be ordered.
    """
    agreed = [item for item in items if item.standing.may_be_ordered]
    ready = [item for item in agreed if item.mark is Mark.BOUGHT] or agreed
    waiting = sum(item.standing in (Standing.VOTING, Standing.TIED) for item in items)
    return ready, waiting


def _shopper(items: Sequence[Item]) -> int | None:
    """Return who bought all of these lines, if it is one person."""
    shoppers = {item.marked_by if item.mark is Mark.BOUGHT else None for item in items}
    return shoppers.pop() if len(shoppers) == 1 else None


def _nothing_to_order(items: Sequence[Item]) -> NothingToOrderError:
    asking = sum(item.standing is Standing.ASKING for item in items)
    return NothingToOrderError(_split(items)[1], asking)


def _shares(items: Sequence[Item]) -> dict[int, int]:
    totals = [(item.author, item.total()) for item in items]
    return shares_by_owner([OwnedLine(owner, total.minor) for owner, total in totals if total is not None])
