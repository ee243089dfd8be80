"""What a departure from a family changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, false, or_, select, true, update

from core.alerts.orders import PriceStays
from core.carts.journal import Deed
from core.orders.order import CorrectionState
from storage.journal import deeds_about
from storage.rows import Rows
from storage.schema import (
    cards,
    charges,
    correction_answers,
    corrections,
    departures,
    items,
    join_requests,
    members,
    order_lines,
    orders,
    people,
    replacements,
    shares,
    trips,
)
from storage.surprises import shown_to
from storage.terms import IS_ITS_LINE, withdrawal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from core.families.family import Member


def may_go_to(heir: int) -> ColumnElement[bool]:
    """Whether a line may become the heir's: it is no present for them."""
    return or_(items.c.hidden_from.is_(None), items.c.hidden_from != heir)


class PartingRows(Rows):
    """What becomes of a member's lines, votes, payments and requests."""

    def order_being_paid(self, family: int, reader: int, now: datetime) -> int | None:
        has_paid = exists().where(
            shares.c.order_id == orders.c.id,
            shares.c.paid_shop_at.is_not(None),
            members.c.person_id == shares.c.person_id,
            members.c.family_id == family,
        )
        is_charged = exists().where(charges.c.order_id == orders.c.id, charges.c.state == "applied")
        is_begun = and_(orders.c.state == "locked", or_(has_paid, is_charged))
        is_paying = or_(orders.c.state == "paying", is_begun)
        paying = orders.c.family_id == family, is_paying, shown_to(orders, reader, now)
        number: int | None = self.connection.execute(select(orders.c.number).where(*paying).limit(1)).scalar()
        return number

    def silent_on_prices(self, family: int, asker: int | None = None) -> Sequence[tuple[int, PriceStays]]:
        is_silent = correction_answers.c.is_yes.is_distinct_from(false())
        is_open = and_(corrections.c.state == CorrectionState.OPEN.value, corrections.c.due_at.is_not(None))
        is_theirs = corrections.c.by_id == asker if asker is not None else true()
        rows = self.connection.execute(
            select(
                correction_answers.c.person_id,
                orders.c.id,
                orders.c.number,
                people.c.name,
                order_lines.c.title,
                corrections.c.minor,
                orders.c.currency,
            )
            .select_from(correction_answers)
            .join(corrections)
            .join(orders, orders.c.id == corrections.c.order_id)
            .join(people, people.c.id == corrections.c.by_id)
            .join(order_lines, IS_ITS_LINE, isouter=True)
            .where(orders.c.family_id == family, is_open, is_silent, is_theirs)
            .order_by(corrections.c.id, correction_answers.c.person_id)
        )
        return [
            (
                row.person_id,
                PriceStays(
                    row.id, row.number, row.name, row.title or "", row.minor, row.currency, has_objected=False
                ),
            )
            for row in rows
        ]

    def release_payer(self, person: int) -> None:
        taken = select(orders.c.id).where(orders.c.payer_id == person, orders.c.state == "paying")
        theirs = or_(corrections.c.by_id == person, corrections.c.order_id.in_(taken))
        self.connection.execute(withdrawal(theirs))
        self.connection.execute(
            update(orders)
            .where(orders.c.payer_id == person, orders.c.state == "paying")
            .values(state="locked", payer_id=None, paying_since=None)
        )

    def hand_lines_over(
        self, family: int, author: int, heir: int, now: datetime, *, to_deputy: bool = False
    ) -> int:
        theirs = and_(items.c.family_id == family, items.c.author_id == author, may_go_to(heir))
        facts = {"to_deputy": True} if to_deputy else {}
        self.connection.execute(deeds_about(theirs, Deed.HANDED_OVER, author, now, self.dialect, facts))
        moved = self.connection.execute(
            update(items).where(theirs).values(author_id=heir, revision=items.c.revision + 1)
        )
        return moved.rowcount

    def drop_lines_of(self, family: int, author: int, now: datetime) -> None:
        theirs = and_(items.c.family_id == family, items.c.author_id == author)
        facts = {"author_left": True}
        self.connection.execute(deeds_about(theirs, Deed.REMOVED, author, now, self.dialect, facts))
        self.connection.execute(delete(items).where(theirs))

    def end_trip_of(self, person: int) -> None:
        self.connection.execute(
            update(replacements)
            .where(replacements.c.shopper_id == person, replacements.c.state == "open")
            .values(state="withdrawn")
        )
        self.connection.execute(
            update(items).where(items.c.marked_by == person).values(mark=None, marked_by=None)
        )
        self.connection.execute(delete(trips).where(trips.c.shopper_id == person))

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

    def refuse_requests(self, family: int) -> Sequence[int]:
        refused = (
            update(join_requests)
            .where(join_requests.c.family_id == family, join_requests.c.state == "open")
            .values(state="refused")
            .returning(join_requests.c.person_id)
        )
        return list(self.connection.execute(refused).scalars())
