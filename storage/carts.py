"""Lines, and the votes on them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.carts.agreement import REQUEST_LIFE, Choice, Standing
from core.carts.item import Item
from core.carts.views import Ballot, CartView, Decision, LineView, Request, RequestsView
from core.families.family import Role
from core.shared.money import Money
from storage.rows import Rows
from storage.schema import additions, cards, families, items, members, people, votes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

    from core.carts.reading import LineDraft

PAGE_LINES = 8
"""A row of buttons for each line keeps a card's keyboard within Telegram's limits at eight lines a page."""

PAGE_REQUESTS = 5
"""Lines that wait for an adult on one page: each has a row of buttons and says how long it waits."""

_ITEM = select(
    items.c.id,
    items.c.family_id,
    items.c.author_id,
    people.c.name.label("author_name"),
    items.c.title,
    items.c.quantity,
    items.c.unit,
    items.c.price_minor,
    items.c.asked_minor,
    items.c.currency,
    items.c.urgent,
    items.c.link,
    items.c.note,
    items.c.version,
    items.c.revision,
    items.c.standing,
    items.c.closes_at,
).join_from(items, people, people.c.id == items.c.author_id)


def _votes(role: Role, choice: Choice) -> ColumnElement[int]:
    """Count the votes with this choice on a line's version, of the members in this role."""
    counting = (
        select(func.count())
        .join_from(votes, members, members.c.person_id == votes.c.voter_id)
        .where(
            votes.c.item_id == items.c.id,
            votes.c.version == items.c.version,
            votes.c.choice == choice.value,
            members.c.role == role.value,
        )
    )
    return counting.correlate(items).scalar_subquery()


_LINE = _ITEM.add_columns(
    _votes(Role.ADULT, Choice.FOR).label("favour"),
    _votes(Role.ADULT, Choice.AGAINST).label("against"),
    _votes(Role.LIMITED, Choice.FOR).label("advice_favour"),
    _votes(Role.LIMITED, Choice.AGAINST).label("advice_against"),
)

_REQUEST = _ITEM.add_columns(members.c.limit_minor).join(
    members,
    and_(members.c.person_id == items.c.author_id, members.c.family_id == items.c.family_id),
    isouter=True,
)

_OPEN_STANDINGS = (Standing.VOTING.value, Standing.ASKING.value)

_VOTING = items.c.standing == literal_column("'voting'")
_ASKING = items.c.standing == literal_column("'asking'")
_RECOUNT: ColumnElement[bool] = literal_column("items.recount")
"""Written as the partial indexes are, so that any plan may use them."""

_HAS_CART = exists().where(
    families.c.id == items.c.family_id, families.c.has_cart, families.c.disbanded_at.is_(None)
)
"""While there is no cart, or no family, nothing about a line becomes due."""

_WISHED = items.c.standing.not_in([Standing.ASKING.value, Standing.DECLINED.value])
"""What no adult has to allow any more."""

_READY = items.c.standing.in_([Standing.FREE.value, Standing.APPROVED.value])

_CARTS = (
    select(
        families.c.id,
        families.c.name,
        families.c.currency,
        families.c.has_cart,
        func.coalesce(people.c.name, "").label("organizer"),
        func.count(items.c.id).label("lines"),
        func.coalesce(func.sum(case((_READY, 1), else_=0)), 0).label("ready"),
        func.count(case((items.c.standing == Standing.ASKING.value, 1))).label("asking"),
        func.coalesce(func.sum(case((_WISHED, items.c.total_minor))), 0).label("total"),
        func.count(case((and_(_WISHED, items.c.price_minor.is_(None)), 1))).label("unpriced"),
    )
    .join_from(families, people, people.c.id == families.c.organizer_id, isouter=True)
    .join(items, items.c.family_id == families.c.id, isouter=True)
    .group_by(families.c.id, families.c.name, families.c.currency, families.c.has_cart, people.c.name)
)
_CART = _CARTS.where(families.c.id == bindparam("family"))
_CART_OF = _CARTS.where(
    families.c.id
    == select(members.c.family_id).where(members.c.person_id == bindparam("person")).scalar_subquery()
)
_PAGE = (
    _LINE.where(items.c.family_id == bindparam("family"))
    .order_by(items.c.urgent.desc(), items.c.id)
    .limit(PAGE_LINES)
    .offset(bindparam("skip"))
)


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
        others.c.family_id == items.c.family_id, others.c.role == Role.ADULT.value
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
    ).join_from(items, families, families.c.id == items.c.family_id)


