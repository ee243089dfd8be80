"""Put money on the shared account by an invoice: it needs nobody's word, for Telegram tells that it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.benefit import require_account
from core.families.membership import family_of, organizer_name, require_family, require_member
from core.orders.charge import Invoice, Purpose
from core.orders.errors import NotInvoicedError
from core.orders.views import InvoicedSumView
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import HIGHEST_MINOR, AmountUnreadableError, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.orders.ports import ChargeWork


def ask_for_invoiced_sum(work: ChargeWork, *, now: datetime, actor: int) -> InvoicedSumView:
    """Ask how much the actor would put on the account by an invoice.

    Raises:
        NoFamilyError: the actor is in no family.
        AccountOffError: the family has no account at the moment.
        NotInvoicedError: there are no invoices in its currency.
    """
    member = require_member(work, actor)
    family = family_of(work, member)
    _require_invoices(work, family)
    subject = {"family": family.id}
    work.put_question(Question(actor, Ask.INVOICED_SUM, subject, now + QUESTION_LIFE))
    keeper = organizer_name(work, family.id)
    return InvoicedSumView(family.id, keeper, is_keeper=member.is_organizer, currency=family.currency)


def type_invoiced_sum(
    work: ChargeWork, *, now: datetime, actor: int, family: int, text: str, token: str
) -> Invoice:
    """Return the invoice for the sum that was typed as the answer to the question.

    Raises:
        NotAMemberError: the actor is not in that family any more.
        AccountOffError: the family has no account at the moment.
        NotInvoicedError: there are no invoices in its currency.
        AmountUnreadableError: the text is no amount of money to pay; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    held = _hold(work, actor, family)
    minor = parse_amount(text, held.currency).minor
    if not minor:
        raise AmountUnreadableError(text)
    take_answer(work, now, actor, Ask.INVOICED_SUM, {"family": family})
    return _invoice(work, now, held, actor, minor, token)


def invoice_top_up(
    work: ChargeWork, *, now: datetime, actor: int, family: int, minor: int, token: str
) -> Invoice:
    """Return the invoice for one of the sums that were offered; the same tap again returns the same one.

    `token` names a new intent, and nobody can guess it.

    Raises:
        NotAMemberError: the actor is not in that family.
        AccountOffError: the family has no account at the moment.
        NotInvoicedError: there are no invoices in its currency.
        AmountUnreadableError: the sum is none that can be paid.
    """
    held = _hold(work, actor, family)
    if not 0 < minor <= HIGHEST_MINOR:
        raise AmountUnreadableError(str(minor))
    question = work.question_of(actor)
    if question is not None and question.ask is Ask.INVOICED_SUM:
        work.drop_question(actor)
    return _invoice(work, now, held, actor, minor, token)


def _hold(work: ChargeWork, actor: int, family: int) -> Family:
    held = require_family(work, family)
    require_member(work, actor, family)
    _require_invoices(work, held)
    return held


def _require_invoices(work: ChargeWork, family: Family) -> None:
    require_account(work, family)
    if family.currency not in work.invoiced:
        raise NotInvoicedError(family.currency)


def _invoice(work: ChargeWork, now: datetime, family: Family, payer: int, minor: int, token: str) -> Invoice:
    """Keep the intent; of each sum one is open at a time, and each that is paid counts."""
    before = work.open_top_up_intent(family.id, payer, minor)
    if before is None:
        work.put_intent(
            token=token,
            purpose=Purpose.TOP_UP,
            family=family.id,
            order=None,
            payer=payer,
            minor=minor,
            seal="",
            now=now,
        )
    return Invoice(
        token=before.token if before is not None else token,
        purpose=Purpose.TOP_UP,
        number=None,
        family=family.name,
        titles=[],
        minor=minor,
        currency=family.currency,
    )
