"""Whatever a family does with its cart, nothing is agreed on without the vote and the yes that it needs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, update

from core.carts.agreeing import choose_free_below, choose_free_unpriced, choose_vote_until, choose_voting
from core.carts.agreement import Choice, Standing
from core.carts.approving import decide_request, tend_approvals
from core.carts.deadlines import move_deadline
from core.carts.filling import add_lines, ask_again, edit_line, remove_line, set_quantity
from core.carts.looking import ask_for_edit
from core.carts.replacing import (
    answer_replacement,
    ask_for_replacement,
    offer_replacement,
    tend_replacements,
)
from core.carts.shopping import (
    ask_for_shop_price,
    end_trip,
    go_shopping,
    mark_line,
    price_in_shop,
    tend_trips,
)
from core.carts.trip import Mark
from core.carts.undoing import undo_deed
from core.carts.voting import cast_vote, close_votes, remind_voters
from core.families.benefit import Benefit
from core.families.benefits import switch_benefit
from core.families.family import Voting
from core.families.leaving import leave_family
from core.orders.checkout import ask_for_price, lock_cart, preview_checkout, price_line
from core.orders.paying import cancel_order
from storage.schema import deeds, families, items, members, replacements, trips, votes
from tests.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Row

    from storage.transaction import Transaction

PEOPLE = st.sampled_from([1, 1, 2, 2, 3, 4, 5])
CHOICES = st.sampled_from([Choice.FOR, Choice.AGAINST, None])
PRICES = st.sampled_from([None, 5_000, 99_999, 100_000, 104_000, 2_000_000, 2_010_000, 2_010_001])
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes here; add Phase.shrink to look for a shorter story."""

PICKS = st.integers(0, 2)

LIMITS = st.sampled_from([None, None, 0, 4_999, 99_999, 2_000_000])
"""What a line of somebody may cost unasked; None makes them an adult."""

VOTINGS = st.sampled_from([*Voting, None])
BELOWS = st.sampled_from([0, 100_000, 100_000, 2_000_001])
UNTILS = st.sampled_from(["24h", "24h", "5m", "36h", "21:00", "wed 12:00"])

SHELF_PRICES = st.sampled_from(
    [5_000, 99_999, 104_000, 1_005_000, 2_000_000, 2_009_999, 2_019_999, 2_029_999]
)
MARKS = st.sampled_from([Mark.BOUGHT, Mark.MISSING, None])

ORDERABLE = {"free", "approved"}


def set_limit(work: Transaction, *, now: datetime, person: int, limit: int | None) -> None:
    """Make somebody limited, or an adult, and have what hangs on it counted anew."""
    del now
    role = "adult" if limit is None else "limited"
    of_person = update(members).where(members.c.person_id == person)
    work.connection.execute(of_person.values(role=role, limit_minor=limit))
    work.recount_votes(1)


def passes(line: Row[Any], customs: Row[Any]) -> bool:
    """Tell whether the family lets the line pass without a vote."""
    if line.total_minor is None:
        return bool(customs.free_unpriced)
    return bool(line.total_minor < customs.free_below_minor)


def written(price: int | None) -> str:
    return "чай" if price is None else f"чай {price // 100},{price % 100:02} ₽"


