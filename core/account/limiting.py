"""Limit what each member may pay from the account in a calendar month: the organizer's to set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.spending import beginning, month_of
from core.account.views import LimitsView, Spender
from core.alerts.account import SpendingLimited, SpendingUnlimited
from core.families.benefit import require_account
from core.families.errors import MemberGoneError
from core.families.family import Role
from core.families.membership import (
    family_of,
    hold_as_organizer,
    organizer_name,
    require_member,
)
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for, take_answer
from core.shared.money import HIGHEST_MINOR, AmountUnreadableError, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork
    from core.families.family import Family, Member

MONTHLY_MINOR = (0, 500_000, 1_000_000, 3_000_000)
"""What the buttons offer, in minor units: 0, 5 000, 10 000 and 30 000; any other limit can be typed."""


def show_spending_limits(work: AccountWork, *, now: datetime, actor: int) -> LimitsView:
    """Return which adults may pay how much from the account a month.

    Raises:
        NoFamilyError: the actor is in no family.
        AccountOffError: the family has no account at the moment.
    """
    reader = require_member(work, actor)
    family = family_of(work, reader)
    require_account(work, family)
    spent = work.spent_by(family.id, beginning(work, family, month_of(work, family, now)))
    limits = work.spending_limits(family.id)
    return LimitsView(
        family=family.id,
        organizer=organizer_name(work, family.id),
        is_organizer=reader.is_organizer,
        currency=family.currency,
        spenders=[
            Spender(member, spent.get(member.person, 0), limits.get(member.person))
            for member in work.members(family.id)
            if member.role is Role.ADULT
        ],
    )


def ask_for_spending_limit(
    work: AccountWork, *, now: datetime, actor: int, person: int, since: int
) -> tuple[LimitsView, Spender]:
    """Ask the organizer how much a member, or they themselves, may pay from the account a month.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        AccountOffError: the family has no account at the moment.
        MemberGoneError: the member is not in the family any more, or is no adult.
    """
    family, _ = hold_as_organizer(work, actor)
    member = _require_spender(work, family, person, since)
    view = show_spending_limits(work, now=now, actor=actor)
    subject = {"person": person, "since": since}
    work.put_question(Question(actor, Ask.SPENDING_LIMIT, subject, now + QUESTION_LIFE))
    return view, next(spender for spender in view.spenders if spender.member.person == member.person)


def type_spending_limit(
    work: AccountWork, *, now: datetime, actor: int, person: int, since: int, text: str
) -> None:
    """Limit a member to the sum that was typed as the answer to the question.

    Raises:
        NotOrganizerError: somebody else is the organizer by now.
        NoFamilyError: the actor is in no family any more.
        AccountOffError: the family has no account at the moment.
        MemberGoneError: the member is not in the family any more, or is no adult.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = _require_spender(work, family, person, since)
    limit = parse_amount(text, family.currency)
    take_answer(work, now, actor, Ask.SPENDING_LIMIT, {"person": person, "since": since})
    _limit(work, now, family, organizer, member, limit.minor)


def limit_spending(
    work: AccountWork, *, now: datetime, actor: int, person: int, since: int, minor: int | None
) -> None:
    """Let a member pay so much a month from the account, or with None as much as there is; they are told.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        AccountOffError: the family has no account at the moment.
        MemberGoneError: the member is not in the family any more, or is no adult.
        AmountUnreadableError: nobody could spend so much.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = _require_spender(work, family, person, since)
    if minor is not None and minor > HIGHEST_MINOR:
        raise AmountUnreadableError(str(minor))
    stop_asking_for(work, actor, Ask.SPENDING_LIMIT)
    _limit(work, now, family, organizer, member, minor)


def _require_spender(work: AccountWork, family: Family, person: int, since: int) -> Member:
    require_account(work, family)
    member = work.member(person)
    if member is None or member.family != family.id or member.since != since or member.role is not Role.ADULT:
        raise MemberGoneError
    return member


def _limit(
    work: AccountWork,
    now: datetime,
    family: Family,
    organizer: Member,
    member: Member,
    minor: int | None,
) -> None:
    if work.spending_limits(family.id).get(member.person) == minor:
        return
    work.set_spending_limit(family.id, member.person, minor)
    if member.person == organizer.person:
        return
    told = (
        SpendingUnlimited(organizer.name)
        if minor is None
        else SpendingLimited(organizer.name, minor, family.currency)
    )
    work.tell(member.person, told, now)
