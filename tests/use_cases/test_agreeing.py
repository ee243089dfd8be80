"""How the family agrees is the organizer's to set, and holds for what is open from then on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import VotesAwaited
from core.alerts.families import BenefitSwitched, CustomsChanged
from core.carts.agreeing import (
    ask_for_free_below,
    ask_for_vote_until,
    choose_free_below,
    choose_free_unpriced,
    choose_vote_until,
    choose_voting,
    type_free_below,
    type_vote_until,
)
from core.carts.agreement import Choice, Standing
from core.carts.errors import DeadlineOutOfRangeError, DeadlineUnreadableError, VoteClosedError
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.benefit import Benefit
from core.families.benefits import show_benefits, switch_benefit
from core.families.errors import NotAMemberError, NotOrganizerError
from core.families.family import MayLock, Units, Voting
from core.families.settings import (
    ask_for_family_zone,
    choose_card,
    choose_family_zone,
    choose_may_lock,
    choose_units,
    show_family_settings,
)
from core.people.errors import QuestionGoneError, ZoneUnknownError
from core.people.use_cases import open_question
from core.shared.money import AmountUnreadableError
from storage.schema import alerts

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.alerts.alert import Alert
    from core.carts.item import Item
    from core.families.family import Customs
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST
TV = "телевизор 20000 ₽"


async def vote_by(home: Household, voting: Voting | None) -> None:
    await home.write(choose_voting, actor=home["Мама"], family=1, voting=voting)


async def standing(home: Household, item: Item) -> Standing:
    return (await home.item(item.id)).standing


async def customs(home: Household) -> Customs:
    return (await home.read(show_family_settings, actor=home["Папа"])).family.customs


async def news(home: Household, name: str) -> list[Alert]:
    return [alert for alert in await home.told(name) if isinstance(alert, CustomsChanged | BenefitSwitched)]


async def test_one_veto_is_enough_and_silence_is_consent(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await vote_by(home, Voting.VETO)
    tv, sofa = await home.add("Мама", f"{TV}; диван 20000 ₽")
    assert await home.vote("Папа", tv, AGAINST) is Standing.REJECTED
    assert await home.vote("Мама", sofa, FOR) is Standing.VOTING
    home.clock.advance(hours=24)
    assert [await home.write(close_votes) for _ in range(2)] == [1, 0]
    assert await standing(home, sofa) is Standing.APPROVED


async def test_everyone_has_to_agree(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await vote_by(home, Voting.EVERYONE)
    tv, sofa, lamp = await home.add("Мама", f"{TV}; диван 20000 ₽; лампа 2000 ₽")
    for name in ("Мама", "Папа"):
        assert await home.vote(name, tv, FOR) is Standing.VOTING
        await home.vote(name, sofa, FOR)
    assert await home.vote("Катя", tv, FOR) is Standing.APPROVED
    assert await home.vote("Катя", lamp, AGAINST) is Standing.REJECTED
    home.clock.advance(hours=24)
    assert await home.write(close_votes) == 1
    assert await standing(home, sofa) is Standing.REJECTED


async def test_the_organizers_vote_closes_at_once_and_the_others_advise(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await vote_by(home, Voting.ORGANIZER)
    tv, sofa = await home.add("Папа", f"{TV}; диван 20000 ₽")
    facts = {"voter": home["Папа"], "item": tv.id, "version": 1, "choice": FOR}
    for _ in range(2):
        voted = await home.write(cast_vote, **facts)
        assert (voted.standing, voted.is_advice, voted.is_alone) == (Standing.VOTING, True, True)
    assert await home.vote("Катя", tv, FOR) is Standing.VOTING
    assert await home.vote("Мама", tv, AGAINST) is Standing.REJECTED
    home.clock.advance(hours=18)
    assert [await home.write(remind_voters) for _ in range(2)] == [1, 0]
    assert (await home.told("Мама"))[-1] == VotesAwaited(1, 1)
    home.clock.advance(hours=6)
    assert await home.write(close_votes) == 1
    assert await standing(home, sofa) is Standing.REJECTED


async def test_no_voting_is_voting_switched_off_and_a_way_to_vote_switches_it_on(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Мама", TV)
    await vote_by(home, None)
    assert await standing(home, tv) is Standing.FREE
    assert not (await home.read(show_benefits, actor=home["Папа"])).is_on[Benefit.VOTING]
    await vote_by(home, Voting.EVERYONE)
    view = await home.read(show_benefits, actor=home["Папа"])
    assert view.is_on[Benefit.VOTING]
    assert [change.is_on for change in view.changes] == [True, False]
    assert await standing(home, tv) is Standing.FREE
    assert (await home.add_one("Папа", "диван 20000 ₽")).standing is Standing.VOTING
    off = {"actor": home["Мама"], "family": 1, "benefit": Benefit.VOTING, "is_on": False}
    await home.write(switch_benefit, **off)
    settings = await home.read(show_family_settings, actor=home["Мама"])
    assert (settings.family.has_voting, settings.family.customs.voting) == (False, Voting.EVERYONE)


@pytest.mark.parametrize(
    ("voting", "votes", "after"),
    [
        (Voting.VETO, {"Папа": AGAINST}, Standing.REJECTED),
        (Voting.VETO, {"Папа": FOR}, Standing.VOTING),
        (Voting.EVERYONE, {"Папа": AGAINST}, Standing.REJECTED),
        (Voting.ORGANIZER, {"Мама": FOR}, Standing.APPROVED),
        (Voting.ORGANIZER, {"Папа": FOR}, Standing.VOTING),
        (None, {"Папа": AGAINST}, Standing.FREE),
    ],
)
async def test_open_votes_are_counted_anew_the_new_way(
    home: Household, voting: Voting | None, votes: dict[str, Choice], after: Standing
) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    tv = await home.add_one("Мама", TV)
    for name, choice in votes.items():
        assert await home.vote(name, tv, choice) is Standing.VOTING
    await vote_by(home, voting)
    await home.write(close_votes)
    assert await standing(home, tv) is after
    assert await home.write(close_votes) == 0


async def test_what_was_over_before_the_change_is_counted_as_it_was_announced(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Мама", TV)
    home.clock.advance(hours=30)  # nobody counted: the bot was down
    await vote_by(home, Voting.VETO)
    assert await standing(home, tv) is Standing.REJECTED
    assert await home.write(close_votes) == 0


async def test_a_tie_is_counted_anew_so_that_nothing_passes_against_a_veto(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Папа", TV)
    await home.vote("Папа", tv, FOR)
    await home.vote("Катя", tv, AGAINST)
    home.clock.advance(hours=24)
    await home.write(close_votes)
    assert await standing(home, tv) is Standing.TIED
    await vote_by(home, Voting.VETO)
    late = {"voter": home["Мама"], "item": tv.id, "version": 1, "choice": FOR}
    await home.refused(VoteClosedError, cast_vote, **late)
    assert await home.write(close_votes) == 1
    assert await standing(home, tv) is Standing.REJECTED


async def test_what_passed_stays_passed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv, bread = await home.add("Мама", f"{TV}; хлеб 50 ₽")
    await home.vote("Мама", tv, FOR)
    await vote_by(home, Voting.EVERYONE)
    await home.write(choose_free_below, actor=home["Мама"], family=1, minor=0)
    await home.write(close_votes)
    assert [await standing(home, item) for item in (tv, bread)] == [Standing.APPROVED, Standing.FREE]
    assert (await home.add_one("Папа", "хлеб 50 ₽")).standing is Standing.VOTING


async def test_an_open_vote_below_a_raised_threshold_is_needless(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv, sofa, gift = await home.add("Мама", f"{TV}; диван 20000,01 ₽; подарок")
    await home.write(ask_for_free_below, actor=home["Мама"])
    typed = {"actor": home["Мама"], "family": 1}
    await home.refused(AmountUnreadableError, type_free_below, **typed, text="дорого")
    await home.write(type_free_below, **typed, text="20 000,01")
    await home.refused(QuestionGoneError, type_free_below, **typed, text="5")
    await home.write(choose_free_unpriced, actor=home["Мама"], family=1, is_free=True)
    assert await home.write(close_votes) == 2
    standings = [await standing(home, item) for item in (tv, sofa, gift)]
    assert standings == [Standing.FREE, Standing.VOTING, Standing.FREE]
    assert (await home.add_one("Папа", "сюрприз")).standing is Standing.FREE


async def test_a_new_deadline_holds_for_votes_that_begin_later(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    old = await home.add_one("Мама", TV)
    await home.write(choose_vote_until, actor=home["Мама"], family=1, text="30 минут")
    new = await home.add_one("Мама", "диван 20000 ₽")
    assert (await home.item(old.id)).closes_at == home.clock.now + timedelta(hours=24)
    assert new.closes_at == home.clock.now + timedelta(minutes=30)
    await home.vote("Папа", new, AGAINST)
    home.clock.advance(minutes=22)
    assert await home.write(remind_voters) == 0
    home.clock.advance(minutes=1)
    assert [await home.write(remind_voters) for _ in range(2)] == [1, 0]
    assert (await home.told("Мама"))[-1] == VotesAwaited(1, 1)


async def test_a_deadline_by_the_clock_is_by_the_familys_clock(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(choose_vote_until, actor=home["Мама"], family=1, text="18:00")
    here = await home.add_one("Мама", TV)
    assert here.closes_at == home.clock.now + timedelta(hours=9)
    omsk = {"actor": home["Мама"], "family": 1, "zone": "Asia/Omsk", "text": "Омск"}
    await home.write(choose_family_zone, **omsk)
    there = await home.add_one("Мама", TV)
    assert there.closes_at == home.clock.now + timedelta(hours=3)
    assert (await home.item(here.id)).closes_at == here.closes_at
    await home.refused(ZoneUnknownError, choose_family_zone, **omsk | {"zone": None})


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("когда-нибудь", DeadlineUnreadableError),
        ("завтра 9:00", DeadlineUnreadableError),
        ("4 минуты", DeadlineOutOfRangeError),
        ("8 дней", DeadlineOutOfRangeError),
    ],
)
async def test_a_deadline_that_cannot_be_changes_nothing_and_leaves_the_question_open(
    home: Household, text: str, refusal: type[DeadlineUnreadableError | DeadlineOutOfRangeError]
) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(ask_for_vote_until, actor=home["Мама"])
    await home.refused(refusal, type_vote_until, actor=home["Мама"], family=1, text=text)
    assert (await customs(home)).vote_until == "24h"
    await home.write(type_vote_until, actor=home["Мама"], family=1, text="пятница 12")
    assert (await customs(home)).vote_until == "fri 12:00"
    assert await home.read(open_question, person=home["Мама"]) is None


CHOICES: list[tuple[Callable[..., None], dict[str, object]]] = [
    (choose_voting, {"voting": Voting.VETO}),
    (choose_voting, {"voting": None}),
    (choose_free_below, {"minor": 0}),
    (choose_free_unpriced, {"is_free": True}),
    (choose_vote_until, {"text": "1h"}),
    (choose_family_zone, {"zone": "Asia/Omsk", "text": "Омск"}),
    (choose_may_lock, {"may_lock": MayLock.ADULTS}),
    (choose_units, {"units": Units.SMALL}),
    (choose_card, {"is_rich": True}),
]


@pytest.mark.parametrize(("choose", "choice"), CHOICES)
async def test_only_the_organizer_of_the_family_chooses(
    home: Household, choose: Callable[..., None], choice: dict[str, object]
) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    before = await customs(home)
    refused = await home.refused(NotOrganizerError, choose, actor=home["Папа"], family=1, **choice)
    assert refused == {"organizer": "Мама"}
    assert await home.refused(NotAMemberError, choose, actor=home["Бабушка"], family=1, **choice) == {}
    assert await customs(home) == before


@pytest.mark.parametrize("ask", [ask_for_free_below, ask_for_vote_until, ask_for_family_zone])
async def test_only_the_organizer_is_asked(home: Household, ask: Callable[..., None]) -> None:
    await home.family("Мама", ["Папа"])
    assert await home.refused(NotOrganizerError, ask, actor=home["Папа"]) == {"organizer": "Мама"}


async def test_what_is_chosen_by_a_button_is_not_asked_any_more(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    for ask, choose, choice in (
        (ask_for_free_below, choose_free_below, {"minor": 0}),
        (ask_for_vote_until, choose_vote_until, {"text": "1h"}),
        (ask_for_family_zone, choose_family_zone, {"zone": "Asia/Omsk", "text": "Омск"}),
    ):
        await home.write(ask, actor=home["Мама"])
        await home.write(choose, actor=home["Мама"], family=1, **choice)
        assert await home.read(open_question, person=home["Мама"]) is None


async def test_changes_are_told_to_the_others_together(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    for choose, choice in CHOICES:
        await home.write(choose, actor=home["Мама"], family=1, **choice)
        await home.write(choose, actor=home["Мама"], family=1, **choice)
    told = CustomsChanged(
        family="Ивановы",
        by="Мама",
        currency="RUB",
        customs=[
            "free_below_minor",
            "free_unpriced",
            "vote_until",
            "time_zone",
            "may_lock",
            "units",
            "rich_card",
        ],
        was=["100000", "False", "24h", "", "organizer", "large", "False"],
        is_now=["0", "True", "1h", "Asia/Omsk", "adults", "small", "True"],
    )
    for name in ("Папа", "Катя"):
        (changed,) = await news(home, name)
        assert isinstance(changed, CustomsChanged)
        assert (changed.customs[0], changed.was[0], changed.is_now[0]) == ("voting", "majority", "off")
        rest = [changed.customs[1:], changed.was[1:], changed.is_now[1:]]
        assert rest == [told.customs, told.was, told.is_now]
    assert await news(home, "Мама") == []


async def test_what_was_set_back_at_once_is_not_told(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    for voting in (Voting.VETO, Voting.EVERYONE, Voting.MAJORITY):
        await vote_by(home, voting)
    of_it = alerts.c.kind == "CustomsChanged"
    assert await home.rows(select(alerts.c.id).where(of_it, alerts.c.delivered_at.is_(None))) == []
