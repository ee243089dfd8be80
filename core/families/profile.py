"""Who somebody is here: the person, and their place in a family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.families.errors import NoFamilyError
from core.families.ports import FamilyReading, MembershipWork

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Member
    from core.families.views import FamilySummary
    from core.people.person import Person


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A person's profile at a moment; `family` and `member` are None for who is in no family."""

    person: Person
    family: FamilySummary | None
    member: Member | None
    seen_at: datetime


class ProfileWork(MembershipWork, FamilyReading, Protocol):
    """What a profile is read from."""


def show_profile(work: ProfileWork, *, now: datetime, actor: int) -> ProfileView:
    """Return the actor's profile.

    Raises:
        NoFamilyError: the actor was forgotten a moment ago, on another device.
    """
    person = work.person(actor)
    if person is None:
        raise NoFamilyError
    return ProfileView(person, work.family_summary(actor, now), work.member(actor), now)
