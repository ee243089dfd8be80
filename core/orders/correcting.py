"""Correct the prices of an order: until it is paid freely to some extent, afterwards unless somebody objects.

By how much an order may grow unasked is counted over all its prices together, from what the family agreed on:
small rises add up, and what became cheaper does not make room for what became dearer. Beyond that all have to
say yes whose share would grow.

Once the order is paid, the shares are debts. Whoever's share would grow is told before, and has 48 hours to
object; the books get the differences only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.alerts.orders import PriceAnswered, PriceAsked, PriceCorrected, PriceStays
from core.carts.units import line_total
from core.families.family import Role
from core.families.membership import family_of, require_adult, require_member
from core.ledger.objecting import OBJECTION_TIME, Verdict, verdict
from core.orders.errors import (
    CorrectionOverError,
    EachHasPaidError,
    ForgottenShareError,
    NotYourPricesError,
    OrderStateError,
    OrderUnknownError,
    PaidByAccountError,
    PriceStaleError,
    PriceTooLowError,
    SharesPaidError,
)
from core.orders.order import CorrectionState, OrderState
from core.orders.paying import (
    refuse_while_charging,
    require_order,
    require_order_at_home,
    require_paying,
)
from core.orders.reckoning import Owing, owed_back, reckon
from core.orders.stewards import require_steward
from core.orders.terms import SPARED_UNITS, Burden, OwnedLine, PayMode, explain, shares_of, total_of
from core.orders.views import AskedPrice, PricesView
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import Money, in_minor, parse_amount
from core.shared.pages import turned_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.orders.order import Correction, Order, OrderedLine
    from core.orders.ports import OrderWork
    from core.orders.terms import Terms

TOLERANCE_MINOR: Final = 10_000
"""Where a family tolerates anything unasked, it tolerates 100 roubles, or as many of its currency."""

WHOLE: Final = 0
"""The position that stands for the whole order; its lines count from 1."""

PAGE_PRICES: Final = 8
TENDED_AT_ONCE: Final = 20

_NOTHING: Final = Owing(None, 0, 0)
_IS_PAID: Final = (OrderState.PAID, OrderState.RECEIVED, OrderState.CLOSED)


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
    page, pages = turned_to(page, len(lines), PAGE_PRICES)
    family = family_of(work, require_member(work, actor, known.family))
    risen, agreed = _risen(lines, work.terms_of(order), work.till_agreed(order))
    asked = work.open_correction(order)
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
        is_paid=known.state in _IS_PAID,
        asked=AskedPrice(_price(work, known, asked.position)[0], asked.was, asked.minor) if asked else None,
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
        NotYourPricesError: somebody else paid it; or each pays their share, and somebody else checked it out.
        DomainError: that one left, and the actor may not take their part, as `require_steward` says.
        SharesPaidError: each pays their share, and some have.
        EachHasPaidError: each has paid their share.
        PaidByAccountError: the shared account paid it.
        OrderStateError: nobody is paying it, or it is cancelled.
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
    family's tolerance, and what only the actor pays for. Once the order is paid nothing is tolerated, but the
    silence of 48 hours is a yes. Asking about another price takes the question about the one before back.

    Raises:
        AmountUnreadableError: the text is no amount; the question stays open.
        PriceStaleError: the price is another one by now.
        PriceTooLowError: somebody, or the order, would cost less than nothing; the question stays open.
        ForgottenShareError: the order is paid, and who wanted to be forgotten would owe something else.
        QuestionGoneError: nobody asked, or not any more.
        DomainError: the actor may not, or not now, as `ask_for_correction` says.
    """
    known = _require_prices(work, now, actor, order)
    title, present = _price(work, known, position)
    if present != was:
        raise PriceStaleError(known.number)
    minor = parse_amount(text, known.currency).minor
    take_answer(work, now, actor, Ask.ORDER_PRICE, {"order": order, "position": position, "was": was})
    _take_back(work, now, known, actor)
    if minor == was:
        return
    after = _with_price(work, now, known, position, minor)
    _refuse_less_than_nothing(known, after)
    before = work.shares_of(order)
    is_paid = known.state in _IS_PAID
    if is_paid:
        _refuse_forgotten(work, known, before, after)
    family = family_of(work, require_member(work, actor, known.family))
    allowed = tolerance(after.agreed, family.customs.tolerance_percent, family.currency)
    is_free = not is_paid and (minor <= was or after.risen <= allowed)
    asked = [] if is_free else _whose_yes(work, known, actor, before, after)
    due_at = now + OBJECTION_TIME if is_paid and asked else None
    correction = work.put_correction(order, position, actor, was, minor, asked, now, due_at)
    if not asked:
        _keep(work, now, known, correction, after, title)
    for person in asked:
        told = PriceAsked(
            correction=correction.id,
            order=order,
            number=known.number,
            by=name_of(work, actor),
            line=title,
            was=was,
            minor=minor,
            mine_was=before.get(person, 0),
            mine=after.shares[person].minor if person in after.shares else 0,
            currency=known.currency,
            until=int(due_at.timestamp()) if due_at is not None else 0,
        )
        work.tell(person, told, now)


