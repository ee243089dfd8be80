"""Turn the agreed lines of the cart into an order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.carts import LinePriced
from core.alerts.orders import (
    OrderBought,
    OrderForAccount,
    OrderForEach,
    OrderLocked,
    OrderTreat,
    TurnPassed,
)
from core.carts.agreement import Standing
from core.carts.changing import change, require_line
from core.carts.errors import LineChangedError
from core.carts.item import as_draft
from core.carts.journal import Deed, record
from core.carts.trip import Mark
from core.families.benefit import require_cart
from core.families.family import MayLock, Role
from core.families.membership import organizer_name, require_family, require_member
from core.families.turns import may_check_out, whose_turn
from core.orders.errors import (
    AmountsOffError,
    CheckoutChangedError,
    NothingToOrderError,
    NotYourTurnError,
    OvertakenError,
    PricesMissingError,
)
from core.orders.order import surprise_number
from core.orders.planned import plan_orders, seal_orders
from core.orders.stewards import lines_in_charge, require_pricing
from core.orders.terms import PayMode
from core.orders.views import Borne, CheckoutView, Explained, OwnLine, Turn
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.carts.item import Item
    from core.families.family import Family, Member
    from core.orders.planned import PlannedOrder
    from core.orders.ports import CheckoutWork
    from core.orders.terms import Terms


def preview_checkout(work: CheckoutWork, *, now: datetime, actor: int) -> CheckoutView:
    """Return what would become an order now, on the terms that the actor chose.

    Raises:
        NoFamilyError: the actor is in no family.
        DomainError: the actor may not check out now, as `lines_in_charge` says.
        CartOffError: the family has no cart at the moment.
        NothingToOrderError: no line is agreed on.
    """
    family = require_family(work, require_member(work, actor).family)
    items = lines_in_charge(work, now, actor, family, work.open_items(family.id, actor, now))
    require_cart(work, family)
    ready, waiting = _split(items)
    if not ready:
        raise _nothing_to_order(items)
    agreed = sum(item.standing.may_be_ordered for item in items)
    members = work.members(family.id)
    names = {person.person: person.name for person in members}
    terms = _terms(work, actor, family)
    planned = plan_orders(ready, members, terms, work.spared(family.id, now), now)
    owed: Counter[int] = Counter()
    for order in planned:
        owed.update(order.terms.portions if order.missing else order.minors())
    return CheckoutView(
        family=family.id,
        orders=family.orders,
        seal=seal_orders(planned),
        items=ready,
        surprises=sum(item.is_hidden(now) for item in ready),
        unpriced=[item for item in ready if item.price is None],
        waiting=waiting,
        not_bought=agreed - len(ready),
        total=Money(sum(order.minor for order in planned), family.currency),
        shares=[(names.get(person, ""), minor) for person, minor in owed.items()],
        turn=_turn(family, members, actor),
        terms=replace(terms, discount=planned[0].terms.discount),
        adults=_adults(members, planned),
        missing=planned[0].missing,
        account=work.pot_minor(family.id) if family.has_account else None,
        explained=[_explained(order, names, family.currency) for order in planned],
    )


def _terms(work: CheckoutWork, actor: int, family: Family) -> Terms:
    """Return the terms that the actor chose, as far as the family still has what they name."""
    terms = work.draft_terms(actor)
    is_gone = terms.pay is PayMode.ACCOUNT and not family.has_account
    return replace(terms, pay=PayMode.ONE) if is_gone else terms


def _adults(members: Sequence[Member], planned: Sequence[PlannedOrder]) -> Sequence[tuple[int, str]]:
    """Return who may be given a share of the first order."""
    hidden_from = planned[0].hidden_from
    return [
        (member.person, member.name)
        for member in members
        if member.role is Role.ADULT and member.person != hidden_from
    ]


def _explained(order: PlannedOrder, names: Mapping[int, str], currency: str) -> Explained:
    shares = [
        Borne(
            person,
            names.get(person, ""),
            share,
            [
                OwnLine(item.title, total.minor)
                for item in order.items
                if item.author == person and (total := item.total()) is not None
            ],
        )
        for person, share in order.shares.items()
    ]
    lines_minor = order.minor - order.terms.fee + order.terms.discount
    return Explained(
        None, order.hidden_from is not None, currency, order.terms, lines_minor, order.minor, shares
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

    Presents become orders of their own, of which those know nothing whom they are hidden from. Without any
    other line the first of those is returned. Who bought all lines of an order is proposed as its payer, and
    asked to say so.

    Args:
        work: the open transaction.
        now: when it is locked.
        actor: the organizer, or who else the family lets check out; for presents for the organizer any adult.
        family: whose cart.
        orders: how many orders the family had when the lines were shown; the same tap again finds the order
            that the first one made.
        seal: names the lines, the terms and the shares that were shown.

    Raises:
        NotAMemberError: the actor is not in the family.
        DomainError: the actor may not check out now, as `lines_in_charge` says.
        CartOffError: the family has no cart at the moment.
        NothingToOrderError: no line is agreed on.
        CheckoutChangedError: the agreed lines, the terms or the shares are others now.
        PricesMissingError: some of them have no price.
        AmountsOffError: the amounts agreed on do not make up the total.
        OvertakenError: somebody else made an order meanwhile, of other lines or on other terms.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    made = work.order_by_seal(family, seal, actor, now)
    if made is None and orders < held.orders and may_check_out(held, work.members(family), member):
        made = work.order_by_number(family, orders + 1)
        if made is not None and made.locked_by != actor:
            raise OvertakenError(made.id, made.number, name_of(work, made.locked_by))
    if made is not None:
        return made.id
    items = lines_in_charge(work, now, actor, held, work.open_items(family, actor, now))
    require_cart(work, held)
    ready, _ = _split(items)
    if not ready:
        raise _nothing_to_order(items)
    terms, spared = _terms(work, actor, held), work.spared(family, now)
    planned = plan_orders(ready, work.members(family), terms, spared, now)
    if orders != held.orders or seal != seal_orders(planned):
        raise CheckoutChangedError
    unpriced = sum(item.price is None for item in ready)
    if unpriced:
        raise PricesMissingError(unpriced)
    if planned[0].missing:
        raise AmountsOffError(planned[0].missing, held.currency)
    ids = [_put_order(work, now, member, held, order, seal) for order in planned]
    work.drop_items([item.id for item in ready])
    work.drop_draft_terms(actor)
    if planned[0].hidden_from is None:
        _take_turn(work, held, member)  # an order that somebody must not know of passes no turn on
    work.touch_cards(family)
    return ids[0]


def _put_order(
    work: CheckoutWork,
    now: datetime,
    member: Member,
    family: Family,
    planned: PlannedOrder,
    seal: str,
) -> int:
    """Keep one order, and tell all others of it but whom it is hidden from, until the last present's day."""
    number = family.orders + 1
    if planned.hidden_from is not None:
        number = surprise_number(f"{seal} {planned.hidden_from}", work.surprise_numbers(family.id))
        until = max(item.hidden_until for item in planned.items if item.hidden_until is not None)
        planned = replace(planned, items=[replace(item, hidden_until=until) for item in planned.items])
        work.hide_deeds([item.id for item in planned.items], until)
    shopper = _shopper(planned.items)
    order = work.put_order(
        family=family.id,
        number=number,
        locked_by=member.person,
        bought_by=shopper,
        seal=seal,
        planned=planned,
        now=now,
    )
    for item in planned.items:
        record(work, now, member.person, Deed.ORDERED, item, order=number)
    lines, minor, currency = len(planned.items), planned.minor, family.currency
    for other in work.members(family.id):
        if other.person in (member.person, planned.hidden_from):
            continue
        facts = (order, number, member.name, lines, minor)
        alert: Alert
        match planned.terms.pay:
            case PayMode.EACH:
                share = planned.shares.get(other.person)
                alert = OrderForEach(*facts, share.minor if share is not None else 0, currency)
            case PayMode.ACCOUNT:
                alert = OrderForAccount(*facts, currency)
            case PayMode.ONE | PayMode.TREAT if other.person == shopper:
                alert = OrderBought(*facts, currency)
            case PayMode.TREAT:
                alert = OrderTreat(*facts, currency)
            case PayMode.ONE:
                alert = OrderLocked(*facts, currency, may_pay=other.role is not Role.LIMITED)
        work.tell(other.person, alert, now)
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
        DomainError: the actor may not check out now, as `require_pricing` says.
        CartOffError: the family has no cart at the moment.
        LineChangedError: it changed since the button was drawn.
    """
    known = require_line(work, now, actor, item)
    require_pricing(work, now, actor, require_family(work, known.family), known)
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
        DomainError: the actor may not check out now, as `require_pricing` says.
        CartOffError: the family has no cart at the moment.
        LineChangedError: it changed since the question was asked.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    known = require_line(work, now, actor, item)
    family = require_family(work, known.family)
    member = require_pricing(work, now, actor, family, known)
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
