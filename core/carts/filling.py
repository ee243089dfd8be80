"""Fill the cart: add lines, change and remove one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.alert import ApprovalsAsked, LineRemoved
from core.carts.agreement import Standing, deadline
from core.carts.changing import ask_adults, change, require_line, rules_of, stop_asking
from core.carts.errors import (
    CartFullError,
    LineChangedError,
    NotYourLineError,
    OneLineOnlyError,
)
from core.carts.item import LINES_LIMIT, Item, as_draft
from core.carts.journal import Deed, record
from core.carts.reading import check_quantity, read_lines
from core.carts.views import Added
from core.families.benefit import require_cart
from core.families.membership import require_family, require_member
from core.people.question import Ask, take_answer
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.agreement import Rules
    from core.carts.ports import CartWork
    from core.families.family import Family


def add_lines(work: CartWork, *, now: datetime, actor: int, text: str, origin: str) -> Added:
    """Add what a message wishes for to the cart of the actor's family, all of it or nothing.

    What a limited member may not wish for unasked waits for an adult; the organizer is told.

    Args:
        work: the open transaction.
        now: when the lines are added.
        actor: who wrote, the author of the lines.
        text: one or several lines, see `core.carts.reading`.
        origin: names the message; the same message again adds nothing and gives the same answer.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        CartFullError: the cart would hold more than 200 lines, not counting presents.
        DomainError: the text cannot be read, see `read_lines`.
    """
    member = require_member(work, actor)
    known = work.addition_by_origin(origin)
    if known is not None:
        return Added(known, work.items_of_addition(known), work.line_count(member.family, now))
    family = require_family(work, member.family)
    require_cart(work, family)
    refuse_secret(text)
    drafts = read_lines(text, family.currency)
    lines = work.line_count(member.family, now)
    if lines + len(drafts) > LINES_LIMIT:
        raise CartFullError(LINES_LIMIT, max(LINES_LIMIT - lines, 0))
    rules = rules_of(work, family, actor)
    addition = work.put_addition(member.family, actor, origin, now)
    for draft in drafts:
        standing = rules.first(draft.total())
        work.put_item(
            family=member.family,
            author=actor,
            addition=addition,
            draft=draft,
            standing=standing,
            closes_at=deadline(standing, now),
            now=now,
        )
    work.drop_question(actor)
    work.touch_cards(member.family)
    added = work.items_of_addition(addition)
    for item in added:
        record(work, now, actor, Deed.ADDED, item)
    _ask_adults(work, now, family, added, rules)
    return Added(addition, added, lines + len(drafts))


def _ask_adults(work: CartWork, now: datetime, family: Family, added: Sequence[Item], rules: Rules) -> None:
    asking = [item for item in added if item.standing is Standing.ASKING]
    if len(asking) == 1:
        ask_adults(work, now, family, asking[0], rules)
    elif asking and family.organizer is not None:
        work.tell(family.organizer, ApprovalsAsked(asking[0].author_name, len(asking)), now)


def undo_addition(work: CartWork, *, now: datetime, actor: int, addition: int) -> int:
    """Take back the lines that one of the actor's messages added and that nobody changed since.

    Returns how many lines were removed; a second tap removes none.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
    """
    member = require_member(work, actor)
    require_cart(work, require_family(work, member.family))
    fresh = [
        item
        for item in work.items_of_addition(addition)
        if item.author == actor and item.family == member.family and item.revision == 1
    ]
    if fresh:
        for item in fresh:
            record(work, now, actor, Deed.REMOVED, item)
            stop_asking(work, now, item)
        work.drop_items([item.id for item in fresh])
        work.touch_cards(member.family)
    return len(fresh)


def set_quantity(
    work: CartWork, *, now: datetime, actor: int, item: int, revision: int, quantity: int
) -> Item:
    """Want so many of it: the target value, so that a repeated tap changes nothing more.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        QuantityOutOfRangeError: below 1, or more than one line may ask for.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    if known.quantity == quantity and known.author == actor:
        return known
    _require_author(known, actor, revision)
    check_quantity(quantity, known.unit)
    changed = change(work, now, known, replace(as_draft(known), quantity=quantity), by=actor)
    work.hurry_card(actor, now)
    return changed


def edit_line(work: CartWork, *, now: datetime, actor: int, item: int, revision: int, text: str) -> Item:
    """Replace the line by what its author typed in answer to the question.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the question was asked.
        QuestionGoneError: nobody asked, or not any more.
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        OneLineOnlyError: the text has several lines.
        CartOffError: the family has no cart at the moment.
        DomainError: the text cannot be read, see `read_lines`.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor, revision)
    refuse_secret(text)
    drafts = read_lines(text, require_family(work, known.family).currency)
    if len(drafts) > 1:
        raise OneLineOnlyError(len(drafts))
    take_answer(work, now, actor, Ask.LINE_EDIT, {"item": item, "revision": revision})
    return change(work, now, known, drafts[0], by=actor)


def ask_again(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Put an unchanged line to the vote, or to an adult, once more, as a new version.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor, revision)
    if known.standing not in (Standing.REJECTED, Standing.DECLINED):
        raise LineChangedError(known.title)
    return change(work, now, known, as_draft(known), by=actor, is_new_version=True)


def remove_line(work: CartWork, *, now: datetime, actor: int, item: int) -> str:
    """Remove one's own line, or as the organizer anybody's, who is then told; return its title.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: the actor is neither its author nor the organizer.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    member = require_member(work, actor, known.family)
    if known.author != actor:
        if not member.is_organizer:
            raise NotYourLineError(known.title, known.author_name)
        work.tell(known.author, LineRemoved(known.title, member.name), now)
    record(work, now, actor, Deed.REMOVED, known)
    work.drop_items([item])
    stop_asking(work, now, known)
    work.touch_cards(known.family)
    return known.title


def _require_author(item: Item, actor: int, revision: int) -> None:
    if item.author != actor:
        raise NotYourLineError(item.title, item.author_name)
    if item.revision != revision:
        raise LineChangedError(item.title)
