"""Look at the cart and at one line; ask about a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.carts.agreement import Standing
from core.carts.changing import require_line
from core.carts.errors import LineChangedError, LineGoneError, NotYourLineError
from core.carts.views import LineDetails
from core.families.benefit import require_cart
from core.families.errors import CartOffError, NoFamilyError
from core.families.family import Role
from core.families.membership import require_family, require_member
from core.people.question import QUESTION_LIFE, Ask, Question

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.carts.views import CartView


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
    )


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
    require_line(work, now, actor, item)
    details = show_line(work, now=now, actor=actor, item=item)
    line = details.line.item
    if not details.is_author:
        raise NotYourLineError(line.title, line.author_name)
    if line.revision != revision:
        raise LineChangedError(line.title)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.LINE_EDIT, subject, now + QUESTION_LIFE))
    return details
