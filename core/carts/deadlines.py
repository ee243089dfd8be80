"""Set until when one line's vote is open: its author, or the organizer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.alerts.carts import DeadlineMoved
from core.carts.agreement import Standing
from core.carts.changing import ASK_AFTER, require_line, zone_in
from core.carts.deadline import LONGEST, Clock, Lasting, moment_of, read_until, require_in_range
from core.carts.errors import (
    DeadlineOutOfRangeError,
    HurryError,
    LineChangedError,
    NotYourLineError,
    VoteClosedError,
)
from core.carts.journal import Deed, record
from core.carts.views import DeadlineView
from core.families.family import Role, Voting
from core.families.membership import family_of, organizer_name, require_member
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer

if TYPE_CHECKING:
    from datetime import tzinfo

    from core.carts.deadline import Until
    from core.carts.item import Item
    from core.carts.ports import CartWork
    from core.families.family import Family, Member

OFFERED = (
    Lasting(60),
    Lasting(180),
    Clock(21, 0, ahead=0),
    Clock(12, 0, ahead=1),
    Clock(21, 0, ahead=1),
    Lasting(3 * 24 * 60),
)
"""What the buttons offer, as far as it is within bounds; anything else can be typed."""


def show_deadline(work: CartWork, *, now: datetime, actor: int, item: int, version: int) -> DeadlineView:
    """Return until when the line is voted on, and which other deadlines could be chosen.

    Raises:
        DomainError: as `move_deadline` does.
    """
    line, member, family = _require(work, now, actor, item, version)
    moments = [(until, _offered(until, now, zone_in(work, family))) for until in OFFERED]
    offered = [
        (until, moment)
        for until, moment in moments
        if moment is not None and not _is_hurry(line, member, family, moment)
    ]
    return DeadlineView(line, offered)


def move_deadline(
    work: CartWork, *, now: datetime, actor: int, item: int, version: int, closes_at: int
) -> Item:
    """Let the open vote on a line close at that moment, in seconds since 1970; who is silent is told.

    While silence is consent, an author may put the deadline off but not bring it forward.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
        NotYourLineError: the actor is neither its author nor the organizer.
        LineChangedError: it has another version now.
        VoteClosedError: nobody votes on it, or not any more.
        DeadlineOutOfRangeError: nearer than five minutes, or further than a week.
        HurryError: only the organizer may bring it forward here.
    """
    line, member, family = _require(work, now, actor, item, version)
    if closes_at > (now + LONGEST).timestamp():  # which also keeps what was forged within the calendar
        raise DeadlineOutOfRangeError
    return _move(work, now, line, member, family, datetime.fromtimestamp(closes_at, UTC))


def ask_for_deadline(work: CartWork, *, now: datetime, actor: int, item: int, version: int) -> Item:
    """Wait for the deadline in words.

    Raises:
        DomainError: as `move_deadline` does.
    """
    line, _, _ = _require(work, now, actor, item, version)
    subject = {"item": item, "version": version}
    work.put_question(Question(actor, Ask.LINE_UNTIL, subject, now + QUESTION_LIFE))
    return line


def type_deadline(work: CartWork, *, now: datetime, actor: int, item: int, version: int, text: str) -> Item:
    """Let the open vote on a line close when the typed text says, as the answer to the question.

    Raises:
        DomainError: as `move_deadline` does.
        DeadlineUnreadableError: the text says no deadline; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    line, member, family = _require(work, now, actor, item, version)
    moment = moment_of(read_until(text), now, zone_in(work, family))
    moved = _move(work, now, line, member, family, moment)
    take_answer(work, now, actor, Ask.LINE_UNTIL, {"item": item, "version": version})
    return moved


def _require(
    work: CartWork, now: datetime, actor: int, item: int, version: int
) -> tuple[Item, Member, Family]:
    line = require_line(work, now, actor, item)
    member = require_member(work, actor, line.family)
    if line.author != actor and not member.is_organizer:
        raise NotYourLineError(line.title, line.author_name)
    if line.version != version:
        raise LineChangedError(line.title)
    is_over = line.closes_at is not None and line.closes_at <= now
    if line.standing is not Standing.VOTING or is_over:
        raise VoteClosedError(line.title, line.standing)
    return line, member, family_of(work, member)


def _move(
    work: CartWork, now: datetime, line: Item, member: Member, family: Family, closes_at: datetime
) -> Item:
    if line.closes_at == closes_at:
        return line
    require_in_range(closes_at, now)
    if _is_hurry(line, member, family, closes_at):
        raise HurryError(organizer_name(work, family.id))
    record(work, now, member.person, Deed.DEADLINE, line, closes_at=int(closes_at.timestamp()))
    work.move_deadline(line.id, closes_at, now)
    work.touch_cards(line.family)
    _tell_the_silent(work, now, line, member, closes_at)
    return work.item(line.id) or line


def _offered(until: Until, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the whole minute that is meant, None when it is out of bounds."""
    try:
        moment = moment_of(until, now, zone).replace(second=0, microsecond=0)
        require_in_range(moment, now)
    except DeadlineOutOfRangeError:
        return None
    return moment


def _is_hurry(line: Item, member: Member, family: Family, closes_at: datetime) -> bool:
    is_sooner = line.closes_at is None or closes_at < line.closes_at
    return is_sooner and family.customs.voting is Voting.VETO and not member.is_organizer


def _tell_the_silent(work: CartWork, now: datetime, line: Item, member: Member, closes_at: datetime) -> None:
    told = DeadlineMoved(line.id, line.title, member.name, int(closes_at.timestamp()))
    voted = {member.person, *work.voters_on(line.id, line.version)}
    for other in work.members(line.family):
        is_silent = other.role is Role.ADULT and other.person not in voted
        if is_silent and not line.is_hidden_from(other.person, now):
            work.gather(other.person, f"until {line.id}", now, now + ASK_AFTER, lambda _: told)
