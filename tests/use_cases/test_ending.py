from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import MemberJoined
from core.alerts.invites import InviteExpired
from core.families.leaving import leave_family
from core.invites.ending import tell_ended_invites
from core.invites.inviting import revoke_invite
from core.invites.joining import accept_invite

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from tests.household import Household


async def ends(home: Household) -> list[Alert]:
    """Let the job run twice; return what Мама was told of ends."""
    for _ in range(2):
        await home.write(tell_ended_invites)
    return [alert for alert in await home.told("Мама") if not isinstance(alert, MemberJoined)]


async def test_the_organizer_is_told_once_of_an_expired_invitation(home: Household) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    await home.join("Мама", "Папа")
    home.clock.advance(days=7, microseconds=-1)
    assert await ends(home) == []
    home.clock.advance(microseconds=1)
    assert await ends(home) == [InviteExpired("Ивановы", 0, 5), InviteExpired("Ивановы", 1, 5)]


async def test_a_full_family_is_not_told(home: Household) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    await home.join("Мама", *"абвгде")
    home.clock.advance(days=7)
    assert [alert for alert in await ends(home) if isinstance(alert, InviteExpired)] == []


async def test_a_revoked_or_used_up_invitation_does_not_end_again(home: Household) -> None:
    await home.family("Мама", "абвгд")
    await home.write(revoke_invite, actor=home["Мама"], invite=1)
    token = await home.invite("Мама")  # for the one free seat
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token=token)
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=False)
    home.clock.advance(days=7)
    assert [alert for alert in await ends(home) if isinstance(alert, InviteExpired)] == []


async def test_nobody_is_told_of_a_family_that_is_no_more(home: Household) -> None:
    await home.family("Мама")
    await home.invite("Мама")
    await home.write(leave_family, actor=home["Мама"], family=1, keep_lines=False)
    home.clock.advance(days=7)
    assert await home.write(tell_ended_invites) == 0
    assert await home.told("Мама") == []
