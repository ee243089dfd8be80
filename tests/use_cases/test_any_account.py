"""Whatever is put on the account, paid from it and given back: no kopeck is lost, and none is spent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from core.account.judging import judge_transfer, say_returned
from core.account.limiting import limit_spending
from core.account.topping_up import say_topped_up, withdraw_top_up
from core.carts.filling import add_lines
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.leaving import leave_family
from core.orders.charge import Receipt
from core.orders.charging import keep_charge, settle_charge
from core.orders.checkout import lock_cart, preview_checkout
from core.orders.dividing import choose_pay_mode
from core.orders.paying import mark_paid, release_payment, take_payment
from core.orders.pooling import pay_from_account
from core.orders.pot_invoicing import invoice_top_up
from core.orders.refunding import note_refund
from core.orders.terms import PayMode
from storage.schema import charges, intents, orders, pot_entries, pot_postings, pot_transfers, shares
from tests.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

PEOPLE = st.integers(1, 4)
PICKS = st.integers(0, 20)
SUMS = st.integers(1, 100_000)


class AnyAccount(RuleBasedStateMachine):
    """Four people press whatever there is to press about the account."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(4)
        self.home.must(switch_benefit, actor=1, family=1, benefit=Benefit.ACCOUNT, is_on=True)

    def transfers(self, *states: str) -> Sequence[Row[Any]]:
        return self.home.rows(select(pot_transfers).where(pot_transfers.c.state.in_(states)))

    @rule(person=PEOPLE, minor=SUMS)
    def send(self, person: int, minor: int) -> None:
        ((made,),) = self.home.rows(select(func.count()).where(pot_transfers.c.person_id == person))
        for _ in range(2):
            self.home.may(say_topped_up, actor=person, family=1, minor=minor, attempt=made + 1)

    @rule(pick=PICKS, received=st.booleans())
    def judge(self, pick: int, *, received: bool) -> None:
        for claimed in self.transfers("claimed")[pick % 4 :][:1]:
            judge = claimed.keeper_id if claimed.kind == "top_up" else claimed.person_id
            for _ in range(2):
                self.home.may(judge_transfer, actor=judge, transfer=claimed.id, received=received)

    @rule(pick=PICKS)
    def take_back(self, pick: int) -> None:
        for claimed in self.transfers("claimed")[pick % 4 :][:1]:
            self.home.may(withdraw_top_up, actor=claimed.person_id, transfer=claimed.id)

    @rule()
    def give_back(self) -> None:
        for due in self.transfers("due"):
            self.home.must(say_returned, actor=due.keeper_id, transfer=due.id)

    @rule(person=PEOPLE, minor=st.one_of(st.none(), SUMS))
    def limit(self, person: int, minor: int | None) -> None:
        place = {"person": person, "since": int(self.home.clock.now.timestamp())}
        self.home.may(limit_spending, actor=1, **place, minor=minor)

    @rule(roubles=st.integers(1, 900), pay=st.sampled_from([PayMode.ONE, PayMode.TREAT, PayMode.ACCOUNT]))
    def order(self, roubles: int, pay: PayMode) -> None:
        self.home.must(add_lines, actor=1, text=f"хлеб {roubles} р", origin=self.home.tap())
        self.home.must(choose_pay_mode, actor=1, pay=pay)
        shown = self.home.must(preview_checkout, actor=1)
        self.home.must(lock_cart, actor=1, family=1, orders=shown.orders, seal=shown.seal)

    @rule(
        person=PEOPLE, pick=PICKS, by=st.sampled_from([take_payment, release_payment, mark_paid, None, None])
    )
    def pay(self, person: int, pick: int, by: Any) -> None:  # noqa: ANN401  # a use case, or none
        for known in self.home.rows(select(orders).order_by(orders.c.id.desc()))[pick % 3 :][:1]:
            if by is not None:
                self.home.may(by, actor=person, order=known.id)
                return
            for _ in range(2):
                self.home.may(pay_from_account, actor=person, order=known.id, minor=known.minor)

    @rule(person=PEOPLE, payer=PEOPLE, minor=SUMS, is_second=st.booleans())
    def pay_invoice(self, person: int, payer: int, minor: int, *, is_second: bool) -> None:
        """Money comes for an invoice that was just sent, or for any older one, and its word comes twice."""
        token = self.home.tap()
        facts = {"actor": person, "family": 1, "minor": minor, "token": token}
        self.home.may(invoice_top_up, **facts)
        for intent in self.home.rows(select(intents).order_by(intents.c.id.desc()))[is_second:][:1]:
            receipt = Receipt(self.home.tap(), "p", intent.token, intent.minor, intent.currency)
            for _ in range(2):
                charge = self.home.must(keep_charge, actor=payer, receipt=receipt)
                if charge is not None:
                    self.home.must(settle_charge, charge=charge)

    @rule(pick=PICKS)
    def refund(self, pick: int) -> None:
        for charge in self.home.rows(select(charges))[pick % 4 :][:1]:
            for _ in range(2):
                self.home.must(note_refund, name=charge.name)

    @rule(person=st.integers(2, 4), is_back=st.booleans())
    def leave(self, person: int, *, is_back: bool) -> None:
        self.home.may(leave_family, actor=person, family=1, keep_lines=False)
        if is_back:
            self.home.join(person)

    @invariant()
    def each_charge_counts_once_or_goes_back(self) -> None:
        put_in = select(pot_transfers.c.charge_id, pot_transfers.c.minor).where(
            pot_transfers.c.charge_id.is_not(None)
        )
        paying = select(charges.c.id, charges.c.minor).where(charges.c.flaw.is_(None))
        assert sorted(map(tuple, self.home.rows(put_in))) == sorted(map(tuple, self.home.rows(paying)))
        assert all(row.state != "came" for row in self.home.rows(select(charges)))

    @invariant()
    def every_posting_sums_to_zero(self) -> None:
        sums = select(func.sum(pot_entries.c.minor)).group_by(pot_entries.c.posting_id)
        assert all(row[0] == 0 for row in self.home.rows(sums))

    @invariant()
    def the_balance_is_the_sum_and_never_below_nothing(self) -> None:
        rows = self.home.rows(
            select(pot_postings.c.balance_minor, pot_entries.c.minor)
            .join_from(pot_postings, pot_entries)
            .where(pot_entries.c.book == "pot")
            .order_by(pot_postings.c.number)
        )
        balance = 0
        for row in rows:
            balance += row.minor
            assert row.balance_minor == balance >= 0

    @invariant()
    def what_only_the_account_pays_has_no_shares_and_is_paid_by_nothing_else(self) -> None:
        rows = self.home.rows(
            select(orders.c.state, shares.c.minor, pot_postings.c.id.label("posting"))
            .join_from(orders, shares, shares.c.order_id == orders.c.id, isouter=True)
            .join(pot_postings, pot_postings.c.order_id == orders.c.id, isouter=True)
            .where(orders.c.pay_mode == PayMode.ACCOUNT.value)
        )
        for row in rows:
            assert (row.minor, row.posting is not None) == (None, row.state not in ("locked", "paying"))

    @invariant()
    def what_came_in_is_there_or_was_spent_or_goes_back(self) -> None:
        came = sum(row.minor for row in self.transfers("confirmed") if row.kind == "top_up")
        back = sum(row.minor for row in self.transfers("due", "claimed", "confirmed") if row.kind == "return")
        ((spent,),) = self.home.rows(
            select(func.coalesce(-func.sum(pot_entries.c.minor), 0))
            .join_from(pot_entries, pot_postings)
            .where(pot_entries.c.book == "pot", pot_postings.c.kind == "order")
        )
        parts = self.home.rows(
            select(-func.sum(pot_entries.c.minor))
            .where(pot_entries.c.book == "part")
            .group_by(pot_entries.c.person_id)
        )
        assert came - spent - back == sum(part for (part,) in parts)
        assert all(part >= 0 for (part,) in parts)


TestAnyAccount = AnyAccount.TestCase
TestAnyAccount.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
