"""Whose turn it is to make an order of the cart, and who may do it without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.family import MayLock, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.families.family import Family, Member


def whose_turn(members: Sequence[Member], turn_taken: int | None) -> Member:
    """Return the adult whose turn it is: the next by seat after the last one's, then from the first again.

    `members` are a family's, by seat; its organizer is an adult, so there always is one.
    """
    adults = [member for member in members if member.role is Role.ADULT]
    return next((member for member in adults if member.seat > (turn_taken or 0)), adults[0])


def may_check_out(family: Family, members: Sequence[Member], member: Member) -> bool:
    """Tell whether one of the members may make an order now; the organizer always may."""
    if member.is_organizer or member.role is not Role.ADULT:
        return member.is_organizer
    match family.customs.may_lock:
        case MayLock.ORGANIZER:
            return False
        case MayLock.ADULTS:
            return True
        case MayLock.ROTATION:
            return whose_turn(members, family.turn_taken).person == member.person
