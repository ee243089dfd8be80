"""Which updates a handler is for. Coroutines on purpose: aiogram runs plain functions in a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.callbacks.people import Go, Place, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram import Bot
    from aiogram.types import Document, TelegramObject

    from bot.use_cases import Do


class Private(Filter):
    """Only in a person's own window."""

    async def __call__(self, event: TelegramObject) -> bool:
        """Tell whether the event happened there."""
        message = event.message if isinstance(event, CallbackQuery) else event
        chat = getattr(message, "chat", None)
        return chat is not None and chat.type == ChatType.PRIVATE


class With(Filter):
    """Only messages that bring something: the kinds of it are below."""

    brings: str
    """The field of Telegram's message that then has a value."""

    async def __call__(self, event: TelegramObject) -> bool:
        """Tell whether the message does."""
        return isinstance(event, Message) and getattr(event, self.brings) is not None


class WithContact(With):
    """A contact that is shared."""

    brings = "contact"


class WithChosenPeople(With):
    """People chosen from Telegram's list."""

    brings = "users_shared"


class WithPayment(With):
    """Telegram's word that somebody paid."""

    brings = "successful_payment"


class WithRefund(With):
    """Telegram's word that it gave money back."""

    brings = "refunded_payment"


class Pinned(With):
    """A chat's word that somebody pinned another message."""

    brings = "pinned_message"


class Migrated(With):
    """A group's word that it became a supergroup."""

    brings = "migrate_to_chat_id"


class WithTable(Filter):
    """Only messages that bring a CSV file."""

    async def __call__(self, event: TelegramObject) -> bool | dict[str, Document]:
        """Return the file if it is one, by its name or by what the sender's device takes it for."""
        document = event.document if isinstance(event, Message) else None
        if document is None:
            return False
        is_named = (document.file_name or "").lower().endswith(".csv")
        is_table = is_named or document.mime_type in ("text/csv", "text/comma-separated-values")
        return {"document": document} if is_table else False


class ReplyToCard(Filter):
    """Only texts that answer the live card of their chat, and are no command."""

    async def __call__(self, event: TelegramObject, bot: Bot, do: Mapping[str, Do[Any]]) -> bool:
        """Tell whether the message does."""
        if not isinstance(event, Message) or event.text is None or event.text.startswith("/"):
            return False
        answered = event.reply_to_message
        if answered is None or answered.from_user is None or answered.from_user.id != bot.id:
            return False
        is_card: bool = await do["is_card"](place=event.chat.id, message=answered.message_id)
        return is_card


class To(Filter):
    """Only presses of a button that leads to this screen; the handler may ask where `back` leads from it."""

    def __init__(self, place: Place) -> None:
        """Lead to the place."""
        self._data = Go(to=place).pack()
        self._visits = {Visit(to=place, back=back).pack(): back for back in Place}

    async def __call__(self, event: TelegramObject) -> bool | dict[str, Place]:
        """Return the way back when the button leads to the place."""
        if not isinstance(event, CallbackQuery) or event.data is None:
            return False
        if event.data == self._data:
            return {"back": Place.HOME}
        back = self._visits.get(event.data)
        return {"back": back} if back is not None else False
