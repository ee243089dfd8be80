"""What the organizer can switch on and off for the whole family."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from core.families.errors import AccountOffError, CartOffError
from core.families.membership import organizer_name

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.families.ports import BenefitWork, MembershipWork


class Benefit(StrEnum):
    """One thing a family can have or not."""

    CART = "cart"
    VOTING = "voting"
    ACCOUNT = "account"


def has_benefit(family: Family, benefit: Benefit) -> bool:
    """Tell whether it is on for the family."""
    return {
        Benefit.CART: family.has_cart,
        Benefit.VOTING: family.has_voting,
        Benefit.ACCOUNT: family.has_account,
    }[benefit]


def require_cart(work: MembershipWork, family: Family) -> None:
    """Go on only when the family has a cart.

    Raises:
        CartOffError: the organizer switched it off.
    """
    if not family.has_cart:
        raise CartOffError(organizer_name(work, family.id))


def require_account(work: MembershipWork, family: Family) -> None:
    """Go on only when the family has a shared account.

    Raises:
        AccountOffError: the organizer has not switched it on, or has switched it off.
    """
    if not family.has_account:
        raise AccountOffError(organizer_name(work, family.id))


def switch(
    work: BenefitWork, now: datetime, family: Family, by: int, benefit: Benefit, *, is_on: bool
) -> None:
    """Switch it to a value that it does not have, with what hangs on it; telling is left to the caller.

    Without a cart its time stands still: what lines wait for is put off by as long as it was away. Without
    voting every open vote ends with a yes. What is on the shared account stays there.
    """
    if benefit is Benefit.CART and is_on:
        since = work.switched_at(family.id, benefit)
        if since is not None:
            work.put_off_deadlines(family.id, now - since)
    work.set_benefit(family.id, benefit, by, now, is_on=is_on)
    if benefit is Benefit.VOTING and not is_on:
        work.free_votes(family.id)
    work.touch_cards(family.id)
