"""Whoever comes, goes, hands over, is lost or comes back: every family has exactly one organizer, in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from core.alerts.outbox import claim_missed_alerts
from core.families.disbanding import ask_to_disband, bring_back, come_back, disband_family
from core.families.forgetting import forget_me
from core.families.founding import begin_family, found_family
from core.families.handover import accept_role, decline_role, end_handovers, offer_role, withdraw_role
from core.families.leaving import leave_family
from core.families.removing import let_back_in, remove_member
from core.families.roles import make_adult, make_limited
from core.families.succession import organizer_is_back, tend_successions, vote_for_successor
from core.invites.inviting import create_invite, revoke_invite
from core.invites.joining import accept_invite
from core.people.use_cases import note_unreachable
from storage.schema import (
    archive_members,
    barred,
    families,
    handovers,
    members,
    people,
    succession_votes,
    successions,
)
from tests.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

PEOPLE = st.integers(1, 9)
CROWDS = st.sampled_from([list(range(1, 10)), list(range(9, 0, -1)), [1, 3, 5], [2, 4], [6]])
PICKS = st.integers(0, 8)
ANSWERS = [accept_role, accept_role, decline_role, withdraw_role]
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes here; add Phase.shrink to look for a shorter story."""


class AnyMembership(RuleBasedStateMachine):
    """Nine people press whatever there is to press; what is kept is looked at after each press."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Instant(4)
        for person in range(5, 10):
            self.home.meet(person)

    # -- what people see

    def members(self, family: int) -> Sequence[Row[*tuple[Any, ...]]]:
        return self.home.rows(select(members).where(members.c.family_id == family).order_by(members.c.seat))

    def family_of(self, person: int) -> Row[Any] | None:
        found = self.home.rows(
            select(families)
            .join(members, members.c.family_id == families.c.id)
            .where(members.c.person_id == person)
        )
        return found[0] if found else None

    def organizers(self) -> list[int]:
        live = select(families.c.organizer_id).where(families.c.disbanded_at.is_(None))
        return [row.organizer_id for row in self.home.rows(live.order_by(families.c.id))]

    def organizer(self, pick: int) -> int:
        """Return an organizer if there is one, else somebody."""
        organizers = self.organizers()
        return organizers[pick % len(organizers)] if organizers else 1

    def stay(self, actor: int, pick: int) -> dict[str, int]:
        """Return what a button on a member of the actor's family names."""
        family = self.family_of(actor)
        there = self.members(family.id) if family is not None else []
        if not there:
            return {"person": pick + 1, "since": 1}
        chosen = there[pick % len(there)]
        return {"person": chosen.person_id, "since": int(chosen.joined_at.timestamp())}

    def offers(self) -> Sequence[Row[*tuple[Any, ...]]]:
        return self.home.rows(select(handovers).order_by(handovers.c.family_id))

    # -- what they press

    @rule(person=PEOPLE)
    def found(self, person: int) -> None:
        self.home.may(begin_family, actor=person, allowed=())
        self.home.may(found_family, actor=person, name="Ивановы", allowed=(), currency="RUB")

    @rule(guests=st.lists(PEOPLE, min_size=1, max_size=4), pick=PICKS)
    def join(self, guests: list[int], pick: int) -> None:
        token, organizer = self.home.tap(), self.organizer(pick)
        invite = self.home.may(create_invite, actor=organizer, token=token, origin=token)
        if invite is None:
            return
        for guest in guests:
            self.home.may(accept_invite, actor=guest, token=token)
        self.home.must(revoke_invite, actor=organizer, invite=invite.id)

    @rule(person=PEOPLE)
    def be_forgotten(self, person: int) -> None:
        self.home.may(forget_me, actor=person)
        self.home.meet(person)

    @rule(person=PEOPLE, keep_lines=st.booleans())
    def leave(self, person: int, *, keep_lines: bool) -> None:
        family = self.family_of(person)
        of = family.id if family is not None else 1
        self.home.may(leave_family, actor=person, family=of, keep_lines=keep_lines)

    @rule(actor=PICKS, pick=PICKS, keep_lines=st.booleans(), bar=st.booleans())
    def remove(self, actor: int, pick: int, *, keep_lines: bool, bar: bool) -> None:
        organizer = self.organizer(actor)
        of = self.stay(organizer, pick)
        self.home.may(remove_member, actor=organizer, **of, keep_lines=keep_lines, bar=bar)

    @rule(actor=PICKS, person=PEOPLE)
    def let_in(self, actor: int, person: int) -> None:
        self.home.may(let_back_in, actor=self.organizer(actor), person=person)

    @rule(actor=PICKS, pick=PICKS, limit=st.sampled_from([None, None, 0, 50_000]))
    def change_role(self, actor: int, pick: int, limit: int | None) -> None:
        organizer = self.organizer(actor)
        of = self.stay(organizer, pick)
        if limit is None:
            self.home.may(make_adult, actor=organizer, **of)
        else:
            self.home.may(make_limited, actor=organizer, **of, limit_minor=limit)

    @rule(person=PEOPLE, pick=PICKS)
    def grab(self, person: int, pick: int) -> None:
        """Whoever is no organizer presses the organizer's buttons, too."""
        of = self.stay(person, pick)
        self.home.may(offer_role, actor=person, **of)
        self.home.may(make_limited, actor=person, **of, limit_minor=0)

    @rule(actor=PICKS, pick=PICKS, answer=st.sampled_from([None, *ANSWERS]))
    def offer(self, actor: int, pick: int, answer: Any) -> None:  # noqa: ANN401  # one of three use cases
        organizer = self.organizer(actor)
        self.home.may(offer_role, actor=organizer, **self.stay(organizer, pick))
        if answer is not None:
            self.answer(actor, answer)

    @rule(pick=PICKS, answer=st.sampled_from(ANSWERS))
    def answer(self, pick: int, answer: Any) -> None:  # noqa: ANN401  # one of three use cases
        for offer in self.offers()[:1]:
            family = {"family": offer.family_id, "offered": int(offer.offered_at.timestamp())}
            if answer is accept_role:
                for actor in (pick + 1, offer.member_id, offer.member_id):
                    self.home.may(accept_role, actor=actor, **family, allowed=())
            elif answer is decline_role:
                self.home.may(decline_role, actor=offer.member_id, **family)
            else:
                self.home.may(withdraw_role, actor=self.organizer(pick), **family)

    @rule(hours=st.sampled_from([1, 24]))
    def wait(self, hours: int) -> None:
        self.home.clock.advance(hours=hours)
        self.home.must(end_handovers)

    @rule(pick=PICKS, voters=CROWDS, answer=st.sampled_from(ANSWERS))
    def lose_the_organizer(self, pick: int, voters: list[int], answer: Any) -> None:  # noqa: ANN401
        self.home.must(note_unreachable, person=self.organizer(pick))
        self.home.clock.advance(days=14)
        self.home.must(end_handovers)
        self.home.must(tend_successions)
        self.vote(voters, pick)
        self.nobody_is_chosen_while_the_organizer_can_be_reached()
        self.answer(pick, answer)

    @rule(person=PEOPLE)
    def return_(self, person: int) -> None:
        self.home.must(claim_missed_alerts, recipient=person)
        self.home.must(organizer_is_back, actor=person)

    @rule()
    def tend(self) -> None:
        self.home.must(tend_successions)

    @rule(voters=CROWDS, pick=PICKS)
    def vote(self, voters: list[int], pick: int) -> None:
        for voter in voters:
            of = self.stay(voter, pick)
            self.home.may(vote_for_successor, actor=voter, candidate=of["person"], since=of["since"])

    @rule(pick=PICKS, days=st.sampled_from([None, 1, 29, 30]), guests=CROWDS)
    def disband(self, pick: int, days: int | None, guests: list[int]) -> None:
        person = self.organizer(pick)
        family = self.family_of(person)
        if family is not None:
            self.home.may(ask_to_disband, actor=person)
            self.home.may(disband_family, actor=person, family=family.id, name=family.name)
        if days is not None:
            self.a_live_family_has_one_organizer_who_is_an_adult_in_it()
            self.come_back_after(days, guests)

    @rule(days=st.sampled_from([1, 30]), guests=CROWDS)
    def come_back_after(self, days: int, guests: list[int]) -> None:
        self.home.clock.advance(days=days)
        for archive in self.home.rows(select(archive_members).order_by(archive_members.c.family_id)):
            self.home.may(bring_back, actor=archive.person_id, family=archive.family_id)
        for person in guests:
            for family in self.home.rows(select(families.c.id).order_by(families.c.id)):
                self.home.may(come_back, actor=person, family=family.id)

    # -- what always holds

    @invariant()
    def a_live_family_has_one_organizer_who_is_an_adult_in_it(self) -> None:
        for family in self.home.rows(select(families)):
            there = self.members(family.id)
            if family.disbanded_at is not None:
                assert family.organizer_id is None
                assert there == []
                continue
            assert 1 <= len(there) <= 7
            (role,) = (member.role for member in there if member.person_id == family.organizer_id)
            assert role == "adult"

    @invariant()
    def nobody_is_in_two_families(self) -> None:
        twice = select(members.c.person_id).group_by(members.c.person_id).having(func.count() > 1)
        assert self.home.rows(twice) == []

    @invariant()
    def who_is_barred_is_not_there(self) -> None:
        there = select(barred).join(
            members,
            (members.c.person_id == barred.c.person_id) & (members.c.family_id == barred.c.family_id),
        )
        assert self.home.rows(there) == []

    @invariant()
    def the_role_is_offered_to_adults_of_this_family_only(self) -> None:
        for offer in self.offers():
            (member,) = (
                member for member in self.members(offer.family_id) if member.person_id == offer.member_id
            )
            assert member.role == "adult"
            assert member.person_id not in self.organizers()

    @invariant()
    def only_members_choose_and_are_chosen(self) -> None:
        for vote in self.home.rows(select(succession_votes)):
            there = {member.person_id for member in self.members(vote.family_id)}
            assert {vote.voter_id, vote.candidate_id} <= there

    @invariant()
    def nobody_is_chosen_while_the_organizer_can_be_reached(self) -> None:
        """Also nobody is offered the role by vote without a choice being under way."""
        chosen = {row.family_id for row in self.home.rows(select(successions))}
        assert {offer.family_id for offer in self.offers() if offer.by_vote} <= chosen
        lost = (
            select(families.c.id)
            .join(people, people.c.id == families.c.organizer_id)
            .where(people.c.unreachable_since.is_not(None))
        )
        assert chosen <= {row.id for row in self.home.rows(lost)}


TestAnyMembership = AnyMembership.TestCase
TestAnyMembership.settings = settings(max_examples=40, stateful_step_count=30, deadline=None, phases=QUICK)
