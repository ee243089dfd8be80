from __future__ import annotations

import logging
import os
import shutil
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.bot.stage import Stage
from tests.storage_fixtures import MEMORY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def stage_url(sqlite_template: Path) -> Iterator[str]:
    """The URL of a migrated SQLite file in memory, where every answered update need not wait for a disk."""
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="stage-", dir=memory) as folder:
        shutil.copyfile(sqlite_template, f"{folder}/family.db")
        yield f"sqlite+aiosqlite:///{folder}/family.db"


@pytest.fixture
async def stage(stage_url: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Stage]:
    """The real bot with a Telegram and a database of its own; what must always hold is checked at the end."""
    opened = Stage(stage_url)
    await opened.open()
    yield opened
    await opened.close()
    failures = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    opened.check([] if opened.may_fail else failures)


@pytest.fixture
def kept_logging() -> Iterator[None]:
    """Puts the logging of the test run back after a test that sets up the bot's."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
