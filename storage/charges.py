"""Intents to pay by an invoice, and the money that came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update

from core.orders.charge import Charge, ChargeState, ChargeView, Flaw, Intent, IntentState
from storage.rows import Rows
from storage.schema import charges, intents, orders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.orders.charge import Receipt
    from core.orders.order import Order


class ChargeRows(Rows):
    """What people mean to pay, and what they paid, through Telegram."""

    def is_charging(self, order: int, since: datetime) -> bool:
        under_way = exists().where(
            intents.c.order_id == order, intents.c.state == IntentState.OPEN.value, intents.c.asked_at > since
        )
        return bool(self.connection.execute(select(under_way)).scalar())

    def open_intent(self, order: int, payer: int) -> Intent | None:
        row = self.connection.execute(
            select(intents).where(
                intents.c.order_id == order,
                intents.c.payer_id == payer,
                intents.c.purpose == "order",
                intents.c.state == IntentState.OPEN.value,
            )
        ).first()
        return _to_intent(row) if row else None

    def intent(self, token: str) -> Intent | None:
        row = self.connection.execute(select(intents).where(intents.c.token == token)).first()
        return _to_intent(row) if row else None

    def put_intent(self, order: Order, payer: int, token: str, seal: str, now: datetime) -> None:
        self.connection.execute(
            intents.insert().values(
                token=token,
                purpose="order",
                family_id=order.family,
                order_id=order.id,
                payer_id=payer,
                minor=order.minor,
                currency=order.currency,
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
        row = self.connection.execute(select(charges).where(charges.c.id == charge).with_for_update()).first()
        return _to_charge(row) if row else None

    def charge_named(self, name: str) -> Charge | None:
        row = self.connection.execute(select(charges).where(charges.c.name == name).with_for_update()).first()
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
        self, charge: int, flaw: Flaw, family: int | None, order: int | None, due_at: datetime | None
    ) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(
                state=ChargeState.FLAGGED.value,
                flaw=flaw.value,
                family_id=family,
                order_id=order,
                due_at=due_at,
                attempts=0,
            )
        )

    def charge_refunded(self, charge: int, now: datetime) -> None:
        self.connection.execute(
            update(charges)
            .where(charges.c.id == charge)
            .values(state=ChargeState.REFUNDED.value, refunded_at=now, due_at=None)
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

    def charges_of(self, person: int, limit: int) -> Sequence[ChargeView]:
        rows = self.connection.execute(
            select(charges, orders.c.number)
            .join_from(charges, orders, isouter=True)
            .where(charges.c.payer_id == person)
            .order_by(charges.c.id.desc())
            .limit(limit)
        )
        return [
            ChargeView(
                name=row.name,
                number=row.number,
                minor=row.minor,
                currency=row.currency,
                came_at=row.came_at,
                state=ChargeState(row.state),
                flaw=Flaw(row.flaw) if row.flaw else None,
            )
            for row in rows
        ]


def _to_intent(row: Any) -> Intent:  # noqa: ANN401  # a row of the table
    return Intent(
        id=row.id,
        token=row.token,
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
