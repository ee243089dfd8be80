"""The word on a payment: Telegram asks for it, waits ten seconds, and takes the money only after a yes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiogram.methods import AnswerPreCheckoutQuery

if TYPE_CHECKING:
    from aiogram import Bot

log = logging.getLogger(__name__)

TRIES = 3
ANSWER_S = 3
"""Three tries fit into Telegram's ten seconds."""


async def answer_checkout(bot: Bot, query: str, refusal: str = "") -> None:
    """Let the payment go on, or refuse it in words that the payer sees.

    An answer may be lost: then the payer sees a time-out, or the money comes all the same. Both are met.
    """
    method = AnswerPreCheckoutQuery(
        pre_checkout_query_id=query, ok=not refusal, error_message=refusal or None
    )
    for _ in range(TRIES):
        try:
            await bot(method, request_timeout=ANSWER_S)
        except TelegramBadRequest as error:
            log.warning("the word on a payment came too late: %s", error.message)
            return
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("the word on a payment did not get through: %s", type(error).__name__)
        else:
            return
