from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.families.errors import FamilyFullError, NoFamilyError, NotOrganizerError
from core.invites.choosing import invite_people
from core.invites.errors import InviteOverError, InviteUnknownError, TooManyInvitesError
from core.invites.invite import InviteState, Term
from core.invites.inviting import change_invite, create_invite, find_invite, list_invites, revoke_invite
from core.invites.joining import accept_invite
from core.invites.opening import open_invite
from core.invites.views import InviteCreated, InviteSummary
from storage.schema import invites
from tests.household import START

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.household import Household

WEEK = timedelta(days=7)


async def create(home: Household, origin: str, token: str = "", organizer: str = "Мама") -> InviteCreated:
    return await home.write(
        create_invite, actor=home[organizer], token=token or f"token of {origin}", origin=origin
    )


def summary(
    number: int,
    uses_left: int,
    created_at: datetime,
    state: InviteState = InviteState.LIVE,
    guests: Sequence[str] = (),
) -> InviteSummary:
    """An invitation with the usual terms."""
    return InviteSummary(
        id=number,
        state=state,
        uses_left=uses_left,
        created_at=created_at,
        expires_at=created_at + WEEK,
        for_one=False,
        by_approval=False,
        guests=list(guests),
        awaited=[],
    )


async def test_as_many_may_join_as_there_are_free_seats_for_a_week(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    assert await create(home, "tap") == InviteCreated(
        2, "Ивановы", 5, START + WEEK, for_one=False, by_approval=False, life=Term.WEEK
    )


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
    await home.refused(InviteUnknownError, open_invite, actor=home["Папа"], token="first")
    await home.write(open_invite, actor=home["Папа"], token="second")
    assert len((await home.read(list_invites, actor=home["Мама"])).invites) == 1


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
        (change_invite, {"token": "token-1", "term": Term.FOR_ONE}),
        (find_invite, {"token": "token-1"}),
    ):
        told = await home.refused(NotOrganizerError, use_case, actor=home["Папа"], **facts)
        assert told == {"organizer": "Мама"}
        assert await home.refused(NoFamilyError, use_case, actor=home["Сосед"], **facts) == {}


