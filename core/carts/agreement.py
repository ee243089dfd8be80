"""How a family agrees on a line: who must ask, who needs a vote, when a vote is over, and what it then says.

A vote belongs to a version of a line. It closes as soon as the votes still to come cannot change its result,
taking the votes already cast as they are, else at its deadline. What it says is the family's way to vote:
the functions at the end. Adults vote; what a limited member says is advice. A limited member's line above
their limit waits for an adult before anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from core.carts.deadline import moment_of, read_until
from core.families.family import Customs, Role, Voting
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.shared.money import Money

REMIND_BEFORE = timedelta(hours=6)
REMIND_PART = 4
"""Who has not voted is reminded once, when a quarter of the time is left, or six hours if that is less."""

REQUEST_LIFE = timedelta(hours=48)
"""A line waits so long for an adult; silence is no yes."""

REQUEST_REMIND_BEFORE = timedelta(hours=24)
"""The organizer is reminded once, half of the time before the deadline."""


class Choice(IntEnum):
    """One member's say on one line version."""

    FOR = 1
    AGAINST = -1


class Standing(StrEnum):
    """Where the agreement on a line stands. FREE and APPROVED lines can be checked out.

    ASKING waits for an adult, DECLINED got a no or no answer: those are about a limited member's line, and
    nobody votes there.
    """

    ASKING = "asking"
    DECLINED = "declined"
    FREE = "free"
    VOTING = "voting"
    APPROVED = "approved"
    REJECTED = "rejected"
    TIED = "tied"

    @property
    def may_be_ordered(self) -> bool:
        """Whether the line goes into the next order."""
        return self in (Standing.FREE, Standing.APPROVED)

    @property
    def is_request(self) -> bool:
        """Whether it is an adult who has a say, not the votes."""
        return self in (Standing.ASKING, Standing.DECLINED)


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of the adults' votes on one line version; the organizer's own is in it too."""

    favour: int
    against: int
    organizer: Choice | None


_HURDLES = (Standing.FREE, Standing.VOTING, Standing.ASKING)
"""Where a line may begin, from the lowest to the highest."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a family agrees on the lines of one author.

    `voters` counts the adults, nobody while voting is off; `limit_minor` is what a line of a limited author
    may cost without asking, None for an adult. `zone` names the family's time zone.
    """

    voters: int
    limit_minor: int | None
    customs: Customs = field(default_factory=Customs)
    zone: str = "UTC"

    def first(self, total: Money | None) -> Standing:
        """Return where a new line version starts."""
        return Standing.ASKING if self.must_ask(total) else self.first_allowed(total)

    def first_allowed(self, total: Money | None) -> Standing:
        """Return where a version starts that nobody has to allow, or that somebody did."""
        minor = total.minor if total is not None else None
        return Standing.VOTING if needs_vote(minor, self.voters, self.customs) else Standing.FREE

    def must_ask(self, total: Money | None) -> bool:
        """Tell whether an adult has to allow it: it is above the limit, or nobody knows what it costs."""
        return self.limit_minor is not None and (total is None or total.minor > self.limit_minor)

    def outgrows(self, before: Money | None, after: Money | None) -> bool:
        """Tell whether a new total asks for more agreement than the one before, also after an adult's yes."""
        return any(
            _HURDLES.index(rule(after)) > _HURDLES.index(rule(before))
            for rule in (self.first, self.first_allowed)
        )

    def deadline(self, standing: Standing, now: datetime) -> datetime | None:
        """Return until when votes, or an adult's answer, are awaited for a line that begins to stand so."""
        match standing:
            case Standing.VOTING:
                return moment_of(read_until(self.customs.vote_until), now, zone_of(self.zone))
            case Standing.ASKING:
                return now + REQUEST_LIFE
            case _:
                return None


def rules_for(
    family: Family, members: Sequence[Member], author: int, zone: str, *, hidden_from: int | None = None
) -> Rules:
    """Return how the family agrees on the author's lines now; `zone` is the family's when it chose none.

    Who must not know of a line has no say in it.
    """
    adults = sum(member.role is Role.ADULT and member.person != hidden_from for member in members)
    limit = next((member.limit_minor for member in members if member.person == author), None)
    voters = adults if family.has_voting else 0
    return Rules(voters, limit, family.customs, family.customs.time_zone or zone)


