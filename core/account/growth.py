"""Tell a family that there is more on its account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.alerts.account import AccountGrew

if TYPE_CHECKING:
    from datetime import datetime

    from core.account.ports import AccountWork
    from core.families.family import Family


def tell_of_growth(
    work: AccountWork, now: datetime, family: Family, member: str, minor: int, *but: int
) -> None:
    """Tell what the member put on the account to all but those who know it already."""
    grew = AccountGrew(member, minor, work.pot_minor(family.id), family.currency)
    for other in work.members(family.id):
        if other.person not in but:
            work.tell(other.person, grew, now)
