"""The real bot as a process of its own, which a test may start, freeze out, stop and kill.

Importing aiogram takes seconds of processor time. So bots are forked from a server that has imported
`forked.py` and does nothing else; what runs in the fork is the command line, as an operator would run it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import sys
import threading
import warnings
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import main
from sandbox.fixtures import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PATIENCE_S = 40
"""So long a condition may take on a busy machine before a test gives up; on an idle one a few seconds."""

SECRET = "only-telegram-knows"

_TROUBLE = (
    "Traceback",
    " ERROR ",
    " CRITICAL ",
    "Warning:",
    "never retrieved",
    "was destroyed",
    "ignored in",
)

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.stories.forked"])


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait for the condition, and fail the test when it does not come true."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not condition():  # noqa: ASYNC110  # what another process does has no event here
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"waited in vain: {what}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Process:
    """A process of `main.py` in a process group of its own; what it writes goes into a file."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        output: Path,
        now: datetime | None = None,
    ) -> None:
        self._output = output
        self._process = _forks.Process(
            target=_run_main, args=(list(arguments), dict(environment), str(folder), str(output), now)
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode

    @property
    def output(self) -> str:
        return self._output.read_text() if self._output.exists() else ""

    def troubles(self) -> list[str]:
        """Return the lines that tell of something that should not happen."""
        return [line for line in self.output.splitlines() if any(sign in line for sign in _TROUBLE)]

    async def says(self, words: str) -> None:
        await until(lambda: words in self.output or self.exit_code is not None, f"{words} in the output")
        assert words in self.output, self.output

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        os.kill(self.pid, number)

    async def ended(self) -> int:
        """Wait for the end and return the exit code."""
        await until(lambda: self.exit_code is not None, "the end of the process")
        code = self.exit_code
        assert code is not None
        return code

    async def stop(self) -> int:
        """Ask it to stop, as an operator does, and return the exit code."""
        self.signal()
        return await self.ended()

    async def kill(self) -> None:
        """Kill it, and all that it started, with no chance to clean up."""
        if self.exit_code is not None:
            return
        with suppress(ProcessLookupError):  # it may not have a group of its own yet
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        await self.ended()


def noon_zone() -> str:
    """A time zone in which it is noon: alerts wait for nobody's night, whenever the tests run."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # its sign is that of the way to Greenwich


def run_bot(
    folder: Path, output: Path, environment: Mapping[str, str], now: datetime | None = None
) -> Process:
    """Start the bot with these settings over the ones that every bot of a test has.

    Its clock shows the true time, at noon; or it goes on from the moment `now`, in Moscow.
    """
    settings = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'family.db'}",
        "PATH": os.environ["PATH"],
        "TIME_ZONE": "Europe/Moscow" if now else noon_zone(),
    }
    return Process(["run"], settings | dict(environment), folder, output, now)


def _run_main(
    arguments: list[str], environment: dict[str, str], folder: str, output: str, now: datetime | None
) -> None:
    os.setsid()
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(descriptor, stream.fileno())
    os.chdir(folder)  # no .env of a developer here
    os.environ.clear()
    os.environ.update(environment)
    warnings.simplefilter("default")
    threading.Thread(target=_die_with_the_tests, daemon=True).start()
    if now is not None:
        _set_clock(now - datetime.now(UTC))
    sys.exit(main.main(arguments))


def _set_clock(ahead: timedelta) -> None:
    """Let the clock that is passed to every use case go ahead; nothing else of the bot has one."""
    main.utc_now = lambda: datetime.now(UTC) + ahead


def _die_with_the_tests() -> None:
    """However the tests end: nothing that they started outlives them."""
    tests = multiprocessing.parent_process()
    assert tests is not None
    multiprocessing.connection.wait([tests.sentinel])
    os.killpg(0, signal.SIGKILL)
