"""Who may enter a family by which invitation, and taking the seat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.families import MemberJoined
from core.alerts.invites import InviteUsedUp, LastSeatTaken, TurnedAway
from core.families.errors import NotAMemberError
from core.families.family import SEATS
from core.families.membership import family_of, organizer_name, tell_organizer
from core.invites.asking import close_requests
from core.invites.errors import (
    AlreadyHereError,
    BarredError,
    FamilyDisbandedError,
    InAnotherFamilyError,
    InviteExpiredError,
    InviteRevokedError,
    InviteUnknownError,
    InviteUsedUpError,
    OlderInviteError,
    TooManyGuessesError,
)
from core.invites.invite import Invite, InviteState, hash_token, personal_invite
from core.invites.request import RequestState
from core.invites.views import Invitation
from core.people.person import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from core.alerts.alert import Alert
    from core.families.family import Family
    from core.invites.ports import EntryWork
    from core.shared.errors import DomainError

GUESSES = 10
"""So many tokens of one person lead nowhere within `GUESSING`; then none is looked at for a while."""

GUESSING = timedelta(hours=1)

GATHERED = timedelta(hours=1)
"""The organizer hears of people who found no seat at most so often."""

NAMED = 5
"""As many of them are named; the others are counted."""

NOTED = 50
"""As many are told apart; of who comes after them only each try is counted."""


def find_entry(
    work: EntryWork, now: datetime, actor: int, token: str, *, leaving: int | None = None
) -> tuple[Invite, Family] | InviteUnknownError:
    """Return the invitation and its family, held until the transaction ends; or the refusal to be returned.

    What leads nowhere is counted, so the refusal must not undo the transaction. Somebody else's personal
    invitation is as unknown as one that never was. The family that the actor is `leaving` is held, too: in
    the order of ids, so that two who change places do not wait for each other.

    Raises:
        TooManyGuessesError: ten tokens within an hour led nowhere; now not even a good one is looked at.
    """
    tries = work.guesses(actor, now - GUESSING)
    if len(tries) >= GUESSES:
        raise TooManyGuessesError(tries[-GUESSES] + GUESSING)
    invite = invite_of(work, actor, token)
    if invite is not None and leaving is not None and leaving < invite.family:
        work.hold_family(leaving)
    family = work.hold_family(invite.family) if invite else None
    if invite is None or family is None:
        work.put_guess(actor, hash_token(token), now, forget_before=now - GUESSING)
        return InviteUnknownError()
    return work.invite(invite.id) or invite, family  # read again, now that nobody changes it


def invite_of(work: EntryWork, actor: int, token: str) -> Invite | None:
    """Return the invitation with this token, as far as it is one for the actor."""
    personal = personal_invite(token)
    if personal is None:
        return work.invite_by_hash(hash_token(token))
    return work.invite(personal) if work.is_invitee(personal, actor) else None


def refuse_entry(
    work: EntryWork, now: datetime, actor: int, invite: Invite, family: Family, *, if_full: DomainError
) -> DomainError | None:
    """Refuse whom the invitation does not let in; another family that they are in is another question.

    Args:
        work: the open transaction; the family is held.
        now: the invitation must be live now.
        actor: who wants to join.
        invite: by which invitation.
        family: which family.
        if_full: is to be returned by the use case when there is no seat, not raised: the organizer is told
            of it, and that must stay.

    Raises:
        FamilyDisbandedError: the family is no more.
        AlreadyHereError: the actor is in it.
        BarredError: the organizer lets the actor in no more.
        OlderInviteError: the actor departed since it was made, and nobody approves newcomers.
        InviteRevokedError: the organizer took it back.
        InviteExpiredError: its time is over.
        InviteUsedUpError: as many as it was for have joined.
    """
    if family.disbanded_at is not None:
        raise FamilyDisbandedError(family.name)
    member = work.member(actor)
    if member is not None and member.family == family.id:
        raise AlreadyHereError(family.name)
    if work.is_barred(family.id, actor):
        raise BarredError(family.name)
    state = invite.state(now)
    if state is InviteState.REVOKED:
        raise InviteRevokedError
    if state is InviteState.EXPIRED:
        raise InviteExpiredError
    departure = work.departure(family.id, actor)
    if departure is not None and departure.departed_at > invite.created_at and not invite.by_approval:
        raise OlderInviteError(family.name)
    if len(work.members(family.id)) >= SEATS:  # no new invitation would help, so it goes before a used-up one
        _note_turned_away(work, now, actor, family)
        return if_full
    if state is InviteState.USED_UP:
        raise InviteUsedUpError
    return None


def refuse_second_family(work: EntryWork, actor: int, invite: Invite, token: str) -> None:
    """Let nobody be in two families.

    Raises:
        InAnotherFamilyError: the actor is in one already.
    """
    member = work.member(actor)
    if member is not None:
        others = len(work.members(member.family)) - 1
        name = family_of(work, member).name
        raise InAnotherFamilyError(name, member.is_organizer, others, invite.by_approval, token=token)


def take_seat(
    work: EntryWork, now: datetime, person: int, invite: Invite, family: Family, *, is_news: bool = True
) -> int:
    """Seat the person; return how many people there are now.

    The organizer is told, of the person only when that `is_news`: not of whom they have just let in.

    Raises:
        NotAMemberError: the person was forgotten meanwhile.
    """
    members = work.members(family.id)
    seat = min(set(range(1, SEATS + 1)) - {member.seat for member in members})
    people = len(members) + 1
    waiting = work.open_request(person)
    if waiting is not None:
        work.close_request(waiting.id, RequestState.WITHDRAWN)
    work.put_member(family.id, person, seat, invite.id, now)
    known = work.person(person)  # read after the row that waited for whoever forgets them
    if known is None:
        raise NotAMemberError
    work.use_invite(invite.id)
    work.end_hold(person, now)
    work.drop_question(person)
    work.touch_cards(family.id)
    if is_news:
        tell_organizer(work, now, family, MemberJoined(family.name, known.name, people))
    if people == SEATS:
        tell_organizer(work, now, family, LastSeatTaken(family.name))
    if invite.uses_left == 1:
        work.note_end_told(invite.id, now)
        close_requests(work, now, invite.id, family)
        if people < SEATS:
            tell_organizer(work, now, family, InviteUsedUp(family.name, SEATS - people))
    return people


def invitation_to(
    work: EntryWork, invite: Invite, family: Family, people: int, held_until: datetime | None = None
) -> Invitation:
    """Return what somebody sees of the family before they join it, and right after."""
    organizer = organizer_name(work, family.id)
    return Invitation(family.name, organizer, people, SEATS, invite.by_approval, held_until)


def _note_turned_away(work: EntryWork, now: datetime, actor: int, family: Family) -> None:
    if family.organizer is None:
        return
    name = name_of(work, actor)

    def add(waiting: Alert | None) -> TurnedAway:
        if not isinstance(waiting, TurnedAway):
            return TurnedAway(family.name, [actor], [name])
        if actor in waiting.people:
            return replace(waiting, family=family.name)
        if len(waiting.people) >= NOTED:
            return replace(waiting, family=family.name, more=waiting.more + 1)
        names = [*waiting.names, name][:NAMED]
        return TurnedAway(family.name, [*waiting.people, actor], names)

    work.gather(family.organizer, f"turned_away:{family.id}", now, now + GATHERED, add)
