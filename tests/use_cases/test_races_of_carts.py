"""What is promised when several fill a cart and vote at once, on both kinds of database."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.alerts.carts import TieToDecide, VotesAwaited
from core.carts.agreement import Choice, Standing, Tally, count
from core.carts.cards import claim_cards, open_card
from core.carts.errors import LineChangedError, VoteClosedError
from core.carts.filling import add_lines, set_quantity
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.errors import (
    NotAMemberError,
)
from core.families.family import Voting
from core.families.leaving import leave_family
from storage.schema import (
    votes,
)
from tests.at_once import at_once, kinds
from tests.household import NOBODY, START

if TYPE_CHECKING:
    from core.carts.views import LineView
    from storage.transaction import Transaction
    from tests.household import Household

FOR, AGAINST = Choice.FOR, Choice.AGAINST
FAMILY = ["Мама", "Папа", "Катя", "Дима", "Бабушка", "Дед", "Тётя"]


def line_of(work: Transaction, item: int) -> LineView | None:
    return work.line(item, NOBODY, START)


async def test_no_opinion_is_lost_when_everybody_presses_at_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:])
    lines = await crowd.add("Мама", "молоко 89,90; хлеб 40,00; соль 20,00")
    await at_once(*(crowd.vote(voter, line, FOR) for voter, line in product(FAMILY, lines)))
    counted = [await crowd.look(partial(line_of, item=line.id)) for line in lines]
    assert [(line.favour, line.against) for line in counted if line] == [(7, 0)] * 3


@pytest.mark.parametrize(
    ("against", "standing"),
    [
        (["Катя", "Дед", "Тётя"], Standing.APPROVED),
        (["Мама", "Катя", "Дед", "Тётя"], Standing.REJECTED),
        (["Мама"], Standing.APPROVED),
    ],
)
async def test_a_vote_is_decided_when_everybody_presses_at_once(
    crowd: Household, against: list[str], standing: Standing
) -> None:
    await crowd.family("Мама", FAMILY[1:])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    told, refusals = await at_once(
        *(crowd.vote(voter, line, AGAINST if voter in against else FOR) for voter in FAMILY)
    )
    assert kinds(refusals) <= {VoteClosedError}
    cast = [row.choice for row in await crowd.rows(select(votes.c.choice))]
    assert len(cast) == len(told)
    assert told.count(standing) == 1  # it closed once
    assert (await crowd.item(line.id)).standing is standing


async def test_an_even_vote_of_a_whole_family_at_once_is_the_organizers(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:4])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    choices = dict(zip(FAMILY, (FOR, FOR, AGAINST, AGAINST), strict=False))
    _, refusals = await at_once(*(crowd.vote(voter, line, choice) for voter, choice in choices.items()))
    assert kinds(refusals) <= {VoteClosedError}
    assert (await crowd.item(line.id)).standing is Standing.APPROVED


async def test_a_vote_counts_or_comes_late_but_never_both(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:5])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    await crowd.vote("Папа", line, FOR)
    await crowd.vote("Катя", line, AGAINST)
    crowd.clock.advance(hours=24)
    await at_once(crowd.write(close_votes), *(crowd.vote(name, line, FOR) for name in ("Мама", "Дима")))
    await crowd.write(close_votes)  # the first one passes over a line that somebody holds
    assert (await crowd.item(line.id)).standing is count(Voting.MAJORITY, Tally(1, 1, None), 5, is_over=True)


async def test_two_closing_jobs_close_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    lines = await crowd.add("Папа", ";".join(["диван 20000 ₽"] * 10))
    for line in lines:
        await crowd.vote("Папа", line, FOR)
        await crowd.vote("Катя", line, AGAINST)
    crowd.clock.advance(hours=24)
    closed, _ = await at_once(*(crowd.write(close_votes) for _ in range(3)))
    assert sum(closed) == 10
    ties = [alert.item for alert in await crowd.told("Мама") if isinstance(alert, TieToDecide)]
    assert ties == [line.id for line in lines]


async def test_two_reminding_jobs_remind_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    await crowd.add("Папа", "телевизор 20000 ₽; диван 30000 ₽")
    crowd.clock.advance(hours=20)
    reminded, _ = await at_once(*(crowd.write(remind_voters) for _ in range(3)))
    assert sum(reminded) == 3
    assert await crowd.told("Катя") == [VotesAwaited(1, 2)]


async def test_a_leaver_votes_before_leaving_or_not_at_all(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:5])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    _, refusals = await at_once(
        crowd.vote("Папа", line, FOR),
        crowd.write(leave_family, actor=crowd["Папа"], family=1, keep_lines=True),
    )
    assert kinds(refusals) <= {NotAMemberError}
    assert await crowd.rows(select(votes)) == []


async def test_the_same_message_twice_at_once_is_added_once(crowd: Household) -> None:
    await crowd.family("Мама")
    facts = {"actor": crowd["Мама"], "text": "молоко; хлеб", "origin": "message 5"}
    added, _ = await at_once(*(crowd.write(add_lines, **facts) for _ in range(4)))
    assert len({(each.addition, *(item.id for item in each.items)) for each in added}) == 1


async def test_the_cart_takes_two_hundred_lines_and_no_more(crowd: Household) -> None:
    await crowd.family("Мама", ["Папа"])
    for _ in range(4):
        await crowd.add("Мама", ";".join(["хлеб 40,00"] * 45))
    added, refusals = await at_once(
        *(crowd.add(name, ";".join(["соль 20,00"] * 15)) for name in ("Мама", "Папа"))
    )
    assert (len(added), len(refusals)) == (1, 1)
    assert await crowd.look(lambda work: work.line_count(1, START)) == 195


async def test_of_two_changes_of_a_line_one_is_refused(crowd: Household) -> None:
    await crowd.family("Мама")
    item = await crowd.add_one("Мама", "хлеб")
    facts = {"actor": crowd["Мама"], "item": item.id, "revision": 1}
    changed, refusals = await at_once(
        *(crowd.write(set_quantity, **facts, quantity=quantity) for quantity in (2, 3))
    )
    assert (len(changed), kinds(refusals)) == (1, {LineChangedError})
    assert (await crowd.item(item.id)).quantity == changed[0].quantity


async def test_two_refreshers_edit_each_card_once(crowd: Household) -> None:
    for name in FAMILY:
        await crowd.family(name)
        await crowd.write(open_card, actor=crowd[name], place=crowd[name], message=5, page=0, seal="s")
        await crowd.add(name, "молоко")
    crowd.clock.advance(seconds=3)
    claimed, _ = await at_once(*(crowd.write(claim_cards) for _ in range(3)))
    assert sorted(card.place for cards in claimed for card in cards) == [crowd[name] for name in FAMILY]


async def test_a_vote_is_refused_or_kept_when_the_line_changes_at_once(crowd: Household) -> None:
    await crowd.family("Мама", FAMILY[1:3])
    line = await crowd.add_one("Мама", "телевизор 20000 ₽")
    vote = {"voter": crowd["Папа"], "item": line.id, "version": 1, "choice": FOR}
    change = {"actor": crowd["Мама"], "item": line.id, "revision": 1, "quantity": 2}
    _, refusals = await at_once(crowd.write(cast_vote, **vote), crowd.write(set_quantity, **change))
    assert kinds(refusals) <= {LineChangedError}
    assert await crowd.rows(select(votes)) == []
    assert (await crowd.item(line.id)).standing is Standing.VOTING
