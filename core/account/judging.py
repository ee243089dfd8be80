"""Say of money between a member and who keeps the account that it was sent back, and whether it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.errors import TransferJudgedError, TransferUnknownError
from core.account.growth import tell_of_growth
from core.alerts.account import (
    AccountHandedOver,
    AccountToHandOver,
    PartNotReceived,
    PartReceived,
    PartSent,
    TopUpNotReceived,
    TopUpReceived,
)
from core.families.membership import require_family
from core.people.person import name_of
from core.pot.books import topped_up
from core.pot.returning import PotOf, return_part
from core.pot.transfer import TransferKind, TransferState

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork
    from core.families.family import Family
    from core.pot.transfer import Transfer


def say_returned(work: AccountWork, *, now: datetime, actor: int, transfer: int) -> None:
    """Say that somebody's part was sent back to them, who is asked whether it arrived.

    Raises:
        TransferUnknownError: there is no such transfer, or it is not the actor's to send.
        TransferJudgedError: it has arrived.
    """
    known = _require(work, transfer)
    if known.kind is not TransferKind.RETURN or known.keeper != actor:
        raise TransferUnknownError
    if known.state is TransferState.CLAIMED:
        return
    if known.state is not TransferState.DUE:
        raise TransferJudgedError(known.kind, known.state)
    work.set_transfer(transfer, TransferState.CLAIMED, now)
    family = require_family(work, known.family)
    sent = PartSent(transfer, family.name, name_of(work, actor), known.minor, known.currency)
    work.tell(known.person, sent, now)


def judge_transfer(work: AccountWork, *, now: datetime, actor: int, transfer: int, received: bool) -> None:
    """Say whether the money arrived; only "received" moves it in the books.

    A top-up of somebody who is no member any more goes back to them by the same word. One that arrives with
    somebody who kept the account when it was sent is theirs to hand on.

    Raises:
        TransferUnknownError: there is no such transfer, or it is not to the actor.
        TransferJudgedError: the opposite was said before, or it was withdrawn, or not sent yet.
    """
    known = _require(work, transfer)
    if known.receiver != actor:
        raise TransferUnknownError
    family = require_family(work, known.family)
    not_received = TransferState.DUE if known.kind is TransferKind.RETURN else TransferState.REJECTED
    verdict = TransferState.CONFIRMED if received else not_received
    if known.state is verdict:
        return
    if known.state is not TransferState.CLAIMED:
        raise TransferJudgedError(known.kind, known.state)
    work.set_transfer(transfer, verdict, now)
    if known.kind is TransferKind.RETURN:
        _tell_of_return(work, now, family, known, received=received)
    elif received:
        _put_in(work, now, family, known)
    else:
        told = TopUpNotReceived(name_of(work, actor), known.minor, known.currency)
        work.tell(known.person, told, now)


def _tell_of_return(
    work: AccountWork, now: datetime, family: Family, transfer: Transfer, *, received: bool
) -> None:
    name = name_of(work, transfer.person)
    if received:
        work.tell(transfer.keeper, PartReceived(family.name, name, transfer.minor, transfer.currency), now)
        return
    told = PartNotReceived(transfer.id, family.name, name, transfer.minor, transfer.currency)
    work.tell(transfer.keeper, told, now)


def _put_in(work: AccountWork, now: datetime, family: Family, transfer: Transfer) -> None:
    posting = topped_up(
        family=family.id,
        transfer=transfer.id,
        person=transfer.person,
        minor=transfer.minor,
        currency=transfer.currency,
    )
    work.post_to_pot(posting, now)
    keeper, name = name_of(work, transfer.keeper), name_of(work, transfer.person)
    received = TopUpReceived(keeper, transfer.minor, work.pot_minor(family.id), transfer.currency)
    work.tell(transfer.person, received, now)
    member = work.member(transfer.person)
    if member is None or member.family != family.id:
        pot = PotOf(family.id, family.name, family.currency, transfer.keeper)
        return_part(work, now, pot, transfer.person)
        return
    tell_of_growth(work, now, family, name, transfer.minor, transfer.person, transfer.keeper)
    if family.organizer is not None and family.organizer != transfer.keeper:
        heir = name_of(work, family.organizer)
        facts = (transfer.minor, transfer.currency)
        work.tell(family.organizer, AccountHandedOver(family.name, keeper, *facts), now)
        work.tell(transfer.keeper, AccountToHandOver(family.name, heir, *facts), now)


def _require(work: AccountWork, transfer: int) -> Transfer:
    known = work.transfer(transfer)
    if known is None:
        raise TransferUnknownError
    return known
