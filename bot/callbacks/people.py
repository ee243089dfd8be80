"""Buttons that lead to a screen, and those about the person."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Place(StrEnum):
    """A screen that a button leads to."""

    HOME = "home"
    HELP = "help"
    PRIVACY = "privacy"
    LANGUAGE = "language"
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
    APPROVALS = "approvals"
    CHOOSE = "choose"
    CART = "cart"
    ADD = "add"
    ORDERS = "orders"
    CHECKOUT = "checkout"
    LEAVE = "leave"


class Go(CallbackData, prefix="go"):
    """Show a screen."""

    to: Place


class LanguagePress(CallbackData, prefix="lang"):
    """Speak this language with me."""

    language: str


class CancelPress(CallbackData, prefix="cancel"):
    """Stop asking."""
