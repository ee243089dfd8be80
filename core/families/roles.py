"""Who is in the family, and what each may do: adults as they like, limited members up to a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import MadeAdult, MadeLimited, OfferWithdrawn
from core.families.errors import MemberGoneError
from core.families.family import Role
from core.families.membership import family_of, hold_as_organizer, require_member, require_other
from core.families.views import MembersView, MemberView
from core.people.question import QUESTION_LIFE, Ask, Question, stop_asking_for, take_answer
from core.shared.money import parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import MembershipWork, RoleWork

LIMITS_MINOR = (0, 50_000, 100_000, 300_000)
"""What the buttons offer, in minor units: 0, 500, 1 000 and 3 000; any other limit can be typed."""


def show_members(work: MembershipWork, *, now: datetime, actor: int) -> MembersView:
    """Return who is in the actor's family.

    Raises:
        NoFamilyError: the actor is in none.
    """
    del now
    reader = require_member(work, actor)
    family = family_of(work, reader)
    return MembersView(family.name, work.members(family.id), actor, reader.is_organizer)


def show_member(work: MembershipWork, *, now: datetime, actor: int, person: int, since: int) -> MemberView:
    """Return one member of the actor's family, whose stay began in the second `since`.

    Raises:
        NoFamilyError: the actor is in none.
        MemberGoneError: the member is not in it any more.
    """
    del now
    reader = require_member(work, actor)
    member = work.member(person)
    if member is None or member.family != reader.family or member.since != since:
        raise MemberGoneError
    family = family_of(work, reader)
    return MemberView(member, family.name, family.currency, actor, reader.is_organizer)


def ask_for_limit(work: RoleWork, *, now: datetime, actor: int, person: int, since: int) -> MemberView:
    """Ask the organizer up to which sum a member may add without an approval.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer has no limit.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = require_other(work, organizer, person, since)
    subject = {"person": person, "since": since}
    work.put_question(Question(actor, Ask.MEMBER_LIMIT, subject, now + QUESTION_LIFE))
    return MemberView(member, family.name, family.currency, actor, reader_is_organizer=True)


def type_limit(work: RoleWork, *, now: datetime, actor: int, person: int, since: int, text: str) -> None:
    """Make a member limited, up to the sum that was typed as the answer to the question.

    Raises:
        NotOrganizerError: somebody else is the organizer by now.
        NoFamilyError: the actor is in no family any more.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer has no limit.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = require_other(work, organizer, person, since)
    limit = parse_amount(text, family.currency)
    take_answer(work, now, actor, Ask.MEMBER_LIMIT, {"person": person, "since": since})
    _make(work, now, family, organizer, member, limit.minor)


def make_limited(
    work: RoleWork, *, now: datetime, actor: int, person: int, since: int, limit_minor: int
) -> None:
    """Let what a member adds above the limit, in minor units, wait for an approval; they are told.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer has no limit.
    """
    family, organizer = hold_as_organizer(work, actor)
    member = require_other(work, organizer, person, since)
    stop_asking_for(work, actor, Ask.MEMBER_LIMIT)
    _make(work, now, family, organizer, member, limit_minor)


def make_adult(work: RoleWork, *, now: datetime, actor: int, person: int, since: int) -> None:
    """Let no limit hold for a member any more; they are told.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        MemberGoneError: the member is not in the family any more.
        OwnPlaceError: the organizer is an adult.
    """
    family, organizer = hold_as_organizer(work, actor)
    _make(work, now, family, organizer, require_other(work, organizer, person, since), None)


def _make(
    work: RoleWork, now: datetime, family: Family, organizer: Member, member: Member, limit_minor: int | None
) -> None:
    if member.limit_minor == limit_minor:
        return
    if limit_minor is None:
        work.set_role(member.person, Role.ADULT, None)
        work.tell(member.person, MadeAdult(family.name, organizer.name), now)
    else:
        _withdraw_offer(work, now, family, organizer, member)
        work.set_role(member.person, Role.LIMITED, limit_minor)
        limited = MadeLimited(family.name, organizer.name, limit_minor, family.currency)
        work.tell(member.person, limited, now)
    work.recount_votes(family.id)
    work.touch_cards(family.id)


def _withdraw_offer(work: RoleWork, now: datetime, family: Family, organizer: Member, member: Member) -> None:
    """Take the organizer's role back from whoever is not an adult any more."""
    offer = work.handover(family.id)
    if offer is not None and offer.member == member.person:
        work.drop_handover(family.id)
        work.tell(member.person, OfferWithdrawn(family.name, organizer.name), now)
