"""What is promised when several found, lead, leave and end families at once, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from core.alerts.families import FamilyBroughtBack, OfferExpired, RoleOfferedByVote, SuccessionOpened
from core.families.disbanding import ask_to_disband, bring_back, come_back, disband_family
from core.families.errors import (
    AlreadyInFamilyError,
    FamilyFullError,
    NotAMemberError,
    NotOrganizerError,
    OfferGoneError,
    OfferUnderWayError,
    OrganizerStaysError,
    PlaceTakenError,
)
from core.families.founding import begin_family, found_family, show_family
from core.families.handover import accept_role, end_handovers, offer_role, withdraw_role
from core.families.leaving import leave_family
from core.families.places import attach_place
from core.families.removing import remove_member
from core.families.succession import tend_successions, vote_for_successor
from core.invites.errors import (
    FamilyDisbandedError,
    InAnotherFamilyError,
)
from core.invites.joining import accept_invite, leave_and_join
from core.people.errors import QuestionGoneError
from core.people.use_cases import note_unreachable
from storage.schema import (
    families,
    members,
)
from tests.at_once import at_once, kinds

if TYPE_CHECKING:
    from tests.household import Household

FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


async def offered(crowd: Household) -> dict[str, int]:
    """Return what the buttons under an offer of the organizer's role name."""
    offer = await crowd.look(lambda work: work.handover(1))
    assert offer is not None
    return {"family": 1, "offered": offer.offered}


async def test_two_change_places_at_once_and_nobody_is_lost(crowd: Household) -> None:
    first = await crowd.family("Мама", ["Папа"])
    second = await crowd.family("Бабушка", ["Дед"])
    tokens = {name: await crowd.invite(name) for name in ("Мама", "Бабушка")}
    moved, refusals = await at_once(
        crowd.write(
            leave_and_join, actor=crowd["Папа"], token=tokens["Бабушка"], family=first, keep_lines=True
        ),
        crowd.write(leave_and_join, actor=crowd["Дед"], token=tokens["Мама"], family=second, keep_lines=True),
    )
    assert (len(moved), refusals) == (2, [])
    assert await crowd.members_of(first) == ["Мама", "Дед"]
    assert await crowd.members_of(second) == ["Бабушка", "Папа"]


async def test_who_accepts_two_families_at_once_is_in_one(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.family("Бабушка")
    await crowd.meet("Папа")
    tokens = [await crowd.invite("Мама"), await crowd.invite("Бабушка")]
    joined, refusals = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for token in tokens)
    )
    assert len(joined) == 1
    assert kinds(refusals) == {InAnotherFamilyError}
    assert (await crowd.rows(select(func.count()).select_from(members)))[0][0] == 3


