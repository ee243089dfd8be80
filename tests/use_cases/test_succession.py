from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.alerts.families import (
    OrganizerChanged,
    OrganizerIsNew,
    RoleOfferedByVote,
    SuccessionClosed,
    SuccessionOpened,
    SuccessorUnwilling,
)
from core.alerts.outbox import claim_missed_alerts
from core.families.errors import (
    AdultsOnlyError,
    LimitedMemberError,
    MemberGoneError,
    NoFamilyError,
    OfferGoneError,
    OfferUnderWayError,
    SuccessionOverError,
)
from core.families.founding import show_family
from core.families.handover import accept_role, decline_role, end_handovers, withdraw_role
from core.families.leaving import leave_family
from core.families.roles import make_limited
from core.families.succession import (
    organizer_is_back,
    show_succession,
    tend_successions,
    vote_for_successor,
)
from core.people.use_cases import note_unreachable

if TYPE_CHECKING:
    from tests.household import Household

OPENED = SuccessionOpened(1, "Ивановы", "Мама")


async def lose(home: Household, organizer: str = "Мама", days: int = 14) -> None:
    await home.write(note_unreachable, person=home[organizer])
    home.clock.advance(days=days)
    await home.write(tend_successions)


async def choose(home: Household, voter: str, candidate: str) -> None:
    of = await home.place(candidate)
    await home.write(vote_for_successor, actor=home[voter], candidate=of["person"], since=of["since"])


async def role(home: Household) -> dict[str, int]:
    offer = await home.look(lambda work: work.handover(1))
    assert offer is not None
    return {"family": 1, "offered": offer.offered}


async def return_(home: Household, person: str) -> None:
    await home.write(claim_missed_alerts, recipient=home[person])
    await home.write(organizer_is_back, actor=home[person])


async def organizer_of(home: Household, member: str) -> str:
    return (await home.read(show_family, actor=home[member])).summary.organizer


async def is_open(home: Household) -> bool:
    return await home.look(lambda work: work.has_succession(1))


