from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

if TYPE_CHECKING:
    from asyncio.subprocess import Process

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60  # importing alone takes seconds of a processor that others may use, too


async def start(*arguments: str) -> tuple[Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--listen",
        "127.0.0.1:0",
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    async with asyncio.timeout(PATIENCE_S):
        return process, (await process.stdout.readline()).decode().strip()


async def stop(process: Process) -> int:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        return await process.wait()


@pytest.mark.process
async def test_one_command_opens_the_sandbox_and_a_signal_closes_it(tmp_path: Path) -> None:
    state = tmp_path / "world.json"
    process, url = await start("--state", str(state), "--token", "42:abc", "--key", "k")
    assert url.startswith("http://127.0.0.1:")
    assert url.endswith("/ui/?key=k")
    async with ClientSession() as session, session.get(url.replace("/ui/", "/ui/state")) as response:
        assert (await response.json())["bot"]["id"] == 42
    assert await stop(process) == 0
    assert b'"token":"42:abc"' in state.read_bytes()
