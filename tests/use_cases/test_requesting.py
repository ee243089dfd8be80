from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.families import MemberJoined
from core.alerts.invites import (
    InviteUsedUp,
    JoinAccepted,
    JoinRefused,
    JoinRequested,
    JoinRequestExpired,
    LastSeatTaken,
)
from core.families.errors import FamilyFullError, NotAMemberError, NotOrganizerError, SeatsHeldError
from core.invites.errors import (
    AskedLatelyError,
    InviteRevokedError,
    RequestClosedError,
    RequesterElsewhereError,
    RequestOpenError,
    SeatJustTakenError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite, list_invites, revoke_invite
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.request import RequestState
from core.invites.requesting import answer_request, expire_requests, withdraw_request
from core.invites.views import Answered, Asked, Invitation, RequestSummary, Withdrawn
from tests.household import START

if TYPE_CHECKING:
    from tests.household import Household

DAY = timedelta(hours=24)


async def door(home: Household, *others: Term, organizer: str = "Мама") -> str:
    """Return the token of an invitation that lets people ask."""
    token = await home.invite(organizer)
    for term in (Term.BY_APPROVAL, *others):
        await home.write(change_invite, actor=home[organizer], token=token, term=term)
    return token


async def ask(home: Household, name: str, token: str) -> Asked:
    await home.meet(name)
    asked = await home.write(accept_invite, actor=home[name], token=token)
    assert isinstance(asked, Asked)
    return asked


async def answer(home: Household, request: int, *, accept: bool, organizer: str = "Мама") -> Answered:
    answered = await home.write(answer_request, actor=home[organizer], request=request, accept=accept)
    assert isinstance(answered, Answered)
    return answered


async def refused_answer(home: Household, refusal: type, request: int = 1) -> dict[str, object]:
    return await home.refused(refusal, answer_request, actor=home["Мама"], request=request, accept=True)


async def test_asking_takes_no_seat_and_tells_the_organizer_once(home: Household) -> None:
    family = await home.family("Мама")
    token = await door(home)
    for _ in range(2):
        assert await ask(home, "Папа", token) == Asked(1, "Ивановы", "Мама", START + DAY)
    assert await home.members_of(family) == ["Мама"]
    assert await home.told("Мама") == [JoinRequested(1, "Ивановы", "Папа")]
    listed = await home.read(list_invites, actor=home["Мама"])
    assert listed.requests == [RequestSummary(1, "Папа", START + DAY)]
    assert [(invite.uses_left, invite.by_approval) for invite in listed.invites] == [(6, True)]


async def test_the_seat_is_taken_when_the_organizer_says_yes(home: Household) -> None:
    family = await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    for _ in range(2):
        assert await answer(home, 1, accept=True) == Answered("Папа", "Ивановы", 2, is_accepted=True)
    assert await home.members_of(family) == ["Мама", "Папа"]
    assert await home.told("Папа") == [JoinAccepted("Ивановы", 2)]
    assert await home.told("Мама") == [JoinRequested(1, "Ивановы", "Папа")]
    listed = await home.read(list_invites, actor=home["Мама"])
    assert (listed.requests, listed.invites[0].guests, listed.invites[0].uses_left) == ([], ["Папа"], 5)
    again = await home.write(accept_invite, actor=home["Папа"], token=token)  # the asker's second tap
    assert again == Invitation("Ивановы", "Мама", 2, 7, by_approval=True, held_until=None)


async def test_who_is_turned_down_is_told_and_takes_no_seat(home: Household) -> None:
    family = await home.family("Мама")
    await ask(home, "Папа", await door(home))
    for _ in range(2):
        assert await answer(home, 1, accept=False) == Answered("Папа", "Ивановы", 1, is_accepted=False)
    assert await home.members_of(family) == ["Мама"]
    assert await home.told("Папа") == [JoinRefused("Ивановы")]
    assert await refused_answer(home, RequestClosedError) == {"request_state": RequestState.REFUSED}


async def test_a_request_that_nobody_answers_expires_after_a_day(home: Household) -> None:
    await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    home.clock.advance(hours=24, microseconds=-1)
    assert await home.write(expire_requests) == 0
    home.clock.advance(microseconds=1)
    closed = {"request_state": RequestState.EXPIRED}
    assert await refused_answer(home, RequestClosedError) == closed  # also before the job came by
    assert [await home.write(expire_requests) for _ in range(2)] == [1, 0]
    assert await refused_answer(home, RequestClosedError) == closed
    told = await home.refused(RequestClosedError, withdraw_request, actor=home["Папа"], request=1)
    assert told == closed
    assert await home.told("Папа") == [JoinRequestExpired("Ивановы")]
    assert (await ask(home, "Папа", token)).request == 2


async def test_who_asks_again_before_the_job_came_by_asks_anew(home: Household) -> None:
    await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    home.clock.advance(hours=24)
    assert await ask(home, "Папа", token) == Asked(2, "Ивановы", "Мама", START + 2 * DAY)
    assert await home.write(expire_requests) == 0


async def test_a_request_can_be_taken_back(home: Household) -> None:
    await home.family("Мама")
    await ask(home, "Папа", await door(home))
    for _ in range(2):
        withdrawn = await home.write(withdraw_request, actor=home["Папа"], request=1)
        assert withdrawn == Withdrawn("Ивановы", START + timedelta(hours=1))
    assert await refused_answer(home, RequestClosedError) == {"request_state": RequestState.WITHDRAWN}
    assert (await home.read(list_invites, actor=home["Мама"])).requests == []


async def test_nobody_takes_back_what_is_not_theirs_or_was_answered(home: Household) -> None:
    await home.family("Мама")
    await ask(home, "Папа", await door(home))
    await home.meet("Сосед")
    for request in (1, 99):
        await home.refused(NotAMemberError, withdraw_request, actor=home["Сосед"], request=request)
    await answer(home, 1, accept=True)
    told = await home.refused(RequestClosedError, withdraw_request, actor=home["Папа"], request=1)
    assert told == {"request_state": RequestState.ACCEPTED}


async def test_nobody_waits_for_two_answers(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка", name="Старшие")
    first, second = await door(home), await door(home, organizer="Бабушка")
    await ask(home, "Папа", first)
    waits = {"family": "Ивановы", "request": 1}
    for use_case in (open_invite, accept_invite):
        told = await home.refused(RequestOpenError, use_case, actor=home["Папа"], token=second)
        assert told == waits
    assert await home.refused(RequestOpenError, open_invite, actor=home["Папа"], token=first) == waits
    await home.write(withdraw_request, actor=home["Папа"], request=1)
    assert (await ask(home, "Папа", second)).family == "Старшие"


async def test_the_organizer_is_not_asked_more_than_once_an_hour(home: Household) -> None:
    await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    await home.write(withdraw_request, actor=home["Папа"], request=1)
    home.clock.advance(minutes=59)
    told = await home.refused(AskedLatelyError, accept_invite, actor=home["Папа"], token=token)
    assert told == {"family": "Ивановы", "again_at": START + timedelta(hours=1)}
    home.clock.advance(minutes=1)
    await ask(home, "Папа", token)


async def test_who_has_joined_another_family_meanwhile_is_not_let_in(home: Household) -> None:
    await home.family("Мама")
    await ask(home, "Папа", await door(home))
    await home.family("Папа", name="Петровы")
    assert await refused_answer(home, RequesterElsewhereError) == {"member": "Папа"}
    assert (await home.read(list_invites, actor=home["Мама"])).requests == []
    assert await home.told("Папа") == []


async def test_joining_takes_the_request_back(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await ask(home, "Папа", await door(home))
    await home.join("Бабушка", "Папа")
    assert await refused_answer(home, RequestClosedError) == {"request_state": RequestState.WITHDRAWN}


async def test_a_full_family_lets_nobody_in_and_the_request_stays(home: Household) -> None:
    await home.family("Мама", "абвгд")
    token = await door(home)
    await ask(home, "Папа", token)
    await home.join("Мама", "е")
    assert await refused_answer(home, FamilyFullError) == {"family": "Ивановы", "seats": 7}
    assert (await home.read(list_invites, actor=home["Мама"])).requests != []
    await home.meet("Катя")
    await home.refused(SeatJustTakenError, accept_invite, actor=home["Катя"], token=token)


async def test_the_organizers_yes_goes_before_the_seats_that_readers_hold(home: Household) -> None:
    await home.family("Мама")
    plain, token = await home.invite("Мама"), await door(home)
    await home.join("Мама", *"абвг")
    await ask(home, "Папа", token)
    for name in ("Катя", "Дима"):
        await home.meet(name)
        await home.write(open_invite, actor=home[name], token=plain)
        home.clock.advance(minutes=5)
    await answer(home, 1, accept=True)
    await home.meet("Дед")
    told = await home.refused(SeatsHeldError, open_invite, actor=home["Дед"], token=plain)
    assert told["until"] == START + timedelta(minutes=20)  # one seat is left for two who hold one
    await home.write(accept_invite, actor=home["Дима"], token=plain)
    await home.refused(SeatJustTakenError, accept_invite, actor=home["Катя"], token=plain)


async def test_the_last_seat_and_the_last_use_are_told_to_the_organizer(home: Household) -> None:
    await home.family("Мама", "абвгд")
    await ask(home, "Папа", await door(home))
    await answer(home, 1, accept=True)
    assert (await home.told("Мама"))[-2:] == [JoinRequested(1, "Ивановы", "Папа"), LastSeatTaken("Ивановы")]


async def test_whom_a_used_up_invitation_leaves_out_is_told(home: Household) -> None:
    await home.family("Мама")
    token = await door(home, Term.FOR_ONE)
    await ask(home, "Папа", token)
    await ask(home, "Катя", token)
    await answer(home, 1, accept=True)
    assert await home.told("Катя") == [JoinRefused("Ивановы")]
    assert (await home.told("Мама"))[-1] == InviteUsedUp("Ивановы", 5)
    assert await refused_answer(home, RequestClosedError, 2) == {"request_state": RequestState.REFUSED}


async def test_a_revoked_invitation_takes_its_requests_with_it(home: Household) -> None:
    await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    for _ in range(2):
        await home.write(revoke_invite, actor=home["Мама"], invite=1)
    assert await home.told("Папа") == [JoinRefused("Ивановы")]
    assert await refused_answer(home, RequestClosedError) == {"request_state": RequestState.REFUSED}
    await home.refused(InviteRevokedError, accept_invite, actor=home["Папа"], token=token)


async def test_a_request_outlives_its_invitation(home: Household) -> None:
    family = await home.family("Мама")
    await ask(home, "Папа", await door(home, Term.HOUR))
    home.clock.advance(hours=2)
    await answer(home, 1, accept=True)
    assert await home.members_of(family) == ["Мама", "Папа"]


async def test_who_asked_joins_at_once_when_the_organizer_needs_not_approve_any_more(home: Household) -> None:
    family = await home.family("Мама")
    token = await door(home)
    await ask(home, "Папа", token)
    await home.write(change_invite, actor=home["Мама"], token=token, term=Term.AT_ONCE)
    await home.write(accept_invite, actor=home["Папа"], token=token)
    assert await home.members_of(family) == ["Мама", "Папа"]
    assert (await home.told("Мама"))[-1] == MemberJoined("Ивановы", "Папа", 2)


@pytest.mark.parametrize("accept", [True, False])
async def test_only_the_organizer_answers(home: Household, accept: bool) -> None:  # noqa: FBT001  # by pytest
    await home.family("Мама", ["Катя"])
    await home.family("Бабушка")
    await ask(home, "Папа", await door(home))
    facts = {"request": 1, "accept": accept}
    told = await home.refused(NotOrganizerError, answer_request, actor=home["Катя"], **facts)
    assert told == {"organizer": "Мама"}
    for name in ("Бабушка", "Папа"):
        await home.refused(NotAMemberError, answer_request, actor=home[name], **facts)
    facts["request"] = 99
    await home.refused(NotAMemberError, answer_request, actor=home["Мама"], **facts)