class AnyAgreement(RuleBasedStateMachine):
    """Knows of each line and version where it stood, and looks into the votes when that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(1)
        self.stood: dict[tuple[int, int], Row[Any]] = {}
        self.unasked: set[tuple[int, int]] = set()
        """Line versions without a vote: somebody was alone, there was no voting, or they came back."""
        self.returning = False
        self.voting = Voting.MAJORITY
        self.over: dict[tuple[int, int], Voting] = {}
        """How the family voted when the time of these line versions was over."""
        self.allowed: set[tuple[int, int]] = set()
        """Line versions to which an adult said yes, or gave the price."""
        self.free: set[tuple[int, int]] = set()
        """Line versions that passed without a vote while a rule let them; a stricter one came later."""
        self.agreed: dict[tuple[int, int], Fraction] = {}
        """At what price for one the family began to agree on a line version."""
        self.replaced: dict[tuple[int, int], tuple[int, int]] = {}
        """Replacements that stand by the votes on what they replaced, and which line version that was."""

    @initialize(size=st.sampled_from([3, 4, 2, 5, 1]))
    def found(self, size: int) -> None:
        for person in range(2, size + 1):
            self.home.join(person)

    def lines(self) -> Sequence[Row[Any]]:
        return self.home.rows(select(items).order_by(items.c.id))

    def line(self, pick: int, actor: int | None = None) -> dict[str, int]:
        """Return what a button on the line names when the actor, or else its author, presses it."""
        lines = self.lines()
        line = lines[pick % len(lines)]
        return {"actor": actor or line.author_id, "item": line.id, "revision": line.revision}

    def has_lines(self) -> bool:
        return bool(self.lines())

    @rule(author=PEOPLE, price=PRICES)
    def add(self, author: int, price: int | None) -> None:
        self.home.may(add_lines, actor=author, text=written(price), origin=self.home.tap())

    @precondition(has_lines)
    @rule(voter=PEOPLE, pick=PICKS, choice=CHOICES)
    def vote(self, voter: int, pick: int, choice: Choice | None) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        self.home.may(cast_vote, voter=voter, item=seen.id, version=seen.version, choice=choice)

    @precondition(has_lines)
    @rule(pick=PICKS, choices=st.lists(CHOICES, min_size=5, max_size=5))
    def several_vote(self, pick: int, choices: list[Choice | None]) -> None:
        for voter, choice in enumerate(choices, start=1):
            self.vote(voter, pick, choice)
            self.nothing_is_agreed_on_without_a_vote()

    @rule(choices=st.lists(CHOICES, min_size=5, max_size=5))
    def a_dear_line_goes_to_its_deadline(self, choices: list[Choice | None]) -> None:
        self.add(1, 2_000_000)
        self.nothing_is_agreed_on_without_a_vote()
        self.several_vote(len(self.lines()) - 1, choices)
        self.wait(24)

    @precondition(has_lines)
    @rule(voter=PEOPLE, pick=PICKS)
    def vote_on_what_was_seen_before(self, voter: int, pick: int) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        self.home.may(cast_vote, voter=voter, item=seen.id, version=seen.version - 1, choice=Choice.FOR)

    @precondition(has_lines)
    @rule(pick=PICKS, quantity=st.integers(1, 3))
    def want(self, pick: int, quantity: int) -> None:
        self.home.may(set_quantity, quantity=quantity, **self.line(pick))

    @precondition(has_lines)
    @rule(pick=PICKS, price=PRICES)
    def edit(self, pick: int, price: int | None) -> None:
        of = self.line(pick)
        self.home.may(ask_for_edit, **of)
        self.home.may(edit_line, **of, text=written(price))

    @precondition(has_lines)
    @rule(pick=PICKS)
    def put_to_the_vote_again(self, pick: int) -> None:
        self.home.may(ask_again, **self.line(pick))

    @precondition(has_lines)
    @rule(pick=PICKS, price=st.sampled_from(["0", "50", "999,99", "1000"]))
    def price(self, pick: int, price: str) -> None:
        of = self.line(pick, actor=1)
        self.home.may(ask_for_price, **of)
        priced = self.home.may(price_line, **of, text=price)
        if priced is not None:
            self.allowed.add((priced.id, priced.version))

    @precondition(has_lines)
    @rule(actor=PEOPLE, pick=PICKS, is_allowed=st.booleans())
    def decide(self, actor: int, pick: int, *, is_allowed: bool) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        version = {"item": seen.id, "version": seen.version}
        decided = self.home.may(decide_request, actor=actor, is_allowed=is_allowed, **version)
        if decided is not None and is_allowed:
            assert actor in self.adults()
            self.allowed.add((seen.id, seen.version))

    @rule(person=st.integers(2, 5), limit=LIMITS)
    def limit(self, person: int, limit: int | None) -> None:
        self.home.must(set_limit, person=person, limit=limit)
        self.home.must(close_votes)
        self.home.must(tend_approvals)

    @rule(author=st.integers(2, 5), limit=st.sampled_from([0, 99_999]), is_allowed=st.booleans())
    def somebody_limited_asks(self, author: int, limit: int, *, is_allowed: bool) -> None:
        self.limit(author, limit)
        self.nothing_is_agreed_on_without_a_vote()
        self.add(author, 104_000)
        self.nothing_is_agreed_on_without_a_vote()
        if self.has_lines():
            self.decide(1, len(self.lines()) - 1, is_allowed=is_allowed)

    @rule(person=st.integers(2, 5), choices=st.lists(CHOICES, min_size=5, max_size=5))
    def somebody_limited_advises(self, person: int, choices: list[Choice | None]) -> None:
        self.limit(person, 0)
        self.add(1, 2_000_000)
        self.nothing_is_agreed_on_without_a_vote()
        self.several_vote(len(self.lines()) - 1, choices)

    @rule(is_on=st.booleans())
    def switch_voting(self, *, is_on: bool) -> None:
        self.home.must(switch_benefit, actor=1, family=1, benefit=Benefit.VOTING, is_on=is_on)

    @rule(voting=VOTINGS, down=st.sampled_from([0, 0, 30]))
    def vote_another_way(self, voting: Voting | None, down: int = 0) -> None:
        """Choose another way to vote, perhaps as the first thing after the bot was down for some hours."""
        self.home.clock.advance(hours=down)
        self.home.must(choose_voting, actor=1, family=1, voting=voting)
        self.nothing_is_agreed_on_without_a_vote()
        self.home.must(close_votes)
        self.home.must(tend_approvals)

    @rule(minor=BELOWS, is_free=st.booleans())
    def let_other_lines_pass(self, minor: int, *, is_free: bool) -> None:
        self.home.must(choose_free_below, actor=1, family=1, minor=minor)
        self.home.must(choose_free_unpriced, actor=1, family=1, is_free=is_free)
        self.home.must(close_votes)

    @rule(text=UNTILS)
    def wait_otherwise(self, text: str) -> None:
        self.home.must(choose_vote_until, actor=1, family=1, text=text)

    @precondition(has_lines)
    @rule(actor=PEOPLE, pick=PICKS, minutes=st.sampled_from([4, 5, 60, 10_080]))
    def move(self, actor: int, pick: int, minutes: int) -> None:
        lines = self.lines()
        seen = lines[pick % len(lines)]
        closes_at = int(self.home.clock.now.timestamp()) + 60 * minutes
        version = {"item": seen.id, "version": seen.version}
        self.home.may(move_deadline, actor=actor, closes_at=closes_at, **version)

    @rule(shopper=PEOPLE)
    def go_shopping(self, shopper: int) -> None:
        self.home.may(go_shopping, actor=shopper, time="1 h")

    @rule()
    def come_home(self) -> None:
        for trip in self.home.rows(select(trips)):
            self.home.must(end_trip, actor=trip.shopper_id, trip=trip.id)

    def shopper(self) -> int | None:
        return next((trip.shopper_id for trip in self.home.rows(select(trips))), None)

    @precondition(has_lines)
    @rule(pick=PICKS, mark=MARKS)
    def mark(self, pick: int, mark: Mark | None) -> None:
        self.home.may(mark_line, **self.line(pick, self.shopper()), mark=mark)

    @precondition(has_lines)
    @rule(pick=PICKS, price=SHELF_PRICES)
    def price_in_shop(self, pick: int, price: int) -> None:
        of = self.line(pick, self.shopper())
        self.home.may(ask_for_shop_price, **of)
        priced = self.home.may(price_in_shop, **of, text=str(price // 100))
        if priced is not None:
            assert of["actor"] in self.adults()
            self.allowed.add((priced.id, priced.version))

    @precondition(has_lines)
    @rule(
        pick=PICKS,
        price=SHELF_PRICES,
        quantity=st.integers(1, 3),
        is_accepted=st.sampled_from([True, True, False]),
    )
    def take_something_else(self, pick: int, price: int, quantity: int, *, is_accepted: bool) -> None:
        """Offer something else that costs so much in all, and have its author answer."""
        of = self.line(pick, self.shopper())
        before = {line.id: line for line in self.lines()}[of["item"]]
        cast = self.votes_on(before.id)
        self.home.may(ask_for_replacement, **of)
        text = f"кофе {quantity} шт {price // quantity // 100} ₽"
        offered = self.home.may(offer_replacement, **of, text=text)
        if offered is None:
            return
        asked = self.home.rows(select(replacements).where(replacements.c.state == "open"))
        for question in asked:
            answer = {"actor": question.asked_id, "replacement": question.id, "is_accepted": is_accepted}
            self.home.must(answer_replacement, **answer)
        after = {line.id: line for line in self.lines()}[before.id]
        if after.version == before.version:
            assert asked
            assert not is_accepted
            return
        assert of["actor"] in self.adults()
        self.allowed.add((after.id, after.version))
        if after.standing == "approved":
            assert before.standing == "approved"
            assert after.author_id != of["actor"]
            assert self.votes_on(after.id) == cast
            base = self.agreed[before.id, before.version] * before.quantity
            assert after.total_minor - base <= min(10_000, base / 20)
            self.agreed[after.id, after.version] = base / after.quantity
            self.replaced[after.id, after.version] = (before.id, before.version)

    def votes_on(self, item: int) -> Sequence[Row[Any]]:
        now = select(votes.c.voter_id, votes.c.choice).join(items).where(votes.c.version == items.c.version)
        return self.home.rows(now.where(items.c.id == item).order_by(votes.c.voter_id))

    @rule(shopper=PEOPLE, author=st.integers(2, 5), last=SHELF_PRICES)
    def what_was_agreed_on_is_replaced_again_and_again(self, shopper: int, author: int, last: int) -> None:
        """Each time it costs a little more than before."""
        self.come_home()
        for person in {shopper, author} - {1}:
            self.home.join(person)
            self.limit(person, None)
        self.nothing_is_agreed_on_without_a_vote()
        self.add(author, 2_000_000)
        self.nothing_is_agreed_on_without_a_vote()
        agreed = len(self.lines()) - 1
        if agreed < 0:
            return
        self.several_vote(agreed, 5 * [Choice.FOR])
        self.go_shopping(shopper)
        for price in (2_009_999, 2_019_999, last):
            self.take_something_else(agreed, price, 1, is_accepted=True)
            self.nothing_is_agreed_on_without_a_vote()

    @rule(minutes=st.sampled_from([9, 10, 90]))
    def silence_in_the_shop(self, minutes: int) -> None:
        self.home.clock.advance(minutes=minutes)
        self.home.must(tend_replacements)
        self.home.must(tend_trips)
        self.wait(0)

    def put_to_the_vote(self, voting: Voting | None) -> int:
        """Have a dear line voted on this way; return where it is."""
        self.vote_another_way(voting)
        self.nothing_is_agreed_on_without_a_vote()
        self.add(1, 2_010_001)
        self.nothing_is_agreed_on_without_a_vote()
        return len(self.lines()) - 1

    @rule(voting=VOTINGS, after=VOTINGS, choices=st.lists(CHOICES, min_size=5, max_size=5))
    def a_dear_line_is_voted_on_two_ways(
        self, voting: Voting | None, after: Voting | None, choices: list[Choice | None]
    ) -> None:
        self.several_vote(self.put_to_the_vote(voting), choices)
        self.vote_another_way(after)
        self.nothing_is_agreed_on_without_a_vote()
        self.wait(24)

    @rule(voting=VOTINGS, after=VOTINGS)
    def the_bot_is_down_over_a_deadline(self, voting: Voting | None, after: Voting | None) -> None:
        """Everybody is silent, and the first thing after that is another way to vote."""
        self.put_to_the_vote(voting)
        self.vote_another_way(after, 200)

    @rule(after=VOTINGS)
    def an_even_vote_is_judged_another_way(self, after: Voting | None) -> None:
        """Two do not agree until the time is over; then the organizer wants it, the new way."""
        tied = self.put_to_the_vote(Voting.MAJORITY)
        self.several_vote(tied, [None, Choice.FOR, Choice.AGAINST])
        self.wait(200)
        self.nothing_is_agreed_on_without_a_vote()
        self.vote_another_way(after)
        self.nothing_is_agreed_on_without_a_vote()
        self.vote(1, tied, Choice.FOR)

    @rule(hours=st.sampled_from([1, 100]))
    def be_without_a_cart(self, hours: int) -> None:
        cart = {"actor": 1, "family": 1, "benefit": Benefit.CART}
        self.home.must(switch_benefit, is_on=False, **cart)
        self.wait(hours)
        self.home.must(switch_benefit, is_on=True, **cart)

    @precondition(has_lines)
    @rule(actor=PEOPLE, pick=PICKS)
    def remove(self, actor: int, pick: int) -> None:
        self.home.may(remove_line, actor=actor, item=self.line(pick)["item"])

    @rule(pick=PICKS)
    def take_back(self, pick: int) -> None:
        """Take back one of the newest deeds; what an adult had allowed before it is allowed again."""
        newest = select(deeds).order_by(deeds.c.id.desc()).limit(3)
        done = [deed for deed in self.home.rows(newest) if deed.actor_id is not None]
        if not done:
            return
        deed = done[pick % len(done)]
        undone = self.home.may(undo_deed, actor=deed.actor_id, deed=deed.id)
        if undone is not None and undone.item is not None:
            before = (undone.item.id, deed.before["version"])
            if before in self.allowed:
                self.allowed.add((undone.item.id, undone.item.version))

    @rule(hours=st.sampled_from([12, 24]))
    def wait(self, hours: int) -> None:
        self.home.clock.advance(hours=hours)
        self.home.must(tend_replacements)
        self.home.must(tend_trips)
        self.home.must(remind_voters)
        self.home.must(close_votes)
        self.home.must(tend_approvals)

    @rule(person=st.integers(2, 5), keep_lines=st.booleans())
    def come_or_go(self, person: int, *, keep_lines: bool) -> None:
        if not self.home.join(person):
            self.home.must(leave_family, actor=person, family=1, keep_lines=keep_lines)

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

    def adults(self) -> set[int]:
        rows = self.home.rows(select(members.c.person_id).where(members.c.role == "adult"))
        return {row.person_id for row in rows}

    @invariant()
    def nothing_is_agreed_on_without_a_vote(self) -> None:
        family = self.adults()
        limits = {row.person_id: row.limit_minor for row in self.home.rows(select(members))}
        (customs,) = self.home.rows(select(families))
        needs_no_vote = len(family) == 1 or not customs.has_voting
        cast = [vote for vote in self.home.rows(select(votes)) if vote.voter_id in family]
        now = {(line.id, line.version): line for line in self.lines()}
        for key, line in now.items():
            before = self.stood.get(key)
            voted_on = before or self.what_was_replaced(key, line)
            said = {vote.voter_id: vote.choice for vote in cast if vote.item_id == line.id}
            if key not in self.stood and (self.returning or needs_no_vote):
                self.unasked.add(key)
            if not self.returning:
                self.check_permission(before, line, limits[line.author_id])
            if line.standing == "free":
                if needs_no_vote:
                    self.unasked.add(key)
                if passes(line, customs):
                    self.free.add(key)
                assert key in self.free | self.unasked
            voting = self.voting_of(voted_on, line, customs)
            if line.standing != "free" and key not in self.unasked:
                self.check_result(voted_on, line, said, len(family), voting)
            if before is not None:
                self.check_change(before, line)
        self.returning = False
        self.stood = now
        self.voting = Voting(customs.voting)

    def what_was_replaced(self, key: tuple[int, int], line: Row[Any]) -> Row[Any] | None:
        """Return the line of whose votes a version that is seen first has them, if any."""
        if line.asked_minor is not None:
            self.agreed.setdefault(key, Fraction(line.asked_minor))
        replaced = self.replaced.get(key)
        if replaced is None:
            return None
        if replaced in self.unasked:
            self.unasked.add(key)
        return self.stood.get(replaced)  # not there: the version itself returns, taken back

    def voting_of(self, before: Row[Any] | None, line: Row[Any], customs: Row[Any]) -> Voting:
        """Return the way in which the line is counted: the one that held when its time was over.

        A tie that is counted anew is so the new way.
        """
        if before is not None and before.standing == "tied":
            self.over.pop((line.id, line.version), None)
        was_over = (
            before is not None and before.standing == "voting" and before.closes_at <= self.home.clock.now
        )
        if was_over:
            return self.over.setdefault((line.id, line.version), self.voting)
        return Voting(customs.voting)

    def check_permission(self, before: Row[Any] | None, line: Row[Any], limit: int | None) -> None:
        """What somebody limited wishes for above their limit becomes orderable by an adult's yes alone.

        Even votes are the organizer's to decide, or to end: that is one.
        """
        becomes_orderable = line.standing in ORDERABLE and (
            before is None or before.standing not in (*ORDERABLE, "tied")
        )
        if becomes_orderable and limit is not None and (line.total_minor is None or line.total_minor > limit):
            assert (line.id, line.version) in self.allowed

    def check_change(self, before: Row[Any], line: Row[Any]) -> None:
        """Within a version nothing gets much dearer and nothing becomes more."""
        assert line.quantity <= before.quantity
        assert (line.price_minor is None) is (before.price_minor is None) or line.price_minor == 0
        assert line.asked_minor == before.asked_minor
        rise = (line.price_minor or 0) - (line.asked_minor or 0)
        assert rise <= 10_000
        assert rise <= 0.05 * (line.asked_minor or 0)

    def check_result(
        self, before: Row[Any] | None, line: Row[Any], said: dict[int, int], family: int, voting: Voting
    ) -> None:
        """Judge by the votes alone, where silence speaks against the result as long as it may be broken."""
        if before is not None and before.standing == line.standing:
            return
        match voting:
            case Voting.MAJORITY:
                self.check_majority(line, said, family)
            case Voting.VETO:
                self.check_veto(line, said, family)
            case Voting.EVERYONE:
                self.check_everyone(line, said, family)
            case Voting.ORGANIZER:
                self.check_organizer(line, said)

    def is_early(self, line: Row[Any]) -> bool:
        return line.closes_at is not None and line.closes_at > self.home.clock.now

    def check_veto(self, line: Row[Any], said: dict[int, int], family: int) -> None:
        assert line.standing != "tied"
        if line.standing == "approved":
            assert -1 not in said.values()
            assert len(said) == family or not self.is_early(line)
        elif line.standing == "rejected":
            assert -1 in said.values()

    def check_everyone(self, line: Row[Any], said: dict[int, int], family: int) -> None:
        assert line.standing != "tied"
        if line.standing == "approved":
            assert list(said.values()) == [1] * family
        elif line.standing == "rejected":
            assert -1 in said.values() or not self.is_early(line)

    def check_organizer(self, line: Row[Any], said: dict[int, int]) -> None:
        assert line.standing != "tied"
        if line.standing == "approved":
            assert said.get(1) == 1
        elif line.standing == "rejected":
            assert said.get(1) == -1 or (1 not in said and not self.is_early(line))

    def check_majority(self, line: Row[Any], said: dict[int, int], family: int) -> None:
        favour = sum(choice == 1 for choice in said.values())
        against = len(said) - favour
        is_early = self.is_early(line)
        silent = family - len(said) if is_early else 0
        has_quorum = 2 * len(said) >= family
        if line.standing == "approved":
            assert has_quorum
            assert favour > against + silent or (favour == against + silent and said.get(1) == 1)
        elif line.standing == "tied":
            assert has_quorum
            assert favour == against
            assert not silent
            assert 1 not in said
        elif line.standing == "rejected":
            is_lost = against > favour + silent or (against == favour + silent and said.get(1) == -1)
            assert is_lost or not (is_early or has_quorum)

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
    def what_waits_has_a_deadline_to_come(self) -> None:
        for line in self.lines():
            waits = line.standing in (Standing.VOTING, Standing.ASKING)
            assert not waits or line.closes_at > self.home.clock.now

    @invariant()
    def nobody_votes_on_what_an_adult_must_allow(self) -> None:
        requests = (Standing.ASKING, Standing.DECLINED)
        on_requests = select(votes).join(items).where(items.c.standing.in_(requests))
        assert self.home.rows(on_requests) == []


TestAnyAgreement = AnyAgreement.TestCase
TestAnyAgreement.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, phases=QUICK)
