"""Votes on line versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.carts.agreement import Choice, Standing, remind_at
from core.carts.views import Ballot
from core.families.family import Role
from storage.carts import HAS_CART
from storage.customs import CUSTOMS, to_customs
from storage.journal import JournalRows
from storage.schema import families, items, members, votes
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Select

    from core.carts.journal import Entry

_OPEN_STANDINGS = (Standing.VOTING.value, Standing.ASKING.value)

_VOTING = items.c.standing == literal_column("'voting'")
_RECOUNT: ColumnElement[bool] = literal_column("items.recount")
"""Written as the partial indexes are, so that any plan may use them."""

_NOW = bindparam("now", type_=items.c.added_at.type)


def _ballot(voter: ColumnElement[int] | None) -> Select[*tuple[Any, ...]]:
    """Select a line as a voter meets it, with the votes of all other adults; without a voter, with all."""
    mine = votes.c.voter_id != voter if voter is not None else votes.c.voter_id == votes.c.voter_id
    current = and_(votes.c.item_id == items.c.id, votes.c.version == items.c.version, mine)
    others = members.alias("others")

    def tally(choice: Choice) -> ColumnElement[int]:
        counting = (
            select(func.count())
            .join_from(votes, others, others.c.person_id == votes.c.voter_id)
            .where(current, votes.c.choice == choice.value, others.c.role == Role.ADULT.value)
        )
        return counting.correlate(items).scalar_subquery()

    eligible = select(func.count()).where(
        others.c.family_id == items.c.family_id,
        others.c.role == Role.ADULT.value,
        shown_to(items, others.c.person_id, _NOW),
    )
    organizers = select(votes.c.choice).where(current, votes.c.voter_id == families.c.organizer_id)
    role = select(members.c.role).where(
        members.c.person_id == voter, members.c.family_id == items.c.family_id
    )
    return select(
        items.c.id,
        items.c.family_id,
        items.c.title,
        items.c.version,
        items.c.standing,
        items.c.closes_at,
        families.c.has_cart,
        role.correlate(items).scalar_subquery().label("role"),
        (families.c.organizer_id == voter).label("is_organizer"),
        eligible.correlate(items).scalar_subquery().label("eligible"),
        tally(Choice.FOR).label("favour"),
        tally(Choice.AGAINST).label("against"),
        organizers.correlate(items, families).scalar_subquery().label("organizers_choice"),
        shown_to(items, families.c.organizer_id, _NOW).label("organizer_knows"),
        items.c.total_minor,
        items.c.hidden_from,
        items.c.hidden_until,
        *CUSTOMS,
    ).join_from(items, families, families.c.id == items.c.family_id)


_MUST_ASK = exists().where(
    members.c.person_id == items.c.author_id,
    or_(items.c.total_minor.is_(None), items.c.total_minor > members.c.limit_minor),
    members.c.role == Role.LIMITED.value,
    items.c.decided_by.is_(None),
)
"""A line above its limited author's limit that no adult has decided about."""

_HELD = select(items.c.id).where(items.c.id == bindparam("item"))
_MY_CHOICE = select(votes.c.choice).where(
    votes.c.item_id == items.c.id, votes.c.version == items.c.version, votes.c.voter_id == bindparam("voter")
)
_BALLOT = (
    _ballot(bindparam("voter"))
    .add_columns(_MY_CHOICE.correlate(items).scalar_subquery().label("my_choice"))
    .where(items.c.id == bindparam("item"), shown_to(items, bindparam("voter"), _NOW))
)
_DUE = _ballot(None).add_columns(_MUST_ASK.label("must_ask"))


def _replacing_vote(insert: sqlite.Insert | postgresql.Insert) -> sqlite.Insert | postgresql.Insert:
    return insert.on_conflict_do_update(
        index_elements=["item_id", "version", "voter_id"],
        set_={"choice": insert.excluded.choice, "cast_at": insert.excluded.cast_at},
    )


