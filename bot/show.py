"""Shows a screen: edits the message that was pressed, or sends a new one when that cannot be edited."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import (
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendRichMessage,
)
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message

from bot.screen import RichScreen

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.methods import TelegramMethod
    from aiogram.types import MaybeInaccessibleMessageUnion

    from bot.screen import Screen
    from bot.texts import Html

T = TypeVar("T")

PATIENCE_S = 5
"""A person waits so long for an answer that Telegram wants to have later; then the error is reported."""

_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")


async def send(
    bot: Bot,
    chat: int,
    screen: Screen | RichScreen,
    *,
    topic: int | None = None,
    patience_s: float = PATIENCE_S,
) -> int:
    """Send the screen as a new message, in a group with topics into one of them; return its id."""
    method = (
        SendRichMessage(
            chat_id=chat, message_thread_id=topic, rich_message=screen.content, reply_markup=screen.keyboard
        )
        if isinstance(screen, RichScreen)
        else SendMessage(
            chat_id=chat, message_thread_id=topic, text=screen.text, reply_markup=screen.keyboard
        )
    )
    return (await patiently(bot, method, patience_s)).message_id


def in_group(event: Message | CallbackQuery) -> bool:
    """Tell whether it was said, or pressed, in a group; what was sent through the bot is nowhere it knows."""
    message = event.message if isinstance(event, CallbackQuery) else event
    return message is not None and message.chat.type != ChatType.PRIVATE


def origin_of(message: Message) -> str:
    """Return a name for the message, so that what it asks for is done once however often it comes."""
    return f"{message.chat.id}:{message.message_id}"


def topic_of(message: MaybeInaccessibleMessageUnion | None) -> int | None:
    """Return the topic of a group in which the message stands, None where there are none."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


async def send_picture(bot: Bot, chat: int, picture: bytes, caption: Html) -> None:
    """Send a PNG as a photo with its caption."""
    photo = BufferedInputFile(picture, "picture.png")
    await patiently(bot, SendPhoto(chat_id=chat, photo=photo, caption=caption))


async def send_kept_photo(
    bot: Bot, chat: int, photo: str, caption: Html, keyboard: InlineKeyboardMarkup
) -> None:
    """Send a photo that Telegram keeps, by what it calls it, with its caption and buttons."""
    await patiently(bot, SendPhoto(chat_id=chat, photo=photo, caption=caption, reply_markup=keyboard))


async def send_file(bot: Bot, chat: int, name: str, content: bytes, caption: str) -> None:
    """Send a file of this name; the caption is HTML."""
    document = BufferedInputFile(content, filename=name)
    await patiently(bot, SendDocument(chat_id=chat, document=document, caption=caption))


async def show(query: CallbackQuery, bot: Bot, screen: Screen) -> None:
    """Turn the message whose button was pressed into the screen."""
    if query.message is None:
        await send(bot, query.from_user.id, screen)
        return
    chat = query.message.chat.id
    if not await edit(bot, chat, query.message.message_id, screen):
        await send(bot, chat, screen, topic=topic_of(query.message))


async def edit(
    bot: Bot, chat: int, message: int, screen: Screen | RichScreen, *, patience_s: float = PATIENCE_S
) -> bool:
    """Turn a message into the screen; tell whether it is still there to be edited."""
    if screen.keyboard is not None and not isinstance(screen.keyboard, InlineKeyboardMarkup):
        return False
    method = (
        EditMessageText(
            chat_id=chat,
            message_id=message,
            rich_message=screen.content,
            parse_mode=None,
            link_preview_options=None,
            reply_markup=screen.keyboard,
        )
        if isinstance(screen, RichScreen)
        else EditMessageText(chat_id=chat, message_id=message, text=screen.text, reply_markup=screen.keyboard)
    )
    try:
        await patiently(bot, method, patience_s)
    except TelegramBadRequest as error:
        if _UNCHANGED in error.message:
            return True
        if any(reason in error.message for reason in _GONE):
            return False
        raise
    return True


async def take_buttons_away(bot: Bot, chat: int, message: int) -> None:
    """Leave a message as it is, without its buttons; one that is gone, or has none, needs nothing."""
    try:
        await patiently(bot, EditMessageReplyMarkup(chat_id=chat, message_id=message))
    except TelegramBadRequest as error:
        if not any(reason in error.message for reason in (_UNCHANGED, *_GONE)):
            raise


async def take_away(bot: Bot, chat: int, message: int) -> bool:
    """Delete an own message, and tell whether it is gone; one too old to be deleted is left as it is."""
    try:
        await bot(DeleteMessage(chat_id=chat, message_id=message))
    except TelegramBadRequest as error:
        if "can't be deleted" in error.message:
            return False
        if "message to delete not found" not in error.message:
            raise
    return True


async def patiently(bot: Bot, method: TelegramMethod[T], patience_s: float = PATIENCE_S) -> T:
    """Call the method, once more when Telegram asks for a pause that is short enough."""
    try:
        return await bot(method)
    except TelegramRetryAfter as error:
        if error.retry_after > patience_s:
            raise
        await asyncio.sleep(error.retry_after)
        return await bot(method)
