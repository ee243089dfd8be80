"""Who takes the organizer's part in check-out where a present must stay hidden from the organizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.families.family import Role
from core.families.membership import family_of, require_adult, require_member, require_organizer
from core.families.turns import may_check_out
from core.orders.turns import require_checkout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.families.family import Family, Member
    from core.families.ports import MembershipWork


class Hideable(Protocol):
    """A line or an order: it may be hidden from somebody for a while."""

    def is_hidden_from(self, person: int, now: datetime) -> bool:
        """Tell whether that person may not know of it."""


def require_steward(work: MembershipWork, now: datetime, actor: int, family: int, thing: Hideable) -> Member:
    """Return the actor's place as the organizer, or as any adult when it is hidden from the organizer.

    Raises:
        NotOrganizerError: somebody else is the organizer.
        AdultsOnlyError: the actor is a limited member, and it is hidden from the organizer.
        NotAMemberError: the actor is not in the family.
    """
    organizer = family_of(work, require_member(work, actor, family)).organizer
    if organizer is not None and thing.is_hidden_from(organizer, now):
        return require_adult(work, actor, family)
    return require_organizer(work, actor, family)


def require_pricing(work: MembershipWork, now: datetime, actor: int, family: Family, line: Item) -> Member:
    """Return the actor's place when they may say what the line costs, since they may check it out.

    Raises:
        AdultsOnlyError: the actor is a limited member, and it is hidden from the organizer.
        DomainError: the actor may not check out now, as `require_checkout` says.
    """
    if family.organizer is not None and line.is_hidden_from(family.organizer, now):
        return require_adult(work, actor, family.id)
    return require_checkout(work, actor, family)


def lines_in_charge(
    work: MembershipWork, now: datetime, actor: int, family: Family, items: Sequence[Item]
) -> Sequence[Item]:
    """Return which of these lines the actor may check out: all of them, or presents for the organizer.

    Raises:
        NotAMemberError: the actor is not in the family.
        DomainError: none of them, as `require_checkout` says.
    """
    member = require_member(work, actor, family.id)
    organizer = family.organizer
    is_helper = member.role is Role.ADULT and not may_check_out(family, work.members(family.id), member)
    if is_helper and organizer is not None:
        presents = [item for item in items if item.is_hidden_from(organizer, now)]
        if presents:
            return presents
    require_checkout(work, actor, family)
    return items
