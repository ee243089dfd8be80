"""Nobody sheds a limit, a ban or a brake by going away and coming back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.alerts.invites import JoinRefused
from core.families.disbanding import (
    ask_to_disband,
    bring_back,
    come_back,
    disband_family,
    forget_archives,
)
from core.families.errors import ArchiveGoneError, SeatsHeldError
from core.families.family import Role
from core.families.forgetting import forget_me
from core.families.leaving import leave_family
from core.families.removing import remove_member
from core.families.roles import make_limited
from core.invites.errors import (
    AskedLatelyError,
    InviteRevokedError,
    InviteUnknownError,
    OlderInviteError,
    TooManyGuessesError,
)
from core.invites.forgetting import forget_old_tries
from core.invites.invite import Term
from core.invites.inviting import change_invite
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.views import Invitation
from storage.schema import archive_members, items, join_requests, seat_holds

if TYPE_CHECKING:
    from core.families.family import Member
    from tests.household import Household


async def place(home: Household, name: str) -> Member:
    member = await home.look(lambda work: work.member(home[name]))
    assert member is not None
    return member


async def leave(home: Household, name: str, family: int) -> None:
    await home.write(leave_family, actor=home[name], family=family, keep_lines=False)


async def limit(home: Household, name: str, minor: int) -> None:
    member = await place(home, name)
    facts = {"person": home[name], "since": member.since, "limit_minor": minor}
    await home.write(make_limited, actor=home["Мама"], **facts)


async def remove(home: Household, name: str, *, bar: bool) -> None:
    member = await place(home, name)
    facts = {"person": home[name], "since": member.since, "keep_lines": False, "bar": bar}
    await home.write(remove_member, actor=home["Мама"], **facts)


async def end_and_bring_back(home: Household, family: int) -> None:
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=family, name="Ивановы")
    await home.write(bring_back, actor=home["Мама"], family=family)


async def test_a_limit_outlives_leaving_and_joining_anew(home: Household) -> None:
    family = await home.family("Мама", ["Катя"])
    await limit(home, "Катя", 50_000)
    await leave(home, "Катя", family)
    home.clock.advance(hours=1)
    await home.join("Мама", "Катя")
    member = await place(home, "Катя")
    assert (member.role, member.limit_minor) == (Role.LIMITED, 50_000)


async def test_who_left_comes_back_by_a_newer_invitation_only(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    token = await home.invite("Мама")
    home.clock.advance(hours=1)
    await leave(home, "Папа", family)
    await remove(home, "Катя", bar=False)
    for name in ("Папа", "Катя"):
        for use_case in (open_invite, accept_invite):
            refused = await home.refused(OlderInviteError, use_case, actor=home[name], token=token)
            assert refused == {"family": "Ивановы"}
    home.clock.advance(hours=1)
    await home.join("Мама", "Папа", "Катя")
    assert await home.members_of(family) == ["Мама", "Папа", "Катя"]


async def test_who_left_may_ask_by_an_older_invitation_when_the_organizer_decides(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    token = await home.invite("Мама")
    await home.write(change_invite, actor=home["Мама"], token=token, term=Term.BY_APPROVAL)
    home.clock.advance(hours=1)
    await leave(home, "Папа", family)
    await home.write(accept_invite, actor=home["Папа"], token=token)
    (request,) = await home.rows(select(join_requests.c.state))
    assert request.state == "open"


async def test_who_joined_anew_and_was_barred_does_not_come_back_by_the_archive(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await end_and_bring_back(home, family)
    await home.join("Мама", "Папа")
    await remove(home, "Папа", bar=True)
    await home.refused(ArchiveGoneError, come_back, actor=home["Папа"], family=family)
    assert await home.members_of(family) == ["Мама"]


async def test_who_became_limited_does_not_come_back_as_an_adult_by_the_archive(home: Household) -> None:
    family = await home.family("Мама", ["Катя"])
    await end_and_bring_back(home, family)
    await home.join("Мама", "Катя")
    await limit(home, "Катя", 0)
    await leave(home, "Катя", family)
    await home.refused(ArchiveGoneError, come_back, actor=home["Катя"], family=family)


async def with_one_seat_to_come_back_to(home: Household) -> tuple[int, str]:
    """Папа may come back to a family of six; return it and the token of an invitation to it."""
    family = await home.family("Мама", ["Папа"])
    await end_and_bring_back(home, family)
    await home.join("Мама", *"абвгд")
    return family, await home.invite("Мама")


async def test_who_comes_back_takes_no_seat_that_is_kept_for_a_reader(home: Household) -> None:
    family, token = await with_one_seat_to_come_back_to(home)
    await home.meet("Катя")
    await home.write(open_invite, actor=home["Катя"], token=token)
    refused = await home.refused(SeatsHeldError, come_back, actor=home["Папа"], family=family)
    assert refused == {"family": "Ивановы", "until": home.clock.now + timedelta(minutes=15)}
    home.clock.advance(minutes=15)
    await home.write(come_back, actor=home["Папа"], family=family)
    assert await home.members_of(family) == ["Мама", *"абвгд", "Папа"]


async def test_a_seat_that_is_kept_for_oneself_is_one_to_come_back_to(home: Household) -> None:
    family, token = await with_one_seat_to_come_back_to(home)
    await home.write(open_invite, actor=home["Папа"], token=token)
    home.clock.advance(minutes=5)
    await home.write(come_back, actor=home["Папа"], family=family)
    assert await home.members_of(family) == ["Мама", *"абвгд", "Папа"]
    (hold,) = await home.rows(select(seat_holds.c.until))
    assert hold.until == home.clock.now


async def test_an_end_lets_go_of_the_seats_that_were_kept(home: Household) -> None:
    family = await home.family("Мама", ["Папа", *"абвгд"[:4]])
    token = await home.invite("Мама")
    await home.meet("Катя")
    await home.write(open_invite, actor=home["Катя"], token=token)
    await end_and_bring_back(home, family)
    for name in ("Папа", *"абвг"):
        await home.write(come_back, actor=home[name], family=family)
    (hold,) = await home.rows(select(seat_holds.c.until))
    assert hold.until == home.clock.now


async def test_an_end_revokes_invitations_and_answers_who_asked(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    token = await home.invite("Мама")
    asking = await home.invite("Мама")
    await home.write(change_invite, actor=home["Мама"], token=asking, term=Term.BY_APPROVAL)
    await home.meet("Сосед", "Катя")
    await home.write(accept_invite, actor=home["Сосед"], token=asking)
    await end_and_bring_back(home, family)
    assert await home.told("Сосед") == [JoinRefused("Ивановы")]
    await home.refused(InviteRevokedError, open_invite, actor=home["Катя"], token=token)


async def test_an_archive_is_forgotten_after_thirty_days_and_its_lines_too(home: Household) -> None:
    family = await home.family("Мама")
    await home.add("Мама", "хлеб 50 р")
    await leave(home, "Мама", family)
    home.clock.advance(days=29, hours=23)
    await home.write(forget_archives)
    assert len(await home.rows(select(archive_members))) == 1
    assert len(await home.rows(select(items))) == 1
    home.clock.advance(hours=1)
    await home.write(forget_archives)
    assert await home.rows(select(archive_members)) == []
    assert await home.rows(select(items)) == []


async def test_being_forgotten_takes_the_lines_of_a_disbanded_family_along(home: Household) -> None:
    family = await home.family("Мама", ["Папа"])
    await home.add("Папа", "подарок Маме 500 р")
    await home.write(ask_to_disband, actor=home["Мама"])
    await home.write(disband_family, actor=home["Мама"], family=family, name="Ивановы")
    await home.write(forget_me, actor=home["Папа"])
    assert await home.rows(select(items.c.title)) == []


async def test_being_forgotten_frees_nobody_from_their_guesses(home: Household) -> None:
    await home.meet("Сосед")
    for number in range(10):
        facts = {"actor": home["Сосед"], "token": f"nothing-{number}"}
        await home.refused(InviteUnknownError, open_invite, **facts)
    await home.write(forget_me, actor=home["Сосед"])
    await home.meet("Сосед")
    await home.refused(TooManyGuessesError, open_invite, actor=home["Сосед"], token="one-more")


async def test_being_forgotten_gives_no_second_hold_and_no_second_request(home: Household) -> None:
    await home.family("Мама")
    token, asking = await home.invite("Мама"), await home.invite("Мама")
    await home.write(change_invite, actor=home["Мама"], token=asking, term=Term.BY_APPROVAL)
    await home.meet("Сосед")
    await home.write(open_invite, actor=home["Сосед"], token=token)
    await home.write(accept_invite, actor=home["Сосед"], token=asking)
    await home.write(forget_me, actor=home["Сосед"])
    await home.meet("Сосед")
    home.clock.advance(minutes=16)
    opened = await home.write(open_invite, actor=home["Сосед"], token=token)
    assert isinstance(opened, Invitation)
    assert opened.held_until is None
    await home.refused(AskedLatelyError, accept_invite, actor=home["Сосед"], token=asking)
    await home.write(forget_me, actor=home["Сосед"])
    home.clock.advance(days=1, minutes=1)
    await home.write(forget_old_tries)
    assert await home.rows(select(seat_holds)) == []
    assert await home.rows(select(join_requests)) == []


async def test_a_day_later_a_hold_is_given_again(home: Household) -> None:
    await home.family("Мама")
    token = await home.invite("Мама")
    await home.meet("Сосед")
    await home.write(open_invite, actor=home["Сосед"], token=token)
    home.clock.advance(days=1, minutes=15)
    opened = await home.write(open_invite, actor=home["Сосед"], token=token)
    assert isinstance(opened, Invitation)
    assert opened.held_until == home.clock.now + timedelta(minutes=15)
