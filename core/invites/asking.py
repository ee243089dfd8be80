"""What a request to join brings with it, from the asking to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.invites import JoinRefused, JoinRequested
from core.families.membership import organizer_name, tell_organizer
from core.invites.errors import AskedLatelyError, RequestOpenError
from core.invites.request import REQUEST_LIFE, RequestState
from core.invites.views import Asked
from core.people.person import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.invites.invite import Invite
    from core.invites.ports import RequestWork
    from core.invites.request import JoinRequest


def ask(work: RequestWork, now: datetime, actor: int, invite: Invite, family: Family) -> Asked:
    """Ask the organizer to let the actor in; asking again while a request is open changes nothing.

    Raises:
        RequestOpenError: the actor waits for another family's answer.
        AskedLatelyError: an earlier request to this family was made less than an hour ago.
    """
    known = refuse_second_request(work, now, actor, family.id)
    organizer = organizer_name(work, family.id)
    if known is not None and known.state_at(now) is RequestState.OPEN:
        return Asked(known.id, family.name, organizer, known.expires_at)
    if known is not None:
        work.close_request(known.id, RequestState.EXPIRED)
    refuse_asking_again(work, now, actor, family)
    expires_at = now + REQUEST_LIFE
    request = work.put_request(
        family=family.id, invite=invite.id, person=actor, now=now, expires_at=expires_at
    )
    tell_organizer(work, now, family, JoinRequested(request, family.name, name_of(work, actor)))
    return Asked(request, family.name, organizer, expires_at)


def refuse_second_request(work: RequestWork, now: datetime, actor: int, family: int) -> JoinRequest | None:
    """Let nobody wait for the answers of two families; return the request that nobody has answered yet.

    It is to this family, or its time is over.

    Raises:
        RequestOpenError: the actor waits for another one's.
    """
    known = work.open_request(actor)
    if known is not None and known.family != family and known.state_at(now) is RequestState.OPEN:
        theirs = work.family(known.family)
        raise RequestOpenError(theirs.name if theirs else "", known.id)
    return known


def refuse_asking_again(work: RequestWork, now: datetime, actor: int, family: Family) -> None:
    """Let nobody ask one family all the time.

    Raises:
        AskedLatelyError: the actor's last request to it was made less than an hour ago.
    """
    last = work.last_request(actor, family.id)
    if last is not None and last.again_at > now:
        raise AskedLatelyError(family.name, last.again_at)


def close_requests(work: RequestWork, now: datetime, invite: int, family: Family) -> None:
    """Answer no to whoever still waits to join by an invitation that lets nobody in any more."""
    for waiting in work.open_requests_by(invite):
        work.close_request(waiting.id, RequestState.REFUSED)
        work.tell(waiting.person, JoinRefused(family.name), now)
