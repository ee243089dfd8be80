from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.families.errors import (
    AlreadyInFamilyError,
    CountryNotProvedError,
    FamilyNameError,
    NoFamilyError,
)
from core.families.family import Role
from core.families.founding import begin_family, find_summary, found_family, show_family
from core.families.views import FamilySummary, FamilyView, MemberSummary
from core.people.errors import QuestionGoneError
from core.people.question import Ask
from core.people.use_cases import open_question, prove_country

if TYPE_CHECKING:
    from tests.household import Household


async def found(home: Household, name: str = "Ивановы", allowed: tuple[str, ...] = ()) -> None:
    await home.write(found_family, actor=home["Мама"], name=name, allowed=allowed, currency="RUB")


async def test_the_founder_is_the_organizer_in_the_first_seat(home: Household) -> None:
    family = await home.family("Мама", name="  Ивановы   и кот ")
    (member,) = await home.look(lambda work: work.members(family))
    assert (member.person, member.seat, member.is_organizer) == (home["Мама"], 1, True)
    summary = FamilySummary(
        id=family,
        name="Ивановы и кот",
        organizer="Мама",
        is_organizer=True,
        people=1,
        lines=0,
        open_orders=0,
        approvals=0,
        currency="RUB",
        has_cart=True,
        has_account=False,
    )
    assert await home.read(find_summary, actor=home["Мама"]) == summary
    assert await home.read(show_family, actor=home["Мама"]) == FamilyView(
        summary=summary,
        reader=home["Мама"],
        members=[MemberSummary(home["Мама"], "Мама", is_organizer=True, role=Role.ADULT, balance=0)],
        has_group=False,
        offer=None,
        has_succession=False,
    )


async def test_somebody_without_a_family_has_no_summary_and_no_screen(home: Household) -> None:
    await home.meet("Мама")
    assert await home.read(find_summary, actor=home["Мама"]) is None
    assert await home.refused(NoFamilyError, show_family, actor=home["Мама"]) == {}


async def test_asks_for_the_name_at_once_where_no_number_is_needed(home: Household) -> None:
    await home.meet("Мама")
    assert await home.write(begin_family, actor=home["Мама"], allowed=()) is False
    question = await home.read(open_question, person=home["Мама"])
    assert question is not None
    assert question.ask is Ask.FAMILY_NAME


async def test_asks_for_a_number_first_where_one_is_needed(home: Household) -> None:
    await home.meet("Мама")
    assert await home.write(begin_family, actor=home["Мама"], allowed=("RU",)) is True
    question = await home.read(open_question, person=home["Мама"])
    assert question is not None
    assert question.ask is Ask.CONTACT


async def test_a_proved_country_is_not_asked_for_again(home: Household) -> None:
    await home.meet("Мама")
    own = {"actor": home["Мама"], "contact_of": home["Мама"]}
    await home.write(begin_family, actor=home["Мама"], allowed=("RU",))
    await home.write(prove_country, **own, country="RU", allowed=("RU",))
    await found(home, allowed=("RU",))
    assert await home.family_of("Мама") == 1


async def test_a_country_that_was_proved_elsewhere_is_asked_for_again(home: Household) -> None:
    await home.meet("Мама")
    own = {"actor": home["Мама"], "contact_of": home["Мама"]}
    await home.write(begin_family, actor=home["Мама"], allowed=("KZ",))
    await home.write(prove_country, **own, country="KZ", allowed=("KZ",))
    assert await home.write(begin_family, actor=home["Мама"], allowed=("RU",)) is True


async def test_refuses_to_found_without_a_proved_country(home: Household) -> None:
    await home.meet("Мама")
    await home.write(begin_family, actor=home["Мама"], allowed=("RU",))
    facts = {"actor": home["Мама"], "name": "Ивановы", "allowed": ("RU",), "currency": "RUB"}
    assert await home.refused(CountryNotProvedError, found_family, **facts) == {}


async def test_refuses_a_second_family(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    told = {"family": "Ивановы"}
    for name in ("Мама", "Папа"):
        assert await home.refused(AlreadyInFamilyError, begin_family, actor=home[name], allowed=()) == told
    facts = {"actor": home["Папа"], "name": "Другие", "allowed": (), "currency": "RUB"}
    assert await home.refused(AlreadyInFamilyError, found_family, **facts) == told


@pytest.mark.parametrize(("name", "length"), [("", 0), (" \n ", 0), ("я" * 65, 65)])
async def test_a_refused_name_leaves_the_question_open(home: Household, name: str, length: int) -> None:
    await home.meet("Мама")
    await home.write(begin_family, actor=home["Мама"], allowed=())
    facts = {"actor": home["Мама"], "allowed": (), "currency": "RUB"}
    assert await home.refused(FamilyNameError, found_family, name=name, **facts) == {
        "length": length,
        "limit": 64,
    }
    await found(home)
    assert await home.members_of(1) == ["Мама"]


async def test_refuses_a_name_for_which_nobody_asked(home: Household) -> None:
    await home.meet("Мама")
    facts = {"actor": home["Мама"], "name": "Ивановы", "allowed": (), "currency": "RUB"}
    assert await home.refused(QuestionGoneError, found_family, **facts) == {}


async def test_refuses_a_name_after_fifteen_minutes(home: Household) -> None:
    await home.meet("Мама")
    await home.write(begin_family, actor=home["Мама"], allowed=())
    home.clock.advance(minutes=15)
    facts = {"actor": home["Мама"], "name": "Ивановы", "allowed": (), "currency": "RUB"}
    assert await home.refused(QuestionGoneError, found_family, **facts) == {}


async def test_takes_a_name_until_the_last_moment(home: Household) -> None:
    await home.meet("Мама")
    await home.write(begin_family, actor=home["Мама"], allowed=())
    home.clock.advance(minutes=14, seconds=59, microseconds=999_999)
    await found(home)
    assert await home.read(open_question, person=home["Мама"]) is None


async def test_the_same_answer_delivered_twice_founds_one_family(home: Household) -> None:
    await home.family("Мама")
    facts = {"actor": home["Мама"], "name": "Ивановы", "allowed": (), "currency": "RUB"}
    await home.refused(AlreadyInFamilyError, found_family, **facts)
    assert await home.look(lambda work: work.family(2)) is None
