from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import MemberJoined
from core.alerts.invites import InviteUsedUp, LastSeatTaken
from core.families.errors import FamilyFullError
from core.families.leaving import leave_family
from core.invites.errors import (
    AlreadyHereError,
    FamilyDisbandedError,
    InAnotherFamilyError,
    InviteExpiredError,
    InviteRevokedError,
    InviteUnknownError,
    InviteUsedUpError,
    SeatJustTakenError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite, revoke_invite
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.views import Invitation
from core.people.question import Ask
from core.people.use_cases import ask, open_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.shared.errors import DomainError
    from tests.household import Household


def welcome(people: int) -> Invitation:
    """What somebody sees who has joined Мама's family."""
    return Invitation("Ивановы", "Мама", people, 7, by_approval=False, held_until=None)


both = pytest.mark.parametrize("use_case", [open_invite, accept_invite], ids=["open", "join"])


async def leave(home: Household, name: str) -> None:
    family = await home.family_of(name)
    await home.write(leave_family, actor=home[name], family=family, keep_lines=True)


async def refused(
    home: Household, refusal: type[DomainError], use_case: Callable[..., object], name: str, token: str
) -> dict[str, object]:
    await home.meet(name)
    return await home.refused(refusal, use_case, actor=home[name], token=token)


async def test_who_joins_takes_the_first_free_seat_and_the_organizer_is_told(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    await leave(home, "Папа")
    token = await home.invite("Мама")
    await home.meet("Бабушка")
    joined = await home.write(accept_invite, actor=home["Бабушка"], token=token)
    assert joined == welcome(3)
    members = await home.look(lambda work: work.members(family))
    assert [(member.name, member.seat) for member in members] == [("Мама", 1), ("Бабушка", 2), ("Катя", 3)]
    assert (await home.told("Мама"))[-1] == MemberJoined("Ивановы", "Бабушка", 3)
    assert await home.told("Бабушка") == []


async def test_joining_twice_is_joining_once(home: Household) -> None:
    family = await home.family("Мама")
    token = await home.invite("Мама")
    await home.meet("Папа")
    joined = [await home.write(accept_invite, actor=home["Папа"], token=token) for _ in range(2)]
    assert joined == [welcome(2)] * 2
    assert await home.members_of(family) == ["Мама", "Папа"]
    assert await home.told("Мама") == [MemberJoined("Ивановы", "Папа", 2)]


async def test_the_second_tap_is_answered_even_when_the_family_is_full_by_then(home: Household) -> None:
    await home.family("Мама", "абвгд")
    token = await home.invite("Мама")
    await home.meet("Папа")
    for _ in range(2):
        joined = await home.write(accept_invite, actor=home["Папа"], token=token)
        assert joined == welcome(7)


async def test_the_organizer_is_told_that_the_last_seat_is_taken(home: Household) -> None:
    await home.family("Мама", "абвгд")
    await home.join("Мама", "Папа")
    assert (await home.told("Мама"))[-2:] == [MemberJoined("Ивановы", "Папа", 7), LastSeatTaken("Ивановы")]


async def test_the_organizer_is_told_that_an_invitation_is_used_up_while_seats_are_free(
    home: Household,
) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    await home.write(change_invite, actor=home["Мама"], token=token, term=Term.FOR_ONE)
    await home.meet("Папа")
    for _ in range(2):
        await home.write(accept_invite, actor=home["Папа"], token=token)
    assert await home.told("Мама") == [MemberJoined("Ивановы", "Папа", 2), InviteUsedUp("Ивановы", 5)]


async def test_who_joins_is_not_asked_any_more(home: Household) -> None:
    await home.family("Мама")
    await home.meet("Папа")
    await home.write(ask, person=home["Папа"], question=Ask.FAMILY_NAME, subject={})
    await home.join("Мама", "Папа")
    assert await home.read(open_question, person=home["Папа"]) is None


async def test_who_left_may_come_back_by_the_same_invitation(home: Household) -> None:
    family = await home.family("Мама")
    token = await home.invite("Мама")
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token=token)
    await leave(home, "Папа")
    home.clock.advance(hours=1)
    await home.write(accept_invite, actor=home["Папа"], token=token)
    assert await home.members_of(family) == ["Мама", "Папа"]


@both
@pytest.mark.parametrize("token", ["", "never-was", "token-1\x00", "ы" * 64])
async def test_refuses_a_link_that_leads_nowhere(
    home: Household, use_case: Callable[..., object], token: str
) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    assert await refused(home, InviteUnknownError, use_case, "Папа", token) == {}


@both
async def test_refuses_an_expired_invitation(home: Household, use_case: Callable[..., object]) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    home.clock.advance(days=7)
    assert await refused(home, InviteExpiredError, use_case, "Папа", token) == {}
    home.clock.advance(microseconds=-1)
    await home.write(use_case, actor=home["Папа"], token=token)


@both
async def test_refuses_a_revoked_invitation(home: Household, use_case: Callable[..., object]) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    await home.write(revoke_invite, actor=home["Мама"], invite=1)
    assert await refused(home, InviteRevokedError, use_case, "Папа", token) == {}


@both
async def test_refuses_a_used_up_invitation(home: Household, use_case: Callable[..., object]) -> None:
    await home.family("Мама", "абвгд")
    token = await home.invite("Мама")  # for one, as one seat is free
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token=token)
    await leave(home, "Папа")
    assert await refused(home, InviteUsedUpError, use_case, "Катя", token) == {}


