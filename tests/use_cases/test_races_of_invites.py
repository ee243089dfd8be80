"""What is promised when several want a seat at once, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.invites import JoinAccepted, JoinRequestExpired, LastSeatTaken, TurnedAway
from core.families.errors import (
    FamilyFullError,
    SeatsHeldError,
)
from core.invites.ending import tell_ended_invites
from core.invites.errors import (
    RequestClosedError,
    RequestOpenError,
    SeatJustTakenError,
    TooManyInvitesError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite, create_invite
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.requesting import answer_request, expire_requests, withdraw_request
from storage.schema import (
    join_requests,
)
from tests.at_once import at_once, kinds

if TYPE_CHECKING:
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def test_ten_race_for_the_last_seat_and_one_joins(crowd: Household) -> None:
    family = await crowd.family("Мама", FAMILY[1:6])
    tokens = [await crowd.invite("Мама") for _ in range(2)]
    racers = [f"Гость {number}" for number in range(10)]
    await crowd.meet(*racers)
    joined, refusals = await at_once(
        *(
            crowd.write(accept_invite, actor=crowd[racer], token=tokens[number % 2])
            for number, racer in enumerate(racers)
        )
    )
    assert (len(joined), len(refusals)) == (1, 9)
    assert kinds(refusals) == {SeatJustTakenError}
    assert len(await crowd.members_of(family)) == 7
    assert sum(isinstance(alert, LastSeatTaken) for alert in await crowd.told("Мама")) == 1


async def race_of_fifty(crowd: Household) -> tuple[int, list[str], str]:
    """Мама is alone, fifty people know her bot; return the family, them, and a token they all have."""
    family = await crowd.family("Мама")
    racers = [f"Гость {number}" for number in range(50)]
    await crowd.meet(*racers)
    return family, racers, await crowd.invite("Мама")


async def test_fifty_race_for_six_seats_and_six_join(crowd: Household) -> None:
    family, racers, token = await race_of_fifty(crowd)
    joined, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd[racer], token=token) for racer in racers)
    )
    assert (len(joined), len(refusals), kinds(refusals)) == (6, 44, {SeatJustTakenError})
    assert len(await crowd.members_of(family)) == 7
    told = await crowd.told("Мама")
    assert sum(isinstance(alert, LastSeatTaken) for alert in told) == 1
    (away,) = [alert for alert in told if isinstance(alert, TurnedAway)]
    assert (len(set(away.people)), len(away.people)) == (44, 44)


async def test_fifty_open_an_invitation_into_six_seats_and_six_hold_one(crowd: Household) -> None:
    family, racers, token = await race_of_fifty(crowd)

    async def open_and_join(racer: str) -> None:
        await crowd.write(open_invite, actor=crowd[racer], token=token)
        await crowd.write(accept_invite, actor=crowd[racer], token=token)

    joined, refusals = await at_once(*(open_and_join(racer) for racer in racers))
    assert (len(joined), len(refusals)) == (6, 44)
    assert kinds(refusals) <= {SeatsHeldError, FamilyFullError}
    assert len(await crowd.members_of(family)) == 7


async def test_a_last_seat_is_either_held_or_taken(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:6])
    await crowd.meet("Тётя", "Дядя")
    token = await crowd.invite("Мама")
    done, refusals = await at_once(
        crowd.write(open_invite, actor=crowd["Тётя"], token=token),
        crowd.write(accept_invite, actor=crowd["Дядя"], token=token),
    )
    assert (len(done), len(refusals)) == (1, 1)
    assert kinds(refusals) <= {FamilyFullError, SeatsHeldError}
    is_full = kinds(refusals) == {FamilyFullError}
    assert len(await crowd.members_of(1)) == (7 if is_full else 6)


async def ask_mum(crowd: Household, *names: str) -> str:
    """These people ask to join Мама's family; return the token by which they did."""
    token = await crowd.invite("Мама")
    await crowd.write(change_invite, actor=crowd["Мама"], token=token, term=Term.BY_APPROVAL)
    await crowd.meet(*names)
    for name in names:
        await crowd.write(accept_invite, actor=crowd[name], token=token)
    return token


