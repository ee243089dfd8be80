"""Put wishes into a family's cart, wherever they come from: a message, one's own cart, another chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import Standing
from core.carts.changing import ask_about_several, ask_adults, rules_of
from core.carts.errors import CartFullError
from core.carts.item import LINES_LIMIT
from core.carts.journal import Deed, record
from core.carts.merging import added_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.agreement import Rules
    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.carts.reading import LineDraft
    from core.carts.views import Added
    from core.families.family import Family


def put_lines(
    work: CartWork, now: datetime, family: Family, author: int, origin: str, drafts: Sequence[LineDraft]
) -> Added:
    """Put the wishes into the cart of the family, which is held, all of them or none.

    What a limited member may not wish for unasked waits for an adult; the organizer is told.

    Raises:
        CartFullError: the cart would hold more than 200 lines, not counting presents.
    """
    lines = work.line_count(family.id, now)
    if lines + len(drafts) > LINES_LIMIT:
        raise CartFullError(LINES_LIMIT, max(LINES_LIMIT - lines, 0))
    rules = rules_of(work, family, author)
    addition = work.put_addition(family.id, author, origin, now)
    for draft in drafts:
        standing = rules.first(draft.total())
        work.put_item(
            family=family.id,
            author=author,
            addition=addition,
            draft=draft,
            standing=standing,
            closes_at=rules.deadline(standing, now),
            now=now,
        )
    work.touch_cards(family.id)
    added = added_by(work, family, author, addition, now)
    for item in added.items:
        record(work, now, author, Deed.ADDED, item)
    _ask_adults(work, now, family, added.items, rules)
    return added


def put_before(work: CartWork, now: datetime, family: Family, author: int, origin: str) -> Added | None:
    """Return what is still in the cart of what this origin put into it, None when it has put nothing."""
    addition = work.addition_by_origin(origin)
    return added_by(work, family, author, addition, now) if addition is not None else None


def _ask_adults(work: CartWork, now: datetime, family: Family, added: Sequence[Item], rules: Rules) -> None:
    asking = [item for item in added if item.standing is Standing.ASKING]
    if len(asking) == 1:
        ask_adults(work, now, family, asking[0], rules)
    elif asking and family.organizer is not None:
        ask_about_several(work, now, family.organizer, asking[0], len(asking))
