"""Families, members, and the groups they are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, literal, or_, select, update

from core.families.family import Customs, Family, Handover, MayLock, Member, Role, Units, Voting
from core.families.views import (
    Archive,
    ArchivedMember,
    ArchivedOrder,
    ArchiveView,
    FamilySummary,
    FamilyView,
    LeavingView,
    MemberSummary,
)
from storage.rows import Rows
from storage.schema import (
    archive_members,
    barred,
    cards,
    departures,
    families,
    family_places,
    handovers,
    invites,
    items,
    join_requests,
    ledger_entries,
    members,
    orders,
    people,
    seat_holds,
    succession_votes,
    successions,
    votes,
)
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import BindParameter, Column, Row, ScalarSelect, Select

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
    families.c.has_cart,
    families.c.has_voting,
    families.c.voting,
    families.c.free_below_minor,
    families.c.free_unpriced,
    families.c.vote_until,
    families.c.time_zone,
    families.c.may_lock,
    families.c.units,
    families.c.rich_card,
).where(families.c.id == bindparam("family"))

_TOUCH_CARDS = (
    update(cards).where(cards.c.family_id == bindparam("family")).values(changes=cards.c.changes + 1)
)

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
            _IS_ORGANIZER,
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
        )
        .join_from(members, families, families.c.id == members.c.family_id)
        .join(organizer, organizer.c.id == families.c.organizer_id)
        .where(members.c.person_id == bindparam("person"))
    )


def _count(counting: Select[int]) -> ScalarSelect[int]:
    return counting.correlate(families).scalar_subquery()


_SUMMARY = _summary()


class RoleRows(Rows):
    """What members may do, and how the organizer's role changes hands."""

    def set_role(self, person: int, role: Role, limit_minor: int | None) -> None:
        self.connection.execute(
            update(members)
            .where(members.c.person_id == person)
            .values(role=role.value, limit_minor=limit_minor)
        )

    def set_organizer(self, family: int, person: int) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(organizer_id=person))

    def recount_ties(self, family: int) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.family_id == family, items.c.standing == "tied")
            .values(standing="voting", recount=True)
        )

    def handover(self, family: int) -> Handover | None:
        row = self.connection.execute(select(handovers).where(handovers.c.family_id == family)).first()
        return Handover(*row) if row else None

    def put_handover(self, handover: Handover) -> None:
        self.connection.execute(
            handovers.insert().values(
                family_id=handover.family,
                member_id=handover.member,
                by_vote=handover.by_vote,
                offered_at=handover.offered_at,
                expires_at=handover.expires_at,
            )
        )

    def drop_handover(self, family: int) -> None:
        self.connection.execute(delete(handovers).where(handovers.c.family_id == family))

    def expired_handovers(self, now: datetime, limit: int) -> Sequence[int]:
        return (
            self.connection.execute(
                select(handovers.c.family_id)
                .where(handovers.c.expires_at <= now)
                .order_by(handovers.c.family_id)
                .limit(limit)
            )
            .scalars()
            .all()
        )

    def has_succession(self, family: int) -> bool:
        found = exists().where(successions.c.family_id == family)
        return bool(self.connection.execute(select(found)).scalar_one())

    def put_succession(self, family: int, now: datetime) -> None:
        self.connection.execute(successions.insert().values(family_id=family, opened_at=now))

    def drop_succession(self, family: int) -> None:
        self.connection.execute(delete(successions).where(successions.c.family_id == family))

    def successions(self) -> Sequence[int]:
        found = self.connection.execute(select(successions.c.family_id).order_by(successions.c.family_id))
        return found.scalars().all()

    def succession_votes(self, family: int) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(succession_votes.c.voter_id, succession_votes.c.candidate_id).where(
                succession_votes.c.family_id == family
            )
        )
        return {row.voter_id: row.candidate_id for row in rows}

    def put_succession_vote(self, family: int, voter: int, candidate: int, now: datetime) -> None:
        insert = self.upsert(succession_votes).values(
            voter_id=voter, family_id=family, candidate_id=candidate, cast_at=now
        )
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["voter_id"],
                set_={"candidate_id": insert.excluded.candidate_id, "cast_at": insert.excluded.cast_at},
            )
        )

    def drop_votes_for(self, candidate: int) -> None:
        self.connection.execute(delete(succession_votes).where(succession_votes.c.candidate_id == candidate))

    def families_without_word(self, unreachable_before: datetime, limit: int) -> Sequence[int]:
        has_adult = exists().where(
            members.c.family_id == families.c.id,
            members.c.person_id != families.c.organizer_id,
            members.c.role == Role.ADULT.value,
        )
        has_succession = exists().where(successions.c.family_id == families.c.id)
        found = self.connection.execute(
            select(families.c.id)
            .join_from(families, people, people.c.id == families.c.organizer_id)
            .where(people.c.unreachable_since <= unreachable_before, has_adult, ~has_succession)
            .order_by(families.c.id)
            .limit(limit)
        )
        return found.scalars().all()


