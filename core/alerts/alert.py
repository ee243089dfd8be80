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
class MemberRemoved(Alert):
    """To the organizer: a member was removed; `lines` of theirs stayed in the cart, now the organizer's."""

    urgency = Urgency.NOW

    family: str
    member: str
    people: int
    lines: int


@dataclass(frozen=True, slots=True)
class RemovedFromFamily(Alert):
    """To who was removed; when they are barred, no invitation lets them back in."""

    urgency = Urgency.NOW

    family: str
    by: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class LetBackIn(Alert):
    """To who was barred: an invitation lets them in again."""

    family: str


@dataclass(frozen=True, slots=True)
class FamilyRenamed(Alert):
    """To a member: the family has another name."""

    family: str
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class MadeLimited(Alert):
    """To a member: lines of theirs above the limit, in minor units, wait for an adult's approval now."""

    urgency = Urgency.NOW

    family: str
    by: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class MadeAdult(Alert):
    """To a member: no limit holds for them any more."""

    urgency = Urgency.NOW

    family: str
    by: str


@dataclass(frozen=True, slots=True)
class RoleOffered(Alert):
    """To a member: the organizer offers them the role."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str
    offered: int


@dataclass(frozen=True, slots=True)
class RoleOfferedByVote(Alert):
    """To a member: the adults chose them to follow an organizer who cannot be reached."""

    urgency = Urgency.NOW

    family: int
    name: str
    offered: int


@dataclass(frozen=True, slots=True)
class RoleDeclined(Alert):
    """To the organizer: the member does not take the role."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class RoleUnanswered(Alert):
    """To the organizer: the member did not answer in time, so everything stays as it is."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class OfferExpired(Alert):
    """To the member: the time to take the role is over."""

    family: str


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Alert):
    """To the member: the role is not offered to them any more."""

    urgency = Urgency.NOW

    family: str
    by: str


@dataclass(frozen=True, slots=True)
class OrganizerChanged(Alert):
    """To the old organizer: the role was handed over."""

    urgency = Urgency.NOW

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class OrganizerIsNew(Alert):
    """To the other members: who is the organizer now."""

    family: str
    member: str


@dataclass(frozen=True, slots=True)
class SuccessionOpened(Alert):
    """To an adult member: the organizer cannot be reached; who shall follow?"""

    urgency = Urgency.NOW

    family: int
    name: str
    organizer: str


@dataclass(frozen=True, slots=True)
class SuccessorUnwilling(Alert):
    """To an adult member: whom they chose did not take the role, so they may choose again."""

    urgency = Urgency.ASKS

    family: int
    name: str
    member: str


@dataclass(frozen=True, slots=True)
class SuccessionClosed(Alert):
    """To an adult member: the organizer is back and stays it."""

    family: str
    organizer: str


@dataclass(frozen=True, slots=True)
class FamilyDisbanded(Alert):
    """To who was in it: the family is no more; its archive can be looked at for a while."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class FamilyBroughtBack(Alert):
    """To who was in it: the family is there again, and they may come back."""

    urgency = Urgency.NOW

    family: int
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class GroupLost(Alert):
    """To the organizer: the bot was removed from the group that showed the cart."""

    urgency = Urgency.ASKS

    family: str


@dataclass(frozen=True, slots=True)
class LastSeatTaken(Alert):
    """To the organizer: nobody else can join now."""

    urgency = Urgency.NOW

    family: str


@dataclass(frozen=True, slots=True)
class TurnedAway(Alert):
    """To the organizer: these people found no free seat, gathered; the first few are named.

    The names are those of the first `people`, in their order; `more` came when enough people were noted.
    """

    urgency = Urgency.NOW

    family: str
    people: list[int]
    names: list[str]
    more: int = 0


@dataclass(frozen=True, slots=True)
class InviteUsedUp(Alert):
    """To the organizer: as many as an invitation was for have come by it, and seats are still free."""

    urgency = Urgency.NOW

    family: str
    free: int


