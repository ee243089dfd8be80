"""Buttons about invitations."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Id


class JoinPress(CallbackData, prefix="join"):
    """Join by the invitation with this token."""

    token: str


class DeclinePress(CallbackData, prefix="decline"):
    """Do not join."""


class RevokePress(CallbackData, prefix="revoke"):
    """Take this invitation back."""

    invite: Id
