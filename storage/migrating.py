"""Brings a database to the newest schema; done at every start, by one process at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCK = 0x6661_6D69_6C79
"""The advisory lock under which PostgreSQL is migrated: "family" in ASCII."""


async def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database that an SQLAlchemy URL names, or downgrade it to an older revision.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached or changed.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(_migrate_sqlite, parsed.database or "", revision)
        return
    engine = create_async_engine(parsed)
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            await connection.run_sync(run_migrations, revision)
    finally:
        await engine.dispose()


def run_migrations(connection: Connection, revision: str) -> None:
    """Run the migrations on a connection inside its open transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if revision == "head":
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


def _migrate_sqlite(path: str, revision: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": None, "timeout": 30})
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            run_migrations(connection, revision)
            connection.commit()
    finally:
        engine.dispose()
