"""Refreshes the live cards: the one place that edits them, so no older state overtakes a newer one."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)

from bot.middlewares import texts_for
from bot.screens.carts import cart_screen
from bot.show import edit, send

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram import Bot

    from bot.settings import Settings
    from bot.use_cases import Do
    from core.carts.views import CardToShow

log = logging.getLogger(__name__)


class CardRefresh:
    """Edits every card that is due whenever it is called."""

    def __init__(
        self,
        bot: Bot,
        settings: Settings,
        *,
        claim_cards: Do[Sequence[CardToShow]],
        card_shown: Do[None],
        card_resent: Do[None],
        drop_card: Do[None],
        move_place: Do[None],
    ) -> None:
        """Edit through the bot, with these use cases of the cards."""
        self._bot = bot
        self._settings = settings
        self._claim = claim_cards
        self._shown = card_shown
        self._resent = card_resent
        self._drop = drop_card
        self._move = move_place

    async def __call__(self) -> None:
        """Edit the cards that show something old; what fails for now is tried again when its lease ends."""
        cards = await self._claim()
        await asyncio.gather(*(self._refresh(card) for card in cards))

    async def _refresh(self, card: CardToShow) -> None:
        screen = cart_screen(card.view, texts_for(card.language, self._settings), is_group=card.place < 0)
        seal = screen.seal()
        try:
            if seal == card.seal or await edit(self._bot, card.place, card.message, screen):
                await self._shown(place=card.place, message=card.message, changes=card.changes, seal=seal)
            else:
                new = await send(self._bot, card.place, screen, topic=card.topic)
                await self._resent(
                    place=card.place, old=card.message, new=new, changes=card.changes, seal=seal
                )
        except TelegramMigrateToChat as error:
            await self._move(old=card.place, new=error.migrate_to_chat_id)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("the card in %s is given up: %s", card.place, error.message)
            await self._drop(place=card.place)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("the card in %s is not shown yet: %s", card.place, type(error).__name__)
