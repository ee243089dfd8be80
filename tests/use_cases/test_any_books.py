"""Whatever a family does with its orders, the books sum to zero and say who still owes what."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from core.carts.filling import add_lines
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.paying import (
    cancel_order,
    confirm_goods,
    free_stale_orders,
    list_orders,
    mark_paid,
    release_payment,
    take_payment,
)
from core.orders.settling import judge_payment, say_sent
from storage.schema import ledger_entries, members, order_lines, orders, payments, shares
from tests.instant import Instant

PEOPLE = st.integers(1, 4)
PICKS = st.integers(0, 9)
ATTEMPTS = st.integers(1, 3)
KOPECKS = st.lists(st.tuples(PEOPLE, st.integers(0, 99_999)), min_size=1, max_size=4)


class AnyBooks(RuleBasedStateMachine):
    """Presses every button, also out of turn and twice, and reads the books anew each time."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(1)
        self.orders = 0
        self.payments = 0

    @initialize(size=st.integers(1, 4))
    def found(self, size: int) -> None:
        for person in range(2, size + 1):
            self.home.join(person)

    def has_orders(self) -> bool:
        return self.orders > 0

    def has_payments(self) -> bool:
        return self.payments > 0

    @rule(wishes=KOPECKS)
    def order(self, wishes: list[tuple[int, int]]) -> None:
        for author, minor in wishes:
            text = f"чай {minor // 100},{minor % 100:02} ₽"
            self.home.may(add_lines, actor=author, text=text, origin=self.home.tap())
        shown = self.home.may(preview_checkout, actor=1)
        if shown is not None:
            seen = {"family": shown.family, "orders": shown.orders, "seal": shown.seal}
            self.orders = self.home.must(lock_cart, actor=1, **seen)

    @precondition(has_orders)
    @rule(payer=PEOPLE, pick=PICKS)
    def take(self, payer: int, pick: int) -> None:
        self.home.may(take_payment, actor=payer, order=pick % self.orders + 1)

    @precondition(has_orders)
    @rule(payer=PEOPLE, pick=PICKS)
    def give_up(self, payer: int, pick: int) -> None:
        self.home.may(release_payment, actor=payer, order=pick % self.orders + 1)

    @precondition(has_orders)
    @rule(payer=PEOPLE, pick=PICKS)
    def pay(self, payer: int, pick: int) -> None:
        self.take(payer, pick)
        self.home.may(mark_paid, actor=payer, order=pick % self.orders + 1)

    @precondition(has_orders)
    @rule(payer=PEOPLE, pick=PICKS)
    def say_paid(self, payer: int, pick: int) -> None:
        self.home.may(mark_paid, actor=payer, order=pick % self.orders + 1)

    @precondition(has_orders)
    @rule(debtor=PEOPLE, pick=PICKS, attempt=ATTEMPTS)
    def send(self, debtor: int, pick: int, attempt: int) -> None:
        self.home.may(say_sent, actor=debtor, order=pick % self.orders + 1, attempt=attempt)
        self.payments = self.home.rows(select(func.count()).select_from(payments))[0][0]

    @precondition(has_payments)
    @rule(judge=PEOPLE, pick=PICKS, received=st.booleans())
    def judge(self, judge: int, pick: int, *, received: bool) -> None:
        payment = pick % self.payments + 1
        self.home.may(judge_payment, actor=judge, payment=payment, received=received)

    @precondition(has_payments)
    @rule(pick=PICKS)
    def receive(self, pick: int) -> None:
        for judge in range(1, 5):
            self.judge(judge, pick, received=True)

    @precondition(has_orders)
    @rule(actor=PEOPLE, pick=PICKS)
    def unpack(self, actor: int, pick: int) -> None:
        self.home.may(confirm_goods, actor=actor, order=pick % self.orders + 1)

    @precondition(has_orders)
    @rule(pick=PICKS)
    def cancel(self, pick: int) -> None:
        self.home.may(cancel_order, actor=1, order=pick % self.orders + 1)

    @rule(minutes=st.sampled_from([1, 15]))
    def wait(self, minutes: int) -> None:
        self.home.clock.advance(minutes=minutes)
        self.home.must(free_stale_orders)

    @rule(leaver=st.integers(2, 4), keep_lines=st.booleans())
    def leave(self, leaver: int, *, keep_lines: bool) -> None:
        self.home.may(leave_family, actor=leaver, family=1, keep_lines=keep_lines)

    @rule(newcomer=st.integers(2, 4))
    def join(self, newcomer: int) -> None:
        self.home.join(newcomer)

    def balances(self) -> Counter[int]:
        total = func.sum(ledger_entries.c.minor).label("minor")
        rows = self.home.rows(select(ledger_entries.c.person_id, total).group_by(ledger_entries.c.person_id))
        return Counter({row.person_id: row.minor for row in rows})

    def unsettled(self) -> Counter[int]:
        """Return what everybody is owed or owes, counted from shares and payments instead of the books."""
        settled = {
            (payment.order_id, payment.debtor_id)
            for payment in self.home.rows(select(payments).where(payments.c.state == "confirmed"))
        }
        due: Counter[int] = Counter()
        for share in self.home.rows(
            select(shares, orders.c.payer_id)
            .join_from(shares, orders)
            .where(orders.c.state.in_(["paid", "received", "closed"]))
        ):
            if share.person_id != share.payer_id and (share.order_id, share.person_id) not in settled:
                due[share.person_id] -= share.minor
                due[share.payer_id] += share.minor
        return due

    @invariant()
    def the_books_sum_to_zero(self) -> None:
        rows = self.home.rows(
            select(ledger_entries.c.posting)
            .group_by(ledger_entries.c.posting)
            .having(func.sum(ledger_entries.c.minor) != 0)
        )
        assert rows == []
        assert self.balances().total() == 0

    @invariant()
    def the_books_say_what_is_unsettled(self) -> None:
        unsettled = self.unsettled()
        assert self.balances() == unsettled
        for person in range(1, 5):
            debts = self.home.must(list_orders, actor=person).debts
            assert sum(debt.minor for debt in debts) == unsettled[person]

    @invariant()
    def an_order_costs_what_its_lines_and_its_shares_cost(self) -> None:
        for order in self.home.rows(select(orders)):
            of_lines = select(func.sum(order_lines.c.total_minor)).where(order_lines.c.order_id == order.id)
            of_shares = select(func.sum(shares.c.minor)).where(shares.c.order_id == order.id)
            assert self.home.rows(of_lines)[0][0] == self.home.rows(of_shares)[0][0] == order.minor

    @invariant()
    def an_order_is_closed_when_it_is_received_and_settled(self) -> None:
        for order in self.home.rows(select(orders).where(orders.c.state.in_(["received", "closed"]))):
            confirmed = select(payments.c.debtor_id).where(
                payments.c.order_id == order.id, payments.c.state == "confirmed"
            )
            owing = select(shares).where(
                shares.c.order_id == order.id,
                shares.c.person_id != order.payer_id,
                shares.c.minor > 0,
                shares.c.person_id.not_in(confirmed),
            )
            assert (order.state == "closed") is (self.home.rows(owing) == [])

    @invariant()
    def who_is_paying_is_a_member(self) -> None:
        paying = self.home.rows(select(orders.c.payer_id).where(orders.c.state == "paying"))
        family = {row.person_id for row in self.home.rows(select(members.c.person_id))}
        assert {row.payer_id for row in paying} <= family


TestAnyBooks = AnyBooks.TestCase
TestAnyBooks.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
