"""What the people's use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from core.alerts.wish import Delivery, Wish
    from core.people.person import Person
    from core.people.question import Question


class PeopleWork(Protocol):
    """Reads and keeps persons."""

    def person(self, person: int) -> Person | None:
        """Return the person, if the bot has met them and was not asked to forget them."""

    def put_person(self, person: Person, now: datetime) -> None:
        """Keep a new person, or a known one's name and username; one who was forgotten is new."""

    def set_language(self, person: int, language: str) -> None:
        """Keep the language the person chose."""

    def set_time_zone(self, person: int, zone: str) -> None:
        """Keep the time zone the person chose."""

    def set_wish(self, person: int, *, delivery: Delivery | None = None, quiet: bool | None = None) -> Wish:
        """Keep what is given of how the person wants to be told; return the whole wish."""

    def free_held_alerts(self, recipient: int, now: datetime) -> None:
        """Hold back nothing that waits for the recipient; it counts as held back until now."""

    def set_country(self, person: int, country: str, now: datetime) -> None:
        """Keep the country that a phone number proved, and the moment."""

    def set_reachable(self, person: int) -> None:
        """Keep that messages reach the person."""

    def set_unreachable(self, person: int, since: datetime) -> None:
        """Keep since when messages do not reach the person; an earlier moment stays."""


class QuestionWork(Protocol):
    """Reads and keeps open questions."""

    def question_of(self, person: int) -> Question | None:
        """Return the person's question, expired or not."""

    def put_question(self, question: Question) -> None:
        """Keep the question, in place of any other to that person."""

    def drop_question(self, person: int) -> bool:
        """Forget the person's question; tell whether there was one."""


class CountryWork(PeopleWork, QuestionWork, Protocol):
    """What proving a country needs."""
