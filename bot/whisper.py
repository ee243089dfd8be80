"""Answers one person in a group so that nobody else there sees it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import SendMessage
from aiogram.types import EphemeralMessageParameters, InlineKeyboardButton

from bot.screen import Screen, rows
from bot.show import patiently, send, topic_of

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import CallbackQuery, Message

    from bot.links import Links
    from bot.texts import Texts
    from core.people.person import Person

log = logging.getLogger(__name__)


class Whisper:
    """Answers in an ephemeral message where Telegram has them, else in the person's own window."""

    def __init__(self, links: Links, *, is_ephemeral: bool) -> None:
        """Know the way to the bot's own window, and whether the Bot API server has ephemeral messages.

        A server that has not would ignore what it does not know, and show the message to everybody.
        """
        self._links = links
        self._is_ephemeral = is_ephemeral

    async def to_writer(
        self, bot: Bot, message: Message, person: Person, screen: Screen, t: Texts, *, may_be_heard: bool
    ) -> None:
        """Answer who wrote in a group; what `may_be_heard` is said aloud when it cannot be whispered.

        Who never opened the bot cannot be written to, and is asked in the group to open it.
        """
        chat, topic = message.chat.id, topic_of(message)
        if await self._whispered(bot, chat, topic, person, screen, query=None):
            return
        if may_be_heard:
            await send(bot, chat, screen, topic=topic)
            return
        try:
            await send(bot, person.id, screen)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.info("a person in a group cannot be written to: %s", error.message)
            await send(bot, chat, _knock(person, self._links, t), topic=topic)

    async def to_presser(self, bot: Bot, query: CallbackQuery, person: Person, screen: Screen) -> bool:
        """Answer who pressed a button in a group; tell whether that was possible."""
        if query.message is None:
            return False
        chat, topic = query.message.chat.id, topic_of(query.message)
        return await self._whispered(bot, chat, topic, person, screen, query=query.id)

    async def _whispered(
        self, bot: Bot, chat: int, topic: int | None, person: Person, screen: Screen, *, query: str | None
    ) -> bool:
        if not self._is_ephemeral:
            return False
        whispered = SendMessage(
            chat_id=chat,
            message_thread_id=topic,
            text=screen.text,
            ephemeral_message_parameters=EphemeralMessageParameters(
                receiver_user_id=person.id, callback_query_id=query
            ),
        )
        try:
            await patiently(bot, whispered)
        except TelegramBadRequest as error:
            log.warning("a person in a group cannot be whispered to: %s", error.message)
            return False
        return True


def _knock(person: Person, links: Links, t: Texts) -> Screen:
    text = t("{name}, this is between you and me: please open our chat and press Start.", name=person.name)
    return Screen(text, rows([InlineKeyboardButton(text=t.label("Open our chat"), url=links.window())]))
