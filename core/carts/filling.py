"""Fill the cart: add lines, change and remove one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.carts import LineRemoved
from core.carts.agreement import Standing
from core.carts.changing import change, require_line, stop_asking, take_away
from core.carts.errors import (
    LineBoughtError,
    LineChangedError,
    NotYourLineError,
    UndoLateError,
)
from core.carts.item import Item, as_draft
from core.carts.journal import UNDO_LIFE, Deed, record
from core.carts.merging import added_by
from core.carts.putting import put_before, put_lines
from core.carts.reading import check_quantity, likely_price, read_lines, read_note, read_one_line
from core.carts.trip import Mark
from core.families.benefit import require_cart
from core.families.membership import require_family, require_member
from core.people.question import Ask, take_answer
from core.shared.money import parse_amount
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.ports import CartWork, OwnWork
    from core.carts.views import Added


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
    family = require_family(work, member.family)
    known = put_before(work, now, family, actor, origin)
    if known is not None:
        return known
    require_cart(work, family)
    refuse_secret(text)
    added = put_lines(work, now, family, actor, origin, read_lines(text, family.currency))
    work.drop_question(actor)
    return added


def take_likely_price(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> Added:
    """Take the number at the end of a title for the price, as its author says it is.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor, revision)
    draft = as_draft(known)
    likely = likely_price(draft)
    if likely is None:
        raise LineChangedError(known.title)
    title, price = likely
    family = require_family(work, known.family)
    change(
        work, now, known, replace(draft, title=title, price=parse_amount(price, family.currency)), by=actor
    )
    return added_by(work, family, actor, work.addition_of(item) or 0, now)


def undo_addition(work: OwnWork, *, now: datetime, actor: int, addition: int) -> int:
    """Take back the lines that one of the actor's messages added and that nobody changed since.

    What was moved there from the actor's own cart goes back to it.
    Returns how many lines were removed; a second tap removes none.

    Raises:
        UndoLateError: ten minutes have passed.
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
        CartFullError: the actor's own cart has no room for what came from it.
    """
    member = require_member(work, actor)
    require_cart(work, require_family(work, member.family))
    unchanged = [
        item
        for item in work.items_of_addition(addition)
        if item.author == actor and item.family == member.family and item.revision == 1
    ]
    fresh = work.fresh_deeds([item.id for item in unchanged], Deed.ADDED, now - UNDO_LIFE)
    if unchanged and not fresh:
        raise UndoLateError(unchanged[0].title, UNDO_LIFE // timedelta(minutes=1))
    for item in unchanged:
        if item.id in fresh:
            take_away(work, now, actor, item, fresh[item.id])
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
        LineBoughtError: it has been bought already.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    if known.quantity == quantity and known.author == actor:
        return known
    _require_author(known, actor, revision)
    check_quantity(quantity, known.unit)
    return change(work, now, known, replace(as_draft(known), quantity=quantity), by=actor)


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
        LineBoughtError: it has been bought already.
        CartOffError: the family has no cart at the moment.
        DomainError: the text cannot be read, see `read_lines`.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor, revision)
    refuse_secret(text)
    draft = read_one_line(text, require_family(work, known.family).currency)
    take_answer(work, now, actor, Ask.LINE_EDIT, {"item": item, "revision": revision})
    return change(work, now, known, draft, by=actor)


def write_note(work: CartWork, *, now: datetime, actor: int, item: int, revision: int, text: str) -> Item:
    """Note on the line what its author typed in answer to the question; the votes on it stay.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the question was asked.
        QuestionGoneError: nobody asked, or not any more.
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        DecisionNoteError: nothing visible is left of the text, or it is longer than 200 characters.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor, revision)
    draft = replace(as_draft(known), note=read_note(text))
    take_answer(work, now, actor, Ask.LINE_NOTE, {"item": item, "revision": revision})
    return change(work, now, known, draft, by=actor)


def drop_note(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Take the note off the actor's own line; the votes on it stay. A repeated tap changes nothing more.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    if known.author == actor and not known.note:
        return known
    _require_author(known, actor, revision)
    return change(work, now, known, replace(as_draft(known), note=""), by=actor)


def ask_again(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Put an unchanged line to the vote, or to an adult, once more, as a new version.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        LineBoughtError: it has been bought already.
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
        LineBoughtError: it has been bought already.
        CartOffError: the family has no cart at the moment.
    """
    known = require_line(work, now, actor, item)
    member = require_member(work, actor, known.family)
    if known.author != actor:
        if not member.is_organizer:
            raise NotYourLineError(known.title, known.author_name)
        work.tell(known.author, LineRemoved(known.title, member.name), now)
    _refuse_bought(known)
    record(work, now, actor, Deed.REMOVED, known)
    work.drop_items([item])
    stop_asking(work, now, known)
    work.touch_cards(known.family)
    return known.title


def _require_author(item: Item, actor: int, revision: int) -> None:
    if item.author != actor:
        raise NotYourLineError(item.title, item.author_name)
    _refuse_bought(item)
    if item.revision != revision:
        raise LineChangedError(item.title)


def _refuse_bought(item: Item) -> None:
    if item.mark is Mark.BOUGHT:
        raise LineBoughtError(item.title)
