"""What the organizer sets for the family: its name, its time zone, who checks out, how things are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.alerts.families import FamilyRenamed
from core.families.customs import keep_customs
from core.families.family import read_name
from core.families.membership import family_of, hold_as_organizer, organizer_name, require_member
from core.families.views import SettingsView
from core.people.errors import ZoneUnknownError
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for, take_answer

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import MayLock, Units
    from core.families.ports import SettingsWork


HIGHEST_TOLERANCE: Final = 100
"""In per cent: to twice the price."""


def show_family_settings(work: SettingsWork, *, now: datetime, actor: int) -> SettingsView:
    """Return how the actor's family does things; everybody may look, the organizer may change it.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor)
    family = family_of(work, member)
    organizer = organizer_name(work, family.id)
    zone = family.customs.time_zone or work.home_zone
    return SettingsView(family, organizer, member.is_organizer, zone, now)


def choose_family_zone(
    work: SettingsWork, *, now: datetime, actor: int, family: int, zone: str | None, text: str
) -> None:
    """Let the family live by that time zone from now on; deadlines that were announced stay.

    Members who chose none are told the time of it; what waits for an hour of the day is looked at anew.

    Args:
        work: the open transaction.
        now: when it is chosen.
        actor: the organizer.
        family: theirs.
        zone: a name as `core.shared.zone` reads it, None when it was not understood.
        text: what was chosen or typed, for the refusal.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
        ZoneUnknownError: there is no such zone; the question, if any, stays open.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    if zone is None:
        raise ZoneUnknownError(text)
    stop_asking_for(work, actor, Ask.FAMILY_ZONE)
    if keep_customs(work, now, held, organizer, replace(held.customs, time_zone=zone)):
        for member in work.members(family):
            work.free_held_alerts(member.person, now)


def ask_for_family_zone(work: SettingsWork, *, now: datetime, actor: int) -> None:
    """Ask the organizer by which time zone the family lives.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    family, _ = hold_as_organizer(work, actor)
    work.put_question(Question(actor, Ask.FAMILY_ZONE, {"family": family.id}, now + QUESTION_LIFE))


def choose_may_lock(work: SettingsWork, *, now: datetime, actor: int, family: int, may_lock: MayLock) -> None:
    """Let these people make an order of the cart.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    keep_customs(work, now, held, organizer, replace(held.customs, may_lock=may_lock))


def choose_units(work: SettingsWork, *, now: datetime, actor: int, family: int, units: Units) -> None:
    """Show weights and volumes in these units.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    keep_customs(work, now, held, organizer, replace(held.customs, units=units))


def choose_card(work: SettingsWork, *, now: datetime, actor: int, family: int, is_rich: bool) -> None:
    """Show the cart's card plainly, or with rich formatting.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    keep_customs(work, now, held, organizer, replace(held.customs, rich_card=is_rich))


def choose_tolerance(work: SettingsWork, *, now: datetime, actor: int, family: int, percent: int) -> None:
    """Let an order become dearer by so much, before it is paid, without anybody being asked.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    percent = min(percent, HIGHEST_TOLERANCE)
    keep_customs(work, now, held, organizer, replace(held.customs, tolerance_percent=percent))


def ask_for_new_name(work: SettingsWork, *, now: datetime, actor: int) -> str:
    """Ask the organizer for the family's new name; return the present one.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    family, _ = hold_as_organizer(work, actor)
    work.put_question(Question(actor, Ask.FAMILY_RENAME, {"family": family.id}, now + QUESTION_LIFE))
    return family.name


def rename_family(work: SettingsWork, *, now: datetime, actor: int, family: int, name: str) -> str:
    """Rename the family as the answer to the question; the other members are told. Returns the new name.

    Raises:
        NotOrganizerError: somebody else is the organizer by now.
        NotAMemberError: the actor is not in that family any more.
        FamilyNameError: the name is empty or too long; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    tidy = read_name(name)
    take_answer(work, now, actor, Ask.FAMILY_RENAME, {"family": family})
    if tidy == held.name:
        return tidy
    work.rename_family(family, tidy)
    work.touch_cards(family)
    for member in work.members(family):
        if member.person != actor:
            work.tell(member.person, FamilyRenamed(held.name, tidy, organizer.name), now)
    return tidy