async def test_a_double_tap_on_join_joins_once(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.meet("Папа")
    token = await crowd.invite("Мама")
    joined, _ = await at_once(
        *(crowd.write(accept_invite, actor=crowd["Папа"], token=token) for _ in range(3))
    )
    assert len(joined) == 3
    assert len(await crowd.told("Мама")) == 1


async def test_who_founds_twice_at_once_has_one_family(crowd: Household) -> None:
    await crowd.meet("Мама")
    await crowd.write(begin_family, actor=crowd["Мама"], allowed=())
    facts = {"actor": crowd["Мама"], "allowed": (), "currency": "RUB"}
    _, refusals = await at_once(
        *(crowd.write(found_family, name=f"Ивановы {number}", **facts) for number in range(3))
    )
    assert len(refusals) == 2
    assert kinds(refusals) <= {AlreadyInFamilyError, QuestionGoneError}
    assert (await crowd.rows(select(func.count()).select_from(families)))[0][0] == 1


async def test_a_family_is_either_disbanded_or_joined(crowd: Household) -> None:
    family = await crowd.family("Мама")
    await crowd.meet("Папа")
    token = await crowd.invite("Мама")
    _, refusals = await at_once(
        crowd.write(accept_invite, actor=crowd["Папа"], token=token),
        crowd.write(leave_family, actor=crowd["Мама"], family=family, keep_lines=True),
    )
    assert len(refusals) == 1
    if kinds(refusals) == {FamilyDisbandedError}:
        assert await crowd.members_of(family) == []
    else:
        assert kinds(refusals) == {OrganizerStaysError}
        assert await crowd.members_of(family) == ["Мама", "Папа"]


async def test_two_families_attach_one_group_at_once_and_one_has_it(crowd: Household) -> None:
    await crowd.family("Мама")
    await crowd.family("Бабушка")
    attached, refusals = await at_once(
        crowd.write(attach_place, actor=crowd["Мама"], family=1, place=-100),
        crowd.write(attach_place, actor=crowd["Бабушка"], family=2, place=-100),
    )
    assert (len(attached), kinds(refusals)) == (1, {PlaceTakenError})


async def test_an_offer_is_either_accepted_or_withdrawn(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(offer_role, actor=crowd["Мама"], **await crowd.place("Папа"))
    role = await offered(crowd)
    accepted, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(withdraw_role, actor=crowd["Мама"], **role),
    )
    assert len(accepted) == 1
    assert kinds(refusals) <= {OfferGoneError, NotOrganizerError}
    view = await crowd.read(show_family, actor=crowd["Катя"])
    assert view.summary.organizer == ("Мама" if kinds(refusals) == {OfferGoneError} else "Папа")
    assert view.offer is None


async def test_who_is_removed_while_accepting_is_no_organizer_without_being_there(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    dad = await crowd.place("Папа")
    await crowd.write(offer_role, actor=crowd["Мама"], **dad)
    role = await offered(crowd)
    _, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(remove_member, actor=crowd["Мама"], **dad, keep_lines=True, bar=True),
    )
    there = await crowd.members_of(1)
    view = await crowd.read(show_family, actor=crowd["Мама"])
    if kinds(refusals) == {NotOrganizerError}:
        assert (view.summary.organizer, there) == ("Папа", ["Мама", "Папа", "Катя"])
    else:
        assert kinds(refusals) == {NotAMemberError}
        assert (view.summary.organizer, there) == ("Мама", ["Мама", "Катя"])


async def test_who_leaves_while_accepting_leaves_or_organizes(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(offer_role, actor=crowd["Мама"], **await crowd.place("Папа"))
    role = await offered(crowd)
    _, refusals = await at_once(
        crowd.write(accept_role, actor=crowd["Папа"], **role, allowed=()),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    assert len(refusals) == 1
    assert kinds(refusals) <= {NotAMemberError, OrganizerStaysError}
    stayed = kinds(refusals) == {OrganizerStaysError}
    assert ("Папа" in await crowd.members_of(1)) is stayed


async def test_several_processes_open_a_choice_and_end_an_offer_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.write(note_unreachable, person=crowd["Мама"])
    crowd.clock.advance(days=14)
    await at_once(*(crowd.write(tend_successions) for _ in range(4)))
    assert await crowd.told("Папа") == [SuccessionOpened(1, "Ивановы", "Мама")]
    of = await crowd.place("Катя")
    votes_ = {"candidate": of["person"], "since": of["since"]}
    await at_once(
        *(crowd.write(vote_for_successor, actor=crowd[voter], **votes_) for voter in FAMILY[1:3] * 2)
    )
    crowd.clock.advance(hours=24)
    await at_once(*(crowd.write(end_handovers) for _ in range(4)))
    told = await crowd.told("Катя")
    assert [type(alert) for alert in told] == [SuccessionOpened, RoleOfferedByVote, OfferExpired]


async def test_the_votes_that_make_the_majority_at_once_offer_the_role_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    await crowd.write(note_unreachable, person=crowd["Мама"])
    crowd.clock.advance(days=14)
    await crowd.write(tend_successions)
    of = await crowd.place("Катя")
    chosen = {"candidate": of["person"], "since": of["since"]}
    _, refusals = await at_once(
        *(crowd.write(vote_for_successor, actor=crowd[voter], **chosen) for voter in FAMILY[1:])
    )
    assert kinds(refusals) <= {OfferUnderWayError}
    assert sum(isinstance(alert, RoleOfferedByVote) for alert in await crowd.told("Катя")) == 1


async def test_who_comes_back_and_founds_at_once_is_in_one_family(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    await crowd.write(bring_back, actor=crowd["Мама"], family=1)
    await crowd.write(begin_family, actor=crowd["Папа"], allowed=())
    _, refusals = await at_once(
        crowd.write(come_back, actor=crowd["Папа"], family=1),
        crowd.write(found_family, actor=crowd["Папа"], name="Папины", allowed=(), currency="RUB"),
    )
    assert kinds(refusals) <= {AlreadyInFamilyError, QuestionGoneError}
    assert len(refusals) == 1
    assert (await crowd.rows(select(func.count()).select_from(members)))[0][0] == 2


async def test_a_family_is_brought_back_once(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    back, refusals = await at_once(
        *(crowd.write(bring_back, actor=crowd["Мама"], family=1) for _ in range(4))
    )
    assert (len(back), refusals) == (4, [])
    assert sum(isinstance(alert, FamilyBroughtBack) for alert in await crowd.told("Папа")) == 1


async def test_the_last_seat_is_taken_by_one_of_those_who_come_back(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    await crowd.write(ask_to_disband, actor=crowd["Мама"])
    await crowd.write(disband_family, actor=crowd["Мама"], family=1, name="Ивановы")
    await crowd.write(bring_back, actor=crowd["Мама"], family=1)
    await crowd.join("Мама", *(f"Гость {number}" for number in range(5)))
    back, refusals = await at_once(
        *(crowd.write(come_back, actor=crowd[name], family=1) for name in FAMILY[1:])
    )
    assert (len(back), kinds(refusals)) == (1, {FamilyFullError})
    assert len(await crowd.members_of(1)) == 7