def remind_at(now: datetime, closes_at: datetime) -> datetime:
    """Return when to remind of a vote that is open from now until then."""
    return closes_at - min(REMIND_BEFORE, (closes_at - now) / REMIND_PART)


def needs_vote(minor: int | None, eligible: int, customs: Customs) -> bool:
    """Tell whether a line of so many minor units in all, None without a price, is voted on.

    One adult alone needs no vote, nor does what is below the family's threshold.
    """
    if eligible <= 1:
        return False
    return not customs.free_unpriced if minor is None else minor >= customs.free_below_minor


def quorum(eligible: int) -> int:
    """Return how many must vote by majority: half of the eligible adults, rounded up."""
    return (eligible + 1) // 2


def way_of(voting: Voting, *, organizer_knows: bool) -> Voting:
    """Return how a line is agreed on: who must not know of a present cannot decide about it."""
    is_headless = voting is Voting.ORGANIZER and not organizer_knows
    return Voting.MAJORITY if is_headless else voting


def count(
    voting: Voting, tally: Tally, eligible: int, *, is_over: bool, organizer_knows: bool = True
) -> Standing:
    """Return what the votes say the family's way: VOTING while that can still change.

    `is_over` tells that no more votes can come. Of a present that the organizer must not know of the others
    decide by majority instead, and even votes are a no.
    """
    is_over = is_over or tally.favour + tally.against >= eligible
    match way_of(voting, organizer_knows=organizer_knows):
        case Voting.MAJORITY:
            standing = _majority(tally, eligible, is_over=is_over)
            return Standing.REJECTED if standing is Standing.TIED and not organizer_knows else standing
        case Voting.VETO:
            return _veto(tally, is_over=is_over)
        case Voting.EVERYONE:
            return _everyone(tally, eligible, is_over=is_over)
        case Voting.ORGANIZER:
            return _organizer(tally, is_over=is_over)


def _majority(tally: Tally, eligible: int, *, is_over: bool) -> Standing:
    """More for than against is a yes, when at least half have voted.

    Even votes are the organizer's to decide. Silence is no vote: too much of it at the deadline is a no.
    """
    if is_over:
        return _majority_of_all(tally, eligible)
    silent = eligible - tally.favour - tally.against
    lead = tally.favour - tally.against
    if lead > silent or (lead == silent and tally.organizer is Choice.FOR):
        return Standing.APPROVED
    if -lead > silent or (-lead == silent and tally.organizer is Choice.AGAINST):
        return Standing.REJECTED
    return Standing.VOTING


def _majority_of_all(tally: Tally, eligible: int) -> Standing:
    if tally.favour + tally.against < quorum(eligible):
        return Standing.REJECTED
    if tally.favour != tally.against:
        return Standing.APPROVED if tally.favour > tally.against else Standing.REJECTED
    if tally.organizer is None:
        return Standing.TIED
    return Standing.APPROVED if tally.organizer is Choice.FOR else Standing.REJECTED


def _veto(tally: Tally, *, is_over: bool) -> Standing:
    """One vote against is a no at once. Silence is consent: nobody against by the deadline is a yes."""
    if tally.against:
        return Standing.REJECTED
    return Standing.APPROVED if is_over else Standing.VOTING


def _everyone(tally: Tally, eligible: int, *, is_over: bool) -> Standing:
    """Every adult must be for it. One vote against is a no at once, and so is one silence at the deadline."""
    if tally.favour >= eligible:
        return Standing.APPROVED
    return Standing.REJECTED if tally.against or is_over else Standing.VOTING


def _organizer(tally: Tally, *, is_over: bool) -> Standing:
    """The organizer's vote decides at once, the others' are advice. The organizer's silence is a no."""
    if tally.organizer is not None:
        return Standing.APPROVED if tally.organizer is Choice.FOR else Standing.REJECTED
    return Standing.REJECTED if is_over else Standing.VOTING
