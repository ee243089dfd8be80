# ruff: noqa: INP001  # a script, not a package
"""Take docs/demo.png: the sandbox's page with a family in full swing.

Run it from the repository's root: `.venv/bin/python docs/take_screenshot.py`. It needs a Chromium.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import ViewportSize, async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sandbox.fixtures import DAD, FAMILY, KID, MUM, TOKEN, USERNAME  # noqa: E402  # found by the line above
from sandbox.server import SandboxServer  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PICTURE = ROOT / "docs" / "demo.png"
SIZE = ViewportSize(width=1440, height=900)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PATIENCE_S = 30
CARD_S = 3.5
"""A card is edited at most every three seconds."""


class Scene:
    """People who do things in a sandbox, one after another."""

    def __init__(self, server: SandboxServer) -> None:
        """Play in the sandbox."""
        self._server = server

    async def rest(self, seconds: float = 0.6) -> None:
        """Wait until the bot has done nothing for so long: the alerts are out, too."""
        await self._server.engine.quiet(seconds=PATIENCE_S, idle=seconds)

    async def say(self, person: int, text: str, chat: int | None = None) -> None:
        """Write something, and let the bot answer."""
        self._server.people.say(person, chat or person, text)
        await self.rest()

    async def press(self, person: int, data: str, chat: int | None = None) -> None:
        """Press the newest button whose callback data matches, and let the bot answer."""
        place = self._server.engine.world.chats[chat or person]
        for number in reversed(place.messages):
            rows = place.messages[number].body.get("reply_markup", {}).get("inline_keyboard", ())
            for button in (button for row in rows for button in row):
                pressed = button.get("callback_data", "")
                if re.match(data, pressed):
                    self._server.people.press(person, place.id, number, pressed, stale=True)
                    await self.rest()
                    return
        seen = [message.body.get("text") for message in place.messages.values()]
        raise LookupError(f"no button {data} in {seen}")

    async def play(self) -> None:
        """Found a family, let it shop and vote, and show its cart in its group."""
        people = self._server.people
        await self.say(MUM, "/start")
        await self.press(MUM, "go:found")
        people.share_contact(MUM, MUM)
        await self.rest()
        await self.say(MUM, "Ивановы")
        await self.press(MUM, "go:invite")
        shown = [
            message.body.get("text", "") for message in self._server.engine.world.chats[MUM].messages.values()
        ]
        link = next(found[0] for text in reversed(shown) if (found := re.search(r"https://t\.me/\S+", text)))
        for person in (DAD, KID):
            people.open_link(person, link)
            await self.rest()
            await self.press(person, "join:")
        await self.say(MUM, f"/cart@{USERNAME}", FAMILY)
        await self.press(MUM, "attach:", FAMILY)
        await self.say(MUM, f"/cart@{USERNAME}", FAMILY)
        await self.say(MUM, "/add молоко 2 шт 89,90; хлеб 54,50")
        await self.say(DAD, "/add дрель 6 490 ₽; !батарейки 4 шт 45")
        await self.say(KID, "/add мороженое 3 шт 99,99; конструктор 2 499 ₽")
        await self.say(DAD, "/cart")
        drill, bricks = 3, 6  # in the order in which the lines were added
        await self.press(DAD, f"v:{drill}:1:1")
        await self.press(KID, f"v:{drill}:1:1", FAMILY)
        await self.press(KID, f"v:{bricks}:1:1", FAMILY)
        await self.press(MUM, f"v:{bricks}:1:-1", FAMILY)
        await self.rest(CARD_S)


@asynccontextmanager
async def bot_at(server: SandboxServer, folder: Path) -> AsyncIterator[None]:
    """Run the bot against the sandbox."""
    environment = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": server.api_url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'family.db'}",
        "WEBHOOK_URL": "",
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "main.py"), "run", env=environment, cwd=folder
    )
    try:
        yield
    finally:
        bot.terminate()
        await bot.wait()


async def take(address: str) -> None:
    """Open the page and take its picture."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=[*QUIETLY])
        page = await browser.new_page(viewport=SIZE, locale="ru-RU", timezone_id="Europe/Moscow")
        await page.goto(address)
        await page.get_by_test_id(f"column-{FAMILY}").get_by_text("🛒").last.wait_for()
        await page.wait_for_timeout(500)  # fonts and scrolling
        await page.screenshot(path=PICTURE)
        await browser.close()


async def main() -> None:
    """Play the scene and take its picture."""
    with tempfile.TemporaryDirectory() as folder:
        async with SandboxServer() as server, bot_at(server, Path(folder)):
            await Scene(server).play()
            await take(server.page_url)


if __name__ == "__main__":
    asyncio.run(main())
