from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import MadeAdult, MadeLimited, MemberJoined, OfferWithdrawn, RoleOffered
from core.families.errors import (
    MemberGoneError,
    NoFamilyError,
    NotOrganizerError,
    OwnPlaceError,
)
from core.families.family import Role
from core.families.handover import offer_role
from core.families.leaving import leave_family
from core.families.membership import require_member
from core.families.roles import (
    ask_for_limit,
    make_adult,
    make_limited,
    show_member,
    show_members,
    type_limit,
)
from core.people.errors import QuestionGoneError
from core.people.use_cases import open_question
from core.shared.money import AmountUnreadableError

if TYPE_CHECKING:
    from tests.household import Household

OFFERED = 1772442000


async def role_of(home: Household, name: str) -> tuple[Role, int | None]:
    member = await home.look(lambda work: require_member(work, home[name]))
    return member.role, member.limit_minor


async def test_everybody_sees_who_is_there(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    view = await home.read(show_members, actor=home["Папа"])
    assert [(member.name, member.is_organizer, member.role) for member in view.members] == [
        ("Мама", True, Role.ADULT),
        ("Папа", False, Role.ADULT),
    ]
    assert (view.name, view.reader, view.reader_is_organizer) == ("Ивановы", home["Папа"], False)
    one = await home.read(show_member, actor=home["Папа"], **await home.place("Мама"))
    assert (one.member.name, one.family, one.currency, one.reader_is_organizer) == (
        "Мама",
        "Ивановы",
        "RUB",
        False,
    )


async def test_a_member_becomes_limited_and_an_adult_again_and_is_told(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    of = await home.place("Катя")
    for _ in range(2):
        await home.write(make_limited, actor=home["Мама"], **of, limit_minor=50_000)
    assert await role_of(home, "Катя") == (Role.LIMITED, 50_000)
    await home.write(make_limited, actor=home["Мама"], **of, limit_minor=0)
    assert await role_of(home, "Катя") == (Role.LIMITED, 0)
    for _ in range(2):
        await home.write(make_adult, actor=home["Мама"], **of)
    assert await role_of(home, "Катя") == (Role.ADULT, None)
    assert await home.told("Катя") == [
        MadeLimited("Ивановы", "Мама", 50_000, "RUB"),
        MadeLimited("Ивановы", "Мама", 0, "RUB"),
        MadeAdult("Ивановы", "Мама"),
    ]


async def test_a_limit_is_typed(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    of = {"actor": home["Мама"], **await home.place("Катя")}
    view = await home.write(ask_for_limit, **of)
    assert view.member.name == "Катя"
    assert await home.refused(AmountUnreadableError, type_limit, **of, text="много") == {"text": "много"}
    await home.write(type_limit, **of, text="1 250,50")
    assert await role_of(home, "Катя") == (Role.LIMITED, 125_050)
    await home.refused(QuestionGoneError, type_limit, **of, text="5")
    assert await role_of(home, "Катя") == (Role.LIMITED, 125_050)


async def test_a_chosen_limit_ends_the_question_for_another(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    of = {"actor": home["Мама"], **await home.place("Катя")}
    await home.write(ask_for_limit, **of)
    await home.write(make_limited, **of, limit_minor=0)
    assert await home.read(open_question, person=home["Мама"]) is None


async def test_who_becomes_limited_is_not_offered_the_role_any_more(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    of = {"actor": home["Мама"], **await home.place("Катя")}
    await home.write(offer_role, **of)
    await home.write(make_limited, **of, limit_minor=0)
    assert await home.look(lambda work: work.handover(1)) is None
    assert await home.told("Катя") == [
        RoleOffered(1, "Ивановы", "Мама", OFFERED),
        OfferWithdrawn("Ивановы", "Мама"),
        MadeLimited("Ивановы", "Мама", 0, "RUB"),
    ]


@pytest.mark.parametrize("use_case", [ask_for_limit, make_limited, make_adult, type_limit])
async def test_roles_are_changed_by_the_organizer_for_others_who_are_there(
    home: Household, use_case: object
) -> None:
    assert callable(use_case)
    extra: dict[str, object] = {}
    if use_case is make_limited:
        extra = {"limit_minor": 0}
    elif use_case is type_limit:
        extra = {"text": "5"}
    await home.family("Мама", ["Папа", "Катя"])
    await home.family("Сосед", ["Соседка"], name="Соседи")
    mum, kate = await home.place("Мама"), await home.place("Катя")
    by_dad = await home.refused(NotOrganizerError, use_case, actor=home["Папа"], **kate, **extra)
    assert by_dad == {"organizer": "Мама"}
    await home.refused(OwnPlaceError, use_case, actor=home["Мама"], **mum, **extra)
    await home.refused(MemberGoneError, use_case, actor=home["Сосед"], **kate, **extra)
    await home.meet("Никто")
    await home.refused(NoFamilyError, use_case, actor=home["Никто"], **kate, **extra)
    assert await home.told("Катя") == []


async def test_a_button_on_who_left_and_came_anew_is_stale(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    of = await home.place("Катя")
    await home.write(leave_family, actor=home["Катя"], family=1, keep_lines=False)
    await home.refused(MemberGoneError, show_member, actor=home["Мама"], **of)
    home.clock.advance(seconds=1)
    await home.join("Мама", "Катя")
    await home.refused(MemberGoneError, show_member, actor=home["Мама"], **of)
    await home.refused(MemberGoneError, make_limited, actor=home["Мама"], **of, limit_minor=0)
    assert (await home.told("Мама"))[-1] == MemberJoined("Ивановы", "Катя", 2)
    assert await role_of(home, "Катя") == (Role.ADULT, None)
