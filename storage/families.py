"""Families, members, and the groups they are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, select, update

from core.families.family import Family, Member, Role
from core.families.views import FamilySummary, FamilyView, LeavingView, MemberSummary
from storage.rows import Rows
from storage.schema import (
    archive_members,
    barred,
    cards,
    families,
    family_places,
    items,
    ledger_entries,
    members,
    orders,
    people,
    successions,
    votes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row, ScalarSelect, Select

_IS_ORGANIZER = (families.c.organizer_id == members.c.person_id).label("is_organizer")

_MEMBER = (
    select(
        members.c.person_id,
        people.c.name,
        members.c.family_id,
        members.c.seat,
        members.c.joined_at,
        _IS_ORGANIZER,
        members.c.role,
        members.c.limit_minor,
    )
    .join_from(members, people)
    .join(families, families.c.id == members.c.family_id)
)
_MEMBER_BY_PERSON = _MEMBER.where(members.c.person_id == bindparam("person"))
_MEMBERS = _MEMBER.where(members.c.family_id == bindparam("family")).order_by(members.c.seat)

_FAMILY = select(
    families.c.id,
    families.c.name,
    families.c.organizer_id,
    families.c.currency,
    families.c.orders,
    families.c.founded_at,
    families.c.disbanded_at,
).where(families.c.id == bindparam("family"))

_TOUCH_CARDS = (
    update(cards).where(cards.c.family_id == bindparam("family")).values(changes=cards.c.changes + 1)
)

_OPEN_ORDERS = ("locked", "paying", "paid", "received")


def _summary() -> Select[*tuple[Any, ...]]:
    organizer = people.alias("organizer")
    others = members.alias("others")
    return (
        select(
            families.c.id,
            families.c.name,
            organizer.c.name.label("organizer"),
            _IS_ORGANIZER,
            _count(select(func.count()).where(others.c.family_id == families.c.id)).label("people"),
            _count(select(func.count()).where(items.c.family_id == families.c.id)).label("lines"),
            _count(
                select(func.count()).where(
                    orders.c.family_id == families.c.id, orders.c.state.in_(_OPEN_ORDERS)
                )
            ).label("open_orders"),
            families.c.currency,
        )
        .join_from(members, families, families.c.id == members.c.family_id)
        .join(organizer, organizer.c.id == families.c.organizer_id)
        .where(members.c.person_id == bindparam("person"))
    )


def _count(counting: Select[int]) -> ScalarSelect[int]:
    return counting.correlate(families).scalar_subquery()


_SUMMARY = _summary()


class FamilyRows(Rows):
    """Families and their members."""

    def member(self, person: int) -> Member | None:
        row = self.connection.execute(_MEMBER_BY_PERSON, {"person": person}).first()
        return _to_member(row) if row else None

    def members(self, family: int) -> Sequence[Member]:
        return [_to_member(row) for row in self.connection.execute(_MEMBERS, {"family": family})]

    def family(self, family: int) -> Family | None:
        row = self.connection.execute(_FAMILY, {"family": family}).first()
        return Family(*row) if row else None

    def hold_family(self, family: int) -> Family | None:
        row = self.connection.execute(_FAMILY.with_for_update(), {"family": family}).first()
        return Family(*row) if row else None

    def touch_cards(self, family: int) -> None:
        self.connection.execute(_TOUCH_CARDS, {"family": family})

    def put_family(self, name: str, organizer: int, currency: str, now: datetime) -> int:
        family: int = self.connection.execute(
            families.insert()
            .values(name=name, organizer_id=organizer, currency=currency, founded_at=now)
            .returning(families.c.id)
        ).scalar_one()
        self.connection.execute(
            members.insert().values(person_id=organizer, family_id=family, seat=1, joined_at=now)
        )
        return family

    def family_summary(self, person: int) -> FamilySummary | None:
        row = self.connection.execute(_SUMMARY, {"person": person}).first()
        return FamilySummary(*row) if row else None

    def family_view(self, person: int) -> FamilyView | None:
        summary = self.family_summary(person)
        if summary is None:
            return None
        balance = (
            select(func.coalesce(func.sum(ledger_entries.c.minor), 0))
            .where(
                ledger_entries.c.family_id == members.c.family_id,
                ledger_entries.c.person_id == members.c.person_id,
            )
            .correlate(members)
            .scalar_subquery()
        )
        rows = self.connection.execute(
            select(members.c.person_id, people.c.name, _IS_ORGANIZER, balance.label("balance"))
            .join_from(members, people)
            .join(families, families.c.id == members.c.family_id)
            .where(members.c.family_id == summary.id)
            .order_by(members.c.seat)
        )
        has_group = self.connection.execute(
            select(exists().where(family_places.c.family_id == summary.id))
        ).scalar_one()
        return FamilyView(summary, [_to_summary(row) for row in rows], bool(has_group))

    def leaving_view(self, person: int) -> LeavingView | None:
        summary = self.family_summary(person)
        if summary is None:
            return None
        lines = self._scalar(
            select(func.count()).where(items.c.family_id == summary.id, items.c.author_id == person)
        )
        cast = self._scalar(select(func.count()).where(votes.c.voter_id == person))
        balance = self._scalar(
            select(func.coalesce(func.sum(ledger_entries.c.minor), 0)).where(
                ledger_entries.c.family_id == summary.id, ledger_entries.c.person_id == person
            )
        )
        return LeavingView(
            family=summary.id,
            name=summary.name,
            is_last=summary.people == 1,
            lines=lines,
            votes=cast,
            owes=max(-balance, 0),
            is_owed=max(balance, 0),
            currency=summary.currency,
        )

    def order_being_paid(self, family: int) -> int | None:
        number: int | None = self.connection.execute(
            select(orders.c.number).where(orders.c.family_id == family, orders.c.state == "paying").limit(1)
        ).scalar()
        return number

    def release_payer(self, person: int) -> None:
        self.connection.execute(
            update(orders)
            .where(orders.c.payer_id == person, orders.c.state == "paying")
            .values(state="locked", payer_id=None, paying_since=None)
        )

    def hand_lines_over(self, family: int, author: int, heir: int) -> int:
        moved = self.connection.execute(
            update(items)
            .where(items.c.family_id == family, items.c.author_id == author)
            .values(author_id=heir, revision=items.c.revision + 1)
        )
        return moved.rowcount

    def drop_lines_of(self, family: int, author: int) -> None:
        self.connection.execute(delete(items).where(items.c.family_id == family, items.c.author_id == author))

    def drop_member(self, person: int) -> None:
        self.connection.execute(delete(cards).where(cards.c.place == person))
        self.connection.execute(delete(members).where(members.c.person_id == person))

    def recount_votes(self, family: int) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.family_id == family, items.c.standing == "voting")
            .values(recount=True)
        )

    def disband(self, family: int, now: datetime) -> None:
        self.connection.execute(delete(archive_members).where(archive_members.c.family_id == family))
        self.connection.execute(
            archive_members.insert().from_select(
                ["family_id", "person_id", "was_organizer"],
                select(members.c.family_id, members.c.person_id, _IS_ORGANIZER)
                .join_from(members, families, families.c.id == members.c.family_id)
                .where(members.c.family_id == family),
            )
        )
        self.connection.execute(
            update(families).where(families.c.id == family).values(organizer_id=None, disbanded_at=now)
        )
        for table in (cards, family_places, successions, members):
            self.connection.execute(delete(table).where(table.c.family_id == family))

    def is_barred(self, family: int, person: int) -> bool:
        found = exists().where(barred.c.family_id == family, barred.c.person_id == person)
        return bool(self.connection.execute(select(found)).scalar_one())

    def family_at(self, place: int) -> int | None:
        family: int | None = self.connection.execute(
            select(family_places.c.family_id).where(family_places.c.place == place)
        ).scalar()
        return family

    def put_place(self, family: int, place: int, now: datetime) -> None:
        for row in self.connection.execute(
            delete(family_places).where(family_places.c.family_id == family).returning(family_places.c.place)
        ).all():
            self.connection.execute(delete(cards).where(cards.c.place == row.place))
        self.connection.execute(family_places.insert().values(place=place, family_id=family, attached_at=now))

    def drop_place(self, place: int) -> None:
        self.connection.execute(delete(cards).where(cards.c.place == place))
        self.connection.execute(delete(family_places).where(family_places.c.place == place))

    def move_place(self, old: int, new: int) -> None:
        taken = exists().where(family_places.c.place == new)
        if self.connection.execute(select(taken)).scalar():
            return
        for table in (cards, family_places):
            self.connection.execute(update(table).where(table.c.place == old).values(place=new))

    def _scalar(self, statement: Select[int]) -> int:
        return int(self.connection.execute(statement).scalar_one())


def _to_member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(
        person=row.person_id,
        name=row.name,
        family=row.family_id,
        seat=row.seat,
        joined_at=row.joined_at,
        is_organizer=bool(row.is_organizer),
        role=Role(row.role),
        limit_minor=row.limit_minor,
    )


def _to_summary(row: Row[*tuple[Any, ...]]) -> MemberSummary:
    return MemberSummary(row.person_id, row.name, bool(row.is_organizer), int(row.balance))
