"""Invite people chosen in Telegram: the bot writes to those it knows, for the others there is a link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.invites import InvitedToFamily
from core.families.errors import FamilyFullError
from core.families.family import SEATS
from core.families.membership import family_of, hold_as_organizer, organizer_name, require_organizer
from core.invites.errors import TooFewSeatsError, TooManyInvitesError
from core.invites.invite import LIVE_INVITES, hash_token
from core.invites.inviting import created, put_invite
from core.invites.views import Choosing, PeopleInvited
from core.people.person import visible_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family
    from core.invites.ports import InviteWork


INVITE_AGAIN_AFTER = timedelta(hours=24)
"""Each invitation by the bot rings: no family sends one person more."""


def consider_choosing(work: InviteWork, *, now: datetime, actor: int) -> Choosing:
    """Return how many people the actor may choose.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer invites.
        FamilyFullError: there is no free seat.
    """
    del now
    family = family_of(work, require_organizer(work, actor))
    return Choosing(family.id, _free_seats(work, family))


def invite_people(
    work: InviteWork,
    *,
    now: datetime,
    actor: int,
    family: int,
    chosen: Sequence[tuple[int, str]],
    tokens: tuple[str, str],
    origin: str,
) -> PeopleInvited:
    """Invite the chosen people; one message invites once.

    Whom the bot knows and reaches gets an invitation from it at once, which nobody else can open – but for
    whom the family sent one within a day. For the others there is one link, for as many as they are.

    Args:
        work: the open transaction.
        now: when the invitations' lives begin.
        actor: the organizer.
        family: into which family, as the button said.
        chosen: ids and names, as Telegram tells them.
        tokens: random as those of `create_invite`: of the link, and of the invitation that needs none.
        origin: names the message. The same one again tells nobody again, and gives the link a new token.

    Raises:
        NotAMemberError: the actor is not in that family any more.
        NotOrganizerError: only the organizer invites.
        FamilyFullError: there is no free seat.
        TooFewSeatsError: there are fewer than people who were chosen.
        TooManyInvitesError: five invitations are live already, or would be more.
    """
    held, _ = hold_as_organizer(work, actor, family)
    names = {person: visible_name(name) for person, name in chosen}
    here = {member.person for member in work.members(family)}
    barred = [person for person in names if person not in here and work.is_barred(family, person)]
    free = [person for person in names if person not in here and person not in barred]
    reached = work.acquaintances(free)
    others = [person for person in free if person not in reached]
    personal, link = work.invite_by_origin(f"{origin}:known"), work.invite_by_origin(f"{origin}:others")
    again = reached & work.invited_since(family, now - INVITE_AGAIN_AFTER, but=personal.id if personal else 0)
    known = reached - again
    if personal is None and link is None and (known or others):
        _refuse_more_than_fit(work, now, held, len(known) + len(others), bool(known) + bool(others))
        if known:
            personal = put_invite(work, now, family, tokens[1], f"{origin}:known", uses=len(known))
            _tell(work, now, held, personal.id, known)
        if others:
            link = put_invite(work, now, family, tokens[0], f"{origin}:others", uses=len(others))
    elif link is not None:
        work.put_token(link.id, hash_token(tokens[0]))
    return PeopleInvited(
        sent=[names[person] for person in free if person in known],
        again=[names[person] for person in free if person in again],
        members=[names[person] for person in names if person in here],
        barred=[names[person] for person in barred],
        others=[names[person] for person in others],
        link=created(link, held.name, now) if link else None,
    )


def _refuse_more_than_fit(work: InviteWork, now: datetime, family: Family, people: int, invites: int) -> None:
    free = _free_seats(work, family)
    if people > free:
        raise TooFewSeatsError(free)
    if work.live_invites(family.id, now) + invites > LIVE_INVITES:
        raise TooManyInvitesError(LIVE_INVITES)


def _free_seats(work: InviteWork, family: Family) -> int:
    free = SEATS - len(work.members(family.id))
    if free <= 0:
        raise FamilyFullError(family.name, SEATS)
    return free


def _tell(work: InviteWork, now: datetime, family: Family, invite: int, people: set[int]) -> None:
    work.put_invitees(invite, people)
    organizer = organizer_name(work, family.id)
    for person in sorted(people):
        work.tell(person, InvitedToFamily(invite, family.name, organizer), now)
