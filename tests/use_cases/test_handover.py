from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.carts import TieToDecide
from core.alerts.families import (
    MemberJoined,
    MemberLeft,
    OfferExpired,
    OfferWithdrawn,
    OrganizerChanged,
    OrganizerIsNew,
    RoleDeclined,
    RoleOffered,
    RoleUnanswered,
)
from core.carts.agreement import Choice, Standing
from core.carts.voting import close_votes
from core.families.errors import (
    LimitedMemberError,
    MemberGoneError,
    NotAMemberError,
    NotOrganizerError,
    OfferGoneError,
    OfferUnderWayError,
    OwnPlaceError,
)
from core.families.founding import show_family
from core.families.handover import accept_role, decline_role, end_handovers, offer_role, withdraw_role
from core.families.leaving import leave_family
from core.families.membership import require_member
from core.families.roles import make_limited
from core.people.errors import CountryNotAllowedError
from core.people.question import Ask
from core.people.use_cases import open_question, prove_country

if TYPE_CHECKING:
    from tests.household import Household

OFFERED = 1772442000
"""2026-03-02 09:00 UTC, when every test begins."""

ROLE = {"family": 1, "offered": OFFERED}


async def offer(home: Household, name: str) -> None:
    await home.write(offer_role, actor=home["Мама"], **await home.place(name))


async def accept(home: Household, name: str, allowed: tuple[str, ...] = ()) -> bool:
    answer = await home.write(accept_role, actor=home[name], **ROLE, allowed=allowed)
    assert isinstance(answer, bool)
    return answer


async def organizer_of(home: Household, member: str) -> str:
    return (await home.read(show_family, actor=home[member])).summary.organizer


