"""Whatever a family does with its orders, the books sum to zero and say who still owes what."""

from __future__ import annotations

from collections import Counter

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import exists, func, or_, select

from core.books.carrying import NOBODY
from core.books.importing import answer_import, propose_import, read_import, say_who, tend_imports
from core.books.views import DraftView
from core.carts.filling import add_lines
from core.families.leaving import leave_family
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.correcting import (
    answer_correction,
    ask_for_correction,
    correct_price,
    tend_corrections,
    withdraw_correction,
)
from core.orders.dividing import ask_for_fee, choose_pay_mode, choose_split, type_fee
from core.orders.paying import (
    cancel_order,
    confirm_goods,
    free_stale_orders,
    list_orders,
    mark_paid,
    pay_share,
    release_payment,
    take_back_share,
    take_payment,
)
from core.orders.planning import send_by_plan, show_balances, show_plan
from core.orders.settling import ask_for_amount, judge_payment, type_amount, withdraw_payment
from core.orders.terms import PayMode, Split
from storage.schema import (
    corrections,
    ledger_entries,
    members,
    order_lines,
    orders,
    payment_parts,
    payments,
    shares,
)
from tests.household import send_left
from tests.instant import Instant

PEOPLE = st.integers(1, 4)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes here; add Phase.shrink to look for a shorter story."""

PICKS = st.sampled_from([0, 0, 0, 1, 2])
ATTEMPTS = st.integers(1, 3)
BALANCES = st.lists(st.integers(-99_999, 99_999), min_size=3, max_size=3)
KOPECKS = st.lists(st.tuples(PEOPLE, st.integers(0, 99_999)), min_size=1, max_size=4)


def statement(minors: list[int]) -> bytes:
    """Return a file of Splitwise; the first person has what is left."""
    amounts = [-sum(minors), *minors]
    names = ",".join(f"Гость {person}" for person in range(1, 5))
    told = ",".join(
        f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}" for minor in amounts
    )
    return f"Date,Description,Category,Cost,Currency,{names}\n2026-03-01,x,y,1,RUB,{told}\n".encode()


class AnyBooks(RuleBasedStateMachine):
    """Presses every button, also out of turn and twice, and reads the books anew each time."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(1)
        self.orders = 0
        self.payments = 0

    @initialize(size=st.sampled_from([3, 4, 2, 1]), wishes=KOPECKS)
    def found(self, size: int, wishes: list[tuple[int, int]]) -> None:
        for person in range(2, size + 1):
            self.home.join(person)
        self.order([(1, 100), *wishes])

    def has_payments(self) -> bool:
        return self.payments > 0

    @rule(
        wishes=KOPECKS,
        pay=st.sampled_from([PayMode.ONE, PayMode.ONE, PayMode.EACH, PayMode.TREAT]),
        split=st.sampled_from(Split),
        fee=st.integers(0, 99),
    )
    def order_on_terms(self, wishes: list[tuple[int, int]], pay: PayMode, split: Split, fee: int) -> None:
        self.order(wishes, lock=False)
        self.home.must(choose_pay_mode, actor=1, pay=pay)
        self.home.may(choose_split, actor=1, split=split)
        self.home.must(ask_for_fee, actor=1)
        self.home.must(type_fee, actor=1, text=f"0,{fee:02}")
        if split is Split.AMOUNTS:  # begin anew, for the fee is in the amounts
            self.home.may(choose_split, actor=1, split=Split.OWNER)
            self.home.may(choose_split, actor=1, split=Split.AMOUNTS)
        self.lock()

    @rule(wishes=KOPECKS)
    def order(self, wishes: list[tuple[int, int]], *, lock: bool = True) -> None:
        for author, minor in wishes:
            text = f"чай {minor // 100},{minor % 100:02} ₽"
            self.home.may(add_lines, actor=author, text=text, origin=self.home.tap())
        if lock:
            self.lock()

    def lock(self) -> None:
        shown = self.home.may(preview_checkout, actor=1)
        if shown is not None:
            seen = {"family": shown.family, "orders": shown.orders, "seal": shown.seal}
            self.orders = self.home.must(lock_cart, actor=1, **seen)

    def newest(self, pick: int) -> int:
        return max(self.orders - pick, 1)

    @rule(payer=PEOPLE, pick=PICKS)
    def take(self, payer: int, pick: int) -> None:
        self.home.may(take_payment, actor=payer, order=self.newest(pick))

    @rule(payer=PEOPLE, pick=PICKS)
    def give_up(self, payer: int, pick: int) -> None:
        self.home.may(release_payment, actor=payer, order=self.newest(pick))

    @rule(payer=PEOPLE, pick=PICKS)
    def pay(self, payer: int, pick: int) -> None:
        self.take(payer, pick)
        self.home.may(mark_paid, actor=payer, order=self.newest(pick))

    @rule(payer=PEOPLE, pick=PICKS)
    def say_paid(self, payer: int, pick: int) -> None:
        self.home.may(mark_paid, actor=payer, order=self.newest(pick))

    @rule(person=PEOPLE, pick=PICKS, is_paid=st.sampled_from([True, True, False]))
    def pay_own(self, person: int, pick: int, *, is_paid: bool) -> None:
        said = pay_share if is_paid else take_back_share
        self.home.may(said, actor=person, order=self.newest(pick))

    @rule(payer=PEOPLE, pick=PICKS, position=st.integers(0, 2), kopecks=st.integers(0, 99_999))
    def correct(self, payer: int, pick: int, position: int, kopecks: int) -> None:
        self.correct_to(payer, self.newest(pick), position, kopecks)

    def correct_to(self, payer: int, order: int, position: int, kopecks: int) -> None:
        asked = self.home.may(ask_for_correction, actor=payer, order=order, position=position)
        if asked is None:
            return
        before = self.debts(order)
        text = f"{kopecks // 100},{kopecks % 100:02}"
        about = {"actor": payer, "order": order, "position": position}
        self.home.may(correct_price, **about, was=asked[1], text=text)
        assert all(minor <= before[person] for person, minor in self.debts(order).items())  # none unasked
        self.orders = self.home.rows(select(func.max(orders.c.id)))[0][0]  # what is owed back, too

    def debts(self, order: int) -> dict[int, int]:
        """Return the shares of others than the payer's, of an order that is paid."""
        is_paid = orders.c.state.in_(["paid", "received", "closed"])
        is_owed = shares.c.person_id != orders.c.payer_id
        owed = select(shares.c.person_id, shares.c.minor).join_from(shares, orders)
        return {
            row[0]: row[1] for row in self.home.rows(owed.where(shares.c.order_id == order, is_paid, is_owed))
        }

    @rule(
        pick=PICKS, position=st.integers(0, 2), kopecks=st.integers(0, 99_999), days=st.sampled_from([2, 0])
    )
    def correct_what_is_paid(self, pick: int, position: int, kopecks: int, days: int) -> None:
        """Let the payer ask, and two days pass, or not yet."""
        order = self.newest(pick)
        payer = self.home.rows(select(orders.c.payer_id).where(orders.c.id == order))[0][0]
        if payer is not None:
            self.correct_to(payer, order, position, kopecks)
            self.home.clock.advance(days=days)
            for _ in range(2):  # two processes
                self.home.must(tend_corrections)

    @rule(person=PEOPLE, is_yes=st.sampled_from([True, True, False]))
    def agree(self, person: int, *, is_yes: bool) -> None:
        self.home.may(answer_correction, actor=person, correction=self.asked(), is_yes=is_yes)

    @rule()
    def take_the_price_back(self) -> None:
        for person in range(1, 5):  # only their own
            self.home.may(withdraw_correction, actor=person, correction=self.asked())

    def asked(self) -> int:
        return self.home.rows(select(func.max(corrections.c.id)))[0][0] or 1

    @rule(debtor=PEOPLE, pick=PICKS, attempt=ATTEMPTS)
    def send(self, debtor: int, pick: int, attempt: int) -> None:
        self.home.may(send_left, actor=debtor, order=self.newest(pick), attempt=attempt)
        self.count_payments()

    def count_payments(self) -> None:
        self.payments = self.home.rows(select(func.count()).select_from(payments))[0][0]

    @precondition(has_payments)
    @rule(pick=PICKS, received=st.booleans())
    def judge(self, pick: int, *, received: bool) -> None:
        payment = max(self.payments - pick, 1)
        for judge in range(1, 5):  # only the payer's word counts
            self.home.may(judge_payment, actor=judge, payment=payment, received=received)

    @rule(debtor=PEOPLE, pick=PICKS, attempt=ATTEMPTS, minor=st.integers(1, 9_999))
    def send_a_part(self, debtor: int, pick: int, attempt: int, minor: int) -> None:
        facts = {"actor": debtor, "order": self.newest(pick), "attempt": attempt}
        self.home.may(ask_for_amount, **facts)
        self.home.may(type_amount, text=f"{minor // 100},{minor % 100:02}", **facts)
        self.count_payments()

    @rule(sender=PEOPLE, is_late=st.booleans())
    def send_by_plan(self, sender: int, *, is_late: bool) -> None:
        shown = self.home.may(show_plan, actor=sender)
        if shown is None:
            return
        if is_late:
            self.send(sender, 0, 1)
        for transfer in shown.transfers:
            for _ in range(2):  # a double tap
                self.home.may(send_by_plan, actor=sender, family=1, seal=transfer.seal)
        self.count_payments()

    @precondition(has_payments)
    @rule(pick=PICKS)
    def withdraw(self, pick: int) -> None:
        for debtor in range(1, 5):  # only their own
            self.home.may(withdraw_payment, actor=debtor, payment=max(self.payments - pick, 1))

    @rule(payer=PEOPLE, pick=PICKS, debtors=st.integers(1, 4))
    def settle(self, payer: int, pick: int, debtors: int) -> None:
        self.pay(payer, pick)
        for debtor in range(1, debtors + 1):
            self.send(debtor, pick, 1)
            if self.payments:
                self.judge(0, received=True)

    @rule(actor=PEOPLE, pick=PICKS)
    def unpack(self, actor: int, pick: int) -> None:
        self.home.may(confirm_goods, actor=actor, order=self.newest(pick))

    @rule(pick=PICKS)
    def cancel(self, pick: int) -> None:
        self.home.may(cancel_order, actor=1, order=self.newest(pick))

    @rule(minutes=st.sampled_from([1, 15, 48 * 60]))
    def wait(self, minutes: int) -> None:
        self.home.clock.advance(minutes=minutes)
        self.home.must(free_stale_orders)
        self.home.must(tend_corrections)

    @rule(minors=BALANCES, says=st.sampled_from([True, False, None]), is_twice=st.booleans())
    def carry_over(self, minors: list[int], *, says: bool | None, is_twice: bool) -> None:
        """Bring a file in which all members have a balance; those who say nothing are waited for."""
        family = {row.person_id for row in self.home.rows(select(members.c.person_id))}
        content = statement([minor * (person in family) for person, minor in enumerate(minors, start=2)])
        for _ in range(1 + is_twice):
            view = self.home.may(read_import, actor=1, content=content)
            if isinstance(view, DraftView):
                for each in view.names:
                    if each.member is None:
                        facts = {"import_": view.id, "position": each.position, "person": NOBODY}
                        view = self.home.must(say_who, actor=1, **facts)
                self.home.may(propose_import, actor=1, import_=view.id, seal=view.seal)
            if view is None:
                return
            for person in range(2, 5):
                if says is not None:
                    self.home.may(answer_import, actor=person, import_=view.id, is_yes=says)
            if says is None:
                self.home.clock.advance(hours=48)
                self.home.must(tend_imports)
        self.orders = self.home.rows(select(func.max(orders.c.id)))[0][0]

    @rule(person=st.integers(2, 4))
    def come_or_go(self, person: int) -> None:
        if not self.home.join(person):
            self.home.must(leave_family, actor=person, family=1, keep_lines=False)

    def balances(self) -> Counter[int]:
        total = func.sum(ledger_entries.c.minor).label("minor")
        rows = self.home.rows(select(ledger_entries.c.person_id, total).group_by(ledger_entries.c.person_id))
        return Counter({row.person_id: row.minor for row in rows})

    def parts(self, state: str) -> Counter[tuple[int, int]]:
        """Return how much of each share is in payments of this state."""
        together: Counter[tuple[int, int]] = Counter()
        for part in self.home.rows(
            select(payment_parts).join_from(payment_parts, payments).where(payments.c.state == state)
        ):
            together[part.order_id, part.debtor_id] += part.minor
        return together

    def unsettled(self) -> Counter[int]:
        """Return what everybody is owed or owes, counted from shares and payments instead of the books."""
        settled = self.parts("confirmed")
        due: Counter[int] = Counter()
        for share in self.home.rows(
            select(shares, orders.c.payer_id)
            .join_from(shares, orders)
            .where(orders.c.state.in_(["paid", "received", "closed"]), orders.c.pay_mode != "each")
        ):
            if share.person_id != share.payer_id:
                left = share.minor + share.returned_minor - settled[share.order_id, share.person_id]
                due[share.person_id] -= left
                due[share.payer_id] += left
        return due

    @invariant()
    def no_share_is_discharged_twice(self) -> None:
        sent, settled = self.parts("claimed"), self.parts("confirmed")
        for share in self.home.rows(select(shares)):
            its = (share.order_id, share.person_id)
            assert (share.sent_minor, share.settled_minor) == (sent[its], settled[its])
            assert 0 <= sent[its] + settled[its] <= share.minor + share.returned_minor

    @invariant()
    def a_payment_is_what_its_parts_come_to(self) -> None:
        flows: dict[int, Counter[int]] = {}
        for part in self.home.rows(
            select(payment_parts, orders.c.payer_id).join_from(
                payment_parts, orders, orders.c.id == payment_parts.c.order_id
            )
        ):
            flow = flows.setdefault(part.payment_id, Counter())
            flow[part.debtor_id] -= part.minor
            flow[part.payer_id] += part.minor
        for payment in self.home.rows(select(payments)):
            moved = {payment.debtor_id: -payment.minor, payment.payee_id: payment.minor}
            assert flows[payment.id] == Counter(moved)

    @invariant()
    def the_books_sum_to_zero(self) -> None:
        total = func.sum(ledger_entries.c.minor)
        off = select(ledger_entries.c.posting).group_by(ledger_entries.c.posting).having(total != 0)
        assert self.home.rows(off) == []

    @invariant()
    def the_books_say_what_is_unsettled(self) -> None:
        unsettled = self.unsettled()
        assert self.balances() == unsettled
        for person in range(1, 5):
            debts = self.home.must(list_orders, actor=person).debts
            assert sum(debt.minor for debt in debts) == unsettled[person]
        shown = self.home.must(show_balances, actor=1).balances
        assert sum(balance.minor for balance in shown) == 0

    @invariant()
    def an_order_costs_what_its_lines_and_its_shares_cost(self) -> None:
        of_lines = select(func.sum(order_lines.c.total_minor)).where(order_lines.c.order_id == orders.c.id)
        of_shares = select(func.sum(shares.c.minor)).where(shares.c.order_id == orders.c.id)
        on_top = orders.c.fee_minor - orders.c.discount_minor + orders.c.till_minor
        of_goods = func.coalesce(
            of_lines.scalar_subquery() + on_top, orders.c.minor
        )  # carried over, or owed back: no lines
        costs = select(orders.c.minor, of_goods, of_shares.scalar_subquery())
        assert all(len({*row} - {None}) == 1 for row in self.home.rows(costs))  # a treat has no shares yet

    @invariant()
    def an_order_without_lines_was_carried_over_or_is_owed_back(self) -> None:
        has_lines = exists().where(order_lines.c.order_id == orders.c.id)
        has_cause = or_(orders.c.import_id.is_not(None), orders.c.returns_id.is_not(None))
        assert self.home.rows(select(orders.c.id).where(has_lines == has_cause)) == []

    @invariant()
    def what_is_owed_back_is_an_order_of_its_own(self) -> None:
        back = select(orders.c.returns_id, orders.c.payer_id, orders.c.minor)
        kept = self.home.rows(back.where(orders.c.returns_id.is_not(None), orders.c.minor > 0))
        returned = select(shares.c.order_id, shares.c.person_id, shares.c.returned_minor)
        assert set(kept) == set(self.home.rows(returned.where(shares.c.returned_minor > 0)))

    @invariant()
    def an_order_is_closed_when_it_is_received_and_settled(self) -> None:
        is_owing = exists().where(
            shares.c.order_id == orders.c.id,
            shares.c.person_id != orders.c.payer_id,
            shares.c.settled_minor < shares.c.minor + shares.c.returned_minor,
            orders.c.pay_mode != "each",
        )
        received = select(orders.c.state, is_owing.label("is_owing")).where(
            orders.c.state.in_(["received", "closed"])
        )
        assert all((row.state == "closed") is not row.is_owing for row in self.home.rows(received))

    @invariant()
    def who_is_paying_is_a_member(self) -> None:
        paying = self.home.rows(select(orders.c.payer_id).where(orders.c.state == "paying"))
        family = {row.person_id for row in self.home.rows(select(members.c.person_id))}
        assert {row.payer_id for row in paying} <= family


TestAnyBooks = AnyBooks.TestCase
TestAnyBooks.settings = settings(max_examples=20, stateful_step_count=25, deadline=None, phases=QUICK)
