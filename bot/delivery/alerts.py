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
from bot.screens.alerts.bundles import bundle_screen

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
        claim_alerts: Do[Sequence[Sequence[Waiting]]],
        settle_alerts: Do[None],
        postpone_alerts: Do[None],
        hold_alerts: Do[None],
    ) -> None:
        """Deliver through the bot, with these use cases of the outbox."""
        self._bot = bot
        self._settings = settings
        self._claim = claim_alerts
        self._settle = settle_alerts
        self._postpone = postpone_alerts
        self._hold = hold_alerts

    async def __call__(self) -> None:
        """Deliver what is due, until nothing is."""
        while due := await self._claim(limit=AT_ONCE, zone=self._settings.time_zone):
            await asyncio.gather(*(self._deliver(bundle) for bundle in due))

    async def _deliver(self, bundle: Sequence[Waiting]) -> None:
        """Send one message to one recipient, whom all alerts of the bundle are for."""
        first = bundle[0]
        everything = [waiting.id for waiting in bundle]
        t = texts_for(first.language, first.zone, self._settings)
        screen, fitting = bundle_screen(bundle, t)
        try:
            await self._bot(
                SendMessage(chat_id=first.recipient, text=screen.text, reply_markup=screen.keyboard)
            )
        except TelegramForbiddenError:
            await self._hold(alerts=everything, recipient=first.recipient)
        except TelegramBadRequest as error:
            if "chat not found" in error.message:
                await self._hold(alerts=everything, recipient=first.recipient)
                return
            log.exception("alert %s is refused", first.id)
            await self._again(bundle, None)
        except TelegramRetryAfter as error:
            await self._again(bundle, timedelta(seconds=error.retry_after))
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("alert %s is not delivered yet: %s", first.id, type(error).__name__)
            await self._again(bundle, None)
        else:
            await self._settle(alerts=everything[:fitting], rest=everything[fitting:])

    async def _again(self, bundle: Sequence[Waiting], retry_after: timedelta | None) -> None:
        alerts = [waiting.id for waiting in bundle]
        await self._postpone(alerts=alerts, attempts=bundle[0].attempts, retry_after=retry_after)
