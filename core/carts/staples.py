"""What a family buys again and again: one tap puts it into the cart, and never twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from core.carts.changing import require_line
from core.carts.errors import LineGoneError, StapleGoneError, StaplesFullError
from core.carts.item import as_draft, name_of
from core.carts.putting import put_before, put_lines
from core.carts.reading import LINES_AT_ONCE, read_lines, write_line
from core.carts.views import Added, StaplesView, StapleView
from core.families.benefit import require_cart
from core.families.membership import family_of, require_family, require_member
from core.shared.pages import turned_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.ports import StapleWork
    from core.carts.reading import LineDraft
    from core.carts.views import Staple
    from core.families.family import Family

STAPLES_LIMIT: Final = LINES_AT_ONCE
"""All of a family's staples can be added at once, as one message can."""

PAGE_STAPLES: Final = 8
"""A row of buttons for each staple keeps the keyboard as small as that of the cart."""

SUGGESTED_FROM_ORDERS: Final = 20
"""The family's newest orders, in which is looked for what it buys again and again."""

SUGGESTED_AFTER: Final = 2
"""What is in so many of them is suggested."""

SUGGESTED_AT_ONCE: Final = 5


def list_staples(work: StapleWork, *, now: datetime, actor: int, page: int = 0) -> StaplesView:
    """Return one page of the family's staples, and what could be one, too.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
    """
    family = family_of(work, require_member(work, actor))
    require_cart(work, family)
    kept = _drafts(work.staples(family.id), family)
    in_cart = _in_cart(work, family, now)
    page, pages = turned_to(page, len(kept), PAGE_STAPLES)
    shown = kept[page * PAGE_STAPLES : (page + 1) * PAGE_STAPLES]
    has_room = len(kept) < STAPLES_LIMIT
    return StaplesView(
        staples=[StapleView(staple.id, draft, staple.name in in_cart) for staple, draft in shown],
        count=len(kept),
        missing=sum(staple.name not in in_cart for staple, _ in kept),
        limit=STAPLES_LIMIT,
        page=page,
        pages=pages,
        suggested=_suggested(work, now, family, {staple.name for staple, _ in kept}) if has_room else [],
        units=family.customs.units,
    )


def keep_staple(work: StapleWork, *, now: datetime, actor: int, item: int) -> None:
    """Make a line of the cart a staple. The same line again changes its quantity and price.

    A present that is hidden from somebody is none: the staples are everybody's to see.

    Raises:
        LineGoneError: the line is not there any more, or is hidden.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
        StaplesFullError: the family has 50 already.
    """
    line = require_line(work, now, actor, item)
    if line.is_hidden(now):
        raise LineGoneError
    _keep(work, now, line.family, actor, as_draft(line))


def keep_suggestion(work: StapleWork, *, now: datetime, actor: int, order: int, position: int) -> None:
    """Make a line of an old order a staple.

    Raises:
        NoFamilyError: the actor is in no family.
        StapleGoneError: their family has no such line in its newest orders.
        CartOffError: it has no cart at the moment.
        StaplesFullError: the family has 50 already.
    """
    family = require_family(work, require_member(work, actor).family)
    require_cart(work, family)
    ordered = work.ordered_lines(family.id, SUGGESTED_FROM_ORDERS, now)
    found = [draft for of_order, at, draft in ordered if (of_order, at) == (order, position)]
    if not found:
        raise StapleGoneError
    _keep(work, now, family.id, actor, found[0])


def drop_staple(work: StapleWork, *, now: datetime, actor: int, staple: int) -> None:
    """Let something be no staple any more; the same tap again changes nothing.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    del now
    work.drop_staple(require_member(work, actor).family, staple)


def drop_staple_of(work: StapleWork, *, now: datetime, actor: int, item: int) -> None:
    """Let what a line asks for be no staple any more.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
    """
    line = require_line(work, now, actor, item)
    staple = work.staple_named(line.family, name_of(line))
    if staple is not None:
        work.drop_staple(line.family, staple)


def add_staples(
    work: StapleWork, *, now: datetime, actor: int, origin: str, staple: int | None = None
) -> Added | None:
    """Add a staple to the cart, or all that are not in it; return None when there is nothing to add.

    As with any line: what a limited member may not wish for unasked waits for an adult.

    Args:
        work: the open transaction.
        now: when they are added.
        actor: who adds them, the author of the lines.
        origin: names the press; the same press again adds nothing.
        staple: the one to add; None for all.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
        StapleGoneError: it is no staple any more.
        CartFullError: the cart would hold more than 200 lines.
    """
    family = require_family(work, require_member(work, actor).family)
    require_cart(work, family)
    known = put_before(work, now, family, actor, origin)
    if known is not None:
        return known
    kept = _drafts(work.staples(family.id), family)
    chosen = [(kept_as, draft) for kept_as, draft in kept if staple is None or kept_as.id == staple]
    if staple is not None and not chosen:
        raise StapleGoneError
    in_cart = _in_cart(work, family, now)
    missing = [draft for kept_as, draft in chosen if kept_as.name not in in_cart]
    return put_lines(work, now, family, actor, origin, missing) if missing else None


def _keep(work: StapleWork, now: datetime, family: int, actor: int, draft: LineDraft) -> None:
    name = name_of(draft)
    is_new = work.staple_named(family, name) is None
    if is_new and len(work.staples(family)) >= STAPLES_LIMIT:
        raise StaplesFullError(STAPLES_LIMIT)
    work.put_staple(family, name, write_line(draft), actor, now)


def _drafts(kept: Sequence[Staple], family: Family) -> list[tuple[Staple, LineDraft]]:
    return [(staple, read_lines(staple.wish, family.currency)[0]) for staple in kept]


def _in_cart(work: StapleWork, family: Family, now: datetime) -> set[str]:
    """Return the names of what is in the cart, but for what is hidden from somebody."""
    return {name_of(line) for line in work.cart_lines(family.id) if not line.is_hidden(now)}


def _suggested(
    work: StapleWork, now: datetime, family: Family, known: set[str]
) -> Sequence[tuple[int, int, LineDraft]]:
    """Return what is in two orders or more, the most frequent first, each as it was ordered last."""
    newest: dict[str, tuple[int, int, LineDraft]] = {}
    pairs = set()
    for order, position, draft in work.ordered_lines(family.id, SUGGESTED_FROM_ORDERS, now):
        name = name_of(draft)
        newest.setdefault(name, (order, position, draft))
        pairs.add((name, order))
    times = Counter(name for name, _ in pairs if name not in known)
    often = sorted((-count, name) for name, count in times.items() if count >= SUGGESTED_AFTER)
    return [newest[name] for _, name in often[:SUGGESTED_AT_ONCE]]
