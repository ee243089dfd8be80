"""Answer a request to join, withdraw it, let it expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.invites import JoinAccepted, JoinRefused, JoinRequestExpired
from core.families.errors import FamilyFullError, NotAMemberError
from core.families.family import SEATS
from core.families.membership import require_family, require_organizer
from core.invites.entry import take_seat
from core.invites.errors import RequestClosedError, RequesterElsewhereError
from core.invites.request import RequestState
from core.invites.views import Answered, Withdrawn
from core.people.person import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.invites.ports import EntryWork, RequestWork
    from core.invites.request import JoinRequest
    from core.shared.errors import DomainError

AT_ONCE = 100
"""Requests that one run of the job closes; the others follow a minute later."""


def answer_request(
    work: EntryWork, *, now: datetime, actor: int, request: int, accept: bool
) -> Answered | DomainError:
    """Let somebody in who asked to join, or not; they are told. The same answer twice changes nothing.

    Seats that are held for readers do not stand in the organizer's way, nor does an invitation that has
    expired since: the request came in time. One that was revoked or used up has no open requests.

    Returns:
        What was decided; or RequesterElsewhereError when they are in another family by now, which closes the
        request.

    Raises:
        NotAMemberError: there is no such request, or it is to a family that the actor is not in.
        NotOrganizerError: only the organizer decides.
        RequestClosedError: it was answered otherwise, withdrawn, or has expired.
        FamilyFullError: there is no seat to take; the request stays open.
    """
    asked = work.join_request(request)
    if asked is None:
        raise NotAMemberError
    family = require_family(work, asked.family)
    require_organizer(work, actor, family.id)
    asked = work.hold_request(request)
    if asked is None:  # who asked was forgotten meanwhile
        raise NotAMemberError
    name = name_of(work, asked.person)
    wanted = RequestState.ACCEPTED if accept else RequestState.REFUSED
    state = asked.state_at(now)
    if state not in (RequestState.OPEN, wanted):
        raise RequestClosedError(state)
    if state is RequestState.OPEN:
        refusal = _let_in(work, now, asked, family, name) if accept else None
        if refusal is not None:
            return refusal
        if not accept:
            work.close_request(asked.id, RequestState.REFUSED)
            work.tell(asked.person, JoinRefused(family.name), now)
    return Answered(name, family.name, len(work.members(family.id)), accept)


def _let_in(
    work: EntryWork, now: datetime, asked: JoinRequest, family: Family, name: str
) -> DomainError | None:
    if work.member(asked.person) is not None:
        work.close_request(asked.id, RequestState.WITHDRAWN)
        return RequesterElsewhereError(name)
    invite = work.invite(asked.invite)
    if invite is None or len(work.members(family.id)) >= SEATS:
        raise FamilyFullError(family.name, SEATS)
    work.close_request(asked.id, RequestState.ACCEPTED)
    people = take_seat(work, now, asked.person, invite, family, is_news=False)
    work.tell(asked.person, JoinAccepted(family.name, people), now)
    return None


def withdraw_request(work: RequestWork, *, now: datetime, actor: int, request: int) -> Withdrawn:
    """Take the actor's own request back. Doing so twice changes nothing.

    Raises:
        NotAMemberError: the actor made no such request.
        RequestClosedError: it was answered, or has expired.
    """
    asked = work.hold_request(request)
    family = work.family(asked.family) if asked else None
    if asked is None or family is None or asked.person != actor:
        raise NotAMemberError
    state = asked.state_at(now)
    if state is RequestState.OPEN:
        work.close_request(asked.id, RequestState.WITHDRAWN)
    elif state is not RequestState.WITHDRAWN:
        raise RequestClosedError(state)
    return Withdrawn(family.name, asked.again_at if asked.again_at > now else None)


def expire_requests(work: RequestWork, *, now: datetime) -> int:
    """Close the requests that nobody answered in time, and tell who asked; return how many."""
    over = work.expired_requests(now, AT_ONCE)
    for asked in over:
        family = work.family(asked.family)
        work.close_request(asked.id, RequestState.EXPIRED)
        work.tell(asked.person, JoinRequestExpired(family.name if family else ""), now)
    return len(over)
