"""What the screens of a family show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from core.families.family import Role
from core.families.views import (
    FamilySummary,
    FamilyView,
    LeavingView,
    MemberSummary,
)
from core.orders.order import OrderState
from core.orders.terms import PayMode
from storage.account import PotRows
from storage.families import IS_ORGANIZER
from storage.roles import RoleRows
from storage.schema import (
    families,
    family_places,
    items,
    ledger_entries,
    members,
    orders,
    people,
    pot_postings,
    shares,
    votes,
)
from storage.surprises import shown_to

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import BindParameter, Column, ColumnElement, Row, ScalarSelect, Select

_OPEN_ORDERS = ("locked", "paying", "paid", "received")

_READER: BindParameter[int] = bindparam("person")
_NOW = bindparam("now", type_=items.c.added_at.type)


def _summary() -> Select[*tuple[Any, ...]]:
    organizer = people.alias("organizer")
    others = members.alias("others")
    return (
        select(
            families.c.id,
            families.c.name,
            organizer.c.name.label("organizer"),
            IS_ORGANIZER,
            _count(select(func.count()).where(others.c.family_id == families.c.id)).label("people"),
            _count(
                select(func.count()).where(items.c.family_id == families.c.id, shown_to(items, _READER, _NOW))
            ).label("lines"),
            _count(
                select(func.count()).where(
                    orders.c.family_id == families.c.id,
                    orders.c.state.in_(_OPEN_ORDERS),
                    shown_to(orders, _READER, _NOW),
                )
            ).label("open_orders"),
            select(func.count())
            .where(
                items.c.family_id == families.c.id,
                items.c.standing == "asking",
                shown_to(items, _READER, _NOW),
                or_(members.c.role == Role.ADULT.value, items.c.author_id == members.c.person_id),
            )
            .correlate(families, members)
            .scalar_subquery()
            .label("approvals"),
            families.c.currency,
            families.c.has_cart,
            or_(families.c.has_account, exists().where(pot_postings.c.family_id == families.c.id)).label(
                "has_account"
            ),
        )
        .join_from(members, families, families.c.id == members.c.family_id)
        .join(organizer, organizer.c.id == families.c.organizer_id)
        .where(members.c.person_id == bindparam("person"))
    )


def _count(counting: Select[int]) -> ScalarSelect[int]:
    return counting.correlate(families).scalar_subquery()


_SUMMARY = _summary()


class OverviewRows(RoleRows, PotRows):
    """The family at a glance, for one of its members."""

    def family_summary(self, person: int, now: datetime) -> FamilySummary | None:
        row = self.connection.execute(_SUMMARY, {"person": person, "now": now}).first()
        return FamilySummary(*row) if row else None

    def family_view(self, person: int, now: datetime) -> FamilyView | None:
        summary = self.family_summary(person, now)
        if summary is None:
            return None
        balance = (
            balance_of(members.c.family_id, members.c.person_id, person, now)
            .correlate(members)
            .scalar_subquery()
        )
        rows = self.connection.execute(
            select(
                members.c.person_id,
                people.c.name,
                IS_ORGANIZER,
                members.c.role,
                balance.label("balance"),
            )
            .join_from(members, people)
            .join(families, families.c.id == members.c.family_id)
            .where(members.c.family_id == summary.id)
            .order_by(members.c.seat)
        )
        has_group = self.connection.execute(
            select(exists().where(family_places.c.family_id == summary.id))
        ).scalar_one()
        return FamilyView(
            summary=summary,
            reader=person,
            members=[_to_summary(row) for row in rows],
            has_group=bool(has_group),
            offer=self.handover(summary.id),
            has_succession=self.has_succession(summary.id),
        )

    def leaving_view(self, person: int, reader: int, now: datetime) -> LeavingView | None:
        summary = self.family_summary(person, now)
        if summary is None:
            return None
        shown = shown_to(items, reader, now)
        lines = self._scalar(
            select(func.count()).where(items.c.family_id == summary.id, items.c.author_id == person, shown)
        )
        cast = self._scalar(
            select(func.count()).join_from(votes, items).where(votes.c.voter_id == person, shown)
        )
        balance = self._scalar(balance_of(summary.id, person, reader, now))
        return LeavingView(
            family=summary.id,
            name=summary.name,
            is_last=summary.people == 1,
            lines=lines,
            votes=cast,
            owes=max(-balance, 0),
            is_owed=max(balance, 0),
            own_share=self._scalar(
                select(func.coalesce(func.sum(shares.c.minor), 0))
                .join_from(shares, orders)
                .where(
                    is_own_unpaid(),
                    orders.c.family_id == summary.id,
                    shares.c.person_id == person,
                    shown_to(orders, reader, now),
                )
            ),
            part=self.parts_of(summary.id).get(person, 0),
            currency=summary.currency,
        )

    def _scalar(self, statement: Select[int]) -> int:
        return int(self.connection.execute(statement).scalar_one())


def _to_summary(row: Row[*tuple[Any, ...]]) -> MemberSummary:
    return MemberSummary(row.person_id, row.name, bool(row.is_organizer), Role(row.role), int(row.balance))


def is_own_unpaid() -> ColumnElement[bool]:
    """Whether a share is somebody's own to pay to the shop, as each pays theirs, and is not paid."""
    return and_(
        orders.c.state == OrderState.LOCKED.value,
        orders.c.pay_mode == PayMode.EACH.value,
        shares.c.minor > 0,
        shares.c.paid_shop_at.is_(None),
    )


def balance_of(
    family: Column[int] | int, person: Column[int] | int, reader: int, now: datetime
) -> Select[int]:
    """Select what the others owe the person, in minor units; negative when the person owes them.

    Orders that the reader may not know of are left out.
    """
    return (
        select(func.coalesce(func.sum(ledger_entries.c.minor), 0))
        .join_from(ledger_entries, orders)
        .where(
            ledger_entries.c.family_id == family,
            ledger_entries.c.person_id == person,
            shown_to(orders, reader, now),
        )
    )
