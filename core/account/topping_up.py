"""Put money on the account: one side says that it was sent, the other that it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.errors import TopUpOpenError, TransferJudgedError, TransferUnknownError
from core.account.growth import tell_of_growth
from core.account.views import TopUpView
from core.alerts.account import TopUpSent, TopUpWithdrawn
from core.families.benefit import require_account
from core.families.membership import family_of, organizer_name, require_family, require_member
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for, take_answer
from core.pot.books import topped_up
from core.pot.transfer import TransferKind, TransferState
from core.shared.money import HIGHEST_MINOR, AmountUnreadableError, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork
    from core.families.family import Family, Member

SUMS_MINOR = (50_000, 100_000, 200_000, 500_000)
"""What the buttons offer, in minor units: 500, 1 000, 2 000 and 5 000; any other sum can be typed."""


def ask_for_top_up(work: AccountWork, *, now: datetime, actor: int) -> TopUpView:
    """Ask how much the actor sent to who keeps the account, or put on it as its keeper.

    While their last money is not judged, nothing is asked: then there is an invoice only.

    Raises:
        NoFamilyError: the actor is in no family.
        AccountOffError: the family has no account at the moment.
        TopUpOpenError: their last money is not judged yet, and there are no invoices.
    """
    member = require_member(work, actor)
    family = family_of(work, member)
    require_account(work, family)
    waiting = work.open_top_up(family.id, actor)
    if family.currency not in work.invoiced:
        _refuse_second(work, family, actor)
    if waiting is None:
        work.put_question(Question(actor, Ask.TOP_UP, {"family": family.id}, now + QUESTION_LIFE))
    return TopUpView(
        family=family.id,
        keeper=organizer_name(work, family.id),
        is_keeper=member.is_organizer,
        currency=family.currency,
        attempt=work.attempts_of(family.id, actor) + 1,
        waiting=waiting.minor if waiting is not None else None,
        invoiced=work.invoiced,
    )


def type_top_up(work: AccountWork, *, now: datetime, actor: int, family: int, text: str) -> None:
    """Say that the sum that was typed as the answer to the question was sent.

    Raises:
        NotAMemberError: the actor is not in that family any more.
        AccountOffError: the family has no account at the moment.
        AmountUnreadableError: the text is no amount of money to send; the question stays open.
        TopUpOpenError: their last money is not judged yet.
        QuestionGoneError: nobody asked, or not any more.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    require_account(work, held)
    amount = parse_amount(text, held.currency)
    if not amount.minor:
        raise AmountUnreadableError(text)
    take_answer(work, now, actor, Ask.TOP_UP, {"family": family})
    _refuse_second(work, held, actor)
    _send(work, now, held, member, amount.minor)


def say_topped_up(
    work: AccountWork, *, now: datetime, actor: int, family: int, minor: int, attempt: int
) -> None:
    """Say that one of the sums that were offered was sent.

    What the keeper puts on the account needs no second side: it is there at once, and all are told. The
    same tap again, which carries the same attempt, changes nothing.

    Raises:
        NotAMemberError: the actor is not in that family.
        AccountOffError: the family has no account at the moment.
        AmountUnreadableError: the sum is none that can be sent.
        TopUpOpenError: their last money is not judged yet.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    if work.attempts_of(family, actor) >= attempt:
        return
    require_account(work, held)
    if not 0 < minor <= HIGHEST_MINOR:
        raise AmountUnreadableError(str(minor))
    _refuse_second(work, held, actor)
    stop_asking_for(work, actor, Ask.TOP_UP)
    _send(work, now, held, member, minor)


def withdraw_top_up(work: AccountWork, *, now: datetime, actor: int, transfer: int) -> None:
    """Say that the money was not sent after all, as long as nobody has judged it; the keeper is told.

    Raises:
        TransferUnknownError: there is no such transfer, or it is not the actor's.
        TransferJudgedError: it is judged.
    """
    known = work.transfer(transfer)
    if known is None or known.kind is not TransferKind.TOP_UP or known.person != actor:
        raise TransferUnknownError
    if known.state is TransferState.WITHDRAWN:
        return
    if known.state is not TransferState.CLAIMED:
        raise TransferJudgedError(known.kind, known.state)
    work.set_transfer(transfer, TransferState.WITHDRAWN, now)
    withdrawn = TopUpWithdrawn(name_of(work, actor), known.minor, known.currency)
    work.tell(known.keeper, withdrawn, now)


def _send(work: AccountWork, now: datetime, family: Family, member: Member, minor: int) -> None:
    keeper = family.organizer if family.organizer is not None else member.person
    transfer = work.put_transfer(
        family=family.id,
        kind=TransferKind.TOP_UP,
        person=member.person,
        keeper=keeper,
        minor=minor,
        state=TransferState.CONFIRMED if member.is_organizer else TransferState.CLAIMED,
        now=now,
    )
    if not member.is_organizer:
        work.tell(keeper, TopUpSent(transfer, member.name, minor, family.currency), now)
        return
    posting = topped_up(
        family=family.id, transfer=transfer, person=member.person, minor=minor, currency=family.currency
    )
    work.post_to_pot(posting, now)
    tell_of_growth(work, now, family, member.name, minor, member.person)


def _refuse_second(work: AccountWork, family: Family, actor: int) -> None:
    waiting = work.open_top_up(family.id, actor)
    if waiting is not None:
        raise TopUpOpenError(name_of(work, waiting.keeper), waiting.minor, waiting.currency)
