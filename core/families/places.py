"""Attach the family to the group in which it already talks: one group a family, one family a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import GroupLost
from core.families.errors import NotAMemberError, PlaceTakenError, PlaceUnknownError
from core.families.membership import require_organizer, tell_organizer

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import PlaceWork


def require_place(work: PlaceWork, *, now: datetime, actor: int, place: int) -> int:
    """Return the family whose cart the group shows, for one of its members.

    Raises:
        PlaceUnknownError: the group shows no family yet.
        NotAMemberError: it shows a family the actor is not in.
    """
    del now
    member = work.member(actor)
    family = work.family_at(place)
    if family is None:
        raise PlaceUnknownError(can_attach=member is not None and member.is_organizer)
    if member is None or member.family != family:
        raise NotAMemberError
    return family


def attach_place(work: PlaceWork, *, now: datetime, actor: int, family: int, place: int) -> None:
    """Show the family's cart in this group from now on; a group it was shown in before is left.

    Raises:
        NotOrganizerError: only the organizer may.
        NotAMemberError: the actor is not in the family.
        PlaceUnknownError: it is no group but the actor's own window.
        PlaceTakenError: the group shows another family.
    """
    work.hold_family(family)
    require_organizer(work, actor, family)
    if place == actor:
        raise PlaceUnknownError(can_attach=False)
    shown = work.family_at(place)
    if shown is not None and shown != family:
        raise PlaceTakenError
    if shown is None:
        work.put_place(family, place, now)


def detach_place(work: PlaceWork, *, now: datetime, place: int) -> None:
    """Forget a group that the bot was removed from; the family lives on, and its organizer is told."""
    shown = work.family_at(place)
    family = work.hold_family(shown) if shown is not None else None
    work.drop_place(place)
    if family is not None:
        tell_organizer(work, now, family, GroupLost(family.name))


def move_place(work: PlaceWork, *, now: datetime, old: int, new: int) -> None:
    """Follow a group that became a supergroup and got a new id; harmless when told twice."""
    del now
    work.move_place(old, new)
