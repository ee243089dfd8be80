"""Who may act for which family: every use case asks here, inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import (
    AdultsOnlyError,
    AlreadyInFamilyError,
    MemberGoneError,
    NoFamilyError,
    NotAMemberError,
    NotOrganizerError,
    OwnPlaceError,
)
from core.families.family import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.families.family import Family, Member
    from core.families.ports import MembershipWork


def require_member(work: MembershipWork, actor: int, family: int | None = None) -> Member:
    """Return the actor's place in the family that a button names, or in the one they are in.

    Raises:
        NotAMemberError: they are not in the named family.
        NoFamilyError: they are in no family at all.
    """
    member = work.member(actor)
    if family is not None and (member is None or member.family != family):
        raise NotAMemberError
    if member is None:
        raise NoFamilyError
    return member


def require_no_family(work: MembershipWork, actor: int) -> None:
    """Go on only when the actor is in no family.

    Raises:
        AlreadyInFamilyError: they are in one.
    """
    member = work.member(actor)
    if member is not None:
        raise AlreadyInFamilyError(family_of(work, member).name)


def may_organise(work: MembershipWork, person: int, allowed: tuple[str, ...]) -> bool:
    """Tell whether they proved one of the allowed countries; where none is named, anybody may."""
    known = work.person(person)
    return not allowed or (known is not None and known.country in allowed)


def require_organizer(work: MembershipWork, actor: int, family: int | None = None) -> Member:
    """Return the actor's place as the organizer of the family.

    Raises:
        NotOrganizerError: somebody else is the organizer.
        NotAMemberError: the actor is not in the named family.
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor, family)
    if not member.is_organizer:
        raise NotOrganizerError(organizer_name(work, member.family))
    return member


def require_other(work: MembershipWork, organizer: Member, person: int, since: int) -> Member:
    """Return the member that a button of the organizer names, and whose stay began then.

    Raises:
        MemberGoneError: they are not in the organizer's family, or came anew.
        OwnPlaceError: it is the organizer.
    """
    if person == organizer.person:
        raise OwnPlaceError
    member = work.member(person)
    if member is None or member.family != organizer.family or member.since != since:
        raise MemberGoneError
    return member


def hold_as_organizer(work: MembershipWork, actor: int, family: int | None = None) -> tuple[Family, Member]:
    """Return the family the actor organises, held until the transaction ends, and their place in it.

    It is the one that a button names, or the one they are in.

    Raises:
        NotOrganizerError: somebody else is the organizer.
        NotAMemberError: the actor is not in the named family.
        NoFamilyError: the actor is in no family.
    """
    held = require_family(work, family if family is not None else require_member(work, actor).family)
    return held, require_organizer(work, actor, held.id)


def require_adult(work: MembershipWork, actor: int, family: int | None = None) -> Member:
    """Return the actor's place as an adult of the family.

    Raises:
        AdultsOnlyError: the actor is a limited member.
        NotAMemberError: the actor is not in the named family.
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor, family)
    if member.role is not Role.ADULT:
        raise AdultsOnlyError
    return member


def family_of(work: MembershipWork, member: Member) -> Family:
    """Return the family the member is in, to be looked at only.

    Raises:
        NotAMemberError: it is not there any more.
    """
    family = work.family(member.family)
    if family is None:
        raise NotAMemberError
    return family


def require_family(work: MembershipWork, family: int) -> Family:
    """Return a family that is known to exist, held until the transaction ends.

    Raises:
        NotAMemberError: there is no such family, so nobody is a member of it.
    """
    held = work.hold_family(family)
    if held is None:
        raise NotAMemberError
    return held


def deputy_of(members: Sequence[Member], *but: int) -> Member | None:
    """Return who takes the organizer's part where something is hidden from the organizer, if anybody can.

    It is the adult who has been there longest, but for those persons.
    """
    adults = [member for member in members if member.may_succeed and member.person not in but]
    return min(adults, key=lambda member: (member.joined_at, member.seat), default=None)


def organizer_name(work: MembershipWork, family: int) -> str:
    """Return the name of the family's organizer."""
    return next(member.name for member in work.members(family) if member.is_organizer)


def tell_organizer(work: MembershipWork, now: datetime, family: Family, alert: Alert) -> None:
    """Tell the family's organizer; a family that was disbanded has none."""
    if family.organizer is not None:
        work.tell(family.organizer, alert, now)
