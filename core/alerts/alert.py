"""What every alert is: something that happened, as facts; the words are found when it is delivered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar


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
