"""Presents: a line that one member does not see until a day, in no list, sum, vote, order or alert.

Only its author hides it and shows it again. Who may not know of it meets it as a line that is gone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from core.carts.agreement import Standing
from core.carts.changing import ask_adults, require_line, rules_about, stop_asking
from core.carts.errors import (
    LineBoughtError,
    LineChangedError,
    LineGoneError,
    NotYourLineError,
    SurpriseDayError,
    SurprisesFullError,
)
from core.carts.journal import Deed, record
from core.carts.trip import Mark
from core.carts.views import SurpriseView
from core.families.errors import MemberGoneError
from core.families.membership import require_family, require_member
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from core.carts.item import Item
    from core.carts.ports import SurpriseWork

LONGEST_DAYS = 366
"""A line is hidden for a year at most."""

SURPRISES_LIMIT = 20
"""Lines that one member may have hidden at a time: they do not count among the 200 of the cart."""

REVEALED_AT_ONCE = 100

_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?|(\d{4})-(\d{1,2})-(\d{1,2})")


def consider_surprise(work: SurpriseWork, *, now: datetime, actor: int, item: int) -> SurpriseView:
    """Return from whom the actor may hide their line, and from whom it is hidden now.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        NotYourLineError: somebody else is its author.
    """
    found = work.line(item, actor, now)
    if found is None:
        raise LineGoneError
    line = found.item
    require_member(work, actor, line.family)
    _require_author(line, actor)
    others = [member for member in work.members(line.family) if member.person != actor]
    return SurpriseView(line, others)


def hide_line(
    work: SurpriseWork,
    *,
    now: datetime,
    actor: int,
    item: int,
    revision: int,
    person: int,
    days: int,
    zone: str,
) -> None:
    """Hide one's own line from a member until the end of the day so many days from today.

    Args:
        work: the open transaction.
        now: when it is hidden.
        actor: the line's author.
        item: the line.
        revision: as it was shown; the same tap again changes nothing.
        person: the member who may not know of it.
        days: from today, in the author's time zone.
        zone: the name of that time zone.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
        MemberGoneError: the member is not in the family any more.
        LineBoughtError: it is the member who bought it.
        SurpriseDayError: that is more than a year.
        SurprisesFullError: the actor hides as many lines as one may.
    """
    here = zone_of(zone)
    if days > LONGEST_DAYS:
        raise SurpriseDayError(LONGEST_DAYS)
    until = _end_of(now.astimezone(here).date() + timedelta(days=days), here)
    known = require_line(work, now, actor, item)
    if known.author == actor and (known.hidden_from, known.hidden_until) == (person, until):
        return
    _require_hideable(work, now, known, actor, revision, person)
    _keep(work, now, known, person, until)


def ask_for_surprise_day(
    work: SurpriseWork, *, now: datetime, actor: int, item: int, revision: int, person: int
) -> Item:
    """Wait for the day until which the line shall be hidden from the member.

    Raises:
        DomainError: as `hide_line` does.
    """
    known = require_line(work, now, actor, item)
    _require_hideable(work, now, known, actor, revision, person)
    subject = {"item": item, "revision": revision, "person": person}
    work.put_question(Question(actor, Ask.SURPRISE_DAY, subject, now + QUESTION_LIFE))
    return known


def type_surprise_day(
    work: SurpriseWork,
    *,
    now: datetime,
    actor: int,
    item: int,
    revision: int,
    person: int,
    text: str,
    zone: str,
) -> None:
    """Hide the line until the end of the day that was typed in answer to the question.

    Raises:
        SurpriseDayError: the text names no day of the coming year; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
        DomainError: as `hide_line` does.
    """
    known = require_line(work, now, actor, item)
    _require_hideable(work, now, known, actor, revision, person)
    here = zone_of(zone)
    until = _end_of(read_day(text, now.astimezone(here).date()), here)
    take_answer(work, now, actor, Ask.SURPRISE_DAY, {"item": item, "revision": revision, "person": person})
    _keep(work, now, known, person, until)


def show_surprise(work: SurpriseWork, *, now: datetime, actor: int, item: int, revision: int) -> None:
    """Hide one's own line from nobody any more; one that is not hidden stays as it is.

    Raises:
        LineGoneError: the line is not there any more, or hidden from the actor.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
        NotYourLineError: somebody else is its author.
        LineChangedError: it changed since the button was drawn.
    """
    known = require_line(work, now, actor, item)
    _require_author(known, actor)
    if known.hidden_from is None:
        return
    if known.revision != revision:
        raise LineChangedError(known.title)
    _keep(work, now, known, None, None)


def reveal_surprises(work: SurpriseWork, *, now: datetime) -> int:
    """Have the carts redrawn in which a present's day has come; return how many there are."""
    families = work.reveal(now, REVEALED_AT_ONCE)
    for family in families:
        work.touch_cards(family)
    return len(families)


def read_day(text: str, today: date) -> date:
    """Return the day that a person typed, such as `31.12`, `31.12.2027` or `2027-12-31`.

    Without a year it is the next such day.

    Raises:
        SurpriseDayError: it is none, or not within a year from today.
    """
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        raise SurpriseDayError(LONGEST_DAYS)
    day, month, year, iso_year, iso_month, iso_day = (int(part) if part else None for part in found.groups())
    months, days = month or iso_month or 0, day or iso_day or 0
    chosen = year or iso_year
    years = [chosen] if chosen is not None else [today.year, today.year + 1]
    meant = [known for one in years if (known := _date(one, months, days)) is not None]
    in_reach = [one for one in meant if timedelta(0) <= one - today <= timedelta(days=LONGEST_DAYS)]
    if not in_reach:
        raise SurpriseDayError(LONGEST_DAYS)
    return in_reach[0]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _require_author(line: Item, actor: int) -> None:
    if line.author != actor:
        raise NotYourLineError(line.title, line.author_name)


def _require_hideable(
    work: SurpriseWork, now: datetime, line: Item, actor: int, revision: int, person: int
) -> None:
    _require_author(line, actor)
    if line.revision != revision:
        raise LineChangedError(line.title)
    member = work.member(person)
    if member is None or member.family != line.family or person == actor:
        raise MemberGoneError
    if line.mark is Mark.BOUGHT and line.marked_by == person:
        raise LineBoughtError(line.title)
    if not line.is_hidden(now) and work.hidden_lines(actor, now) >= SURPRISES_LIMIT:
        raise SurprisesFullError(SURPRISES_LIMIT)


def _keep(work: SurpriseWork, now: datetime, line: Item, person: int | None, until: datetime | None) -> None:
    """Keep from whom the line is hidden; whoever is in charge of a request now is told of it anew.

    The journal has it afterwards: hidden as the line is then, and with the votes that are left.
    """
    if person is not None and until is not None:
        work.hide_item(line.id, person, until)
        work.drop_alerts_about(line.id, person, now)
    else:
        work.show_item(line.id)
    work.touch_cards(line.family)
    changed = work.item(line.id) or line
    if until is not None:
        record(work, now, line.author, Deed.HIDDEN, changed, until=int(until.timestamp()))
    else:
        record(work, now, line.author, Deed.SHOWN, changed)
    if line.standing is Standing.ASKING:
        stop_asking(work, now, line)
        family = require_family(work, line.family)
        ask_adults(work, now, family, changed, rules_about(work, now, family, changed))
