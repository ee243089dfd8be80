from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

import main
from sandbox.fixtures import DAD, MUM
from sandbox.server import SandboxServer
from tests.stories.phones import Phones
from tests.stories.process import Process, until
from tests.stories.story import Story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sandbox.world import JSON

pytestmark = pytest.mark.process

MAIN = Path(main.__file__)


async def test_chats_and_their_buttons_survive_both_bot_and_sandbox(tmp_path: Path) -> None:
    world = tmp_path / "sandbox.json"
    async with (
        SandboxServer(state_file=world) as server,
        Phones(server.page_url) as phones,
        Story(server, phones, tmp_path) as story,
    ):
        bot = await story.start_bot()
        link = await phones.found_family("Ивановы")
        await phones.say(MUM, "/add молоко 89,90")
        await story.settled()
        await phones.say(MUM, "/cart")
        await story.cards_shown()
        before = await phones.messages(MUM)
        card = await phones.card(MUM)
        assert await bot.stop() == 0
        await phones.open_link(DAD, link)  # while nobody is there

    async with (
        SandboxServer(state_file=world) as server,
        Phones(server.page_url) as phones,
        Story(server, phones, tmp_path) as story,
    ):
        bot = await story.start_bot()
        assert await phones.messages(MUM) == before
        await phones.tap_on(card, MUM, "q:", ending=":2")
        await phones.tap(DAD, "join:")
        await story.cards_shown()
        assert "молоко, 2 шт" in (await phones.card(MUM))["text"]
        assert (await phones.card(MUM))["message_id"] == card["message_id"]
        assert "Папа" in (await phones.alerts(MUM))[0][1]
        story.judge()
        assert await bot.stop() == 0


async def test_the_demo_is_one_command_and_leaves_no_bot_behind(tmp_path: Path) -> None:
    # Two at a time, since each takes seconds to start: one is stopped, the other one is killed.
    log, doomed_log = tmp_path / "demo.log", tmp_path / "doomed.log"
    doomed = Process(["demo", "--port", "0", "--folder", "doomed"], dict(os.environ), tmp_path, doomed_log)
    try:
        async with plain_demo(tmp_path, log) as demo:
            said = await play_the_demo(await address_in(doomed_log))
            world = tmp_path / "doomed" / "sandbox.json"
            await until(lambda: "go:home" in _text(world), "what was said on the disk")
            doomed.signal(signal.SIGKILL)
            assert await doomed.ended() == -signal.SIGKILL
            await until(lambda: "family: stopped" in doomed.output, "the end of the bot")
            async with SandboxServer(state_file=world) as server, Phones(server.page_url) as phones:
                assert await phones.messages(MUM) == said

            await play_the_demo(await address_in(log))
            demo.terminate()
            assert await demo.wait() == 0
            assert "family: stopped" in _text(log)
            with pytest.raises(ProcessLookupError):  # nobody is left in its group
                os.killpg(demo.pid, 0)
    finally:
        await doomed.kill()
        with suppress(ProcessLookupError):
            os.killpg(doomed.pid, signal.SIGKILL)


async def play_the_demo(address: str) -> list[JSON]:
    """Open the page and press through the first screens; return what Mum's window shows then."""
    async with ClientSession() as browser, browser.get(address) as page:
        assert page.status == 200
        assert page.content_type == "text/html"
    async with Phones(address) as phones:
        await phones.say(MUM, "/start")
        await phones.tap(MUM, "go:help")
        await phones.button(MUM, "go:home")
        assert phones.unanswered() == []
        return await phones.messages(MUM)


@asynccontextmanager
async def plain_demo(folder: Path, output: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python main.py demo` as a newcomer does, in a process group of its own."""
    with output.open("wb") as file:
        arguments = (sys.executable, str(MAIN), "demo", "--port", "0", "--folder", "demo")
        demo = await asyncio.create_subprocess_exec(
            *arguments,
            cwd=folder,
            stdout=file,
            stderr=file,
            stdin=asyncio.subprocess.DEVNULL,
            process_group=0,
        )
    try:
        yield demo
    finally:
        sys.stdout.write(_text(output))
        with suppress(ProcessLookupError):
            os.killpg(demo.pid, signal.SIGKILL)
        await demo.wait()


async def address_in(output: Path) -> str:
    """Wait for the page's address in what the demo prints."""
    pattern = re.compile(r"http://\S+/ui/\?key=\S+")
    await until(lambda: pattern.search(_text(output)), "the page's address")
    found = pattern.search(_text(output))
    assert found is not None
    return found[0]


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""