async def test_nothing_changes_until_the_role_is_accepted(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    for _ in range(2):
        await offer(home, "Папа")
    assert await organizer_of(home, "Папа") == "Мама"
    assert await home.told("Папа") == [RoleOffered(1, "Ивановы", "Мама", OFFERED)]
    view = await home.read(show_family, actor=home["Папа"])
    assert view.offer is not None
    assert (view.offer.member, view.offer.by_vote, view.offer.expires_at) == (
        home["Папа"],
        False,
        home.clock.now + timedelta(hours=24),
    )


async def test_the_role_is_accepted_and_everybody_is_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await offer(home, "Папа")
    for _ in range(2):
        assert not await accept(home, "Папа")
    assert await organizer_of(home, "Катя") == "Папа"
    mum = await home.look(lambda work: require_member(work, home["Мама"]))
    assert (mum.is_organizer, mum.role.value, mum.seat) == (False, "adult", 1)
    assert (await home.told("Мама"))[-1] == OrganizerChanged("Ивановы", "Папа")
    assert await home.told("Катя") == [OrganizerIsNew("Ивановы", "Папа")]
    assert await home.look(lambda work: work.handover(1)) is None
    assert await home.write(leave_family, actor=home["Мама"], family=1, keep_lines=True) == "Ивановы"


async def test_even_votes_are_decided_by_the_new_organizer(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await offer(home, "Папа")
    await accept(home, "Папа")
    assert await home.vote("Мама", item, Choice.AGAINST) is Standing.VOTING
    assert await home.vote("Папа", item, Choice.FOR) is Standing.APPROVED


async def tied(home: Household) -> int:
    """Let Папа and Катя disagree while Мама is silent."""
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", "телевизор 20000 ₽")
    await home.vote("Папа", item, Choice.FOR)
    await home.vote("Катя", item, Choice.AGAINST)
    home.clock.advance(hours=24)
    await home.write(close_votes)
    assert (await home.item(item.id)).standing is Standing.TIED
    return item.id


async def test_an_even_vote_is_decided_by_what_the_new_organizer_said(home: Household) -> None:
    item = await tied(home)
    await offer(home, "Катя")
    await home.write(accept_role, actor=home["Катя"], family=1, offered=OFFERED + 24 * 3600, allowed=())
    assert [await home.write(close_votes) for _ in range(2)] == [1, 0]
    assert (await home.item(item)).standing is Standing.REJECTED


async def test_a_new_organizer_who_was_silent_is_told_of_even_votes(home: Household) -> None:
    item = await tied(home)
    await home.join("Мама", "Дед")
    await offer(home, "Дед")
    await home.write(accept_role, actor=home["Дед"], family=1, offered=OFFERED + 24 * 3600, allowed=())
    assert await home.write(close_votes) == 1
    assert (await home.item(item)).standing is Standing.TIED
    assert (await home.told("Дед"))[-1] == TieToDecide(item, 1, "телевизор")


async def test_the_role_may_be_declined(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    await home.write(decline_role, actor=home["Папа"], **ROLE)
    assert (await home.told("Мама"))[-1] == RoleDeclined("Ивановы", "Папа")
    await home.refused(OfferGoneError, decline_role, actor=home["Папа"], **ROLE)
    await home.refused(OfferGoneError, accept_role, actor=home["Папа"], **ROLE, allowed=())
    assert await organizer_of(home, "Папа") == "Мама"


async def test_the_organizer_may_take_the_offer_back(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    await home.write(withdraw_role, actor=home["Мама"], **ROLE)
    assert (await home.told("Папа"))[-1] == OfferWithdrawn("Ивановы", "Мама")
    await home.refused(OfferGoneError, withdraw_role, actor=home["Мама"], **ROLE)
    await home.refused(OfferGoneError, accept_role, actor=home["Папа"], **ROLE, allowed=())


async def test_an_offer_ends_after_a_day_and_both_are_told_once(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    home.clock.advance(hours=24)
    await home.refused(OfferGoneError, accept_role, actor=home["Папа"], **ROLE, allowed=())
    assert [await home.write(end_handovers) for _ in range(2)] == [1, 0]
    assert (await home.told("Папа"))[1:] == [OfferExpired("Ивановы")]
    assert (await home.told("Мама"))[1:] == [RoleUnanswered("Ивановы", "Папа")]
    assert await organizer_of(home, "Папа") == "Мама"


async def test_an_offer_lasts_until_the_day_is_over(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    home.clock.advance(hours=23, minutes=59)
    assert await home.write(end_handovers) == 0
    assert not await accept(home, "Папа")
    assert await organizer_of(home, "Мама") == "Папа"


async def test_a_new_offer_ends_one_whose_day_is_over(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await offer(home, "Папа")
    assert await home.refused(
        OfferUnderWayError, offer_role, actor=home["Мама"], **await home.place("Катя")
    ) == {"member": "Папа"}
    home.clock.advance(hours=25)
    await offer(home, "Катя")
    assert (await home.told("Папа"))[-1] == OfferExpired("Ивановы")
    await home.refused(OfferGoneError, accept_role, actor=home["Катя"], **ROLE, allowed=())
    later = {"family": 1, "offered": OFFERED + 25 * 3600}
    assert not await home.write(accept_role, actor=home["Катя"], **later, allowed=())
    assert await organizer_of(home, "Мама") == "Катя"


async def test_a_leaver_takes_the_offer_with_them(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    await home.write(leave_family, actor=home["Папа"], family=1, keep_lines=True)
    assert await home.look(lambda work: work.handover(1)) is None
    assert (await home.told("Мама"))[-1] == MemberLeft("Ивановы", "Папа", 1, 0)
    await home.refused(NotAMemberError, accept_role, actor=home["Папа"], **ROLE, allowed=())
    await home.refused(NotAMemberError, decline_role, actor=home["Папа"], **ROLE)


async def test_the_answer_is_the_members_to_whom_it_was_offered(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await offer(home, "Папа")
    await home.refused(OfferGoneError, accept_role, actor=home["Катя"], **ROLE, allowed=())
    await home.refused(OfferGoneError, decline_role, actor=home["Катя"], **ROLE)
    await home.refused(NotOrganizerError, withdraw_role, actor=home["Катя"], **ROLE)
    await home.meet("Сосед")
    await home.refused(NotAMemberError, withdraw_role, actor=home["Сосед"], **ROLE)
    assert await organizer_of(home, "Катя") == "Мама"


async def test_the_role_is_offered_by_the_organizer_to_another_adult(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.write(make_limited, actor=home["Мама"], **await home.place("Катя"), limit_minor=0)
    mum, kate = await home.place("Мама"), await home.place("Катя")
    await home.refused(OwnPlaceError, offer_role, actor=home["Мама"], **mum)
    assert await home.refused(LimitedMemberError, offer_role, actor=home["Мама"], **kate) == {
        "member": "Катя"
    }
    await home.refused(NotOrganizerError, offer_role, actor=home["Папа"], **kate)
    await home.refused(MemberGoneError, offer_role, actor=home["Мама"], person=home["Сосед"], since=1)
    assert await home.told("Мама") == [MemberJoined("Ивановы", "Папа", 2), MemberJoined("Ивановы", "Катя", 3)]


async def share_number(home: Household, name: str, country: str | None) -> dict[str, int]:
    return await home.write(
        prove_country, actor=home[name], contact_of=home[name], country=country, allowed=("RU",)
    )


async def test_the_new_organizer_shows_a_number_of_an_allowed_country_first(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    assert await accept(home, "Папа", ("RU",))
    assert await organizer_of(home, "Папа") == "Мама"
    question = await home.read(open_question, person=home["Папа"])
    assert question is not None
    assert (question.ask, question.subject) == (Ask.CONTACT, ROLE)
    asked_for = [await share_number(home, "Папа", "RU") for _ in range(2)]
    assert asked_for == [ROLE, ROLE]
    for _ in range(2):
        assert not await accept(home, "Папа", ("RU",))
    assert await organizer_of(home, "Папа") == "Папа"
    assert await home.read(open_question, person=home["Папа"]) is None


@pytest.mark.parametrize("country", ["DE", None])
async def test_a_foreign_number_is_refused_with_the_reason(home: Household, country: str | None) -> None:
    await home.family("Мама", ["Папа"])
    await offer(home, "Папа")
    await accept(home, "Папа", ("RU",))
    facts = {"actor": home["Папа"], "contact_of": home["Папа"], "country": country, "allowed": ("RU",)}
    assert await home.refused(CountryNotAllowedError, prove_country, **facts) == {
        "country": country,
        "allowed": ("RU",),
        "founds": False,
    }
    assert await accept(home, "Папа", ("RU",))
    assert await organizer_of(home, "Папа") == "Мама"


async def test_who_has_shown_a_number_before_is_not_asked(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.change(lambda work: work.set_country(home["Папа"], "RU", home.clock.now))
    await offer(home, "Папа")
    assert not await accept(home, "Папа", ("RU",))
    assert await organizer_of(home, "Мама") == "Папа"
