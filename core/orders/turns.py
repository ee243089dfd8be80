"""Who may make an order of the cart: the organizer, any adult, or the adults by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.family import MayLock
from core.families.membership import organizer_name, require_adult, require_member, require_organizer
from core.families.turns import may_check_out, whose_turn
from core.orders.errors import NotYourTurnError

if TYPE_CHECKING:
    from core.families.family import Family, Member
    from core.families.ports import MembershipWork


def require_checkout(work: MembershipWork, actor: int, family: Family) -> Member:
    """Return the actor's place when they may check out now.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer checks out.
        AdultsOnlyError: the actor is a limited member, and any adult may.
        NotYourTurnError: it is another adult's turn.
    """
    member = require_member(work, actor, family.id)
    members = work.members(family.id)
    if may_check_out(family, members, member):
        return member
    match family.customs.may_lock:
        case MayLock.ORGANIZER:
            return require_organizer(work, actor, family.id)
        case MayLock.ADULTS:
            return require_adult(work, actor, family.id)
        case MayLock.ROTATION:
            whose = whose_turn(members, family.turn_taken)
            raise NotYourTurnError(whose.name, organizer_name(work, family.id))
