from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from core.alerts.invites import TurnedAway
from core.families.errors import FamilyFullError, SeatsHeldError
from core.families.leaving import leave_family
from core.invites.entry import NOTED
from core.invites.errors import (
    BarredError,
    InviteUnknownError,
    SeatJustTakenError,
    TooManyGuessesError,
)
from core.invites.invite import Term
from core.invites.inviting import change_invite
from core.invites.joining import accept_invite, consider_moving
from core.invites.opening import decline_invite, open_invite
from core.invites.views import Invitation
from storage.schema import alerts, barred, guesses, people
from tests.household import START

if TYPE_CHECKING:
    from tests.household import Household

QUARTER = timedelta(minutes=15)


async def look(home: Household, name: str, token: str) -> Invitation:
    await home.meet(name)
    seen = await home.write(open_invite, actor=home[name], token=token)
    assert isinstance(seen, Invitation)
    return seen


async def refused(home: Household, refusal: Any, name: str, token: str) -> dict[str, object]:  # noqa: ANN401
    await home.meet(name)
    return await home.refused(refusal, open_invite, actor=home[name], token=token)


async def with_one_seat(home: Household) -> str:
    """Six are in the family; return the token of an invitation with uses to spare."""
    await home.family("Мама")
    token = await home.invite("Мама")
    await home.join("Мама", *"абвгд")
    return token


async def test_opening_joins_nothing_and_holds_a_seat_for_a_quarter_of_an_hour(home: Household) -> None:
    family = await home.family("Мама")
    token = await home.invite("Мама")
    for _ in range(3):
        assert await look(home, "Папа", token) == Invitation(
            "Ивановы", "Мама", 1, 7, by_approval=False, held_until=START + QUARTER
        )
        home.clock.advance(minutes=5)
    assert await home.members_of(family) == ["Мама"]


async def test_the_last_seat_is_kept_for_who_reads(home: Household) -> None:
    token = await with_one_seat(home)
    await look(home, "Папа", token)
    home.clock.advance(minutes=14)
    until = START + QUARTER
    for use_case in (open_invite, accept_invite):
        await home.meet("Катя")
        told = await home.refused(SeatsHeldError, use_case, actor=home["Катя"], token=token)
        assert told == {"family": "Ивановы", "until": until}
    await home.write(accept_invite, actor=home["Папа"], token=token)
    told = await refused(home, FamilyFullError, "Катя", token)
    assert told == {"family": "Ивановы", "seats": 7}


