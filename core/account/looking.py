"""Look at the account: what is on it, what moved, and who paid what from it in the last months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.account.spending import beginning, month_of, spent_this_month
from core.account.views import AccountView, PotView, SpendingView
from core.families.family import Role
from core.families.membership import family_of, organizer_name, require_member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from core.account.ports import AccountWork
    from core.families.family import Member

MONTHS_DRAWN = 6
"""So many calendar months the chart of spending shows, this one among them."""


def show_account(work: AccountWork, *, now: datetime, actor: int, page: int = 0) -> AccountView:
    """Return the account of the actor's family with a page of its statement, and money on its way.

    Who is in no family sees what still has to come back to them, or to be sent back by them. An account that
    is switched off can be looked at, too.
    """
    member = work.member(actor)
    pot = _pot(work, now, member, page) if member is not None else None
    return AccountView(pot, work.transfers_with(actor))


def _pot(work: AccountWork, now: datetime, reader: Member, page: int) -> PotView:
    family = family_of(work, reader)
    lines, shown, pages = work.statement(family.id, page)
    return PotView(
        family=family.id,
        name=family.name,
        currency=family.currency,
        keeper=organizer_name(work, family.id),
        is_keeper=reader.is_organizer,
        is_on=family.has_account,
        is_adult=reader.role is Role.ADULT,
        balance=work.pot_minor(family.id),
        invoiced=work.invoiced_minor(family.id),
        part=work.parts_of(family.id).get(reader.person, 0),
        spent=spent_this_month(work, now, family, reader.person),
        limit=work.spending_limits(family.id).get(reader.person),
        lines=lines,
        page=shown,
        pages=pages,
    )


def show_spending(work: AccountWork, *, now: datetime, actor: int) -> SpendingView:
    """Return what everybody paid from the account in the last months, this one among them.

    Raises:
        NoFamilyError: the actor is in no family.
    """
    family = family_of(work, require_member(work, actor))
    months = _months_until(month_of(work, family, now))
    paid: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for person, name, at, minor in work.payments_since(family.id, beginning(work, family, months[0])):
        names[person] = name
        by_month = paid.setdefault(person, [0] * len(months))
        by_month[months.index(month_of(work, family, at))] += minor
    most_first = sorted(paid, key=lambda person: (-sum(paid[person]), person))
    return SpendingView(
        name=family.name,
        currency=family.currency,
        months=months,
        people=[(names[person], paid[person]) for person in most_first],
    )


def _months_until(last: date) -> Sequence[date]:
    months = [last]
    while len(months) < MONTHS_DRAWN:
        first = months[0]
        months.insert(
            0, first.replace(year=first.year - (first.month == 1), month=(first.month - 2) % 12 + 1)
        )
    return months
