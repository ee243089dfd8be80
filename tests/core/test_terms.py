from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.orders.terms import (
    SPARED_UNITS,
    Burden,
    FeeSplit,
    OwnedLine,
    Split,
    Terms,
    settle_terms,
    shares_of,
    total_of,
)

ANNA, BORIS, VERA, KID = 1, 2, 3, 4
ADULTS = (ANNA, BORIS, VERA)
LINES = [OwnedLine(ANNA, 10_000), OwnedLine(BORIS, 5_000), OwnedLine(KID, 1_000)]

AMOUNT = st.integers(0, 10**9)
LINES_OF_ANYBODY = st.lists(st.builds(OwnedLine, st.integers(1, 7), AMOUNT), min_size=1, max_size=8)
PORTIONS = st.dictionaries(st.integers(1, 6), st.integers(0, 1000), max_size=6)
SPARED = st.dictionaries(st.integers(1, 7), st.integers(-3 * SPARED_UNITS, 3 * SPARED_UNITS))


@st.composite
def any_terms(draw: st.DrawFn, lines: list[OwnedLine]) -> Terms:
    total = sum(line.total_minor for line in lines)
    fee = draw(st.integers(0, 10**6))
    discount = draw(st.integers(0, total))
    return settle_terms(
        Terms(
            split=draw(st.sampled_from(Split)),
            portions=draw(PORTIONS),
            fee=fee,
            fee_split=draw(st.sampled_from(FeeSplit)),
            discount=discount,
            till=draw(st.integers(discount - total - fee, 10**6)),
        ),
        lines,
        range(1, draw(st.integers(1, 6)) + 1),
    )


ANY_ORDER = LINES_OF_ANYBODY.flatmap(lambda lines: st.tuples(st.just(lines), any_terms(lines)))


def minors(lines: list[OwnedLine], terms: Terms, spared: dict[int, int] | None = None) -> dict[int, int]:
    settled = settle_terms(terms, lines, ADULTS)
    return {person: share.minor for person, share in shares_of(lines, settled, spared).items()}


@given(ANY_ORDER, SPARED)
def test_shares_add_up_to_the_order_and_each_to_its_parts_less_than_one_minor_unit_off(
    order: tuple[list[OwnedLine], Terms], spared: dict[int, int]
) -> None:
    lines, terms = order
    shares = shares_of(lines, terms, spared)
    assert sum(share.minor for share in shares.values()) == total_of(lines, terms)
    assert all(share.minor >= 0 and share.rounding in (0, 1) for share in shares.values())
    assert all(abs(share.spared) < SPARED_UNITS for share in shares.values())
    assert (
        sum(share.lines for share in shares.values()) <= total_of(lines, terms) - terms.till + terms.discount
    )


@given(st.integers(0, 10**9), st.dictionaries(st.integers(1, 7), st.integers(1, 10**4), min_size=1), SPARED)
def test_any_total_over_any_weights_is_at_most_one_minor_unit_off_proportion(
    total: int, weights: dict[int, int], spared: dict[int, int]
) -> None:
    terms = settle_terms(Terms(split=Split.WEIGHTS, portions=weights), [OwnedLine(1, total)], list(weights))
    shares = shares_of([OwnedLine(1, total)], terms, spared)
    assert sum(share.minor for share in shares.values()) == total
    for person, weight in weights.items():
        exact = Fraction(total * weight, sum(weights.values()))
        assert abs(shares[person].minor - exact) < 1
        assert shares[person].spared == round((exact - shares[person].minor) * SPARED_UNITS)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1, 10**5), st.lists(st.integers(0, 9), min_size=7, max_size=7)), max_size=60
    )
)
def test_nobody_is_favoured_across_orders(orders: list[tuple[int, list[int]]]) -> None:
    spared: Counter[int] = Counter()
    for total, weights in orders:
        portions = dict(enumerate(weights, start=1))
        lines = [OwnedLine(1, total)]
        terms = settle_terms(Terms(split=Split.WEIGHTS, portions=portions), lines, range(1, 8))
        for person, share in shares_of(lines, terms, spared).items():
            spared[person] += share.spared
    assert all(abs(minor) < 2 * SPARED_UNITS for minor in spared.values())