def _whose_yes(
    work: OrderWork, order: Order, actor: int, before: Mapping[int, int], after: _Outcome
) -> Sequence[int]:
    """Return who is asked: those whose shares grow, or all other adults where the shared account pays."""
    if order.pay is PayMode.ACCOUNT:
        members = work.members(order.family)
        return [member.person for member in members if member.role is Role.ADULT and member.person != actor]
    return _growing(before, after, actor)


def answer_correction(work: OrderWork, *, now: datetime, actor: int, correction: int, is_yes: bool) -> int:
    """Say yes or no to a higher price; it holds when all have said yes. Returns the order's id.

    Silence is no yes, but of an order that is paid. One no leaves the old price. The same answer again
    changes nothing.

    Raises:
        OrderUnknownError: there is no such question, or the actor was not asked.
        CorrectionOverError: it was decided, taken back, or overtaken by the payment.
        ChargeUnderWayError: a payment of the order by an invoice may come any moment.
    """
    asked = work.correction(correction)
    if asked is None:
        raise OrderUnknownError
    _, known = require_order_at_home(work, now, actor, asked.order)
    asked = work.correction(correction) or asked
    answers = work.answers_to(correction)
    if actor not in answers:
        raise OrderUnknownError
    if asked.state is not CorrectionState.OPEN:
        if answers[actor] is is_yes:
            return known.id
        raise CorrectionOverError(known.number)
    if known.state not in _IS_PAID:
        refuse_while_charging(work, now, known)
    work.put_answer(correction, actor, is_yes=is_yes)
    _decide(work, now, known, asked, name_of(work, actor))
    return known.id


def withdraw_correction(work: OrderWork, *, now: datetime, actor: int, correction: int) -> int:
    """Take the question about a higher price back: the old one stays. Returns the order's id.

    The same tap again changes nothing.

    Raises:
        OrderUnknownError: there is no such question of the actor's.
        CorrectionOverError: it holds, or somebody did not agree.
    """
    asked = work.correction(correction)
    if asked is None or asked.by != actor:
        raise OrderUnknownError
    known = require_order(work, now, actor, asked.order)
    asked = work.correction(correction) or asked
    if asked.state in (CorrectionState.ACCEPTED, CorrectionState.REFUSED):
        raise CorrectionOverError(known.number)
    if asked.state is CorrectionState.OPEN:
        _take_back(work, now, known, actor)
    return known.id


def tend_corrections(work: OrderWork, *, now: datetime) -> int:
    """Let the prices hold that nobody objected to in time; return how many."""
    due = work.due_corrections(now, TENDED_AT_ONCE)
    for correction in due:
        asked = work.correction(correction)
        family = work.family_of_order(asked.order) if asked is not None else None
        if family is not None:
            work.hold_family(family)
        known = work.order(asked.order) if asked is not None else None
        asked = work.correction(correction)  # once more: the order is held now
        if known is not None and asked is not None and asked.state is CorrectionState.OPEN:
            _decide(work, now, known, asked, "")
    return len(due)


def _decide(work: OrderWork, now: datetime, order: Order, asked: Correction, by: str) -> None:
    """Let a higher price hold or not, once that is sure; tell who asked by whose word, if by anybody's."""
    answers = work.answers_to(asked.id)
    outcome = verdict(answers.values(), asked.due_at, now)
    if outcome is Verdict.WAITS:
        return
    title, _ = _price(work, order, asked.position)
    if outcome is Verdict.HOLDS:
        after = _with_price(work, now, order, asked.position, asked.minor, is_agreed=True)
        _keep(work, now, order, asked, after, title)
    else:
        work.close_correction(asked.id, CorrectionState.REFUSED)
        _tell_it_stays(work, now, order, asked, title, by, has_objected=True)
    told = PriceAnswered(
        order=order.id,
        number=order.number,
        by=by,
        line=title,
        minor=asked.minor,
        currency=order.currency,
        agreed=outcome is Verdict.HOLDS,
    )
    work.tell(asked.by, told, now)


def _take_back(work: OrderWork, now: datetime, order: Order, by: int) -> None:
    """Ask about no other price any more; whose silence would have been a yes is told."""
    asked = work.open_correction(order.id)
    work.withdraw_corrections(order.id)
    if asked is not None:
        title, _ = _price(work, order, asked.position)
        _tell_it_stays(work, now, order, asked, title, name_of(work, by), has_objected=False)


def _tell_it_stays(
    work: OrderWork,
    now: datetime,
    order: Order,
    asked: Correction,
    title: str,
    by: str,
    *,
    has_objected: bool,
) -> None:
    """Tell those who were asked that the price of a paid order stays, but who objected to another one."""
    if asked.due_at is None:
        return
    told = PriceStays(
        order.id, order.number, by, title, asked.minor, order.currency, has_objected=has_objected
    )
    for person, answer in work.answers_to(asked.id).items():
        if answer is not False:
            work.tell(person, told, now)


