"""Vote on a line, and close the votes whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.carts import TieToDecide, VotesAwaited
from core.carts.agreement import Choice, Standing, Tally, count, needs_vote, way_of
from core.carts.changing import change
from core.carts.errors import LineChangedError, LineGoneError, VoteClosedError
from core.carts.item import as_draft
from core.carts.journal import Deed, Entry
from core.carts.views import Ballot, Voted
from core.families.errors import CartOffError, NotAMemberError
from core.families.family import Voting
from core.families.membership import organizer_name, tell_organizer

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.ports import CountingWork, VotingWork

COUNTED_AT_ONCE = 50


def cast_vote(
    work: VotingWork, *, now: datetime, voter: int, item: int, version: int, choice: Choice | None
) -> Voted:
    """Vote for or against a line version, or withdraw the vote with None, until the vote closes.

    On a line that needs no vote it is kept as an opinion that decides nothing, and so is everywhere what a
    limited member says. When the votes are even, the organizer's vote decides, also after the deadline.

    Raises:
        LineGoneError: the line is not in the cart any more, or hidden from the voter.
        NotAMemberError: the voter is not in its family.
        LineChangedError: the line has another version now.
        CartOffError: the family has no cart at the moment.
        VoteClosedError: the vote is over, or the line waits for an adult.
    """
    ballot = work.ballot(item, voter, now)
    if ballot is None:
        raise LineGoneError
    if not ballot.is_member:
        raise NotAMemberError
    if not ballot.has_cart:
        raise CartOffError(organizer_name(work, ballot.family))
    if ballot.version != version:
        raise LineChangedError(ballot.line)
    _refuse_late(ballot, now)
    voting = way_of(ballot.customs.voting, organizer_knows=ballot.organizer_knows)
    is_alone = voting is Voting.ORGANIZER
    is_advice = not ballot.is_adult or (is_alone and not ballot.is_organizer)
    if choice is ballot.my_choice:
        return Voted(ballot.line, choice, ballot.standing, is_advice=is_advice, is_alone=is_alone)
    if choice is None:
        work.drop_vote(item, version, voter)
    else:
        work.put_vote(item, version, voter, choice, now)
    standing = ballot.standing
    if ballot.is_adult and standing in (Standing.VOTING, Standing.TIED):
        tally, is_over = _with_vote(ballot, choice), ballot.standing is Standing.TIED
        standing = _counted(ballot, tally, is_over=is_over)
        if standing is not ballot.standing:
            _close(work, now, ballot, standing, by=voter)
    work.touch_cards(ballot.family)
    return Voted(ballot.line, choice, standing, is_advice=is_advice, is_alone=is_alone)


def _close(work: VotingWork, now: datetime, ballot: Ballot, standing: Standing, *, by: int | None) -> None:
    """Keep what the votes came to; `by` cast the one that decided, None when time did."""
    facts = {"standing": standing.value}
    hidden = (ballot.hidden_from, ballot.hidden_until)
    entry = Entry(ballot.family, by, Deed.CLOSED, ballot.item, ballot.line, facts, *hidden)
    work.close_vote(ballot.item, standing, entry, now)


def _refuse_late(ballot: Ballot, now: datetime) -> None:
    is_late = ballot.closes_at is not None and ballot.closes_at <= now
    match ballot.standing:
        case Standing.VOTING if is_late:
            raise VoteClosedError(ballot.line, Standing.VOTING)
        case Standing.APPROVED | Standing.REJECTED | Standing.ASKING | Standing.DECLINED:
            raise VoteClosedError(ballot.line, ballot.standing)
        case Standing.TIED if not ballot.is_organizer:
            raise VoteClosedError(ballot.line, Standing.TIED)
        case _:
            return


def _with_vote(ballot: Ballot, choice: Choice | None) -> Tally:
    return Tally(
        favour=ballot.favour + (choice is Choice.FOR),
        against=ballot.against + (choice is Choice.AGAINST),
        organizer=choice if ballot.is_organizer else ballot.organizers_choice,
    )


def _counted(ballot: Ballot, tally: Tally, *, is_over: bool) -> Standing:
    voting, knows = ballot.customs.voting, ballot.organizer_knows
    return count(voting, tally, ballot.eligible, is_over=is_over, organizer_knows=knows)


def close_votes(work: CountingWork, *, now: datetime) -> int:
    """Count votes whose deadline has passed, or whose voters or rules are others now; return how many closed.

    A line about which, by now, an adult has to be asked first is not counted: it asks.
    """
    return sum(settle_vote(work, now, ballot) for ballot in work.due_votes(now, COUNTED_AT_ONCE))


def settle_vote(work: CountingWork, now: datetime, ballot: Ballot) -> bool:
    """Count one open vote as the family votes now; tell whether that closed it.

    Who was left alone needs no vote, nor does what is below a threshold that was raised since.
    """
    if ballot.must_ask:
        _ask_first(work, now, ballot.item)
        return False
    is_over = ballot.closes_at is not None and ballot.closes_at <= now
    standing = Standing.FREE
    if needs_vote(ballot.total_minor, ballot.eligible, ballot.customs):
        tally = Tally(ballot.favour, ballot.against, ballot.organizers_choice)
        standing = _counted(ballot, tally, is_over=is_over)
    if standing is Standing.VOTING:
        work.mark_counted(ballot.item)
        return False
    _close(work, now, ballot, standing, by=None)
    work.touch_cards(ballot.family)
    if standing is Standing.TIED:
        family = work.family(ballot.family)
        if family is not None:
            tell_organizer(work, now, family, TieToDecide(ballot.item, ballot.version, ballot.line))
    return True


def _ask_first(work: CountingWork, now: datetime, item: int) -> None:
    known = work.item(item)
    if known is not None:
        change(work, now, known, as_draft(known), by=None, is_new_version=True)


def remind_voters(work: VotingWork, *, now: datetime) -> int:
    """Remind adults once of the lines that wait for their vote and close soon; return how many were told."""
    silent = work.silent_voters(now)
    for family, member, lines in silent:
        work.tell(member, VotesAwaited(family, lines), now)
    work.mark_reminded(now)
    return len(silent)