_MUST_ASK = exists().where(
    members.c.person_id == items.c.author_id,
    or_(items.c.total_minor.is_(None), items.c.total_minor > members.c.limit_minor),
    members.c.role == Role.LIMITED.value,
    items.c.decided_by.is_(None),
)
"""A line above its limited author's limit that no adult has decided about."""

_HELD = select(items.c.id).where(items.c.id == bindparam("item"))
_BALLOT = _ballot(bindparam("voter")).where(items.c.id == bindparam("item"))
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


class ItemRows(Rows):
    """Lines of the carts."""

    def item(self, item: int) -> Item | None:
        row = self.connection.execute(_ITEM.where(items.c.id == item).with_for_update(of=items)).first()
        return _to_item(row) if row else None

    def line(self, item: int) -> LineView | None:
        row = self.connection.execute(_LINE.where(items.c.id == item)).first()
        return _to_line(row) if row else None

    def family_of(self, item: int) -> int | None:
        family: int | None = self.connection.execute(
            select(items.c.family_id).where(items.c.id == item)
        ).scalar()
        return family

    def decision_on(self, item: int) -> Decision:
        row = self.connection.execute(
            select(items.c.decided_by, people.c.name, items.c.decision_note)
            .join_from(items, people, people.c.id == items.c.decided_by)
            .where(items.c.id == item)
        ).first()
        return Decision(*row) if row else Decision(None, "", "")

    def note_decision(self, item: int, by: int, note: str) -> None:
        self.connection.execute(
            update(items).where(items.c.id == item).values(decided_by=by, decision_note=note)
        )

    def settle_request(
        self, item: int, standing: Standing, closes_at: datetime | None, by: int | None, note: str
    ) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.id == item)
            .values(
                standing=standing.value,
                closes_at=closes_at,
                reminded_at=None,
                decided_by=by,
                decision_note=note,
            )
        )

    def line_count(self, family: int) -> int:
        return self.connection.execute(select(func.count()).where(items.c.family_id == family)).scalar_one()

    def addition_by_origin(self, origin: str) -> int | None:
        addition: int | None = self.connection.execute(
            select(additions.c.id).where(additions.c.origin == origin)
        ).scalar()
        return addition

    def put_addition(self, family: int, author: int, origin: str, now: datetime) -> int:
        addition: int = self.connection.execute(
            additions.insert()
            .values(family_id=family, author_id=author, origin=origin, added_at=now)
            .returning(additions.c.id)
        ).scalar_one()
        return addition

    def put_item(
        self,
        *,
        family: int,
        author: int,
        addition: int,
        draft: LineDraft,
        standing: Standing,
        closes_at: datetime | None,
        now: datetime,
    ) -> None:
        currency = select(families.c.currency).where(families.c.id == family).scalar_subquery()
        self.connection.execute(
            items.insert().values(
                family_id=family,
                author_id=author,
                addition_id=addition,
                currency=currency,
                version=1,
                revision=1,
                standing=standing.value,
                closes_at=closes_at,
                added_at=now,
                asked_minor=_price_minor(draft),
                **_columns(draft),
            )
        )

    def items_of_addition(self, addition: int) -> Sequence[Item]:
        rows = self.connection.execute(_ITEM.where(items.c.addition_id == addition).order_by(items.c.id))
        return [_to_item(row) for row in rows]

    def open_items(self, family: int) -> Sequence[Item]:
        rows = self.connection.execute(
            _ITEM.where(items.c.family_id == family)
            .order_by(items.c.urgent.desc(), items.c.id)
            .with_for_update(of=items)
        )
        return [_to_item(row) for row in rows]

    def change_item(
        self, item: Item, draft: LineDraft, *, version: int, standing: Standing, closes_at: datetime | None
    ) -> None:
        is_new = version != item.version
        begins = is_new or standing is not item.standing
        if is_new:
            self.connection.execute(delete(votes).where(votes.c.item_id == item.id))
        changed = update(items).where(items.c.id == item.id)
        self.connection.execute(
            changed.values(
                version=version,
                revision=items.c.revision + 1,
                standing=standing.value,
                closes_at=closes_at,
                **({"reminded_at": None, "recount": False} if begins else {}),
                **({"decided_by": None, "decision_note": ""} if begins else {}),
                **({"asked_minor": _price_minor(draft)} if is_new else {}),
                **_columns(draft),
            )
        )

    def hurry_card(self, place: int, due_at: datetime) -> None:
        self.connection.execute(update(cards).where(cards.c.place == place).values(due_at=due_at))

    def drop_items(self, dropped: Sequence[int]) -> None:
        self.connection.execute(delete(items).where(items.c.id.in_(dropped)))

    def cart_view(self, family: int, page: int) -> CartView | None:
        return self._page(self.connection.execute(_CART, {"family": family}).first(), page)

    def cart_of(self, person: int, page: int) -> CartView | None:
        return self._page(self.connection.execute(_CART_OF, {"person": person}).first(), page)

    def _page(self, head: Row[*tuple[Any, ...]] | None, page: int) -> CartView | None:
        if head is None:
            return None
        pages = max(1, -(-head.lines // PAGE_LINES))
        page = min(max(page, 0), pages - 1)
        rows = self.connection.execute(_PAGE, {"family": head.id, "skip": page * PAGE_LINES})
        return CartView(
            family=head.id,
            name=head.name,
            organizer=head.organizer,
            is_open=bool(head.has_cart),
            page=page,
            pages=pages,
            lines=[_to_line(row) for row in rows],
            count=head.lines,
            ready=int(head.ready),
            asking=head.asking,
            unpriced=head.unpriced,
            total=Money(int(head.total), head.currency),
        )


class RequestRows(Rows):
    """Lines of limited members that wait for an adult."""

    def requests_view(self, family: int, author: int | None, page: int, now: datetime) -> RequestsView:
        asking = [items.c.family_id == family, items.c.standing == Standing.ASKING.value]
        if author is not None:
            asking.append(items.c.author_id == author)
        count = self.connection.execute(select(func.count()).where(*asking)).scalar_one()
        pages = max(1, -(-count // PAGE_REQUESTS))
        page = min(max(page, 0), pages - 1)
        rows = self.connection.execute(
            _REQUEST.where(*asking)
            .order_by(items.c.closes_at, items.c.id)
            .limit(PAGE_REQUESTS)
            .offset(page * PAGE_REQUESTS)
        )
        return RequestsView(
            requests=[_to_request(row, now) for row in rows],
            count=count,
            page=page,
            pages=pages,
            may_decide=author is None,
        )

    def requests_to_tend(
        self, now: datetime, closing_before: datetime, limit: int
    ) -> Sequence[tuple[Item, int | None]]:
        rows = self.connection.execute(
            _REQUEST.where(
                _ASKING,
                or_(
                    items.c.closes_at <= now,
                    and_(items.c.closes_at <= closing_before, items.c.reminded_at.is_(None)),
                    members.c.limit_minor.is_(None),
                    items.c.total_minor <= members.c.limit_minor,
                ),
                _HAS_CART,
            )
            .order_by(items.c.closes_at, items.c.id)
            .limit(limit)
            .with_for_update(of=items, skip_locked=True)
        )
        return [(_to_item(row), row.limit_minor) for row in rows]

    def mark_requests_reminded(self, reminded: Sequence[int], now: datetime) -> None:
        self.connection.execute(update(items).where(items.c.id.in_(reminded)).values(reminded_at=now))


class VoteRows(Rows):
    """Votes on line versions."""

    def choice_of(self, item: int, version: int, voter: int) -> Choice | None:
        choice = self.connection.execute(
            select(votes.c.choice).where(
                votes.c.item_id == item, votes.c.version == version, votes.c.voter_id == voter
            )
        ).scalar()
        return Choice(choice) if choice is not None else None

    def ballot(self, item: int, voter: int) -> Ballot | None:
        self.hold(_HELD, {"item": item})
        row = self.connection.execute(_BALLOT, {"item": item, "voter": voter}).first()
        return _to_ballot(row) if row else None

    def put_vote(self, item: int, version: int, voter: int, choice: Choice, now: datetime) -> None:
        self.connection.execute(
            _PUT_VOTE[self.connection.dialect.name],
            {"item_id": item, "version": version, "voter_id": voter, "choice": choice.value, "cast_at": now},
        )

    def drop_vote(self, item: int, version: int, voter: int) -> None:
        self.connection.execute(_DROP_VOTE, {"item": item, "of_version": version, "voter": voter})

    def set_standing(self, item: int, standing: Standing) -> None:
        self.connection.execute(
            update(items).where(items.c.id == item).values(standing=standing.value, recount=False)
        )

    def due_votes(self, now: datetime, limit: int) -> Sequence[Ballot]:
        held = self._held_votes(items.c.closes_at <= now, limit)
        held |= self._held_votes(_RECOUNT, limit - len(held))
        due = _DUE.where(items.c.id.in_(held)).order_by(items.c.id)
        return [_to_ballot(row, must_ask=bool(row.must_ask)) for row in self.connection.execute(due)]

    def _held_votes(self, wanted: ColumnElement[bool], limit: int) -> set[int]:
        """Find one kind of due votes: each has an index of its own, and both together would use none."""
        votes_to_count = (
            select(items.c.id)
            .where(_VOTING, wanted, _HAS_CART)
            .order_by(items.c.closes_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return set(self.connection.execute(votes_to_count).scalars())

    def mark_counted(self, item: int) -> None:
        self.connection.execute(update(items).where(items.c.id == item).values(recount=False))

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
            select(items.c.id, items.c.closes_at)
            .where(items.c.family_id == family, items.c.standing.in_(_OPEN_STANDINGS))
            .order_by(items.c.id)
            .with_for_update()
        )
        for row in self.connection.execute(waiting).all():
            later = update(items).where(items.c.id == row.id).values(closes_at=row.closes_at + by)
            self.connection.execute(later)

    def silent_voters(self, now: datetime, closing_before: datetime) -> Sequence[tuple[int, int, int]]:
        near = _needs_reminder(now, closing_before)
        self.hold(select(items.c.id).where(near).order_by(items.c.id))
        has_voted = exists().where(
            votes.c.item_id == items.c.id,
            votes.c.version == items.c.version,
            votes.c.voter_id == members.c.person_id,
        )
        rows = self.connection.execute(
            select(items.c.family_id, members.c.person_id, func.count())
            .join_from(items, members, members.c.family_id == items.c.family_id)
            .where(near, ~has_voted, members.c.role == Role.ADULT.value)
            .group_by(items.c.family_id, members.c.person_id)
            .order_by(items.c.family_id, members.c.person_id)
        )
        return [(family, member, lines) for family, member, lines in rows]

    def mark_reminded(self, closing_before: datetime, now: datetime) -> None:
        self.connection.execute(
            update(items).where(_needs_reminder(now, closing_before)).values(reminded_at=now)
        )


def _needs_reminder(now: datetime, closing_before: datetime) -> ColumnElement[bool]:
    return and_(
        items.c.standing == "voting",
        items.c.closes_at > now,
        items.c.closes_at <= closing_before,
        items.c.reminded_at.is_(None),
        _HAS_CART,
    )


def _price_minor(draft: LineDraft) -> int | None:
    return draft.price.minor if draft.price else None


def _columns(draft: LineDraft) -> dict[str, object]:
    total = draft.total()
    return {
        "title": draft.title,
        "quantity": draft.quantity,
        "unit": draft.unit,
        "price_minor": _price_minor(draft),
        "total_minor": total.minor if total else None,
        "urgent": draft.urgent,
        "link": draft.link,
        "note": draft.note,
    }


def _to_item(row: Any) -> Item:  # noqa: ANN401  # a row of any select that begins as _ITEM does
    price, asked = (
        Money(minor, row.currency) if minor is not None else None
        for minor in (row.price_minor, row.asked_minor)
    )
    return Item(
        id=row.id,
        family=row.family_id,
        author=row.author_id,
        author_name=row.author_name,
        title=row.title,
        quantity=row.quantity,
        unit=row.unit,
        price=price,
        asked=asked,
        urgent=row.urgent,
        link=row.link,
        note=row.note,
        version=row.version,
        revision=row.revision,
        standing=Standing(row.standing),
        closes_at=row.closes_at,
    )


def _to_line(row: Any) -> LineView:  # noqa: ANN401  # a row of _LINE
    return LineView(_to_item(row), row.favour, row.against, row.advice_favour, row.advice_against)


def _to_request(row: Any, now: datetime) -> Request:  # noqa: ANN401  # a row of _REQUEST
    item = _to_item(row)
    asked_at = item.closes_at - REQUEST_LIFE if item.closes_at is not None else now
    hours = (now - asked_at) // timedelta(hours=1)
    return Request(item, Money(row.limit_minor or 0, row.currency), hours)


def _to_ballot(row: Any, *, must_ask: bool = False) -> Ballot:  # noqa: ANN401  # a row of _ballot
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
        organizers_choice=Choice(row.organizers_choice) if row.organizers_choice is not None else None,
        must_ask=must_ask,
    )
