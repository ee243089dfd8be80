"""Buttons about checking out and paying."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id, Sum


class LockPress(CallbackData, prefix="lock"):
    """Make an order of exactly the lines that were shown."""

    family: Id
    orders: Count
    seal: str


class PricePress(CallbackData, prefix="price"):
    """Ask me for this line's price."""

    item: Id
    revision: Count


class OrderPress(CallbackData, prefix="o"):
    """Show this order."""

    order: Id


class TakePress(CallbackData, prefix="take"):
    """I will pay this order."""

    order: Id


class ReleasePress(CallbackData, prefix="release"):
    """Let somebody else pay this order."""

    order: Id


class PaidPress(CallbackData, prefix="paid"):
    """I have paid this order."""

    order: Id


class ConsiderAccountPress(CallbackData, prefix="pot"):
    """What would it mean to pay this order from the shared account?"""

    order: Id


class FromAccountPress(CallbackData, prefix="frompot"):
    """The shared account pays this order, which costs so much."""

    order: Id
    minor: Count


class CancelOrderPress(CallbackData, prefix="off"):
    """Call this order off."""

    order: Id


class GoodsPress(CallbackData, prefix="goods"):
    """The goods of this order are there."""

    order: Id


class SentPress(CallbackData, prefix="sent"):
    """I have sent this sum of my share of this order; the attempt counts from 1."""

    order: Id
    attempt: Count
    minor: Sum


class JudgePress(CallbackData, prefix="got"):
    """The money of this payment arrived, or not."""

    payment: Id
    received: bool


class SharePress(CallbackData, prefix="share"):
    """Show what was said about this person's share of this order."""

    order: Id
    person: Id


class PartPress(CallbackData, prefix="part"):
    """I have sent a part of my share of this order; the attempt counts from 1."""

    order: Id
    attempt: Count


class PaymentPress(CallbackData, prefix="pay"):
    """Show this payment."""

    payment: Id


class WithdrawPress(CallbackData, prefix="unsent"):
    """I take back that the money of this payment was sent."""

    payment: Id


class AttachPress(CallbackData, prefix="proof"):
    """Let me attach a receipt to this payment."""

    payment: Id


class AttachToOrderPress(CallbackData, prefix="shopproof"):
    """Let me attach the shop's receipt to this order."""

    order: Id


class ReceiptPress(CallbackData, prefix="receipt"):
    """Show this receipt."""

    receipt: Id


class RemindPress(CallbackData, prefix="remind"):
    """Remind this person of what they owe me for this order."""

    order: Id
    person: Id


class PlanSentPress(CallbackData, prefix="bychain"):
    """I have sent the money of exactly this transfer of the plan."""

    family: Id
    seal: str
