"""Runs a use case as one unit: begins before it, commits after it, rolls back when it refuses."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

T = TypeVar("T")

ATTEMPTS = 8
"""A unit that lost a race is run again so many times in all."""

_LOST_RACES = ("40001", "40P01")
"""PostgreSQL's serialization failure and deadlock."""


class Database(Protocol):
    """Runs a synchronous function on a connection, inside one transaction."""

    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit alone among writers and commit it."""

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit on one consistent state of the database."""

    async def close(self) -> None:
        """Close all connections."""


async def open_database(url: str) -> Database:
    """Open the database that an SQLAlchemy URL names: `sqlite+aiosqlite:///file` or `postgresql+asyncpg://…`.

    Raises:
        ValueError: another kind of database.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return await SqliteDatabase.open(parsed.database or "")
        case "postgresql":
            return PostgresDatabase(parsed)
        case other:
            raise ValueError(f"cannot keep a family in {other}")


async def retrying(run: Callable[[], Awaitable[T]]) -> T:
    """Run a unit again when it lost a race.

    A constraint that another transaction made true meanwhile counts as a lost race too: at the next attempt
    the use case sees what the other one committed, and refuses in the domain's terms.
    """
    for attempt in range(1, ATTEMPTS):
        try:
            return await run()
        except DBAPIError as error:
            if not _lost_race(error):
                raise
            await asyncio.sleep(0.005 * attempt)
    return await run()


def _lost_race(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _LOST_RACES
