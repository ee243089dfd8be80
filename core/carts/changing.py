"""Change a line: who may, and whether the family must be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import VOTE_LIFE, Standing, first_standing
from core.carts.errors import LineGoneError
from core.carts.item import Item, is_material
from core.families.membership import require_member

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.ports import CartWork
    from core.carts.reading import LineDraft


def require_line(work: CartWork, actor: int, item: int) -> Item:
    """Return the line, held for changing, when the actor is in its family.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
    """
    known = work.item(item)
    if known is None:
        raise LineGoneError
    require_member(work, actor, known.family)
    return known


def change(
    work: CartWork, now: datetime, item: Item, draft: LineDraft, *, is_new_version: bool = False
) -> Item:
    """Keep the changed line; a material change makes a new version, about which the family is asked."""
    eligible = len(work.members(item.family))
    version, standing, closes_at = item.version, item.standing, item.closes_at
    first = first_standing(draft.total(), eligible)
    outgrows = first is Standing.VOTING and first_standing(item.total(), eligible) is Standing.FREE
    if is_new_version or outgrows or is_material(item, draft):
        version += 1
        standing = first
        closes_at = now + VOTE_LIFE if standing is Standing.VOTING else None
    elif first is Standing.FREE:
        standing, closes_at = Standing.FREE, None
    work.change_item(item, draft, version=version, standing=standing, closes_at=closes_at)
    work.touch_cards(item.family)
    return work.item(item.id) or item
