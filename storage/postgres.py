"""PostgreSQL: a pool of connections; a unit of work runs through SQLAlchemy's bridge over asyncpg.

Isolation is READ COMMITTED: a use case holds the row that it decides about (a family, a line, an order), and
the schema's constraints hold everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection

T = TypeVar("T")

CONNECTIONS = 10


class PostgresDatabase:
    """A PostgreSQL database."""

    def __init__(self, url: URL) -> None:
        """Connect lazily to the database that the URL names."""
        # Parameters would bring into the log what people wrote, paid and were invited by.
        self._engine = create_async_engine(
            url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True, hide_parameters=True
        )

    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit and commit it."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(unit)

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit on one consistent state of the database."""
        async with self._engine.connect() as connection:
            reading = await connection.execution_options(isolation_level="REPEATABLE READ")
            return await reading.run_sync(unit)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()
