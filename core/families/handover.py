"""Hand the organizer's role over: offered to one adult member, who has a day to accept it.

Until it is accepted nothing changes. The offer is made by the organizer, or by the vote of the adults when
the organizer cannot be reached (see `succession`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.account import AccountHandedOver, AccountToHandOver
from core.alerts.families import (
    OfferExpired,
    OfferWithdrawn,
    OrganizerChanged,
    OrganizerIsNew,
    RoleDeclined,
    RoleOffered,
    RoleUnanswered,
    SuccessionClosed,
    SuccessorUnwilling,
)
from core.families.errors import LimitedMemberError, OfferGoneError, OfferUnderWayError
from core.families.family import OFFER_LIFE, Handover
from core.families.membership import (
    hold_as_organizer,
    may_organise,
    require_family,
    require_member,
    require_other,
    tell_organizer,
)
from core.people.person import name_of
from core.people.question import QUESTION_LIFE, Ask, Question

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import RoleWork

ENDED_AT_ONCE = 50


def offer_role(work: RoleWork, *, now: datetime, actor: int, person: int, since: int) -> None:
    """Offer the role to an adult member, for a day; they are told.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the actor has the role already.
        LimitedMemberError: the member is no adult.
        OfferUnderWayError: somebody else's answer is still awaited.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = require_other(work, organizer, person, since)
    if not member.may_succeed:
        raise LimitedMemberError(member.name)
    offer = open_offer(work, now, family)
    if offer is not None and offer.member != person:
        raise OfferUnderWayError(name_in(work, family, offer.member))
    if offer is None:
        offer = Handover(family.id, person, by_vote=False, offered_at=now, expires_at=now + OFFER_LIFE)
        work.put_handover(offer)
        work.tell(person, RoleOffered(family.id, family.name, organizer.name, offer.offered), now)


def withdraw_role(work: RoleWork, *, now: datetime, actor: int, family: int, offered: int) -> None:
    """Take the offer back; the member is told.

    Raises:
        NotOrganizerError: only the organizer may.
        NotAMemberError: the actor is not in that family.
        OfferGoneError: it was answered or has expired.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    offer = _require_offer(work, now, held, offered)
    work.drop_handover(family)
    work.tell(offer.member, OfferWithdrawn(held.name, organizer.name), now)


def decline_role(work: RoleWork, *, now: datetime, actor: int, family: int, offered: int) -> bool:
    """Do not take the role; who offered it is told. Tells whether the actor was being asked for a number.

    Raises:
        NotAMemberError: the actor is not in that family.
        OfferGoneError: the offer is not the actor's, was withdrawn, or has expired.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    offer = _require_offer(work, now, held, offered, to=actor)
    work.drop_handover(family)
    if offer.by_vote:
        _vote_again(work, now, held, member)
    else:
        tell_organizer(work, now, held, RoleDeclined(held.name, member.name))
    question = work.question_of(actor)
    asked_for_number = question is not None and question.subject == _subject(family, offered)
    if asked_for_number:
        work.drop_question(actor)
    return asked_for_number


def accept_role(
    work: RoleWork, *, now: datetime, actor: int, family: int, offered: int, allowed: tuple[str, ...]
) -> bool | OfferGoneError:
    """Become the organizer, or ask for a phone number first; tell whether the number is needed.

    The old organizer becomes an adult member, and is told as the others are. An organizer who is back before
    the one that was voted for accepts stays it.

    Args:
        work: the open transaction.
        now: when the role is accepted.
        actor: to whom it was offered.
        family: whose organizer the actor shall be.
        offered: names the offer.
        allowed: countries whose people may organise a family; empty means all.

    Raises:
        NotAMemberError: the actor is not in that family.
        OfferGoneError: the offer is not the actor's, was withdrawn, or has expired.
    """
    held = require_family(work, family)
    member = require_member(work, actor, family)
    if member.is_organizer:  # the tap came twice
        return False
    offer = _require_offer(work, now, held, offered, to=actor)
    if offer.by_vote and is_back(work, held):
        close_succession(work, now, held)
        return OfferGoneError()
    if not may_organise(work, actor, allowed):
        subject = _subject(family, offered)
        work.put_question(Question(actor, Ask.CONTACT, subject, now + QUESTION_LIFE))
        return True
    _change_organizer(work, now, held, member)
    return False


