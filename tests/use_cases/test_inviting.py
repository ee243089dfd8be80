from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.families.errors import FamilyFullError, NoFamilyError, NotOrganizerError
from core.invites.errors import InviteUnknownError, TooManyInvitesError
from core.invites.invite import InviteState
from core.invites.inviting import create_invite, list_invites, revoke_invite
from core.invites.joining import accept_invite, look_at_invite
from core.invites.views import Invitation, InviteCreated, InviteSummary
from storage.schema import invites
from tests.household import START

if TYPE_CHECKING:
    from tests.household import Household

WEEK = timedelta(days=7)


async def create(home: Household, origin: str, token: str = "", organizer: str = "Мама") -> InviteCreated:
    return await home.write(
        create_invite, actor=home[organizer], token=token or f"token of {origin}", origin=origin
    )


async def test_as_many_may_join_as_there_are_free_seats_for_a_week(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    assert await create(home, "tap") == InviteCreated(2, "Ивановы", 5, START + WEEK)


async def test_the_token_is_not_kept(home: Household) -> None:
    await home.family("Мама")
    await create(home, "tap", "secret")
    (kept,) = await home.rows(select(invites))
    assert kept.token_hash.hex() == "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
    assert "secret" not in str(tuple(kept))


async def test_the_same_request_gives_the_same_invitation_a_new_token(home: Household) -> None:
    await home.family("Мама")
    first = await create(home, "tap", "first")
    home.clock.advance(hours=1)
    assert await create(home, "tap", "second") == first
    await home.meet("Папа")
    await home.refused(InviteUnknownError, look_at_invite, actor=home["Папа"], token="first")
    look = await home.read(look_at_invite, actor=home["Папа"], token="second")
    assert look == Invitation("Ивановы", "Мама", 1, 7)
    assert len(await home.read(list_invites, actor=home["Мама"])) == 1


async def test_the_same_request_after_somebody_joined_tells_what_is_left(home: Household) -> None:
    await home.family("Мама")
    await create(home, "tap", "first")
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token="first")
    again = await create(home, "tap", "second")
    assert (again.seats, again.expires_at) == (5, START + WEEK)


async def test_refuses_a_sixth_live_invitation(home: Household) -> None:
    await home.family("Мама")
    for tap in "12345":
        await create(home, tap)
    facts = {"actor": home["Мама"], "token": "sixth", "origin": "6"}
    assert await home.refused(TooManyInvitesError, create_invite, **facts) == {"limit": 5}
    await create(home, "5")  # the same request is none more


async def test_a_revoked_or_expired_invitation_makes_room_for_another(home: Household) -> None:
    await home.family("Мама")
    for tap in "12345":
        await create(home, tap)
    await home.write(revoke_invite, actor=home["Мама"], invite=3)
    await create(home, "6")
    home.clock.advance(days=7)
    await create(home, "7")


async def test_refuses_to_invite_into_a_full_family(home: Household) -> None:
    await home.family("Мама", "абвгде")
    facts = {"actor": home["Мама"], "token": "t", "origin": "o"}
    assert await home.refused(FamilyFullError, create_invite, **facts) == {"family": "Ивановы", "seats": 7}


async def test_only_the_organizer_invites_lists_and_revokes(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.meet("Сосед")
    for use_case, facts in (
        (create_invite, {"token": "t", "origin": "o"}),
        (list_invites, {}),
        (revoke_invite, {"invite": 1}),
    ):
        told = await home.refused(NotOrganizerError, use_case, actor=home["Папа"], **facts)
        assert told == {"organizer": "Мама"}
        assert await home.refused(NoFamilyError, use_case, actor=home["Сосед"], **facts) == {}


async def test_lists_the_newest_first_the_revoked_last_and_who_came(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await create(home, "second")
    await create(home, "third")
    await home.write(revoke_invite, actor=home["Мама"], invite=3)
    home.clock.advance(hours=1)
    await create(home, "fourth")
    listed = await home.read(list_invites, actor=home["Мама"])
    assert listed == [
        InviteSummary(
            4, InviteState.LIVE, 4, START + timedelta(hours=1), START + WEEK + timedelta(hours=1), []
        ),
        InviteSummary(2, InviteState.LIVE, 4, START, START + WEEK, []),
        InviteSummary(1, InviteState.LIVE, 4, START, START + WEEK, ["Папа", "Катя"]),
        InviteSummary(3, InviteState.REVOKED, 4, START, START + WEEK, []),
    ]


async def test_revoking_twice_changes_nothing(home: Household) -> None:
    await home.family("Мама")
    await create(home, "tap")
    await home.write(revoke_invite, actor=home["Мама"], invite=1)
    home.clock.advance(hours=1)
    await home.write(revoke_invite, actor=home["Мама"], invite=1)
    (kept,) = await home.rows(select(invites.c.revoked_at))
    assert kept.revoked_at == START


async def test_refuses_to_revoke_what_is_not_of_the_family(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await create(home, "tap", organizer="Бабушка")
    for invite in (1, 99):
        told = await home.refused(InviteUnknownError, revoke_invite, actor=home["Мама"], invite=invite)
        assert told == {}
