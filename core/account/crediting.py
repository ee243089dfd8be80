"""Money for the account that came through Telegram: it counts at once, and may be given back later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.growth import tell_of_growth
from core.alerts.account import InvoiceTopUp, TopUpMoneyReturned, TopUpPaid
from core.families.membership import organizer_name
from core.people.person import name_of
from core.pot.books import part_returned, topped_up
from core.pot.transfer import TransferKind, TransferState

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork
    from core.families.family import Family, Member


def credit(work: AccountWork, now: datetime, family: Family, member: Member, charge: int, minor: int) -> None:
    """Put money that a member paid by an invoice on the account, and tell all; the family is held.

    The schema lets one charge do so once. Who keeps the account is told where the money is: with whoever runs
    the bot, and not with them.
    """
    keeper = family.organizer if family.organizer is not None else member.person
    transfer = work.put_transfer(
        family=family.id,
        kind=TransferKind.TOP_UP,
        person=member.person,
        keeper=keeper,
        minor=minor,
        state=TransferState.CONFIRMED,
        now=now,
        charge=charge,
    )
    posting = topped_up(
        family=family.id, transfer=transfer, person=member.person, minor=minor, currency=family.currency
    )
    work.post_to_pot(posting, now)
    money = (minor, work.pot_minor(family.id), family.currency)
    organizer = "" if member.is_organizer else organizer_name(work, family.id)
    work.tell(member.person, TopUpPaid(organizer, *money), now)
    if not member.is_organizer:
        work.tell(keeper, InvoiceTopUp(member.name, *money), now)
    tell_of_growth(work, now, family, member.name, minor, member.person, keeper)


def take_out(work: AccountWork, now: datetime, family: Family, charge: int) -> None:
    """Take money that was given back to its payer off the account again, as far as their part reaches.

    What of it was spent meanwhile stays in the books: payer and keepers are told to settle it themselves.
    """
    put_in = work.transfer_by(charge)
    if put_in is None:
        return
    person = put_in.person
    taken = min(put_in.minor, work.parts_of(family.id).get(person, 0))
    if taken:
        transfer = work.put_transfer(
            family=family.id,
            kind=TransferKind.RETURN,
            person=person,
            keeper=put_in.keeper,
            minor=taken,
            state=TransferState.CONFIRMED,
            now=now,
        )
        returned = part_returned(
            family=family.id, transfer=transfer, person=person, minor=taken, currency=put_in.currency
        )
        work.post_to_pot(returned, now)
    name = name_of(work, person)
    told = TopUpMoneyReturned(family.name, name, put_in.minor, put_in.minor - taken, put_in.currency)
    for concerned in {person, put_in.keeper, family.organizer or put_in.keeper}:
        work.tell(concerned, told, now)
