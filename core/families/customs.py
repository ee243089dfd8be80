"""Set how the family does things: what every custom needs, in whichever area it is set."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.families import CustomsChanged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.families.family import Customs, Family, Member
    from core.families.ports import CustomsWork

TELL_AFTER = timedelta(minutes=1)
"""Who tries several settings in a row tells the family once, after this pause."""


def keep_customs(
    work: CustomsWork,
    now: datetime,
    family: Family,
    organizer: Member,
    customs: Customs,
    *,
    has_voting: bool | None = None,
) -> bool:
    """Keep the family's customs and tell the other members what changed; tell whether anything did.

    `has_voting` is what becomes of voting, which is kept elsewhere; None when that stays.
    """
    after = replace(family, customs=customs)
    if has_voting is not None:
        after.has_voting = has_voting
    was, is_now = in_words(family), in_words(after)
    changed = {name: (was[name], is_now[name]) for name in was if was[name] != is_now[name]}
    if not changed:
        return False
    work.set_customs(family.id, customs)
    work.note_customs(family.id, organizer.person, changed, now)
    work.touch_cards(family.id)
    others = [member.person for member in work.members(family.id) if member.person != organizer.person]
    is_news = [_tell(work, now, family, organizer, other, changed) for other in others]
    if not all(is_news):
        work.drop_gathering(_gathering(family), now)
    return True


def in_words(family: Family) -> Mapping[str, str]:
    """Return every custom by its name, as the text that an alert and the journal keep."""
    customs = asdict(family.customs)
    if not family.has_voting:
        customs["voting"] = "off"
    return {name: "" if custom is None else str(custom) for name, custom in customs.items()}


def _tell(
    work: CustomsWork,
    now: datetime,
    family: Family,
    organizer: Member,
    member: int,
    changed: Mapping[str, tuple[str, str]],
) -> bool:
    """Put the change into what the member is told soon; tell whether there still is something to tell."""
    known: dict[str, tuple[str, str]] = {}

    def add(waiting: Alert | None) -> Alert:
        if isinstance(waiting, CustomsChanged):
            told = zip(waiting.was, waiting.is_now, strict=True)
            known.update(zip(waiting.customs, told, strict=True))
        for name, (was, is_now) in changed.items():
            first, _ = known.pop(name, (was, is_now))
            if first != is_now:
                known[name] = (first, is_now)
        return CustomsChanged(
            family.name,
            organizer.name,
            family.currency,
            list(known),
            [was for was, _ in known.values()],
            [is_now for _, is_now in known.values()],
        )

    work.gather(member, _gathering(family), now, now + TELL_AFTER, add)
    return bool(known)


def _gathering(family: Family) -> str:
    return f"customs {family.id}"
