"""Take back, for ten minutes, what one did to the cart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.alerts.carts import LineReturned, LineUndone, TieToDecide
from core.alerts.shopping import ReplacementAnswered
from core.carts.agreement import Standing, Tally, count
from core.carts.changing import ask_adults, overseer_of, rules_about, stop_asking, take_away
from core.carts.errors import (
    AuthorGoneError,
    CartFullError,
    ChangedSinceError,
    DeedUnknownError,
    NotYourDeedError,
    UndoLateError,
    UndoneAlreadyError,
)
from core.carts.item import LINES_LIMIT, Item, as_draft
from core.carts.journal import MARKING, UNDO_LIFE, UNDOABLE, Deed, difference, record
from core.carts.shopping import withdraw_question
from core.carts.trip import Mark
from core.carts.views import Undone
from core.families.benefit import require_cart
from core.families.family import Role
from core.families.membership import require_adult, require_family, require_member, tell_organizer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from core.carts.agreement import Choice, Rules
    from core.carts.ports import UndoWork
    from core.carts.views import KeptDeed
    from core.families.family import Family, Member

_VOTED = (Standing.VOTING, Standing.APPROVED, Standing.REJECTED, Standing.TIED)


def find_deed(work: UndoWork, *, now: datetime, actor: int, item: int) -> int | None:
    """Return the deed that the actor did last, to this line, and may take back; None when there is none."""
    return work.own_deed(item, actor, now - UNDO_LIFE, now)


def undo_deed(work: UndoWork, *, now: datetime, actor: int, deed: int) -> Undone:
    """Let the line be as it was before the actor's deed; who is concerned is told.

    A removed line returns as itself, a changed one gets a new version with its old content. Either has the
    votes of then, as far as the voters still are members, and stands where the rules of today put it with
    them. Two lines that were made one are two again. What came from the actor's own cart goes back there.
    Of a mark that was put on or taken off in the shop nothing but the mark comes back.

    Raises:
        DeedUnknownError: there is no such deed, or none that can be taken back.
        NotAMemberError: the actor is not in its family.
        NotYourDeedError: somebody else did it.
        UndoneAlreadyError: it was taken back before.
        CartOffError: the family has no cart at the moment.
        UndoLateError: ten minutes have passed.
        ChangedSinceError: something else happened to the line meanwhile.
        AdultsOnlyError: it is a mark, and the actor is a limited member by now.
        AuthorGoneError: the author of the removed line has left.
        CartFullError: the line that returns has no room any more.
    """
    known = _require_deed(work, now, actor, deed)
    family = require_family(work, known.family)
    known = _require_deed(work, now, actor, deed)  # as it is now that nobody else can take it back
    if known.actor != actor:
        raise NotYourDeedError(known.line, known.actor_name)
    if known.is_undone:
        raise UndoneAlreadyError(known.line)
    require_cart(work, family)
    halves = [known, *_other_half(work, now, actor, known)]
    for half in halves:
        _refuse_late(work, now, half)
    item = work.item(known.item)
    if known.before is None:
        if item is None:
            raise ChangedSinceError(known.line, "")
        is_own_again = take_away(work, now, actor, item, deed)
        return Undone(known.deed, known.line, None, is_own_again=is_own_again)
    if known.deed in MARKING:
        return Undone(
            known.deed, known.line, _mark_as_before(work, now, actor, known, known.before.mark, item)
        )
    restored = _put_back(work, now, family, known, known.before, item)
    if known.deed is Deed.REPLACED and restored is not None:
        _tell_shopper(work, now, actor, known, restored, item)
    others = [
        _put_back(work, now, family, half, half.before, work.item(half.item))
        for half in halves[1:]
        if half.before is not None
    ]
    return Undone(known.deed, known.line, restored, others[0] if others else None)


def _other_half(work: UndoWork, now: datetime, actor: int, known: KeptDeed) -> Sequence[KeptDeed]:
    """Return the deed on the other one of two lines that were made one, if it still is about these two."""
    if known.joined is None:
        return []
    deed = work.merge_of(known.joined)
    half = _require_deed(work, now, actor, deed) if deed is not None else None
    if half is None or half.joined != known.item:
        raise ChangedSinceError(known.line, half.actor_name if half is not None else "")
    return [half]


def _refuse_late(work: UndoWork, now: datetime, known: KeptDeed) -> None:
    if now - known.done_at > UNDO_LIFE or (known.before is None and known.deed is not Deed.ADDED):
        raise UndoLateError(known.line, UNDO_LIFE // timedelta(minutes=1))
    by = work.changed_since(known.id)
    if by is not None:
        raise ChangedSinceError(known.line, by)


def _require_deed(work: UndoWork, now: datetime, actor: int, deed: int) -> KeptDeed:
    known = work.kept_deed(deed, actor, now)
    if known is None or known.deed not in UNDOABLE:
        raise DeedUnknownError
    require_member(work, actor, known.family)
    return known


def _mark_as_before(
    work: UndoWork, now: datetime, actor: int, known: KeptDeed, mark: Mark | None, item: Item | None
) -> Item | None:
    """Mark the line as it was marked; what it was asked about is over, and only *bought* outlives a trip."""
    require_adult(work, actor, known.family)
    if item is None or known.before is None:
        raise ChangedSinceError(known.line, "")
    withdraw_question(work, now, item)
    is_over = mark is Mark.ASKING or (mark is Mark.MISSING and work.trip_of(known.family) is None)
    record(work, now, actor, Deed.TAKEN_BACK, item, of=known.deed.value)
    by = known.before.marked_by or actor
    work.put_mark(item.id, mark if item.standing.may_be_ordered and not is_over else None, by)
    work.mark_undone([known.id])
    work.touch_cards(known.family)
    return work.item(item.id)


def _tell_shopper(
    work: UndoWork, now: datetime, actor: int, known: KeptDeed, restored: Item, item: Item | None
) -> None:
    """Tell whoever is in the shop that the yes to the replacement is a no by now."""
    trip = work.trip_of(known.family)
    if item is None or trip is None or trip.shopper == actor or restored.is_hidden_from(trip.shopper, now):
        return
    answer = ReplacementAnswered(
        item=restored.id,
        revision=restored.revision,
        author=known.actor_name,
        line=restored.title,
        title=item.title,
        is_accepted=False,
        votes=False,
    )
    work.tell(trip.shopper, answer, now)


def _put_back(
    work: UndoWork, now: datetime, family: Family, known: KeptDeed, before: Item, item: Item | None
) -> Item | None:
    members = {member.person: member for member in work.members(family.id)}
    if item is None:
        _refuse_return(work, now, family, before, members)
    voters = {person for person in members if not before.is_hidden_from(person, now)}
    votes = {voter: choice for voter, choice in _lasting(work, known, before, item) if voter in voters}
    rules = rules_about(work, now, family, before)
    standing = _standing(known, before, rules, votes, members, voters)
    closes_at = _deadline(known, before, rules, standing, now)
    version = before.version if item is None else item.version + 1
    actor = members[known.actor] if known.actor is not None else None
    facts = difference(item, as_draft(before)) if item is not None else {}
    record(work, now, known.actor, Deed.TAKEN_BACK, item or before, of=known.deed.value, **facts)
    work.put_back(
        known.id,
        version=version,
        revision=(before.revision if item is None else item.revision) + 1,
        standing=standing,
        closes_at=closes_at,
        given={} if standing.is_request else votes,
        now=now,
    )
    work.mark_undone([known.id])
    if item is not None and standing is not Standing.ASKING:
        stop_asking(work, now, item)
    work.touch_cards(family.id)
    restored = work.item(before.id)
    if restored is not None and actor is not None:
        _tell(work, now, family, restored, actor, rules, is_new=item is None)
    return restored


def _refuse_return(
    work: UndoWork, now: datetime, family: Family, before: Item, members: Mapping[int, Member]
) -> None:
    if before.author not in members:
        raise AuthorGoneError(before.title, before.author_name)
    if not before.is_hidden(now) and work.line_count(family.id, now) >= LINES_LIMIT:
        raise CartFullError(LINES_LIMIT, 0)


def _lasting(work: UndoWork, known: KeptDeed, before: Item, item: Item | None) -> list[tuple[int, Choice]]:
    """Return the votes of then; while the version was the same, only those that the voters let stand."""
    is_same = item is not None and item.version == before.version
    return [
        (voter, choice)
        for voter, choice in known.votes.items()
        if not is_same or work.choice_of(before.id, before.version, voter) is choice
    ]


def _standing(
    known: KeptDeed,
    before: Item,
    rules: Rules,
    votes: Mapping[int, Choice],
    members: Mapping[int, Member],
    voters: Collection[int],
) -> Standing:
    """Return where the line stands by the rules of now; a no stays, a yes only of who still is an adult.

    So no rule that came later turns silence into consent about what was over before.
    """
    if before.standing is Standing.DECLINED:
        return Standing.DECLINED
    adults = {person for person, member in members.items() if member.role is Role.ADULT}
    if rules.must_ask(before.total()) and known.allowed_by not in adults:
        return Standing.ASKING
    first = rules.first_allowed(before.total())
    if first is not Standing.VOTING:
        return first
    counted = [choice for voter, choice in votes.items() if voter in adults]
    organizer = next((person for person, member in members.items() if member.is_organizer), 0)
    favour = sum(choice > 0 for choice in counted)
    tally = Tally(favour, len(counted) - favour, votes.get(organizer))
    is_over = before.standing in _VOTED and before.closes_at is not None and before.closes_at <= known.done_at
    if is_over and before.standing is Standing.REJECTED:
        return Standing.REJECTED
    knows = organizer in voters
    return count(rules.customs.voting, tally, rules.voters, is_over=is_over, organizer_knows=knows)


def _deadline(
    known: KeptDeed, before: Item, rules: Rules, standing: Standing, now: datetime
) -> datetime | None:
    """Return until when answers are awaited: the minutes between deed and undoing count for nobody."""
    is_same_wait = before.standing is standing is Standing.ASKING or (
        before.standing in _VOTED and standing in _VOTED
    )
    if is_same_wait and before.closes_at is not None:
        return before.closes_at + (now - known.done_at)
    return rules.deadline(standing, now)


def _tell(
    work: UndoWork, now: datetime, family: Family, item: Item, actor: Member, rules: Rules, *, is_new: bool
) -> None:
    if item.author != actor.person:
        alert = LineReturned if is_new else LineUndone
        work.tell(item.author, alert(item.id, item.title, actor.name), now)
    if item.standing is Standing.ASKING and overseer_of(work, now, family, item) != actor.person:
        ask_adults(work, now, family, item, rules)
    elif item.standing is Standing.TIED:
        tell_organizer(work, now, family, TieToDecide(item.id, item.version, item.title))
