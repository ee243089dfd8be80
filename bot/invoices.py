"""Sends invoices: their words, whom they are for, and what Telegram says to them."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice

from bot.links import INVOICE
from bot.screens.payments import bill, no_invoice_words
from bot.show import patiently

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.settings import Settings
    from bot.texts import Texts
    from core.orders.charge import Invoice

log = logging.getLogger(__name__)

TOKEN_BYTES = 16
"""128 random bits name an invoice."""


def new_token() -> str:
    """Return what names an intent that nobody has yet."""
    return secrets.token_urlsafe(TOKEN_BYTES)


async def send_invoice(bot: Bot, person: int, invoice: Invoice, settings: Settings, t: Texts) -> str | None:
    """Send an invoice; return what to say when Telegram takes none, for example of so small a sum."""
    words = bill(invoice, t)
    method = SendInvoice(
        chat_id=person,
        title=words.title,
        description=words.description,
        payload=invoice.token,
        provider_token=settings.provider_for(invoice.currency),
        currency=invoice.currency,
        prices=[LabeledPrice(label=words.price, amount=invoice.minor)],
        start_parameter=f"{INVOICE}{invoice.token}",
        reply_markup=words.keyboard,
    )
    try:
        await patiently(bot, method)
    except TelegramBadRequest as error:
        log.warning("an invoice is refused: %s", error.message)
        return no_invoice_words(invoice.purpose, t)
    return None
