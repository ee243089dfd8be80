"""Presents: who may see what is hidden from one member until a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, or_, select, update

from core.carts.journal import Deed
from storage.rows import Rows
from storage.schema import deeds, items, orders, votes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, FromClause

_OPEN_VOTES = ("voting", "tied")


def shown_to(
    table: FromClause, reader: ColumnElement[int] | int, now: ColumnElement[datetime] | datetime
) -> ColumnElement[bool]:
    """Whether a row of a table that may hide some may be seen by the reader."""
    return or_(table.c.hidden_until.is_(None), table.c.hidden_until <= now, table.c.hidden_from != reader)


def shown_to_all(table: FromClause, now: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Whether a row may be seen in the family's group, where also who left the family may still be."""
    return or_(table.c.hidden_until.is_(None), table.c.hidden_until <= now)


class SurpriseRows(Rows):
    """Hides lines, and shows them again."""

    def hidden_lines(self, author: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(items.c.author_id == author, items.c.hidden_until > now)
        ).scalar_one()

    def hide_item(self, item: int, person: int, until: datetime) -> None:
        self._keep_hidden(item, person, until)
        self.connection.execute(delete(votes).where(votes.c.item_id == item, votes.c.voter_id == person))
        self._hide_past(item, person, until)

    def _hide_past(self, item: int, person: int, until: datetime) -> None:
        """Hide for longer, if they are hidden, what came before: each order that the line came back from.

        A line that comes back is another row; the journal says from which order, and what went into that.
        """
        back, into = deeds.alias(), deeds.alias()
        of_order = into.c.facts["order"].as_integer() == back.c.facts["order"].as_integer()
        came_back = self.connection.execute(
            select(back.c.family_id, back.c.facts["order"].as_integer().label("number"), into.c.item_id)
            .join_from(back, into, (into.c.family_id == back.c.family_id) & (into.c.line == back.c.line))
            .where(back.c.item_id == item, back.c.kind == Deed.RETURNED.value)
            .where(into.c.kind == Deed.ORDERED.value, of_order)
        ).all()
        for past in came_back:
            order = (orders.c.family_id == past.family_id) & (orders.c.number == past.number)
            for table, one in ((orders, order), (deeds, deeds.c.item_id == past.item_id)):
                is_shorter = (table.c.hidden_from == person) & (table.c.hidden_until < until)
                self.connection.execute(update(table).where(one, is_shorter).values(hidden_until=until))
            self._hide_past(past.item_id, person, until)

    def show_item(self, item: int) -> None:
        self._keep_hidden(item, None, None)

    def _keep_hidden(self, item: int, person: int | None, until: datetime | None) -> None:
        """Keep from whom a line, and the journal about it, is hidden; others vote on it now."""
        self.connection.execute(
            update(items)
            .where(items.c.id == item)
            .values(
                hidden_from=person,
                hidden_until=until,
                revision=items.c.revision + 1,
                standing=case((items.c.standing == "tied", "voting"), else_=items.c.standing),
                recount=items.c.standing.in_(_OPEN_VOTES),
            )
        )
        about_it = update(deeds).where(deeds.c.item_id == item)
        self.connection.execute(about_it.values(hidden_from=person, hidden_until=until))

    def reveal(self, now: datetime, limit: int) -> Sequence[int]:
        due = (
            select(items.c.id)
            .where(items.c.hidden_until <= now)
            .order_by(items.c.hidden_until)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found = self.connection.execute(due).scalars().all()
        if not found:
            return []
        revealed = update(items).where(items.c.id.in_(found)).values(hidden_from=None, hidden_until=None)
        return sorted(set(self.connection.execute(revealed.returning(items.c.family_id)).scalars()))
