"""The end of a family, its archive, and its return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, func, literal, select, update

from core.carts.journal import Deed
from core.families.views import (
    Archive,
    ArchivedMember,
    ArchivedOrder,
    ArchiveView,
)
from storage.families import IS_ORGANIZER, to_member
from storage.journal import deeds_about
from storage.overviews import balance_of
from storage.parting import may_go_to
from storage.rows import Rows
from storage.schema import (
    archive_members,
    cards,
    corrections,
    deeds,
    families,
    family_places,
    invites,
    items,
    members,
    orders,
    people,
    pot_transfers,
    seat_holds,
    staples,
    successions,
)
from storage.surprises import shown_to
from storage.terms import withdrawal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Member


class ArchiveRows(Rows):
    """What is kept of families that were disbanded."""

    def open_lines(self, family: int, reader: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(items.c.family_id == family, shown_to(items, reader, now))
        ).scalar_one()

    def archive(self, person: int, now: datetime, family: int | None = None) -> Archive | None:
        kept = (
            select(
                families.c.id,
                families.c.name,
                archive_members.c.was_organizer,
                families.c.disbanded_at.is_(None).label("is_live"),
                archive_members.c.kept_until,
            )
            .join_from(archive_members, families)
            .where(archive_members.c.person_id == person, archive_members.c.kept_until > now)
            .order_by(archive_members.c.kept_until.desc(), families.c.id.desc())
            .limit(1)
        )
        if family is not None:
            kept = kept.where(families.c.id == family)
        row = self.connection.execute(kept).first()
        if row is None:
            return None
        return Archive(row.id, row.name, bool(row.was_organizer), bool(row.is_live), row.kept_until)

    def archive_view(self, archive: Archive, reader: int, now: datetime, orders_shown: int) -> ArchiveView:
        currency = self.connection.execute(
            select(families.c.currency).where(families.c.id == archive.family)
        ).scalar_one()
        if archive.is_live:  # it is the business of its members only
            return ArchiveView(archive, currency, [], [])
        were_there = self.connection.execute(
            select(
                people.c.name,
                archive_members.c.was_organizer,
                balance_of(archive_members.c.family_id, archive_members.c.person_id, reader, now)
                .correlate(archive_members)
                .scalar_subquery()
                .label("balance"),
                select(func.coalesce(func.sum(pot_transfers.c.minor), 0))
                .where(
                    pot_transfers.c.family_id == archive_members.c.family_id,
                    pot_transfers.c.person_id == archive_members.c.person_id,
                    pot_transfers.c.kind == "return",
                    pot_transfers.c.begun_at == families.c.disbanded_at,
                )
                .correlate(archive_members, families)
                .scalar_subquery()
                .label("part"),
            )
            .join_from(archive_members, people)
            .join(families, families.c.id == archive_members.c.family_id)
            .where(archive_members.c.family_id == archive.family)
            .order_by(archive_members.c.seat)
        )
        newest = self.connection.execute(
            select(orders.c.number, orders.c.state, orders.c.minor)
            .where(orders.c.family_id == archive.family, shown_to(orders, reader, now))
            .order_by(orders.c.id.desc())
            .limit(orders_shown)
        )
        return ArchiveView(
            archive,
            currency,
            [
                ArchivedMember(row.name, bool(row.was_organizer), int(row.balance), int(row.part))
                for row in were_there
            ],
            [ArchivedOrder(row.number, row.state, row.minor) for row in newest],
        )

    def forget_archives(self, now: datetime) -> None:
        self.connection.execute(delete(archive_members).where(archive_members.c.kept_until <= now))
        is_kept = exists().where(archive_members.c.family_id == families.c.id)
        gone = select(families.c.id).where(families.c.disbanded_at.is_not(None), ~is_kept)
        for kept in (items, deeds, staples):
            self.connection.execute(delete(kept).where(kept.c.family_id.in_(gone)))

    def archived_members(self, family: int) -> Sequence[Member]:
        rows = self.connection.execute(
            select(
                archive_members.c.person_id,
                people.c.name,
                archive_members.c.family_id,
                archive_members.c.seat,
                archive_members.c.kept_until.label("joined_at"),
                archive_members.c.was_organizer.label("is_organizer"),
                archive_members.c.role,
                archive_members.c.limit_minor,
            )
            .join_from(archive_members, people)
            .where(archive_members.c.family_id == family)
            .order_by(archive_members.c.seat)
        )
        return [to_member(row) for row in rows]

    def restore_family(self, family: int, organizer: Member) -> None:
        self.connection.execute(
            update(families)
            .where(families.c.id == family)
            .values(organizer_id=organizer.person, disbanded_at=None)
        )
        self.restore_member(organizer)

    def restore_member(self, member: Member) -> None:
        self.connection.execute(
            members.insert().values(
                person_id=member.person,
                family_id=member.family,
                seat=member.seat,
                joined_at=member.joined_at,
                role=member.role.value,
                limit_minor=member.limit_minor,
            )
        )
        self.connection.execute(
            delete(archive_members).where(
                archive_members.c.family_id == member.family, archive_members.c.person_id == member.person
            )
        )

    def hand_all_lines_over(self, family: int, heir: int, now: datetime) -> None:
        others = and_(items.c.family_id == family, items.c.author_id != heir, may_go_to(heir))
        self.connection.execute(deeds_about(others, Deed.HANDED_OVER, heir, now, self.dialect, {}))
        self.connection.execute(
            update(items).where(others).values(author_id=heir, revision=items.c.revision + 1)
        )

    def disband(self, family: int, now: datetime, kept_until: datetime) -> None:
        its_orders = select(orders.c.id).where(orders.c.family_id == family)
        self.connection.execute(withdrawal(corrections.c.order_id.in_(its_orders)))
        self.connection.execute(
            update(invites)
            .where(invites.c.family_id == family, invites.c.revoked_at.is_(None))
            .values(revoked_at=now, end_told_at=func.coalesce(invites.c.end_told_at, now))
        )
        self.connection.execute(
            update(seat_holds)
            .where(seat_holds.c.family_id == family, seat_holds.c.until > now)
            .values(until=now)
        )
        self.connection.execute(delete(archive_members).where(archive_members.c.family_id == family))
        self.connection.execute(
            archive_members.insert().from_select(
                ["family_id", "person_id", "was_organizer", "seat", "role", "limit_minor", "kept_until"],
                select(
                    members.c.family_id,
                    members.c.person_id,
                    IS_ORGANIZER,
                    members.c.seat,
                    members.c.role,
                    members.c.limit_minor,
                    literal(kept_until, families.c.disbanded_at.type),
                )
                .join_from(members, families, families.c.id == members.c.family_id)
                .where(members.c.family_id == family),
            )
        )
        self.connection.execute(
            update(families).where(families.c.id == family).values(organizer_id=None, disbanded_at=now)
        )
        for table in (cards, family_places, successions, members):
            self.connection.execute(delete(table).where(table.c.family_id == family))
