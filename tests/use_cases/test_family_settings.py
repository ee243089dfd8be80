from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import FamilyRenamed
from core.families.errors import FamilyNameError, NoFamilyError, NotAMemberError, NotOrganizerError
from core.families.founding import show_family
from core.families.leaving import leave_family
from core.families.settings import ask_for_new_name, rename_family, show_family_settings
from core.people.errors import QuestionGoneError

if TYPE_CHECKING:
    from tests.household import Household


async def name_of(home: Household, member: str) -> str:
    return (await home.read(show_family, actor=home[member])).summary.name


async def test_the_organizer_renames_the_family_and_the_others_are_told(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    assert await home.write(ask_for_new_name, actor=home["Мама"]) == "Ивановы"
    facts = {"actor": home["Мама"], "family": family, "name": "  Ивановы   и Ко "}
    assert await home.write(rename_family, **facts) == "Ивановы и Ко"
    assert await name_of(home, "Папа") == "Ивановы и Ко"
    for other in ("Папа", "Катя"):
        assert await home.told(other) == [FamilyRenamed("Ивановы", "Ивановы и Ко", "Мама")]
    assert FamilyRenamed("Ивановы", "Ивановы и Ко", "Мама") not in await home.told("Мама")


async def test_the_same_name_again_is_no_news(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.write(ask_for_new_name, actor=home["Мама"])
    await home.write(rename_family, actor=home["Мама"], family=family, name="Ивановы")
    assert await home.told("Папа") == []


async def test_an_answer_that_comes_twice_renames_once(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.write(ask_for_new_name, actor=home["Мама"])
    facts = {"actor": home["Мама"], "family": family, "name": "Петровы"}
    await home.write(rename_family, **facts)
    await home.refused(QuestionGoneError, rename_family, **facts)
    assert await home.told("Папа") == [FamilyRenamed("Ивановы", "Петровы", "Мама")]


async def test_a_refused_name_leaves_the_question_open(home: Household) -> None:
    family = await home.family("Мама")
    await home.write(ask_for_new_name, actor=home["Мама"])
    facts = {"actor": home["Мама"], "family": family}
    assert await home.refused(FamilyNameError, rename_family, **facts, name=" ") == {"length": 0, "limit": 64}
    assert await home.write(rename_family, **facts, name="Петровы") == "Петровы"


async def test_only_the_organizer_renames(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    refusal = await home.refused(NotOrganizerError, ask_for_new_name, actor=home["Папа"])
    assert refusal == {"organizer": "Мама"}


@pytest.mark.parametrize("use_case", [show_family_settings, ask_for_new_name])
async def test_strangers_see_no_settings(home: Household, use_case: object) -> None:
    assert callable(use_case)
    await home.meet("Сосед")
    await home.refused(NoFamilyError, use_case, actor=home["Сосед"])


async def test_the_question_of_one_family_does_not_rename_another(home: Household) -> None:
    family = await home.family("Мама")
    await home.write(ask_for_new_name, actor=home["Мама"])
    await home.write(leave_family, actor=home["Мама"], family=family, keep_lines=False)
    await home.family("Мама", name="Новые")
    facts = {"actor": home["Мама"], "family": family, "name": "Петровы"}
    await home.refused(NotAMemberError, rename_family, **facts)
    assert await name_of(home, "Мама") == "Новые"
