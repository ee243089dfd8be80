"""Delivers the alerts that wait in the outbox, at least once each and in order for each recipient."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.methods import SendMessage

from bot.middlewares import texts_for
from bot.screens.alerts import alert_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram import Bot

    from bot.settings import Settings
    from bot.use_cases import Do
    from core.alerts.outbox import Waiting

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Recipients served side by side; Telegram takes about 30 messages a second from one bot."""


class AlertDelivery:
    """Empties the outbox whenever it is called."""

    def __init__(
        self,
        bot: Bot,
        settings: Settings,
        *,
        claim_alerts: Do[Sequence[Waiting]],
        settle_alert: Do[None],
        postpone_alert: Do[None],
        hold_alerts: Do[None],
    ) -> None:
        """Deliver through the bot, with these use cases of the outbox."""
        self._bot = bot
        self._settings = settings
        self._claim = claim_alerts
        self._settle = settle_alert
        self._postpone = postpone_alert
        self._hold = hold_alerts

    async def __call__(self) -> None:
        """Deliver what is due, until nothing is."""
        while due := await self._claim(limit=AT_ONCE):
            await asyncio.gather(*(self._deliver(waiting) for waiting in due))

    async def _deliver(self, waiting: Waiting) -> None:
        screen = alert_screen(waiting, texts_for(waiting.language, self._settings))
        try:
            await self._bot(
                SendMessage(chat_id=waiting.recipient, text=screen.text, reply_markup=screen.keyboard)
            )
        except TelegramForbiddenError:
            await self._hold(alert=waiting.id, recipient=waiting.recipient)
        except TelegramBadRequest as error:
            if "chat not found" in error.message:
                await self._hold(alert=waiting.id, recipient=waiting.recipient)
                return
            log.exception("alert %s is refused", waiting.id)
            await self._again(waiting, None)
        except TelegramRetryAfter as error:
            await self._again(waiting, timedelta(seconds=error.retry_after))
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("alert %s is not delivered yet: %s", waiting.id, type(error).__name__)
            await self._again(waiting, None)
        else:
            await self._settle(alert=waiting.id)

    async def _again(self, waiting: Waiting, retry_after: timedelta | None) -> None:
        await self._postpone(alert=waiting.id, attempts=waiting.attempts, retry_after=retry_after)