async def test_the_adults_choose_when_the_organizer_is_lost_for_two_weeks(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await home.write(make_limited, actor=home["Мама"], **await home.place("Дима"), limit_minor=0)
    dima = await home.told("Дима")
    await lose(home, days=13)
    assert not await is_open(home)
    home.clock.advance(days=1)
    for _ in range(2):
        await home.write(tend_successions)
    for adult in ("Папа", "Катя"):
        assert await home.told(adult) == [OPENED]
    assert await home.told("Дима") == dima
    assert OPENED not in await home.told("Мама")
    assert (await home.read(show_family, actor=home["Папа"])).has_succession


async def test_the_longest_standing_adult_is_proposed_first(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    home.clock.advance(days=1)
    await home.join("Мама", "Катя")
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=True)
    home.clock.advance(days=1)
    await home.join("Мама", "Папа")
    await lose(home)
    view = await home.read(show_succession, actor=home["Папа"])
    assert [member.name for member in view.candidates] == ["Катя", "Папа"]
    assert (view.name, view.organizer, view.needed, view.offer) == ("Ивановы", "Мама", 2, None)


async def test_each_adult_has_one_vote_that_may_change(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await lose(home)
    await choose(home, "Папа", "Папа")
    await choose(home, "Катя", "Катя")
    await choose(home, "Папа", "Дима")
    view = await home.read(show_succession, actor=home["Папа"])
    assert view.votes == {home["Папа"]: home["Дима"], home["Катя"]: home["Катя"]}
    assert [view.votes_for(home[name]) for name in ("Папа", "Катя", "Дима")] == [0, 1, 1]
    assert view.offer is None


async def test_whom_the_majority_wants_becomes_the_organizer_by_accepting(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await lose(home)
    await choose(home, "Папа", "Катя")
    assert (await home.told("Катя"))[-1] == OPENED
    await choose(home, "Дима", "Катя")
    offered = await role(home)
    assert (await home.told("Катя"))[-1] == RoleOfferedByVote(1, "Ивановы", offered["offered"])
    assert await organizer_of(home, "Папа") == "Мама"
    assert not await home.write(accept_role, actor=home["Катя"], **offered, allowed=())
    assert await organizer_of(home, "Папа") == "Катя"
    assert not await is_open(home)
    assert (await home.told("Мама"))[-1] == OrganizerChanged("Ивановы", "Катя")
    assert (await home.told("Папа"))[-1] == OrganizerIsNew("Ивановы", "Катя")
    await return_(home, "Мама")
    assert await organizer_of(home, "Мама") == "Катя"


async def test_the_only_adult_besides_decides_alone(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await lose(home)
    await choose(home, "Папа", "Папа")
    await home.write(accept_role, actor=home["Папа"], **await role(home), allowed=())
    assert await organizer_of(home, "Мама") == "Папа"


async def test_who_shall_follow_shows_a_phone_number_too(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await lose(home)
    await choose(home, "Папа", "Папа")
    assert await home.write(accept_role, actor=home["Папа"], **await role(home), allowed=("RU",))
    assert await organizer_of(home, "Папа") == "Мама"


async def test_without_another_adult_nothing_happens(home: Household) -> None:
    await home.family("Мама", ["Катя"])
    await home.write(make_limited, actor=home["Мама"], **await home.place("Катя"), limit_minor=0)
    told = await home.told("Катя")
    await lose(home)
    assert not await is_open(home)
    assert await home.told("Катя") == told


async def test_others_are_chosen_when_the_first_declines(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    await lose(home)
    await choose(home, "Папа", "Катя")
    await choose(home, "Дима", "Катя")
    await home.write(decline_role, actor=home["Катя"], **await role(home))
    for adult in ("Папа", "Дима"):
        assert (await home.told(adult))[-1] == SuccessorUnwilling(1, "Ивановы", "Катя")
    view = await home.read(show_succession, actor=home["Дима"])
    assert (dict(view.votes), view.offer) == ({}, None)
    await choose(home, "Катя", "Папа")
    await choose(home, "Дима", "Папа")
    await home.write(accept_role, actor=home["Папа"], **await role(home), allowed=())
    assert await organizer_of(home, "Катя") == "Папа"


async def test_others_are_chosen_when_the_first_does_not_answer(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await lose(home)
    await choose(home, "Папа", "Катя")
    await choose(home, "Катя", "Катя")
    home.clock.advance(hours=24)
    assert [await home.write(end_handovers) for _ in range(2)] == [1, 0]
    assert (await home.told("Папа"))[-1] == SuccessorUnwilling(1, "Ивановы", "Катя")
    await home.write(tend_successions)
    assert await home.look(lambda work: work.handover(1)) is None
    assert await is_open(home)


async def test_nobody_votes_while_an_answer_is_awaited(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await lose(home)
    await choose(home, "Папа", "Папа")
    of = await home.place("Папа")
    facts = {"actor": home["Папа"], "candidate": of["person"], "since": of["since"]}
    assert await home.refused(OfferUnderWayError, vote_for_successor, **facts) == {"member": "Папа"}
    view = await home.read(show_succession, actor=home["Папа"])
    assert view.offer is not None


async def test_a_leavers_vote_and_candidacy_fall_away_and_the_rest_is_counted(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима", "Тётя", "Дед"])
    await lose(home)
    await choose(home, "Папа", "Катя")
    await choose(home, "Дима", "Катя")
    await choose(home, "Тётя", "Тётя")
    await home.write(leave_family, actor=home["Тётя"], family=1, keep_lines=True)
    view = await home.read(show_succession, actor=home["Папа"])
    assert view.votes == {home["Папа"]: home["Катя"], home["Дима"]: home["Катя"]}
    await home.write(tend_successions)
    assert await home.look(lambda work: work.handover(1)) is None  # two of four
    await home.write(leave_family, actor=home["Дед"], family=1, keep_lines=True)
    for _ in range(2):
        await home.write(tend_successions)
    assert (await home.told("Катя"))[1:] == [RoleOfferedByVote(1, "Ивановы", (await role(home))["offered"])]


async def test_the_organizer_who_comes_back_stays_it(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await lose(home)
    await choose(home, "Папа", "Катя")
    await choose(home, "Катя", "Катя")
    offered = await role(home)
    for _ in range(2):
        await return_(home, "Мама")
    for adult in ("Папа", "Катя"):
        assert (await home.told(adult))[-1] == SuccessionClosed("Ивановы", "Мама")
    await home.refused(OfferGoneError, accept_role, actor=home["Катя"], **offered, allowed=())
    await home.refused(OfferGoneError, withdraw_role, actor=home["Мама"], **offered)
    await home.refused(SuccessionOverError, show_succession, actor=home["Папа"])
    assert len(await home.told("Папа")) == 2
    assert await organizer_of(home, "Катя") == "Мама"


async def test_the_job_notices_a_return_too(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await lose(home)
    await home.write(claim_missed_alerts, recipient=home["Мама"])
    for _ in range(2):
        await home.write(tend_successions)
    assert await home.told("Папа") == [OPENED, SuccessionClosed("Ивановы", "Мама")]


async def test_a_vote_or_an_answer_after_the_return_closes_the_choice(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await lose(home)
    await home.write(claim_missed_alerts, recipient=home["Мама"])
    of = await home.place("Папа")
    facts = {"actor": home["Папа"], "candidate": of["person"], "since": of["since"]}
    for _ in range(2):
        await home.refused(SuccessionOverError, vote_for_successor, **facts)
    assert await home.told("Папа") == [OPENED, SuccessionClosed("Ивановы", "Мама")]
    await lose(home)
    await choose(home, "Папа", "Папа")
    offered = await role(home)
    await home.write(claim_missed_alerts, recipient=home["Мама"])
    await home.refused(OfferGoneError, accept_role, actor=home["Папа"], **offered, allowed=())
    assert (await home.told("Папа"))[-1] == SuccessionClosed("Ивановы", "Мама")
    assert await organizer_of(home, "Папа") == "Мама"


async def test_who_comes_back_without_organizing_changes_nothing(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await lose(home)
    await return_(home, "Катя")
    await home.meet("Сосед")
    await return_(home, "Сосед")
    assert await is_open(home)


async def test_limited_members_neither_choose_nor_are_chosen(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.write(make_limited, actor=home["Мама"], **await home.place("Катя"), limit_minor=0)
    await lose(home)
    dad, kate, mum = await home.place("Папа"), await home.place("Катя"), await home.place("Мама")
    by_kate = {"actor": home["Катя"], "candidate": dad["person"], "since": dad["since"]}
    await home.refused(AdultsOnlyError, vote_for_successor, **by_kate)
    await home.refused(AdultsOnlyError, show_succession, actor=home["Катя"])
    for_kate = {"actor": home["Папа"], "candidate": kate["person"], "since": kate["since"]}
    assert await home.refused(LimitedMemberError, vote_for_successor, **for_kate) == {"member": "Катя"}
    for_mum = {"actor": home["Папа"], "candidate": mum["person"], "since": mum["since"]}
    await home.refused(MemberGoneError, vote_for_successor, **for_mum)


@pytest.mark.parametrize("use_case", [show_succession, vote_for_successor])
async def test_nobody_chooses_while_there_is_an_organizer(home: Household, use_case: object) -> None:
    assert callable(use_case)
    await home.family("Мама", ["Папа"])
    of = await home.place("Папа")
    extra = {"candidate": of["person"], "since": of["since"]} if use_case is vote_for_successor else {}
    await home.refused(SuccessionOverError, use_case, actor=home["Папа"], **extra)
    await home.meet("Сосед")
    await home.refused(NoFamilyError, use_case, actor=home["Сосед"], **extra)
