"""One line instead of two for the same thing: offered to who added the second one, done when they want it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.carts import LineIncreased
from core.carts.agreement import Standing
from core.carts.changing import change, require_line, stop_asking
from core.carts.errors import LineChangedError, NotYourLineError
from core.carts.item import as_draft, name_of
from core.carts.journal import Deed, difference, record
from core.carts.units import COUNTS, THOUSANDTHS, highest_quantity
from core.carts.views import Added, Merged, Offer
from core.families.family import Role
from core.families.membership import family_of, require_member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.carts.reading import LineDraft
    from core.families.family import Family
    from core.shared.money import Money

_MERGEABLE = {Standing.FREE, Standing.VOTING, Standing.APPROVED, Standing.TIED}
"""Where a line stands that may grow; what an adult or the family has to say no to, or did, is left alone."""


def show_addition(work: CartWork, *, now: datetime, actor: int, addition: int) -> Added:
    """Return what is still in the cart of what one of the actor's messages added.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    family = family_of(work, require_member(work, actor))
    return added_by(work, family, actor, addition, now)


def added_by(work: CartWork, family: Family, author: int, addition: int, now: datetime) -> Added:
    """Return what the author's message added to the family's cart, with what is twice in it now."""
    items = [
        item for item in work.items_of_addition(addition) if (item.author, item.family) == (author, family.id)
    ]
    offers = _offers(work, family.id, items)
    return Added(addition, items, work.line_count(family.id, now), family.currency, offers)


def merge_lines(
    work: CartWork, *, now: datetime, actor: int, item: int, revision: int, into: int, into_revision: int
) -> Merged:
    """Make the older of two lines want as much as both, and take the actor's own newer one away.

    The author of the older line is told; what grew materially is asked about anew. It is one deed, which is
    taken back as a whole. The same tap again changes nothing: then the newer line is gone already.

    Raises:
        LineGoneError: the older line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is the author of the newer line.
        LineChangedError: one of the lines changed since the button was drawn.
        CartOffError: the family has no cart at the moment.
    """
    older = require_line(work, now, actor, into)
    newer = work.item(item)
    if newer is None or newer.is_hidden_from(actor, now):
        return Merged(older, None)
    member = require_member(work, actor, newer.family)
    if newer.author != actor:
        raise NotYourLineError(newer.title, newer.author_name)
    draft = merged(older, newer)
    if (newer.revision, older.revision) != (revision, into_revision) or draft is None:
        raise LineChangedError(older.title)
    addition = work.addition_of(item)
    record(work, now, actor, Deed.MERGED, newer, joined=into)
    work.drop_items([item])
    stop_asking(work, now, newer)
    is_adult = member.role is Role.ADULT
    record(work, now, actor, Deed.MERGED, older, joined=item, **difference(older, draft))
    allowed_by = actor if is_adult else None
    grown = change(work, now, older, draft, by=actor, allowed_by=allowed_by, written_as=Deed.MERGED)
    if older.author != actor:
        told = LineIncreased(
            item=older.id,
            line=older.title,
            by=member.name,
            quantity=draft.quantity,
            unit=draft.unit,
            units=older.units.value,
        )
        work.tell(older.author, told, now)
    family = family_of(work, member)
    rest = added_by(work, family, actor, addition, now) if addition is not None else None
    return Merged(grown, rest)


def _offers(work: CartWork, family: int, items: Sequence[Item]) -> Sequence[Offer]:
    """Return which of the new lines could be one with an older line, and what that would be."""
    if not items:
        return []
    known = work.cart_lines(family)
    offers = []
    for newer in items:
        for older in known:
            draft = merged(older, newer)
            if draft is not None:
                offers.append(Offer(newer, older, draft))
                break
    return offers


def merged(older: Item, newer: Item) -> LineDraft | None:
    """Return the one wish that two lines make; None when they are about different things.

    They are about the same when names are equal, without regard to case, `ё` and spaces, units fit, and
    neither link nor note tells them apart. A surprise grows for nobody: that would give it away; nor does
    what somebody in the shop has marked. Of a thing
    that is counted the price typed last is kept; of what is measured the prices add up, if both are known.
    """
    if newer.id <= older.id or name_of(older) != name_of(newer):
        return None
    if not (_may_merge(older) and _may_merge(newer)):
        return None
    if not (_agree(older.link, newer.link) and _agree(older.note, newer.note)):
        return None
    quantity, unit = _sum(older, newer)
    if quantity > highest_quantity(unit):
        return None
    return replace(
        as_draft(older),
        quantity=quantity,
        unit=unit,
        price=_price(older, newer),
        urgent=older.urgent or newer.urgent,
        link=older.link or newer.link,
        note=older.note or newer.note,
    )


def _may_merge(item: Item) -> bool:
    return item.hidden_from is None and item.mark is None and item.standing in _MERGEABLE


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one == other


def _sum(older: Item, newer: Item) -> tuple[int, str]:
    if older.unit == newer.unit:
        return older.quantity + newer.quantity, older.unit
    finest = THOUSANDTHS.get(older.unit, older.unit)
    return sum(item.quantity * (1000 if item.unit in THOUSANDTHS else 1) for item in (older, newer)), finest


def _price(older: Item, newer: Item) -> Money | None:
    if older.unit in COUNTS:
        return newer.price or older.price
    return older.price + newer.price if older.price and newer.price else None
