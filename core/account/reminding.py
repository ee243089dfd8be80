"""Remind who does not say whether money for the account, or a part of it on its way back, arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.account import PotReminder
from core.alerts.settling import VerdictStaysOut
from core.people.person import name_of
from core.pot.transfer import TransferKind
from core.shared.reminding import FIRST_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork

REMINDED_AT_ONCE = 50


def remind_keepers(work: AccountWork, *, now: datetime) -> int:
    """Do what is due about money that nobody says arrived or not; return about how many.

    The organizer keeps the account, so they are told only of others: of who kept it before them.
    """
    due = work.due_transfers(now - FIRST_AFTER, now, REMINDED_AT_ONCE)
    for transfer, reminding in due:
        family = work.family(transfer.family)
        sender, receiver = name_of(work, transfer.sender), name_of(work, transfer.receiver)
        organizer = family.organizer if family is not None else None
        if not reminding.is_for_organizer:
            is_return = transfer.kind is TransferKind.RETURN
            facts = (transfer.id, family.name if family else "", sender, transfer.minor, transfer.currency)
            work.tell(transfer.receiver, PotReminder(*facts, is_return), now)
        elif organizer is not None and organizer not in (transfer.sender, transfer.receiver):
            work.tell(organizer, VerdictStaysOut(sender, receiver, to_account=True), now)
        work.keep_transfer_reminding(transfer.id, reminding.after_step(now))
    return len(due)
