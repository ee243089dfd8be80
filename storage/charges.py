"""Intents to pay by an invoice, and the money that came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, select, update

from core.families.family import Role
from core.orders.charge import (
    STARS,
    Charge,
    ChargeState,
    ChargeView,
    Flaw,
    Intent,
    IntentState,
    Purpose,
    share_key,
)
from storage.rows import Rows
from storage.schema import charges, families, intents, members, orders, people
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from core.orders.charge import Receipt


class ChargeRows(Rows):
    """What people mean to pay, and what they paid, through Telegram."""

    def is_charging(self, order: int, since: datetime, payer: int | None = None) -> bool:
        theirs = [intents.c.payer_id == payer] if payer is not None else []
        under_way = exists().where(intents.c.order_id == order, _IS_OPEN, intents.c.asked_at > since, *theirs)
        return bool(self.connection.execute(select(under_way)).scalar())

    def share_charge(self, order: int, person: int) -> Charge | None:
        return self._charge(charges.c.settles == share_key(order, person))

    def open_intent(self, purpose: Purpose, order: int, payer: int) -> Intent | None:
        row = self.connection.execute(
            select(intents).where(
                intents.c.order_id == order,
                intents.c.payer_id == payer,
                intents.c.purpose == purpose.value,
                _IS_OPEN,
            )
        ).first()
        return _to_intent(row) if row else None

    def open_top_up_intent(self, family: int, payer: int, minor: int) -> Intent | None:
        row = self.connection.execute(
            select(intents).where(
                intents.c.family_id == family,
                intents.c.payer_id == payer,
                intents.c.minor == minor,
                intents.c.purpose == Purpose.TOP_UP.value,
                _IS_OPEN,
            )
        ).first()
        return _to_intent(row) if row else None

    def intent(self, token: str) -> Intent | None:
        row = self.connection.execute(select(intents).where(intents.c.token == token)).first()
        return _to_intent(row) if row else None

    def put_intent(
        self,
        *,
        token: str,
        purpose: Purpose,
        family: int,
        order: int | None,
        payer: int,
        minor: int,
        seal: str,
        now: datetime,
    ) -> None:
        self.connection.execute(
            intents.insert().values(
                token=token,
                purpose=purpose.value,
                family_id=family,
                order_id=order,
                payer_id=payer,
                minor=minor,
                currency=select(families.c.currency).where(families.c.id == family).scalar_subquery(),
                seal=seal,
                state=IntentState.OPEN.value,
                asked="",
                written_at=now,
            )
        )

    def set_intent_state(self, intent: int, state: IntentState) -> None:
        self.connection.execute(update(intents).where(intents.c.id == intent).values(state=state.value))

    def note_asked(self, intent: int, query: str, now: datetime) -> None:
        self.connection.execute(
            update(intents).where(intents.c.id == intent).values(asked=query, asked_at=now)
        )

    def charge(self, charge: int) -> Charge | None:
        return self._charge(charges.c.id == charge)

    def charge_named(self, name: str) -> Charge | None:
        return self._charge(charges.c.name == name)

    def _charge(self, which: ColumnElement[bool]) -> Charge | None:
        row = self.connection.execute(select(charges).where(which).with_for_update()).first()
        return _to_charge(row) if row else None

    def put_charge(self, payer: int, receipt: Receipt, now: datetime, due_at: datetime) -> int:
        charge: int = self.connection.execute(
            charges.insert()
            .values(
                name=receipt.charge,
                provider_name=receipt.provider_charge,
                payload=receipt.payload,
                payer_id=payer,
                minor=receipt.minor,
                currency=receipt.currency,
                state=ChargeState.CAME.value,
                came_at=now,
                due_at=due_at,
                attempts=0,
            )
            .returning(charges.c.id)
        ).scalar_one()
        return charge

    def apply_charge(self, charge: int, intent: Intent, settles: str) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(
                state=ChargeState.APPLIED.value,
                intent_id=intent.id,
                family_id=intent.family,
                order_id=intent.order,
                settles=settles,
                due_at=None,
            )
        )

    def flag_charge(
        self, charge: int, flaw: Flaw, family: int | None, intent: Intent | None, due_at: datetime | None
    ) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(
                state=ChargeState.FLAGGED.value,
                settles=None,
                flaw=flaw.value,
                intent_id=intent.id if intent is not None else None,
                family_id=family,
                order_id=intent.order if intent is not None else None,
                due_at=due_at,
                attempts=0,
            )
        )

    def charge_refunded(self, charge: int, now: datetime) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(state=ChargeState.REFUNDED.value, settles=None, refunded_at=now, due_at=None)
        )

    def lease_charges(
        self, state: ChargeState, now: datetime, until: datetime, limit: int
    ) -> Sequence[Charge]:
        due = self.connection.execute(
            select(charges)
            .where(charges.c.state == state.value, charges.c.due_at <= now)
            .order_by(charges.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        if due:
            leased = charges.c.id.in_([row.id for row in due])
            self.connection.execute(update(charges).where(leased).values(due_at=until))
        return [_to_charge(row) for row in due]

    def postpone_charge(self, charge: int, due_at: datetime) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(due_at=due_at, attempts=charges.c.attempts + 1)
        )

    def charges_of(self, person: int, limit: int, now: datetime) -> Sequence[ChargeView]:
        return self._charge_views(charges.c.payer_id == person, person, limit, now)

    def charges_to_return(self, reader: int, limit: int, now: datetime) -> Sequence[ChargeView]:
        is_adult_there = exists().where(
            members.c.person_id == reader,
            members.c.family_id == charges.c.family_id,
            members.c.role == Role.ADULT.value,
        )
        is_asked = and_(
            charges.c.state == ChargeState.FLAGGED.value,
            charges.c.currency != STARS,
            charges.c.payer_id != reader,
            is_adult_there,
            shown_to(orders, reader, now),
        )
        return self._charge_views(is_asked, reader, limit, now)

    def _charge_views(
        self, which: ColumnElement[bool], reader: int, limit: int, now: datetime
    ) -> Sequence[ChargeView]:
        is_shown = shown_to(orders, reader, now).label("is_shown")
        rows = self.connection.execute(
            select(charges, orders.c.number, PURPOSE, people.c.name.label("payer"), is_shown)
            .join_from(charges, people)
            .join(orders, orders.c.id == charges.c.order_id, isouter=True)
            .join(intents, intents.c.id == charges.c.intent_id, isouter=True)
            .where(which)
            .order_by(charges.c.id.desc())
            .limit(limit)
        )
        return [
            ChargeView(
                id=row.id,
                name=row.name,
                payer=row.payer,
                purpose=Purpose(row.purpose) if row.purpose and row.is_shown else None,
                number=row.number if row.is_shown else None,
                minor=row.minor,
                currency=row.currency,
                came_at=row.came_at,
                state=ChargeState(row.state),
                flaw=Flaw(row.flaw) if row.flaw else None,
            )
            for row in rows
        ]


def has_charged_share(order: int, person: int) -> ColumnElement[bool]:
    """Whether money that came paid somebody's share of the order, and was not given back."""
    return exists().where(charges.c.settles == share_key(order, person))


PURPOSE = func.coalesce(
    intents.c.purpose, case((charges.c.order_id.is_not(None), Purpose.ORDER.value))
).label("purpose")
"""What a charge was for, of its intent joined to it; one that was flagged long ago knows but its order."""

_IS_OPEN = intents.c.state == IntentState.OPEN.value


def _to_intent(row: Any) -> Intent:  # noqa: ANN401  # a row of the table
    return Intent(
        id=row.id,
        token=row.token,
        purpose=Purpose(row.purpose),
        order=row.order_id,
        family=row.family_id,
        payer=row.payer_id,
        minor=row.minor,
        currency=row.currency,
        seal=row.seal,
        state=IntentState(row.state),
        asked=row.asked,
        asked_at=row.asked_at,
    )


def _to_charge(row: Any) -> Charge:  # noqa: ANN401  # a row of the table
    return Charge(
        id=row.id,
        name=row.name,
        payload=row.payload,
        payer=row.payer_id,
        minor=row.minor,
        currency=row.currency,
        state=ChargeState(row.state),
        family=row.family_id,
        order=row.order_id,
        attempts=row.attempts,
    )
