"""Look at the cart and at one line; ask about a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import Standing, way_of
from core.carts.changing import may_move_deadline, require_line
from core.carts.errors import LineChangedError, LineGoneError, NotYourLineError
from core.carts.item import name_of
from core.carts.trip import Mark
from core.carts.views import LineDetails
from core.families.benefit import require_cart
from core.families.errors import CartOffError, NoFamilyError
from core.families.family import Role
from core.families.membership import family_of, require_family, require_member
from core.people.question import QUESTION_LIFE, Ask, Question

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.carts.views import CartView
    from core.families.family import Member, Voting


def show_cart(
    work: CartWork, *, now: datetime, actor: int, page: int = 0, is_public: bool = False
) -> CartView:
    """Return one page of the cart of the actor's family; if it is public, without any presents.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
    """
    view = work.cart_of(actor, page, now, is_public=is_public)
    if view is None:
        raise NoFamilyError
    if not view.is_open:
        raise CartOffError(view.organizer)
    return view


def show_line(work: CartWork, *, now: datetime, actor: int, item: int) -> LineDetails:
    """Return one line as the actor sees it.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
    """
    line = work.line(item, actor, now)
    if line is None:
        raise LineGoneError
    member = require_member(work, actor, line.item.family)
    is_author = line.item.author == actor
    return LineDetails(
        line=line,
        decision=work.decision_on(item),
        is_author=is_author,
        may_remove=is_author or member.is_organizer,
        may_decide=line.item.standing is Standing.ASKING and member.role is Role.ADULT,
        my_choice=work.choice_of(item, line.item.version, actor),
        hidden_from=_hidden_from(work, now, line.item),
        voting=_way_of(work, now, member, line.item),
        may_move_deadline=may_move_deadline(line.item, member, now),
        is_staple=work.staple_named(line.item.family, name_of(line.item)) is not None,
        may_unmark=line.item.mark is Mark.BOUGHT and (member.is_organizer or line.item.marked_by == actor),
        replaced=work.replaced_by(item, line.item.title),
    )


def _way_of(work: CartWork, now: datetime, member: Member, item: Item) -> Voting:
    """Return how the family agrees on the line: without the organizer where it is a present for them."""
    family = family_of(work, member)
    is_secret = family.organizer is not None and item.is_hidden_from(family.organizer, now)
    return way_of(family.customs.voting, organizer_knows=not is_secret)


def _hidden_from(work: CartWork, now: datetime, item: Item) -> str | None:
    """Return the name of the member who does not see the line now."""
    if item.hidden_from is None or not item.is_hidden(now):
        return None
    member = work.member(item.hidden_from)
    return member.name if member is not None and member.family == item.family else None


def ask_for_lines(work: CartWork, *, now: datetime, actor: int) -> None:
    """Wait for lines to add.

    Raises:
        NoFamilyError: the actor is in no family.
        CartOffError: it has no cart at the moment.
    """
    member = require_member(work, actor)
    require_cart(work, require_family(work, member.family))
    work.put_question(Question(actor, Ask.LINES, {}, now + QUESTION_LIFE))


def ask_for_edit(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> LineDetails:
    """Wait for the line as its author would rather have it.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        CartOffError: the family has no cart at the moment.
    """
    return _ask_author(work, now, actor, item, revision, Ask.LINE_EDIT)


def ask_for_note(work: CartWork, *, now: datetime, actor: int, item: int, revision: int) -> LineDetails:
    """Wait for a note that the line's author wants on it.

    Raises:
        DomainError: as `ask_for_edit` does.
    """
    return _ask_author(work, now, actor, item, revision, Ask.LINE_NOTE)


def _ask_author(work: CartWork, now: datetime, actor: int, item: int, revision: int, ask: Ask) -> LineDetails:
    require_line(work, now, actor, item)
    details = show_line(work, now=now, actor=actor, item=item)
    line = details.line.item
    if not details.is_author:
        raise NotYourLineError(line.title, line.author_name)
    if line.revision != revision:
        raise LineChangedError(line.title)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, ask, subject, now + QUESTION_LIFE))
    return details
