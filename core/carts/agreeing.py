"""Set how the family agrees: its way to vote, what passes without a vote, until when a vote is open.

What is set holds for everything that is open from then on: open votes are counted anew the new way. What the
family agreed on, or did not, stays; and an open vote keeps the deadline that was announced.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.carts.deadline import read_custom, write_until
from core.carts.voting import settle_vote
from core.families.benefit import Benefit, switch
from core.families.customs import keep_customs
from core.families.membership import hold_as_organizer
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for, take_answer
from core.shared.money import HIGHEST_MINOR, AmountUnreadableError, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.ports import AgreeingWork
    from core.families.family import Customs, Family, Member, Voting


def choose_voting(
    work: AgreeingWork, *, now: datetime, actor: int, family: int, voting: Voting | None
) -> None:
    """Let the family vote this way, or not at all with None: that is voting switched off.

    What is over by now is still counted as it was announced. Every other open vote, and every tie, is
    counted anew.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    for ballot in work.overdue_votes(family, now):
        settle_vote(work, now, ballot)
    customs = held.customs if voting is None else replace(held.customs, voting=voting)
    has_voting = voting is not None
    if held.has_voting is not has_voting:
        switch(work, now, held, actor, Benefit.VOTING, is_on=has_voting)
    if keep_customs(work, now, held, organizer, customs, has_voting=has_voting) and has_voting:
        work.recount_votes(family)
        work.recount_ties(family)


def choose_free_below(work: AgreeingWork, *, now: datetime, actor: int, family: int, minor: int) -> None:
    """Let lines that cost less than so many minor units in all pass without a vote.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
        AmountUnreadableError: it is more than any line may cost.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    if minor > HIGHEST_MINOR:
        raise AmountUnreadableError(str(minor))
    stop_asking_for(work, actor, Ask.FREE_BELOW)
    _keep(work, now, held, organizer, replace(held.customs, free_below_minor=minor))


def ask_for_free_below(work: AgreeingWork, *, now: datetime, actor: int) -> None:
    """Ask the organizer below which sum a line passes without a vote.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    family, _ = hold_as_organizer(work, actor)
    work.put_question(Question(actor, Ask.FREE_BELOW, {"family": family.id}, now + QUESTION_LIFE))


def type_free_below(work: AgreeingWork, *, now: datetime, actor: int, family: int, text: str) -> None:
    """Let lines below the sum that was typed pass without a vote, as the answer to the question.

    Raises:
        NotAMemberError: the actor is not in that family any more.
        NotOrganizerError: somebody else is the organizer by now.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    below = parse_amount(text, held.currency)
    take_answer(work, now, actor, Ask.FREE_BELOW, {"family": family})
    _keep(work, now, held, organizer, replace(held.customs, free_below_minor=below.minor))


def choose_free_unpriced(
    work: AgreeingWork, *, now: datetime, actor: int, family: int, is_free: bool
) -> None:
    """Let lines without a price pass without a vote, or not.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    _keep(work, now, held, organizer, replace(held.customs, free_unpriced=is_free))


def choose_vote_until(work: AgreeingWork, *, now: datetime, actor: int, family: int, text: str) -> None:
    """Let every vote that begins from now on be open so long, or until a clock shows this.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
        DeadlineUnreadableError: the text says no deadline, or one that does not repeat.
        DeadlineOutOfRangeError: shorter than five minutes, or longer than a week.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    until = write_until(read_custom(text))
    stop_asking_for(work, actor, Ask.VOTE_UNTIL)
    keep_customs(work, now, held, organizer, replace(held.customs, vote_until=until))


def ask_for_vote_until(work: AgreeingWork, *, now: datetime, actor: int) -> None:
    """Ask the organizer until when a vote shall be open.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    family, _ = hold_as_organizer(work, actor)
    work.put_question(Question(actor, Ask.VOTE_UNTIL, {"family": family.id}, now + QUESTION_LIFE))


def type_vote_until(work: AgreeingWork, *, now: datetime, actor: int, family: int, text: str) -> None:
    """Let votes be open as it was typed, as the answer to the question.

    Raises:
        NotAMemberError: the actor is not in that family any more.
        NotOrganizerError: somebody else is the organizer by now.
        DeadlineUnreadableError: the text says no deadline, or one that does not repeat; the question stays.
        DeadlineOutOfRangeError: shorter than five minutes, or longer than a week; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    until = write_until(read_custom(text))
    take_answer(work, now, actor, Ask.VOTE_UNTIL, {"family": family})
    keep_customs(work, now, held, organizer, replace(held.customs, vote_until=until))


def _keep(work: AgreeingWork, now: datetime, family: Family, organizer: Member, customs: Customs) -> None:
    """Keep what passes without a vote; open votes that pass by it now need none any more."""
    if keep_customs(work, now, family, organizer, customs):
        work.recount_votes(family.id)
