"""One's own cart: what a person wants for themselves. It belongs to no family, and nobody else sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.carts.changing import FROM_OWN_CART
from core.carts.errors import OwnLineChangedError, OwnLineGoneError
from core.carts.own_line import (
    family_of_owner,
    own_added,
    put_own_lines,
    require_own_line,
    usual_currency,
    usual_units,
)
from core.carts.putting import put_before, put_lines
from core.carts.reading import check_quantity, read_lines, read_one_line
from core.carts.views import PAGE_LINES
from core.families.benefit import require_cart
from core.families.membership import require_family, require_member
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money
from core.shared.pages import turned_to
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.own_line import OwnAdded, OwnLine
    from core.carts.ports import OwnWork
    from core.carts.reading import LineDraft
    from core.carts.views import Added
    from core.families.family import Units


@dataclass(frozen=True, slots=True)
class OwnCart:
    """One page of a person's own cart, with sums over all its lines, one for each currency.

    `last` is the newest line of all, 0 when there is none: with it a button names what was there.
    """

    lines: Sequence[OwnLine]
    page: int
    pages: int
    count: int
    last: int
    sums: Sequence[Money]
    unpriced: int
    has_family: bool
    units: Units


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """One line of a person's own cart, and whether they have a family to whose cart it could go."""

    line: OwnLine
    has_family: bool
    units: Units


def show_own_cart(work: OwnWork, *, now: datetime, actor: int, page: int = 0) -> OwnCart:
    """Return one page of the actor's own cart; a page past the end is the last one."""
    del now
    lines = work.own_lines(actor)
    page, pages = turned_to(page, len(lines), PAGE_LINES)
    totals = [total for line in lines if (total := line.draft.total()) is not None]
    sums: dict[str, Money] = {}
    for total in totals:
        sums[total.currency] = sums.get(total.currency, Money.zero(total.currency)) + total
    return OwnCart(
        lines=lines[page * PAGE_LINES : (page + 1) * PAGE_LINES],
        page=page,
        pages=pages,
        count=len(lines),
        last=max((line.id for line in lines), default=0),
        sums=list(sums.values()),
        unpriced=len(lines) - len(totals),
        has_family=family_of_owner(work, actor) is not None,
        units=usual_units(work, actor),
    )


def show_own_line(work: OwnWork, *, now: datetime, actor: int, item: int) -> OwnDetails:
    """Return one line of the actor's own cart.

    Raises:
        OwnLineGoneError: it is not there.
    """
    del now
    line = require_own_line(work, actor, item)
    return OwnDetails(line, family_of_owner(work, actor) is not None, usual_units(work, actor))


def ask_for_own_lines(work: OwnWork, *, now: datetime, actor: int) -> None:
    """Wait for lines to add to the actor's own cart."""
    work.put_question(Question(actor, Ask.OWN_LINES, {}, now + QUESTION_LIFE))


def add_own_lines(
    work: OwnWork, *, now: datetime, actor: int, text: str, origin: str, currency: str
) -> OwnAdded:
    """Add what a message wishes for to the actor's own cart, all or nothing; return what is there of it.

    Args:
        work: the open transaction.
        now: when the lines are added.
        actor: whose cart it is.
        text: one or several lines, see `core.carts.reading`.
        origin: names the message; the same message again adds nothing.
        currency: of the prices, when the actor is in no family that has one.

    Raises:
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        CartFullError: the cart would hold more than 200 lines.
        DomainError: the text cannot be read, see `read_lines`.
    """
    work.hold_person(actor)
    known = work.own_addition_by_origin(origin)
    if known is not None:
        return own_added(work, actor, known)
    refuse_secret(text)
    drafts = read_lines(text, usual_currency(work, actor, currency))
    added = put_own_lines(work, now, actor, origin, drafts)
    work.drop_question(actor)
    return added


def undo_own_addition(work: OwnWork, *, now: datetime, actor: int, addition: int) -> int:
    """Remove the lines that came into the actor's own cart at once and that are unchanged since.

    Returns how many were removed; a second tap removes none.
    """
    del now
    work.hold_person(actor)
    unchanged = [line.id for line in own_added(work, actor, addition).lines if line.revision == 1]
    work.drop_own_lines(unchanged)
    return len(unchanged)


