"""A person and how a person is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.alerts.wish import Delivery, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.people.ports import PeopleWork

NEW_WISH = Wish(Delivery.AT_ONCE, quiet=True)
"""How somebody is told who has not said otherwise."""

_JOINER = "\u200d"

NAMELESS = "…"
"""Shown for somebody whose name is empty or invisible."""

FORMER = "\ue000"
"""The name of somebody who asked to be forgotten: a private-use letter that nobody can be called, since
`visible_name` takes it out. Each screen puts the words in its reader's language in its place."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What an update says about its sender; never a key, except for the id."""

    id: int
    name: str
    username: str | None
    language_code: str | None


@dataclass(slots=True)
class Person:
    """Somebody who talked to the bot, known by the numeric Telegram id.

    `country` is an ISO 3166 code proved by a phone number at `country_proved_at`; the number is never kept.
    `reachable` is False after Telegram said that the person blocked the bot or is gone. `time_zone` is a name
    as `core.shared.zone` reads it: of the zone they chose, else of their family's, None for the operator's.
    `wish` is how they want to be told.
    """

    id: int
    name: str
    username: str | None
    language: str
    language_chosen: bool
    reachable: bool
    country: str | None
    country_proved_at: datetime | None
    time_zone: str | None = None
    wish: Wish = NEW_WISH

    def looks_like(self, sender: Introduction) -> bool:
        """Tell whether the sender's name and username are those already kept."""
        return self.name == visible_name(sender.name) and self.username == sender.username


def name_of(work: PeopleWork, person: int | None) -> str:
    """Return how somebody is called, in whichever family they are; "" when nobody knows them any more."""
    known = work.person(person) if person is not None else None
    return known.name if known is not None else ""


def visible_name(name: str) -> str:
    """Return the name without surrounding blanks, or a placeholder when nothing of it can be seen."""
    visible = printable(name).strip()
    return visible if is_visible(visible) else NAMELESS


def printable(text: str) -> str:
    """Return the text without control and direction characters; what joins emoji into one picture stays."""
    return "".join(letter for letter in text if letter.isprintable() or letter == _JOINER)


def is_visible(text: str) -> bool:
    """Tell whether anything of printable text can be seen."""
    return any(not _is_blank(letter) for letter in text)


def _is_blank(letter: str) -> bool:
    # Letters that print as nothing: Hangul fillers and the Braille blank pass str.isprintable.
    return letter.isspace() or letter in "\u115f\u1160\u3164\uffa0\u2800\ufe0f" or letter == _JOINER


def speak(language_code: str | None, *, spoken: Sequence[str], default: str) -> str:
    """Return the language to speak with somebody whose Telegram is set to an IETF tag such as `en-GB`."""
    wanted = (language_code or "").split("-")[0].lower()
    return wanted if wanted in spoken else default
