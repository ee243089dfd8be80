from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.ledger.posting import EntryKind, LedgerEntry, Posting, order_paid, share_settled

MUM, DAD, KATE = 1, 2, 3

amounts = st.integers(-(10**12), 10**12)
shares_of_people = st.dictionaries(st.integers(1, 7), st.integers(0, 10**9), min_size=1, max_size=7)


def posting(*minors: int) -> Posting:
    entries = tuple(LedgerEntry(MUM, EntryKind.ORDER_PAID, minor) for minor in minors)
    return Posting("order:1:paid", 1, 1, "RUB", entries)


@given(st.lists(amounts, max_size=8))
def test_accepts_entries_that_sum_to_zero(minors: list[int]) -> None:
    assert len(posting(*minors, -sum(minors)).entries) == len(minors) + 1


@given(st.lists(amounts, min_size=1, max_size=8))
def test_refuses_entries_that_do_not_sum_to_zero(minors: list[int]) -> None:
    assume(sum(minors) != 0)
    with pytest.raises(ValueError, match="is off by"):
        posting(*minors)


def test_names_the_posting_that_is_off() -> None:
    with pytest.raises(ValueError, match=r"^the posting order:1:paid is off by 1 minor units$"):
        posting(100, -99)


def test_who_pays_advances_everything_and_everybody_owes_their_share() -> None:
    paid = order_paid(family=1, order=2, currency="RUB", payer=DAD, shares={MUM: 100, DAD: 30, KATE: 0})
    assert paid.key == "order:2:paid"
    assert paid.entries == (
        LedgerEntry(DAD, EntryKind.ORDER_PAID, 130),
        LedgerEntry(MUM, EntryKind.SHARE_OWED, -100),
        LedgerEntry(DAD, EntryKind.SHARE_OWED, -30),
    )


def test_a_settled_share_moves_from_the_debtor_to_the_payee() -> None:
    settled = share_settled(family=1, order=2, currency="RUB", payment=3, debtor=MUM, payee=DAD, minor=100)
    assert settled.key == "payment:3:2:1:received"
    assert settled.entries == (
        LedgerEntry(MUM, EntryKind.MONEY_SENT, 100),
        LedgerEntry(DAD, EntryKind.MONEY_RECEIVED, -100),
    )


@given(shares_of_people, st.integers(1, 7))
def test_settling_every_share_brings_everybody_back_to_zero(shares: dict[int, int], payer: int) -> None:
    books = [order_paid(family=1, order=1, currency="RUB", payer=payer, shares=shares)]
    books += [
        share_settled(
            family=1, order=1, currency="RUB", payment=person, debtor=person, payee=payer, minor=minor
        )
        for person, minor in shares.items()
        if person != payer
    ]
    balances = dict.fromkeys({payer, *shares}, 0)
    for entry in (entry for each in books for entry in each.entries):
        balances[entry.person] += entry.minor
    assert set(balances.values()) == {0}
