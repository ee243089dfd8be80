"""Buttons about payments through Telegram."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class InvoicePress(CallbackData, prefix="bill"):
    """Send me the invoice for this order once more."""

    order: Id


class ShareInvoicePress(CallbackData, prefix="billmine"):
    """Send me the invoice for my share of this order."""

    order: Id


class TopUpInvoicePress(CallbackData, prefix="billpot"):
    """Send me an invoice for this sum, for the account of this family."""

    family: Id
    minor: Count


class RefundedPress(CallbackData, prefix="repaid"):
    """The money of this charge was given back in the provider's cabinet."""

    charge: Id
