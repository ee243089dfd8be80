"""Until when one line is voted on; and what people are told when a line becomes another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from core.alerts.carts import DeadlineMoved, VoteAskedAnew, VotesAwaited
from core.carts.agreeing import choose_voting
from core.carts.agreement import Choice, Standing
from core.carts.deadlines import ask_for_deadline, move_deadline, show_deadline, type_deadline
from core.carts.errors import (
    DeadlineOutOfRangeError,
    DeadlineUnreadableError,
    HurryError,
    LineChangedError,
    LineGoneError,
    NotYourLineError,
    VoteClosedError,
)
from core.carts.filling import edit_line, remove_line, set_quantity
from core.carts.looking import ask_for_edit, show_line
from core.carts.reading import LineDraft
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.errors import NotAMemberError
from core.families.family import Voting
from core.people.errors import QuestionGoneError
from core.shared.money import Money

if TYPE_CHECKING:
    from core.alerts.alert import Alert
    from core.carts.item import Item
    from core.shared.errors import DomainError
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST
TV = "телевизор 20000 ₽"


def press(home: Household, name: str, item: Item, **passed: float) -> dict[str, object]:
    """Return what a button on the line's deadline carries."""
    moment = home.clock.now + timedelta(**passed)
    closes_at = int(moment.timestamp())
    return {"actor": home[name], "item": item.id, "version": item.version, "closes_at": closes_at}


async def news(home: Household, name: str) -> list[Alert]:
    kinds = DeadlineMoved | VoteAskedAnew
    return [alert for alert in await home.told(name) if isinstance(alert, kinds)]


async def change(home: Household, author: str, item: Item, text: str) -> Item:
    facts = {"actor": home[author], "item": item.id, "revision": item.revision}
    await home.write(ask_for_edit, **facts)
    return await home.write(edit_line, **facts, text=text)


@pytest.mark.parametrize("name", ["Мама", "Папа"])
async def test_the_author_and_the_organizer_move_a_deadline(home: Household, name: str) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Папа", TV)
    moved = [await home.write(move_deadline, **press(home, name, tv, hours=1)) for _ in range(2)]
    assert {line.closes_at for line in moved} == {home.clock.now + timedelta(hours=1)}
    (told,) = await news(home, "Катя")
    assert told == DeadlineMoved(tv.id, "телевизор", name, int(home.clock.now.timestamp()) + 3600)
    home.clock.advance(minutes=45)
    assert [await home.write(remind_voters) for _ in range(2)] == [3, 0]
    home.clock.advance(minutes=15)
    late = {"voter": home["Катя"], "item": tv.id, "version": 1, "choice": FOR}
    await home.refused(VoteClosedError, cast_vote, **late)
    assert [await home.write(close_votes) for _ in range(2)] == [1, 0]


