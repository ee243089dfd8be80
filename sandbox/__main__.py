"""`python -m sandbox`: a Telegram on this machine until Ctrl+C."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.fixtures import FIRST_NAME, TOKEN, USERNAME
from sandbox.server import SandboxServer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--listen", default="127.0.0.1:8081", metavar="HOST:PORT", help="default %(default)s")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep the world in this file")
    parser.add_argument("--token", default=TOKEN, help="the bot's token, default %(default)s")
    parser.add_argument("--username", default=USERNAME, help="the bot's username, default %(default)s")
    parser.add_argument("--name", default=FIRST_NAME, help="the bot's name, default %(default)s")
    parser.add_argument("--key", help="the page's key, random by default")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    host, _, port = arguments.listen.rpartition(":")
    server = SandboxServer(
        host=host.strip("[]"),
        port=int(port),
        key=arguments.key,
        token=arguments.token,
        username=arguments.username,
        first_name=arguments.name,
        state_file=arguments.state,
    )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    async with server:
        sys.stdout.write(f"{server.page_url}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
