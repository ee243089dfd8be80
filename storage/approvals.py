"""Lines of limited members that wait for an adult."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, literal_column, or_, select, update

from core.carts.agreement import REQUEST_LIFE, Standing
from core.carts.views import Request, RequestsView
from core.shared.money import Money
from core.shared.pages import turned_to
from storage.carts import HAS_CART, ITEM, to_item
from storage.rows import Rows
from storage.schema import items, members
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.item import Item

PAGE_REQUESTS = 5
"""Lines that wait for an adult on one page: each has a row of buttons and says how long it waits."""

_REQUEST = ITEM.add_columns(members.c.limit_minor).join(
    members,
    and_(members.c.person_id == items.c.author_id, members.c.family_id == items.c.family_id),
    isouter=True,
)

_ASKING = items.c.standing == literal_column("'asking'")
"""Written as the partial index is, so that any plan may use it."""


class RequestRows(Rows):
    """Lines of limited members that wait for an adult."""

    def asking_lines(self, author: int, reader: int, now: datetime, *, besides: int) -> int:
        asking = select(func.count()).where(
            _ASKING, items.c.author_id == author, items.c.id != besides, shown_to(items, reader, now)
        )
        return self.connection.execute(asking).scalar_one()

    def requests_view(
        self, family: int, reader: int, page: int, now: datetime, *, only_own: bool
    ) -> RequestsView:
        asking = [
            items.c.family_id == family,
            items.c.standing == Standing.ASKING.value,
            shown_to(items, reader, now),
        ]
        if only_own:
            asking.append(items.c.author_id == reader)
        count = self.connection.execute(select(func.count()).where(*asking)).scalar_one()
        page, pages = turned_to(page, count, PAGE_REQUESTS)
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
            may_decide=not only_own,
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
                HAS_CART,
            )
            .order_by(items.c.closes_at, items.c.id)
            .limit(limit)
            .with_for_update(of=items, skip_locked=True)
        )
        return [(to_item(row), row.limit_minor) for row in rows]

    def mark_requests_reminded(self, reminded: Sequence[int], now: datetime) -> None:
        self.connection.execute(update(items).where(items.c.id.in_(reminded)).values(reminded_at=now))


def _to_request(row: Any, now: datetime) -> Request:  # noqa: ANN401  # a row of _REQUEST
    item = to_item(row)
    asked_at = item.closes_at - REQUEST_LIFE if item.closes_at is not None else now
    hours = (now - asked_at) // timedelta(hours=1)
    return Request(item, Money(row.limit_minor or 0, row.currency), hours)
