"""Calling the Bot API over HTTP: every method the bot uses, and every way in which a call can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetWebhook,
)
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from bot.app import build_bot
from bot.commands import register_commands
from bot.intake import ALLOWED_UPDATES
from bot.session import LeanSession
from sandbox.fixtures import DAD, FAMILY, MUM, TOKEN, USERNAME
from sandbox.server import SandboxServer
from sandbox.world import Fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram import Bot

VOTE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="👍 0", callback_data="v:1:1:1")]])


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    async with SandboxServer() as running:
        running.people.say(MUM, MUM, "/start")
        running.engine.updates.clear()
        yield running


@pytest.fixture
async def session(server: SandboxServer) -> AsyncIterator[LeanSession]:
    lean = LeanSession(api=TelegramAPIServer.from_base(server.api_url), timeout=0.5)
    yield lean
    await lean.close()


@pytest.fixture
def bot(session: LeanSession) -> Bot:
    return build_bot(TOKEN, session)


async def test_every_method_that_the_bot_uses_goes_through_without_a_complaint(
    server: SandboxServer, session: LeanSession, bot: Bot
) -> None:
    assert (await bot.me()).username == USERNAME
    await register_commands(bot, "ru")
    sent = await bot(SendMessage(chat_id=MUM, text="<b>Молоко</b> https://shop.ru", reply_markup=VOTE))
    assert (sent.text, sent.chat.id) == ("Молоко https://shop.ru", MUM)
    server.people.tap(MUM, MUM, "👍 0")
    method = GetUpdates(offset=0, timeout=0, allowed_updates=ALLOWED_UPDATES)
    (update,) = await session.fetch(bot, method, timeout=5)
    query = update["callback_query"]["id"]
    assert await bot(AnswerCallbackQuery(callback_query_id=query, text="Учтено", show_alert=True))
    message = sent.message_id
    assert await bot(EditMessageText(chat_id=MUM, message_id=message, text="<i>Сыр</i>", reply_markup=VOTE))
    assert await bot(EditMessageReplyMarkup(chat_id=MUM, message_id=message))
    shown = server.engine.chats.newest(MUM)
    assert (shown["text"], shown["entities"][0]["type"]) == ("Сыр", "italic")
    assert "reply_markup" not in shown
    assert await bot(DeleteMessage(chat_id=MUM, message_id=message))
    assert await bot(
        SetWebhook(url="https://example.org/hook", secret_token="s", allowed_updates=ALLOWED_UPDATES)
    )
    assert await bot(DeleteWebhook())
    assert not server.engine.lint
    assert not server.engine.refused


async def test_a_file_goes_out_as_a_form_with_everything_that_comes_with_it(
    server: SandboxServer, bot: Bot
) -> None:
    table = BufferedInputFile("товар;цена\nмолоко;89,90\n".encode(), "Покупки за март.csv")
    sent = await bot(
        SendDocument(
            chat_id=MUM, document=table, caption="<b>Март</b>", reply_markup=VOTE, protect_content=True
        )
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("Покупки за март.csv", 39)
    shown = server.engine.chats.newest(MUM)
    assert (shown["caption"], shown["caption_entities"][0]["type"]) == ("Март", "bold")
    assert shown["reply_markup"]["inline_keyboard"][0][0]["text"] == "👍 0"
    assert shown["has_protected_content"]
    downloaded = await bot.download(sent.document)
    assert downloaded is not None
    assert downloaded.read().decode() == "товар;цена\nмолоко;89,90\n"
    await bot(SendDocument(chat_id=MUM, document=sent.document.file_id))
    assert server.engine.chats.newest(MUM)["document"] == shown["document"]
    assert not server.engine.lint
    assert not server.engine.refused


async def test_what_telegram_refuses_of_a_file_is_told(server: SandboxServer, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot(SendPhoto(chat_id=MUM, photo=BufferedInputFile(b"no picture", "a.png")))
    server.knobs.fault(Fault(method="sendPhoto", drop="before"))
    with pytest.raises(TelegramNetworkError):
        await bot(SendPhoto(chat_id=MUM, photo=BufferedInputFile(b"no picture", "a.png")))


async def test_messages_show_no_preview_of_links(server: SandboxServer, bot: Bot) -> None:
    await bot(SendMessage(chat_id=MUM, text="https://shop.ru"))
    assert server.engine.chats.newest(MUM)["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        ({"code": 400, "description": "Bad Request: message is not modified"}, TelegramBadRequest),
        ({"code": 401, "description": "Unauthorized"}, TelegramUnauthorizedError),
        ({"code": 403, "description": "Forbidden: bot was blocked by the user"}, TelegramForbiddenError),
        ({"code": 500, "description": "Internal Server Error"}, TelegramServerError),
        ({"code": 502, "description": "Bad Gateway"}, TelegramServerError),
    ],
)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "getUpdates"])
async def test_errors_are_those_of_aiogram(
    server: SandboxServer,
    session: LeanSession,
    bot: Bot,
    method: str,
    error: dict[str, Any],
    raised: type[Exception],
) -> None:
    server.knobs.fault(Fault(method=method, error=error))
    with pytest.raises(raised, match=error["description"].partition(": ")[2] or error["description"]):
        await call(session, bot, method)


async def test_the_pause_that_telegram_asks_for_is_told(server: SandboxServer, bot: Bot) -> None:
    server.knobs.fault(
        Fault(method="sendMessage", error={"code": 429, "description": "Slow", "retry_after": 7})
    )
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot(SendMessage(chat_id=MUM, text="Молоко"))
    assert caught.value.retry_after == 7


async def test_the_new_id_of_a_group_is_told(server: SandboxServer, bot: Bot) -> None:
    new = server.groups.migrate(MUM, FAMILY)["chat_id"]
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot(SendMessage(chat_id=FAMILY, text="Молоко"))
    assert caught.value.migrate_to_chat_id == new


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "getUpdates"])
async def test_a_broken_connection_is_a_network_error(
    server: SandboxServer, session: LeanSession, bot: Bot, method: str, drop: str
) -> None:
    server.knobs.fault(Fault(method=method, drop=drop))
    if method == "editMessageText":
        await bot(SendMessage(chat_id=MUM, text="Молоко"))
    with pytest.raises(TelegramNetworkError) as caught:
        await call(session, bot, method, server.engine.chats.newest(MUM)["message_id"])
    assert TOKEN.partition(":")[2] not in str(caught.value)


async def test_an_answer_that_does_not_come_is_a_network_error(server: SandboxServer, bot: Bot) -> None:
    server.knobs.fault(Fault(method="sendMessage", delay=2))
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await bot(SendMessage(chat_id=MUM, text="Молоко"))


async def test_nobody_at_the_address_is_a_network_error() -> None:
    lonely = LeanSession(api=TelegramAPIServer.from_base("http://127.0.0.1:9"))
    with pytest.raises(TelegramNetworkError) as caught:
        await build_bot(TOKEN, lonely).me()
    await lonely.close()
    assert TOKEN.partition(":")[2] not in str(caught.value)


@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
async def test_half_an_answer_is_told_from_a_refusal(
    server: SandboxServer, session: LeanSession, bot: Bot, method: str
) -> None:
    server.people.say(DAD, DAD, "привет")
    server.knobs.fault(Fault(method=method, truncate_json=True))
    with pytest.raises(ClientDecodeError):
        await call(session, bot, method)


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "getUpdates"])
async def test_a_page_in_place_of_an_answer_is_told_from_a_refusal(
    server: SandboxServer, session: LeanSession, bot: Bot, method: str
) -> None:
    server.knobs.fault(Fault(method=method, html_502=True))
    with pytest.raises((ClientDecodeError, TelegramServerError)):
        await call(session, bot, method)


async def call(session: LeanSession, bot: Bot, method: str, message: int = 1) -> None:
    match method:
        case "sendMessage":
            await bot(SendMessage(chat_id=MUM, text="Молоко"))
        case "editMessageText":
            await bot(EditMessageText(chat_id=MUM, message_id=message, text="Сыр"))
        case _:
            await session.fetch(bot, GetUpdates(offset=0, timeout=0), timeout=5)
