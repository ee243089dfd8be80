"""Lines, and the votes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from core.carts.agreement import Choice, Standing, remind_at
from core.carts.item import Item
from core.carts.reading import LineDraft
from core.carts.trip import Mark
from core.carts.views import PAGE_LINES, CartView, Decision, LineView
from core.families.family import MayLock, Role, Units
from core.shared.money import Money
from core.shared.pages import turned_to
from storage.drafts import draft_columns, price_minor
from storage.rows import Rows
from storage.schema import additions, families, items, members, people, staples, trips, votes
from storage.surprises import shown_to, shown_to_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

ITEM = (
    select(
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
        items.c.before,
        items.c.hidden_from,
        items.c.hidden_until,
        items.c.mark,
        items.c.marked_by,
        families.c.units,
    )
    .join_from(items, people, people.c.id == items.c.author_id)
    .join(families, families.c.id == items.c.family_id)
)


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


_LINE = ITEM.add_columns(
    _votes(Role.ADULT, Choice.FOR).label("favour"),
    _votes(Role.ADULT, Choice.AGAINST).label("against"),
    _votes(Role.LIMITED, Choice.FOR).label("advice_favour"),
    _votes(Role.LIMITED, Choice.AGAINST).label("advice_against"),
)

HAS_CART = (
    exists()
    .where(families.c.id == items.c.family_id, families.c.has_cart, families.c.disbanded_at.is_(None))
    .correlate(items)
)
"""While there is no cart, or no family, nothing about a line becomes due."""

_WISHED = items.c.standing.not_in([Standing.ASKING.value, Standing.DECLINED.value])
"""What no adult has to allow any more."""

_MAY_BE_ORDERED = [standing.value for standing in Standing if standing.may_be_ordered]
READY = items.c.standing.in_(_MAY_BE_ORDERED)

_shoppers = people.alias("shoppers")
_IN_THE_SHOP = (
    select(_shoppers.c.name)
    .join_from(trips, _shoppers, _shoppers.c.id == trips.c.shopper_id)
    .where(trips.c.family_id == families.c.id)
    .correlate(families)
    .scalar_subquery()
)
_UNTIL = select(trips.c.until).where(trips.c.family_id == families.c.id).correlate(families).scalar_subquery()

_adults = members.alias("adults")
_NEXT_SEAT = (
    select(func.min(_adults.c.seat))
    .where(_adults.c.family_id == families.c.id, _adults.c.role == Role.ADULT.value)
    .correlate(families)
)
_TURN = func.coalesce(
    _NEXT_SEAT.where(_adults.c.seat > families.c.turn_taken).scalar_subquery(), _NEXT_SEAT.scalar_subquery()
)
"""Whose turn to check out it is: what `core.families.turns` says, for the one statement of the card."""

_MAY_CHECK_OUT = (
    exists()
    .where(
        members.c.person_id == bindparam("person"),
        members.c.family_id == families.c.id,
        members.c.role == Role.ADULT.value,
        or_(
            families.c.organizer_id == members.c.person_id,
            families.c.may_lock == MayLock.ADULTS.value,
            and_(families.c.may_lock == MayLock.ROTATION.value, members.c.seat == _TURN),
        ),
    )
    .correlate(families)
)

_NOW = bindparam("now", type_=items.c.added_at.type)
_TO_ONE = shown_to(items, bindparam("person"), _NOW)
_TO_ALL = shown_to_all(items, _NOW)

_presents = items.alias("presents")
_MAY_CHECK_OUT_PRESENTS = and_(
    exists()
    .where(
        members.c.person_id == bindparam("person"),
        members.c.family_id == families.c.id,
        members.c.role == Role.ADULT.value,
    )
    .correlate(families),
    exists()
    .where(
        _presents.c.family_id == families.c.id,
        _presents.c.standing.in_(_MAY_BE_ORDERED),
        ~shown_to(_presents, families.c.organizer_id, _NOW),
    )
    .correlate(families),
    families.c.organizer_id != bindparam("person"),
)
"""What is hidden from the organizer any adult may check out, see `core.orders.stewards`."""


def _carts(shown: ColumnElement[bool], may_check_out: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select families with the sums over those lines of theirs that are shown."""
    return (
        select(
            families.c.id,
            families.c.name,
            families.c.currency,
            families.c.has_cart,
            families.c.rich_card,
            func.coalesce(people.c.name, "").label("organizer"),
            may_check_out.label("may_check_out"),
            func.count(items.c.id).label("lines"),
            func.coalesce(func.sum(case((READY, 1), else_=0)), 0).label("ready"),
            func.count(case((items.c.standing == Standing.ASKING.value, 1))).label("asking"),
            func.coalesce(func.sum(case((_WISHED, items.c.total_minor))), 0).label("total"),
            func.count(case((and_(_WISHED, items.c.price_minor.is_(None)), 1))).label("unpriced"),
            _IN_THE_SHOP.label("shopper"),
            _UNTIL.label("until"),
        )
        .join_from(families, people, people.c.id == families.c.organizer_id, isouter=True)
        .join(items, and_(items.c.family_id == families.c.id, shown), isouter=True)
        .group_by(
            families.c.id,
            families.c.name,
            families.c.currency,
            families.c.has_cart,
            families.c.rich_card,
            people.c.name,
        )
    )