_PUT_VOTE = {
    "sqlite": _replacing_vote(sqlite.insert(votes)),
    "postgresql": _replacing_vote(postgresql.insert(votes)),
}
"""Built once: building it takes longer than running it."""

_DROP_VOTE = delete(votes).where(
    votes.c.item_id == bindparam("item"),
    votes.c.version == bindparam("of_version"),
    votes.c.voter_id == bindparam("voter"),
)


class VoteRows(JournalRows):
    """Votes on line versions."""

    def choice_of(self, item: int, version: int, voter: int) -> Choice | None:
        choice = self.connection.execute(
            select(votes.c.choice).where(
                votes.c.item_id == item, votes.c.version == version, votes.c.voter_id == voter
            )
        ).scalar()
        return _to_choice(choice)

    def ballot(self, item: int, voter: int, now: datetime) -> Ballot | None:
        self.hold(_HELD, {"item": item})
        row = self.connection.execute(_BALLOT, {"item": item, "voter": voter, "now": now}).first()
        return _to_ballot(row, my_choice=row.my_choice) if row else None

    def put_vote(self, item: int, version: int, voter: int, choice: Choice, now: datetime) -> None:
        self.connection.execute(
            _PUT_VOTE[self.connection.dialect.name],
            {"item_id": item, "version": version, "voter_id": voter, "choice": choice.value, "cast_at": now},
        )

    def drop_vote(self, item: int, version: int, voter: int) -> None:
        self.connection.execute(_DROP_VOTE, {"item": item, "of_version": version, "voter": voter})

    def close_vote(self, item: int, standing: Standing, entry: Entry, now: datetime) -> None:
        closing = update(items).where(items.c.id == item).values(standing=standing.value, recount=False)
        self.put_deed(entry, now, along=closing)

    def due_votes(self, now: datetime, limit: int) -> Sequence[Ballot]:
        held = self._held_votes(items.c.closes_at <= now, limit)
        return self._ballots(held | self._held_votes(_RECOUNT, limit - len(held)), now)

    def overdue_votes(self, family: int, now: datetime) -> Sequence[Ballot]:
        overdue = (
            select(items.c.id)
            .where(
                items.c.family_id == family,
                items.c.standing == Standing.VOTING.value,
                items.c.closes_at <= now,
            )
            .where(HAS_CART)
        )
        held = self.connection.execute(overdue.order_by(items.c.id).with_for_update())
        return self._ballots(set(held.scalars()), now)

    def _ballots(self, held: set[int], now: datetime) -> Sequence[Ballot]:
        due = _DUE.where(items.c.id.in_(held)).order_by(items.c.id)
        rows = self.connection.execute(due, {"now": now})
        return [_to_ballot(row, must_ask=bool(row.must_ask)) for row in rows]

    def _held_votes(self, wanted: ColumnElement[bool], limit: int) -> set[int]:
        """Find one kind of due votes: each has an index of its own, and both together would use none."""
        votes_to_count = (
            select(items.c.id)
            .where(_VOTING, wanted, HAS_CART)
            .order_by(items.c.closes_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return set(self.connection.execute(votes_to_count).scalars())

    def mark_counted(self, item: int) -> None:
        self.connection.execute(update(items).where(items.c.id == item).values(recount=False))

    def recount_votes(self, family: int) -> None:
        self._recount(family, Standing.VOTING)

    def recount_ties(self, family: int) -> None:
        self._recount(family, Standing.TIED)

    def _recount(self, family: int, standing: Standing) -> None:
        of_family = items.c.family_id == family, items.c.standing == standing.value
        again = {"standing": Standing.VOTING.value, "recount": True}
        self.connection.execute(update(items).where(*of_family).values(again))

    def free_votes(self, family: int) -> None:
        self.hold(select(items.c.id).where(items.c.family_id == family).order_by(items.c.id))
        open_votes = [Standing.VOTING.value, Standing.TIED.value]
        self.connection.execute(
            update(items)
            .where(items.c.family_id == family, items.c.standing.in_(open_votes))
            .values(standing=Standing.FREE.value, closes_at=None, recount=False)
        )

    def put_off_deadlines(self, family: int, by: timedelta) -> None:
        waiting = (
            select(items.c.id, items.c.closes_at, items.c.remind_at)
            .where(items.c.family_id == family, items.c.standing.in_(_OPEN_STANDINGS))
            .order_by(items.c.id)
            .with_for_update()
        )
        for row in self.connection.execute(waiting).all():
            reminder = row.remind_at + by if row.remind_at is not None else None
            later = update(items).where(items.c.id == row.id)
            self.connection.execute(later.values(closes_at=row.closes_at + by, remind_at=reminder))

    def voters_on(self, item: int, version: int) -> Sequence[int]:
        cast = votes.c.item_id == item, votes.c.version == version
        return list(self.connection.execute(select(votes.c.voter_id).where(*cast)).scalars())

    def move_deadline(self, item: int, closes_at: datetime, now: datetime) -> None:
        moved = {"closes_at": closes_at, "remind_at": remind_at(now, closes_at)}
        self.connection.execute(update(items).where(items.c.id == item).values(moved))

    def silent_voters(self, now: datetime) -> Sequence[tuple[int, int, int]]:
        near, home = _needs_reminder(now), families.alias("home")
        self.hold(select(items.c.id).where(near).order_by(items.c.id))
        has_voted = exists().where(
            votes.c.item_id == items.c.id,
            votes.c.version == items.c.version,
            votes.c.voter_id == members.c.person_id,
        )
        rows = self.connection.execute(
            select(items.c.family_id, members.c.person_id, func.count())
            .join_from(items, members, members.c.family_id == items.c.family_id)
            .join(home, home.c.id == items.c.family_id)
            .where(
                near,
                ~has_voted,
                members.c.role == Role.ADULT.value,
                shown_to(items, members.c.person_id, now),
                or_(
                    home.c.voting != "organizer",
                    members.c.person_id == home.c.organizer_id,
                    ~shown_to(items, home.c.organizer_id, now),
                ),
            )
            .group_by(items.c.family_id, members.c.person_id)
            .order_by(items.c.family_id, members.c.person_id)
        )
        return [(family, member, lines) for family, member, lines in rows]

    def mark_reminded(self, now: datetime) -> None:
        self.connection.execute(update(items).where(_needs_reminder(now)).values(reminded_at=now))


def _needs_reminder(now: datetime) -> ColumnElement[bool]:
    return and_(
        items.c.standing == "voting",
        items.c.closes_at > now,
        items.c.remind_at <= now,
        items.c.reminded_at.is_(None),
        HAS_CART,
    )


def _to_choice(choice: int | None) -> Choice | None:
    return Choice(choice) if choice is not None else None


def _to_ballot(
    row: Any,  # noqa: ANN401  # a row of _ballot
    *,
    my_choice: int | None = None,
    must_ask: bool = False,
) -> Ballot:
    return Ballot(
        item=row.id,
        family=row.family_id,
        line=row.title,
        version=row.version,
        standing=Standing(row.standing),
        closes_at=row.closes_at,
        is_member=row.role is not None,
        is_adult=row.role == Role.ADULT.value,
        is_organizer=bool(row.is_organizer),
        has_cart=bool(row.has_cart),
        eligible=row.eligible,
        favour=row.favour,
        against=row.against,
        organizers_choice=_to_choice(row.organizers_choice),
        organizer_knows=bool(row.organizer_knows),
        total_minor=row.total_minor,
        customs=to_customs(row),
        hidden_from=row.hidden_from,
        hidden_until=row.hidden_until,
        my_choice=_to_choice(my_choice),
        must_ask=must_ask,
    )
