"""The journal of the carts: what is written down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, Text, bindparam, exists, func, literal, null, select, update

from core.carts.journal import Deed
from storage.rows import Rows
from storage.schema import deeds, items, votes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Insert, ScalarSelect, Update

    from core.carts.journal import Entry, Fact


def _votes_on(item: ColumnElement[int], version: Any, dialect: str) -> ScalarSelect[Any]:  # noqa: ANN401  # a column or a subquery
    """Select who voted how and when on the line as one JSON value: a statement less on the busiest way."""
    vote = votes.c.voter_id, votes.c.choice, votes.c.cast_at
    if dialect == "postgresql":
        each = func.json_agg(func.json_build_array(*vote), type_=JSON)
    else:
        each = func.json_group_array(func.json_array(*vote), type_=JSON)
    cast = select(each).where(votes.c.item_id == item, votes.c.version == version)
    return cast.correlate(items).scalar_subquery()


_LINE_ID = bindparam("line_id", type_=items.c.id.type)
_VERSION = select(items.c.version).where(items.c.id == _LINE_ID).scalar_subquery()
_PUT_DEED = {
    dialect: deeds.insert().values(votes=_votes_on(_LINE_ID, _VERSION, dialect))
    for dialect in ("sqlite", "postgresql")
}
"""Built once: building it takes longer than running it."""


def deeds_about(
    lines: ColumnElement[bool], deed: Deed, actor: int, now: datetime, dialect: str, facts: Mapping[str, Fact]
) -> Insert:
    """Return the statement that writes one deed about each of these lines into the journal."""
    row: dict[str, ColumnElement[Any]] = {
        "family_id": items.c.family_id,
        "actor_id": literal(actor, deeds.c.actor_id.type),
        "kind": literal(deed.value, Text),
        "item_id": items.c.id,
        "line": items.c.title,
        "facts": literal(facts, JSON),
        "votes": _votes_on(items.c.id, items.c.version, dialect),
        "hidden_from": items.c.hidden_from,
        "hidden_until": items.c.hidden_until,
        "done_at": literal(now, deeds.c.done_at.type),
    }
    return deeds.insert().from_select(list(row), select(*row.values()).where(lines).order_by(items.c.id))


class JournalRows(Rows):
    """Writes down who did what to the cart."""

    def put_deed(
        self, entry: Entry, now: datetime, *, keeps_line: bool = False, along: Update | None = None
    ) -> None:
        """Keep the entry; `along` with it goes what it is about, on PostgreSQL in one journey."""
        row = {
            "family_id": entry.family,
            "actor_id": entry.actor,
            "kind": entry.deed.value,
            "item_id": entry.item,
            "line": entry.line,
            "line_id": entry.item,
            "facts": entry.facts,
            "before": self._line_as_it_is(entry.item) if keeps_line else None,
            "hidden_from": entry.hidden_from,
            "hidden_until": entry.hidden_until,
            "done_at": now,
        }
        put = _PUT_DEED[self.dialect]
        if along is None:
            self.connection.execute(put, row)
        elif self.writers_overlap():
            with_it = along.returning(literal(1)).cte("along")
            line = {"line_id": row.pop("line_id")}  # the names of columns would be looked for in both
            self.connection.execute(put.values(row).add_cte(with_it), line)
        else:
            self.connection.execute(along)
            self.connection.execute(put, row)

    def _line_as_it_is(self, item: int) -> dict[str, object]:
        """Return the whole row as JSON, so that it can come back as it was."""
        row = self.connection.execute(select(items).where(items.c.id == item)).mappings().one()
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()
        }

    def last_step(self, item: int, actor: int, since: datetime) -> tuple[int, Mapping[str, Fact]] | None:
        has_votes = exists().where(votes.c.item_id == deeds.c.item_id).label("has_votes")
        row = self.connection.execute(
            select(deeds, has_votes).where(deeds.c.item_id == item).order_by(deeds.c.id.desc()).limit(1)
        ).first()
        if row is None or row.has_votes or row.undone or row.done_at < since:
            return None
        is_theirs = row.actor_id == actor and row.kind == Deed.CHANGED.value
        return (row.id, row.facts) if is_theirs else None

    def replaced_by(self, item: int, title: str) -> str | None:
        newest = (
            select(deeds.c.line, deeds.c.facts)
            .where(deeds.c.item_id == item, deeds.c.kind == Deed.REPLACED.value, ~deeds.c.undone)
            .order_by(deeds.c.id.desc())
            .limit(1)
        )
        row = self.connection.execute(newest).first()
        is_still = row is not None and row.facts.get("title", [None])[-1] == title
        return row.line if row is not None and is_still else None

    def change_facts(self, deed: int, facts: Mapping[str, Fact]) -> None:
        self.connection.execute(update(deeds).where(deeds.c.id == deed).values(facts=facts))

    def fresh_deeds(self, lines: Sequence[int], deed: Deed, since: datetime) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(deeds.c.item_id, func.max(deeds.c.id))
            .where(
                deeds.c.item_id.in_(lines),
                deeds.c.kind == deed.value,
                deeds.c.done_at >= since,
                ~deeds.c.undone,
            )
            .group_by(deeds.c.item_id)
        )
        return {row[0]: row[1] for row in rows}

    def mark_undone(self, undone: Sequence[int]) -> None:
        self.connection.execute(
            update(deeds).where(deeds.c.id.in_(undone)).values(undone=True, before=null())
        )


def cast_at(written: str | None = None) -> datetime | None:
    """Read the moment of a vote in JSON: PostgreSQL writes it with its zone, SQLite in UTC and without."""
    if written is None:
        return None
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