def end_handovers(work: RoleWork, *, now: datetime) -> int:
    """End the offers that were not answered in time; return how many."""
    families = work.expired_handovers(now, ENDED_AT_ONCE)
    for family in families:
        held = work.hold_family(family)
        if held is not None:
            open_offer(work, now, held)
    return len(families)


def open_offer(work: RoleWork, now: datetime, family: Family) -> Handover | None:
    """Return the offer that may still be accepted; one whose time is over is ended, and that is told."""
    offer = work.handover(family.id)
    if offer is None or offer.is_open(now):
        return offer
    work.drop_handover(family.id)
    member = work.member(offer.member)
    if member is None:
        return None
    work.tell(member.person, OfferExpired(family.name), now)
    if offer.by_vote:
        _vote_again(work, now, family, member)
    else:
        tell_organizer(work, now, family, RoleUnanswered(family.name, member.name))
    return None


def is_back(work: RoleWork, family: Family) -> bool:
    """Tell whether the family's organizer can be reached."""
    organizer = work.person(family.organizer) if family.organizer is not None else None
    return organizer is not None and organizer.reachable


def close_succession(work: RoleWork, now: datetime, family: Family) -> None:
    """Choose no new organizer, since the old one is back; what was offered by vote is withdrawn."""
    members = work.members(family.id)
    organizer = next(member.name for member in members if member.is_organizer)
    offer = work.handover(family.id)
    if offer is not None and offer.by_vote:
        work.drop_handover(family.id)
    work.drop_succession(family.id)
    for member in members:
        if member.may_succeed:
            work.tell(member.person, SuccessionClosed(family.name, organizer), now)


def name_in(work: RoleWork, family: Family, person: int) -> str:
    """Return a member's name."""
    return next((member.name for member in work.members(family.id) if member.person == person), "")


def _subject(family: int, offered: int) -> dict[str, int]:
    return {"family": family, "offered": offered}


def _require_offer(
    work: RoleWork, now: datetime, family: Family, offered: int, to: int | None = None
) -> Handover:
    offer = work.handover(family.id)
    if offer is None or offer.offered != offered or not offer.is_open(now) or to not in (None, offer.member):
        raise OfferGoneError
    return offer


def _change_organizer(work: RoleWork, now: datetime, family: Family, member: Member) -> None:
    work.set_organizer(family.id, member.person)
    _hand_account_over(work, now, family, member)
    work.drop_handover(family.id)
    work.drop_succession(family.id)
    work.drop_question(member.person)
    work.recount_votes(family.id)
    work.recount_ties(family.id)
    work.touch_cards(family.id)
    for other in work.members(family.id):
        if other.person == family.organizer:
            work.tell(other.person, OrganizerChanged(family.name, member.name), now)
        elif other.person != member.person:
            work.tell(other.person, OrganizerIsNew(family.name, member.name), now)


def _hand_account_over(work: RoleWork, now: datetime, family: Family, heir: Member) -> None:
    """Tell both sides what of the shared account is the new organizer's to keep."""
    minor = work.pot_minor(family.id)
    if not minor or family.organizer is None:
        return
    name = name_of(work, family.organizer)
    work.tell(heir.person, AccountHandedOver(family.name, name, minor, family.currency), now)
    work.tell(family.organizer, AccountToHandOver(family.name, heir.name, minor, family.currency), now)


def _vote_again(work: RoleWork, now: datetime, family: Family, unwilling: Member) -> None:
    work.drop_votes_for(unwilling.person)
    for member in work.members(family.id):
        if member.may_succeed and member.person != unwilling.person:
            work.tell(member.person, SuccessorUnwilling(family.id, family.name, unwilling.name), now)
