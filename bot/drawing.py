"""Draws the cards of carts: rich ones for the families that want them, where Telegram has them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiogram.methods import PinChatMessage, UnpinChatMessage

from bot.screens.carts import cart_screen, rich_cart_screen
from bot.show import PATIENCE_S, edit, send, take_away

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram import Bot
    from aiogram.exceptions import TelegramAPIError

    from bot.screen import RichScreen, Screen
    from bot.texts import Texts
    from core.carts.views import CartView

T = TypeVar("T")

log = logging.getLogger(__name__)

_MAY_NOT = "not enough rights"


class Drawing:
    """Puts cards up and edits them. A Bot API server that refuses rich ones gets no more of them."""

    def __init__(self, bot: Bot) -> None:
        """Draw through the bot.

        Bot API servers have rich messages with buttons from 10.3 on; that of this bot is tried.
        """
        self._bot = bot
        self._is_rich = True

    async def send(
        self, chat: int, view: CartView, t: Texts, *, topic: int | None = None, patience_s: float = PATIENCE_S
    ) -> tuple[int, str]:
        """Send the card as a new message; return its id and the seal of what it shows."""

        async def put_up(screen: Screen | RichScreen) -> tuple[int, str]:
            return await send(self._bot, chat, screen, topic=topic, patience_s=patience_s), screen.seal()

        return await self._styled(chat, view, t, put_up)

    async def edit(
        self, chat: int, message: int, view: CartView, t: Texts, *, seal: str, patience_s: float = PATIENCE_S
    ) -> str | None:
        """Turn a message into the card, unless its seal says that it shows that already.

        Returns the seal of what it shows then, None when it is not there to be edited.
        """

        async def change(screen: Screen | RichScreen) -> str | None:
            fresh = screen.seal()
            if fresh == seal or await edit(self._bot, chat, message, screen, patience_s=patience_s):
                return fresh
            return None

        return await self._styled(chat, view, t, change)

    async def pin(self, chat: int, message: int) -> bool:
        """Pin an own message without a sound; tell whether that is allowed there."""
        try:
            await self._bot(PinChatMessage(chat_id=chat, message_id=message, disable_notification=True))
        except TelegramBadRequest as error:
            log.info("a card is not pinned: %s", error.message)
            return _MAY_NOT not in error.message
        return True

    async def take_down(self, chat: int, message: int) -> None:
        """Take a card away that is the live one no more; one too old for that at least loses its pin."""
        if not await take_away(self._bot, chat, message):
            try:
                await self._bot(UnpinChatMessage(chat_id=chat, message_id=message))
            except TelegramBadRequest as error:
                log.info("an old card is not unpinned: %s", error.message)

    async def _styled(
        self, chat: int, view: CartView, t: Texts, draw: Callable[[Screen | RichScreen], Awaitable[T]]
    ) -> T:
        """Draw the card in its family's style; what is refused as a rich message is drawn as a plain one."""
        refusal: TelegramAPIError | None = None
        if view.is_rich and self._is_rich:
            try:
                return await draw(rich_cart_screen(view, t, is_group=chat < 0))
            except (TelegramBadRequest, TelegramNotFound) as error:
                refusal = error
        drawn = await draw(cart_screen(view, t, is_group=chat < 0))
        if refusal is not None and self._is_rich:
            self._is_rich = False
            log.warning("rich cards are drawn as plain ones until the next start: %s", refusal.message)
        return drawn
