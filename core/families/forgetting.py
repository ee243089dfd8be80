"""Forget a person: what was theirs is erased, their name where it stood, and the books stay balanced.

The books, the orders and who an organizer does not let in keep the Telegram id, without a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from core.families.membership import require_family
from core.families.parting import depart, refuse_organizer_with_members
from core.families.ports import PartingWork
from core.people.errors import (
    IsOwedMoneyError,
    OrderUnfinishedError,
    OwesMoneyError,
    RefundAwaitedError,
)
from core.people.person import FORMER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family, Member
    from core.shared.money import Money


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What being forgotten means for a family: None when in none; the last one closes it."""

    family: str | None
    is_last: bool


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A balance that is not even: positive is owed to the person, in minor units."""

    family: str
    minor: int
    currency: str


class ForgettingWork(PartingWork, Protocol):
    """What forgetting a person needs."""

    def hold_person(self, person: int) -> None:
        """Keep others from changing the person, or taking them into a family, until the transaction ends."""

    def unsettled_of(self, person: int) -> Sequence[Unsettled]:
        """Return the person's balances that are not even, in families of today and of old."""

    def unfinished_order_of(self, person: int) -> tuple[str, int] | None:
        """Return family and number of an order that can still go on and that the person has a part in."""

    def awaited_refund_of(self, person: int) -> Money | None:
        """Return money that the person paid through Telegram and that paid for nothing, or not yet."""

    def rename_in_alerts(self, person: int) -> None:
        """Take the person's name out of the alerts of everybody they shared a family or an order with."""

    def erase_person(self, person: int, now: datetime) -> None:
        """Erase all that is kept about the person, but for the id in books, orders and families."""


def consider_forgetting(work: ForgettingWork, *, now: datetime, actor: int) -> Forgetting:
    """Return what being forgotten would mean.

    Raises:
        OwesMoneyError: the actor owes somebody.
        IsOwedMoneyError: somebody owes the actor.
        RefundAwaitedError: money is to be given back to the actor.
        OrderUnfinishedError: an order they have a part in is not finished.
        OrganizerStaysError: they organise a family in which others still are.
    """
    del now
    member = work.member(actor)
    family = work.family(member.family) if member is not None else None
    _refuse_while_involved(work, actor, family, member)
    if family is None:
        return Forgetting(None, is_last=False)
    return Forgetting(family.name, is_last=len(work.members(family.id)) == 1)


def forget_me(work: ForgettingWork, *, now: datetime, actor: int) -> None:
    """Forget the actor for good; they leave their family by it, and who is alone disbands it.

    Whoever comes back later is met as a new person.

    Raises:
        OwesMoneyError: the actor owes somebody.
        IsOwedMoneyError: somebody owes the actor.
        RefundAwaitedError: money is to be given back to the actor.
        OrderUnfinishedError: an order they have a part in is not finished.
        OrganizerStaysError: they organise a family in which others still are.
        PaymentUnderWayError: they are alone in a family of which an order is being paid.
    """
    work.hold_person(actor)
    member = work.member(actor)
    family = require_family(work, member.family) if member is not None else None
    _refuse_while_involved(work, actor, family, member)
    work.rename_in_alerts(actor)  # before the family forgets who knew them
    if family is not None and member is not None:
        depart(work, now, family, replace(member, name=FORMER), keep_lines=False)
    work.erase_person(actor, now)


def _refuse_while_involved(
    work: ForgettingWork, actor: int, family: Family | None, member: Member | None
) -> None:
    for unsettled in work.unsettled_of(actor):
        if unsettled.minor < 0:
            raise OwesMoneyError(unsettled.family, -unsettled.minor, unsettled.currency)
        raise IsOwedMoneyError(unsettled.family, unsettled.minor, unsettled.currency)
    awaited = work.awaited_refund_of(actor)
    if awaited is not None:
        raise RefundAwaitedError(awaited.minor, awaited.currency)
    unfinished = work.unfinished_order_of(actor)
    if unfinished is not None:
        raise OrderUnfinishedError(*unfinished)
    if family is not None and member is not None:
        refuse_organizer_with_members(work, family, member)
