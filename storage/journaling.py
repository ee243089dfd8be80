"""Reading the journal of the carts, and keeping it only for a while."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, literal, null, or_, select, update

from core.carts.agreement import Choice, Standing
from core.carts.journal import MATTERS, UNDO_LIFE, Deed
from core.carts.views import CastVote, JournalEntry
from storage.journal import cast_at
from storage.rows import Rows
from storage.schema import deeds, items, members, people, votes
from storage.surprises import shown_to
from storage.undoing import COMES_LATER, is_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from core.carts.journal import Matter
    from core.carts.views import Wanted


def _wanted_by(family: int, reader: int, wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    found = [deeds.c.family_id == family, shown_to(deeds, reader, now)]
    if wanted.person is not None:
        found.append(deeds.c.actor_id == wanted.person)
    if wanted.item is not None:
        found.append(deeds.c.item_id == wanted.item)
    if wanted.matter is not None:
        found.append(deeds.c.kind.in_(_kinds_of(wanted.matter)))
    return and_(*found)


def _kinds_of(wanted: Matter) -> Sequence[str]:
    return [deed.value for deed, matter in MATTERS.items() if matter is wanted]


_VOTED_ON = (Standing.VOTING.value, Standing.FREE.value)
"""Where a line stands whose votes no deed has written down yet: nobody has counted them."""


def _cast_by(family: int, reader: int, wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    found = [
        items.c.family_id == family,
        items.c.standing.in_(_VOTED_ON),
        votes.c.item_id == items.c.id,
        votes.c.version == items.c.version,
        shown_to(items, reader, now),
    ]
    if wanted.person is not None:
        found.append(votes.c.voter_id == wanted.person)
    if wanted.item is not None:
        found.append(items.c.id == wanted.item)
    if wanted.matter is not None:
        found.append(literal(Deed.VOTED.value).in_(_kinds_of(wanted.matter)))
    return and_(*found)


class ReadingRows(Rows):
    """Reads the journal."""

    def journal_count(self, family: int, reader: int, wanted: Wanted, now: datetime) -> int:
        done = select(func.count()).select_from(deeds).where(_wanted_by(family, reader, wanted, now))
        cast = select(func.count()).where(_cast_by(family, reader, wanted, now))
        both = select(done.scalar_subquery() + cast.scalar_subquery())
        count: int = self.connection.execute(both).scalar_one()
        return count

    def journal(
        self, family: int, reader: int, wanted: Wanted, now: datetime, *, limit: int | None, offset: int = 0
    ) -> Sequence[JournalEntry]:
        cast = self._open_votes(family, reader, wanted, now)
        # However the two mix: of the deeds before the page, at most as many as there are votes are on it.
        skipped = max(0, offset - len(cast))
        may_undo = and_(is_own(reader, now - UNDO_LIFE), ~exists().where(COMES_LATER).correlate(deeds))
        rows = self.connection.execute(
            select(deeds, people.c.name, may_undo.label("may_undo"))
            .join_from(deeds, people, people.c.id == deeds.c.actor_id, isouter=True)
            .where(_wanted_by(family, reader, wanted, now))
            .order_by(deeds.c.id.desc())
            .limit(limit + offset - skipped if limit is not None else None)
            .offset(skipped)
        ).all()
        names = self._voters(voter for row in rows for voter, *_ in row.votes or ())
        done = [_to_entry(row, names) for row in rows]
        both = list(merge(cast, done, key=lambda entry: entry.done_at, reverse=True))
        return both[offset - skipped :][:limit]

    def _open_votes(self, family: int, reader: int, wanted: Wanted, now: datetime) -> Sequence[JournalEntry]:
        """Return the votes that wait to be counted, the newest first."""
        rows = self.connection.execute(
            select(items.c.id, items.c.title, people.c.name, votes.c.choice, votes.c.cast_at)
            .join_from(votes, people, people.c.id == votes.c.voter_id)
            .where(_cast_by(family, reader, wanted, now))
            .order_by(votes.c.cast_at.desc(), items.c.id, people.c.id)
        )
        return [
            JournalEntry(
                id=None,
                actor=row.name,
                deed=Deed.VOTED,
                item=row.id,
                line=row.title,
                facts={"choice": row.choice},
                votes=[],
                is_undone=False,
                done_at=row.cast_at,
            )
            for row in rows
        ]

    def _voters(self, persons: Iterable[int]) -> Mapping[int, str]:
        wanted = set(persons)
        if not wanted:
            return {}
        rows = self.connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(wanted)))
        return {row.id: row.name for row in rows}

    def journal_lines(self, family: int, reader: int, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        newest = (
            select(func.max(deeds.c.id).label("id"))
            .where(deeds.c.family_id == family, deeds.c.item_id.is_not(None), shown_to(deeds, reader, now))
            .group_by(deeds.c.item_id)
            .order_by(func.max(deeds.c.id).desc())
            .limit(limit)
            .subquery()
        )
        rows = self.connection.execute(
            select(deeds.c.item_id, deeds.c.line)
            .join_from(deeds, newest, newest.c.id == deeds.c.id)
            .order_by(deeds.c.id.desc())
        )
        return [(row.item_id, row.line) for row in rows]

    def name_in_journal(self, family: int, person: int) -> str | None:
        is_member = exists().where(members.c.person_id == person, members.c.family_id == family)
        has_acted = exists().where(deeds.c.actor_id == person, deeds.c.family_id == family)
        name: str | None = self.connection.execute(
            select(people.c.name).where(people.c.id == person, or_(is_member, has_acted))
        ).scalar()
        return name

    def tidy_journal(self, undo_before: datetime, drop_before: datetime) -> None:
        late = and_(deeds.c.before.is_not(None), deeds.c.done_at < undo_before)
        self.connection.execute(update(deeds).where(late).values(before=null()))
        self.connection.execute(delete(deeds).where(deeds.c.done_at < drop_before))


def _to_entry(row: Any, names: Mapping[int, str]) -> JournalEntry:  # noqa: ANN401  # a row of `journal`
    return JournalEntry(
        id=row.id,
        actor=row.name,
        deed=Deed(row.kind),
        item=row.item_id,
        line=row.line,
        facts=row.facts,
        votes=[
            CastVote(names.get(voter, ""), Choice(choice), cast_at(*at))
            for voter, choice, *at in row.votes or ()
        ],
        is_undone=row.undone,
        done_at=row.done_at,
        may_undo=bool(row.may_undo),
    )
