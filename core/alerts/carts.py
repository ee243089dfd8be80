"""What people are told of lines, approvals and votes."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class LineRemoved(Alert):
    """To the author: the organizer removed a line of theirs."""

    line: str
    by: str


@dataclass(frozen=True, slots=True)
class LineIncreased(Alert):
    """To the author: somebody wanted the same, and had the line grow to so many of its unit."""

    item: int
    line: str
    by: str
    quantity: int
    unit: str
    units: str = "large"


@dataclass(frozen=True, slots=True)
class LineReturned(Alert):
    """To the author: whoever removed a line of theirs took that back."""

    item: int
    line: str
    by: str


@dataclass(frozen=True, slots=True)
class LineUndone(Alert):
    """To the author: whoever priced, allowed or declined a line of theirs took that back."""

    item: int
    line: str
    by: str


@dataclass(frozen=True, slots=True)
class LinePriced(Alert):
    """To the author: the organizer gave a line of theirs its missing price, in minor units."""

    line: str
    by: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ApprovalAsked(Alert):
    """To the organizer: a limited member's line waits for an adult.

    `minor` is what it costs in all, 0 when nobody knows; `limit` is what the author may wish for unasked.
    """

    urgency = Urgency.ASKS

    item: int
    version: int
    line: str
    author: str
    minor: int
    limit: int
    currency: str


@dataclass(frozen=True, slots=True)
class ApprovalsAsked(Alert):
    """To the organizer: so many lines that a limited member added at once wait for an adult."""

    urgency = Urgency.ASKS

    author: str
    lines: int


@dataclass(frozen=True, slots=True)
class ApprovalsAwaited(Alert):
    """To the organizer, once a line: so many have waited for an adult for a day."""

    urgency = Urgency.ASKS

    lines: int


@dataclass(frozen=True, slots=True)
class LineAllowed(Alert):
    """To the author: an adult allowed the line; `votes` tells whether the family votes on it now."""

    item: int
    line: str
    by: str
    note: str
    votes: bool


@dataclass(frozen=True, slots=True)
class LineDeclined(Alert):
    """To the author: an adult said no to the line."""

    item: int
    line: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class RequestExpired(Alert):
    """To the author: no adult answered about the line in time, so it is not allowed."""

    item: int
    line: str


@dataclass(frozen=True, slots=True)
class RequestMissed(Alert):
    """To the organizer: no adult answered in time about a limited member's line, so it is not allowed."""

    line: str
    author: str


@dataclass(frozen=True, slots=True)
class DeadlineMoved(Alert):
    """To an adult who has not voted: the vote on a line closes at another moment, in seconds since 1970."""

    urgency = Urgency.ASKS

    item: int
    line: str
    by: str
    closes_at: int


@dataclass(frozen=True, slots=True)
class VoteAskedAnew(Alert):
    """To who had voted on a line: it is another now, so their vote is asked anew.

    `title` is what they voted on, with the quantity, the unit and the price, whose `minor` is -1 when there
    was none.
    """

    urgency = Urgency.ASKS

    item: int
    line: str
    title: str
    quantity: int
    unit: str
    minor: int
    currency: str
    units: str = "large"


@dataclass(frozen=True, slots=True)
class TieToDecide(Alert):
    """To the organizer: the votes on a line are even, the organizer's decides."""

    urgency = Urgency.ASKS

    item: int
    version: int
    line: str


@dataclass(frozen=True, slots=True)
class VotesAwaited(Alert):
    """To a member: so many lines wait for their vote, and the first of them closes soon."""

    urgency = Urgency.ASKS

    family: int
    lines: int
