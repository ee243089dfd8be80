"""Use cases on SQLite in memory, without an event loop: for stories of which thousands are tried."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import StaticPool, create_engine, event

from core.families.founding import begin_family, found_family, show_family
from core.invites.inviting import create_invite, revoke_invite
from core.invites.joining import accept_invite
from core.people.person import Introduction
from core.people.use_cases import meet_person
from core.shared.errors import DomainError
from storage.migrating import run_migrations
from storage.transaction import Transaction
from tests.household import SPOKEN, Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine, Executable, Row

T = TypeVar("T")


class Instant:
    """One family; people are numbers, 1 is the organizer. One at a time: all share one connection."""

    def __init__(self, members: int) -> None:
        self.clock = Clock()
        self._engine, raw, empty = _database()
        raw.deserialize(empty)
        raw.execute("PRAGMA foreign_keys=ON")
        self._taps = 0
        self.must(begin_family, actor=self.meet(1), allowed=())
        self.must(found_family, actor=1, name="Ивановы", allowed=(), currency="RUB")
        for person in range(2, members + 1):
            self.join(person)

    def must(self, use_case: Callable[..., T], **facts: object) -> T:
        with self._engine.begin() as connection:
            return use_case(Transaction(connection, invoiced={"RUB"}), now=self.clock.now, **facts)

    def may(self, use_case: Callable[..., T], **facts: object) -> T | None:
        """Try, and take a refusal for an answer."""
        try:
            return self.must(use_case, **facts)
        except DomainError:
            return None

    def rows(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        with self._engine.begin() as connection:
            return connection.execute(statement).all()

    def tap(self) -> str:
        """Return what names another request."""
        self._taps += 1
        return f"tap {self._taps}"

    def meet(self, person: int) -> int:
        sender = Introduction(person, f"Гость {person}", None, None)
        return self.must(meet_person, sender=sender, spoken=SPOKEN, default="ru").id

    def join(self, person: int) -> bool:
        """Let the person join by an invitation; tell whether they were not in the family before."""
        if self.may(show_family, actor=person) is not None:
            return False
        token = self.tap()
        self.meet(person)
        created = self.must(create_invite, actor=1, token=token, origin=token)
        self.must(accept_invite, actor=person, token=token)
        self.must(revoke_invite, actor=1, invite=created.id)
        return True


@cache
def _database() -> tuple[Engine, sqlite3.Connection, bytes]:
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        run_migrations(connection, "head")
    return engine, raw, raw.serialize()
