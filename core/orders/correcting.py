"""Correct the prices of an order until it is paid: downward and a little upward freely, else if all say yes.

By how much an order may grow unasked is counted over all its prices together, from what the family agreed on:
small rises add up, and what became cheaper does not make room for what became dearer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.alerts.orders import PriceAnswered, PriceAsked, PriceCorrected
from core.carts.units import line_total
from core.families.family import Role
from core.families.membership import family_of, require_adult, require_member
from core.orders.errors import (
    CorrectionOverError,
    NotYourPricesError,
    OrderStateError,
    OrderUnknownError,
    PriceStaleError,
    PriceTooLowError,
    SharesPaidError,
)
from core.orders.order import CorrectionState, OrderState
from core.orders.paying import name_of, refuse_while_charging, require_order, require_paying
from core.orders.terms import OwnedLine, PayMode, shares_of, total_of
from core.orders.views import PricesView
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, in_minor, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.orders.order import Order, OrderedLine
    from core.orders.ports import OrderWork
    from core.orders.terms import Burden, Terms

TOLERANCE_MINOR: Final = 10_000
"""Where a family tolerates anything unasked, it tolerates 100 roubles, or as many of its currency."""

WHOLE: Final = 0
"""The position that stands for the whole order; its lines count from 1."""

PAGE_PRICES: Final = 8


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an order would be with another price."""

    lines: Sequence[OrderedLine]
    terms: Terms
    shares: Mapping[int, Burden]
    till_agreed: int
    risen: int
    agreed: int


