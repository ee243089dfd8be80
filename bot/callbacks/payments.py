"""Buttons about payments through Telegram."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Id


class InvoicePress(CallbackData, prefix="bill"):
    """Send me the invoice for this order once more."""

    order: Id


class RefundedPress(CallbackData, prefix="repaid"):
    """The money of this charge was given back in the provider's cabinet."""

    charge: Id
