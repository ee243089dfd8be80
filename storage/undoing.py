"""Taking deeds back: how a line was before, and putting it back."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, or_, select, update

from core.carts.agreement import Choice
from core.carts.journal import PASSING, UNDOABLE, Deed
from core.carts.views import KeptDeed
from storage.carts import to_item, to_remind_at
from storage.journal import cast_at
from storage.rows import Rows
from storage.schema import Moment, deeds, families, items, people, votes
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from core.carts.agreement import Standing

IS_PASSING = deeds.c.kind.in_([deed.value for deed in PASSING])
MAY_BE_UNDONE = and_(
    deeds.c.kind.in_([deed.value for deed in UNDOABLE]),
    ~deeds.c.undone,
    or_(deeds.c.before.is_not(None), deeds.c.kind == Deed.ADDED.value),
)
"""What its actor may take back for a while, unless something happens to the line meanwhile."""

_LATER = deeds.alias("later")
COMES_LATER = and_(
    _LATER.c.item_id == deeds.c.item_id,
    _LATER.c.id > deeds.c.id,
    _LATER.c.kind.not_in([deed.value for deed in PASSING]),
    ~_LATER.c.undone,
)
"""What happened to the line after a deed and counts: a deed that was taken back does not."""


def is_own(actor: int, since: datetime) -> ColumnElement[bool]:
    """Tell whether a deed is the actor's, was done since then, and may be taken back as far as it goes."""
    return and_(deeds.c.actor_id == actor, deeds.c.done_at >= since, MAY_BE_UNDONE)


class UndoRows(Rows):
    """Takes deeds back."""

    def own_deed(self, item: int, actor: int, since: datetime, now: datetime) -> int | None:
        row = self.connection.execute(
            select(deeds.c.id, is_own(actor, since).label("is_own"))
            .where(deeds.c.item_id == item, ~IS_PASSING, ~deeds.c.undone, shown_to(deeds, actor, now))
            .order_by(deeds.c.id.desc())
            .limit(1)
        ).first()
        return row.id if row is not None and row.is_own else None

    def kept_deed(self, deed: int, reader: int, now: datetime) -> KeptDeed | None:
        row = self.connection.execute(
            select(deeds, people.c.name)
            .join_from(deeds, people, people.c.id == deeds.c.actor_id, isouter=True)
            .where(deeds.c.id == deed, shown_to(deeds, reader, now))
        ).first()
        if row is None:
            return None
        before = _line_in(row) if row.before is not None else None
        if before is not None:
            around = (
                select(people.c.name.label("author_name"), families.c.units)
                .join_from(people, families, families.c.id == before["family_id"])
                .where(people.c.id == before["author_id"])
            )
            before |= self.connection.execute(around).mappings().one()
        return KeptDeed(
            id=row.id,
            family=row.family_id,
            actor=row.actor_id,
            actor_name=row.name or "",
            deed=Deed(row.kind),
            item=row.item_id,
            line=row.line,
            before=to_item(SimpleNamespace(**before)) if before is not None else None,
            allowed_by=before["decided_by"] if before is not None else None,
            votes={voter: Choice(choice) for voter, choice, *_ in row.votes or ()},
            joined=row.facts.get("joined"),
            is_undone=row.undone,
            done_at=row.done_at,
        )

    def merge_of(self, item: int) -> int | None:
        newest = select(func.max(deeds.c.id)).where(
            deeds.c.item_id == item, deeds.c.kind == Deed.MERGED.value, ~deeds.c.undone
        )
        merge: int | None = self.connection.execute(newest).scalar()
        return merge

    def changed_since(self, deed: int) -> str | None:
        row = self.connection.execute(
            select(_LATER.c.id, people.c.name)
            .join_from(deeds, _LATER, COMES_LATER)
            .join(people, people.c.id == _LATER.c.actor_id, isouter=True)
            .where(deeds.c.id == deed)
            .order_by(_LATER.c.id.desc())
            .limit(1)
        ).first()
        return (row.name or "") if row is not None else None

    def put_back(
        self,
        deed: int,
        *,
        version: int,
        revision: int,
        standing: Standing,
        closes_at: datetime | None,
        given: Mapping[int, Choice],
        now: datetime,
    ) -> None:
        kept = self.connection.execute(select(deeds).where(deeds.c.id == deed)).one()
        line = _line_in(kept) | {
            "version": version,
            "revision": revision,
            "standing": standing.value,
            "closes_at": closes_at,
            "remind_at": to_remind_at(standing, closes_at, now),
            "recount": False,
            "mark": None,
            "marked_by": None,
        }
        if standing.value == "asking":
            line |= {"decided_by": None, "decision_note": ""}
        known = items.c.id == line["id"]
        kept_on = ("mark", "marked_by") if standing.may_be_ordered else ()
        there = {name: value for name, value in line.items() if name not in kept_on}
        if not self.connection.execute(update(items).where(known).values(there)).rowcount:
            self.connection.execute(items.insert().values(line))
        self.connection.execute(delete(votes).where(votes.c.item_id == line["id"]))
        said = {voter: cast_at(*at) for voter, _, *at in kept.votes or ()}
        cast = [
            {
                "item_id": line["id"],
                "version": version,
                "voter_id": voter,
                "choice": choice.value,
                "cast_at": said.get(voter) or now,
            }
            for voter, choice in given.items()
        ]
        if cast:
            self.connection.execute(votes.insert(), cast)


def _line_in(kept: Any) -> dict[str, Any]:  # noqa: ANN401  # a row of deeds
    """Return the row of a line as it was kept, as far as lines still have such columns.

    Who may not know of it is whoever may not know of the deed now: a present that was hidden since stays so.
    """
    line = {name: kept.before[name] for name in kept.before if name in items.c}
    for name, value in line.items():
        if value is not None and isinstance(items.c[name].type, Moment):
            line[name] = datetime.fromisoformat(value)
    return line | {"hidden_from": kept.hidden_from, "hidden_until": kept.hidden_until}
