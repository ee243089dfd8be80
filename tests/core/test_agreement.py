from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final

import pytest

from core.carts.agreement import (
    Choice,
    Rules,
    Standing,
    Tally,
    count,
    needs_vote,
    quorum,
    remind_at,
    rules_for,
)
from core.families.family import Customs, Family, Member, Role, Voting
from core.shared.money import Money

FOR, AGAINST = Choice.FOR, Choice.AGAINST

Votes = tuple[Choice | None, ...]
"""What each member said, the organizer first; None is silence."""

FAMILIES: Final = [votes for people in range(1, 6) for votes in product((FOR, AGAINST, None), repeat=people)]


def tally(votes: Votes) -> Tally:
    return Tally(votes.count(FOR), votes.count(AGAINST), votes[0])


def verdict(voting: Voting, votes: Votes) -> Standing:
    """What the votes say when no more can come, in the words of the rule and without its arithmetic."""
    said = [vote for vote in votes if vote is not None]
    half_of_the_family_voted = 2 * len(said) >= len(votes)
    if voting is Voting.VETO:
        return Standing.REJECTED if AGAINST in said else Standing.APPROVED
    if voting is Voting.EVERYONE:
        return Standing.APPROVED if set(votes) == {FOR} else Standing.REJECTED
    if voting is Voting.ORGANIZER:
        return Standing.APPROVED if votes[0] is FOR else Standing.REJECTED
    if not half_of_the_family_voted:
        return Standing.REJECTED
    if said.count(FOR) == said.count(AGAINST):
        return {FOR: Standing.APPROVED, AGAINST: Standing.REJECTED, None: Standing.TIED}[votes[0]]
    return Standing.APPROVED if said.count(FOR) > said.count(AGAINST) else Standing.REJECTED


def futures(voting: Voting, votes: Votes) -> set[Standing]:
    """What may still come out, when each silent member may vote either way or stay silent."""
    open_to = [(vote,) if vote is not None else (FOR, AGAINST, None) for vote in votes]
    return {verdict(voting, future) for future in product(*open_to)}


@pytest.mark.parametrize("voting", list(Voting))
def test_a_vote_closes_early_exactly_when_no_completion_changes_its_result(voting: Voting) -> None:
    for votes in FAMILIES:
        possible = futures(voting, votes)
        expected = next(iter(possible)) if len(possible) == 1 else Standing.VOTING
        assert count(voting, tally(votes), len(votes), is_over=False) is expected, votes


@pytest.mark.parametrize("voting", list(Voting))
def test_at_the_deadline_silence_stays_silence(voting: Voting) -> None:
    for votes in FAMILIES:
        assert count(voting, tally(votes), len(votes), is_over=True) is verdict(voting, votes), votes


@pytest.mark.parametrize(
    ("voting", "votes", "early", "late"),
    [
        (Voting.VETO, (None, FOR, FOR), Standing.VOTING, Standing.APPROVED),
        (Voting.VETO, (None, None, None), Standing.VOTING, Standing.APPROVED),
        (Voting.VETO, (FOR, FOR, FOR), Standing.APPROVED, Standing.APPROVED),
        (Voting.VETO, (FOR, FOR, AGAINST), Standing.REJECTED, Standing.REJECTED),
        (Voting.VETO, (FOR, AGAINST), Standing.REJECTED, Standing.REJECTED),
        (Voting.EVERYONE, (FOR, FOR, None), Standing.VOTING, Standing.REJECTED),
        (Voting.EVERYONE, (FOR, FOR, FOR), Standing.APPROVED, Standing.APPROVED),
        (Voting.EVERYONE, (FOR, AGAINST, None), Standing.REJECTED, Standing.REJECTED),
        (Voting.ORGANIZER, (None, FOR, FOR), Standing.VOTING, Standing.REJECTED),
        (Voting.ORGANIZER, (FOR, AGAINST, AGAINST), Standing.APPROVED, Standing.APPROVED),
        (Voting.ORGANIZER, (AGAINST, FOR, None), Standing.REJECTED, Standing.REJECTED),
    ],
)
def test_each_way_to_vote_has_its_own_yes(
    voting: Voting, votes: Votes, early: Standing, late: Standing
) -> None:
    assert count(voting, tally(votes), len(votes), is_over=False) is early
    assert count(voting, tally(votes), len(votes), is_over=True) is late


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
    assert count(Voting.MAJORITY, tally(votes), len(votes), is_over=False) is standing


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
    assert count(Voting.MAJORITY, tally(votes), len(votes), is_over=True) is standing


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
    assert Rules(people, None).first_allowed(total) is standing


