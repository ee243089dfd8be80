"""How a family agrees on a line: who needs a vote, when a vote is over, and what it then says.

A vote belongs to a version of a line. It closes as soon as the votes still to come cannot change its result,
taking the votes already cast as they are, else at its deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.shared.money import Money

FREE_BELOW_MINOR = 100_000
"""A line whose total is less needs no vote: 1 000 roubles, in minor units."""

VOTE_LIFE = timedelta(hours=24)
REMIND_BEFORE = timedelta(hours=6)
"""Members who have not voted are reminded once, a quarter of the time before the deadline."""


class Choice(IntEnum):
    """One member's say on one line version."""

    FOR = 1
    AGAINST = -1


class Standing(StrEnum):
    """Where the agreement on a line stands. FREE and APPROVED lines can be checked out."""

    FREE = "free"
    VOTING = "voting"
    APPROVED = "approved"
    REJECTED = "rejected"
    TIED = "tied"

    @property
    def may_be_ordered(self) -> bool:
        """Whether the line goes into the next order."""
        return self in (Standing.FREE, Standing.APPROVED)


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of the eligible members' votes on one line version; the organizer's own is in it too."""

    favour: int
    against: int
    organizer: Choice | None


def first_standing(total: Money | None, eligible: int) -> Standing:
    """Return where a new line version starts: a cheap line, and a family of one, need no vote."""
    if eligible <= 1 or (total is not None and total.minor < FREE_BELOW_MINOR):
        return Standing.FREE
    return Standing.VOTING


def quorum(eligible: int) -> int:
    """Return how many must vote: half of the eligible members, rounded up."""
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
