"""Keep a seat for who is reading an invitation, without letting readers block a family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core.families.errors import SeatsHeldError
from core.families.family import SEATS

if TYPE_CHECKING:
    from datetime import datetime

    from core.families.family import Family
    from core.families.ports import SeatWork

HOLD = timedelta(minutes=15)
"""Enough to read what joining means and to ask whoever sent the link."""

HOLD_AGAIN_AFTER = timedelta(hours=24)
"""A person's next hold, in whichever family, so long after the last one ended: at most 1 % of the time."""


@dataclass(frozen=True, slots=True)
class SeatHold:
    """The last seat that was held for somebody; `until` may be over."""

    family: int
    until: datetime


def hold_seat(work: SeatWork, now: datetime, reader: int, family: Family) -> datetime | None:
    """Keep a seat for the reader, who may join; return until when, or None when none is kept for them.

    Reading once more neither prolongs a hold nor, for a day, brings another.
    """
    last = work.seat_hold(reader)
    if last is not None and last.until > now:
        return last.until if last.family == family.id else None
    if last is not None and last.until + HOLD_AGAIN_AFTER > now:
        return None
    until = now + HOLD
    work.put_hold(reader, family.id, until)
    return until


def refuse_held_seats(work: SeatWork, now: datetime, person: int, family: Family, people: int) -> None:
    """Keep the person out of seats that are held for others; theirs, if they have one, is good.

    Args:
        work: the open transaction; the family is held.
        now: holds that end later count.
        person: who wants a seat.
        family: where.
        people: how many are in it.

    Raises:
        SeatsHeldError: every free seat is kept for somebody else.
    """
    mine = work.seat_hold(person)
    if mine is not None and mine.family == family.id and mine.until > now:
        return
    held = work.holds_of_others(family.id, person, now)
    free = SEATS - people
    if len(held) >= free:
        raise SeatsHeldError(family.name, held[len(held) - free])
