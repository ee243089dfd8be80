"""Buttons about the family and its members."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id


class LeavePress(CallbackData, prefix="leave"):
    """Leave this family; keep my lines in its cart or not."""

    family: Id
    keep_lines: bool


class MemberPress(CallbackData, prefix="member"):
    """Show this member, whose stay in the family began in the second `since`."""

    person: Id
    since: Id


class LimitsPress(CallbackData, prefix="limits"):
    """Ask me up to which sum this member may add without an approval."""

    person: Id
    since: Id


class LimitPress(CallbackData, prefix="limit"):
    """Let this member add up to so many minor units without an approval."""

    person: Id
    since: Id
    minor: Count


class AdultPress(CallbackData, prefix="adult"):
    """Let no limit hold for this member."""

    person: Id
    since: Id


class RemovalPress(CallbackData, prefix="removal"):
    """Spell out what removing this member means; bar them, too, or not."""

    person: Id
    since: Id
    bar: bool


class RemoveMemberPress(CallbackData, prefix="remove"):
    """Remove this member, keep their lines in the cart or not, bar them or not."""

    person: Id
    since: Id
    keep_lines: bool
    bar: bool


class LetInPress(CallbackData, prefix="letin"):
    """Let this person come back by an invitation."""

    person: Id


class HandOverPress(CallbackData, prefix="handover"):
    """Spell out what handing the organizer's role to this member means."""

    person: Id
    since: Id


class OfferPress(CallbackData, prefix="offer"):
    """Offer the organizer's role to this member."""

    person: Id
    since: Id


class AcceptRolePress(CallbackData, prefix="accept"):
    """Take the organizer's role of this family that was offered in this second."""

    family: Id
    offered: Id


class DeclineRolePress(CallbackData, prefix="nothanks"):
    """Do not take the organizer's role of this family that was offered in this second."""

    family: Id
    offered: Id


class WithdrawPress(CallbackData, prefix="withdraw"):
    """Take this offer of the organizer's role back."""

    family: Id
    offered: Id


class SuccessorPress(CallbackData, prefix="successor"):
    """This member shall be the organizer."""

    candidate: Id
    since: Id


class ArchivePress(CallbackData, prefix="archive"):
    """Show what is kept of this disbanded family."""

    family: Id


class BringBackPress(CallbackData, prefix="revive"):
    """Let this disbanded family live again."""

    family: Id


class ComeBackPress(CallbackData, prefix="comeback"):
    """Seat me again in this family, which was brought back."""

    family: Id


class AttachPress(CallbackData, prefix="attach"):
    """Show this family's cart in the chat where the button is."""

    family: Id
