"""A vote's transaction, against the same statements in plain sqlite3 without threads."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

from benchmarks.household import settle_family
from core.carts.agreement import Choice
from main import bind, utc_now
from storage.database import open_database
from storage.migrating import migrate
from storage.sqlite import PRAGMAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from storage.database import Database

    Statement = tuple[str, Sequence[Any]]

PEOPLE = range(2001, 2008)
GROUP = -500
TURNS = 12
VOTES_A_TURN = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in microseconds, and what was executed, the beginning of the transaction included."""

    ours: float
    plain: float
    statements: Sequence[str]
    recognising: Sequence[str]

    @property
    def ratio(self) -> float:
        """How much longer a vote takes than its bare statements."""
        return self.ours / self.plain


async def measure(folder: Path) -> Measured:
    """Vote by turns in two files in the folder."""
    ours, plain = folder / "core.db", folder / "plain.db"
    for file in (ours, plain):
        await _prepare(file)
    database = await open_database(_url(ours))
    try:
        recognising, votes = await _recorded(database)
        times, plain_times = [], []
        connection = sqlite3.connect(plain, isolation_level=None)
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            for _ in range(TURNS):
                times += await _vote(database)
                plain_times += _vote_plainly(connection, votes)
        finally:
            connection.close()
    finally:
        await database.close()
    return Measured(
        median(times) * 1e6,
        median(plain_times) * 1e6,
        [sql for sql, _ in votes[0]],
        [sql for sql, _ in recognising],
    )


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def _prepare(file: Path) -> None:
    await migrate(_url(file))
    database = await open_database(_url(file))
    await database.write(lambda connection: settle_family(connection, PEOPLE, GROUP))
    await database.close()


def _ballots() -> Iterator[dict[str, Any]]:
    """Votes of one member on each line in turn, for and then against, without end."""
    return cycle(
        {"voter": PEOPLE[1], "item": item, "version": 1, "choice": choice}
        for choice in Choice
        for item in range(1, 9)
    )


async def _vote(database: Database) -> list[float]:
    cast_vote = bind(database, utc_now)["cast_vote"]
    times = []
    for ballot, _ in zip(_ballots(), range(VOTES_A_TURN), strict=False):
        began = perf_counter()
        await cast_vote(**ballot)
        times.append(perf_counter() - began)
    return times


def _vote_plainly(connection: sqlite3.Connection, votes: Sequence[Sequence[Statement]]) -> list[float]:
    times = []
    for statements, _ in zip(cycle(votes), range(VOTES_A_TURN), strict=False):
        began = perf_counter()
        for sql, values in statements:
            cursor = connection.execute(sql, values)
            if cursor.description:
                cursor.fetchone()
        connection.commit()
        times.append(perf_counter() - began)
    return times


async def _recorded(database: Database) -> tuple[Sequence[Statement], Sequence[Sequence[Statement]]]:
    """Return the statements that recognise who presses, and those of each of 16 votes."""
    executed: list[Statement] = []

    def note(*execution: Any) -> None:  # noqa: ANN401  # as SQLAlchemy calls it
        _, _, sql, values, _, _ = execution
        executed.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        do = bind(database, utc_now)
        await do["find_person"](person=PEOPLE[1])
        recognising = list(executed)
        votes = []
        for ballot, _ in zip(_ballots(), range(16), strict=False):
            executed.clear()
            await do["cast_vote"](**ballot)
            votes.append(list(executed))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return recognising, votes
