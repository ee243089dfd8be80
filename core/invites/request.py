"""A request to join by an invitation that needs the organizer's approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

REQUEST_LIFE = timedelta(hours=24)

ASK_AGAIN_AFTER = timedelta(hours=1)
"""Each request rings at the organizer's: nobody asks one family more often, whatever the answer was."""


class RequestState(StrEnum):
    """What became of a request; all but the first are final."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody asks to join; no seat is taken before the organizer says yes."""

    id: int
    family: int
    invite: int
    person: int
    state: RequestState
    asked_at: datetime
    expires_at: datetime

    @property
    def again_at(self) -> datetime:
        """When the same family may be asked again, whatever the answer."""
        return self.asked_at + ASK_AGAIN_AFTER

    def state_at(self, now: datetime) -> RequestState:
        """Return the state at that moment, whether or not the job that closes old requests came by."""
        is_over = self.state is RequestState.OPEN and self.expires_at <= now
        return RequestState.EXPIRED if is_over else self.state
