"""Something else instead: the author of a line is asked, ten minutes long, and silence is no yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.shopping import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementMissed,
    ReplacementOvertaken,
    ReplacementUnanswered,
)
from core.carts.agreeing import choose_free_below
from core.carts.agreement import Choice, Standing
from core.carts.errors import (
    LineUnreadableError,
    NotYourLineError,
    OneLineOnlyError,
    ReplacementGoneError,
    ReplacementPriceError,
    ReplacementTooDearError,
    ShelfChangedError,
)
from core.carts.filling import remove_line, set_quantity
from core.carts.replacing import (
    answer_replacement,
    ask_for_replacement,
    offer_replacement,
    tend_replacements,
)
from core.carts.shopping import end_trip, go_shopping, show_shop
from core.carts.trip import Mark
from core.carts.views import Answered
from core.families.errors import NotAMemberError
from core.families.leaving import leave_family
from core.people.errors import QuestionGoneError
from core.shared.money import Money
from core.shared.secrets import LooksSecretError
from storage.schema import alerts, deeds, replacements, votes
from tests.use_cases.test_shopping import mark

if TYPE_CHECKING:
    from core.carts.item import Item
    from core.carts.views import Offered
    from tests.household import Household


async def in_the_shop(home: Household, *lines: str) -> list[Item]:
    """Let Папа be in the shop for what Мама wants."""
    await home.family("Мама", ["Папа", "Дед"])
    added = [await home.add_one("Мама", line) for line in lines]
    await home.write(go_shopping, actor=home["Папа"], time="40")
    return added


async def offer(home: Household, item: Item, text: str = "ряженка 1 л 95", name: str = "Папа") -> Offered:
    """Type what there is instead."""
    now = await home.item(item.id)
    named = {"actor": home[name], "item": item.id, "revision": now.revision}
    await home.write(ask_for_replacement, **named)
    return await home.write(offer_replacement, **named, text=text)


async def answer(home: Household, *, yes: bool, name: str = "Мама", number: int = 1) -> Answered:
    return await home.write(answer_replacement, actor=home[name], replacement=number, is_accepted=yes)


async def tend(home: Household, **passed: float) -> int:
    home.clock.advance(**passed)
    return await home.write(tend_replacements)


async def test_the_author_is_asked_at_once(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    offered = await offer(home, kefir)
    assert (offered.line, offered.draft.title, offered.asked) == ("кефир", "ряженка", "Мама")
    assert (await home.told("Мама"))[-1] == ReplacementAsked(
        1, "Папа", "кефир", "ряженка", 1, "l", 9_500, "RUB", 10
    )
    assert (await home.item(kefir.id)).mark is Mark.ASKING
    assert [type(alert) for alert in await home.told("Дед")][-1].__name__ == "TripStarted"


async def test_a_yes_makes_the_line_the_replacement(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "!кефир 1 л 90 р (жирный)")
    await offer(home, kefir)
    assert await answer(home, yes=True) == Answered(kefir.id, "ряженка", is_accepted=True, votes=False)
    now = await home.item(kefir.id)
    assert (now.title, now.price, now.note, now.mark) == ("ряженка", Money(9_500, "RUB"), "", None)
    assert (now.standing, now.version, now.author) == (Standing.FREE, 2, home["Мама"])
    told = (await home.told("Папа"))[-1]
    assert told == ReplacementAnswered(
        kefir.id, now.revision, "Мама", "кефир", "ряженка", is_accepted=True, votes=False
    )
    (deed,) = await home.rows(select(deeds.c.actor_id, deeds.c.facts).where(deeds.c.kind == "replaced"))
    assert deed.actor_id == home["Мама"]
    assert deed.facts["title"] == ["кефир", "ряженка"]
    await mark(home, "Папа", kefir, Mark.BOUGHT)


async def test_a_no_leaves_the_line_as_not_there(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    assert await answer(home, yes=False) == Answered(kefir.id, "кефир", is_accepted=False, votes=False)
    now = await home.item(kefir.id)
    assert (now.title, now.mark, now.version) == ("кефир", Mark.MISSING, 1)
    told = (await home.told("Папа"))[-1]
    assert isinstance(told, ReplacementAnswered)
    assert not told.is_accepted


async def test_silence_is_no_yes(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    assert await tend(home, minutes=9, seconds=59) == 0
    assert await tend(home, seconds=1) == 1
    assert await tend(home, seconds=1) == 0
    now = await home.item(kefir.id)
    assert (now.title, now.mark) == ("кефир", Mark.MISSING)
    assert (await home.told("Папа"))[-1] == ReplacementUnanswered("Мама", "кефир")
    assert (await home.told("Мама"))[-1] == ReplacementMissed("Папа", "кефир")
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert (await home.item(kefir.id)).title == "кефир"


async def test_an_answer_after_ten_minutes_is_too_late_even_before_anybody_looked(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    home.clock.advance(minutes=10)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert (await home.item(kefir.id)).title == "кефир"


async def test_a_question_that_is_over_is_not_told_any_more(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    await tend(home, minutes=10)
    waiting = select(alerts.c.kind).where(
        alerts.c.recipient_id == home["Мама"], alerts.c.delivered_at.is_(None)
    )
    assert "ReplacementAsked" not in [row.kind for row in await home.rows(waiting)]


async def test_the_same_answer_twice_is_one(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    once = await answer(home, yes=True)
    assert await answer(home, yes=True) == once
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=False
    )
    assert (await home.item(kefir.id)).version == 2
    assert len(await home.told("Папа")) == 1


async def test_nobody_else_answers(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await home.family("Пётр", name="Петровы")
    await offer(home, kefir)
    facts = {"replacement": 1, "is_accepted": True}
    await home.refused(NotYourLineError, answer_replacement, actor=home["Дед"], **facts)
    await home.refused(NotAMemberError, answer_replacement, actor=home["Пётр"], **facts)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=77, is_accepted=True
    )
    assert (await home.item(kefir.id)).mark is Mark.ASKING


async def test_ones_own_line_is_replaced_without_a_question(home: Household) -> None:
    await in_the_shop(home)
    own = await home.add_one("Папа", "пиво 90 р")
    offered = await offer(home, own, "квас 80 р")
    assert offered.asked is None
    now = await home.item(own.id)
    assert (now.title, now.standing, now.mark) == ("квас", Standing.FREE, None)
    assert await home.rows(select(replacements.c.id)) == []


async def test_something_else_of_ones_own_is_there_though_the_line_was_not(home: Household) -> None:
    await in_the_shop(home)
    own = await home.add_one("Папа", "пиво 90 р")
    await mark(home, "Папа", own, Mark.MISSING)
    await offer(home, own, "квас 80 р")
    now = await home.item(own.id)
    assert (now.title, now.mark, now.marked_by) == ("квас", None, None)


async def test_a_replacement_without_a_price_is_asked_for_again(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    named = {"actor": home["Папа"], "item": kefir.id, "revision": 1}
    await home.write(ask_for_replacement, **named)
    await home.refused(ReplacementPriceError, offer_replacement, **named, text="ряженка 1 л")
    await home.refused(OneLineOnlyError, offer_replacement, **named, text="ряженка 95 р; сок 80 р")
    await home.refused(LineUnreadableError, offer_replacement, **named, text="2 шт 95 р")
    await home.refused(LooksSecretError, offer_replacement, **named, text="4111 1111 1111 1111")
    assert (await home.write(offer_replacement, **named, text="ряженка 95 р")).asked == "Мама"
    await home.refused(ShelfChangedError, offer_replacement, **named, text="ряженка 95 р")


async def test_an_answer_that_nobody_asked_for_offers_nothing(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    named = {"actor": home["Папа"], "item": kefir.id, "revision": 1}
    await home.refused(QuestionGoneError, offer_replacement, **named, text="ряженка 95 р")


@pytest.mark.parametrize(
    ("text", "is_dear"),
    [
        ("пылесос Бош 5090 р", False),
        ("пылесос Бош 5000 р", False),
        ("веник 900 р", False),
        ("веник 2 шт 700 р", False),
        ("пылесос Бош 5101 р", True),
        ("пылесос Бош 2 шт 2600 р", True),
    ],
)
async def test_what_the_family_would_vote_on_must_cost_about_the_same(
    home: Household, text: str, *, is_dear: bool
) -> None:
    (cleaner,) = await in_the_shop(home, "пылесос 5000 р")
    for voter in ("Мама", "Папа"):
        await home.vote(voter, cleaner, Choice.FOR)
    named = {"actor": home["Папа"], "item": cleaner.id, "revision": 1}
    await home.write(ask_for_replacement, **named)
    if is_dear:
        facts = await home.refused(ReplacementTooDearError, offer_replacement, **named, text=text)
        assert facts["line"] == "пылесос"
        assert (await home.item(cleaner.id)).mark is None
        return
    await home.write(offer_replacement, **named, text=text)
    await answer(home, yes=True)
    now = await home.item(cleaner.id)
    is_voted = text != "веник 900 р"
    assert now.standing is (Standing.APPROVED if is_voted else Standing.FREE)
    cast = [(vote.version, vote.choice) for vote in await home.rows(select(votes))]
    assert cast == ([(2, 1), (2, 1)] if is_voted else [])


async def approved(home: Household, line: str, author: str = "Мама") -> Item:
    """Let Папа be in the shop, and everybody agree on a line."""
    await in_the_shop(home)
    item = await home.add_one(author, line)
    for voter in ("Мама", "Папа"):
        await home.vote(voter, item, Choice.FOR)
    return await home.item(item.id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5090 р", "5101 р"),
        ("2 шт 2540 р", "5120 р"),
        ("4500 р", "3 шт 1701 р"),
        ("3 шт 1666 р", "5100,01 р"),
    ],
)
async def test_replacements_do_not_add_up(home: Household, first: str, second: str) -> None:
    """Each is compared with what the family voted on, in all."""
    cleaner = await approved(home, "пылесос 5000 р")
    await offer(home, cleaner, f"пылесос Бош {first}")
    await answer(home, yes=True)
    now = await home.item(cleaner.id)
    named = {"actor": home["Папа"], "item": cleaner.id, "revision": now.revision}
    await home.write(ask_for_replacement, **named)
    facts = await home.refused(ReplacementTooDearError, offer_replacement, **named, text=f"пылесос {second}")
    assert facts["line"] == "пылесос Бош"
    assert (await home.item(cleaner.id)).standing is Standing.APPROVED


async def test_what_passed_since_it_is_cheap_is_not_replaced_by_what_is_not(home: Household) -> None:
    """It costs about the same, but nobody has voted on it."""
    (kettle,) = await in_the_shop(home, "чайник 990 р")
    named = {"actor": home["Папа"], "item": kettle.id, "revision": 1}
    await home.write(ask_for_replacement, **named)
    await home.refused(ReplacementTooDearError, offer_replacement, **named, text="чайник Бош 1020 р")
    assert (await home.write(offer_replacement, **named, text="чайник Бош 999 р")).asked == "Мама"


async def test_nobody_swaps_what_the_family_voted_on_for_something_else_of_their_own(home: Household) -> None:
    cleaner = await approved(home, "пылесос 5000 р", author="Папа")
    named = {"actor": home["Папа"], "item": cleaner.id, "revision": cleaner.revision}
    await home.write(ask_for_replacement, **named)
    await home.refused(ReplacementTooDearError, offer_replacement, **named, text="дрель 5000 р")
    assert (await home.write(offer_replacement, **named, text="веник 900 р")).asked is None
    now = await home.item(cleaner.id)
    assert (now.title, now.standing) == ("веник", Standing.FREE)


async def test_a_stricter_rule_since_the_question_puts_the_replacement_to_the_vote(home: Household) -> None:
    (kettle,) = await in_the_shop(home, "чайник 900 р")
    await offer(home, kettle, "чайник Бош 950 р")
    family = await home.family_of("Мама")
    await home.write(choose_free_below, actor=home["Мама"], family=family, minor=50_000)
    assert (await answer(home, yes=True)).votes
    now = await home.item(kettle.id)
    assert (now.title, now.standing, now.mark) == ("чайник Бош", Standing.VOTING, None)


async def test_what_an_adult_offered_who_is_none_any_more_is_not_agreed_on(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 1 л 90 р")
    await offer(home, kefir)
    await home.limit("Папа", 0)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert (await home.item(kefir.id)).title == "кефир"


async def test_a_limited_authors_limit_is_the_shoppers_to_lift(home: Household) -> None:
    """The shopper is an adult: what they offer, they allow."""
    await in_the_shop(home)
    await home.limit("Дед", 10_000)
    ball = await home.add_one("Дед", "мяч 90 р")
    await offer(home, ball, "мяч большой 300 р")
    assert (await answer(home, yes=True, name="Дед")).votes is False
    assert (await home.item(ball.id)).standing is Standing.FREE


async def test_a_change_of_the_line_overtakes_the_question(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 2 шт 90 р")
    await offer(home, kefir)
    now = await home.item(kefir.id)
    named = {"actor": home["Мама"], "item": kefir.id}
    await home.write(set_quantity, **named, revision=now.revision, quantity=1)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert await tend(home, seconds=2) == 1
    assert (await home.item(kefir.id)).mark is None
    assert (await home.told("Папа"))[-1] == ReplacementOvertaken("кефир")
    assert (await offer(home, kefir, "ряженка 95 р")).asked == "Мама"


async def test_a_line_that_was_removed_takes_its_question_along(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 90 р")
    await offer(home, kefir)
    await home.write(remove_line, actor=home["Мама"], item=kefir.id)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert await tend(home, minutes=10) == 0


async def test_an_author_who_left_is_not_waited_for(home: Household) -> None:
    await in_the_shop(home)
    family = await home.family_of("Папа")
    tea = await home.add_one("Дед", "чай 90 р")
    await offer(home, tea, "кофе 95 р")
    await home.write(leave_family, actor=home["Дед"], family=family, keep_lines=True)
    await home.refused(
        NotAMemberError, answer_replacement, actor=home["Дед"], replacement=1, is_accepted=True
    )
    await home.refused(
        NotYourLineError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert await tend(home, seconds=2) == 1
    assert (await home.item(tea.id)).mark is None
    assert (await home.told("Папа"))[-1] == ReplacementOvertaken("чай")


@pytest.mark.parametrize("new", [Mark.BOUGHT, Mark.MISSING, None])
async def test_another_mark_takes_the_question_back(home: Household, new: Mark | None) -> None:
    (kefir,) = await in_the_shop(home, "кефир 90 р")
    await offer(home, kefir)
    assert (await mark(home, "Папа", kefir, new)).mark is new
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )


async def test_the_end_of_the_trip_takes_the_question_back(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 90 р")
    await offer(home, kefir)
    view = await home.read(show_shop, actor=home["Папа"])
    assert view.trip is not None
    await home.write(end_trip, actor=home["Папа"], trip=view.trip.id)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert (await home.item(kefir.id)).mark is None
    assert await tend(home, minutes=10) == 0


async def test_a_shopper_who_leaves_takes_the_question_back(home: Household) -> None:
    (kefir,) = await in_the_shop(home, "кефир 90 р")
    await offer(home, kefir)
    family = await home.family_of("Папа")
    await home.write(leave_family, actor=home["Папа"], family=family, keep_lines=False)
    await home.refused(
        ReplacementGoneError, answer_replacement, actor=home["Мама"], replacement=1, is_accepted=True
    )
    assert (await home.item(kefir.id)).mark is None
    assert await tend(home, minutes=10) == 0
