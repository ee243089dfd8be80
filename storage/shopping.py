"""Who is in the shop, what they bought, and what they would take instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, func, or_, select, update

from core.carts.journal import Deed
from core.carts.trip import Mark, Replacement, ReplacementState, Trip
from core.carts.views import PAGE_LINES, EndedTrip, ShopView
from core.shared.money import Money
from core.shared.pages import turned_to
from storage.carts import ITEM, READY, to_item
from storage.rows import Rows
from storage.schema import deeds, families, items, people, replacements, trip_lines, trips
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

_TRIP = (
    select(trips.c.id, trips.c.family_id, trips.c.shopper_id, people.c.name, trips.c.until)
    .join_from(trips, people, people.c.id == trips.c.shopper_id)
    .order_by(trips.c.id)
)

_REPLACEMENT = select(
    replacements.c.id,
    replacements.c.item_id,
    items.c.family_id,
    replacements.c.shopper_id,
    replacements.c.asked_id,
    replacements.c.wish,
    replacements.c.revision,
    replacements.c.expires_at,
    replacements.c.state,
).join_from(replacements, items)

_OPEN = replacements.c.state == ReplacementState.OPEN.value


class ShoppingRows(Rows):
    """Trips, marks and replacements."""

    def trip_of(self, family: int) -> Trip | None:
        row = self.connection.execute(_TRIP.where(trips.c.family_id == family)).first()
        return Trip(*row) if row else None

    def trips(self) -> Sequence[Trip]:
        return [Trip(*row) for row in self.connection.execute(_TRIP)]

    def put_trip(self, family: int, shopper: int, until: datetime, now: datetime) -> Trip:
        insert = self.upsert(trips).values(family_id=family, shopper_id=shopper, until=until, started_at=now)
        kept = insert.on_conflict_do_update(index_elements=["family_id"], set_={"until": until})
        trip = self.connection.execute(kept.returning(trips.c.id)).scalar_one()
        return Trip(*self.connection.execute(_TRIP.where(trips.c.id == trip)).one())

    def end_trip(self, trip: Trip) -> Sequence[int]:
        theirs = select(items.c.id).where(items.c.family_id == trip.family)
        questions = self._withdraw(replacements.c.item_id.in_(theirs))
        self.connection.execute(
            update(items)
            .where(items.c.family_id == trip.family, items.c.mark != Mark.BOUGHT.value)
            .values(mark=None, marked_by=None, revision=items.c.revision + 1)
        )
        self.connection.execute(delete(trips).where(trips.c.id == trip.id))
        return questions

    def shelf(self, trip: Trip, now: datetime, page: int) -> ShopView:
        ended = self.sum_up(trip, now, trip.shopper)
        asking = self.connection.execute(
            select(func.count()).where(*_on_shelf(trip, now), items.c.mark == Mark.ASKING.value)
        ).scalar_one()
        count = ended.bought + ended.missing + ended.left
        page, pages = turned_to(page, count, PAGE_LINES)
        rows = self.connection.execute(
            ITEM.where(*_on_shelf(trip, now))
            .order_by(items.c.urgent.desc(), items.c.id)
            .limit(PAGE_LINES)
            .offset(page * PAGE_LINES)
        )
        return ShopView(
            trip=trip,
            may_go=True,
            items=[to_item(row) for row in rows],
            page=page,
            pages=pages,
            bought=ended.bought,
            missing=ended.missing,
            left=ended.left - asking,
            total=ended.total,
            is_mine=True,
        )

    def sum_up(self, trip: Trip, now: datetime, reader: int) -> EndedTrip:
        is_bought = items.c.mark == Mark.BOUGHT.value
        is_missing = items.c.mark == Mark.MISSING.value
        row = self.connection.execute(
            select(
                func.count(case((is_bought, 1))).label("bought"),
                func.count(case((is_missing, 1))).label("missing"),
                func.count().label("all"),
                func.coalesce(func.sum(case((is_bought, items.c.total_minor))), 0).label("minor"),
                select(families.c.currency).where(families.c.id == trip.family).scalar_subquery(),
            ).where(*_on_shelf(trip, now), shown_to(items, reader, now))
        ).one()
        bought, missing, everything, minor, currency = row
        return EndedTrip(bought, missing, everything - bought - missing, Money(int(minor), currency))

    def is_listed(self, trip: Trip, now: datetime) -> bool:
        added, gone = self._unlisted(trip, now)
        return not added and not gone

    def list_changes(self, trip: Trip, now: datetime) -> tuple[Sequence[str], Sequence[str]]:
        added, gone = self._unlisted(trip, now)
        if added:
            listed = [{"trip_id": trip.id, "item_id": item, "line": line} for item, line in added.items()]
            self.connection.execute(trip_lines.insert(), listed)
        if gone:
            of_trip = and_(trip_lines.c.trip_id == trip.id, trip_lines.c.item_id.in_(gone))
            self.connection.execute(delete(trip_lines).where(of_trip))
        done = set(self.connection.execute(_done_by(trip, gone)).scalars()) if gone else set()
        return list(added.values()), [line for item, line in gone.items() if item not in done]

    def _unlisted(self, trip: Trip, now: datetime) -> tuple[dict[int, str], dict[int, str]]:
        """Return what can be bought and is not listed, and what is listed and cannot be."""
        ready = select(items.c.id, items.c.title).where(*_on_shelf(trip, now))
        listed = select(trip_lines.c.item_id, trip_lines.c.line).where(trip_lines.c.trip_id == trip.id)
        on_shelf = {row.id: row.title for row in self.connection.execute(ready.order_by(items.c.id))}
        known = {
            row.item_id: row.line for row in self.connection.execute(listed.order_by(trip_lines.c.item_id))
        }
        added = {item: line for item, line in on_shelf.items() if item not in known}
        return added, {item: line for item, line in known.items() if item not in on_shelf}

    def put_mark(self, item: int, mark: Mark | None, by: int) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.id == item)
            .values(
                mark=mark.value if mark else None,
                marked_by=by if mark else None,
                revision=items.c.revision + 1,
            )
        )

    def put_replacement(self, item: int, shopper: int, asked: int, wish: str, until: datetime) -> int:
        revision = select(items.c.revision).where(items.c.id == item).scalar_subquery()
        replacement: int = self.connection.execute(
            replacements.insert()
            .values(
                item_id=item,
                shopper_id=shopper,
                asked_id=asked,
                wish=wish,
                revision=revision,
                state=ReplacementState.OPEN.value,
                expires_at=until,
            )
            .returning(replacements.c.id)
        ).scalar_one()
        return replacement

    def replacement(self, replacement: int) -> Replacement | None:
        row = self.connection.execute(_REPLACEMENT.where(replacements.c.id == replacement)).first()
        return _to_replacement(row) if row else None

    def settle_replacement(self, replacement: int, state: ReplacementState) -> None:
        self.connection.execute(
            update(replacements).where(replacements.c.id == replacement).values(state=state.value)
        )

    def withdraw_replacements(self, item: int) -> Sequence[int]:
        return self._withdraw(replacements.c.item_id == item)

    def _withdraw(self, wanted: ColumnElement[bool]) -> Sequence[int]:
        withdrawn = (
            update(replacements)
            .where(wanted, _OPEN)
            .values(state=ReplacementState.WITHDRAWN.value)
            .returning(replacements.c.id)
        )
        return list(self.connection.execute(withdrawn).scalars())

    def due_replacements(self, now: datetime, limit: int) -> Sequence[Replacement]:
        is_overtaken = or_(
            replacements.c.revision != items.c.revision, replacements.c.asked_id != items.c.author_id
        )
        rows = self.connection.execute(
            _REPLACEMENT.where(_OPEN, or_(replacements.c.expires_at <= now, is_overtaken))
            .order_by(replacements.c.id)
            .limit(limit)
        )
        return [_to_replacement(row) for row in rows]


def _on_shelf(trip: Trip, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return items.c.family_id == trip.family, READY, shown_to(items, trip.shopper, now)


def _done_by(trip: Trip, gone: dict[int, str]) -> Select[Any]:
    """Select those of the lines that were checked out, or that the shopper removed or put to the vote."""
    gone_by = [deed.value for deed in (Deed.REMOVED, Deed.MERGED, Deed.CHANGED)]
    by_shopper = and_(deeds.c.kind.in_(gone_by), deeds.c.actor_id == trip.shopper)
    is_done = or_(deeds.c.kind == Deed.ORDERED.value, by_shopper)
    return select(deeds.c.item_id).where(deeds.c.item_id.in_(gone), is_done)


def _to_replacement(row: Any) -> Replacement:  # noqa: ANN401  # a row of _REPLACEMENT
    return Replacement(
        id=row.id,
        item=row.item_id,
        family=row.family_id,
        shopper=row.shopper_id,
        asked=row.asked_id,
        wish=row.wish,
        revision=row.revision,
        expires_at=row.expires_at,
        state=ReplacementState(row.state),
    )
