from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.orders.shares import OwnedLine, shares_by_owner

ANNA, BORIS, VERA = 1, 2, 3


def test_everybody_owes_their_own_lines() -> None:
    lines = [OwnedLine(ANNA, 8990), OwnedLine(BORIS, 4500), OwnedLine(ANNA, 10), OwnedLine(VERA, 0)]
    assert shares_by_owner(lines) == {ANNA: 9000, BORIS: 4500, VERA: 0}


@given(st.lists(st.builds(OwnedLine, st.integers(1, 5), st.integers(0, 10**9))))
def test_the_shares_of_the_owners_are_the_whole_order(lines: list[OwnedLine]) -> None:
    assert sum(shares_by_owner(lines).values()) == sum(line.total_minor for line in lines)