def _page(shown: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        _LINE.where(items.c.family_id == bindparam("family"), shown)
        .order_by(items.c.urgent.desc(), items.c.id)
        .limit(PAGE_LINES)
        .offset(bindparam("skip"))
    )


_IS_THEIRS = (
    families.c.id
    == select(members.c.family_id).where(members.c.person_id == bindparam("person")).scalar_subquery()
)
_CART = _carts(_TO_ALL, false()).where(families.c.id == bindparam("family"))
_CART_OF = _carts(_TO_ONE, or_(_MAY_CHECK_OUT, _MAY_CHECK_OUT_PRESENTS)).where(_IS_THEIRS)
_PUBLIC_CART_OF = _carts(_TO_ALL, _MAY_CHECK_OUT).where(_IS_THEIRS)
_PAGE = _page(_TO_ONE)
_PUBLIC_PAGE = _page(_TO_ALL)


class ItemRows(Rows):
    """Lines of the carts."""

    def item(self, item: int) -> Item | None:
        row = self.connection.execute(ITEM.where(items.c.id == item).with_for_update(of=items)).first()
        return to_item(row) if row else None

    def line(self, item: int, reader: int, now: datetime) -> LineView | None:
        row = self.connection.execute(_LINE.where(items.c.id == item, shown_to(items, reader, now))).first()
        return _to_line(row) if row else None

    def family_of(self, item: int, reader: int, now: datetime) -> int | None:
        family: int | None = self.connection.execute(
            select(items.c.family_id).where(items.c.id == item, shown_to(items, reader, now))
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
        self,
        item: int,
        standing: Standing,
        closes_at: datetime | None,
        by: int | None,
        note: str,
        *,
        now: datetime,
    ) -> None:
        self.connection.execute(
            update(items)
            .where(items.c.id == item)
            .values(
                standing=standing.value,
                closes_at=closes_at,
                remind_at=to_remind_at(standing, closes_at, now),
                reminded_at=None,
                decided_by=by,
                decision_note=note,
            )
        )

    def staple_named(self, family: int, name: str) -> int | None:
        staple: int | None = self.connection.execute(
            select(staples.c.id).where(staples.c.family_id == family, staples.c.name == name)
        ).scalar()
        return staple

    def line_count(self, family: int, now: datetime) -> int:
        return self.connection.execute(
            select(func.count()).where(items.c.family_id == family, shown_to_all(items, now))
        ).scalar_one()

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
                remind_at=to_remind_at(standing, closes_at, now),
                added_at=now,
                asked_minor=price_minor(draft),
                **_columns(draft),
            )
        )

    def items_of_addition(self, addition: int) -> Sequence[Item]:
        rows = self.connection.execute(ITEM.where(items.c.addition_id == addition).order_by(items.c.id))
        return [to_item(row) for row in rows]

    def addition_of(self, item: int) -> int | None:
        addition: int | None = self.connection.execute(
            select(items.c.addition_id).where(items.c.id == item)
        ).scalar()
        return addition

    def origin_of(self, item: int) -> str:
        origin: str | None = self.connection.execute(
            select(additions.c.origin).join_from(items, additions).where(items.c.id == item)
        ).scalar()
        return origin or ""

    def cart_lines(self, family: int) -> Sequence[Item]:
        rows = self.connection.execute(ITEM.where(items.c.family_id == family).order_by(items.c.id))
        return [to_item(row) for row in rows]

    def open_items(self, family: int, reader: int, now: datetime) -> Sequence[Item]:
        rows = self.connection.execute(
            ITEM.where(items.c.family_id == family, shown_to(items, reader, now))
            .order_by(items.c.urgent.desc(), items.c.id)
            .with_for_update(of=items)
        )
        return [to_item(row) for row in rows]

    def change_item(
        self,
        item: Item,
        draft: LineDraft,
        *,
        version: int,
        standing: Standing,
        closes_at: datetime | None,
        asked: Money | None,
        before: LineDraft | None,
        now: datetime,
    ) -> None:
        is_new = version != item.version
        begins = is_new or standing is not item.standing
        of_line = votes.c.item_id == item.id
        if is_new and standing is Standing.APPROVED:
            self.connection.execute(update(votes).where(of_line).values(version=version))
        elif is_new:
            self.connection.execute(delete(votes).where(of_line))
        changed = update(items).where(items.c.id == item.id)
        self.connection.execute(
            changed.values(
                version=version,
                revision=items.c.revision + 1,
                standing=standing.value,
                closes_at=closes_at,
                before=_to_before(before),
                **(_anew(standing, closes_at, now) if begins else {}),
                asked_minor=asked.minor if asked is not None else None,
                **({} if standing.may_be_ordered else {"mark": None, "marked_by": None}),
                **_columns(draft),
            )
        )

    def drop_items(self, dropped: Sequence[int]) -> None:
        self.connection.execute(delete(items).where(items.c.id.in_(dropped)))

    def cart_view(self, family: int, page: int, now: datetime) -> CartView | None:
        return self._turned(_CART, _PUBLIC_PAGE, page, {"family": family, "now": now})

    def cart_of(self, person: int, page: int, now: datetime, *, is_public: bool = False) -> CartView | None:
        cart, lines = (_PUBLIC_CART_OF, _PUBLIC_PAGE) if is_public else (_CART_OF, _PAGE)
        return self._turned(cart, lines, page, {"person": person, "now": now})

    def _turned(
        self,
        cart: Select[*tuple[Any, ...]],
        lines: Select[*tuple[Any, ...]],
        page: int,
        whose: Mapping[str, object],
    ) -> CartView | None:
        head = self.connection.execute(cart, whose).first()
        if head is None:
            return None
        page, pages = turned_to(page, head.lines, PAGE_LINES)
        here = {**whose, "family": head.id, "skip": page * PAGE_LINES}
        rows = self.connection.execute(lines, here)
        return CartView(
            family=head.id,
            name=head.name,
            organizer=head.organizer,
            is_open=bool(head.has_cart),
            is_rich=bool(head.rich_card),
            page=page,
            pages=pages,
            lines=[_to_line(row) for row in rows],
            count=head.lines,
            ready=int(head.ready),
            asking=head.asking,
            unpriced=head.unpriced,
            total=Money(int(head.total), head.currency),
            may_check_out=bool(head.may_check_out),
            shopper=head.shopper,
            until=head.until,
        )


