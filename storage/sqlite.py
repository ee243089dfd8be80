"""SQLite: one writer and a few readers, each a connection with a thread of its own.

A whole unit of work runs in one hop inside the thread that aiosqlite keeps for its connection, on SQLAlchemy
Core over the plain sqlite3 connection that aiosqlite owns. Units that come while the thread is busy share
the next hop and its transaction, each in a savepoint: the disk is waited for once. See docs/decisions/0002.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import aiosqlite
from sqlalchemy import NullPool, create_engine, event

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    Unit = Callable[[Connection], Any]

T = TypeVar("T")

READERS = 2
BUSY_MS = 10_000
"""So long a writer waits for another process that is writing."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a power cut loses nothing that was answered
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
)


_taken_over = threading.local()
"""The plain connection that SQLAlchemy takes over in this thread."""

_ENGINE = create_engine(
    "sqlite://",
    creator=lambda: _taken_over.raw,
    poolclass=NullPool,
    hide_parameters=True,  # in the log they would tell what people wrote, paid and were invited by
    query_cache_size=2000,  # there are some 700 different statements, and none is ever compiled twice
)
"""One for all connections, so that each statement is compiled once a process."""


@event.listens_for(_ENGINE, "begin")
def _begin(connection: Connection) -> None:
    # sqlite3 would begin at the first write only, which loses concurrent changes.
    connection.exec_driver_sql(connection.get_execution_options()["begin"])


class _Outcome(NamedTuple):
    """What a unit returned, or why it failed."""

    result: Any = None
    error: Exception | None = None


class _Line:
    """One connection: aiosqlite's thread, and SQLAlchemy's view of the same connection inside it."""

    def __init__(self, driver: aiosqlite.Connection, begin: str) -> None:
        self._driver = driver
        self._begin = begin
        self._connection: Connection | None = None
        self._waiting: list[tuple[Unit, asyncio.Future[Any]]] = []
        self._work: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: str, *, begin: str) -> _Line:
        driver = await aiosqlite.connect(path, isolation_level=None)
        line = cls(driver, begin)
        await line._hop(line._prepare)
        return line

    async def run(self, unit: Callable[[Connection], T]) -> T:
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((unit, turn))
        if self._work is None:
            self._work = asyncio.create_task(self._work_off())
        return await turn

    async def close(self) -> None:
        if self._work is not None:
            await self._work
        await self._hop(self._dispose)
        await self._driver.close()

    async def _work_off(self) -> None:
        """Run what waits, then what came meanwhile, until nothing waits."""
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                outcomes = await self._hop(self._run_units, [unit for unit, _ in taken])
            except Exception as error:  # noqa: BLE001  # it is raised where the units are awaited
                outcomes = [_Outcome(error=error)] * len(taken)
            for (_, turn), outcome in zip(taken, outcomes, strict=True):
                if turn.cancelled():
                    continue
                if outcome.error is None:
                    turn.set_result(outcome.result)
                else:
                    turn.set_exception(outcome.error)
        self._work = None

    async def _hop(self, function: Callable[..., T], *args: object) -> T:
        # aiosqlite offers no public way to run a function in its thread; its version is pinned for this.
        result: T = await self._driver._execute(partial(function, *args))  # type: ignore[no-untyped-call] # noqa: SLF001
        return result

    def _prepare(self) -> None:
        raw: sqlite3.Connection = self._driver._conn  # noqa: SLF001  # as above
        for pragma in PRAGMAS:
            raw.execute(pragma)
        _taken_over.raw = raw
        self._connection = _ENGINE.connect().execution_options(begin=self._begin)

    def _run_units(self, units: list[Unit]) -> list[_Outcome]:
        if len(units) > 1:
            try:
                with self._opened().begin():
                    return [self._run_in_savepoint(unit) for unit in units]
            except Exception:  # noqa: BLE001  # none of them is committed, so each is run by itself
                self._end()
        return [self._run_alone(unit) for unit in units]

    def _run_in_savepoint(self, unit: Unit) -> _Outcome:
        raw: sqlite3.Connection = self._driver._conn  # noqa: SLF001  # as above
        raw.execute("SAVEPOINT unit")
        try:
            outcome = _Outcome(unit(self._opened()))
        except Exception as error:  # noqa: BLE001  # it is raised where the unit is awaited
            outcome = _Outcome(error=error)
            raw.execute("ROLLBACK TO unit")
        raw.execute("RELEASE unit")
        return outcome

    def _run_alone(self, unit: Unit) -> _Outcome:
        connection = self._opened()
        try:
            with connection.begin():
                return _Outcome(unit(connection))
        except Exception as error:  # noqa: BLE001  # the same
            return _Outcome(error=error)
        finally:
            self._end()

    def _opened(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("the database is closed")
        return self._connection

    def _end(self) -> None:
        raw: sqlite3.Connection = self._driver._conn  # noqa: SLF001  # as above
        if raw.in_transaction:  # SQLite keeps a transaction open whose commit failed, SQLAlchemy forgets it
            raw.rollback()

    def _dispose(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class SqliteDatabase:
    """A SQLite file: writes run one after another, reads beside them."""

    def __init__(self, writer: _Line, readers: list[_Line]) -> None:
        """Use `SqliteDatabase.open`."""
        self._writer = writer
        self._readers = readers
        self._next_reader = cycle(readers)

    @classmethod
    async def open(cls, path: str) -> SqliteDatabase:
        """Open the file, making it and its folder when there is none."""
        await asyncio.to_thread(Path(path).parent.mkdir, parents=True, exist_ok=True)
        writer = await _Line.open(path, begin="BEGIN IMMEDIATE")
        readers = [await _Line.open(path, begin="BEGIN") for _ in range(READERS)]
        return cls(writer, readers)

    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit alone among writers and commit it."""
        return await self._writer.run(unit)

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit on one consistent state of the database."""
        return await next(self._next_reader).run(unit)

    async def close(self) -> None:
        """Close all connections."""
        for line in (*self._readers, self._writer):
            await line.close()


def back_up(source: str, target: str) -> None:
    """Copy a SQLite database consistently while it is in use.

    Raises:
        FileNotFoundError: there is no database at the source.
        FileExistsError: there is something at the target already.
    """
    if not Path(source).is_file():
        raise FileNotFoundError(source)
    if Path(target).exists():
        raise FileExistsError(target)
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    try:
        origin.backup(copy)
    finally:
        copy.close()
        origin.close()
