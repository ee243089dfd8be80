"""Switch on and off what the family has, where everybody sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.families import BenefitSwitched
from core.families.benefit import Benefit, has_benefit, switch
from core.families.customs import in_words
from core.families.errors import NoFamilyError
from core.families.membership import hold_as_organizer

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.ports import BenefitWork
    from core.families.views import BenefitsView


def show_benefits(work: BenefitWork, *, now: datetime, actor: int, page: int = 0) -> BenefitsView:
    """Return what the actor's family has, and one page of who changed that and when, the newest first.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    del now
    view = work.benefits_view(actor, page)
    if view is None:
        raise NoFamilyError
    return view


def switch_benefit(
    work: BenefitWork, *, now: datetime, actor: int, family: int, benefit: Benefit, is_on: bool
) -> None:
    """Switch it to the target value; whoever is in the family is told, the same again changes nothing.

    Lines stay as they are. Without a cart its time stands still: what lines wait for is put off by as long
    as it was away. Without voting every open vote ends with a yes; a line that needed none when it was added
    needs none either when voting is back.

    Raises:
        NotAMemberError: the actor is not in the family.
        NotOrganizerError: only the organizer may.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    if has_benefit(held, benefit) is is_on:
        return
    switch(work, now, held, actor, benefit, is_on=is_on)
    if benefit is Benefit.VOTING:
        was, is_now = (in_words(replace(held, has_voting=voting))["voting"] for voting in (not is_on, is_on))
        work.note_customs(family, actor, {"voting": (was, is_now)}, now)
    switched = BenefitSwitched(held.name, benefit.value, is_on, organizer.name)
    for other in work.members(family):
        if other.person != actor:
            work.tell(other.person, switched, now)