@pytest.mark.parametrize(
    ("minor", "below", "free_unpriced", "needed"),
    [
        (0, 0, False, True),
        (1, 0, False, True),
        (49_999, 50_000, False, False),
        (50_000, 50_000, False, True),
        (None, 50_000, False, True),
        (None, 0, True, False),
        (50_000, 50_000, True, True),
    ],
)
def test_the_family_says_what_passes_without_a_vote(
    minor: int | None, below: int, *, free_unpriced: bool, needed: bool
) -> None:
    customs = Customs(free_below_minor=below, free_unpriced=free_unpriced)
    assert needs_vote(minor, 2, customs) is needed
    assert not needs_vote(minor, 1, customs)


@pytest.mark.parametrize(
    ("limit", "minor", "voters", "standing"),
    [
        (50_000, 50_000, 3, Standing.FREE),
        (50_000, 50_001, 3, Standing.ASKING),
        (50_000, None, 3, Standing.ASKING),
        (0, 0, 3, Standing.FREE),
        (0, 1, 3, Standing.ASKING),
        (200_000, 150_000, 3, Standing.VOTING),
        (50_000, 150_000, 1, Standing.ASKING),
        (50_000, 150_000, 0, Standing.ASKING),
        (None, 150_000, 3, Standing.VOTING),
        (None, None, 0, Standing.FREE),
    ],
)
def test_who_has_a_limit_asks_above_it_and_about_what_nobody_knows(
    limit: int | None, minor: int | None, voters: int, standing: Standing
) -> None:
    total = Money(minor, "RUB") if minor is not None else None
    assert Rules(voters, limit).first(total) is standing


@pytest.mark.parametrize(
    ("before", "after", "outgrows"),
    [
        (40_000, 60_000, True),
        (60_000, 90_000, False),
        (60_000, 40_000, False),
        (60_000, 100_000, True),
        (60_000, None, True),
        (100_000, None, False),
        (40_000, None, True),
    ],
)
def test_a_line_outgrows_what_needs_less_agreement(before: int, after: int | None, *, outgrows: bool) -> None:
    new = Money(after, "RUB") if after is not None else None
    assert Rules(3, 50_000).outgrows(Money(before, "RUB"), new) is outgrows


@pytest.mark.parametrize(("has_voting", "voters"), [(True, 2), (False, 0)])
def test_adults_vote_unless_voting_is_off(voters: int, *, has_voting: bool) -> None:
    founded = datetime(2026, 3, 1, tzinfo=UTC)
    family = Family(
        1,
        "Ивановы",
        1,
        "RUB",
        0,
        founded,
        None,
        has_cart=True,
        has_voting=has_voting,
        has_account=False,
        customs=Customs(),
        turn_taken=None,
    )
    people = [
        Member(1, "Мама", 1, 1, founded, is_organizer=True, role=Role.ADULT, limit_minor=None),
        Member(2, "Папа", 1, 2, founded, is_organizer=False, role=Role.ADULT, limit_minor=None),
        Member(3, "Катя", 1, 3, founded, is_organizer=False, role=Role.LIMITED, limit_minor=50_000),
    ]
    assert rules_for(family, people, 2, "UTC") == Rules(voters, None)
    assert rules_for(family, people, 3, "UTC") == Rules(voters, 50_000)


@pytest.mark.parametrize(
    ("standing", "hours"), [(Standing.VOTING, 24), (Standing.ASKING, 48), (Standing.FREE, None)]
)
def test_only_what_waits_has_a_deadline(standing: Standing, hours: int | None) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    closes_at = Rules(2, None).deadline(standing, now)
    assert closes_at == (None if hours is None else now + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("until", "zone", "hours"),
    [("90m", "UTC", 1.5), ("18:00", "Europe/Moscow", 15), ("fri 12:00", "UTC", 132)],
)
def test_a_vote_is_open_as_the_family_set_it(until: str, zone: str, hours: float) -> None:
    sunday = datetime(2026, 3, 1, tzinfo=UTC)
    rules = Rules(2, None, Customs(vote_until=until), zone)
    assert rules.deadline(Standing.VOTING, sunday) == sunday + timedelta(hours=hours)


@pytest.mark.parametrize(("minutes", "before"), [(5, 1.25), (60, 15), (24 * 60, 360), (7 * 24 * 60, 360)])
def test_a_reminder_leaves_a_quarter_of_the_time_and_six_hours_at_most(minutes: int, before: float) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    closes_at = now + timedelta(minutes=minutes)
    assert remind_at(now, closes_at) == closes_at - timedelta(minutes=before)


@pytest.mark.parametrize("standing", list(Standing))
def test_only_free_and_approved_lines_may_be_ordered(standing: Standing) -> None:
    assert standing.may_be_ordered is (standing.value in {"free", "approved"})