async def test_who_looks_at_a_full_family_is_told_so(home: Household) -> None:
    await home.family("Мама", "абвгд")
    token, other = await home.invite("Мама"), await home.invite("Мама")
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token=other)
    told = await refused(home, FamilyFullError, open_invite, "Катя", token)
    assert told == {"family": "Ивановы", "seats": 7}


async def test_who_taps_on_join_too_late_is_told_that_the_seat_was_just_taken(home: Household) -> None:
    await home.family("Мама", "абвгд")
    token, other = await home.invite("Мама"), await home.invite("Мама")
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token=token)
    for each in (token, other):
        told = await refused(home, SeatJustTakenError, accept_invite, "Катя", each)
        assert told == {"family": "Ивановы"}


@both
async def test_refuses_who_is_here_already(home: Household, use_case: Callable[..., object]) -> None:
    await home.family("Мама", ["Папа"])
    token = await home.invite("Мама")
    for name in ("Мама", "Папа"):
        told = await refused(home, AlreadyHereError, use_case, name, token)
        assert told == {"family": "Ивановы"}


@both
@pytest.mark.parametrize(
    ("name", "organises", "others"), [("Бабушка", True, 1), ("Дед", False, 1), ("Тётя", True, 0)]
)
async def test_refuses_who_is_in_another_family(
    home: Household,
    use_case: Callable[..., object],
    name: str,
    organises: bool,  # noqa: FBT001  # pytest passes parameters by name
    others: int,
) -> None:
    await home.family("Мама")
    await home.family("Бабушка", ["Дед"], name="Старшие")
    await home.family("Тётя", name="Старшие")
    token = await home.invite("Мама")
    told = await refused(home, InAnotherFamilyError, use_case, name, token)
    assert told == {
        "family": "Старшие",
        "organises": organises,
        "others": others,
        "by_approval": False,
        "token": token,
    }


@both
async def test_refuses_the_link_of_a_disbanded_family(
    home: Household, use_case: Callable[..., object]
) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    await leave(home, "Мама")
    assert await refused(home, FamilyDisbandedError, use_case, "Папа", token) == {"family": "Ивановы"}


async def test_refuses_the_eighth_person(home: Household) -> None:
    family = await home.family("Мама", "абвгд")
    tokens = [await home.invite("Мама") for _ in range(2)]
    await home.meet("Папа", "Катя")
    await home.write(accept_invite, actor=home["Папа"], token=tokens[0])
    await home.refused(SeatJustTakenError, accept_invite, actor=home["Катя"], token=tokens[1])
    assert await home.members_of(family) == ["Мама", *"абвгд", "Папа"]
