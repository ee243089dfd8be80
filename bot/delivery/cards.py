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
    TelegramRetryAfter,
)

from bot.middlewares import texts_for
from core.carts.views import NOT_SENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drawing import Drawing
    from bot.settings import Settings
    from bot.use_cases import Do
    from core.carts.views import CardToShow

log = logging.getLogger(__name__)


class CardRefresh:
    """Edits every card that is due whenever it is called, and pins those that were put up."""

    def __init__(
        self,
        drawing: Drawing,
        settings: Settings,
        *,
        claim_cards: Do[Sequence[CardToShow]],
        card_shown: Do[None],
        card_resent: Do[bool],
        postpone_card: Do[None],
        drop_card: Do[None],
        move_place: Do[None],
    ) -> None:
        """Let cards be drawn, with these use cases of the cards."""
        self._settings = settings
        self._drawing = drawing
        self._claim = claim_cards
        self._shown = card_shown
        self._resent = card_resent
        self._postpone = postpone_card
        self._drop = drop_card
        self._move = move_place

    async def __call__(self) -> None:
        """Edit the cards that show something old; what fails for now is tried again when its lease ends."""
        cards = await self._claim()
        await asyncio.gather(*(self._refresh(card) for card in cards))

    async def _refresh(self, card: CardToShow) -> None:
        """Nobody waits for a chat whose limit is reached: it is postponed, and the others go on."""
        try:
            await self._show(card)
        except TelegramMigrateToChat as error:
            await self._move(old=card.place, new=error.migrate_to_chat_id)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("the card in %s is given up: %s", card.place, error.message)
            await self._drop(place=card.place)
        except TelegramRetryAfter as error:
            await self._postpone(place=card.place, message=card.message, seconds=error.retry_after)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("the card in %s is not shown yet: %s", card.place, type(error).__name__)

    async def _show(self, card: CardToShow) -> None:
        t = texts_for(card.language, card.zone, self._settings)
        message, seal = card.message, None
        if message != NOT_SENT:
            seal = await self._drawing.edit(card.place, message, card.view, t, seal=card.seal, patience_s=0)
        if seal is None:
            message, seal = await self._drawing.send(card.place, card.view, t, topic=card.topic, patience_s=0)
            if not await self._resent(place=card.place, old=card.message, new=message, seal=seal):
                await self._drawing.take_down(card.place, message)
                return
            if card.message != NOT_SENT:
                await self._drawing.take_down(card.place, card.message)
        is_pin_due = card.is_pin_due or message != card.message
        is_pin_refused = is_pin_due and not await self._drawing.pin(card.place, message)
        await self._shown(
            place=card.place,
            message=message,
            changes=card.changes,
            seal=seal,
            is_pin_refused=is_pin_refused,
        )
