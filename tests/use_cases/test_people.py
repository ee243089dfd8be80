from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from core.alerts.wish import Delivery, Wish
from core.people.errors import (
    CountryNotAllowedError,
    ForeignContactError,
    LanguageUnknownError,
    QuestionGoneError,
)
from core.people.person import Introduction, Person
from core.people.question import Ask, Question, take_answer
from core.people.use_cases import (
    ask,
    cancel_question,
    choose_language,
    find_person,
    meet_person,
    note_unreachable,
    open_question,
    prove_country,
)
from storage.schema import people
from tests.household import SPOKEN, START

if TYPE_CHECKING:
    from storage.transaction import Transaction
    from tests.household import Household


async def introduce(home: Household, name: str, username: str | None, language: str | None) -> Person:
    sender = Introduction(home["Мама"], name, username, language)
    return await home.write(meet_person, sender=sender, spoken=SPOKEN, default="ru")


async def test_a_stranger_becomes_a_person_in_the_language_of_their_telegram(home: Household) -> None:
    met = await introduce(home, " Мама ", "mum", "en-GB")
    assert met == Person(
        id=home["Мама"],
        name="Мама",
        username="mum",
        language="en",
        language_chosen=False,
        reachable=True,
        country=None,
        country_proved_at=None,
    )
    assert await home.read(find_person, person=home["Мама"]) == met


async def test_nobody_is_found_before_they_were_met(home: Household) -> None:
    assert await home.read(find_person, person=home["Мама"]) is None


async def test_a_known_person_is_met_under_todays_name_and_keeps_the_rest(home: Household) -> None:
    await introduce(home, "Мама", "mum", "en")
    await home.write(choose_language, actor=home["Мама"], language="ru", spoken=SPOKEN)
    own = {"actor": home["Мама"], "contact_of": home["Мама"]}
    await home.write(ask, person=home["Мама"], question=Ask.CONTACT, subject={})
    await home.write(prove_country, **own, country="RU", allowed=("RU",))
    await home.write(note_unreachable, person=home["Мама"])
    again = await introduce(home, "Мария", None, "en")
    assert again == Person(
        id=home["Мама"],
        name="Мария",
        username=None,
        language="ru",
        language_chosen=True,
        reachable=False,
        country="RU",
        country_proved_at=START,
    )
    assert await home.read(find_person, person=home["Мама"]) == again


async def test_meeting_twice_keeps_one_person(home: Household) -> None:
    await introduce(home, "Мама", None, "ru")
    await introduce(home, "Мама", None, "ru")
    assert (await home.rows(select(func.count()).select_from(people)))[0][0] == 1


async def test_refuses_a_language_that_the_bot_does_not_speak(home: Household) -> None:
    await home.meet("Мама")
    facts = {"actor": home["Мама"], "language": "de", "spoken": SPOKEN}
    assert await home.refused(LanguageUnknownError, choose_language, **facts) == {"language": "de"}


async def test_an_own_number_proves_the_country_and_asks_for_the_familys_name(home: Household) -> None:
    await home.meet("Мама")
    own = {"actor": home["Мама"], "contact_of": home["Мама"], "country": "RU", "allowed": ("RU",)}
    await home.write(ask, person=home["Мама"], question=Ask.CONTACT, subject={})
    await home.write(prove_country, **own)
    await home.write(prove_country, **own)  # the tap came twice
    question = await home.read(open_question, person=home["Мама"])
    assert question == Question(home["Мама"], Ask.FAMILY_NAME, {}, START + timedelta(minutes=15))


async def test_any_country_will_do_where_none_is_named(home: Household) -> None:
    await home.meet("Мама")
    await home.write(ask, person=home["Мама"], question=Ask.CONTACT, subject={})
    await home.write(prove_country, actor=home["Мама"], contact_of=home["Мама"], country="KZ", allowed=())
    person = await home.read(find_person, person=home["Мама"])
    assert person is not None
    assert person.country == "KZ"


@pytest.mark.parametrize("whose", [None, 42])
async def test_refuses_somebody_elses_contact(home: Household, whose: int | None) -> None:
    await home.meet("Мама")
    facts = {"actor": home["Мама"], "contact_of": whose, "country": "RU", "allowed": ("RU",)}
    assert await home.refused(ForeignContactError, prove_country, **facts) == {}