def ask_for_own_edit(work: OwnWork, *, now: datetime, actor: int, item: int, revision: int) -> OwnLine:
    """Wait for the line as the actor would rather have it.

    Raises:
        OwnLineGoneError: it is not there.
        OwnLineChangedError: it changed since the button was drawn.
    """
    line = require_own_line(work, actor, item, revision)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.OWN_EDIT, subject, now + QUESTION_LIFE))
    return line


def edit_own_line(
    work: OwnWork, *, now: datetime, actor: int, item: int, revision: int, text: str, currency: str
) -> None:
    """Replace the line by what the actor typed in answer to the question.

    Raises:
        OwnLineGoneError: it is not there.
        OwnLineChangedError: it changed since the question was asked.
        QuestionGoneError: nobody asked, or not any more.
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        OneLineOnlyError: the text has several lines.
        DomainError: the text cannot be read, see `read_lines`.
    """
    work.hold_person(actor)
    require_own_line(work, actor, item, revision)
    refuse_secret(text)
    draft = read_one_line(text, usual_currency(work, actor, currency))
    take_answer(work, now, actor, Ask.OWN_EDIT, {"item": item, "revision": revision})
    work.change_own_line(item, draft)


def set_own_quantity(
    work: OwnWork, *, now: datetime, actor: int, item: int, revision: int, quantity: int
) -> None:
    """Want so many of it: the target value, so that a repeated tap changes nothing more.

    Raises:
        OwnLineGoneError: it is not there.
        OwnLineChangedError: it changed since the button was drawn.
        QuantityOutOfRangeError: below 1, or more than one line may ask for.
    """
    del now
    work.hold_person(actor)
    line = require_own_line(work, actor, item)
    if line.draft.quantity == quantity:
        return
    if line.revision != revision:
        raise OwnLineChangedError(line.draft.title)
    check_quantity(quantity, line.draft.unit)
    work.change_own_line(item, replace(line.draft, quantity=quantity))


def remove_own_line(work: OwnWork, *, now: datetime, actor: int, item: int) -> str:
    """Remove a line of the actor's own cart; return its title.

    Raises:
        OwnLineGoneError: it is not there.
    """
    del now
    work.hold_person(actor)
    line = require_own_line(work, actor, item)
    work.drop_own_lines([item])
    return line.draft.title


def move_own_lines(
    work: OwnWork, *, now: datetime, actor: int, item: int, revision: int | None = None
) -> Added:
    """Move lines from the actor's own cart to that of their family, as if they were added there now.

    Args:
        work: the open transaction.
        now: when they are moved.
        actor: whose lines they are.
        item: the one line to move, or the newest of all when no revision is named: then all up to it go.
        revision: the revision of the one line that the button showed.

    Returns:
        What is in the family's cart by it; a second tap moves nothing and returns the same.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
        OwnLineGoneError: there is nothing to move.
        OwnLineChangedError: the line changed since the button was drawn.
        CartFullError: the family's cart would hold more than 200 lines.
    """
    family = require_family(work, require_member(work, actor).family)
    origin = f"{FROM_OWN_CART}{actor} {'up to ' if revision is None else ''}{item}"
    known = put_before(work, now, family, actor, origin)
    if known is not None:
        return known
    require_cart(work, family)
    work.hold_person(actor)
    if revision is None:
        moved: Sequence[OwnLine] = [line for line in work.own_lines(actor) if line.id <= item]
    else:
        moved = [require_own_line(work, actor, item, revision)]
    if not moved:
        raise OwnLineGoneError
    drafts = [_priced_in(line.draft, family.currency) for line in moved]
    work.drop_own_lines([line.id for line in moved])
    return put_lines(work, now, family, actor, origin, drafts)


def _priced_in(draft: LineDraft, currency: str) -> LineDraft:
    """Return the wish as a family of this currency can keep it: a price in another one is left out."""
    is_foreign = draft.price is not None and draft.price.currency != currency
    return replace(draft, price=None) if is_foreign else draft