async def test_who_is_refused_is_told_when_the_next_seat_may_be_free(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    await home.join("Мама", *"абвг")
    for name in ("Папа", "Катя"):
        await look(home, name, token)
        home.clock.advance(minutes=5)
    assert (await refused(home, SeatsHeldError, "Дима", token))["until"] == START + QUARTER


@pytest.mark.parametrize("ended", ["declined", "expired", "joined elsewhere"])
async def test_a_hold_ends_when_its_reader_declines_joins_or_forgets(home: Household, ended: str) -> None:
    token = await with_one_seat(home)
    await home.family("Бабушка")
    other = await home.invite("Бабушка")
    await look(home, "Папа", token)
    if ended == "declined":
        await home.write(decline_invite, actor=home["Папа"], token=token)
    elif ended == "expired":
        home.clock.advance(minutes=15)
    else:
        await home.write(accept_invite, actor=home["Папа"], token=other)
    held = (await look(home, "Катя", token)).held_until
    assert held == home.clock.now + QUARTER


async def test_declining_another_familys_invitation_keeps_the_seat(home: Household) -> None:
    token = await with_one_seat(home)
    await home.family("Бабушка")
    other = await home.invite("Бабушка")
    await look(home, "Папа", token)
    for declined in (other, "never was", "#1"):
        await home.write(decline_invite, actor=home["Папа"], token=declined)
    await refused(home, SeatsHeldError, "Катя", token)
    await home.write(decline_invite, actor=home["Папа"], token=None)
    await look(home, "Катя", token)


async def test_no_seat_is_kept_for_who_founds_a_family_meanwhile(home: Household) -> None:
    token = await with_one_seat(home)
    await look(home, "Папа", token)
    home.clock.advance(minutes=1)
    await home.family("Папа")
    assert (await look(home, "Катя", token)).held_until == home.clock.now + QUARTER


async def test_a_seat_is_kept_for_who_considers_moving(home: Household) -> None:
    token = await with_one_seat(home)
    await home.family("Папа")
    await home.write(consider_moving, actor=home["Папа"], token=token)
    await refused(home, SeatsHeldError, "Катя", token)


async def test_nobody_holds_seats_again_and_again(home: Household) -> None:
    token = await with_one_seat(home)
    await home.family("Бабушка")
    other = await home.invite("Бабушка")
    await look(home, "Папа", token)
    assert (await look(home, "Папа", other)).held_until is None  # one hold a person
    home.clock.advance(minutes=10)
    await home.write(decline_invite, actor=home["Папа"], token=token)
    home.clock.advance(hours=24, microseconds=-1)
    for each in (token, other):
        assert (await look(home, "Папа", each)).held_until is None
    home.clock.advance(microseconds=1)
    assert (await look(home, "Папа", token)).held_until == home.clock.now + QUARTER


async def test_who_holds_nothing_any_more_may_still_join_while_a_seat_is_free(home: Household) -> None:
    token = await with_one_seat(home)
    await look(home, "Папа", token)
    home.clock.advance(minutes=15)
    await look(home, "Катя", token)
    await home.refused(SeatsHeldError, accept_invite, actor=home["Папа"], token=token)
    home.clock.advance(minutes=15)
    joined = await home.write(accept_invite, actor=home["Папа"], token=token)
    assert joined == Invitation("Ивановы", "Мама", 7, 7, by_approval=False, held_until=None)


async def test_an_invitation_by_approval_holds_no_seat_and_minds_none(home: Household) -> None:
    token = await with_one_seat(home)
    await look(home, "Папа", token)
    await home.write(change_invite, actor=home["Мама"], token=token, term=Term.BY_APPROVAL)
    assert await look(home, "Катя", token) == Invitation(
        "Ивановы", "Мама", 6, 7, by_approval=True, held_until=None
    )


async def test_refuses_who_was_barred(home: Household) -> None:
    family = await home.family("Мама")
    token = await home.invite("Мама")
    await home.meet("Сосед")
    await home.put(barred.insert().values(family_id=family, person_id=home["Сосед"], barred_at=START))
    for use_case in (open_invite, accept_invite):
        told = await home.refused(BarredError, use_case, actor=home["Сосед"], token=token)
        assert told == {"family": "Ивановы"}


async def test_ten_tokens_that_lead_nowhere_shut_the_door_for_the_rest_of_the_hour(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    for number in range(10):
        await refused(home, InviteUnknownError, "Чужой", f"guess {number}")
        home.clock.advance(minutes=1)
    until = START + timedelta(hours=1)
    for each in (token, "guess"):
        for use_case in (open_invite, accept_invite):
            told = await home.refused(TooManyGuessesError, use_case, actor=home["Чужой"], token=each)
            assert told == {"until": until}
    await look(home, "Папа", token)  # nobody else is held up
    home.clock.now = until
    await look(home, "Чужой", token)


async def test_the_same_dead_link_again_and_again_is_one_mistake(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    for _ in range(20):
        await refused(home, InviteUnknownError, "Папа", "dead")
    await look(home, "Папа", token)


async def test_nine_tokens_that_lead_nowhere_are_mistakes(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    for number in range(9):
        await refused(home, InviteUnknownError, "Папа", f"typo {number}")
    await look(home, "Папа", token)
    home.clock.advance(hours=1)
    for number in range(9):
        await refused(home, InviteUnknownError, "Папа", f"another typo {number}")
    assert len(await home.rows(select(guesses))) == 9  # what is over an hour old is forgotten


async def test_whoever_finds_no_seat_is_told_to_the_organizer_once_an_hour(home: Household) -> None:
    token = await with_one_seat(home)
    await home.join("Мама", "е")
    guests = ["Папа", "Катя", "Дед", "Тётя", "Дядя", "Кум", "Сват"]
    for name in (*guests, *guests):
        await refused(home, FamilyFullError, name, token)
    await home.refused(SeatJustTakenError, accept_invite, actor=home["Папа"], token=token)
    (told,) = [alert for alert in await home.told("Мама") if isinstance(alert, TurnedAway)]
    assert told == TurnedAway("Ивановы", [home[name] for name in guests], guests[:5])
    (row,) = await home.rows(
        select(alerts.c.ready_at, alerts.c.recipient_id).where(alerts.c.kind == "TurnedAway")
    )
    assert (row.ready_at, row.recipient_id) == (START + timedelta(hours=1), home["Мама"])


async def test_who_is_turned_away_again_and_again_does_not_swell_the_alert(home: Household) -> None:
    token = await with_one_seat(home)
    await home.join("Мама", "е")
    crowd = [f"гость {number}" for number in range(NOTED + 2)]
    for name in crowd:
        await refused(home, FamilyFullError, name, token)
    (told,) = [alert for alert in await home.told("Мама") if isinstance(alert, TurnedAway)]
    assert (told.people, told.names, told.more) == ([home[name] for name in crowd[:NOTED]], crowd[:5], 2)


async def test_a_name_that_changed_is_the_same_person(home: Household) -> None:
    token = await with_one_seat(home)
    await home.join("Мама", "е")
    await refused(home, FamilyFullError, "Папа", token)
    await home.put(update(people).where(people.c.id == home["Папа"]).values(name="Папуля"))
    await home.refused(FamilyFullError, open_invite, actor=home["Папа"], token=token)
    assert [alert for alert in await home.told("Мама") if isinstance(alert, TurnedAway)] == [
        TurnedAway("Ивановы", [home["Папа"]], ["Папа"])
    ]


async def test_a_seat_that_becomes_free_lets_the_next_reader_in(home: Household) -> None:
    token = await with_one_seat(home)
    await home.join("Мама", "е")
    await refused(home, FamilyFullError, "Папа", token)
    family = await home.family_of("е")
    await home.write(leave_family, actor=home["е"], family=family, keep_lines=False)
    assert (await look(home, "Папа", token)).people == 6