def test_the_odd_kopeck_of_equal_shares_goes_round() -> None:
    spared: Counter[int] = Counter()
    paid = []
    lines = [OwnedLine(ANNA, 10_000)]
    for _ in range(6):
        shares = shares_of(lines, settle_terms(Terms(split=Split.EQUAL), lines, ADULTS), spared)
        spared.update({person: share.spared for person, share in shares.items()})
        paid += [person for person, share in shares.items() if share.minor == 3334]
    assert paid == [ANNA, BORIS, VERA, ANNA, BORIS, VERA]


def test_everybody_bears_their_own_lines() -> None:
    lines = [OwnedLine(ANNA, 8990), OwnedLine(BORIS, 4500), OwnedLine(ANNA, 10), OwnedLine(VERA, 0)]
    assert minors(lines, Terms()) == {ANNA: 9000, BORIS: 4500, VERA: 0}


def test_a_fee_is_borne_by_the_adults_who_ordered_and_a_discount_comes_off_everybodys_lines() -> None:
    terms = Terms(fee=301, discount=1600)
    settled = settle_terms(terms, LINES, ADULTS)
    assert settled.bearers == (ANNA, BORIS)
    assert shares_of(LINES, settled) == {
        ANNA: Burden(10_000, 150, -1000, 0, 1, -500_000),
        BORIS: Burden(5000, 150, -500, 0, 0, 500_000),
        KID: Burden(1000, 0, -100),
    }


def test_a_fee_in_proportion_follows_the_lines_of_those_who_bear_it() -> None:
    terms = Terms(fee=300, fee_split=FeeSplit.PROPORTION)
    assert minors(LINES, terms) == {ANNA: 10_200, BORIS: 5100, KID: 1000}


def test_the_fee_of_an_order_of_a_limited_member_alone_is_borne_by_all_adults() -> None:
    for fee_split in FeeSplit:
        terms = Terms(fee=300, fee_split=fee_split)
        assert minors([OwnedLine(KID, 1000)], terms) == {KID: 1000, ANNA: 100, BORIS: 100, VERA: 100}


def test_limited_members_are_given_nothing_that_others_wished_for() -> None:
    assert minors(LINES, Terms(split=Split.EQUAL)) == {ANNA: 5334, BORIS: 5333, VERA: 5333}
    by_weight = Terms(split=Split.WEIGHTS, portions={ANNA: 3, VERA: 1, KID: 5, BORIS: 0})
    assert minors(LINES, by_weight) == {ANNA: 12_000, VERA: 4000}


def test_weights_of_nobody_leave_everybody_their_own_lines() -> None:
    assert minors(LINES, Terms(split=Split.WEIGHTS, portions={KID: 5})) == {
        ANNA: 10_000,
        BORIS: 5000,
        KID: 1000,
    }


def test_amounts_are_of_the_whole_order_and_follow_its_total() -> None:
    terms = Terms(split=Split.AMOUNTS, portions={ANNA: 12_000, BORIS: 4300}, fee=300)
    assert minors(LINES, terms) == {ANNA: 12_000, BORIS: 4300}
    dearer = [*LINES, OwnedLine(BORIS, 1630)]
    assert minors(dearer, terms) == {ANNA: 13_200, BORIS: 4730}


@pytest.mark.parametrize("till", [-8000, 8000])
def test_what_the_shop_took_more_or_less_follows_the_shares(till: int) -> None:
    shares = shares_of(LINES, settle_terms(Terms(till=till), LINES, ADULTS))
    assert {person: share.till for person, share in shares.items()} == {
        ANNA: till * 5 // 8,
        BORIS: till * 5 // 16,
        KID: till // 16,
    }


def test_an_order_that_costs_nothing_has_shares_of_nothing() -> None:
    lines = [OwnedLine(ANNA, 0)]
    assert minors(lines, Terms()) == {ANNA: 0}
    assert minors(lines, Terms(split=Split.EQUAL)) == {ANNA: 0, BORIS: 0, VERA: 0}
    assert minors(lines, Terms(till=5)) == {ANNA: 5}
    assert minors(lines, Terms(split=Split.AMOUNTS, portions={ANNA: 1, BORIS: 1})) == {ANNA: 0, BORIS: 0}
