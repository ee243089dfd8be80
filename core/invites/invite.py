"""An invitation: its token, its life and its state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

INVITE_LIFE = timedelta(days=7)
LIVE_INVITES = 5
"""At most so many live invitations a family."""

TOKEN_BYTES = 24
"""192 random bits, 32 letters in a link; the product asks for at least 128."""

_PERSONAL = "#"
"""Stands in no token, which is made of `A-Za-z0-9_-`."""


class InviteState(StrEnum):
    """Whether an invitation still lets somebody in, or why not."""

    LIVE = "live"
    USED_UP = "used_up"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Term(StrEnum):
    """One thing that may be changed about a live invitation: for whom, for how long, on what condition."""

    FOR_ONE = "one"
    FOR_ALL = "all"
    HOUR = "1h"
    DAY = "1d"
    WEEK = "7d"
    MONTH = "30d"
    BY_APPROVAL = "ask"
    AT_ONCE = "free"


LIVES = {
    Term.HOUR: timedelta(hours=1),
    Term.DAY: timedelta(days=1),
    Term.WEEK: INVITE_LIFE,
    Term.MONTH: timedelta(days=30),
}
"""How long an invitation may live, from the moment the organizer says so."""


@dataclass(slots=True)
class Invite:
    """A right to join one family, carried by a token of which only the hash is kept.

    It is `for_one` person, or for as many as there were free seats. One that is `by_approval` only lets
    people ask: the organizer seats each of them.
    """

    id: int
    family: int
    uses_left: int
    expires_at: datetime
    revoked_at: datetime | None
    for_one: bool
    by_approval: bool
    created_at: datetime

    def state(self, now: datetime) -> InviteState:
        """Return the state at that moment."""
        if self.revoked_at is not None:
            return InviteState.REVOKED
        if self.uses_left <= 0:
            return InviteState.USED_UP
        if self.expires_at <= now:
            return InviteState.EXPIRED
        return InviteState.LIVE

    def life(self, now: datetime) -> Term | None:
        """Return how long it was to live when that was chosen, None when its end is older than any choice.

        Only the end is kept. It tells the choice of this moment and, of one never changed, that of its
        making; of a change made earlier it tells the shortest life that leaves as much.
        """
        if self.expires_at == self.created_at + INVITE_LIFE:
            return Term.WEEK
        left = self.expires_at - now
        return next((term for term, life in LIVES.items() if left <= life), None)


def hash_token(token: str) -> bytes:
    """Return what is kept of a token: its SHA-256. A random token needs no salt."""
    return hashlib.sha256(token.encode()).digest()


def personal_token(invite: int) -> str:
    """Return what stands for the token of an invitation that the bot itself brings to an invitee."""
    return f"{_PERSONAL}{invite}"


def personal_invite(token: str) -> int | None:
    """Return the invitation that a personal token names; it opens it for its invitees only."""
    number = token.removeprefix(_PERSONAL)
    is_personal = number != token and number.isascii() and number.isdigit() and len(number) < len(str(2**63))
    return int(number) if is_personal else None
