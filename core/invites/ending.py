"""Tell the organizer of an invitation whose time is over while seats are still free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.invites import InviteExpired
from core.families.family import SEATS
from core.families.membership import tell_organizer

if TYPE_CHECKING:
    from datetime import datetime

    from core.invites.ports import InviteWork

AT_ONCE = 100
"""Invitations that one run looks at; the others follow a minute later."""


def tell_ended_invites(work: InviteWork, *, now: datetime) -> int:
    """Tell of each expired invitation once, when it left seats free; return how many were looked at.

    One that was revoked needs no telling, and of one that was used up is told with the last who came.
    """
    ended = work.ended_invites(now, AT_ONCE)
    for invite, came in ended:
        work.note_end_told(invite.id, now)
        family = work.family(invite.family)
        free = SEATS - len(work.members(invite.family))
        if family is not None and free > 0:
            tell_organizer(work, now, family, InviteExpired(family.name, came, free))
    return len(ended)
