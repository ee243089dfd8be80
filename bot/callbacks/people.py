"""Buttons that lead to a screen, and those about the person."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from core.alerts.wish import Delivery


class Place(StrEnum):
    """A screen that a button leads to."""

    HOME = "home"
    HELP = "help"
    PRIVACY = "privacy"
    LANGUAGE = "language"
    PROFILE = "profile"
    SETTINGS = "settings"
    ZONE = "zone"
    OTHER_ZONE = "other_zone"
    ALERTS = "alerts"
    EXPORT = "export"
    FORGET = "forget"
    FOUND = "found"
    FAMILY = "family"
    FAMILY_SETTINGS = "family_settings"
    RENAME = "rename"
    MEMBERS = "members"
    BARRED = "barred"
    SUCCESSION = "succession"
    DISBAND = "disband"
    INVITE = "invite"
    INVITES = "invites"
    BENEFITS = "benefits"
    ACCOUNT = "account"
    TOP_UP = "top_up"
    TOP_UP_INVOICE = "top_up_bill"
    SPENDING_LIMITS = "limits"
    SPENDING = "spending"
    APPROVALS = "approvals"
    CHOOSE = "choose"
    CART = "cart"
    ADD = "add"
    OWN_CART = "own"
    OWN_ADD = "own_add"
    OWN_CHECKOUT = "own_checkout"
    OWN_ORDERS = "own_orders"
    JOURNAL = "journal"
    ORDERS = "orders"
    IMPORTS = "imports"
    BALANCES = "balances"
    PLAN = "plan"
    CHECKOUT = "checkout"
    SHOP = "shop"
    STAPLES = "staples"
    LEAVE = "leave"
    PAYSUPPORT = "paysupport"
    PAY_TERMS = "pay_terms"


class Go(CallbackData, prefix="go"):
    """Show a screen."""

    to: Place


class Visit(CallbackData, prefix="via"):
    """Show a screen whose way back leads where one came from, and not to the first screen."""

    to: Place
    back: Place


class LanguagePress(CallbackData, prefix="lang"):
    """Speak this language with me."""

    language: str
    back: Place


class ZonePress(CallbackData, prefix="tz"):
    """Tell me the time of this zone."""

    zone: str
    back: Place


class DeliveryPress(CallbackData, prefix="news"):
    """Tell me news at these times."""

    delivery: Delivery
    back: Place


class QuietPress(CallbackData, prefix="quiet"):
    """Leave me in peace in the quiet hours, or do not."""

    quiet: bool
    back: Place


class ForgetPress(CallbackData, prefix="forget"):
    """Forget me."""


class CancelZonePress(CallbackData, prefix="notz"):
    """Stop asking for a city, and show again those that can be chosen."""

    back: Place


class CancelPress(CallbackData, prefix="cancel"):
    """Stop asking."""
