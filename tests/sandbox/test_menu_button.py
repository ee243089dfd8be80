from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from aiogram import Bot
from aiogram.types import MenuButtonCommands, MenuButtonDefault, MenuButtonWebApp, WebAppInfo

from sandbox.fixtures import DAD, FAMILY, MUM, TOKEN
from sandbox.transport.inproc import EngineSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.knobs import Knobs
    from sandbox.page import Page
    from sandbox.people import People

    Refusal = Callable[..., Awaitable[str]]

pytestmark = pytest.mark.usefixtures("started")

APP = {"type": "web_app", "text": "Корзина", "web_app": {"url": "https://shop.ru/cart"}}


def shown(page: Page, chat: int) -> object:
    return next(one["menu_button"] for one in page.state()["chats"] if one["id"] == chat)


async def test_a_chat_has_its_own_button_or_the_one_for_all(
    engine: Engine, people: People, page: Page
) -> None:
    people.say(DAD, DAD, "/start")
    bot = Bot(TOKEN, EngineSession(engine))
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonDefault)
    app = MenuButtonWebApp(text="Корзина", web_app=WebAppInfo(url="https://shop.ru/cart"))
    assert await bot.set_chat_menu_button(menu_button=app)
    assert await bot.set_chat_menu_button(MUM, MenuButtonCommands())
    assert await engine.ask("getChatMenuButton") == APP
    assert isinstance(await bot.get_chat_menu_button(MUM), MenuButtonCommands)
    assert await engine.ask("getChatMenuButton", chat_id=DAD) == APP
    assert (shown(page, MUM), shown(page, DAD), shown(page, FAMILY)) == ({"type": "commands"}, APP, None)
    assert await bot.set_chat_menu_button(MUM, MenuButtonDefault())
    assert await engine.ask("getChatMenuButton", chat_id=MUM) == APP
    assert await bot.set_chat_menu_button()
    assert isinstance(await bot.get_chat_menu_button(MUM), MenuButtonDefault)
    assert not engine.lint


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("{", "can't parse menu button JSON object"),
        ("[]", "object expected as menu button"),
        ('{"type": "cart"}', "menu button has unsupported type"),
        (json.dumps({**APP, "text": " "}), "menu button text must be non-empty"),
        (
            json.dumps({**APP, "web_app": {"url": "http://shop.ru"}}),
            "menu button Web App URL 'http://shop.ru' is invalid: Only HTTPS links are allowed",
        ),
        (
            json.dumps({"type": "web_app", "text": "a"}),
            "menu button Web App URL '' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_buttons_that_telegram_refuses(button: str, told: str, refusal: Refusal) -> None:
    assert await refusal("setChatMenuButton", menu_button=button) == f"400 Bad Request: {told}"


async def test_groups_have_no_menu_button(refusal: Refusal) -> None:
    told = await refusal("setChatMenuButton", chat_id=FAMILY, menu_button='{"type": "commands"}')
    assert told == "400 Bad Request: invalid chat_id specified"
    told = await refusal("getChatMenuButton", chat_id=DAD)
    assert told == "403 Forbidden: bot can't initiate conversation with a user"


async def test_beginning_anew_keeps_the_button_for_all(engine: Engine, knobs: Knobs) -> None:
    await engine.ask("setChatMenuButton", menu_button=json.dumps(APP))
    knobs.reset()
    assert await engine.ask("getChatMenuButton") == APP
