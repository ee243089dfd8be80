"""What screens about invitations show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.invites.invite import InviteState


@dataclass(frozen=True, slots=True)
class InviteCreated:
    """A new invitation, for the organizer: `seats` people may join by it until `expires_at`."""

    id: int
    family: str
    seats: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody who opened a link is asked to join."""

    family: str
    organizer: str
    people: int
    seats: int


@dataclass(frozen=True, slots=True)
class InviteSummary:
    """One invitation in the organizer's list, and who came by it."""

    id: int
    state: InviteState
    uses_left: int
    created_at: datetime
    expires_at: datetime
    guests: Sequence[str]
