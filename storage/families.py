"""Families, their members, whom they bar, and the groups they are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, select, update

from core.carts.views import NOT_SENT
from core.families.family import Family, Member, Role
from storage.customs import CUSTOMS, to_customs
from storage.rows import Rows
from storage.schema import (
    barred,
    cards,
    families,
    family_places,
    members,
    people,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

IS_ORGANIZER = (families.c.organizer_id == members.c.person_id).label("is_organizer")

_MEMBER = (
    select(
        members.c.person_id,
        people.c.name,
        members.c.family_id,
        members.c.seat,
        members.c.joined_at,
        IS_ORGANIZER,
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
    families.c.has_cart,
    families.c.has_voting,
    families.c.has_account,
    families.c.turn_taken,
    *CUSTOMS,
).where(families.c.id == bindparam("family"))

_TOUCH_CARDS = (
    update(cards).where(cards.c.family_id == bindparam("family")).values(changes=cards.c.changes + 1)
)


class FamilyRows(Rows):
    """Families, members, who is barred, groups."""

    def member(self, person: int) -> Member | None:
        row = self.connection.execute(_MEMBER_BY_PERSON, {"person": person}).first()
        return to_member(row) if row else None

    def members(self, family: int) -> Sequence[Member]:
        return [to_member(row) for row in self.connection.execute(_MEMBERS, {"family": family})]

    def family(self, family: int) -> Family | None:
        row = self.connection.execute(_FAMILY, {"family": family}).first()
        return _to_family(row) if row else None

    def hold_family(self, family: int) -> Family | None:
        held = _FAMILY.with_for_update(key_share=True)  # rows of others may still refer to the family
        row = self.connection.execute(held, {"family": family}).first()
        return _to_family(row) if row else None

    def touch_cards(self, family: int) -> None:
        self.connection.execute(_TOUCH_CARDS, {"family": family})

    def put_family(self, name: str, organizer: int, currency: str, free_below: int, now: datetime) -> int:
        family: int = self.connection.execute(
            families.insert()
            .values(
                name=name,
                organizer_id=organizer,
                currency=currency,
                free_below_minor=free_below,
                founded_at=now,
            )
            .returning(families.c.id)
        ).scalar_one()
        self.connection.execute(
            members.insert().values(person_id=organizer, family_id=family, seat=1, joined_at=now)
        )
        return family

    def rename_family(self, family: int, name: str) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(name=name))

    def is_barred(self, family: int, person: int) -> bool:
        found = exists().where(barred.c.family_id == family, barred.c.person_id == person)
        return bool(self.connection.execute(select(found)).scalar_one())

    def bar(self, family: int, person: int, now: datetime) -> None:
        insert = self.upsert(barred).values(family_id=family, person_id=person, barred_at=now)
        self.connection.execute(insert.on_conflict_do_nothing())

    def let_in(self, family: int, person: int) -> bool:
        gone = self.connection.execute(
            delete(barred).where(barred.c.family_id == family, barred.c.person_id == person)
        )
        return gone.rowcount > 0

    def barred(self, family: int) -> Sequence[tuple[int, str]]:
        rows = self.connection.execute(
            select(barred.c.person_id, people.c.name)
            .join_from(barred, people)
            .where(barred.c.family_id == family)
            .order_by(barred.c.barred_at.desc(), barred.c.person_id)
        )
        return [(row.person_id, row.name) for row in rows]

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
        self.connection.execute(update(family_places).where(family_places.c.place == old).values(place=new))
        self.connection.execute(
            update(cards)
            .where(cards.c.place == old)
            .values(place=new, message=NOT_SENT, seal="", leased_until=None, changes=cards.c.changes + 1)
        )


def _to_family(row: Row[*tuple[Any, ...]]) -> Family:
    return Family(
        id=row.id,
        name=row.name,
        organizer=row.organizer_id,
        currency=row.currency,
        orders=row.orders,
        founded_at=row.founded_at,
        disbanded_at=row.disbanded_at,
        has_cart=row.has_cart,
        has_voting=row.has_voting,
        has_account=row.has_account,
        customs=to_customs(row),
        turn_taken=row.turn_taken,
    )


def to_member(row: Row[*tuple[Any, ...]]) -> Member:
    """Return the member in a row that has their name, place, role and limit."""
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
