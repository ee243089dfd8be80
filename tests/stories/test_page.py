"""The main path as somebody plays it who has opened the sandbox's page in a browser."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from sandbox.files import Upload
from sandbox.fixtures import DAD, FAMILY, KID, MUM
from tests.browser import open_page
from tests.stories.process import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Locator, Page

    from tests.stories.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.process]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
async def page(story: Story) -> AsyncIterator[Page]:
    async with open_page(story.server.page_url) as page:
        yield page


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


async def test_the_page_shows_what_telegram_shows(page: Page, story: Story) -> None:
    ask, people, groups = story.engine.ask, story.server.people, story.server.groups
    mum = page.get_by_test_id(f"column-{MUM}")
    await Window(page, MUM).start()
    await ask("sendPhoto", chat_id=MUM, photo=Upload("чек.png", PIXEL), caption="Чек")
    await expect(mum.get_by_role("img", name="Фото")).to_have_js_property("naturalWidth", 1)
    await ask("sendDocument", chat_id=MUM, document=Upload("Март.csv", "молоко;90".encode()))
    async with page.expect_download() as download:
        await mum.get_by_role("link", name="Март.csv").click()
    saved = await download.value
    assert saved.suggested_filename == "Март.csv"
    assert (await saved.path()).read_text(encoding="utf-8") == "молоко;90"

    button = {"text": "Кого позвать?", "request_users": {"request_id": 1, "max_quantity": 1}}
    await ask("sendMessage", chat_id=MUM, text="?", reply_markup=json.dumps({"keyboard": [[button]]}))
    await mum.get_by_role("button", name="Кого позвать?").click()
    picker = page.get_by_test_id("picker")
    await picker.get_by_label("Ребёнок").check()
    await expect(picker.get_by_label("Папа")).to_be_disabled()
    await picker.get_by_role("button", name="Готово").click()
    await Window(page, MUM).sees("Ребёнок")
    assert story.engine.chats.newest(MUM)["users_shared"]["users"] == [{"user_id": KID}]
    await story.phones.share_users(MUM, "Кого позвать?", DAD)
    await Window(page, MUM).sees("Папа")

    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    groups.make_forum(MUM, chat)
    topic = groups.open_topic(MUM, chat, "Покупки")["message_thread_id"]
    family = page.get_by_test_id(f"column-{chat}")
    await family.get_by_test_id("topic").select_option("Покупки")
    await Window(page, chat).say("Молоко")
    await Window(page, chat).sees("Молоко")
    assert story.engine.chats.newest(chat)["message_thread_id"] == topic

    keyboard = json.dumps({"inline_keyboard": [[{"text": "Понятно", "callback_data": "seen"}]]})
    only_mum = json.dumps({"receiver_user_id": MUM})
    whisper = {"text": "Ваш долг 90 ₽", "reply_markup": keyboard, "ephemeral_message_parameters": only_mum}
    await ask("sendMessage", chat_id=chat, message_thread_id=topic, **whisper)
    await expect(family.get_by_text("Видно только вам")).to_be_visible()
    await family.get_by_role("button", name="Понятно").click()
    await until(lambda: bool(story.engine.world.callbacks), "the press")
    [query] = story.engine.world.callbacks
    await ask("answerCallbackQuery", callback_query_id=query)
    await expect(family.locator(".inline-button[aria-busy=true]")).to_have_count(0)
    await family.get_by_test_id("viewer").select_option("Папа")
    await expect(family.get_by_text("Видно только вам")).to_have_count(0)

    people.delete_account(MUM)
    await expect(mum.get_by_test_id("gone")).to_be_disabled()
    assert not story.engine.lint


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
