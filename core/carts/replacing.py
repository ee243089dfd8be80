"""Take something else instead: the shopper types it, the line's author says yes or no within ten minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.shopping import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementMissed,
    ReplacementOvertaken,
    ReplacementUnanswered,
)
from core.carts.agreement import Standing
from core.carts.changing import change, rules_about
from core.carts.errors import (
    NotYourLineError,
    ReplacementGoneError,
    ReplacementPriceError,
    ReplacementTooDearError,
)
from core.carts.item import is_dearer
from core.carts.journal import Deed, difference, record
from core.carts.reading import read_one_line, write_line
from core.carts.shopping import question_gathering, require_shelf_line, withdraw_question
from core.carts.trip import REPLACEMENT_LIFE, Mark, Replacement, ReplacementState
from core.carts.units import line_total
from core.carts.views import Answered, Offered
from core.families.benefit import require_cart
from core.families.family import Role
from core.families.membership import require_family, require_member
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.secrets import refuse_secret

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.journal import Fact
    from core.carts.ports import ShoppingWork
    from core.carts.reading import LineDraft
    from core.families.family import Family

TENDED_AT_ONCE = 50


def ask_for_replacement(work: ShoppingWork, *, now: datetime, actor: int, item: int, revision: int) -> Item:
    """Wait for what the shopper would take instead of a line.

    Raises:
        DomainError: as `require_shelf_line` does.
    """
    known = require_shelf_line(work, now, actor, item, revision)
    subject = {"item": item, "revision": revision}
    work.put_question(Question(actor, Ask.REPLACEMENT, subject, now + QUESTION_LIFE))
    return known


def offer_replacement(
    work: ShoppingWork, *, now: datetime, actor: int, item: int, revision: int, text: str
) -> Offered:
    """Ask the author of a line whether what the shopper typed will do; one's own line is replaced at once.

    What the family would have to vote on is not asked about: nobody votes within ten minutes. That is also
    something else instead of one's own line that is voted on: nobody else would have agreed.

    Raises:
        DomainError: as `require_shelf_line` does, or the text cannot be read, see `read_lines`.
        LooksSecretError: the text seems to give away a card number or a confirmation code.
        OneLineOnlyError: the text has several lines.
        ReplacementPriceError: it does not say what it costs.
        ReplacementTooDearError: at this price the family would vote on it; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    known = require_shelf_line(work, now, actor, item, revision)
    member = require_member(work, actor, known.family)
    family = require_family(work, known.family)
    refuse_secret(text)
    draft = read_one_line(text, family.currency)
    total = draft.total()
    if total is None:
        raise ReplacementPriceError
    if _needs_vote(work, now, family, known, draft, shopper=actor):
        raise ReplacementTooDearError(known.title, total.minor, total.currency)
    take_answer(work, now, actor, Ask.REPLACEMENT, {"item": item, "revision": revision})
    withdraw_question(work, now, known)
    if known.author == actor:
        _replace(work, now, known, draft, by=actor)
        work.put_mark(item, None, actor)
        return Offered(known.title, draft, None, family.customs.units)
    instead: dict[str, Fact] = {"instead": draft.title, "quantity": draft.quantity, "unit": draft.unit}
    record(work, now, actor, Deed.OFFERED, known, **instead, price=total.minor)
    work.put_mark(item, Mark.ASKING, actor)
    question = work.put_replacement(item, actor, known.author, write_line(draft), now + REPLACEMENT_LIFE)
    asked = ReplacementAsked(
        replacement=question,
        shopper=member.name,
        line=known.title,
        title=draft.title,
        quantity=draft.quantity,
        unit=draft.unit,
        minor=total.minor,
        currency=total.currency,
        minutes=REPLACEMENT_LIFE // timedelta(minutes=1),
        units=family.customs.units.value,
    )
    work.gather(known.author, question_gathering(question), now, now, lambda _: asked)
    work.touch_cards(known.family)
    return Offered(known.title, draft, known.author_name, family.customs.units)


