"""The bots as processes of their own: on a core of their own, stopped while another one is measured."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 20
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
DRIVER_CORE, BOT_CORE = _CORES[0], _CORES[-1]


class BotProcess:
    """A bot that runs; made by `running`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Watch the process."""
        self._process = process
        self._seen = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        """Return the processor time that it has used, in user and kernel mode."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def memory_mib(self) -> float:
        """Return its resident memory."""
        return float(self._seen.memory_info().rss) / 2**20

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Let it run inside the block; outside it takes no processor time from others."""
        self._process.send_signal(signal.SIGCONT)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGSTOP)


@contextmanager
def running(
    script: Path, *arguments: str, environment: Mapping[str, str], folder: Path
) -> Iterator[BotProcess]:
    """Run a script on the bots' core, with the folder as its working directory and its log in it.

    Raises:
        RuntimeError: it is not running any more when the block fails; what it logged last is the message.
    """
    with (folder / f"{script.stem}.log").open("wb") as log, pinned(BOT_CORE):
        process = subprocess.Popen(  # noqa: S603  # our own scripts
            [sys.executable, str(script), *arguments],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield BotProcess(process)
    except Exception as error:
        if process.poll() is not None:
            raise RuntimeError((folder / f"{script.stem}.log").read_text()[-2_000:]) from error
        raise
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """Keep this thread, and what it starts inside the block, on a core, where there are several."""
    if len(_CORES) == 1:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
