"""The kinds of alerts: what happened, as facts; the words are found when an alert is delivered.

The stored form of an alert is its class name and its fields as JSON, so a class may not be renamed, nor lose
a field, while alerts of that kind may still be waiting.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum, auto
from typing import Any, ClassVar


class Urgency(Enum):
    """How far a recipient's wish to be left in peace may hold an alert back."""

    NOW = auto()
    """Never: what the organizer learns of comings and goings, what happened to one's own place, and what
    comes of something that the recipient began minutes ago."""

    ASKS = auto()
    """Until the quiet hours end: somebody waits for the recipient to do something."""

    NEWS = auto()
    """As the recipient prefers: at once, in a digest, or never; the quiet hours hold for it, too."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person must be told."""

    urgency: ClassVar[Urgency] = Urgency.NEWS


@dataclass(frozen=True, slots=True)
class MemberJoined(Alert):
    """To the organizer: somebody joined by an invitation."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int


@dataclass(frozen=True, slots=True)
class MemberLeft(Alert):
    """To the organizer: somebody left; `lines` of theirs stayed in the cart, now the organizer's."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int
    lines: int


@dataclass(frozen=True, slots=True)
class LastSeatTaken(Alert):
    """To the organizer: nobody else can join now."""

    urgency = Urgency.NOW

    family: str


@dataclass(frozen=True, slots=True)
class LineRemoved(Alert):
    """To the author: the organizer removed a line of theirs."""

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


@dataclass(frozen=True, slots=True)
class OrderLocked(Alert):
    """To a member: the cart became an order that somebody may pay."""

    urgency = Urgency.ASKS

    order: int
    number: int
    by: str
    lines: int
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderCancelled(Alert):
    """To a member: the order is off, its lines are back in the cart."""

    order: int
    number: int
    by: str


@dataclass(frozen=True, slots=True)
class PaymentTimedOut(Alert):
    """To the payer: the order was not paid in time and is free to be taken again."""

    urgency = Urgency.NOW

    order: int
    number: int


@dataclass(frozen=True, slots=True)
class ShareDue(Alert):
    """To a debtor: the order is paid and this share, in minor units, is owed to the payer."""

    urgency = Urgency.ASKS

    order: int
    number: int
    payer: str
    minor: int
    currency: str
    attempt: int


@dataclass(frozen=True, slots=True)
class OrderPaid(Alert):
    """To a member who owes nothing: the order is paid."""

    order: int
    number: int
    payer: str


@dataclass(frozen=True, slots=True)
class MoneySent(Alert):
    """To the payer: a debtor says that the share was sent; did it arrive?"""

    urgency = Urgency.ASKS

    payment: int
    number: int
    debtor: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class MoneyReceived(Alert):
    """To the debtor: the payer says that the money arrived; the share is settled."""

    number: int
    payer: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class MoneyNotReceived(Alert):
    """To the debtor: the payer says that the money did not arrive; the share is still owed."""

    urgency = Urgency.ASKS

    order: int
    number: int
    payer: str
    minor: int
    currency: str
    attempt: int


@dataclass(frozen=True, slots=True)
class GoodsArrived(Alert):
    """To a member: the goods of the order are there."""

    order: int
    number: int
    by: str


PERSON_FACTS = frozenset({"member", "by", "payer", "debtor", "organizer", "author", "names"})
"""The facts of any kind that are the name of a person, or a list of such names."""


def renamed(facts: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the stored facts with another name of a person in the place of an old one."""

    def rename(fact: Any) -> Any:  # noqa: ANN401  # a name or a list of names
        if isinstance(fact, list):
            return [rename(name) for name in fact]
        return new if fact == old else fact

    return {key: rename(fact) if key in PERSON_FACTS else fact for key, fact in facts.items()}


def kinds() -> dict[str, type[Alert]]:
    """Return every kind of alert by its stored name."""
    return {kind.__name__: kind for kind in Alert.__subclasses__()}


def to_facts(alert: Alert) -> tuple[str, dict[str, Any]]:
    """Return the stored form of an alert: the name of its kind, and its facts."""
    return type(alert).__name__, asdict(alert)


def from_facts(kind: str, facts: dict[str, Any]) -> Alert:
    """Return the alert that was stored under this kind with these facts."""
    return kinds()[kind](**facts)
