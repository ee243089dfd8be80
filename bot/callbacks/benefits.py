"""Buttons about what the family has."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.numbers import Count, Id
from core.families.benefit import Benefit


class BenefitPress(CallbackData, prefix="benefit"):
    """Switch this on or off for this family: the target value."""

    family: Id
    benefit: Benefit
    is_on: bool


class BenefitsPagePress(CallbackData, prefix="benefits"):
    """Show this page of who changed what, counted from 0."""

    page: Count