async def test_who_has_voted_is_not_told_of_a_moved_deadline(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    tv = await home.add_one("Папа", TV)
    await home.vote("Катя", tv, FOR)
    await home.limit("Дима", 0)
    await home.write(move_deadline, **press(home, "Папа", tv, hours=48))
    assert [len(await news(home, name)) for name in ("Мама", "Папа", "Катя", "Дима")] == [1, 0, 0, 0]


async def test_who_was_reminded_is_not_reminded_again(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Папа", TV)
    home.clock.advance(hours=18)
    assert await home.write(remind_voters) == 2
    await home.write(move_deadline, **press(home, "Папа", tv, hours=24))
    home.clock.advance(hours=23)
    assert await home.write(remind_voters) == 0
    assert sum(isinstance(alert, VotesAwaited) for alert in await home.told("Мама")) == 1


@pytest.mark.parametrize("passed", [{"minutes": -5}, {"minutes": 4}, {"days": 8}])
async def test_a_stale_or_forged_moment_is_refused(home: Household, passed: dict[str, float]) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Папа", TV)
    assert (
        await home.refused(DeadlineOutOfRangeError, move_deadline, **press(home, "Папа", tv, **passed)) == {}
    )
    assert (await home.item(tv.id)).closes_at == tv.closes_at


async def test_a_moment_beyond_all_calendars_is_refused(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Папа", TV)
    forged = press(home, "Папа", tv) | {"closes_at": 2**63 - 1}
    assert await home.refused(DeadlineOutOfRangeError, move_deadline, **forged) == {}


async def test_nobody_else_moves_a_deadline(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.family("Бабушка")
    tv = await home.add_one("Папа", TV)
    for use_case in (move_deadline, show_deadline, ask_for_deadline):
        facts = press(home, "Катя", tv, hours=1)
        if use_case is not move_deadline:
            del facts["closes_at"]
        refused = await home.refused(NotYourLineError, use_case, **facts)
        assert refused == {"line": "телевизор", "author": "Папа"}
        stranger = facts | {"actor": home["Бабушка"]}
        assert await home.refused(NotAMemberError, use_case, **stranger) == {}


async def test_only_an_open_vote_has_a_deadline_to_move(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv, bread, gone = await home.add("Папа", f"{TV}; хлеб 50 ₽; диван 20000 ₽")
    await home.write(remove_line, actor=home["Папа"], item=gone.id)
    cases: list[tuple[Item, type[DomainError]]] = [(bread, VoteClosedError), (gone, LineGoneError)]
    for item, refusal in cases:
        await home.refused(refusal, move_deadline, **press(home, "Папа", item, hours=1))
    await home.write(set_quantity, actor=home["Папа"], item=tv.id, revision=1, quantity=2)
    await home.refused(LineChangedError, move_deadline, **press(home, "Папа", tv, hours=1))
    home.clock.advance(hours=24)
    again = await home.item(tv.id)
    await home.refused(VoteClosedError, move_deadline, **press(home, "Папа", again, hours=1))


async def test_while_silence_is_consent_an_author_only_puts_off(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.write(choose_voting, actor=home["Мама"], family=1, voting=Voting.VETO)
    tv = await home.add_one("Папа", TV)
    sooner = press(home, "Папа", tv, minutes=5)
    assert await home.refused(HurryError, move_deadline, **sooner) == {"organizer": "Мама"}
    shown = await home.read(show_deadline, actor=home["Папа"], item=tv.id, version=1)
    assert tv.closes_at is not None
    assert all(moment >= tv.closes_at for _, moment in shown.offered)
    await home.write(move_deadline, **press(home, "Папа", tv, hours=48))
    await home.write(move_deadline, **press(home, "Мама", tv, minutes=5))
    assert (await home.item(tv.id)).closes_at == home.clock.now + timedelta(minutes=5)


async def test_a_deadline_is_typed(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Папа", TV)
    facts = {"actor": home["Папа"], "item": tv.id, "version": 1}
    await home.refused(QuestionGoneError, type_deadline, **facts, text="18:00")
    await home.write(ask_for_deadline, **facts)
    await home.refused(DeadlineUnreadableError, type_deadline, **facts, text="потом")
    await home.refused(DeadlineOutOfRangeError, type_deadline, **facts, text="минута")
    moved = await home.write(type_deadline, **facts, text="завтра в 9 утра")
    assert moved.closes_at == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    await home.refused(QuestionGoneError, type_deadline, **facts, text="18:00")


async def test_what_is_offered_can_be_chosen(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    home.clock.advance(hours=11, minutes=57, seconds=30)  # 20:57:30: today's nine o'clock is too near
    tv = await home.add_one("Папа", TV)
    facts = {"actor": home["Папа"], "item": tv.id, "version": 1}
    shown = await home.read(show_deadline, **facts)
    moments = [f"{moment:%d %H:%M:%S}" for _, moment in shown.offered]
    assert moments == ["02 21:57:00", "02 23:57:00", "03 12:00:00", "03 21:00:00", "05 20:57:00"]
    for _, moment in shown.offered:
        moved = await home.write(move_deadline, **facts, closes_at=int(moment.timestamp()))
        assert moved.closes_at == moment


async def test_who_voted_is_told_once_that_the_line_is_another_now(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя", "Дима"])
    tv = await home.add_one("Папа", "телевизор 20000 ₽")
    await home.vote("Мама", tv, FOR)
    await home.vote("Папа", tv, FOR)
    for revision, quantity in ((1, 2), (2, 3)):
        facts = {"actor": home["Папа"], "item": tv.id, "revision": revision, "quantity": quantity}
        await home.write(set_quantity, **facts)
    told = VoteAskedAnew(tv.id, "телевизор", "телевизор", 1, "pcs", 2_000_000, "RUB")
    assert await news(home, "Мама") == [told]
    assert [await news(home, name) for name in ("Папа", "Катя", "Дима")] == [[], [], []]
    before = (await home.item(tv.id)).before
    assert before == LineDraft("телевизор", price=Money(2_000_000, "RUB"))


async def test_a_line_that_nobody_voted_on_has_nothing_to_compare_with(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    tv = await home.add_one("Папа", TV)
    more = await home.write(set_quantity, actor=home["Папа"], item=tv.id, revision=1, quantity=2)
    assert more.before is None
    assert await news(home, "Мама") == []


async def test_what_changed_is_kept_until_the_family_has_its_say_again(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    bread = await home.add_one("Папа", "хлеб 50 ₽")
    cake = await change(home, "Папа", bread, "торт 5000 ₽")
    assert cake.standing is Standing.VOTING
    assert cake.before == LineDraft("хлеб", price=Money(5_000, "RUB"))
    await home.vote("Катя", cake, FOR)
    cakes = await change(home, "Папа", cake, "торт 2 шт 5000 ₽")
    assert cakes.before == LineDraft("торт", price=Money(500_000, "RUB"))
    fewer = await change(home, "Папа", cakes, "торт 2 шт 4000 ₽")
    assert (fewer.version, fewer.before) == (cakes.version, cakes.before)


async def test_who_voted_on_a_line_that_is_gone_is_not_told_any_more(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv = await home.add_one("Папа", TV)
    await home.vote("Мама", tv, FOR)
    await home.write(set_quantity, actor=home["Папа"], item=tv.id, revision=1, quantity=2)
    await home.write(remove_line, actor=home["Папа"], item=tv.id)
    waiting = await home.look(lambda work: work.missed_alerts(home["Мама"], 50))
    assert not [one for one in waiting if isinstance(one.alert, VoteAskedAnew)]


async def test_a_line_says_how_it_is_voted_on_and_who_may_move_its_deadline(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    await home.write(choose_voting, actor=home["Мама"], family=1, voting=Voting.EVERYONE)
    tv = await home.add_one("Папа", TV)
    views = [await home.read(show_line, actor=home[name], item=tv.id) for name in ("Мама", "Папа", "Катя")]
    assert [view.may_move_deadline for view in views] == [True, True, False]
    assert {view.voting for view in views} == {Voting.EVERYONE}
