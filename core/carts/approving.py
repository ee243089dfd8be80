"""Decide about what limited members wish for above their limits; silence is no yes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.alerts.carts import ApprovalsAwaited, LineAllowed, LineDeclined, RequestExpired, RequestMissed
from core.carts.agreement import REQUEST_REMIND_BEFORE, Rules, Standing
from core.carts.changing import begin, overseer_of, require_line, rules_about, stop_asking
from core.carts.errors import (
    RequestChangedError,
    RequestDecidedError,
    RequestExpiredError,
)
from core.carts.journal import Deed, record
from core.carts.reading import read_note
from core.carts.views import Decided
from core.families.family import Role
from core.families.membership import require_adult, require_member
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.item import Item
    from core.carts.ports import ApprovalWork
    from core.carts.views import RequestsView

TENDED_AT_ONCE = 50


def list_requests(work: ApprovalWork, *, now: datetime, actor: int, page: int = 0) -> RequestsView:
    """Return what waits for an adult in the actor's family; a limited member sees their own lines.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    member = require_member(work, actor)
    return work.requests_view(member.family, actor, page, now, only_own=member.role is not Role.ADULT)


def ask_for_decision_note(
    work: ApprovalWork, *, now: datetime, actor: int, item: int, version: int, is_allowed: bool
) -> Item:
    """Wait for what the actor wants to say with their yes or no.

    Raises:
        DomainError: as `decide_request` does.
    """
    line = _require_request(work, now, actor, item, version)
    subject = {"item": item, "version": version, "is_allowed": int(is_allowed)}
    work.put_question(Question(actor, Ask.APPROVAL_NOTE, subject, now + QUESTION_LIFE))
    return line


def decide_request(
    work: ApprovalWork,
    *,
    now: datetime,
    actor: int,
    item: int,
    version: int,
    is_allowed: bool,
    note: str | None = None,
) -> Decided:
    """Allow a line that waits, or say no to it; its author is told. The same tap again changes nothing.

    An allowed line goes on as the family agrees on any line. A declined one stays, so that its author may
    change it, ask again or remove it.

    Args:
        work: the open transaction.
        now: when it is decided.
        actor: an adult of the family.
        item: the line.
        version: the version that was shown.
        is_allowed: yes or no.
        note: what the actor typed in answer to the question; None when it was one tap.

    Raises:
        LineGoneError: the line is not there any more.
        NotAMemberError: the actor is not in its family.
        CartOffError: the family has no cart at the moment.
        AdultsOnlyError: the actor is a limited member.
        RequestChangedError: it has another version now, or need not wait any more.
        RequestDecidedError: another adult has decided, or the actor otherwise.
        RequestExpiredError: nobody decided in time.
        DecisionNoteError: the note is empty or too long; the question stays open.
        QuestionGoneError: nobody asked for a note, or not any more.
    """
    line = require_line(work, now, actor, item)
    adult = require_adult(work, actor, line.family)
    if note is None and _has_decided(work, actor, line, version, is_allowed=is_allowed):
        return Decided(line.title, line.author_name, is_allowed, line.standing)
    _refuse_unless_waiting(work, now, line, version)
    said = ""
    if note is not None:
        said = read_note(note)
        subject = {"item": item, "version": version, "is_allowed": int(is_allowed)}
        take_answer(work, now, actor, Ask.APPROVAL_NOTE, subject)
    record(work, now, actor, Deed.ALLOWED if is_allowed else Deed.DECLINED, line, note=said)
    family = work.family(line.family)
    if is_allowed and family is not None:
        standing = begin(work, now, line, rules_about(work, now, family, line), actor, said)
        votes = standing is Standing.VOTING
        work.tell(line.author, LineAllowed(item, line.title, adult.name, said, votes), now)
    else:
        standing = Standing.DECLINED
        work.settle_request(item, standing, None, actor, said, now=now)
        stop_asking(work, now, line)
        work.touch_cards(line.family)
        work.tell(line.author, LineDeclined(item, line.title, adult.name, said), now)
    return Decided(line.title, line.author_name, is_allowed, standing)


def tend_approvals(work: ApprovalWork, *, now: datetime) -> int:
    """See to lines that wait for an adult; return how many do not wait any more.

    What its author may wish for by now, since they became an adult or their limit was raised, goes on; what
    waited for 48 hours is declined, and its author and the organizer are told; of what has waited for a day
    the organizer is reminded once.
    """
    settled = 0
    late: Counter[int] = Counter()
    reminded = []
    closing_before = now + REQUEST_REMIND_BEFORE
    for line, limit in work.requests_to_tend(now, closing_before, TENDED_AT_ONCE):
        family = work.family(line.family)
        if family is None:
            continue
        overseer = overseer_of(work, now, family, line)
        if not Rules(0, limit).must_ask(line.total()):
            begin(work, now, line, rules_about(work, now, family, line), None, "")
            settled += 1
        elif line.closes_at is not None and line.closes_at <= now:
            _expire(work, now, line, overseer)
            settled += 1
        else:
            if overseer is not None:
                late[overseer] += 1
            reminded.append(line.id)
    for overseer, lines in late.items():
        work.tell(overseer, ApprovalsAwaited(lines), now)
    if reminded:
        work.mark_requests_reminded(reminded, now)
    return settled


def _expire(work: ApprovalWork, now: datetime, line: Item, overseer: int | None) -> None:
    record(work, now, None, Deed.DECLINED, line)
    work.settle_request(line.id, Standing.DECLINED, None, None, "", now=now)
    stop_asking(work, now, line)
    work.touch_cards(line.family)
    work.tell(line.author, RequestExpired(line.id, line.title), now)
    if overseer is not None:
        work.tell(overseer, RequestMissed(line.title, line.author_name), now)


def _require_request(work: ApprovalWork, now: datetime, actor: int, item: int, version: int) -> Item:
    line = require_line(work, now, actor, item)
    require_adult(work, actor, line.family)
    _refuse_unless_waiting(work, now, line, version)
    return line


def _has_decided(work: ApprovalWork, actor: int, line: Item, version: int, *, is_allowed: bool) -> bool:
    if line.version != version or line.standing is Standing.ASKING:
        return False
    is_theirs = work.decision_on(line.id).by == actor
    return is_theirs and is_allowed is (line.standing is not Standing.DECLINED)


def _refuse_unless_waiting(work: ApprovalWork, now: datetime, line: Item, version: int) -> None:
    if line.version != version:
        raise RequestChangedError(line.title)
    if line.standing is Standing.ASKING:
        if line.closes_at is not None and line.closes_at <= now:
            raise RequestExpiredError(line.title)
        return
    decision = work.decision_on(line.id)
    if decision.by is not None:
        raise RequestDecidedError(line.title, decision.name, line.standing is not Standing.DECLINED)
    if line.standing is Standing.DECLINED:
        raise RequestExpiredError(line.title)
    raise RequestChangedError(line.title)
