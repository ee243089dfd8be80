"""Looks after money that came: settles what was not settled at once, and gives Stars back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiogram.methods import RefundStarPayment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram import Bot

    from bot.use_cases import Do
    from core.orders.charge import Charge

log = logging.getLogger(__name__)


async def settle_or_leave(settle_charge: Do[None], charge: int) -> None:
    """Settle money that is kept; whatever fails, it stays kept, and is settled later."""
    try:
        await settle_charge(charge=charge)
    except Exception:
        log.exception("charge %s is kept and not settled yet", charge)


class ChargeSettling:
    """Settles charges that were kept and not settled, because something failed in between."""

    def __init__(self, *, claim_charges: Do[Sequence[int]], settle_charge: Do[None]) -> None:
        """Settle with these use cases."""
        self._claim = claim_charges
        self._settle = settle_charge

    async def __call__(self) -> None:
        """Settle what is due; one that fails holds up no other."""
        for charge in await self._claim():
            await settle_or_leave(self._settle, charge)


class Refunding:
    """Gives back what was paid in Stars and pays for nothing."""

    def __init__(
        self,
        bot: Bot,
        *,
        claim_refunds: Do[Sequence[Charge]],
        settle_refund: Do[None],
        postpone_refund: Do[None],
    ) -> None:
        """Give back through the bot, with these use cases."""
        self._bot = bot
        self._claim = claim_refunds
        self._settle = settle_refund
        self._postpone = postpone_refund

    async def __call__(self) -> None:
        """Give back what is due; one that fails holds up no other."""
        for charge in await self._claim():
            if await self._is_returned(charge):
                await self._settle(charge=charge.id)
            else:
                await self._postpone(charge=charge.id, attempts=charge.attempts)

    async def _is_returned(self, charge: Charge) -> bool:
        method = RefundStarPayment(user_id=charge.payer, telegram_payment_charge_id=charge.name)
        try:
            await self._bot(method)
        except TelegramBadRequest as error:
            if "CHARGE_ALREADY_REFUNDED" in error.message:
                return True
            log.error("charge %s cannot be given back: %s", charge.id, error.message)  # noqa: TRY400  # no defect
            return False
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("charge %s is not given back yet: %s", charge.id, type(error).__name__)
            return False
        return True
