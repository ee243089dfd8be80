"""What the organizer can switch on and off for the whole family."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from core.families.errors import CartOffError
from core.families.membership import organizer_name

if TYPE_CHECKING:
    from core.families.family import Family
    from core.families.ports import MembershipWork


class Benefit(StrEnum):
    """One thing a family can have or not."""

    CART = "cart"
    VOTING = "voting"


def has_benefit(family: Family, benefit: Benefit) -> bool:
    """Tell whether it is on for the family."""
    return {Benefit.CART: family.has_cart, Benefit.VOTING: family.has_voting}[benefit]


def require_cart(work: MembershipWork, family: Family) -> None:
    """Go on only when the family has a cart.

    Raises:
        CartOffError: the organizer switched it off.
    """
    if not family.has_cart:
        raise CartOffError(organizer_name(work, family.id))
