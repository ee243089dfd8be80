"""The books of the pot, as plain functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pot.books import (
    PotBook,
    PotEntry,
    PotKind,
    PotPosting,
    order_paid_from_pot,
    part_returned,
    spread,
    topped_up,
)

PARTS = st.dictionaries(st.integers(1, 7), st.integers(1, 10**9), min_size=1, max_size=7)


@given(PARTS, st.data())
def test_a_payment_takes_from_every_part_in_proportion_to_the_kopeck(
    parts: dict[int, int], data: st.DataObject
) -> None:
    whole = sum(parts.values())
    minor = data.draw(st.integers(0, whole))
    borne = spread(minor, parts)
    assert sum(borne.values()) == minor
    for person, part in parts.items():
        assert 0 <= borne[person] <= part
        assert abs(borne[person] * whole - minor * part) < whole


def test_the_odd_kopeck_is_borne_by_the_largest_remainder() -> None:
    assert spread(100, {1: 500, 2: 250, 3: 250}) == {1: 50, 2: 25, 3: 25}
    assert spread(10, {1: 100, 2: 100, 3: 100}) == {1: 4, 2: 3, 3: 3}
    assert spread(10, {1: 96, 2: 97, 3: 97}) == {1: 3, 2: 4, 3: 3}


def test_nobody_bears_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="11 is more than the 10 there is"):
        spread(11, {1: 4, 2: 6})


def test_every_posting_sums_to_zero_and_says_how_the_pot_changes() -> None:
    grown = topped_up(family=1, transfer=7, person=2, minor=300, currency="RUB")
    paid = order_paid_from_pot(family=1, order=5, payer=2, minor=300, currency="RUB", parts={2: 400, 3: 200})
    back = part_returned(family=1, transfer=8, person=2, minor=300, currency="RUB")
    assert [posting.minor for posting in (grown, paid, back)] == [300, -300, -300]
    assert paid.entries == (
        PotEntry(PotBook.POT, None, -300),
        PotEntry(PotBook.PART, 2, 200),
        PotEntry(PotBook.PART, 3, 100),
    )
    assert [posting.key for posting in (grown, paid, back)] == [
        "transfer:7:received",
        "order:5:paid",
        "transfer:8:returned",
    ]


def test_a_posting_that_is_off_is_refused() -> None:
    with pytest.raises(ValueError, match="off by 1 minor units"):
        PotPosting("x", 1, PotKind.TOP_UP, 2, "RUB", (PotEntry(PotBook.POT, None, 1),))
