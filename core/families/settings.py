"""What the organizer sets for the family: here its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.alert import FamilyRenamed
from core.families.errors import NoFamilyError
from core.families.family import read_name
from core.families.membership import hold_as_organizer, require_family, require_organizer
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import SettingsWork
    from core.families.views import FamilySummary


def show_family_settings(work: SettingsWork, *, now: datetime, actor: int) -> FamilySummary:
    """Return the family whose settings the organizer may change.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
    """
    require_organizer(work, actor)
    summary = work.family_summary(actor, now)
    if summary is None:
        raise NoFamilyError
    return summary


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
    held = require_family(work, family)
    organizer = require_organizer(work, actor, family)
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
