"""Change a line: who may, and whether an adult or the family must be asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.alert import ApprovalAsked
from core.carts.agreement import Standing, deadline, rules_for
from core.carts.errors import LineGoneError
from core.carts.item import is_material
from core.carts.journal import Deed, difference, record
from core.families.benefit import require_cart
from core.families.membership import deputy_of, require_family, require_member

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.agreement import Rules
    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.carts.reading import LineDraft
    from core.families.family import Family

ASK_AFTER = timedelta(seconds=10)
"""Who taps + several times in a row asks once: the organizer is told of the last version after this pause."""


def require_line(work: CartWork, now: datetime, actor: int, item: int) -> Item:
    """Return the line, held for changing with its family, when the actor is in it.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
    """
    family = work.family_of(item, actor, now)
    if family is None:
        raise LineGoneError
    held = require_family(work, family)
    require_member(work, actor, family)
    require_cart(work, held)
    known = work.item(item)
    if known is None or known.is_hidden_from(actor, now):
        raise LineGoneError
    return known


def rules_of(work: CartWork, family: Family, author: int) -> Rules:
    """Return how the family agrees on the author's lines now."""
    return rules_for(family, work.members(family.id), author)


def change(
    work: CartWork,
    now: datetime,
    item: Item,
    draft: LineDraft,
    *,
    by: int | None,
    is_new_version: bool = False,
    allowed_by: int | None = None,
) -> Item:
    """Keep the changed line; a material change makes a new version, about which the family is asked.

    `by` is whose doing it is, None for what time has brought about. An adult is asked first when the
    author's limit wants it, unless the change is the doing of one: `allowed_by`. A line that shrank to
    within the limit goes on without an answer.
    """
    family = work.family(item.family)
    if family is None:
        return item
    rules = rules_of(work, family, item.author)
    first = rules.first(draft.total())
    if first is Standing.ASKING and allowed_by is not None:
        first = rules.first_allowed(draft.total())
    else:
        allowed_by = None
    version, standing, closes_at = item.version, item.standing, item.closes_at
    is_new_version = is_new_version or rules.outgrows(item.total(), draft.total()) or is_material(item, draft)
    is_freed = first is Standing.FREE or (item.standing.is_request and first is Standing.VOTING)
    if is_new_version or is_freed:
        version += is_new_version
        standing, closes_at = first, deadline(first, now)
    changes = difference(item, draft)
    record(work, now, by, Deed.CHANGED if changes else Deed.ASKED_AGAIN, item, **changes)
    work.change_item(item, draft, version=version, standing=standing, closes_at=closes_at)
    if is_new_version and allowed_by is not None:
        work.note_decision(item.id, allowed_by, "")
    work.touch_cards(item.family)
    changed = work.item(item.id) or item
    if is_new_version and standing is Standing.ASKING:
        ask_adults(work, now, family, changed, rules)
    elif standing is not Standing.ASKING:
        stop_asking(work, now, item)
    return changed


def ask_adults(work: CartWork, now: datetime, family: Family, item: Item, rules: Rules) -> None:
    """Tell the organizer of a line that waits for an adult; a newer version replaces an untold one."""
    told = overseer_of(work, now, family, item)
    if told is None or rules.limit_minor is None:
        return
    total = item.total()
    asked = ApprovalAsked(
        item=item.id,
        version=item.version,
        line=item.title,
        author=item.author_name,
        minor=total.minor if total else 0,
        limit=rules.limit_minor,
        currency=family.currency,
    )
    work.gather(told, _gathering(item), now, now + ASK_AFTER, lambda _: asked)


def overseer_of(work: CartWork, now: datetime, family: Family, item: Item) -> int | None:
    """Return who is told of what becomes of a line: the organizer, or for a present for them their deputy."""
    if family.organizer is None or not item.is_hidden_from(family.organizer, now):
        return family.organizer
    deputy = deputy_of(work.members(family.id))
    return deputy.person if deputy is not None else None


def stop_asking(work: CartWork, now: datetime, item: Item) -> None:
    """Spare the organizer what was not told yet of a line that waited for an adult and does no more."""
    if item.standing is Standing.ASKING:
        work.drop_gathering(_gathering(item), now)


def _gathering(item: Item) -> str:
    return f"approval {item.id}"


def begin(work: CartWork, now: datetime, item: Item, rules: Rules, by: int | None, note: str) -> Standing:
    """Let a line that waited for an adult go on as the family agrees on any line; return where it stands."""
    standing = rules.first_allowed(item.total())
    work.settle_request(item.id, standing, deadline(standing, now), by, note)
    stop_asking(work, now, item)
    work.touch_cards(item.family)
    return standing
