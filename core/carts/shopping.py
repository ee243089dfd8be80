"""Somebody is in the shop: they mark what they bought and what was not there; the family adds meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003  # hints of a use case
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.carts import LinePriced
from core.alerts.shopping import ShoppingListChanged, TripEnded, TripStarted, TripTimedOut
from core.carts.changing import change, require_line, zone_in
from core.carts.errors import NoTripError, ShelfChangedError, TripUnderWayError
from core.carts.item import as_draft
from core.carts.journal import Deed, record
from core.carts.trip import Mark, Trip, read_trip_end
from core.carts.views import EndedTrip, ShopView
from core.families.benefit import require_cart
from core.families.family import Role
from core.families.membership import (
    family_of,
    organizer_name,
    require_adult,
    require_family,
    require_member,
)
from core.families.turns import may_check_out
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.carts.item import Item
    from core.carts.ports import ShoppingWork
    from core.families.family import Family, Member

SAME_TIME = timedelta(minutes=1)
"""The same time chosen twice within a minute is one tap that came twice."""

LISTED_AFTER = timedelta(seconds=15)
"""The shopper is told of what changed together, after this pause."""


def show_shop(work: ShoppingWork, *, now: datetime, actor: int, page: int = 0) -> ShopView:
    """Return one page of what the actor buys, or who is in the shop instead.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
    """
    member = require_member(work, actor)
    family = family_of(work, member)
    require_cart(work, family)
    trip = work.trip_of(family.id)
    may_go = member.role is Role.ADULT
    if trip is None or trip.shopper != actor:
        return ShopView(trip, may_go, [], 0, 1, 0, 0, 0, Money.zero(family.currency))
    return work.shelf(trip, now, page)


def go_shopping(work: ShoppingWork, *, now: datetime, actor: int, time: str) -> Trip:
    """Begin a trip, or give one's own another end; the others are told to add now.

    `time` is so long, or what a clock in the family's zone will show, as `read_trip_end` reads it.
    Only adults go: what is bought is the family's money.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        CartOffError: it has no cart at the moment.
        TripTimeError: the text is no time between 5 minutes and 4 hours from now.
        TripUnderWayError: somebody else of the family is in the shop.
    """
    member = require_member(work, actor)
    family = require_family(work, member.family)
    member = require_adult(work, actor, family.id)
    require_cart(work, family)
    until = read_trip_end(time, now, zone_in(work, family))
    trip = work.trip_of(family.id)
    if trip is not None and trip.shopper != actor:
        raise TripUnderWayError(trip.shopper_name, trip.until)
    if trip is not None and abs(trip.until - until) < SAME_TIME:
        return trip
    trip = work.put_trip(family.id, actor, until, now)
    work.list_changes(trip, now)  # what is there now is no news
    work.touch_cards(family.id)
    started = TripStarted(family.id, member.name, int(until.timestamp()))
    for other in work.members(family.id):
        if other.person != actor:
            work.gather(other.person, _invitation(trip), now, now, lambda _: started)
    return trip


def mark_line(
    work: ShoppingWork, *, now: datetime, actor: int, item: int, revision: int, mark: Mark | None
) -> Item:
    """Say that a line is bought, or not there, or neither. The same tap again changes nothing.

    The shopper marks; who marked a line, and the organizer, may take the mark off after the trip, too. A
    question about a replacement is over with another mark.

    Raises:
        NotAMemberError: the actor is not in the line's family.
        AdultsOnlyError: the actor is a limited member.
        CartOffError: the family has no cart at the moment.
        NoTripError: the actor is not in the shop.
        ShelfChangedError: the line is gone, or not as the actor was shown it.
    """
    if mark is Mark.ASKING:  # that is said by offering something, and by no button
        raise ShelfChangedError
    known = _require_shown(work, now, actor, item)
    member = require_adult(work, actor, known.family)
    trip = work.trip_of(known.family)
    is_shopper = trip is not None and trip.shopper == actor
    may_unmark = mark is None and (member.is_organizer or known.marked_by == actor)
    if not is_shopper and not may_unmark:
        raise NoTripError
    if known.mark is mark and known.standing.may_be_ordered:
        return known
    if known.revision != revision or not known.standing.may_be_ordered:
        raise ShelfChangedError
    withdraw_question(work, now, known)
    if mark is None:
        record(work, now, actor, Deed.UNMARKED, known, mark=known.mark.value if known.mark else None)
    else:
        record(work, now, actor, Deed.BOUGHT if mark is Mark.BOUGHT else Deed.MISSING, known)
    work.put_mark(item, mark, actor)
    work.touch_cards(known.family)
    return work.item(item) or known


def ask_for_shop_price(work: ShoppingWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Wait for what a line costs in the shop.

    Raises:
        DomainError: as `require_shelf_line` does.
    """
    known = require_shelf_line(work, now, actor, item, revision)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.SHOP_PRICE, subject, now + QUESTION_LIFE))
    return known


