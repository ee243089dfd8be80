"""Pay from the account: at most what is on it, and what a member may spend in a month."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.account.errors import AccountShortError, SpendingLimitError
from core.families.benefit import require_account
from core.families.membership import organizer_name
from core.pot.books import order_paid_from_pot
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from datetime import date

    from core.account.ports import AccountWork
    from core.families.family import Family


def month_of(work: AccountWork, family: Family, moment: datetime) -> date:
    """Return the first day of the calendar month that it is then where the family lives."""
    return moment.astimezone(zone_of(_zone(work, family))).date().replace(day=1)


def beginning(work: AccountWork, family: Family, month: date) -> datetime:
    """Return the moment at which the month begins where the family lives."""
    local = datetime(month.year, month.month, 1, tzinfo=zone_of(_zone(work, family)))
    return local.astimezone(UTC)


def spent_this_month(work: AccountWork, now: datetime, family: Family, person: int) -> int:
    """Return what the person has paid from the account in this calendar month, in minor units."""
    since = beginning(work, family, month_of(work, family, now))
    return work.spent_by(family.id, since).get(person, 0)


def spendable(work: AccountWork, now: datetime, family: Family, payer: int, minor: int) -> int:
    """Return what is on the account, when so much may be paid from it by that member now.

    Raises:
        AccountOffError: the family has no account at the moment.
        AccountShortError: there is less on it.
        SpendingLimitError: the payer may spend less this month.
    """
    require_account(work, family)
    balance = work.pot_minor(family.id)
    if minor > balance:
        raise AccountShortError(minor, balance, family.currency)
    limit = work.spending_limits(family.id).get(payer)
    if limit is not None:
        left = max(limit - spent_this_month(work, now, family, payer), 0)
        if minor > left:
            raise SpendingLimitError(minor, left, family.currency, organizer_name(work, family.id))
    return balance


def spend(work: AccountWork, now: datetime, family: Family, payer: int, order: int, minor: int) -> int:
    """Pay an order from the account; return what is left on it.

    Args:
        work: the open transaction.
        now: when it is paid; the limit is that of the month then.
        family: held until the transaction ends, so that nobody else pays from the account meanwhile.
        payer: the member whose limit it counts against.
        order: the order's id.
        minor: what it costs.

    Raises:
        AccountOffError: the family has no account at the moment.
        AccountShortError: there is less on it.
        SpendingLimitError: the payer may spend less this month.
    """
    balance = spendable(work, now, family, payer, minor)
    paid = order_paid_from_pot(
        family=family.id,
        order=order,
        payer=payer,
        minor=minor,
        currency=family.currency,
        parts=work.parts_of(family.id),
    )
    work.post_to_pot(paid, now)
    return balance - minor


def _zone(work: AccountWork, family: Family) -> str:
    return family.customs.time_zone or work.home_zone
