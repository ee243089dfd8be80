from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import TieToDecide, VotesAwaited
from core.carts.agreement import Choice, Standing
from core.carts.errors import LineChangedError, LineGoneError, VoteClosedError
from core.carts.filling import remove_line, set_quantity
from core.carts.views import Voted
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.errors import NotAMemberError
from storage.schema import votes

if TYPE_CHECKING:
    from core.carts.item import Item
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST
TV = "телевизор 20000 ₽"


async def cast(home: Household) -> list[tuple[int, int]]:
    """Return (version, choice) of each vote in the database."""
    rows = await home.rows(select(votes.c.version, votes.c.choice).order_by(votes.c.voter_id))
    return [(row.version, row.choice) for row in rows]


async def refused(home: Household, voter: str, item: Item, choice: Choice | None = FOR) -> dict[str, object]:
    facts = {"voter": home[voter], "item": item.id, "version": item.version, "choice": choice}
    return await home.refused(VoteClosedError, cast_vote, **facts)


async def test_a_vote_closes_as_soon_as_the_others_cannot_change_it(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    assert await home.vote("Папа", item, FOR) is Standing.VOTING
    assert await home.vote("Катя", item, FOR) is Standing.APPROVED
    assert (await home.item(item.id)).standing is Standing.APPROVED
    assert await refused(home, "Мама", item, AGAINST) == {"line": "телевизор", "standing": Standing.APPROVED}


async def test_a_vote_closes_against_a_line_just_as_early(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    await home.vote("Папа", item, AGAINST)
    assert await home.vote("Катя", item, AGAINST) is Standing.REJECTED
    assert await refused(home, "Мама", item) == {"line": "телевизор", "standing": Standing.REJECTED}


async def test_the_same_tap_twice_is_one_vote(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    facts = {"voter": home["Папа"], "item": item.id, "version": 1, "choice": FOR}
    told = [await home.write(cast_vote, **facts) for _ in range(2)]
    assert told == [Voted("телевизор", FOR, Standing.VOTING)] * 2
    assert await cast(home) == [(1, 1)]


async def test_a_voter_may_change_and_withdraw_the_vote_until_it_closes(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    await home.vote("Папа", item, FOR)
    await home.vote("Папа", item, AGAINST)
    assert await cast(home) == [(1, -1)]
    assert [await home.vote("Папа", item, None) for _ in range(2)] == [Standing.VOTING] * 2
    assert await cast(home) == []


async def test_a_vote_belongs_to_the_version_that_was_seen(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    await home.vote("Папа", item, FOR)
    more = await home.write(set_quantity, actor=home["Мама"], item=item.id, revision=1, quantity=2)
    for version in (1, 3):
        facts = {"voter": home["Катя"], "item": item.id, "version": version, "choice": FOR}
        assert await home.refused(LineChangedError, cast_vote, **facts) == {"line": "телевизор"}
    assert await cast(home) == []
    assert await home.vote("Катя", more, FOR) is Standing.VOTING
    assert await cast(home) == [(2, 1)]


async def test_a_stranger_has_no_vote(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.family("Бабушка")
    await home.meet("Сосед")
    item = await home.add_one("Мама", TV)
    for name in ("Бабушка", "Сосед"):
        facts = {"voter": home[name], "item": item.id, "version": 1, "choice": FOR}
        assert await home.refused(NotAMemberError, cast_vote, **facts) == {}


async def test_there_is_no_vote_on_a_line_that_is_gone(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", TV)
    await home.vote("Папа", item, FOR)
    await home.write(remove_line, actor=home["Мама"], item=item.id)
    facts = {"voter": home["Папа"], "item": item.id, "version": 1, "choice": FOR}
    assert await home.refused(LineGoneError, cast_vote, **facts) == {}
    assert await cast(home) == []


async def test_on_a_line_that_needs_no_vote_it_is_an_opinion(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", "молоко 89,90")
    assert await home.vote("Мама", item, AGAINST) is Standing.FREE
    assert await home.vote("Папа", item, AGAINST) is Standing.FREE
    home.clock.advance(days=30)
    assert await home.vote("Папа", item, FOR) is Standing.FREE
    assert await home.write(close_votes) == 0
    assert await cast(home) == [(1, -1), (1, 1)]


async def test_what_comes_at_the_deadline_does_not_count(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Мама", TV)
    home.clock.advance(hours=24, microseconds=-1)
    assert await home.vote("Папа", item, FOR) is Standing.VOTING
    home.clock.advance(microseconds=1)
    late = {"line": "телевизор", "standing": Standing.VOTING}
    assert await refused(home, "Катя", item) == late
    assert await refused(home, "Папа", item, None) == late
    assert await home.write(close_votes) == 1
    assert (await home.item(item.id)).standing is Standing.REJECTED  # one of three is no quorum


async def test_a_vote_before_its_deadline_is_left_open(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Мама", TV)
    home.clock.advance(hours=24, microseconds=-1)
    assert await home.write(close_votes) == 0
    assert (await home.item(item.id)).standing is Standing.VOTING


async def test_votes_are_closed_once_also_after_a_long_downtime(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    first, second, third = await home.add("Мама", f"{TV}; чайник 3000 ₽; плита 30000 ₽")
    await home.vote("Папа", second, FOR)
    await home.vote("Мама", second, AGAINST)
    await home.vote("Катя", third, FOR)
    await home.vote("Мама", third, FOR)
    home.clock.advance(days=30)
    assert [await home.write(close_votes) for _ in range(2)] == [2, 0]
    standings = [(await home.item(item.id)).standing for item in (first, second, third)]
    assert standings == [Standing.REJECTED, Standing.REJECTED, Standing.APPROVED]


async def tie(home: Household) -> Item:
    await home.family("Мама", ["Папа", "Катя"])
    item = await home.add_one("Папа", TV)
    await home.vote("Папа", item, FOR)
    await home.vote("Катя", item, AGAINST)
    home.clock.advance(hours=24)
    assert await home.write(close_votes) == 1
    assert (await home.item(item.id)).standing is Standing.TIED
    return item


async def test_a_tie_goes_to_the_organizer_who_is_told_once(home: Household) -> None:
    item = await tie(home)
    await home.write(close_votes)
    assert (await home.told("Мама"))[-1] == TieToDecide(item.id, 1, "телевизор")
    assert sum(isinstance(alert, TieToDecide) for alert in await home.told("Мама")) == 1


@pytest.mark.parametrize(("choice", "standing"), [(FOR, Standing.APPROVED), (AGAINST, Standing.REJECTED)])
async def test_the_organizer_decides_a_tie_after_the_deadline(
    home: Household, choice: Choice, standing: Standing
) -> None:
    item = await tie(home)
    home.clock.advance(days=1)
    assert await home.vote("Мама", item, choice) is standing
    assert await refused(home, "Мама", item, choice) == {"line": "телевизор", "standing": standing}


async def test_nobody_else_decides_a_tie(home: Household) -> None:
    item = await tie(home)
    for name in ("Папа", "Катя"):
        assert await refused(home, name, item) == {"line": "телевизор", "standing": Standing.TIED}
    assert await home.vote("Мама", item, None) is Standing.TIED


async def test_who_has_not_voted_is_reminded_once(home: Household) -> None:
    family = await home.family("Мама", ["Папа", "Катя"])
    tv, _, _ = await home.add("Мама", f"{TV}; чайник 3000 ₽; молоко 89,90")
    await home.vote("Папа", tv, FOR)
    home.clock.advance(hours=18, microseconds=-1)
    assert await home.write(remind_voters) == 0
    home.clock.advance(microseconds=1)
    assert [await home.write(remind_voters) for _ in range(2)] == [3, 0]
    assert (await home.told("Мама"))[-1] == VotesAwaited(family, 2)
    assert await home.told("Папа") == [VotesAwaited(family, 1)]
    assert await home.told("Катя") == [VotesAwaited(family, 2)]
    home.clock.advance(hours=3)
    assert await home.write(remind_voters) == 0


async def test_nobody_is_reminded_of_what_is_over(home: Household) -> None:
    await home.family("Мама", ["Папа", "Катя"])
    tv, _ = await home.add("Мама", f"{TV}; чайник 3000 ₽")
    await home.vote("Папа", tv, FOR)
    await home.vote("Катя", tv, FOR)
    home.clock.advance(hours=24)
    assert await home.write(remind_voters) == 0


async def test_a_new_version_is_reminded_of_anew(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", TV)
    home.clock.advance(hours=18)
    assert await home.write(remind_voters) == 2
    home.clock.advance(hours=1)
    await home.write(set_quantity, actor=home["Папа"], item=item.id, revision=1, quantity=2)
    assert await home.write(remind_voters) == 0
    home.clock.advance(hours=18)
    assert await home.write(remind_voters) == 2


async def test_closes_at_most_fifty_votes_in_one_transaction(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    await home.add("Мама", ";".join(["диван 20000 ₽"] * 50))
    await home.add("Мама", TV)
    home.clock.advance(hours=24)
    assert [await home.write(close_votes) for _ in range(3)] == [50, 1, 0]


async def test_who_joins_counts_from_then_on(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", TV)
    await home.join("Мама", "Катя", "Дима", "Бабушка")
    assert await home.vote("Мама", item, FOR) is Standing.VOTING
    assert await home.vote("Папа", item, FOR) is Standing.VOTING
    home.clock.advance(hours=23)
    assert await home.vote("Бабушка", item, FOR) is Standing.APPROVED


async def test_a_deadline_is_a_day_after_the_line_was_added(home: Household) -> None:
    await home.family("Мама", ["Папа"])
    item = await home.add_one("Папа", TV)
    assert item.closes_at == home.clock.now + timedelta(hours=24)