def answer_replacement(
    work: ShoppingWork, *, now: datetime, actor: int, replacement: int, is_accepted: bool
) -> Answered:
    """Say yes or no to what the shopper would take instead; the shopper is told. The first answer counts.

    A yes makes the line the replacement, agreed on, since its author and an adult in the shop agree, and the
    family need not vote on it: it costs so little, or about the same as what was voted on, whose votes it
    keeps. A no leaves it in the cart as not there.

    Raises:
        ReplacementGoneError: it was answered otherwise, too late, or the line or the trip is not what it was.
        NotAMemberError: the actor is not in the family.
        CartOffError: the family has no cart at the moment.
        NotYourLineError: somebody else is asked.
    """
    seen = work.replacement(replacement)
    if seen is None:
        raise ReplacementGoneError
    family = require_family(work, seen.family)
    require_member(work, actor, family.id)
    require_cart(work, family)
    asked, line = work.replacement(replacement), work.item(seen.item)
    if asked is None or line is None or line.is_hidden_from(actor, now):
        raise ReplacementGoneError
    if asked.asked != actor:
        raise NotYourLineError(line.title, line.author_name)
    said = ReplacementState.ACCEPTED if is_accepted else ReplacementState.DECLINED
    draft = read_one_line(asked.wish, family.currency)
    if asked.state is said:
        return Answered(line.id, draft.title, is_accepted, line.standing is Standing.VOTING)
    if asked.state is not ReplacementState.OPEN or now >= asked.expires_at or _is_overtaken(asked, line):
        raise ReplacementGoneError
    shopper = work.member(asked.shopper)
    if shopper is None or shopper.role is not Role.ADULT:
        raise ReplacementGoneError
    work.settle_replacement(replacement, said)
    votes = is_accepted and _needs_vote(work, now, family, line, draft, shopper=asked.shopper)
    if is_accepted:
        work.put_mark(line.id, None, actor)
        if votes:
            change(work, now, line, draft, by=actor, allowed_by=asked.shopper)
        else:
            _replace(work, now, line, draft, by=actor, allowed_by=asked.shopper)
    else:
        _count_missing(work, now, asked, line)
    now_line = work.item(line.id) or line
    answer = ReplacementAnswered(
        item=line.id,
        revision=now_line.revision,
        author=line.author_name,
        line=line.title,
        title=draft.title,
        is_accepted=is_accepted,
        votes=votes,
    )
    work.tell(asked.shopper, answer, now)
    return Answered(line.id, draft.title if is_accepted else line.title, is_accepted, votes)


def tend_replacements(work: ShoppingWork, *, now: datetime) -> int:
    """Close questions that nobody answered in time, or that were overtaken; return how many.

    An unanswered line counts as not there, and both are told.
    """
    closed = 0
    for seen in work.due_replacements(now, TENDED_AT_ONCE):
        require_family(work, seen.family)
        asked, line = work.replacement(seen.id), work.item(seen.item)
        if asked is None or line is None or asked.state is not ReplacementState.OPEN:
            continue
        closed += 1
        work.drop_gathering(question_gathering(asked.id), now)
        if _is_overtaken(asked, line):
            work.settle_replacement(asked.id, ReplacementState.WITHDRAWN)
            if line.mark is Mark.ASKING:
                work.put_mark(line.id, None, asked.shopper)
                work.touch_cards(line.family)
            if not line.is_hidden_from(asked.shopper, now):
                work.tell(asked.shopper, ReplacementOvertaken(line.title), now)
            continue
        work.settle_replacement(asked.id, ReplacementState.EXPIRED)
        _count_missing(work, now, asked, line)
        shopper = next(member for member in work.members(line.family) if member.person == asked.shopper)
        work.tell(asked.shopper, ReplacementUnanswered(line.author_name, line.title), now)
        work.tell(asked.asked, ReplacementMissed(shopper.name, line.title), now)
    return closed


def _replace(
    work: ShoppingWork, now: datetime, item: Item, draft: LineDraft, *, by: int, allowed_by: int | None = None
) -> None:
    record(work, now, by, Deed.REPLACED, item, **difference(item, draft))
    change(work, now, item, draft, by=by, allowed_by=allowed_by, written_as=Deed.REPLACED)


def _needs_vote(
    work: ShoppingWork, now: datetime, family: Family, item: Item, draft: LineDraft, *, shopper: int
) -> bool:
    """Tell whether the family would vote on such a line, and has not on what costs about the same."""
    total = draft.total()
    if total is None or rules_about(work, now, family, item).first_allowed(total) is Standing.FREE:
        return False
    has_votes = item.standing is Standing.APPROVED and item.author != shopper
    return not has_votes or is_dearer(line_total(item.asked, item.quantity, item.unit), total)


def _is_overtaken(asked: Replacement, line: Item) -> bool:
    return (line.revision, line.author) != (asked.revision, asked.asked)


def _count_missing(work: ShoppingWork, now: datetime, asked: Replacement, line: Item) -> None:
    record(work, now, asked.shopper, Deed.MISSING, line)
    work.put_mark(line.id, Mark.MISSING, asked.shopper)
    work.touch_cards(line.family)
