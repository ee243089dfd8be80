from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import (
    CallbackQuery,
    ChosenInlineResult,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, web

from sandbox.fixtures import DAD, FAMILY, MUM, TOKEN
from tests.sandbox.asking import ask_inline

if TYPE_CHECKING:
    from sandbox.server import SandboxServer

VOTE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="За", callback_data="v:1")]])


def connected(server: SandboxServer) -> Bot:
    return Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(server.api_url)))


async def test_a_bot_that_polls_over_http(server: SandboxServer) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def ask(message: Message) -> None:
        await message.answer("Молоко?", reply_markup=VOTE)

    @dispatcher.callback_query()
    async def count(query: CallbackQuery, bot: Bot) -> None:
        await query.answer("Учтено")
        assert query.message
        await bot.edit_message_text("Решено", chat_id=MUM, message_id=query.message.message_id)

    bot = connected(server)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    server.people.open_link(MUM, "https://t.me/family_shopping_bot?start=a")
    await server.engine.quiet()
    server.people.tap(MUM, MUM, "За")
    await server.engine.quiet()
    assert server.engine.chats.newest(MUM)["text"] == "Решено"
    assert not server.engine.world.callbacks
    assert not server.engine.lint
    assert not server.engine.refused
    await dispatcher.stop_polling()
    await polling


async def test_a_bot_that_answers_in_the_webhooks_reply(server: SandboxServer) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def reply(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text="Записано", reply_markup=VOTE)

    bot = connected(server)
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="se-cret")
    handler.register(app, "/hook")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(url, secret_token="se-cret", allowed_updates=["message"])
    server.people.say(MUM, MUM, "/start")
    await server.engine.quiet()
    assert server.engine.chats.newest(MUM)["text"] == "Записано"
    assert server.engine.chats.newest(MUM)["reply_markup"]["inline_keyboard"][0][0]["text"] == "За"
    assert not server.engine.lint
    await bot.delete_webhook()
    await bot.session.close()
    await runner.cleanup()


async def test_a_bot_that_is_asked_inline_over_http(server: SandboxServer) -> None:
    dispatcher = Dispatcher()

    @dispatcher.inline_query()
    async def offer(query: InlineQuery) -> None:
        said = InputTextMessageContent(message_text=f"Купим {query.query}?")
        result = InlineQueryResultArticle(
            id="1", title=query.query, input_message_content=said, reply_markup=VOTE
        )
        button = InlineQueryResultsButton(text="Открыть", start_parameter="inline")
        await query.answer([result], cache_time=0, is_personal=True, button=button)

    @dispatcher.callback_query()
    async def count(query: CallbackQuery, bot: Bot) -> None:
        await query.answer("Учтено")
        assert query.message is None
        await bot.edit_message_text("Решено", inline_message_id=query.inline_message_id)

    chosen: list[str | None] = []

    @dispatcher.chosen_inline_result()
    async def note(result: ChosenInlineResult) -> None:
        chosen.append(result.inline_message_id)

    bot = connected(server)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    async with ClientSession(server.api_url, headers={"X-Sandbox-Key": server.key}) as phone:

        async def act(do: str, **facts: object) -> dict[str, Any]:
            async with phone.post("/ui/act", json={"do": do, **facts}) as response:
                answer: dict[str, Any] = await response.json()
            assert answer["ok"], answer
            return answer

        offers = await ask_inline(act, MUM, FAMILY, "сыр")
        assert (offers.titles, offers.button) == (["сыр"], "Открыть")
        sent = await offers.choose("сыр")
        await act("tap", person=DAD, chat=FAMILY, label="За")
        await server.engine.quiet()
        assert chosen == [sent["inline_message_id"]]
        assert server.engine.chats.newest(FAMILY)["text"] == "Решено"
        await offers.press_above()
        assert server.engine.chats.newest(MUM)["text"] == "/start inline"
    await server.engine.quiet()
    assert not server.engine.lint
    assert not server.engine.refused
    await dispatcher.stop_polling()
    await polling
