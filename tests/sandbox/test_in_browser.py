"""What the page draws and lets people press, in a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from sandbox.fixtures import FAMILY, MUM
from tests.browser import open_page
from tests.sandbox.pictures import grey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from playwright.async_api import Locator, Page

    from sandbox.server import SandboxServer
    from sandbox.world import JSON

pytestmark = [pytest.mark.browser, pytest.mark.process]

BUTTON = {"text": "Открыть корзину", "callback_data": "cart"}


@pytest.fixture
async def browser_page(server: SandboxServer) -> AsyncIterator[Page]:
    server.people.say(MUM, MUM, "/start")
    async with open_page(server.page_url) as page:
        await expect(page.get_by_test_id(f"column-{MUM}")).to_be_visible()
        yield page


def column(page: Page, chat: int) -> Locator:
    return page.get_by_test_id(f"column-{chat}")


async def told(server: SandboxServer, page: Page, kind: str) -> JSON:
    """The newest update of a kind, as soon as there is one."""

    def found() -> list[Any]:
        bodies = [update.body for update in server.engine.world.updates.values()]
        return [body[kind] for body in bodies if kind in body]

    await until(page, lambda: bool(found()))
    update: JSON = found()[-1]
    return update


async def until(page: Page, condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await page.wait_for_timeout(25)
    raise AssertionError("it did not happen")


async def test_asking_choosing_and_pressing_inline(browser_page: Page, server: SandboxServer) -> None:
    ask, page = server.engine.ask, browser_page
    mum, family = column(page, MUM), column(page, FAMILY)
    await mum.get_by_test_id("input").fill("@family_shopping_bot моло")
    query = await told(server, page, "inline_query")
    assert (query["query"], query["chat_type"]) == ("моло", "sender")
    content = {"message_text": "Купим молоко?"}
    results = [
        {
            "type": "article",
            "id": str(number),
            "title": title,
            "description": "90 ₽",
            "input_message_content": content,
            "reply_markup": {"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]},
        }
        for number, title in enumerate(("Молоко", "Молочный шоколад"))
    ]
    above = {"text": "Открыть бота", "start_parameter": "inline"}
    answer = {"results": json.dumps(results), "button": json.dumps(above), "cache_time": 0}
    await ask("answerInlineQuery", inline_query_id=query["id"], **answer)
    offers = mum.get_by_test_id("inline-results")
    await expect(offers.get_by_role("option")).to_have_count(2)
    await expect(offers.get_by_role("button", name="Открыть бота")).to_be_visible()
    await offers.get_by_role("option").filter(has_text="шоколад").click()
    await expect(mum.get_by_text("через @family_shopping_bot")).to_be_visible()
    await expect(offers).to_be_hidden()
    assert (await told(server, page, "chosen_inline_result"))["result_id"] == "1"
    await mum.get_by_role("button", name="За", exact=True).click()
    pressed = await told(server, page, "callback_query")
    assert pressed["inline_message_id"]
    await ask("answerCallbackQuery", callback_query_id=pressed["id"], text="Учтено")
    await ask("editMessageText", inline_message_id=pressed["inline_message_id"], text="Решено: молоко")
    await expect(mum.get_by_text("Решено: молоко")).to_be_visible()

    switch = {
        "text": "Поделиться",
        "switch_inline_query_chosen_chat": {"query": "cart", "allow_group_chats": True},
    }
    await ask(
        "sendMessage", chat_id=MUM, text="Корзина", reply_markup=json.dumps({"inline_keyboard": [[switch]]})
    )
    server.engine.updates.clear()
    await mum.get_by_role("button", name="Поделиться").click()
    await page.get_by_test_id("dialog").get_by_role("button", name="Семья").click()
    await expect(family.get_by_test_id("input")).to_have_value("@family_shopping_bot cart")
    query = await told(server, page, "inline_query")
    assert (query["query"], query["chat_type"]) == ("cart", "group")
    await ask("answerInlineQuery", inline_query_id=query["id"], **answer)
    await expect(family.get_by_test_id("inline-results").get_by_role("option")).to_have_count(2)
    await family.get_by_test_id("input").press("Enter")
    await expect(family.get_by_text("Купим молоко?")).to_be_visible()
    assert server.engine.chats.newest(FAMILY)["from"]["id"] == MUM


async def test_an_invoice_is_paid_from_its_sheet(browser_page: Page, server: SandboxServer) -> None:
    ask, page = server.engine.ask, browser_page
    mum, sheet = column(page, MUM), page.get_by_test_id("sheet")
    order = {"title": "Заказ №7", "description": "Хлеб и молоко", "payload": "7", "currency": "XTR"}
    prices = json.dumps([{"label": "Заказ", "amount": 50}])
    await ask("sendInvoice", chat_id=MUM, **order, prices=prices, start_parameter="order-7")
    await expect(mum.get_by_text("50 ⭐", exact=True)).to_be_visible()
    await mum.get_by_role("button", name="Pay ⭐️50").click()
    await expect(sheet.get_by_text("Звёзд на это не хватает.")).to_be_visible()
    await sheet.get_by_role("button", name="Получить звёзды: 50").click()
    await sheet.get_by_role("button", name="Заплатить").click()
    query = await told(server, page, "pre_checkout_query")
    await ask("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="Рано")
    await expect(sheet.get_by_text("Бот не принимает оплату: Рано")).to_be_visible()
    await sheet.get_by_role("button", name="Закрыть").click()
    server.engine.updates.clear()
    await mum.get_by_role("button", name="Pay ⭐️50").click()
    await sheet.get_by_role("button", name="Заплатить").click()
    query = await told(server, page, "pre_checkout_query")
    await ask("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    await expect(sheet.get_by_text("Оплачено. Настоящие деньги не тронуты.")).to_be_visible()
    await sheet.get_by_role("button", name="Закрыть").click()
    await expect(mum.get_by_text("Оплата прошла: 50 ⭐")).to_be_visible()
    await expect(mum.get_by_role("button", name="Чек")).to_be_visible()


async def test_rich_messages_pins_and_photos(
    browser_page: Page, server: SandboxServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ask, page = server.engine.ask, browser_page
    mum = column(page, MUM)

    def button(text: str, data: str, style: str) -> JSON:
        return {"type": "button", "button": {"text": text, "callback_data": data, "style": style}}

    def paragraph(text: object) -> JSON:
        return {"type": "paragraph", "text": text}

    def cell(text: object, **more: object) -> JSON:
        return {"align": "left", "valign": "middle", "text": text, **more}

    line = [
        "Молоко ",
        button("−", "less", "link"),
        {"type": "bold", "text": " 2 "},
        button("+", "more", "primary"),
    ]
    blocks = [
        {"type": "heading", "text": "Корзина на неделю", "size": 2},
        paragraph(line),
        {
            "type": "list",
            "items": [
                {"blocks": [paragraph("Хлеб")], "has_checkbox": True, "is_checked": True},
                {"blocks": [paragraph("Сыр")], "has_checkbox": True},
            ],
        },
        {
            "type": "table",
            "is_bordered": True,
            "cells": [
                [cell("Товар", is_header=True), cell("Цена", is_header=True)],
                [cell("Молоко"), cell("179,80 ₽", align="right")],
            ],
        },
        {"type": "details", "summary": "Куплено", "blocks": [paragraph("Соль")]},
        {"type": "buttons", "buttons": [BUTTON, {**BUTTON, "text": "Готово", "style": "success"}]},
    ]
    sent = await ask("sendRichMessage", chat_id=MUM, rich_message=json.dumps({"blocks": blocks}))
    assert isinstance(sent, dict)
    await expect(mum.get_by_role("heading", name="Корзина на неделю")).to_be_visible()
    await expect(mum.get_by_role("checkbox").first).to_be_checked()
    await expect(mum.get_by_role("cell", name="179,80 ₽")).to_be_visible()
    await expect(mum.get_by_text("Соль")).to_be_hidden()
    await mum.get_by_text("Куплено").click()
    await expect(mum.get_by_text("Соль")).to_be_visible()
    await mum.get_by_role("button", name="+", exact=True).click()
    pressed = await told(server, page, "callback_query")
    assert (pressed["data"], pressed["message"]["message_id"]) == ("more", sent["message_id"])
    await expect(mum.locator(".inline-button[aria-busy=true]")).to_have_count(1)
    await ask("answerCallbackQuery", callback_query_id=pressed["id"])
    await expect(mum.locator(".inline-button[aria-busy=true]")).to_have_count(0)

    await ask("pinChatMessage", chat_id=MUM, message_id=sent["message_id"])
    await expect(mum.get_by_test_id("pinned")).to_contain_text("Корзина на неделю")
    folder = tmp_path_factory.mktemp("photos")
    (folder / "receipt.png").write_bytes(grey(600, 900))
    await mum.get_by_test_id("input").fill("Чек из магазина")
    await mum.get_by_test_id("file").set_input_files(folder / "receipt.png")
    await expect(mum.get_by_text("Чек из магазина")).to_be_visible()
    drawn = mum.get_by_role("img", name="Фото")
    await expect(drawn).to_have_js_property("naturalWidth", 600)
    window, picture = await mum.bounding_box(), await drawn.bounding_box()
    assert window is not None
    assert picture is not None
    assert window["x"] < picture["x"] < picture["x"] + picture["width"] < window["x"] + window["width"]
    photo = server.engine.chats.newest(MUM)
    assert [size["height"] for size in photo["photo"]] == [90, 320, 800, 900]
    await ask("unpinAllChatMessages", chat_id=MUM)
    await expect(mum.get_by_test_id("pinned")).to_be_hidden()
