"""Who may make an order of the cart: the organizer, any adult, or the adults by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.family import MayLock, Role
from core.families.membership import require_adult, require_member, require_organizer
from core.orders.errors import NotYourTurnError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.families.family import Family, Member
    from core.families.ports import MembershipWork


def whose_turn(members: Sequence[Member], turn_taken: int | None) -> Member:
    """Return the adult whose turn it is: the next by seat after the last one's, then from the first again.

    `members` are a family's, by seat; its organizer is an adult, so there always is one.
    """
    adults = [member for member in members if member.role is Role.ADULT]
    return next((member for member in adults if member.seat > (turn_taken or 0)), adults[0])


def require_checkout(work: MembershipWork, actor: int, family: Family) -> Member:
    """Return the actor's place when they may check out now; the organizer always may.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer checks out.
        AdultsOnlyError: the actor is a limited member, and any adult may.
        NotYourTurnError: it is another adult's turn.
    """
    member = require_member(work, actor, family.id)
    if member.is_organizer:
        return member
    match family.customs.may_lock:
        case MayLock.ORGANIZER:
            return require_organizer(work, actor, family.id)
        case MayLock.ADULTS:
            return require_adult(work, actor, family.id)
        case MayLock.ROTATION:
            members = work.members(family.id)
            turn = whose_turn(members, family.turn_taken)
            if turn.person != actor:
                organizer = next(one.name for one in members if one.is_organizer)
                raise NotYourTurnError(turn.name, organizer)
            return member
