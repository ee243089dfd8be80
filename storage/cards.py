"""The live cards: what hangs where, what it shows, and when it may be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    and_,
    case,
    delete,
    exists,
    literal,
    or_,
    select,
    true,
    update,
)

from core.carts.views import CardToShow
from storage.carts import ItemRows
from storage.people import ZONE
from storage.schema import cards, family_places, members, people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class CardRows(ItemRows):
    """The live cards."""

    def put_card(
        self,
        place: int,
        message: int,
        page: int,
        opener: int,
        *,
        topic: int | None,
        seal: str,
        due_at: datetime,
    ) -> int | None:
        is_theirs = exists().where(
            family_places.c.place == place, family_places.c.family_id == members.c.family_id
        )
        fresh = {
            "topic": literal(topic, BigInteger),
            "message": literal(message, BigInteger),
            "family_id": members.c.family_id,
            "page": literal(page, Integer),
            "opener_id": members.c.person_id,
            "seal": literal(seal, Text),
            "due_at": literal(due_at, cards.c.due_at.type),
            "pin_due": true(),
        }
        new = {
            "place": literal(place, BigInteger),
            "replaced": literal(message, BigInteger),
            "changes": literal(1, Integer),
        } | fresh
        opening = select(*new.values()).where(
            members.c.person_id == opener, true() if place == opener else is_theirs
        )
        insert = self.upsert(cards).from_select(list(new), opening)
        replaced: int | None = self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["place"],
                set_={
                    **{name: insert.excluded[name] for name in fresh},
                    "replaced": cards.c.message,
                    "changes": cards.c.changes + 1,
                    "leased_until": None,
                },
            ).returning(cards.c.replaced)
        ).scalar()
        return replaced

    def turn_card(self, place: int, page: int) -> None:
        self.connection.execute(
            update(cards).where(cards.c.place == place).values(page=page, changes=cards.c.changes + 1)
        )

    def redraw_card(self, place: int, message: int) -> bool:
        drawn = self.connection.execute(
            update(cards)
            .where(cards.c.place == place, cards.c.message == message)
            .values(changes=cards.c.changes + 1)
        )
        return drawn.rowcount > 0

    def pin_card(self, place: int) -> None:
        self.connection.execute(
            update(cards)
            .where(cards.c.place == place)
            .values(pin_due=True, may_pin=True, changes=cards.c.changes + 1)
        )

    def is_card(self, place: int, message: int) -> bool:
        found = select(cards.c.place).where(cards.c.place == place, cards.c.message == message)
        return self.connection.execute(found).first() is not None

    def claim_cards(self, now: datetime, lease: datetime, limit: int) -> Sequence[CardToShow]:
        stale = self.connection.execute(
            select(
                cards.c.place,
                cards.c.topic,
                cards.c.message,
                cards.c.family_id,
                cards.c.page,
                cards.c.changes,
                cards.c.seal,
                cards.c.opener_id,
                and_(cards.c.pin_due, cards.c.may_pin).label("is_pin_due"),
                people.c.language,
                ZONE,
            )
            .join_from(cards, people, people.c.id == cards.c.opener_id)
            .where(
                cards.c.changes > cards.c.shown,
                cards.c.due_at <= now,
                or_(cards.c.leased_until.is_(None), cards.c.leased_until <= now),
            )
            .order_by(cards.c.due_at)
            .limit(limit)
            .with_for_update(of=cards, skip_locked=True)
        ).all()
        if not stale:
            return []
        self.connection.execute(
            update(cards).where(cards.c.place.in_([row.place for row in stale])).values(leased_until=lease)
        )
        shown = []
        for row in stale:
            is_own_window = row.place == row.opener_id
            view = (
                self.cart_of(row.place, row.page, now)
                if is_own_window
                else self.cart_view(row.family_id, row.page, now)
            )
            if view is not None:
                shown.append(
                    CardToShow(
                        row.place,
                        row.topic,
                        row.message,
                        row.language,
                        row.time_zone,
                        row.changes,
                        row.seal,
                        bool(row.is_pin_due),
                        view,
                    )
                )
        return shown

    def card_shown(
        self, place: int, message: int, changes: int, seal: str, due_at: datetime, *, is_pin_refused: bool
    ) -> None:
        self.connection.execute(
            update(cards)
            .where(cards.c.place == place, cards.c.message == message)
            .values(
                shown=changes,
                seal=seal,
                due_at=case(
                    (cards.c.seal == seal, cards.c.due_at), else_=literal(due_at, cards.c.due_at.type)
                ),
                leased_until=None,
                pin_due=False,
                **({"may_pin": False} if is_pin_refused else {}),
            )
        )

    def replace_card_message(self, place: int, old: int, new: int, seal: str, due_at: datetime) -> bool:
        replaced = self.connection.execute(
            update(cards)
            .where(cards.c.place == place, cards.c.message == old)
            .values(message=new, seal=seal, due_at=due_at, pin_due=True)
        )
        return replaced.rowcount > 0

    def postpone_card(self, place: int, message: int, until: datetime) -> None:
        self.connection.execute(
            update(cards).where(cards.c.place == place, cards.c.message == message).values(leased_until=until)
        )

    def drop_card(self, place: int) -> None:
        self.connection.execute(delete(cards).where(cards.c.place == place))
