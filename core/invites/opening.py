"""Open an invitation: read what it asks one to join, with a seat held meanwhile; or decline it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.families.errors import FamilyFullError
from core.families.family import SEATS
from core.families.holding import hold_seat, refuse_held_seats
from core.invites.asking import refuse_asking_again, refuse_second_request
from core.invites.entry import find_entry, invitation_to, invite_of, refuse_entry, refuse_second_family
from core.invites.errors import InviteUnknownError, RequestOpenError
from core.invites.request import RequestState

if TYPE_CHECKING:
    from datetime import datetime

    from core.invites.ports import EntryWork
    from core.invites.views import Invitation
    from core.shared.errors import DomainError


def open_invite(work: EntryWork, *, now: datetime, actor: int, token: str) -> Invitation | DomainError:
    """Return what the invitation asks the actor to join; opening joins nothing and uses nothing up.

    A seat is held for the reader for a while, unless the organizer approves each newcomer: then the seat is
    taken when they do. Returned are the refusals of which something is kept.

    Args:
        work: the open transaction.
        now: the invitation must be live now.
        actor: who opens it.
        token: of the link, or the personal one.

    Returns:
        The invitation; or InviteUnknownError when it leads nowhere, FamilyFullError when every seat is taken.

    Raises:
        SeatsHeldError: the last seats are kept for other readers.
        RequestOpenError: the actor waits for an answer already.
        AskedLatelyError: the actor asked this family less than an hour ago, and may not yet ask again.
        DomainError: any refusal of `find_entry`, `refuse_entry` and `refuse_second_family`.
    """
    found = find_entry(work, now, actor, token)
    if isinstance(found, InviteUnknownError):
        return found
    invite, family = found
    refusal = refuse_entry(work, now, actor, invite, family, if_full=FamilyFullError(family.name, SEATS))
    if refusal is not None:
        return refusal
    refuse_second_family(work, actor, invite, token)
    people = len(work.members(family.id))
    if invite.by_approval:
        waiting = refuse_second_request(work, now, actor, family.id)
        if waiting is not None and waiting.state_at(now) is RequestState.OPEN:
            raise RequestOpenError(family.name, waiting.id)
        refuse_asking_again(work, now, actor, family)
        return invitation_to(work, invite, family, people)
    refuse_held_seats(work, now, actor, family, people)
    return invitation_to(work, invite, family, people, hold_seat(work, now, actor, family))


def decline_invite(work: EntryWork, *, now: datetime, actor: int, token: str | None) -> None:
    """Give back the seat that was held for the actor in the invitation's family; that stays as it is.

    Without a token, as old buttons have none, the seat is given back in whichever family it is.
    """
    held = work.seat_hold(actor)
    invite = invite_of(work, actor, token) if token is not None else None
    if held is not None and (token is None or (invite is not None and invite.family == held.family)):
        work.end_hold(actor, now)