def tolerance(agreed: int, percent: int, currency: str) -> int:
    """Return by how many minor units such an order may grow unasked: that part, or 100 roubles if more."""
    return max(agreed * percent // 100, in_minor(TOLERANCE_MINOR, currency)) if percent else 0


def show_prices(work: OrderWork, *, now: datetime, actor: int, order: int, page: int = 0) -> PricesView:
    """Return one page of an order's prices, for who may correct them.

    Raises:
        OrderUnknownError: there is no such order.
        DomainError: the actor may not, or not now, as `ask_for_correction` says.
    """
    known = _require_prices(work, now, actor, order)
    lines = work.ordered_lines_of(order)
    pages = max(1, -(-len(lines) // PAGE_PRICES))
    page = min(max(page, 0), pages - 1)
    family = family_of(work, require_member(work, actor, known.family))
    risen, agreed = _risen(lines, work.terms_of(order), work.till_agreed(order))
    return PricesView(
        order=order,
        number=known.number,
        currency=known.currency,
        units=family.customs.units,
        minor=known.minor,
        lines=lines[page * PAGE_PRICES : (page + 1) * PAGE_PRICES],
        page=page,
        pages=pages,
        left=max(tolerance(agreed, family.customs.tolerance_percent, family.currency) - risen, 0),
    )


def ask_for_correction(
    work: OrderWork, *, now: datetime, actor: int, order: int, position: int
) -> tuple[str, int, str]:
    """Wait for another price of a line, or of the whole order; return what it is of, the price, its currency.

    Raises:
        OrderUnknownError: there is no such order, or no such line in it.
        NotAMemberError: the actor is not in its family.
        NotThePayerError: somebody else is paying it.
        ChargeUnderWayError: a payment of it, or of a share, by an invoice may come any moment.
        NotYourPricesError: each pays their share, and somebody else checked it out.
        SharesPaidError: each pays their share, and some have.
        OrderStateError: nobody is paying it, or it is paid or cancelled.
    """
    known = _require_prices(work, now, actor, order)
    title, was = _price(work, known, position)
    subject = {"order": order, "position": position, "was": was}
    work.put_question(Question(actor, Ask.ORDER_PRICE, subject, now + QUESTION_LIFE))
    return title, was, known.currency


def correct_price(
    work: OrderWork, *, now: datetime, actor: int, order: int, position: int, was: int, text: str
) -> None:
    """Correct a price as it was typed: at once, or when all have said yes whose shares would grow.

    Where the shared account pays, that is all other adults. At once goes what is cheaper, what is within the
    family's tolerance, and what only the actor pays for. Asking about another price takes the question about
    the one before back.

    Raises:
        AmountUnreadableError: the text is no amount; the question stays open.
        PriceStaleError: the price is another one by now.
        PriceTooLowError: somebody, or the order, would cost less than nothing; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
        DomainError: the actor may not, or not now, as `ask_for_correction` says.
    """
    known = _require_prices(work, now, actor, order)
    title, present = _price(work, known, position)
    if present != was:
        raise PriceStaleError(known.number)
    minor = parse_amount(text, known.currency).minor
    take_answer(work, now, actor, Ask.ORDER_PRICE, {"order": order, "position": position, "was": was})
    work.withdraw_corrections(order)
    if minor == was:
        return
    after = _with_price(work, now, known, position, minor)
    _refuse_less_than_nothing(known, after)
    before = work.shares_of(order)
    family = family_of(work, require_member(work, actor, known.family))
    allowed = tolerance(after.agreed, family.customs.tolerance_percent, family.currency)
    is_beyond = minor > was and after.risen > allowed
    asked = _whose_yes(work, known, actor, before, after) if is_beyond else []
    state = CorrectionState.OPEN if asked else CorrectionState.ACCEPTED
    correction = work.put_correction(order, position, actor, was, minor, state, asked, now)
    if not asked:
        _keep(work, now, known, actor, after, title, was, minor)
    by = name_of(work, actor)
    for person in asked:
        told = PriceAsked(
            correction=correction,
            order=order,
            number=known.number,
            by=by,
            line=title,
            was=was,
            minor=minor,
            mine_was=before.get(person, 0),
            mine=after.shares[person].minor if person in after.shares else 0,
            currency=known.currency,
        )
        work.tell(person, told, now)


def _whose_yes(
    work: OrderWork, order: Order, actor: int, before: Mapping[int, int], after: _Outcome
) -> Sequence[int]:
    """Return who is asked: those whose shares grow, or all other adults where the shared account pays."""
    if order.pay is PayMode.ACCOUNT:
        members = work.members(order.family)
        return [member.person for member in members if member.role is Role.ADULT and member.person != actor]
    return [
        person
        for person, share in after.shares.items()
        if person != actor and share.minor > before.get(person, 0)
    ]


def answer_correction(work: OrderWork, *, now: datetime, actor: int, correction: int, is_yes: bool) -> int:
    """Say yes or no to a higher price; it holds when all have said yes. Returns the order's id.

    Silence is no yes. One no leaves the old price. The same answer again changes nothing.

    Raises:
        OrderUnknownError: there is no such question, or the actor was not asked.
        CorrectionOverError: it was decided, taken back, or overtaken by the payment.
        ChargeUnderWayError: a payment of the order by an invoice may come any moment.
    """
    asked = work.correction(correction)
    if asked is None:
        raise OrderUnknownError
    known = require_order(work, now, actor, asked.order)
    asked = work.correction(correction) or asked
    answers = work.answers_to(correction)
    if actor not in answers:
        raise OrderUnknownError
    if asked.state is not CorrectionState.OPEN:
        if answers[actor] is is_yes:
            return known.id
        raise CorrectionOverError(known.number)
    refuse_while_charging(work, now, known)
    work.put_answer(correction, actor, is_yes=is_yes)
    is_agreed = is_yes and all(said or person == actor for person, said in answers.items())
    if is_yes and not is_agreed:
        return known.id
    title, was = _price(work, known, asked.position)
    if is_agreed:
        work.close_correction(correction, CorrectionState.ACCEPTED)
        after = _with_price(work, now, known, asked.position, asked.minor, is_agreed=True)
        _keep(work, now, known, asked.by, after, title, was, asked.minor)
    else:
        work.close_correction(correction, CorrectionState.REFUSED)
    told = PriceAnswered(
        order=known.id,
        number=known.number,
        by=name_of(work, actor),
        line=title,
        minor=asked.minor,
        currency=known.currency,
        agreed=is_agreed,
    )
    work.tell(asked.by, told, now)
    return known.id


def withdraw_correction(work: OrderWork, *, now: datetime, actor: int, correction: int) -> int:
    """Take the question about a higher price back: the old one stays. Returns the order's id.

    The same tap again changes nothing.

    Raises:
        OrderUnknownError: there is no such question of the actor's.
        CorrectionOverError: all agreed to it, or somebody did not.
    """
    asked = work.correction(correction)
    if asked is None or asked.by != actor:
        raise OrderUnknownError
    known = require_order(work, now, actor, asked.order)
    asked = work.correction(correction) or asked
    if asked.state in (CorrectionState.ACCEPTED, CorrectionState.REFUSED):
        raise CorrectionOverError(known.number)
    work.withdraw_corrections(known.id)
    return known.id


def _require_prices(work: OrderWork, now: datetime, actor: int, order: int) -> Order:
    """Return the order, held, when the actor may correct its prices now."""
    known = require_order(work, now, actor, order)
    if known.pay is not PayMode.EACH:
        require_paying(work, known, actor)
        refuse_while_charging(work, now, known)
        return known
    require_adult(work, actor, known.family)
    if known.state is not OrderState.LOCKED:
        raise OrderStateError(known.number, known.state)
    if known.locked_by != actor:
        raise NotYourPricesError(known.number, name_of(work, known.locked_by))
    paid = work.paid_shares(order)
    if paid:
        raise SharesPaidError(known.number, [name_of(work, person) for person in paid])
    refuse_while_charging(work, now, known)
    return known


def _price(work: OrderWork, order: Order, position: int) -> tuple[str, int]:
    """Return what the price at a position is of, nothing for the whole order, and the price."""
    if position == WHOLE:
        return "", order.minor
    for line in work.ordered_lines_of(order.id):
        if line.position == position:
            return line.title, line.price_minor
    raise OrderUnknownError


def _with_price(
    work: OrderWork, now: datetime, order: Order, position: int, minor: int, *, is_agreed: bool = False
) -> _Outcome:
    """Return what the order would be with another price; what all agreed on has not risen."""
    terms, till_agreed = work.terms_of(order.id), work.till_agreed(order.id)
    lines = list(work.ordered_lines_of(order.id))
    if position == WHOLE:
        terms = replace(terms, till=terms.till + minor - order.minor)
    else:
        lines = [
            _priced(line, order.currency, minor) if line.position == position else line for line in lines
        ]
    if is_agreed:
        lines = [replace(line, risen_minor=0) if line.position == position else line for line in lines]
        till_agreed = terms.till if position == WHOLE else till_agreed
    risen, agreed = _risen(lines, terms, till_agreed)
    owned = [OwnedLine(line.owner, line.minor) for line in lines]
    spared = work.spared(order.family, now, but=order.id)
    shares = shares_of(owned, terms, spared) if order.pay.is_shared else {}
    return _Outcome(lines, terms, shares, till_agreed, risen, agreed)


def _refuse_less_than_nothing(order: Order, after: _Outcome) -> None:
    """Discount and till may be more than what is left; and nobody could say that they paid nothing each."""
    total = total_of([OwnedLine(line.owner, line.minor) for line in after.lines], after.terms)
    is_unpayable = order.pay is PayMode.EACH and not total
    if is_unpayable or min((total, *(share.minor for share in after.shares.values()))) < 0:
        raise PriceTooLowError(order.number)


def _priced(line: OrderedLine, currency: str, minor: int) -> OrderedLine:
    total = line_total(Money(minor, currency), line.quantity, line.unit)
    after = total.minor if total is not None else 0
    risen = line.risen_minor + after - line.minor
    return replace(line, price_minor=minor, minor=after, risen_minor=risen)


def _risen(lines: Sequence[OrderedLine], terms: Terms, till_agreed: int) -> tuple[int, int]:
    """Return by how much prices rose since the family agreed, without falls, and what it agreed on in all."""
    total = total_of([OwnedLine(line.owner, line.minor) for line in lines], terms)
    rises = [*(line.risen_minor for line in lines), terms.till - till_agreed]
    return sum(rise for rise in rises if rise > 0), total - sum(rises)


def _keep(
    work: OrderWork, now: datetime, order: Order, by: int, after: _Outcome, title: str, was: int, minor: int
) -> None:
    """Keep the order as it is with the new price, and tell those whose shares grew by it."""
    before = work.shares_of(order.id)
    total = total_of([OwnedLine(line.owner, line.minor) for line in after.lines], after.terms)
    work.keep_prices(order.id, total, after.lines, after.terms.till, after.till_agreed, after.shares)
    name = name_of(work, by)
    for person, share in after.shares.items():
        if person != by and share.minor > before.get(person, 0):
            told = PriceCorrected(
                order=order.id,
                number=order.number,
                by=name,
                line=title,
                was=was,
                minor=minor,
                mine_was=before.get(person, 0),
                mine=share.minor,
                currency=order.currency,
            )
            work.tell(person, told, now)
