"""Disband a family, look at what is kept of it, bring it back, and come back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.alerts.families import FamilyBroughtBack, FamilyDisbanded, MemberJoined
from core.alerts.invites import LastSeatTaken
from core.families.errors import (
    ArchiveGoneError,
    FamilyFullError,
    PaymentUnderWayError,
    WrongNameError,
)
from core.families.family import SEATS
from core.families.holding import refuse_held_seats
from core.families.membership import hold_as_organizer, require_no_family, tell_organizer
from core.families.parting import disband
from core.families.views import DisbandingView
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import DisbandingWork
    from core.families.views import Archive, ArchiveView

ORDERS_SHOWN = 10


def ask_to_disband(work: DisbandingWork, *, now: datetime, actor: int) -> DisbandingView:
    """Ask the organizer to type the family's name, after saying what disbanding means.

    Raises:
        NotOrganizerError: only the organizer may.
        NoFamilyError: the actor is in no family.
        PaymentUnderWayError: an order is being paid.
    """
    family, _ = hold_as_organizer(work, actor)
    number = work.order_being_paid(family.id, actor, now)
    if number is not None:
        raise PaymentUnderWayError(number)
    work.put_question(Question(actor, Ask.DISBAND, {"family": family.id}, now + QUESTION_LIFE))
    parts = work.parts_of(family.id)
    members = work.members(family.id)
    return DisbandingView(
        family=family.id,
        name=family.name,
        others=len(members) - 1,
        lines=work.open_lines(family.id, actor, now),
        parts=[(member.name, parts[member.person]) for member in members if member.person in parts],
        currency=family.currency,
    )


def disband_family(work: DisbandingWork, *, now: datetime, actor: int, family: int, name: str) -> str:
    """Disband the family as the answer to the question for its name; the others are told. Returns the name.

    What is on the shared account goes back by what everybody has in it.

    Raises:
        NotOrganizerError: somebody else is the organizer by now.
        NotAMemberError: the actor is not in that family any more.
        WrongNameError: the name is another one; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
        PaymentUnderWayError: an order is being paid.
    """
    held, organizer = hold_as_organizer(work, actor, family)
    if " ".join(name.split()).casefold() != held.name.casefold():
        raise WrongNameError(held.name)
    take_answer(work, now, actor, Ask.DISBAND, {"family": family})
    others = [member.person for member in work.members(family) if member.person != actor]
    disband(work, now, held, actor)
    for person in others:
        work.tell(person, FamilyDisbanded(family, held.name, organizer.name), now)
    return held.name


def show_archive(work: DisbandingWork, *, now: datetime, actor: int, family: int) -> ArchiveView:
    """Return what is kept of a disbanded family, for thirty days and for who was in it at its end.

    Raises:
        ArchiveGoneError: nothing is kept for the actor.
    """
    return work.archive_view(_require_archive(work, now, actor, family), actor, now, ORDERS_SHOWN)


def bring_back(work: DisbandingWork, *, now: datetime, actor: int, family: int) -> None:
    """Let a disbanded family live again, with its cart and its books; the others may come back.

    Every open line is the organizer's now, but for presents for them: those wait for who wished for them.

    Raises:
        ArchiveGoneError: the actor was not its organizer, or thirty days are over.
        AlreadyInFamilyError: the actor is in another family.
    """
    held = work.hold_family(family)
    if held is not None and held.organizer == actor:  # the tap came twice
        return
    archive = _require_archive(work, now, actor, family)
    if held is None or archive.is_live or not archive.was_organizer:
        raise ArchiveGoneError
    require_no_family(work, actor)
    mine, others = _split(work.archived_members(family), actor)
    work.restore_family(family, replace(mine, joined_at=now))
    work.hand_all_lines_over(family, actor, now)
    work.recount_votes(family)
    work.drop_question(actor)
    for other in others:
        work.tell(other.person, FamilyBroughtBack(family, held.name, mine.name), now)


def come_back(work: DisbandingWork, *, now: datetime, actor: int, family: int) -> str:
    """Come back to a family that was brought back, as the member one was; return its name.

    Raises:
        ArchiveGoneError: the actor was not in it, thirty days are over, or it was not brought back.
        AlreadyInFamilyError: the actor is in another family.
        FamilyFullError: no seat is free.
        SeatsHeldError: the last ones are kept for people who are reading an invitation.
    """
    held = work.hold_family(family)
    member = work.member(actor)
    if held is not None and member is not None and member.family == family:  # the tap came twice
        return held.name
    archive = _require_archive(work, now, actor, family)
    if held is None or not archive.is_live or work.is_barred(family, actor):
        raise ArchiveGoneError
    require_no_family(work, actor)
    mine, _ = _split(work.archived_members(family), actor)
    _seat(work, now, held, mine)
    return held.name


def forget_archives(work: DisbandingWork, *, now: datetime) -> None:
    """Keep archives for thirty days, no longer; the books stay."""
    work.forget_archives(now)


def _seat(work: DisbandingWork, now: datetime, family: Family, member: Member) -> None:
    members = work.members(family.id)
    free = set(range(1, SEATS + 1)) - {other.seat for other in members}
    if not free:
        raise FamilyFullError(family.name, SEATS)
    refuse_held_seats(work, now, member.person, family, len(members))
    seat = member.seat if member.seat in free else min(free)
    work.restore_member(replace(member, seat=seat, joined_at=now))
    work.end_hold(member.person, now)
    work.drop_question(member.person)
    work.recount_votes(family.id)
    work.touch_cards(family.id)
    people = len(members) + 1
    tell_organizer(work, now, family, MemberJoined(family.name, member.name, people))
    if people == SEATS:
        tell_organizer(work, now, family, LastSeatTaken(family.name))


def _require_archive(work: DisbandingWork, now: datetime, actor: int, family: int) -> Archive:
    archive = work.archive(actor, now, family)
    if archive is None:
        raise ArchiveGoneError
    return archive


def _split(members: Sequence[Member], person: int) -> tuple[Member, list[Member]]:
    (mine,) = (member for member in members if member.person == person)
    return mine, [member for member in members if member.person != person]
