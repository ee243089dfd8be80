"""Buttons about the terms of an order, its prices until it is paid, and wishing for it once more."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id, MaybeId
from core.orders.terms import FeeSplit, PayMode, Split


class TermsPage(StrEnum):
    """What a check-out shows of its terms."""

    ALL = "all"
    PAY = "pay"
    SPLIT = "split"
    SUMS = "sums"
    WHY = "why"


class TermsPress(CallbackData, prefix="terms"):
    """Show this about the terms on which I mean to check out."""

    page: TermsPage


class PayModePress(CallbackData, prefix="paymode"):
    """Let the shop get its money so."""

    pay: PayMode


class SplitPress(CallbackData, prefix="split"):
    """Split the order so."""

    split: Split


class PortionPress(CallbackData, prefix="weigh"):
    """Let this adult bear this weight, or this amount: the target value."""

    split: Split
    person: Id
    portion: MaybeId


class AskAmountPress(CallbackData, prefix="amount"):
    """Ask me what this adult bears."""

    person: Id


class FeePress(CallbackData, prefix="fee"):
    """Ask me for a fee, or let there be none."""

    wanted: bool


class FeeSplitPress(CallbackData, prefix="feesplit"):
    """Split the fee so."""

    fee_split: FeeSplit


class DiscountPress(CallbackData, prefix="discount"):
    """Ask me for a discount, or let there be none."""

    wanted: bool


class WhyPress(CallbackData, prefix="why"):
    """Show how the shares of this order come about."""

    order: Id


class ShareSaidPress(CallbackData, prefix="mine"):
    """I have paid the shop my share of this order, or have not after all."""

    order: Id
    is_paid: bool


class PricesPress(CallbackData, prefix="prices"):
    """Show a page of this order's prices, to correct one."""

    order: Id
    page: Count


class CorrectPress(CallbackData, prefix="reprice"):
    """Ask me for another price of the line at this position of the order, with 0 of the whole order."""

    order: Id
    position: Count


class AgreePress(CallbackData, prefix="agree"):
    """I agree to this price, or do not."""

    correction: Id
    is_yes: bool


class OldPricePress(CallbackData, prefix="oldprice"):
    """Let the price stay as it was."""

    correction: Id


class RepeatPress(CallbackData, prefix="repeat"):
    """Put the lines of this order into the cart once more."""

    order: Id