def _require_prices(work: OrderWork, now: datetime, actor: int, order: int) -> Order:
    """Return the order, held, when the actor may correct its prices now."""
    _, known = require_order_at_home(work, now, actor, order)
    if known.state in _IS_PAID:
        _require_paid_prices(work, actor, known)
    elif known.pay is PayMode.EACH:
        _require_prices_of_each(work, now, actor, known)
    else:
        require_paying(work, known, actor)
        refuse_while_charging(work, now, known)
    return known


def _require_paid_prices(work: OrderWork, actor: int, order: Order) -> None:
    """Let nobody on but who paid the order, which has lines, out of their own pocket."""
    require_member(work, actor, order.family)
    if not work.ordered_lines_of(order.id):
        raise OrderUnknownError
    if order.pay is PayMode.EACH:
        raise EachHasPaidError(order.number)
    if work.is_from_pot(order.id):
        raise PaidByAccountError(order.number)
    if order.payer != actor:
        raise NotYourPricesError(order.number, name_of(work, order.payer), is_paid=True)


def _require_prices_of_each(work: OrderWork, now: datetime, actor: int, order: Order) -> None:
    """Let nobody on but who checked the order out, or the organizer for one who left, until somebody paid."""
    require_adult(work, actor, order.family)
    if order.state is not OrderState.LOCKED:
        raise OrderStateError(order.number, order.state)
    if order.locked_by != actor:
        locker = work.member(order.locked_by)
        if locker is not None and locker.family == order.family and locker.role is Role.ADULT:
            raise NotYourPricesError(order.number, locker.name)
        require_steward(work, now, actor, order.family, order)
    paid = work.paid_shares(order.id)
    if paid:
        raise SharesPaidError(order.number, [name_of(work, person) for person in paid])
    refuse_while_charging(work, now, order)


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
    shares = _shares(work, now, order, lines, terms)
    return _Outcome(lines, terms, shares, till_agreed, risen, agreed)


def _shares(
    work: OrderWork, now: datetime, order: Order, lines: Sequence[OrderedLine], terms: Terms
) -> Mapping[int, Burden]:
    """Return what everybody would bear.

    Of an order that is paid the odd minor units stay with whom they are, as far as they can: nobody's share
    is to grow because of other orders, nor to be another one two days later than they were told.
    """
    owned = [OwnedLine(line.owner, line.minor) for line in lines]
    if not order.pay.is_shared:
        return (
            {order.payer: Burden(total_of(owned, terms))} if order.state in _IS_PAID and order.payer else {}
        )
    if order.state not in _IS_PAID:
        return shares_of(owned, terms, work.spared(order.family, now, but=order.id))
    was = [OwnedLine(line.owner, line.minor) for line in work.ordered_lines_of(order.id)]
    borne = explain(was, work.terms_of(order.id), work.shares_of(order.id))
    return shares_of(owned, terms, {who: share.rounding * SPARED_UNITS for who, share in borne.items()})


def _growing(before: Mapping[int, int], after: _Outcome, but: int) -> Sequence[int]:
    """Return whose share would be more than before, leaving one person out."""
    return [who for who, share in after.shares.items() if who != but and share.minor > before.get(who, 0)]


def _refuse_forgotten(work: OrderWork, order: Order, before: Mapping[int, int], after: _Outcome) -> None:
    """Who was forgotten neither is asked for money any more, nor can say that some arrived."""
    for person, share in after.shares.items():
        if share.minor == before.get(person, 0):
            continue
        work.hold_person(person)  # who left is forgotten without a look at their old family
        if work.person(person) is None:
            raise ForgottenShareError(order.number)


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
    work: OrderWork,
    now: datetime,
    order: Order,
    correction: Correction,
    after: _Outcome,
    title: str,
) -> None:
    """Keep the order as it is with the new price, and tell those whose shares changed by it."""
    before = work.shares_of(order.id)
    minors = {person: share.minor for person, share in after.shares.items()}
    total = total_of([OwnedLine(line.owner, line.minor) for line in after.lines], after.terms)
    is_paid = order.state in _IS_PAID
    owing = owed_back(work, order, minors) if is_paid else {}
    returned = {person: owed.minor for person, owed in owing.items()}
    work.keep_prices(
        order.id, total, after.lines, after.terms.till, after.till_agreed, after.shares, returned
    )
    work.close_correction(correction.id, CorrectionState.ACCEPTED, now if is_paid else None)
    if is_paid:
        reckon(work, now, order, correction.id, before, owing)
    open_shares = {share.person: share for share in work.shares_in(order.id)} if is_paid else {}
    told = minors if is_paid else _growing(before, after, correction.by)
    name = name_of(work, correction.by)
    for person in told:
        if person != correction.by and minors[person] != before.get(person, 0):
            back, share = owing.get(person, _NOTHING), open_shares.get(person)
            alert = PriceCorrected(
                order=order.id,
                number=order.number,
                by=name,
                line=title,
                was=correction.was,
                minor=correction.minor,
                mine_was=before.get(person, 0),
                mine=minors[person],
                currency=order.currency,
                returned=back.minor - back.was,
                attempt=share.attempts + 1 if share is not None else 0,
                to_send=share.left if share is not None else 0,
            )
            work.tell(person, alert, now)
