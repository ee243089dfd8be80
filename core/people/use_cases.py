"""Meet a person, learn the language and the country, ask and stop asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.people.errors import (
    CountryNotAllowedError,
    ForeignContactError,
    LanguageUnknownError,
    QuestionGoneError,
)
from core.people.person import Introduction, Person, speak, visible_name
from core.people.question import QUESTION_LIFE, Ask, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.people.ports import CountryWork, PeopleWork, QuestionWork


def find_person(work: PeopleWork, *, now: datetime, person: int) -> Person | None:
    """Return the person, if the bot has met them."""
    del now
    return work.person(person)


def meet_person(
    work: PeopleWork, *, now: datetime, sender: Introduction, spoken: Sequence[str], default: str
) -> Person:
    """Keep who the sender is now: a new person, or a known one under today's name."""
    known = work.person(sender.id)
    person = Person(
        id=sender.id,
        name=visible_name(sender.name),
        username=sender.username,
        language=known.language if known else speak(sender.language_code, spoken=spoken, default=default),
        language_chosen=known.language_chosen if known else False,
        reachable=known.reachable if known else True,
        country=known.country if known else None,
        country_proved_at=known.country_proved_at if known else None,
    )
    work.put_person(person, now)
    return person


def choose_language(
    work: PeopleWork, *, now: datetime, actor: int, language: str, spoken: Sequence[str]
) -> None:
    """Speak that language with the actor from now on.

    Raises:
        LanguageUnknownError: the bot does not speak it.
    """
    del now
    if language not in spoken:
        raise LanguageUnknownError(language)
    work.set_language(actor, language)


def prove_country(
    work: CountryWork,
    *,
    now: datetime,
    actor: int,
    contact_of: int | None,
    country: str | None,
    allowed: tuple[str, ...],
) -> dict[str, int]:
    """Accept the actor's own phone number as a proof of the country; return what it was asked for.

    Who founds a family is asked then how it is called, and nothing is returned. Else the question stays open
    until what it was asked for is done.

    Args:
        work: the open transaction.
        now: the moment that is kept with the country.
        actor: who shared a contact.
        contact_of: whose contact it is, None when it is of nobody on Telegram.
        country: ISO 3166 code of the number's country, None when the number has none.
        allowed: countries whose people may organise a family; empty means all.

    Raises:
        ForeignContactError: the contact is not the actor's own.
        QuestionGoneError: nobody asked for a number.
        CountryNotAllowedError: the country is not an allowed one.
    """
    if contact_of != actor:
        raise ForeignContactError
    question = open_question(work, now=now, person=actor)
    if question is None or question.ask not in (Ask.CONTACT, Ask.FAMILY_NAME):
        raise QuestionGoneError
    if country is None or (allowed and country not in allowed):
        raise CountryNotAllowedError(country, allowed, founds=not question.subject)
    work.set_country(actor, country, now)
    if not question.subject:
        ask(work, now=now, person=actor, question=Ask.FAMILY_NAME, subject={})
    return question.subject


def ask(work: QuestionWork, *, now: datetime, person: int, question: Ask, subject: dict[str, int]) -> None:
    """Wait for the person's answer for a while; it replaces any other question to them."""
    work.put_question(Question(person, question, subject, now + QUESTION_LIFE))


def open_question(work: QuestionWork, *, now: datetime, person: int) -> Question | None:
    """Return the question the person has not answered yet, if it has not expired."""
    question = work.question_of(person)
    return question if question is not None and question.is_open(now) else None


def cancel_question(work: QuestionWork, *, now: datetime, actor: int) -> bool:
    """Stop asking; tell whether something was being asked."""
    question = work.question_of(actor)
    work.drop_question(actor)
    return question is not None and question.is_open(now)


def note_unreachable(work: PeopleWork, *, now: datetime, person: int) -> None:
    """Remember that messages do not reach the person: alerts wait until they come back."""
    if work.person(person) is not None:
        work.set_unreachable(person, now)
