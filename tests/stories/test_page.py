"""The main path as somebody plays it who has opened the sandbox's page in a browser."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright, expect

from sandbox.fixtures import DAD, MUM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Locator, Page

    from tests.stories.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.process]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE_MS = 30_000


@pytest.fixture
def executable() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"no browser is installed: none of {', '.join(BROWSERS)}")
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(BROWSERS)}")
    return found


@pytest.fixture
async def page(story: Story, executable: str) -> AsyncIterator[Page]:
    """The sandbox's page in a browser; what goes wrong in its scripts fails the test."""
    expect.set_options(timeout=PATIENCE_MS)
    wrongs: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=[*QUIETLY])
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ru-RU")
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        page.on("console", lambda said: wrongs.append(said.text) if said.type == "error" else None)
        await page.goto(story.server.page_url)
        yield page
        await browser.close()
    assert wrongs == []


class Window:
    """One person's column on the page."""

    def __init__(self, page: Page, person: int) -> None:
        self._page = page
        self._column = page.get_by_test_id(f"column-{person}")

    async def start(self) -> None:
        await self._column.get_by_test_id("start").click()

    async def say(self, text: str) -> None:
        await self._column.get_by_test_id("input").fill(text)
        await self._column.get_by_test_id("send").click()

    async def press(self, label: str, *, on: str = "") -> None:
        """Press the first button with this label on the newest message that has one, and has these words."""
        button = self._page.locator(".inline-button").filter(has_text=re.compile(label))
        await self._messages(on).filter(has=button).last.locator(button).first.click()
        await expect(self._column.locator(".inline-button[aria-busy=true]")).to_have_count(0)

    async def share_contact(self, label: str, name: str) -> None:
        await self._column.get_by_test_id("reply-keyboard").get_by_role("button", name=label).click()
        await self._choose(name)

    async def pass_on(self, label: str, name: str) -> None:
        """Press a button that shares a link, and choose who gets it."""
        await self.press(label)
        await self._choose(name)

    async def follow_link(self) -> None:
        await self._column.get_by_role("link", name="start=f_").last.click()

    async def sees(self, words: str) -> None:
        await expect(self._messages(words).last).to_be_visible()

    async def sees_alert(self, *words: str) -> None:
        alert = self._messages("🔔")
        for word in words:
            alert = alert.filter(has_text=word)
        await expect(alert.last).to_be_visible()

    def _messages(self, words: str) -> Locator:
        return self._column.get_by_test_id(re.compile(r"^message-")).filter(has_text=words)

    async def _choose(self, name: str) -> None:
        await self._page.get_by_test_id("dialog").get_by_role("button", name=name).first.click()


async def test_a_family_shops_on_the_page(page: Page, story: Story) -> None:
    mum, dad = Window(page, MUM), Window(page, DAD)
    bot = await story.start_bot()

    await mum.start()
    await mum.press("Создать семью")
    await mum.share_contact("Подтвердить номер", "Мама")
    await story.settled()
    await mum.say("Ивановы & <Ко>")
    await mum.press("Пригласить", on="Ивановы & <Ко>")
    await mum.pass_on("Поделиться", "Папа")

    await dad.follow_link()
    await dad.sees("Ивановы & <Ко>")
    await dad.press("Вступить")
    await mum.sees_alert("Папа", "Ивановы & <Ко>")

    await dad.say("/add телевизор 19 999,99; молоко 2 шт 89,90")
    await dad.sees("179,80")
    await dad.say("/cart")
    await dad.press("👍", on="1. 🗳 телевизор")
    await mum.say("/cart")
    await mum.press("👍 1", on="1. 🗳 телевизор")
    await mum.sees("1. ✅ телевизор")
    await dad.sees("1. ✅ телевизор")

    await mum.press("Оформить", on="1. ✅ телевизор")
    await mum.press("^✅ Оформить")
    await mum.press("Я оплачу")
    await mum.press("Оплачено")
    await dad.sees_alert("Мама", "20 179,79")
    await dad.press("Деньги отправлены")
    await mum.sees_alert("Папа", "20 179,79")
    await mum.press("Получено", on="🔔")
    await story.settled()
    assert story.balances() == {MUM: 0, DAD: 0}
    await mum.press("Заказ получен")
    await story.settled()
    assert story.one("SELECT state FROM orders") == "closed"

    await dad.say("/leave")
    await dad.press("Выйти из семьи")
    await story.settled()
    assert story.one("SELECT count(*) FROM members") == 1
    assert "Папа" in (await story.phones.alerts(MUM))[-1][1]
    await mum.sees(f"№ {len(story.alert_numbers(MUM))}")
    story.judge()
    assert await bot.stop() == 0
