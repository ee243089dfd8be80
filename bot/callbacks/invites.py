"""Buttons about invitations. A `token` is that of a link, or the personal one of an invitation by the bot."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Id
from core.invites.invite import Term


class JoinPress(CallbackData, prefix="join"):
    """Join by the invitation with this token, or ask to."""

    token: str


class DeclinePress(CallbackData, prefix="notjoin"):
    """Do not join by the invitation with this token."""

    token: str


class OldDeclinePress(CallbackData, prefix="decline"):
    """Do not join; of buttons drawn when they did not say what."""


class OpenInvitePress(CallbackData, prefix="open"):
    """Open this invitation, which was sent to me."""

    invite: Id


class MovingPress(CallbackData, prefix="moving"):
    """Spell out what leaving my family for the one of this invitation means."""

    token: str


class MovePress(CallbackData, prefix="move"):
    """Leave this family, keep my lines in its cart or not, and join by the invitation with this token."""

    token: str
    family: Id
    keep_lines: bool


class UnaskPress(CallbackData, prefix="unask"):
    """Take this request of mine to join back."""

    request: Id


class AnswerPress(CallbackData, prefix="answer"):
    """Let in who made this request, or do not."""

    request: Id
    accept: bool


class TermPress(CallbackData, prefix="term"):
    """Let this hold for the invitation with this token."""

    token: str
    term: Term


class QrPress(CallbackData, prefix="qr"):
    """Send me a picture of the link with this token."""

    token: str


class RevokePress(CallbackData, prefix="revoke"):
    """Take this invitation back."""

    invite: Id