async def test_a_request_accepted_twice_at_once_takes_one_seat(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    facts = {"actor": crowd["Мама"], "request": 1, "accept": True}
    answered, refusals = await at_once(*(crowd.write(answer_request, **facts) for _ in range(3)))
    assert (len(answered), refusals) == (3, [])
    assert await crowd.members_of(family) == ["Мама", "Папа"]
    assert await crowd.told("Папа") == [JoinAccepted("Ивановы", 2)]


async def test_of_two_opposite_answers_to_a_request_one_holds(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    facts = {"actor": crowd["Мама"], "request": 1}
    answered, refusals = await at_once(
        *(crowd.write(answer_request, accept=accept, **facts) for accept in (True, False, True, False))
    )
    assert (len(answered), len(refusals), kinds(refusals)) == (2, 2, {RequestClosedError})
    (told,) = await crowd.told("Папа")
    assert ("Папа" in await crowd.members_of(family)) is isinstance(told, JoinAccepted)


async def test_two_approvals_for_one_last_seat_fill_it_once(crowd: Household) -> None:
    family = await crowd.family("Мама", FAMILY[1:6])
    token = await ask_mum(crowd, "Тётя", "Дядя")
    await crowd.write(change_invite, actor=crowd["Мама"], token=token, term=Term.FOR_ALL)
    answered, refusals = await at_once(
        *(
            crowd.write(answer_request, actor=crowd["Мама"], request=request, accept=True)
            for request in (1, 2)
        )
    )
    assert (len(answered), kinds(refusals)) == (1, {RequestClosedError})
    assert len(await crowd.members_of(family)) == 7


async def test_a_request_is_answered_or_taken_back_or_over(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await ask_mum(crowd, "Папа")
    _, refusals = await at_once(
        crowd.write(answer_request, actor=crowd["Мама"], request=1, accept=True),
        crowd.write(withdraw_request, actor=crowd["Папа"], request=1),
    )
    assert kinds(refusals) == {RequestClosedError}
    (request,) = await crowd.rows(select(join_requests.c.state))
    assert ("Папа" in await crowd.members_of(family)) is (request.state == "accepted")


async def test_who_asks_two_families_at_once_waits_for_one(crowd: Household) -> None:
    for organizer in ("Мама", "Бабушка"):
        await crowd.family(organizer)
    await crowd.meet("Папа")
    tokens = [await crowd.invite(organizer) for organizer in ("Мама", "Бабушка")]
    for organizer, token in zip(("Мама", "Бабушка"), tokens, strict=True):
        await crowd.write(change_invite, actor=crowd[organizer], token=token, term=Term.BY_APPROVAL)
    asked, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for token in tokens)
    )
    assert (len(asked), kinds(refusals)) == (1, {RequestOpenError})


async def test_two_jobs_close_old_requests_and_end_old_invitations_once(crowd: Household) -> None:
    await crowd.family("Мама")
    await ask_mum(crowd, "Папа", "Катя")
    crowd.clock.advance(days=7)
    closed, _ = await at_once(*(crowd.write(expire_requests) for _ in range(3)))
    ended, _ = await at_once(*(crowd.write(tell_ended_invites) for _ in range(3)))
    assert (sum(closed), sum(ended)) == (2, 1)
    assert await crowd.told("Катя") == [JoinRequestExpired("Ивановы")]


async def test_the_same_invitation_asked_for_twice_at_once_is_one(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"], "origin": "tap 5"}
    created, _ = await at_once(
        *(crowd.write(create_invite, token=f"token {number}", **facts) for number in range(3))
    )
    assert {each.id for each in created} == {1}


async def test_no_more_than_five_invitations_are_live(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"]}
    created, refusals = await at_once(
        *(crowd.write(create_invite, token=f"token {tap}", origin=f"tap {tap}", **facts) for tap in range(8))
    )
    assert (len(created), kinds(refusals)) == (5, {TooManyInvitesError})
