"""What a departure brings with it, however it came about: leaving, a removal, moving on, being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.families import MemberLeft
from core.alerts.invites import JoinRefused
from core.families.errors import OrganizerStaysError, PaymentUnderWayError
from core.families.family import ARCHIVE_LIFE
from core.families.membership import deputy_of, tell_organizer
from core.pot.returning import PotOf, return_part

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import MembershipWork, PartingWork


def depart(work: PartingWork, now: datetime, family: Family, member: Member, *, keep_lines: bool) -> None:
    """Let a member go as they wish; the organizer is told. An organizer who is alone disbands the family.

    Args:
        work: the open transaction.
        now: when they go.
        family: held until the transaction ends.
        member: who goes.
        keep_lines: whether the organizer takes their open lines over; else the lines are removed.

    Raises:
        OrganizerStaysError: they organise the family, and others still are in it.
        PaymentUnderWayError: the last one cannot go while an order is being paid.
    """
    refuse_organizer_with_members(work, family, member)
    if member.is_organizer:
        disband(work, now, family, member.person)
        return
    lines = part(work, now, family, member, keep_lines=keep_lines)
    people = len(work.members(family.id))
    tell_organizer(work, now, family, MemberLeft(family.name, member.name, people, lines))


def part(work: PartingWork, now: datetime, family: Family, member: Member, *, keep_lines: bool) -> int:
    """Undo what a member, not the organizer, is in the family; return how many lines the organizer took over.

    An order they had taken is free again, a trip to the shop is over with all their marks, open votes fall
    away, a question to them is dropped, the seat is free. Debts stay; their part of the shared account comes
    back to them. Presents for the organizer go to the adult who has been there longest, unseen. Who was
    asked by them about another price of a paid order is told that the old one stays. Nobody is told of the
    departure: that depends on why they go.
    """
    _tell_prices_stay(work, now, family, member.person)
    work.release_payer(member.person)
    work.end_trip_of(member.person)
    lines = 0
    if keep_lines and family.organizer is not None:
        lines = work.hand_lines_over(family.id, member.person, family.organizer, now)
        deputy = deputy_of(work.members(family.id), member.person)
        if deputy is not None:
            work.hand_lines_over(family.id, member.person, deputy.person, now, to_deputy=True)
    work.drop_lines_of(family.id, member.person, now)
    if family.organizer is not None:
        return_part(work, now, _pot_of(family, family.organizer), member.person)
    work.drop_question(member.person)
    work.put_departure(member, now)
    work.drop_member(member.person)
    work.recount_votes(family.id)
    work.touch_cards(family.id)
    return lines


def disband(work: PartingWork, now: datetime, family: Family, by: int) -> None:
    """Close the family: nobody is in it any more. Who was may look at its archive for thirty days.

    What is on the shared account goes back to those whose it is.

    Raises:
        PaymentUnderWayError: an order of it is being paid, and is no secret from who closes it.
    """
    number = work.order_being_paid(family.id, by, now)
    if number is not None:
        raise PaymentUnderWayError(number)
    for member in work.members(family.id):
        work.drop_question(member.person)
        work.end_trip_of(member.person)
        return_part(work, now, _pot_of(family, by), member.person)
    for waiting in work.refuse_requests(family.id):
        work.tell(waiting, JoinRefused(family.name), now)
    _tell_prices_stay(work, now, family)
    work.disband(family.id, now, now + ARCHIVE_LIFE)


def _tell_prices_stay(work: PartingWork, now: datetime, family: Family, asker: int | None = None) -> None:
    """Tell whose silence would have been a yes that they are asked about no other price any more."""
    for person, told in work.silent_on_prices(family.id, asker):
        work.tell(person, told, now)


def _pot_of(family: Family, keeper: int) -> PotOf:
    return PotOf(family.id, family.name, family.currency, keeper)


def refuse_organizer_with_members(work: MembershipWork, family: Family, member: Member) -> None:
    """Keep the organizer while others are there.

    Raises:
        OrganizerStaysError: others are.
    """
    others = len(work.members(family.id)) - 1
    if member.is_organizer and others:
        raise OrganizerStaysError(family.name, others)