async def test_a_number_that_nobody_asked_for_proves_nothing(home: Household) -> None:
    await home.meet("Мама")
    facts = {"actor": home["Мама"], "contact_of": home["Мама"], "country": "RU", "allowed": ("RU",)}
    assert await home.refused(QuestionGoneError, prove_country, **facts) == {}
    assert await home.read(open_question, person=home["Мама"]) is None


@pytest.mark.parametrize("country", ["KZ", None])
async def test_refuses_a_number_of_another_country(home: Household, country: str | None) -> None:
    await home.meet("Мама")
    facts = {"actor": home["Мама"], "contact_of": home["Мама"], "allowed": ("RU", "BY")}
    await home.write(ask, person=home["Мама"], question=Ask.CONTACT, subject={})
    refused = await home.refused(CountryNotAllowedError, prove_country, country=country, **facts)
    assert refused == {"country": country, "allowed": ("RU", "BY"), "founds": True}
    person = await home.read(find_person, person=home["Мама"])
    assert person is not None
    assert person.country is None


async def put(home: Household, question: Ask, **subject: int) -> None:
    await home.write(ask, person=home["Мама"], question=question, subject=subject)


async def test_another_question_replaces_the_one_before(home: Household) -> None:
    await home.meet("Мама")
    await put(home, Ask.LINES)
    home.clock.advance(minutes=5)
    await put(home, Ask.LINE_EDIT, item=7, revision=2)
    question = await home.read(open_question, person=home["Мама"])
    assert question == Question(
        home["Мама"], Ask.LINE_EDIT, {"item": 7, "revision": 2}, START + timedelta(minutes=20)
    )


async def test_a_question_expires_after_fifteen_minutes(home: Household) -> None:
    await home.meet("Мама")
    await put(home, Ask.LINES)
    home.clock.advance(minutes=14, seconds=59)
    assert await home.read(open_question, person=home["Мама"]) is not None
    home.clock.advance(seconds=1)
    assert await home.read(open_question, person=home["Мама"]) is None
    assert await home.write(cancel_question, actor=home["Мама"]) is False


async def test_a_question_is_cancelled_once(home: Household) -> None:
    await home.meet("Мама")
    await put(home, Ask.LINES)
    assert await home.write(cancel_question, actor=home["Мама"]) is True
    assert await home.write(cancel_question, actor=home["Мама"]) is False
    assert await home.read(open_question, person=home["Мама"]) is None


async def test_an_answer_closes_the_question_it_is_for_and_no_other(home: Household) -> None:
    await home.meet("Мама")
    await put(home, Ask.LINE_EDIT, item=7, revision=2)

    def answer(work: Transaction, *, now: object, question: Ask, subject: dict[str, int]) -> None:
        del now
        take_answer(work, home.clock.now, home["Мама"], question, subject)

    edited = {"item": 7, "revision": 2}
    for question, subject in (
        (Ask.LINE_PRICE, edited),
        (Ask.LINE_EDIT, {"item": 7, "revision": 1}),
        (Ask.LINE_EDIT, {"item": 8, "revision": 2}),
    ):
        await home.refused(QuestionGoneError, answer, question=question, subject=subject)
    await home.write(answer, question=Ask.LINE_EDIT, subject=edited)
    await home.refused(QuestionGoneError, answer, question=Ask.LINE_EDIT, subject=edited)


async def test_a_stranger_cannot_become_unreachable(home: Household) -> None:
    await home.write(note_unreachable, person=home["Незнакомец"])
    assert await home.read(find_person, person=home["Незнакомец"]) is None


async def test_an_operator_may_have_newcomers_told_at_night_too(home: Household) -> None:
    sender = Introduction(home["Мама"], "Мама", None, "ru")
    met = await home.write(meet_person, sender=sender, spoken=SPOKEN, default="ru", quiet=False)
    assert met.wish == Wish(Delivery.AT_ONCE, quiet=False)
    assert await home.read(find_person, person=home["Мама"]) == met


async def test_what_the_operator_prefers_changes_nothing_for_who_is_known(home: Household) -> None:
    await introduce(home, "Мама", "mum", "ru")
    sender = Introduction(home["Мама"], "Мамочка", "mum", "ru")
    await home.write(meet_person, sender=sender, spoken=SPOKEN, default="ru", quiet=False)
    found = await home.read(find_person, person=home["Мама"])
    assert found is not None
    assert found.wish == Wish(Delivery.AT_ONCE, quiet=True)
