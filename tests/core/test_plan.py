from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.orders.plan import OpenDebt, Transfer, settle_up

MUM, DAD, KATE, GRAN = 1, 2, 3, 4
SEATS = (MUM, DAD, KATE, GRAN)


def debt(order: int, debtor: int, creditor: int, minor: int, attempts: int = 0) -> OpenDebt:
    return OpenDebt(order, order, debtor, creditor, minor, attempts)


@st.composite
def open_debts(draw: st.DrawFn, people: int = 5) -> list[OpenDebt]:
    """What is left of the shares of up to six orders, each paid by somebody."""
    debts = []
    for order in range(1, draw(st.integers(1, 6)) + 1):
        payer = draw(st.integers(1, people))
        others = [person for person in range(1, people + 1) if person != payer]
        owed = draw(st.dictionaries(st.sampled_from(others), st.integers(1, 30)))
        debts += [debt(order, debtor, payer, minor) for debtor, minor in owed.items()]
    return debts


def net(debts: list[OpenDebt] | tuple[OpenDebt, ...]) -> Counter[int]:
    balances: Counter[int] = Counter()
    for each in debts:
        balances[each.debtor] -= each.minor
        balances[each.creditor] += each.minor
    return Counter({person: minor for person, minor in balances.items() if minor})


def test_a_single_debt_is_sent_as_it_is() -> None:
    owed = debt(1, DAD, MUM, 100)
    assert settle_up([owed], SEATS) == [Transfer(DAD, MUM, 100, (owed,))]


def test_a_chain_becomes_one_transfer_from_end_to_end() -> None:
    first, second = debt(1, DAD, MUM, 100), debt(2, MUM, KATE, 100)
    assert settle_up([first, second], SEATS) == [Transfer(DAD, KATE, 100, (first, second))]


def test_of_a_chain_everybody_sends_what_they_owe_and_no_more() -> None:
    plan = settle_up([debt(1, DAD, MUM, 100), debt(2, MUM, KATE, 30)], SEATS)
    assert [(each.debtor, each.payee, each.minor) for each in plan] == [(DAD, MUM, 70), (DAD, KATE, 30)]


def test_what_two_owe_each_other_is_offset() -> None:
    (planned,) = settle_up([debt(1, DAD, MUM, 100), debt(2, MUM, DAD, 60)], SEATS)
    assert (planned.debtor, planned.payee, planned.minor) == (DAD, MUM, 40)
    assert planned.debts == (debt(1, DAD, MUM, 40), debt(2, MUM, DAD, 60), debt(1, DAD, MUM, 60))


def test_even_debts_need_no_money() -> None:
    (planned,) = settle_up([debt(1, DAD, MUM, 50), debt(2, MUM, DAD, 50)], SEATS)
    assert (planned.debtor, planned.payee, planned.minor) == (MUM, DAD, 0)
    begun = planned.begun_by(DAD)
    assert begun is not None
    assert (begun.debtor, begun.payee, begun.seal) == (DAD, MUM, planned.seal)
    assert planned.begun_by(KATE) is None


def test_what_goes_round_needs_no_money() -> None:
    (planned,) = settle_up([debt(1, MUM, DAD, 50), debt(2, DAD, KATE, 50), debt(3, KATE, MUM, 50)], SEATS)
    assert (planned.debtor, planned.payee, planned.minor) == (MUM, DAD, 0)


def test_only_who_sends_begins_a_transfer() -> None:
    (planned,) = settle_up([debt(1, DAD, MUM, 50)], SEATS)
    assert planned.begun_by(DAD) == planned
    assert planned.begun_by(MUM) is None


def test_the_oldest_debt_is_settled_first() -> None:
    plan = settle_up([debt(9, DAD, MUM, 30), debt(2, DAD, MUM, 30), debt(3, MUM, KATE, 40)], SEATS)
    assert [each.debts for each in plan if each.payee == KATE] == [
        (debt(2, DAD, MUM, 30), debt(9, DAD, MUM, 10), debt(3, MUM, KATE, 40))
    ]


def test_the_seal_is_another_after_another_payment_of_the_same_debt() -> None:
    seals = {settle_up([debt(1, DAD, MUM, 50, attempts)], SEATS)[0].seal for attempts in range(3)}
    assert len(seals) == 3


@given(open_debts())
@settings(max_examples=60)
def test_the_plan_settles_every_debt_and_nothing_else(debts: list[OpenDebt]) -> None:
    seats = range(1, 6)
    plan = settle_up(debts, list(seats))
    settled: Counter[tuple[int, int]] = Counter()
    for planned in plan:
        flow = Counter({planned.debtor: -planned.minor, planned.payee: planned.minor})
        assert net(tuple(planned.debts)) == Counter({who: minor for who, minor in flow.items() if minor})
        for each in planned.debts:
            settled[each.order, each.debtor] += each.minor
    assert settled == Counter({(each.order, each.debtor): each.minor for each in debts})


@given(open_debts())
@settings(max_examples=60)
def test_nobody_sends_more_than_they_owe_nor_to_a_stranger(debts: list[OpenDebt]) -> None:
    owed, owing = Counter[int](), Counter[int]()
    reaches = {person: {person} for person in range(1, 6)}
    for _ in range(5):
        for each in debts:
            reaches[each.debtor] |= reaches[each.creditor]
    for each in debts:
        owing[each.debtor] += each.minor
        owed[each.creditor] += each.minor
    sent, got = Counter[int](), Counter[int]()
    for planned in settle_up(debts, range(1, 6)):
        assert planned.payee in reaches[planned.debtor]
        sent[planned.debtor] += planned.minor
        got[planned.payee] += planned.minor
    for person in range(1, 6):
        assert sent[person] == max(owing[person] - owed[person], 0)
        assert got[person] == max(owed[person] - owing[person], 0)


@given(open_debts(people=4), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_debts_among_others_and_their_order_change_nothing(debts: list[OpenDebt], random: object) -> None:
    seats = range(1, 8)
    before = settle_up(debts, seats)
    elsewhere = [debt(90, 5, 6, 10), debt(91, 6, 7, 4)]
    shuffled = [*elsewhere, *debts]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    after = settle_up(shuffled, seats)
    assert [planned for planned in after if planned.debtor < 5] == list(before)


def test_a_long_chain_is_walked_by_seat() -> None:
    way = (GRAN, KATE, DAD, MUM)
    debts = [debt(order, *pair, 10) for order, pair in enumerate(pairwise(way), start=1)]
    assert settle_up(debts, SEATS) == [Transfer(GRAN, MUM, 10, tuple(debts))]