class ArchiveRows(Rows):
    """What is kept of families that were disbanded."""

    def open_lines(self, family: int, reader: int, now: datetime) -> int:
        return int(
            self.connection.execute(
                select(func.count()).where(items.c.family_id == family, shown_to(items, reader, now))
            ).scalar_one()
        )

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
                _balance(archive_members.c.family_id, archive_members.c.person_id, reader, now)
                .correlate(archive_members)
                .scalar_subquery()
                .label("balance"),
            )
            .join_from(archive_members, people)
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
            [ArchivedMember(row.name, bool(row.was_organizer), int(row.balance)) for row in were_there],
            [ArchivedOrder(row.number, row.state, row.minor) for row in newest],
        )

    def forget_archives(self, now: datetime) -> None:
        self.connection.execute(delete(archive_members).where(archive_members.c.kept_until <= now))
        is_kept = exists().where(archive_members.c.family_id == families.c.id)
        gone = select(families.c.id).where(families.c.disbanded_at.is_not(None), ~is_kept)
        self.connection.execute(delete(items).where(items.c.family_id.in_(gone)))

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
        return [_to_member(row) for row in rows]

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

    def hand_all_lines_over(self, family: int, heir: int) -> None:
        self.connection.execute(
            update(items)
            .where(
                items.c.family_id == family,
                items.c.author_id != heir,
                or_(items.c.hidden_from.is_(None), items.c.hidden_from != heir),
            )
            .values(author_id=heir, revision=items.c.revision + 1)
        )


class FamilyRows(RoleRows, ArchiveRows):
    """Families and their members."""

    def member(self, person: int) -> Member | None:
        row = self.connection.execute(_MEMBER_BY_PERSON, {"person": person}).first()
        return _to_member(row) if row else None

    def members(self, family: int) -> Sequence[Member]:
        return [_to_member(row) for row in self.connection.execute(_MEMBERS, {"family": family})]

    def family(self, family: int) -> Family | None:
        row = self.connection.execute(_FAMILY, {"family": family}).first()
        return _to_family(row) if row else None

    def hold_family(self, family: int) -> Family | None:
        row = self.connection.execute(_FAMILY.with_for_update(), {"family": family}).first()
        return _to_family(row) if row else None

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

    def family_summary(self, person: int, now: datetime) -> FamilySummary | None:
        row = self.connection.execute(_SUMMARY, {"person": person, "now": now}).first()
        return FamilySummary(*row) if row else None

    def family_view(self, person: int, now: datetime) -> FamilyView | None:
        summary = self.family_summary(person, now)
        if summary is None:
            return None
        balance = (
            _balance(members.c.family_id, members.c.person_id, person, now)
            .correlate(members)
            .scalar_subquery()
        )
        rows = self.connection.execute(
            select(
                members.c.person_id,
                people.c.name,
                _IS_ORGANIZER,
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
        balance = self._scalar(_balance(summary.id, person, reader, now))
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

    def order_being_paid(self, family: int, reader: int, now: datetime) -> int | None:
        paying = orders.c.family_id == family, orders.c.state == "paying", shown_to(orders, reader, now)
        number: int | None = self.connection.execute(select(orders.c.number).where(*paying).limit(1)).scalar()
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
            .where(
                items.c.family_id == family,
                items.c.author_id == author,
                or_(items.c.hidden_from.is_(None), items.c.hidden_from != heir),
            )
            .values(author_id=heir, revision=items.c.revision + 1)
        )
        return moved.rowcount

    def drop_lines_of(self, family: int, author: int) -> None:
        self.connection.execute(delete(items).where(items.c.family_id == family, items.c.author_id == author))

    def put_departure(self, member: Member, now: datetime) -> None:
        insert = self.upsert(departures).values(
            family_id=member.family,
            person_id=member.person,
            departed_at=now,
            role=member.role.value,
            limit_minor=member.limit_minor,
        )
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["family_id", "person_id"],
                set_={name: insert.excluded[name] for name in ("departed_at", "role", "limit_minor")},
            )
        )

    def drop_member(self, person: int) -> None:
        self.connection.execute(delete(cards).where(cards.c.place == person))
        self.connection.execute(delete(members).where(members.c.person_id == person))

    def recount_votes(self, family: int) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.family_id == family, items.c.standing == "voting")
            .values(recount=True)
        )

    def refuse_requests(self, family: int) -> Sequence[int]:
        refused = (
            update(join_requests)
            .where(join_requests.c.family_id == family, join_requests.c.state == "open")
            .values(state="refused")
            .returning(join_requests.c.person_id)
        )
        return list(self.connection.execute(refused).scalars())

    def disband(self, family: int, now: datetime, kept_until: datetime) -> None:
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
                    _IS_ORGANIZER,
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

    def rename_family(self, family: int, name: str) -> None:
        self.connection.execute(update(families).where(families.c.id == family).values(name=name))

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
        customs=Customs(
            voting=Voting(row.voting),
            free_below_minor=row.free_below_minor,
            free_unpriced=row.free_unpriced,
            vote_until=row.vote_until,
            time_zone=row.time_zone,
            may_lock=MayLock(row.may_lock),
            units=Units(row.units),
            rich_card=row.rich_card,
        ),
    )


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
    return MemberSummary(row.person_id, row.name, bool(row.is_organizer), Role(row.role), int(row.balance))


def _balance(family: Column[int] | int, person: Column[int] | int, reader: int, now: datetime) -> Select[int]:
    """Sum up what is in the books about a person, but for orders that the reader may not see."""
    return (
        select(func.coalesce(func.sum(ledger_entries.c.minor), 0))
        .join_from(ledger_entries, orders)
        .where(
            ledger_entries.c.family_id == family,
            ledger_entries.c.person_id == person,
            shown_to(orders, reader, now),
        )
    )
