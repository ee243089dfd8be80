"""What people are told while somebody is in the shop."""

from __future__ import annotations

from dataclasses import dataclass

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class TripStarted(Alert):
    """To a member: somebody is in the shop until then, a Unix time in seconds, and takes what is added.

    It is not told any more once the trip is over.
    """

    urgency = Urgency.ASKS

    family: int
    shopper: str
    until: int


@dataclass(frozen=True, slots=True)
class TripEnded(Alert):
    """To a member: who was in the shop is back; so many lines are bought, were not there, were left.

    `minor` is what the bought ones cost; `waits` tells who may check out that they can be.
    """

    shopper: str
    bought: int
    missing: int
    left: int
    minor: int
    currency: str
    waits: bool


@dataclass(frozen=True, slots=True)
class TripTimedOut(Alert):
    """To the shopper: the trip is over, since its time has passed; so many lines are bought, or were left.

    `waits` tells one who may check out that something can be.
    """

    urgency = Urgency.ASKS

    bought: int
    left: int
    waits: bool


@dataclass(frozen=True, slots=True)
class ShoppingListChanged(Alert):
    """To the shopper, in the shop: lines that can be bought by now, and lines that cannot any more."""

    urgency = Urgency.NOW

    added: list[str]
    gone: list[str]


@dataclass(frozen=True, slots=True)
class ReplacementAsked(Alert):
    """To the author: the shopper would take something else; `minutes` are left to answer.

    Never held back: the shopper stands in front of the shelf, and later the answer is of no use. `minor` is
    what it costs in all.
    """

    urgency = Urgency.NOW

    replacement: int
    shopper: str
    line: str
    title: str
    quantity: int
    unit: str
    minor: int
    currency: str
    minutes: int
    units: str = "large"


@dataclass(frozen=True, slots=True)
class ReplacementAnswered(Alert):
    """To the shopper: the author said yes or no; `votes` tells that the family has to vote on it first.

    `item` and `revision` are the line's since then.
    """

    urgency = Urgency.NOW

    item: int
    revision: int
    author: str
    line: str
    title: str
    is_accepted: bool
    votes: bool


@dataclass(frozen=True, slots=True)
class ReplacementUnanswered(Alert):
    """To the shopper: the author did not answer in time, so the line counts as not there."""

    urgency = Urgency.NOW

    author: str
    line: str


@dataclass(frozen=True, slots=True)
class ReplacementMissed(Alert):
    """To the author: their answer did not come in time; the line was not bought and stays in the cart."""

    shopper: str
    line: str


@dataclass(frozen=True, slots=True)
class ReplacementOvertaken(Alert):
    """To the shopper: the line has changed while its author was asked, so the question is void."""

    urgency = Urgency.NOW

    line: str
