"""What the organizer switched on and off for the family, and the journal of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from core.families.benefit import Benefit
from core.families.views import BenefitChange, BenefitsView
from core.shared.pages import turned_to
from storage.rows import Rows
from storage.schema import benefit_changes, families, members, people

if TYPE_CHECKING:
    from datetime import datetime

PAGE_CHANGES = 10

_SWITCHES = {
    Benefit.CART: families.c.has_cart,
    Benefit.VOTING: families.c.has_voting,
    Benefit.ACCOUNT: families.c.has_account,
}


class BenefitRows(Rows):
    """The switchboard of a family."""

    def benefits_view(self, person: int, page: int) -> BenefitsView | None:
        family = self.connection.execute(
            select(
                families.c.id,
                families.c.name,
                families.c.organizer_id,
                people.c.name.label("organizer"),
                *_SWITCHES.values(),
            )
            .join_from(members, families, families.c.id == members.c.family_id)
            .join(people, people.c.id == families.c.organizer_id)
            .where(members.c.person_id == person)
        ).first()
        if family is None:
            return None
        of_family = benefit_changes.c.family_id == family.id
        count = self.connection.execute(select(func.count()).where(of_family)).scalar_one()
        page, pages = turned_to(page, count, PAGE_CHANGES)
        changes = self.connection.execute(
            select(
                benefit_changes.c.changed_at,
                people.c.name,
                benefit_changes.c.benefit,
                benefit_changes.c.is_on,
            )
            .join_from(benefit_changes, people, people.c.id == benefit_changes.c.changed_by)
            .where(of_family)
            .order_by(benefit_changes.c.id.desc())
            .limit(PAGE_CHANGES)
            .offset(page * PAGE_CHANGES)
        )
        return BenefitsView(
            family=family.id,
            name=family.name,
            organizer=family.organizer,
            is_organizer=family.organizer_id == person,
            is_on={benefit: bool(getattr(family, column.name)) for benefit, column in _SWITCHES.items()},
            changes=[
                BenefitChange(row.changed_at, row.name, Benefit(row.benefit), bool(row.is_on))
                for row in changes
            ],
            page=page,
            pages=pages,
        )

    def set_benefit(self, family: int, benefit: Benefit, by: int, now: datetime, *, is_on: bool) -> None:
        self.connection.execute(
            update(families).where(families.c.id == family).values({_SWITCHES[benefit]: is_on})
        )
        self.connection.execute(
            benefit_changes.insert().values(
                family_id=family, benefit=benefit.value, is_on=is_on, changed_by=by, changed_at=now
            )
        )

    def switched_at(self, family: int, benefit: Benefit) -> datetime | None:
        moment: datetime | None = self.connection.execute(
            select(benefit_changes.c.changed_at)
            .where(benefit_changes.c.family_id == family, benefit_changes.c.benefit == benefit.value)
            .order_by(benefit_changes.c.id.desc())
            .limit(1)
        ).scalar()
        return moment
