"""Whatever a family does with its cart, nothing that needs a vote is agreed on without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from core.carts.agreement import Choice, Standing
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity
from core.carts.looking import ask_for_edit
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.leaving import leave_family
from core.orders.checkout import ask_for_price, lock_cart, preview_checkout, price_line
from core.orders.paying import cancel_order
from storage.schema import items, members, votes
from tests.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Row

PEOPLE = st.integers(1, 5)
PRICES = st.sampled_from([None, 0, 5_000, 95_300, 99_999, 100_000, 104_000, 150_000, 2_000_000])
PICKS = st.integers(0, 9)

QUESTIONABLE = 100_000
"""A line of so many kopecks in all is voted on."""


def written(price: int | None) -> str:
    return "чай" if price is None else f"чай {price // 100},{price % 100:02} ₽"


class AnyAgreement(RuleBasedStateMachine):
    """Knows of each line and version where it stood, and looks into the votes when that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(1)
        self.stood: dict[tuple[int, int], str] = {}
        self.unasked: set[tuple[int, int]] = set()
        """Line versions about which nobody had to be asked: somebody was alone, or they came back."""
        self.returning = False

    @initialize(size=st.integers(1, 5))
    def found(self, size: int) -> None:
        for person in range(2, size + 1):
            self.home.join(person)

    def lines(self) -> Sequence[Row[Any]]:
        return self.home.rows(select(items).order_by(items.c.id))

    def line(self, pick: int) -> dict[str, int]:
        lines = self.lines()
        return {"item": lines[pick % len(lines)].id, "revision": lines[pick % len(lines)].revision}

    def has_lines(self) -> bool:
        return bool(self.lines())

    @rule(author=PEOPLE, price=PRICES)
    def add(self, author: int, price: int | None) -> None:
        self.home.may(add_lines, actor=author, text=written(price), origin=self.home.tap())

    @precondition(has_lines)
    @rule(voter=PEOPLE, pick=PICKS, choice=st.sampled_from([Choice.FOR, Choice.AGAINST, None]))
    def vote(self, voter: int, pick: int, choice: Choice | None) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        self.home.may(cast_vote, voter=voter, item=seen.id, version=seen.version, choice=choice)

    @precondition(has_lines)
    @rule(pick=PICKS, choice=st.sampled_from([Choice.FOR, Choice.AGAINST]))
    def everybody_votes(self, pick: int, choice: Choice) -> None:
        for voter in range(5, 0, -1):
            self.vote(voter, pick, choice)

    @precondition(has_lines)
    @rule(voter=PEOPLE, pick=PICKS)
    def vote_on_what_was_seen_before(self, voter: int, pick: int) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        self.home.may(cast_vote, voter=voter, item=seen.id, version=seen.version - 1, choice=Choice.FOR)

    @precondition(has_lines)
    @rule(author=PEOPLE, pick=PICKS, quantity=st.integers(1, 3))
    def want(self, author: int, pick: int, quantity: int) -> None:
        self.home.may(set_quantity, actor=author, quantity=quantity, **self.line(pick))

    @precondition(has_lines)
    @rule(author=PEOPLE, pick=PICKS, price=PRICES)
    def edit(self, author: int, pick: int, price: int | None) -> None:
        of = {"actor": author} | self.line(pick)
        self.home.may(ask_for_edit, **of)
        self.home.may(edit_line, **of, text=written(price))

    @precondition(has_lines)
    @rule(author=PEOPLE, pick=PICKS)
    def put_to_the_vote_again(self, author: int, pick: int) -> None:
        self.home.may(ask_again, actor=author, **self.line(pick))

    @precondition(has_lines)
    @rule(pick=PICKS, price=st.sampled_from(["0", "50", "999,99", "1000"]))
    def price(self, pick: int, price: str) -> None:
        of = {"actor": 1} | self.line(pick)
        self.home.may(ask_for_price, **of)
        self.home.may(price_line, **of, text=price)

    @precondition(has_lines)
    @rule(actor=PEOPLE, pick=PICKS)
    def remove(self, actor: int, pick: int) -> None:
        self.home.may(remove_line, actor=actor, item=self.line(pick)["item"])

    @rule(hours=st.sampled_from([1, 12, 24]))
    def wait(self, hours: int) -> None:
        self.home.clock.advance(hours=hours)
        self.home.must(remind_voters)
        self.home.must(close_votes)

    @rule(leaver=st.integers(2, 5), keep_lines=st.booleans())
    def leave(self, leaver: int, *, keep_lines: bool) -> None:
        self.home.may(leave_family, actor=leaver, family=1, keep_lines=keep_lines)

    @rule(newcomer=st.integers(2, 5))
    def join(self, newcomer: int) -> None:
        self.home.join(newcomer)

    @rule()
    def check_out_and_think_again(self) -> None:
        shown = self.home.may(preview_checkout, actor=1)
        if shown is None:
            return
        seen = {"family": shown.family, "orders": shown.orders, "seal": shown.seal}
        order = self.home.may(lock_cart, actor=1, **seen)
        if order is not None:
            self.home.must(cancel_order, actor=1, order=order)
            self.returning = True

    @invariant()
    def nothing_is_agreed_on_without_a_vote(self) -> None:
        family = [row.person_id for row in self.home.rows(select(members.c.person_id))]
        cast = self.home.rows(select(votes))
        now = {(line.id, line.version): line for line in self.lines()}
        for key, line in now.items():
            said = {vote.voter_id: vote.choice for vote in cast if vote.item_id == line.id}
            if key not in self.stood and (self.returning or len(family) == 1):
                self.unasked.add(key)
            if line.standing == "free":
                if len(family) == 1:
                    self.unasked.add(key)
                is_cheap = line.total_minor is not None and line.total_minor < QUESTIONABLE
                assert is_cheap or key in self.unasked
            elif line.standing != self.stood.get(key) and key not in self.unasked:
                self.check(line.standing, said, len(family))
        self.returning = False
        self.stood = {key: line.standing for key, line in now.items()}

    def check(self, standing: str, said: dict[int, int], family: int) -> None:
        favour = sum(choice == 1 for choice in said.values())
        against = len(said) - favour
        has_quorum = 2 * len(said) >= family
        if standing == "approved":
            assert has_quorum
            assert favour > against or (favour == against and said.get(1) == 1)
        elif standing == "tied":
            assert has_quorum
            assert favour == against
            assert 1 not in said
        elif standing == "rejected":
            assert not has_quorum or favour < against or (favour == against and said.get(1) == -1)

    @invariant()
    def votes_are_of_members_on_what_the_line_is_now(self) -> None:
        strays = (
            select(votes)
            .join(items, items.c.id == votes.c.item_id)
            .join(members, members.c.person_id == votes.c.voter_id)
            .where(votes.c.version != items.c.version)
        )
        assert self.home.rows(strays) == []

    @invariant()
    def only_open_votes_have_a_deadline_to_come(self) -> None:
        for line in self.lines():
            assert line.standing != Standing.VOTING or line.closes_at > self.home.clock.now


TestAnyAgreement = AnyAgreement.TestCase
TestAnyAgreement.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
