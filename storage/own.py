"""People's own carts, and what they typed in other chats. No family is named here, so none can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from core.carts.inline import InlineAsk
from core.carts.own_line import OwnLine
from storage.drafts import draft_columns, to_draft
from storage.rows import Rows
from storage.schema import inline_asks, own_additions, own_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.carts.reading import LineDraft

_LINES = select(own_items).order_by(own_items.c.urgent.desc(), own_items.c.id)


class OwnRows(Rows):
    """Lines of people's own carts."""

    def own_count(self, owner: int) -> int:
        counting = select(func.count()).select_from(own_items).where(own_items.c.owner_id == owner)
        return self.connection.execute(counting).scalar_one()

    def own_line(self, item: int) -> OwnLine | None:
        row = self.connection.execute(_LINES.where(own_items.c.id == item).with_for_update()).first()
        return _to_line(row) if row else None

    def own_lines(self, owner: int) -> Sequence[OwnLine]:
        rows = self.connection.execute(_LINES.where(own_items.c.owner_id == owner))
        return [_to_line(row) for row in rows]

    def own_lines_of(self, addition: int) -> Sequence[OwnLine]:
        rows = self.connection.execute(
            select(own_items).where(own_items.c.addition_id == addition).order_by(own_items.c.id)
        )
        return [_to_line(row) for row in rows]

    def own_addition_by_origin(self, origin: str) -> int | None:
        addition: int | None = self.connection.execute(
            select(own_additions.c.id).where(own_additions.c.origin == origin)
        ).scalar()
        return addition

    def put_own_addition(self, owner: int, origin: str, now: datetime) -> int:
        addition: int = self.connection.execute(
            own_additions.insert()
            .values(owner_id=owner, origin=origin, added_at=now)
            .returning(own_additions.c.id)
        ).scalar_one()
        return addition

    def put_own_line(self, owner: int, addition: int, draft: LineDraft) -> None:
        self.connection.execute(
            own_items.insert().values(owner_id=owner, addition_id=addition, revision=1, **_columns(draft))
        )

    def change_own_line(self, item: int, draft: LineDraft) -> None:
        self.connection.execute(
            update(own_items)
            .where(own_items.c.id == item)
            .values(revision=own_items.c.revision + 1, **_columns(draft))
        )

    def drop_own_lines(self, dropped: Sequence[int]) -> None:
        self.connection.execute(delete(own_items).where(own_items.c.id.in_(dropped)))

    def put_inline_ask(self, ask: InlineAsk) -> int:
        row = {"person_id": ask.person, "text": ask.text, "asked_at": ask.asked_at}
        putting = (
            self.upsert(inline_asks)
            .values(row)
            .on_conflict_do_update(index_elements=["person_id", "text"], set_={"asked_at": ask.asked_at})
            .returning(inline_asks.c.id)
        )
        number: int = self.connection.execute(putting).scalar_one()
        return number

    def inline_ask(self, ask: int) -> InlineAsk | None:
        row = self.connection.execute(
            select(inline_asks.c.person_id, inline_asks.c.text, inline_asks.c.asked_at).where(
                inline_asks.c.id == ask
            )
        ).first()
        return InlineAsk(*row) if row else None

    def forget_inline_asks(self, before: datetime) -> None:
        self.connection.execute(delete(inline_asks).where(inline_asks.c.asked_at <= before))


def _columns(draft: LineDraft) -> dict[str, object]:
    return {**draft_columns(draft), "currency": draft.price.currency if draft.price else None}


def _to_line(row: Any) -> OwnLine:  # noqa: ANN401  # a row of own_items
    return OwnLine(row.id, row.owner_id, to_draft(row), row.revision)
