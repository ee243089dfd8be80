from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.orders.shares import OwnedLine, shares_by_owner, split_by_weights

ANNA, BORIS, VERA = 1, 2, 3

weights_of_people = st.dictionaries(
    st.integers(1, 10**12), st.integers(0, 10**9), min_size=1, max_size=7
).filter(lambda weights: sum(weights.values()) > 0)
totals = st.integers(-(10**12), 10**12)
tie_starts = st.integers(-100, 10**6)


def test_divides_in_proportion() -> None:
    assert split_by_weights(10_000, {ANNA: 1, BORIS: 3}) == {ANNA: 2500, BORIS: 7500}


def test_the_largest_remainder_gets_the_odd_kopeck() -> None:
    assert split_by_weights(100, {ANNA: 1, BORIS: 2}) == {ANNA: 33, BORIS: 67}
    assert split_by_weights(10, {ANNA: 3, BORIS: 3, VERA: 1}) == {ANNA: 4, BORIS: 4, VERA: 2}


def test_the_order_of_ids_breaks_a_tie() -> None:
    assert split_by_weights(100, {VERA: 1, BORIS: 1, ANNA: 1}) == {ANNA: 34, BORIS: 33, VERA: 33}


def test_the_next_order_breaks_the_tie_for_the_next_person() -> None:
    equal = {ANNA: 1, BORIS: 1, VERA: 1}
    assert split_by_weights(100, equal, tie_start=1) == {ANNA: 33, BORIS: 34, VERA: 33}
    assert split_by_weights(101, equal, tie_start=2) == {ANNA: 34, BORIS: 33, VERA: 34}
    assert split_by_weights(100, equal, tie_start=3) == {ANNA: 34, BORIS: 33, VERA: 33}


def test_a_tie_rotates_among_the_tied_only() -> None:
    weights = {ANNA: 1, BORIS: 1, VERA: 2}
    assert split_by_weights(5, weights, tie_start=0) == {ANNA: 1, BORIS: 1, VERA: 3}
    assert split_by_weights(3, weights, tie_start=0) == {ANNA: 1, BORIS: 1, VERA: 1}
    assert split_by_weights(7, {ANNA: 1, BORIS: 1, VERA: 4}, tie_start=0) == {ANNA: 1, BORIS: 1, VERA: 5}
    assert split_by_weights(1, {ANNA: 2, BORIS: 1, VERA: 2}, tie_start=1) == {ANNA: 0, BORIS: 0, VERA: 1}


def test_a_discount_is_divided_like_its_opposite() -> None:
    assert split_by_weights(-100, {ANNA: 1, BORIS: 2}) == {ANNA: -33, BORIS: -67}


def test_nothing_is_divided_into_nothing_for_everybody() -> None:
    assert split_by_weights(0, {ANNA: 0, BORIS: 0}) == {ANNA: 0, BORIS: 0}
    assert split_by_weights(0, {}) == {}


@pytest.mark.parametrize("weights", [{}, {ANNA: 0}, {ANNA: 0, BORIS: 0}])
def test_refuses_to_divide_something_between_nobody(weights: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="nobody weighs anything"):
        split_by_weights(1, weights)


def test_refuses_a_negative_weight() -> None:
    with pytest.raises(ValueError, match="a weight is negative"):
        split_by_weights(1, {ANNA: 2, BORIS: -1})


@given(totals, weights_of_people, tie_starts)
def test_no_kopeck_is_lost_or_made(total: int, weights: dict[int, int], tie_start: int) -> None:
    parts = split_by_weights(total, weights, tie_start=tie_start)
    assert sum(parts.values()) == total
    assert parts.keys() == weights.keys()


@given(totals, weights_of_people, tie_starts)
def test_everybody_is_less_than_a_kopeck_from_the_exact_proportion(
    total: int, weights: dict[int, int], tie_start: int
) -> None:
    whole = sum(weights.values())
    parts = split_by_weights(total, weights, tie_start=tie_start)
    assert all(abs(parts[person] - Fraction(total * weights[person], whole)) < 1 for person in weights)


@given(totals, weights_of_people, tie_starts)
def test_who_weighs_more_never_gets_less(total: int, weights: dict[int, int], tie_start: int) -> None:
    parts = split_by_weights(abs(total), weights, tie_start=tie_start)
    by_weight = sorted(weights, key=lambda person: (weights[person], parts[person]))
    assert [parts[person] for person in by_weight] == sorted(parts.values())


@given(totals, weights_of_people, tie_starts)
def test_the_order_in_which_people_are_named_does_not_matter(
    total: int, weights: dict[int, int], tie_start: int
) -> None:
    backwards = dict(reversed(weights.items()))
    assert split_by_weights(total, weights, tie_start=tie_start) == split_by_weights(
        total, backwards, tie_start=tie_start
    )


@given(st.integers(0, 10**6), st.integers(1, 7), st.integers(0, 1000))
def test_over_as_many_orders_as_people_nobody_is_favoured(total: int, people: int, first: int) -> None:
    paid: Counter[int] = Counter()
    for order in range(first, first + people):
        paid.update(split_by_weights(total, dict.fromkeys(range(people), 1), tie_start=order))
    assert dict(paid) == dict.fromkeys(range(people), total)


def test_everybody_owes_their_own_lines() -> None:
    lines = [OwnedLine(ANNA, 8990), OwnedLine(BORIS, 4500), OwnedLine(ANNA, 10), OwnedLine(VERA, 0)]
    assert shares_by_owner(lines) == {ANNA: 9000, BORIS: 4500, VERA: 0}


@given(st.lists(st.builds(OwnedLine, st.integers(1, 5), st.integers(0, 10**9))))
def test_the_shares_of_the_owners_are_the_whole_order(lines: list[OwnedLine]) -> None:
    assert sum(shares_by_owner(lines).values()) == sum(line.total_minor for line in lines)
