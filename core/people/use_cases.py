"""Meet a person, learn the language, the time zone, the wishes and the country, ask and stop asking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.people.errors import (
    CountryNotAllowedError,
    ForeignContactError,
    LanguageUnknownError,
    QuestionGoneError,
    ZoneUnknownError,
)
from core.people.person import NEW_WISH, Introduction, Person, speak, visible_name
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.alerts.wish import Delivery, Wish
    from core.people.ports import CountryWork, PeopleWork, QuestionWork

FROM_SETTINGS = "from_settings"
"""What the subject of the question for a time zone names: 1 when the settings asked, else the profile did."""


def find_person(work: PeopleWork, *, now: datetime, person: int) -> Person | None:
    """Return the person, if the bot has met them."""
    del now
    return work.person(person)


def meet_person(
    work: PeopleWork,
    *,
    now: datetime,
    sender: Introduction,
    spoken: Sequence[str],
    default: str,
    quiet: bool = NEW_WISH.quiet,
) -> Person:
    """Keep who the sender is now: a new person, or a known one under today's name.

    Whether somebody new is left in peace at night, until they choose, is for the operator to say: `quiet`.
    """
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
        time_zone=known.time_zone if known else None,
        wish=known.wish if known else replace(NEW_WISH, quiet=quiet),
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


def ask_for_zone(work: QuestionWork, *, now: datetime, actor: int, from_settings: bool) -> None:
    """Ask in which time zone the actor lives; they came from their settings, or from their profile."""
    subject = {FROM_SETTINGS: int(from_settings)}
    ask(work, now=now, person=actor, question=Ask.TIME_ZONE, subject=subject)


def choose_zone(work: CountryWork, *, now: datetime, actor: int, zone: str | None, text: str) -> None:
    """Tell the actor the time of that zone from now on; what waits for an hour of the day is looked at anew.

    Args:
        work: the open transaction.
        now: when alerts that waited are freed.
        actor: who chose.
        zone: a name as `core.shared.zone` reads it, None when it was not understood.
        text: what was typed or pressed.

    Raises:
        ZoneUnknownError: it was not understood; an open question stays open.
    """
    if zone is None:
        raise ZoneUnknownError(text)
    stop_asking_for(work, actor, Ask.TIME_ZONE)
    work.set_time_zone(actor, zone)
    work.free_held_alerts(actor, now)


def choose_delivery(work: PeopleWork, *, now: datetime, actor: int, delivery: Delivery) -> Wish:
    """Tell the actor news at once, in a digest, or never from now on; it holds for what waits, too.

    Returns how they want to be told now.
    """
    wish = work.set_wish(actor, delivery=delivery)
    work.free_held_alerts(actor, now)
    return wish


def choose_quiet(work: PeopleWork, *, now: datetime, actor: int, quiet: bool) -> Wish:
    """Leave the actor in peace in the quiet hours, or do not; it holds for what waits, too.

    Returns how they want to be told now.
    """
    wish = work.set_wish(actor, quiet=quiet)
    work.free_held_alerts(actor, now)
    return wish


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
