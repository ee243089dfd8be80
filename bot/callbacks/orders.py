"""Buttons about checking out and paying."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class LockPress(CallbackData, prefix="lock"):
    """Make an order of exactly the lines that were shown."""

    family: int
    orders: int
    seal: str


class PricePress(CallbackData, prefix="price"):
    """Ask me for this line's price."""

    item: int
    revision: int


class OrderPress(CallbackData, prefix="o"):
    """Show this order."""

    order: int


class TakePress(CallbackData, prefix="take"):
    """I will pay this order."""

    order: int


class ReleasePress(CallbackData, prefix="release"):
    """Let somebody else pay this order."""

    order: int


class PaidPress(CallbackData, prefix="paid"):
    """I have paid this order."""

    order: int


class CancelOrderPress(CallbackData, prefix="off"):
    """Call this order off."""

    order: int


class GoodsPress(CallbackData, prefix="goods"):
    """The goods of this order are there."""

    order: int


class SentPress(CallbackData, prefix="sent"):
    """I have sent my share of this order; the attempt counts from 1."""

    order: int
    attempt: int


class JudgePress(CallbackData, prefix="got"):
    """The money of this payment arrived, or not."""

    payment: int
    received: bool