def price_in_shop(
    work: ShoppingWork, *, now: datetime, actor: int, item: int, revision: int, text: str
) -> Item:
    """Give a line the price that it has in the shop; its author is told.

    A price that is higher than the family lets pass puts the line to the vote again: then it is not on the
    shopper's list any more, and no mark of theirs holds, until the family said yes.

    Raises:
        DomainError: as `require_shelf_line` does.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    known = require_shelf_line(work, now, actor, item, revision)
    member = require_member(work, actor, known.family)
    price = parse_amount(text, require_family(work, known.family).currency)
    take_answer(work, now, actor, Ask.SHOP_PRICE, {"item": item, "revision": revision})
    if price == known.price:
        return known
    priced = change(work, now, known, replace(as_draft(known), price=price), by=actor, allowed_by=actor)
    if known.author != actor:
        told = LinePriced(known.title, member.name, price.minor, price.currency)
        work.tell(known.author, told, now)
    return priced


def end_trip(work: ShoppingWork, *, now: datetime, actor: int, trip: int) -> EndedTrip | None:
    """Come home; the others are told what there is. Returns None when the trip is over already.

    What is bought waits to be checked out; all other lines are in the cart as before.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor)
    family = require_family(work, member.family)
    known = work.trip_of(family.id)
    if known is None or known.id != trip or known.shopper != actor:
        return None
    sums = _sums(work, now, family, known)
    _end(work, now, family, known)
    _tell_others(work, now, family, member, sums)
    organizer = organizer_name(work, family.id)
    may = _may_check_out(work, family, member, sums)
    return replace(sums[actor], may_check_out=may, organizer=organizer)


def tend_trips(work: ShoppingWork, *, now: datetime) -> int:
    """See to who is in the shop; return how many trips are over.

    The shopper is told of lines that are agreed on by now, and of those that are not any more. A trip whose
    time passed half an hour ago is over; its shopper is told, and so are the others.
    """
    over = 0
    for seen in work.trips():
        if now < seen.ends_at():
            if not work.is_listed(seen, now):
                _tell_changes(work, now, seen)
            continue
        family = require_family(work, seen.family)
        trip = work.trip_of(family.id)
        if trip is None or now < trip.ends_at():
            continue
        over += 1
        shopper = next(member for member in work.members(family.id) if member.person == trip.shopper)
        sums = _sums(work, now, family, trip)
        _end(work, now, family, trip)
        ended = sums[shopper.person]
        may = may_check_out(family, work.members(family.id), shopper)
        left = ended.left + ended.missing
        work.tell(shopper.person, TripTimedOut(ended.bought, left, bool(ended.bought) and may), now)
        _tell_others(work, now, family, shopper, sums)
    return over


def require_shelf_line(work: ShoppingWork, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Return an agreed line as the shopper was shown it, held for changing with its family.

    Raises:
        NotAMemberError: the actor is not in its family.
        AdultsOnlyError: the actor is a limited member.
        CartOffError: the family has no cart at the moment.
        NoTripError: the actor is not in the shop.
        ShelfChangedError: the line is gone, or not as the actor was shown it.
    """
    known = _require_shown(work, now, actor, item)
    require_adult(work, actor, known.family)
    trip = work.trip_of(known.family)
    if trip is None or trip.shopper != actor:
        raise NoTripError
    if known.revision != revision or not known.standing.may_be_ordered:
        raise ShelfChangedError
    return known


def withdraw_question(work: ShoppingWork, now: datetime, item: Item) -> None:
    """Wait no more for the author's word on a replacement of the line; an untold question is not told."""
    if item.mark is Mark.ASKING:
        for question in work.withdraw_replacements(item.id):
            work.drop_gathering(question_gathering(question), now)


def question_gathering(replacement: int) -> str:
    """Return the name under which the question about a replacement waits to be told."""
    return f"replacement {replacement}"


def _require_shown(work: ShoppingWork, now: datetime, actor: int, item: int) -> Item:
    if work.family_of(item, actor, now) is None:
        raise ShelfChangedError
    return require_line(work, now, actor, item)


def _sums(work: ShoppingWork, now: datetime, family: Family, trip: Trip) -> Mapping[int, EndedTrip]:
    """Return by member what the trip came to, as far as they may know of it."""
    return {one.person: work.sum_up(trip, now, one.person) for one in work.members(family.id)}


def _end(work: ShoppingWork, now: datetime, family: Family, trip: Trip) -> None:
    for question in work.end_trip(trip):
        work.drop_gathering(question_gathering(question), now)
    work.drop_gathering(_invitation(trip), now)
    work.drop_gathering(_changes(trip), now)
    work.touch_cards(family.id)


def _tell_others(
    work: ShoppingWork, now: datetime, family: Family, shopper: Member, sums: Mapping[int, EndedTrip]
) -> None:
    """Tell the others of the end, nobody of their presents; what is bought waits for who may check out."""
    for other in work.members(family.id):
        if other.person != shopper.person:
            ended = sums[other.person]
            total = ended.total
            waits = bool(ended.bought) and _may_check_out(work, family, other, sums)
            counts = (ended.bought, ended.missing, ended.left, total.minor, total.currency)
            work.tell(other.person, TripEnded(shopper.name, *counts, waits), now)


def _may_check_out(work: ShoppingWork, family: Family, member: Member, sums: Mapping[int, EndedTrip]) -> bool:
    """Tell whether the member may check out something of it: any adult may what the organizer may not see."""
    if may_check_out(family, work.members(family.id), member):
        return True
    organizer = sums.get(family.organizer or 0)
    knows_more = organizer is not None and max(seen.bought for seen in sums.values()) > organizer.bought
    return knows_more and member.role is Role.ADULT


def _tell_changes(work: ShoppingWork, now: datetime, trip: Trip) -> None:
    require_family(work, trip.family)
    added, gone = work.list_changes(trip, now)
    if not added and not gone:
        return

    def put_together(waiting: Alert | None) -> Alert:
        before = waiting if isinstance(waiting, ShoppingListChanged) else ShoppingListChanged([], [])
        return ShoppingListChanged(_joined(before.added, added), _joined(before.gone, gone))

    work.gather(trip.shopper, _changes(trip), now, now + LISTED_AFTER, put_together)


def _joined(before: Sequence[str], more: Sequence[str]) -> list[str]:
    return [*before, *(line for line in more if line not in before)]


def _invitation(trip: Trip) -> str:
    return f"trip {trip.id}"


def _changes(trip: Trip) -> str:
    return f"shopping list {trip.id}"