@dataclass(frozen=True, slots=True)
class InviteExpired(Alert):
    """To the organizer: an invitation's time is over; so many came by it, and seats are still free."""

    urgency = Urgency.NOW

    family: str
    came: int
    free: int


@dataclass(frozen=True, slots=True)
class InvitedToFamily(Alert):
    """To somebody whom the organizer chose: an invitation that only they can open."""

    urgency = Urgency.NOW

    invite: int
    family: str
    organizer: str


@dataclass(frozen=True, slots=True)
class JoinRequested(Alert):
    """To the organizer: somebody asks to be let in."""

    urgency = Urgency.NOW

    request: int
    family: str
    member: str


@dataclass(frozen=True, slots=True)
class JoinAccepted(Alert):
    """To who asked to join: they are in the family now."""

    urgency = Urgency.NOW

    family: str
    people: int


@dataclass(frozen=True, slots=True)
class JoinRefused(Alert):
    """To who asked to join: the organizer did not let them in, or took the invitation back."""

    urgency = Urgency.NOW

    family: str


@dataclass(frozen=True, slots=True)
class JoinRequestExpired(Alert):
    """To who asked to join: the organizer did not answer in time."""

    urgency = Urgency.NOW

    family: str


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


@dataclass(frozen=True, slots=True)
class BenefitSwitched(Alert):
    """To a member: the organizer switched something on or off for the family."""

    family: str
    benefit: str
    is_on: bool
    by: str


@dataclass(frozen=True, slots=True)
class CustomsChanged(Alert):
    """To a member: the organizer set how the family does things, gathered.

    `customs` names what changed, `was` and `is_now` say in the same order what it was and is, as text.
    """

    family: str
    by: str
    currency: str
    customs: list[str]
    was: list[str]
    is_now: list[str]


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
class TurnPassed(Alert):
    """To an adult: it is their turn to check out, since somebody passed theirs on."""

    urgency = Urgency.ASKS

    family: str
    by: str


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
class OrderBought(Alert):
    """To who bought all lines of an order in the shop: it is theirs to say that it is paid."""

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


PERSON_FACTS = frozenset({"member", "by", "payer", "debtor", "organizer", "author", "shopper", "names"})
"""The facts of any kind that are the name of a person, or a list of such names."""

ID_FACTS = frozenset({("TurnedAway", "people")})
"""The kinds and facts that are ids of people; their `names` follow the same order."""


def renamed(facts: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the stored facts with another name of a person in the place of an old one."""

    def rename(fact: Any) -> Any:  # noqa: ANN401  # a name or a list of names
        if isinstance(fact, list):
            return [rename(name) for name in fact]
        return new if fact == old else fact

    return {key: rename(fact) if key in PERSON_FACTS else fact for key, fact in facts.items()}


def lists_ids(kind: str) -> bool:
    """Tell whether this kind of alert lists people by their ids."""
    return any(kind == listing for listing, _ in ID_FACTS)


def renamed_by_id(facts: dict[str, Any], person: int, new: str) -> dict[str, Any]:
    """Return the stored facts of a kind that lists ids, with another name of this person."""
    names = zip(facts["people"], facts["names"], strict=False)
    return facts | {"names": [new if listed == person else name for listed, name in names]}


def without_ids(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the stored facts as their recipient may have them: without others' ids."""
    return {key: fact for key, fact in facts.items() if (kind, key) not in ID_FACTS}


def kinds() -> dict[str, type[Alert]]:
    """Return every kind of alert by its stored name."""
    return {kind.__name__: kind for kind in Alert.__subclasses__()}


def to_facts(alert: Alert) -> tuple[str, dict[str, Any]]:
    """Return the stored form of an alert: the name of its kind, and its facts."""
    return type(alert).__name__, asdict(alert)


def from_facts(kind: str, facts: dict[str, Any]) -> Alert:
    """Return the alert that was stored under this kind with these facts."""
    return kinds()[kind](**facts)
