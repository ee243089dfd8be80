"""A trip to the shop: one of the family buys what is agreed on, and marks each line as they go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.carts.errors import TripTimeError

if TYPE_CHECKING:
    from datetime import datetime

TRIP_TIMES: Final = (20, 40, 60)
"""The times that are offered, in minutes: the shop downstairs, the supermarket, the one across town."""

SHORTEST_MIN: Final = 5
LONGEST_MIN: Final = 240

MARGIN: Final = timedelta(minutes=30)
"""A queue at the checkout: a trip that nobody ended is over so long after its time."""

REPLACEMENT_LIFE: Final = timedelta(minutes=10)
"""Nobody stands in front of a shelf for longer; silence is no yes."""

_MINUTES: Final = re.compile(r"(?:\+|на |for )?([0-9]{1,3}) ?(?:m|min|minutes?|м|мин|минут[уы]?)?[.]?")


class Mark(StrEnum):
    """What the shopper says about a line: ASKING waits for the author's word on a replacement."""

    BOUGHT = "bought"
    MISSING = "missing"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Trip:
    """Somebody of the family is in the shop, and takes what is added until then. One at a time."""

    id: int
    family: int
    shopper: int
    shopper_name: str
    until: datetime

    def ends_at(self) -> datetime:
        """Return when it is over if nobody ends it."""
        return self.until + MARGIN


class ReplacementState(StrEnum):
    """Where a replacement stands. WITHDRAWN: the shopper, the end of the trip or a change overtook it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a shopper would take instead of a line, and whose word is waited for.

    `wish` is the other line as one would type it. `revision` is the line's since it is asked about; a line
    that has another one, or another author, was overtaken.
    """

    id: int
    item: int
    family: int
    shopper: int
    asked: int
    wish: str
    revision: int
    expires_at: datetime
    state: ReplacementState


def read_minutes(text: str) -> int:
    """Return for how many minutes a trip shall last, from `40`, `40 мин` or `for 40 min`.

    Raises:
        TripTimeError: it does not say so, or not between 5 minutes and 4 hours.
    """
    match = _MINUTES.fullmatch(" ".join(text.casefold().split()))
    minutes = int(match[1]) if match else 0
    if not SHORTEST_MIN <= minutes <= LONGEST_MIN:
        raise TripTimeError(text, SHORTEST_MIN, LONGEST_MIN)
    return minutes
