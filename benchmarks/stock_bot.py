"""A bot as aiogram's documentation shows it: it only answers a callback, and keeps nothing.

It is what the family's bot is measured against. It reads BOT_TOKEN, BOT_API_URL and PORT.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery

PATH = "/hook"
SECRET = "stock-secret"  # noqa: S105  # opens nothing

dispatcher = Dispatcher()


@dispatcher.callback_query(F.data.startswith("v:"))
async def vote(query: CallbackQuery) -> None:
    """Answer, and do nothing else."""
    await query.answer("👍")


def main(token: str, api_url: str, port: int) -> None:
    """Listen for updates until the process is ended."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))

    @dispatcher.startup()
    async def register() -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}{PATH}", secret_token=SECRET)

    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=PATH)
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host="127.0.0.1", port=port)


if __name__ == "__main__":
    main(os.environ["BOT_TOKEN"], os.environ["BOT_API_URL"], int(os.environ["PORT"]))