async def test_lists_the_live_ones_first_the_revoked_last_and_who_came(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await create(home, "second")
    await create(home, "third")
    await home.write(revoke_invite, actor=home["Мама"], invite=3)
    home.clock.advance(hours=1)
    await create(home, "fourth")
    listed = await home.read(list_invites, actor=home["Мама"])
    assert listed.requests == []
    assert listed.invites == [
        summary(4, 4, START + timedelta(hours=1)),
        summary(2, 4, START),
        summary(1, 4, START, guests=["Папа", "Катя"]),
        summary(3, 4, START, InviteState.REVOKED),
    ]


async def test_nobody_is_awaited_who_came_by_another_invitation_nor_where_no_seat_is_free(
    home: Household,
) -> None:
    await home.family("Мама")
    await home.meet("Папа", "Катя")
    chosen = [(home[name], name) for name in ("Папа", "Катя")]
    await home.write(
        invite_people,
        actor=home["Мама"],
        family=1,
        chosen=chosen,
        tokens=("link", "unseen"),
        origin="message",
    )
    await home.join("Мама", "Папа", *"абвг")
    link, chosen_ones = (await home.read(list_invites, actor=home["Мама"])).invites
    assert (link.uses_left, chosen_ones.uses_left, chosen_ones.awaited) == (1, 1, ["Катя"])
    await home.join("Мама", "д")
    listed = await home.read(list_invites, actor=home["Мама"])
    assert {invite.uses_left for invite in listed.invites} == {0}


async def test_what_is_over_does_not_hide_what_is_live(home: Household) -> None:
    await home.family("Мама")
    await create(home, "long", "long")
    await home.write(change_invite, actor=home["Мама"], token="long", term=Term.MONTH)
    for number in range(12):
        await create(home, f"short {number}", f"short {number}")
        await home.write(change_invite, actor=home["Мама"], token=f"short {number}", term=Term.HOUR)
        home.clock.advance(hours=1)
    listed = await home.read(list_invites, actor=home["Мама"])
    assert [(invite.id, invite.state.value) for invite in listed.invites[:2]] == [
        (1, "live"),
        (13, "expired"),
    ]
    assert len(listed.invites) == 10


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


async def change(home: Household, *terms: Term, of: str = "token") -> InviteCreated:
    for term in terms:
        changed = await home.write(change_invite, actor=home["Мама"], token=of, term=term)
    return changed


async def test_the_organizer_changes_one_thing_after_another_under_the_same_link(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await create(home, "tap", "token")
    home.clock.advance(hours=2)
    usual = InviteCreated(2, "Ивановы", 5, START + WEEK, for_one=False, by_approval=False, life=Term.WEEK)
    usual = replace(usual, seats=1, for_one=True)
    assert await change(home, Term.FOR_ONE) == usual
    for term, life in (
        (Term.HOUR, timedelta(hours=1)),
        (Term.DAY, timedelta(days=1)),
        (Term.WEEK, WEEK),
        (Term.MONTH, timedelta(days=30)),
    ):
        usual = replace(usual, expires_at=home.clock.now + life, life=term)
        assert await change(home, term) == usual
    usual = replace(usual, by_approval=True)
    assert await change(home, Term.BY_APPROVAL) == usual
    usual = replace(usual, seats=5, for_one=False)
    assert await change(home, Term.FOR_ALL) == usual
    assert await home.read(find_invite, actor=home["Мама"], token="token") == usual
    usual = replace(usual, by_approval=False)
    assert await change(home, Term.AT_ONCE) == usual


async def test_the_life_that_was_chosen_is_told_later_as_far_as_it_can_be(home: Household) -> None:
    await home.family("Мама")
    await create(home, "tap", "token")
    home.clock.advance(days=6, hours=23, minutes=30)
    assert (await home.read(find_invite, actor=home["Мама"], token="token")).life is Term.WEEK
    await change(home, Term.MONTH)
    home.clock.advance(days=3)
    assert (await change(home, Term.FOR_ONE)).life is Term.MONTH
    home.clock.advance(days=26)
    assert (await change(home, Term.FOR_ALL)).life is Term.DAY  # no shorter one leaves as much


@pytest.mark.parametrize("term", list(Term))
async def test_the_same_change_twice_is_one_change(home: Household, term: Term) -> None:
    await home.family("Мама")
    await create(home, "tap", "token")
    assert await change(home, term) == await change(home, term)


async def test_for_all_means_the_seats_that_are_free_now(home: Household) -> None:
    await home.family("Мама")
    await create(home, "tap", "token")
    await home.join("Мама", *"абв")
    assert (await change(home, Term.FOR_ONE, Term.FOR_ALL)).seats == 3
    await home.join("Мама", *"где")
    facts = {"actor": home["Мама"], "token": "token", "term": Term.FOR_ALL}
    assert await home.refused(FamilyFullError, change_invite, **facts) == {"family": "Ивановы", "seats": 7}


async def test_what_is_over_is_neither_changed_nor_pictured(home: Household) -> None:
    await home.family("Мама")
    for tap in ("used", "expired", "revoked"):
        await create(home, tap, tap)
    await change(home, Term.FOR_ONE, of="used")
    await home.meet("Папа")
    await home.write(accept_invite, actor=home["Папа"], token="used")
    await change(home, Term.HOUR, of="expired")
    await home.write(revoke_invite, actor=home["Мама"], invite=3)
    home.clock.advance(hours=1)
    for token, state in (
        ("used", InviteState.USED_UP),
        ("expired", InviteState.EXPIRED),
        ("revoked", InviteState.REVOKED),
    ):
        facts = {"actor": home["Мама"], "token": token}
        told = {"invite_state": state}
        assert await home.refused(InviteOverError, change_invite, **facts, term=Term.WEEK) == told
        assert await home.refused(InviteOverError, find_invite, **facts) == told


async def test_a_token_names_only_an_invitation_of_ones_own_family(home: Household) -> None:
    await home.family("Мама")
    await home.family("Бабушка")
    await create(home, "tap", "theirs", organizer="Бабушка")
    for token in ("theirs", "never-was", "#1"):
        facts = {"actor": home["Мама"], "token": token}
        await home.refused(InviteUnknownError, change_invite, **facts, term=Term.FOR_ONE)
        await home.refused(InviteUnknownError, find_invite, **facts)
