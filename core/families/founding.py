"""Found a family, and look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import CountryNotProvedError, NoFamilyError
from core.families.family import Customs, read_name
from core.families.membership import may_organise, require_no_family
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import in_minor

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import FamilyReading, FoundingWork
    from core.families.views import Archive, FamilySummary, FamilyView


def begin_family(work: FoundingWork, *, now: datetime, actor: int, allowed: tuple[str, ...]) -> bool:
    """Ask for the family's name, or for a phone number first; tell whether the number is needed.

    Raises:
        AlreadyInFamilyError: the actor is in a family.
    """
    require_no_family(work, actor)
    needs_number = not may_organise(work, actor, allowed)
    question = Ask.CONTACT if needs_number else Ask.FAMILY_NAME
    work.put_question(Question(actor, question, {}, now + QUESTION_LIFE))
    return needs_number


def found_family(
    work: FoundingWork, *, now: datetime, actor: int, name: str, allowed: tuple[str, ...], currency: str
) -> None:
    """Found a family as the answer to the question for its name; the founder is its organizer.

    Args:
        work: the open transaction.
        now: when it is founded.
        actor: the founder.
        name: what the founder typed.
        allowed: countries whose people may organise a family; empty means all.
        currency: ISO 4217 code in which the family counts.

    Raises:
        AlreadyInFamilyError: the actor is in a family.
        CountryNotProvedError: the actor has shown no phone number of an allowed country.
        FamilyNameError: the name is empty or too long; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    require_no_family(work, actor)
    if not may_organise(work, actor, allowed):
        raise CountryNotProvedError
    tidy = read_name(name)
    take_answer(work, now, actor, Ask.FAMILY_NAME, {})
    free_below = in_minor(Customs().free_below_minor, currency)
    work.put_family(tidy, actor, currency, free_below, now)


def find_summary(work: FamilyReading, *, now: datetime, actor: int) -> FamilySummary | None:
    """Return the family the actor is in, if any, for the first screen."""
    return work.family_summary(actor, now)


def find_home(work: FamilyReading, *, now: datetime, actor: int) -> FamilySummary | Archive | None:
    """Return what the first screen shows: the actor's family, else what is kept of the one they were in."""
    return work.family_summary(actor, now) or work.archive(actor, now)


def show_family(work: FamilyReading, *, now: datetime, actor: int) -> FamilyView:
    """Return the screen of the family the actor is in.

    Raises:
        NoFamilyError: the actor is in none.
    """
    view = work.family_view(actor, now)
    if view is None:
        raise NoFamilyError
    return view
