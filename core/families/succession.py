"""Choose a new organizer when the old one cannot be reached: the adults vote.

To whom the majority wants, the role is offered; they accept it as in every other handing over. The organizer
who comes back before stays it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.alerts.families import RoleOfferedByVote, SuccessionOpened
from core.families.errors import (
    AdultsOnlyError,
    LimitedMemberError,
    MemberGoneError,
    OfferUnderWayError,
    SuccessionOverError,
)
from core.families.family import OFFER_LIFE, SUCCESSION_AFTER, Handover
from core.families.handover import close_succession, is_back, name_in, open_offer
from core.families.membership import (
    family_of,
    organizer_name,
    require_adult,
    require_family,
    require_member,
)
from core.families.views import SuccessionView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.families.ports import RoleWork

OPENED_AT_ONCE = 50


def show_succession(work: RoleWork, *, now: datetime, actor: int) -> SuccessionView:
    """Return the candidates and their votes; who has been there longest comes first.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        SuccessionOverError: no new organizer is being chosen.
    """
    family = family_of(work, require_adult(work, actor))
    if not work.has_succession(family.id):
        raise SuccessionOverError
    candidates = _candidates(work, family)
    offer = work.handover(family.id)
    return SuccessionView(
        family=family.id,
        name=family.name,
        organizer=organizer_name(work, family.id),
        candidates=candidates,
        votes=_votes(work, family, candidates),
        needed=_majority(candidates),
        reader=actor,
        offer=offer if offer is not None and offer.is_open(now) else None,
    )


def vote_for_successor(
    work: RoleWork, *, now: datetime, actor: int, candidate: int, since: int
) -> SuccessionOverError | None:
    """Choose who shall be the organizer; the same voter may choose anew until somebody has the majority.

    Raises:
        NoFamilyError: the actor is in no family.
        SuccessionOverError: no new organizer is being chosen (any more), or the old one is back.
        AdultsOnlyError: the actor is a limited member, or is the organizer.
        MemberGoneError: the candidate is not in the family any more.
        LimitedMemberError: the candidate is no adult.
        OfferUnderWayError: somebody was chosen already, whose answer is awaited.
    """
    family = require_family(work, require_member(work, actor).family)
    voter = require_member(work, actor, family.id)
    if not work.has_succession(family.id):
        raise SuccessionOverError
    if is_back(work, family):
        close_succession(work, now, family)
        return SuccessionOverError()
    if not voter.may_succeed:
        raise AdultsOnlyError
    chosen = work.member(candidate)
    if chosen is None or chosen.family != family.id or chosen.since != since or chosen.is_organizer:
        raise MemberGoneError
    if not chosen.may_succeed:
        raise LimitedMemberError(chosen.name)
    offer = open_offer(work, now, family)
    if offer is not None:
        raise OfferUnderWayError(name_in(work, family, offer.member))
    work.put_succession_vote(family.id, actor, candidate, now)
    _count(work, now, family)
    return None


def tend_successions(work: RoleWork, *, now: datetime) -> None:
    """Open what is due: an organizer could not be reached for two weeks, and another adult is there.

    Close what the organizer's return ended, and count where voters may have become fewer.
    """
    for family in work.successions():
        held = work.hold_family(family)
        if held is None or not work.has_succession(family):
            continue
        if is_back(work, held):
            close_succession(work, now, held)
        else:
            _count(work, now, held)
    for family in work.families_without_word(now - SUCCESSION_AFTER, OPENED_AT_ONCE):
        held = work.hold_family(family)
        if held is not None and not work.has_succession(family) and not is_back(work, held):
            _open(work, now, held)


def organizer_is_back(work: RoleWork, *, now: datetime, actor: int) -> None:
    """Choose nobody else any more when the actor, who can be reached again, is the organizer."""
    member = work.member(actor)
    held = work.hold_family(member.family) if member is not None else None
    if held is not None and held.organizer == actor and work.has_succession(held.id):
        close_succession(work, now, held)


def _open(work: RoleWork, now: datetime, family: Family) -> None:
    candidates = _candidates(work, family)
    if not candidates:
        return
    work.put_succession(family.id, now)
    opened = SuccessionOpened(family.id, family.name, organizer_name(work, family.id))
    for member in candidates:
        work.tell(member.person, opened, now)


def _count(work: RoleWork, now: datetime, family: Family) -> None:
    """Offer the role to whom more than half of the adults want."""
    if open_offer(work, now, family) is not None:
        return
    candidates = _candidates(work, family)
    counted = Counter(_votes(work, family, candidates).values())
    for member in candidates:
        if counted[member.person] >= _majority(candidates):
            offer = Handover(
                family.id, member.person, by_vote=True, offered_at=now, expires_at=now + OFFER_LIFE
            )
            work.put_handover(offer)
            work.tell(member.person, RoleOfferedByVote(family.id, family.name, offer.offered), now)


def _candidates(work: RoleWork, family: Family) -> Sequence[Member]:
    adults = [member for member in work.members(family.id) if member.may_succeed]
    return sorted(adults, key=lambda member: (member.joined_at, member.seat))


def _votes(work: RoleWork, family: Family, adults: Sequence[Member]) -> dict[int, int]:
    """Return the votes of adults for adults."""
    known = {member.person for member in adults}
    votes = work.succession_votes(family.id)
    return {voter: chosen for voter, chosen in votes.items() if {voter, chosen} <= known}


def _majority(adults: Sequence[Member]) -> int:
    return len(adults) // 2 + 1
