from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox.fixtures import MUM, TOKEN

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
