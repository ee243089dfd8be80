"""How a family agrees on a line: who must ask, who needs a vote, when a vote is over, and what it then says.

A vote belongs to a version of a line. It closes as soon as the votes still to come cannot change its result,
taking the votes already cast as they are, else at its deadline. Adults vote; what a limited member says is
advice. A limited member's line above their limit waits for an adult before anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from core.families.family import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.shared.money import Money

FREE_BELOW_MINOR = 100_000
"""A line whose total is less needs no vote: 1 000 roubles, in minor units."""

VOTE_LIFE = timedelta(hours=24)
REMIND_BEFORE = timedelta(hours=6)
"""Members who have not voted are reminded once, a quarter of the time before the deadline."""

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
    may cost without asking, None for an adult.
    """

    voters: int
    limit_minor: int | None

    def first(self, total: Money | None) -> Standing:
        """Return where a new line version starts."""
        return Standing.ASKING if self.must_ask(total) else self.first_allowed(total)

    def first_allowed(self, total: Money | None) -> Standing:
        """Return where a version starts that nobody has to allow, or that somebody did."""
        return first_standing(total, self.voters)

    def must_ask(self, total: Money | None) -> bool:
        """Tell whether an adult has to allow it: it is above the limit, or nobody knows what it costs."""
        return self.limit_minor is not None and (total is None or total.minor > self.limit_minor)

    def outgrows(self, before: Money | None, after: Money | None) -> bool:
        """Tell whether a new total asks for more agreement than the one before, also after an adult's yes."""
        return any(
            _HURDLES.index(rule(after)) > _HURDLES.index(rule(before))
            for rule in (self.first, self.first_allowed)
        )


def rules_for(family: Family, members: Sequence[Member], author: int) -> Rules:
    """Return how the family agrees on the author's lines now."""
    adults = sum(member.role is Role.ADULT for member in members)
    limit = next((member.limit_minor for member in members if member.person == author), None)
    return Rules(adults if family.has_voting else 0, limit)


def deadline(standing: Standing, now: datetime) -> datetime | None:
    """Return until when votes, or an adult's answer, are awaited for a line that begins to stand so now."""
    lives = {Standing.VOTING: VOTE_LIFE, Standing.ASKING: REQUEST_LIFE}
    life = lives.get(standing)
    return now + life if life is not None else None


def first_standing(total: Money | None, eligible: int) -> Standing:
    """Return where a line starts that nobody has to allow: a cheap one, and one adult alone, need no vote."""
    if eligible <= 1 or (total is not None and total.minor < FREE_BELOW_MINOR):
        return Standing.FREE
    return Standing.VOTING


def quorum(eligible: int) -> int:
    """Return how many must vote: half of the eligible adults, rounded up."""
    return (eligible + 1) // 2


def count(tally: Tally, eligible: int, *, is_over: bool) -> Standing:
    """Return what the votes say: VOTING while that can still change, TIED when the organizer must decide."""
    silent = eligible - tally.favour - tally.against
    if silent <= 0 or is_over:
        return _result(tally, eligible)
    lead = tally.favour - tally.against
    if lead > silent or (lead == silent and tally.organizer is Choice.FOR):
        return Standing.APPROVED
    if -lead > silent or (-lead == silent and tally.organizer is Choice.AGAINST):
        return Standing.REJECTED
    return Standing.VOTING


def _result(tally: Tally, eligible: int) -> Standing:
    if tally.favour + tally.against < quorum(eligible):
        return Standing.REJECTED
    if tally.favour != tally.against:
        return Standing.APPROVED if tally.favour > tally.against else Standing.REJECTED
    if tally.organizer is None:
        return Standing.TIED
    return Standing.APPROVED if tally.organizer is Choice.FOR else Standing.REJECTED
