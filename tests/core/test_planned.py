"""What a check-out would make of lines, presents among them, and what its seal promises."""

from __future__ import annotations

from dataclasses import replace

from core.carts.agreement import Standing
from core.carts.item import Item
from core.families.family import Member, Role
from core.orders.planned import PlannedOrder, plan_orders, seal_orders
from core.orders.terms import OwnedLine, PayMode, Split, Terms, shares_of
from core.shared.money import Money
from tests.household import START

MUM, DAD, KID = 1, 2, 3


def line(number: int, minor: int | None, author: int = MUM, hidden_from: int | None = None) -> Item:
    return Item(
        id=number,
        family=1,
        author=author,
        author_name="",
        title="чай",
        quantity=1,
        unit="pcs",
        price=Money(minor, "RUB") if minor is not None else None,
        asked=None,
        urgent=False,
        link=None,
        note="",
        version=1,
        revision=1,
        standing=Standing.FREE,
        closes_at=None,
        hidden_from=hidden_from,
        hidden_until=START.replace(year=2027) if hidden_from else None,
    )


def member(person: int, role: Role = Role.ADULT) -> Member:
    limit = 100 if role is Role.LIMITED else None
    return Member(person, str(person), 1, person, START, person == MUM, role, limit)


FAMILY = [member(MUM), member(DAD), member(KID, Role.LIMITED)]


def plan(*items: Item, terms: Terms | None = None) -> list[PlannedOrder]:
    return list(plan_orders(items, FAMILY, terms or Terms(), {}, START))


def minors(order: PlannedOrder) -> dict[int, int]:
    return {person: share.minor for person, share in order.shares.items()}


def test_a_present_is_split_among_those_who_may_know_and_pays_no_fee() -> None:
    terms = Terms(split=Split.EQUAL, fee=300, discount=100)
    family, present = plan(line(1, 1000), line(2, 5000, DAD, hidden_from=MUM), terms=terms)
    assert (family.hidden_from, family.minor, minors(family)) == (None, 1200, {MUM: 600, DAD: 600})
    assert (present.hidden_from, present.minor, minors(present)) == (MUM, 5000, {DAD: 5000})


def test_amounts_are_agreed_on_for_the_first_order_only() -> None:
    terms = Terms(split=Split.AMOUNTS, portions={MUM: 400, DAD: 700}, fee=300)
    family, present = plan(line(1, 1000), line(2, 5000, DAD, hidden_from=MUM), terms=terms)
    assert (minors(family), family.missing) == ({MUM: 473, DAD: 827}, 200)
    assert (minors(present), present.missing) == ({DAD: 5000}, 0)


def test_a_present_alone_has_the_fee() -> None:
    (present,) = plan(line(2, 5000, KID, hidden_from=MUM), terms=Terms(fee=300))
    assert minors(present) == {KID: 5000, DAD: 300}


def test_a_discount_is_never_more_than_the_lines_cost() -> None:
    (order,) = plan(line(1, 1000), terms=Terms(discount=1500, fee=200))
    assert (order.terms.discount, order.minor, minors(order)) == (1000, 200, {MUM: 200})


def test_who_treats_is_not_known_yet_so_nobody_has_a_share() -> None:
    (order,) = plan(line(1, 1000), terms=Terms(pay=PayMode.TREAT, split=Split.AMOUNTS))
    assert (order.shares, order.minor, order.missing) == ({}, 1000, 0)


def test_somebody_says_that_an_order_is_paid_of_which_nobody_has_to_pay_anything() -> None:
    (order,) = plan(line(1, 0), terms=Terms(pay=PayMode.EACH))
    assert (order.terms.pay, minors(order)) == (PayMode.ONE, {MUM: 0})


def test_lines_without_a_price_cost_nothing_yet() -> None:
    (order,) = plan(line(1, None), line(2, 500))
    assert (order.minor, minors(order)) == (500, {MUM: 500})


def test_the_shares_are_those_of_the_terms() -> None:
    (order,) = plan(line(1, 1000), terms=Terms(split=Split.EQUAL, fee=1))
    assert order.shares == shares_of([OwnedLine(MUM, 1000)], order.terms)


def test_the_seal_names_the_lines_in_whatever_order() -> None:
    tea, milk = line(1, 100), line(2, 100)
    assert seal_orders(plan(tea, milk)) == seal_orders(plan(milk, tea))
    assert len(seal_orders(plan(tea))) == 8


def test_the_seal_breaks_when_a_line_a_term_or_a_share_changes() -> None:
    tea, milk = line(1, 100), line(2, 100)
    (order,) = plan(tea)
    seals = {
        seal_orders(plan(tea, milk)),
        seal_orders(plan(tea)),
        seal_orders(plan(milk)),
        seal_orders(plan(tea, replace(milk, revision=2))),
        seal_orders(plan(replace(tea, revision=2), milk)),
        seal_orders(plan(tea, terms=Terms(fee=1))),
        seal_orders(plan(tea, terms=Terms(pay=PayMode.TREAT))),
        seal_orders(plan(tea, terms=Terms(split=Split.EQUAL))),
        seal_orders(plan(tea, terms=Terms(split=Split.WEIGHTS, portions={MUM: 1}))),
        seal_orders([replace(order, shares={DAD: order.shares[MUM]})]),
    }
    assert len(seals) == 10