def _anew(standing: Standing, closes_at: datetime | None, now: datetime) -> dict[str, object]:
    """Return what holds for a line that begins to stand so: nobody was reminded, nobody decided."""
    return {
        "remind_at": to_remind_at(standing, closes_at, now),
        "reminded_at": None,
        "recount": False,
        "decided_by": None,
        "decision_note": "",
    }


def to_remind_at(standing: Standing, closes_at: datetime | None, now: datetime) -> datetime | None:
    """Return when to remind of a line that begins to stand so now, None when nobody votes on it."""
    is_vote = standing is Standing.VOTING and closes_at is not None
    return remind_at(now, closes_at) if is_vote and closes_at is not None else None


def _to_before(before: LineDraft | None) -> dict[str, object] | None:
    if before is None:
        return None
    parts = {"title": before.title, "quantity": before.quantity, "unit": before.unit, "link": before.link}
    return parts | {"minor": price_minor(before)}


def _columns(draft: LineDraft) -> dict[str, object]:
    total = draft.total()
    return {**draft_columns(draft), "total_minor": total.minor if total else None}


def to_item(row: Any) -> Item:  # noqa: ANN401  # as below
    """Return the line in a row of any select that begins as `ITEM` does."""
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
        before=_from_before(row.before, row.currency),
        hidden_from=row.hidden_from,
        hidden_until=row.hidden_until,
        units=Units(row.units),
        mark=Mark(row.mark) if row.mark else None,
        marked_by=row.marked_by,
    )


def _from_before(before: dict[str, Any] | None, currency: str) -> LineDraft | None:
    if before is None:
        return None
    minor = before["minor"]
    price = Money(minor, currency) if minor is not None else None
    return LineDraft(before["title"], before["quantity"], before["unit"], price, link=before["link"])


def _to_line(row: Any) -> LineView:  # noqa: ANN401  # a row of _LINE
    return LineView(to_item(row), row.favour, row.against, row.advice_favour, row.advice_against)
