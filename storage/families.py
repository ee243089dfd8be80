"""Families, members, the groups they are shown in, and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, select, update

from core.families.family import Family, Member
from core.families.views import FamilySummary, FamilyView, LeavingView, MemberSummary
from core.invites.invite import Invite
from core.invites.views import InviteSummary
from storage.rows import Rows
from storage.schema import (
    cards,
    families,
    family_places,
    invite_guests,
    invites,
    items,
    ledger_entries,
    members,
    orders,
    people,
    votes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, ScalarSelect, Select

_IS_ORGANIZER = (families.c.organizer_id == members.c.person_id).label("is_organizer")

_MEMBER = (
    select(
        members.c.person_id,
        people.c.name,
        members.c.family_id,
        members.c.seat,
        members.c.joined_at,
        _IS_ORGANIZER,
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
        return Member(*row) if row else None

    def members(self, family: int) -> Sequence[Member]:
        return [Member(*row) for row in self.connection.execute(_MEMBERS, {"family": family})]

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
        return FamilyView(summary, [_to_member(row) for row in rows], bool(has_group))

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
        self.connection.execute(
            update(families).where(families.c.id == family).values(organizer_id=None, disbanded_at=now)
        )
        for table in (cards, family_places, members):
            self.connection.execute(delete(table).where(table.c.family_id == family))

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


class InviteRows(Rows):
    """Invitations and who came by them."""

    def invite(self, invite: int) -> Invite | None:
        return self._invite(invites.c.id == invite)

    def invite_by_hash(self, token_hash: bytes) -> Invite | None:
        return self._invite(invites.c.token_hash == token_hash)

    def invite_by_origin(self, origin: str) -> Invite | None:
        return self._invite(invites.c.origin == origin)

    def _invite(self, condition: ColumnElement[bool]) -> Invite | None:
        row = self.connection.execute(
            select(
                invites.c.id,
                invites.c.family_id,
                invites.c.uses_left,
                invites.c.expires_at,
                invites.c.revoked_at,
            ).where(condition)
        ).first()
        return Invite(*row) if row else None

    def live_invites(self, family: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(
                invites.c.family_id == family,
                invites.c.revoked_at.is_(None),
                invites.c.uses_left > 0,
                invites.c.expires_at > now,
            )
        ).scalar_one()

    def put_invite(
        self, *, family: int, token_hash: bytes, uses: int, expires_at: datetime, origin: str, now: datetime
    ) -> int:
        invite: int = self.connection.execute(
            invites.insert()
            .values(
                family_id=family,
                token_hash=token_hash,
                origin=origin,
                uses_left=uses,
                created_at=now,
                expires_at=expires_at,
            )
            .returning(invites.c.id)
        ).scalar_one()
        return invite

    def put_token(self, invite: int, token_hash: bytes) -> None:
        self.connection.execute(update(invites).where(invites.c.id == invite).values(token_hash=token_hash))

    def revoke_invite(self, invite: int, now: datetime) -> None:
        self.connection.execute(update(invites).where(invites.c.id == invite).values(revoked_at=now))

    def use_invite(self, invite: int) -> None:
        self.connection.execute(
            update(invites).where(invites.c.id == invite).values(uses_left=invites.c.uses_left - 1)
        )

    def put_member(self, family: int, person: int, seat: int, invite: int, now: datetime) -> None:
        self.connection.execute(
            members.insert().values(person_id=person, family_id=family, seat=seat, joined_at=now)
        )
        guest = self.upsert(invite_guests).values(invite_id=invite, person_id=person, joined_at=now)
        self.connection.execute(
            guest.on_conflict_do_update(
                index_elements=["invite_id", "person_id"], set_={"joined_at": guest.excluded.joined_at}
            )
        )

    def is_guest(self, invite: int, person: int) -> bool:
        came = (
            select(members.c.person_id)
            .join(
                invite_guests,
                and_(
                    invite_guests.c.person_id == members.c.person_id,
                    invite_guests.c.joined_at == members.c.joined_at,
                ),
            )
            .where(members.c.person_id == person, invite_guests.c.invite_id == invite)
        )
        return self.connection.execute(came).first() is not None

    def invite_summaries(self, family: int, now: datetime, limit: int) -> Sequence[InviteSummary]:
        newest = self.connection.execute(
            select(invites)
            .where(invites.c.family_id == family)
            .order_by(case((invites.c.revoked_at.is_(None), 0), else_=1), invites.c.id.desc())
            .limit(limit)
        ).all()
        guests: dict[int, list[str]] = {row.id: [] for row in newest}
        for row in self.connection.execute(
            select(invite_guests.c.invite_id, people.c.name)
            .join_from(invite_guests, people)
            .where(invite_guests.c.invite_id.in_(guests))
            .order_by(invite_guests.c.joined_at)
        ):
            guests[row.invite_id].append(row.name)
        return [
            InviteSummary(
                id=row.id,
                state=Invite(row.id, family, row.uses_left, row.expires_at, row.revoked_at).state(now),
                uses_left=row.uses_left,
                created_at=row.created_at,
                expires_at=row.expires_at,
                guests=guests[row.id],
            )
            for row in newest
        ]


def _to_member(row: Row[*tuple[Any, ...]]) -> MemberSummary:
    return MemberSummary(row.person_id, row.name, bool(row.is_organizer), int(row.balance))
