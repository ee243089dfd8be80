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


class InviteState(StrEnum):
    """Whether an invitation still lets somebody in, or why not."""

    LIVE = "live"
    USED_UP = "used_up"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(slots=True)
class Invite:
    """A right to join one family, carried by a token of which only the hash is kept."""

    id: int
    family: int
    uses_left: int
    expires_at: datetime
    revoked_at: datetime | None

    def state(self, now: datetime) -> InviteState:
        """Return the state at that moment."""
        if self.revoked_at is not None:
            return InviteState.REVOKED
        if self.uses_left <= 0:
            return InviteState.USED_UP
        if self.expires_at <= now:
            return InviteState.EXPIRED
        return InviteState.LIVE


def hash_token(token: str) -> bytes:
    """Return what is kept of a token: its SHA-256. A random token needs no salt."""
    return hashlib.sha256(token.encode()).digest()
