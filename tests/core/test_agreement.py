from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from core.carts.agreement import Choice, Standing, Tally, count, first_standing, quorum
from core.shared.money import Money

FOR, AGAINST = Choice.FOR, Choice.AGAINST

Votes = tuple[Choice | None, ...]
"""What each member said, the organizer first; None is silence."""

FAMILIES: Final = [votes for people in range(1, 6) for votes in product((FOR, AGAINST, None), repeat=people)]


def tally(votes: Votes) -> Tally:
    return Tally(votes.count(FOR), votes.count(AGAINST), votes[0])


def verdict(votes: Votes) -> Standing:
    """What the votes say when no more can come, in the words of the rule and without its arithmetic."""
    said = [vote for vote in votes if vote is not None]
    half_of_the_family_voted = 2 * len(said) >= len(votes)
    if not half_of_the_family_voted:
        return Standing.REJECTED
    if said.count(FOR) == said.count(AGAINST):
        return {FOR: Standing.APPROVED, AGAINST: Standing.REJECTED, None: Standing.TIED}[votes[0]]
    return Standing.APPROVED if said.count(FOR) > said.count(AGAINST) else Standing.REJECTED


def futures(votes: Votes) -> set[Standing]:
    """What may still come out, when each silent member may vote either way or stay silent."""
    open_to = [(vote,) if vote is not None else (FOR, AGAINST, None) for vote in votes]
    return {verdict(future) for future in product(*open_to)}


def test_a_vote_closes_early_exactly_when_no_completion_changes_its_result() -> None:
    for votes in FAMILIES:
        possible = futures(votes)
        expected = next(iter(possible)) if len(possible) == 1 else Standing.VOTING
        assert count(tally(votes), len(votes), is_over=False) is expected, votes


def test_at_the_deadline_silence_stays_silence() -> None:
    for votes in FAMILIES:
        assert count(tally(votes), len(votes), is_over=True) is verdict(votes), votes


@pytest.mark.parametrize(
    ("votes", "standing"),
    [
        ((FOR,), Standing.APPROVED),
        ((FOR, None), Standing.APPROVED),
        ((None, FOR), Standing.VOTING),
        ((AGAINST, None), Standing.REJECTED),
        ((FOR, AGAINST), Standing.APPROVED),
        ((AGAINST, FOR), Standing.REJECTED),
        ((FOR, FOR, None), Standing.APPROVED),
        ((None, FOR, AGAINST), Standing.VOTING),
        ((None, FOR, FOR, None), Standing.VOTING),
        ((FOR, FOR, None, None), Standing.APPROVED),
        ((None, AGAINST, AGAINST, None), Standing.VOTING),
        ((FOR, FOR, FOR, FOR, None, None, None), Standing.APPROVED),
        ((FOR, FOR, FOR, None, None, None, None), Standing.VOTING),
    ],
)
def test_counts_while_votes_may_still_come(votes: Votes, standing: Standing) -> None:
    assert count(tally(votes), len(votes), is_over=False) is standing


@pytest.mark.parametrize(
    ("votes", "standing"),
    [
        ((None, None), Standing.REJECTED),
        ((None, FOR), Standing.APPROVED),
        ((None, FOR, None), Standing.REJECTED),
        ((None, FOR, FOR, None, None), Standing.REJECTED),
        ((None, FOR, FOR, AGAINST, None, None), Standing.APPROVED),
        ((None, FOR, AGAINST), Standing.TIED),
        ((None, FOR, AGAINST, None, None), Standing.REJECTED),
    ],
)
def test_counts_at_the_deadline(votes: Votes, standing: Standing) -> None:
    assert count(tally(votes), len(votes), is_over=True) is standing


@pytest.mark.parametrize(("people", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4)])
def test_the_quorum_is_half_of_the_family_rounded_up(people: int, needed: int) -> None:
    assert quorum(people) == needed


@pytest.mark.parametrize(
    ("minor", "people", "standing"),
    [
        (0, 2, Standing.FREE),
        (99_999, 7, Standing.FREE),
        (100_000, 2, Standing.VOTING),
        (100_000, 1, Standing.FREE),
        (100_000, 0, Standing.FREE),
        (None, 2, Standing.VOTING),
        (None, 1, Standing.FREE),
    ],
)
def test_a_cheap_line_and_a_family_of_one_need_no_vote(
    minor: int | None, people: int, standing: Standing
) -> None:
    total = Money(minor, "RUB") if minor is not None else None
    assert first_standing(total, people) is standing


@pytest.mark.parametrize("standing", list(Standing))
def test_only_free_and_approved_lines_may_be_ordered(standing: Standing) -> None:
    assert standing.may_be_ordered is (standing.value in {"free", "approved"})
