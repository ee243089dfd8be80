"""Refusals that concern the cart and the agreement on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.agreement import Standing


@dataclass(eq=False)
class LineGoneError(DomainError):
    """The line is not in the cart any more."""


@dataclass(eq=False)
class LineChangedError(DomainError):
    """The line is not as it was when the button was drawn."""

    line: str


@dataclass(eq=False)
class NotYourLineError(DomainError):
    """Only its author changes a line."""

    line: str
    author: str


@dataclass(eq=False)
class VoteClosedError(DomainError):
    """Nobody votes on the line, or not any more, because it stands so."""

    line: str
    standing: Standing


@dataclass(eq=False)
class RequestChangedError(DomainError):
    """The line that an adult decides about is not as it was when the button was drawn."""

    line: str


@dataclass(eq=False)
class RequestDecidedError(DomainError):
    """Another adult has decided about the line already."""

    line: str
    by: str
    is_allowed: bool


@dataclass(eq=False)
class RequestExpiredError(DomainError):
    """The line waited in vain: the time to decide about it is over."""

    line: str


@dataclass(eq=False)
class DecisionNoteError(DomainError):
    """The note has no visible letter, or more than `limit` of them."""

    length: int
    limit: int


@dataclass(eq=False)
class CartFullError(DomainError):
    """The cart has no room for so many more lines."""

    limit: int
    room: int


@dataclass(eq=False)
class OneLineOnlyError(DomainError):
    """The answer to a question about one line read as several."""

    given: int


@dataclass(eq=False)
class SurpriseDayError(DomainError):
    """That is no day of the so many that come, until which a line may be hidden."""

    days: int


@dataclass(eq=False)
class SurprisesFullError(DomainError):
    """The actor hides as many lines as one may."""

    limit: int


class LineFault(StrEnum):
    """Why a line cannot be read."""

    NO_TITLE = "no_title"
    """It does not say what to buy."""

    PRICE = "price"
    """Its price is no amount, or one in another currency."""

    QUANTITY = "quantity"
    """Its quantity comes to no whole number of any unit."""

    TWO_QUANTITIES = "two_quantities"
    """It says twice how many."""

    TWO_LINKS = "two_links"
    """It has more than one link."""

    LONG_LINK = "long_link"
    """Its link is longer than the bot keeps."""


@dataclass(eq=False)
class NothingToAddError(DomainError):
    """The text has no line at all."""


@dataclass(eq=False)
class LineUnreadableError(DomainError):
    """The line does not say clearly what to buy."""

    line: str
    reason: LineFault


@dataclass(eq=False)
class TitleTooLongError(DomainError):
    """The name of the wish is longer than so many characters."""

    title: str
    limit: int


@dataclass(eq=False)
class NoteTooLongError(DomainError):
    """The note is longer than so many characters."""

    note: str
    limit: int


@dataclass(eq=False)
class QuantityOutOfRangeError(DomainError):
    """So many cannot be asked for; `line` is empty when the number came from a button."""

    quantity: int
    lowest: int
    highest: int
    line: str = ""


@dataclass(eq=False)
class TooManyLinesError(DomainError):
    """One message has more lines than the bot takes at once."""

    given: int
    limit: int


@dataclass(eq=False)
class DeadlineUnreadableError(DomainError):
    """The text does not say until when a vote shall be open."""

    text: str


@dataclass(eq=False)
class DeadlineOutOfRangeError(DomainError):
    """A vote is open for five minutes at least and a week at most."""


@dataclass(eq=False)
class HurryError(DomainError):
    """While silence is consent, only the organizer lets a vote end earlier."""

    organizer: str


@dataclass(eq=False)
class TripTimeError(DomainError):
    """The text names no time for a trip between so many minutes."""

    text: str
    shortest: int
    longest: int


@dataclass(eq=False)
class TripUnderWayError(DomainError):
    """Somebody else of the family is in the shop until then."""

    shopper: str
    until: datetime


@dataclass(eq=False)
class NoTripError(DomainError):
    """The actor is not in the shop, or not any more."""


@dataclass(eq=False)
class ShelfChangedError(DomainError):
    """The line is not as the shopper was shown it."""


@dataclass(eq=False)
class LineBoughtError(DomainError):
    """The line has been bought already, so its author cannot change it."""

    line: str


@dataclass(eq=False)
class ReplacementPriceError(DomainError):
    """A replacement was typed without its price."""


@dataclass(eq=False)
class ReplacementTooDearError(DomainError):
    """The replacement costs so much, in minor units, that the family would have to vote on it."""

    line: str
    minor: int
    currency: str


@dataclass(eq=False)
class ReplacementGoneError(DomainError):
    """Nobody waits for this answer any more."""


@dataclass(eq=False)
class StaplesFullError(DomainError):
    """The family has as many staples as it can have."""

    limit: int


@dataclass(eq=False)
class StapleGoneError(DomainError):
    """It is no staple, or no line of an order, any more."""


@dataclass(eq=False)
class DeedUnknownError(DomainError):
    """There is no such deed in the journal, or none that can be taken back."""


@dataclass(eq=False)
class NotYourDeedError(DomainError):
    """Only who did it takes a deed back."""

    line: str
    by: str


@dataclass(eq=False)
class UndoLateError(DomainError):
    """More than so many minutes have passed since the deed."""

    line: str
    minutes: int


@dataclass(eq=False)
class UndoneAlreadyError(DomainError):
    """The deed was taken back before."""

    line: str


@dataclass(eq=False)
class ChangedSinceError(DomainError):
    """Something else happened to the line after the deed; `by` is empty when time brought it about."""

    line: str
    by: str


@dataclass(eq=False)
class AuthorGoneError(DomainError):
    """A line cannot come back whose author is not in the family any more."""

    line: str
    author: str


@dataclass(eq=False)
class OwnLineGoneError(DomainError):
    """The line is not in the person's own cart, or not any more."""


@dataclass(eq=False)
class OwnLineChangedError(DomainError):
    """The line of the person's own cart is not as it was when the button was drawn."""

    line: str


@dataclass(eq=False)
class NotAskedByYouError(DomainError):
    """Somebody else asked for it in another chat."""


@dataclass(eq=False)
class AskedTooLongAgoError(DomainError):
    """What was asked for in another chat is not kept any more."""
