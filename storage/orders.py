"""Orders, shares, payments and the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select, update

from core.families.family import Role, Units
from core.orders.charge import IntentState
from core.orders.order import Order, OrderState, Payment, PaymentState
from core.orders.views import (
    Debt,
    OrderLine,
    OrderSummary,
    OrdersView,
    OrderView,
    ShareState,
    ShareView,
)
from storage.rows import Rows
from storage.schema import (
    deeds,
    families,
    intents,
    items,
    ledger_entries,
    members,
    order_lines,
    orders,
    payments,
    people,
    shares,
)
from storage.surprises import shown_to

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from core.carts.item import Item
    from core.ledger.posting import Posting

_ORDER = select(
    orders.c.id,
    orders.c.family_id,
    orders.c.number,
    orders.c.state,
    orders.c.currency,
    orders.c.minor,
    orders.c.payer_id,
    orders.c.paying_since,
    orders.c.hidden_from,
    orders.c.hidden_until,
)

_PAYMENT = select(
    payments.c.id,
    payments.c.order_id,
    payments.c.debtor_id,
    payments.c.payee_id,
    payments.c.minor,
    payments.c.attempt,
    payments.c.state,
)

_MOMENT_OF = {
    OrderState.PAID: "paid_at",
    OrderState.RECEIVED: "received_at",
    OrderState.CLOSED: "closed_at",
    OrderState.CANCELLED: "cancelled_at",
}

_DUE_STATES = (OrderState.PAID.value, OrderState.RECEIVED.value)


class OrderRows(Rows):
    """Orders with their frozen lines and shares."""

    def order(self, order: int) -> Order | None:
        row = self.connection.execute(_ORDER.where(orders.c.id == order).with_for_update()).first()
        return _to_order(row) if row else None

    def order_by_number(self, family: int, number: int) -> Order | None:
        row = self.connection.execute(
            _ORDER.where(orders.c.family_id == family, orders.c.number == number)
        ).first()
        return _to_order(row) if row else None

    def order_by_seal(self, family: int, seal: str, reader: int, now: datetime) -> Order | None:
        row = self.connection.execute(
            _ORDER.where(
                orders.c.family_id == family,
                orders.c.seal == seal,
                shown_to(orders, reader, now),
            )
            .order_by(orders.c.id)
            .limit(1)
        ).first()
        return _to_order(row) if row else None

    def surprise_numbers(self, family: int) -> Collection[int]:
        return set(
            self.connection.execute(
                select(orders.c.number).where(orders.c.family_id == family, orders.c.number < 0)
            ).scalars()
        )

    def hide_deeds(self, lines: Sequence[int], until: datetime) -> None:
        about = deeds.c.item_id.in_(lines), deeds.c.hidden_from.is_not(None)
        self.connection.execute(update(deeds).where(*about).values(hidden_until=until))

    def put_order(
        self,
        *,
        family: int,
        number: int,
        locked_by: int,
        bought_by: int | None,
        seal: str,
        items: Sequence[Item],
        shares: Mapping[int, int],
        now: datetime,
    ) -> int:
        order: int = self.connection.execute(
            orders.insert()
            .values(
                family_id=family,
                number=number,
                state=OrderState.LOCKED.value,
                currency=select(families.c.currency).where(families.c.id == family).scalar_subquery(),
                minor=sum(shares.values()),
                locked_by=locked_by,
                bought_by=bought_by,
                locked_at=now,
                seal=seal,
                hidden_from=items[0].hidden_from if number < 0 else None,
                hidden_until=items[0].hidden_until if number < 0 else None,
            )
            .returning(orders.c.id)
        ).scalar_one()
        lines = [_to_frozen(order, position, item) for position, item in enumerate(items, start=1)]
        self.connection.execute(order_lines.insert(), lines)
        owed = [{"order_id": order, "person_id": who, "minor": minor} for who, minor in shares.items()]
        self.connection.execute(_SHARES.insert(), owed)
        if number > 0:
            self.connection.execute(update(families).where(families.c.id == family).values(orders=number))
        return order

    def set_order_state(
        self,
        order: int,
        state: OrderState,
        *,
        payer: int | None,
        paying_since: datetime | None,
        now: datetime,
    ) -> None:
        moment = _MOMENT_OF.get(state)
        self.connection.execute(
            update(orders)
            .where(orders.c.id == order)
            .values(
                state=state.value,
                payer_id=payer,
                paying_since=paying_since,
                **({moment: now} if moment else {}),
            )
        )

    def shares_of(self, order: int) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(shares.c.person_id, shares.c.minor)
            .where(shares.c.order_id == order)
            .order_by(shares.c.person_id)
        )
        return {row.person_id: row.minor for row in rows}

    def return_lines(self, order: int, heir: int, now: datetime) -> Sequence[int]:
        is_member = exists().where(
            members.c.person_id == order_lines.c.owner_id, members.c.family_id == orders.c.family_id
        )
        lines = self.connection.execute(
            select(
                order_lines,
                orders.c.family_id,
                orders.c.currency,
                orders.c.hidden_from,
                orders.c.hidden_until,
                is_member.label("is_member"),
            )
            .join_from(order_lines, orders)
            .where(order_lines.c.order_id == order)
            .order_by(order_lines.c.position)
        ).all()
        returned = [
            {
                "family_id": line.family_id,
                "author_id": line.owner_id if line.is_member else heir,
                "title": line.title,
                "quantity": line.quantity,
                "unit": line.unit,
                "price_minor": line.price_minor,
                "asked_minor": line.price_minor,
                "total_minor": line.total_minor,
                "currency": line.currency,
                "urgent": line.urgent,
                "link": line.link,
                "note": line.note,
                "version": line.version,
                "revision": 1,
                "standing": line.standing,
                "hidden_from": line.hidden_from,
                "hidden_until": line.hidden_until,
                "added_at": now,
            }
            for line in lines
        ]
        back = self.connection.execute(items.insert().returning(items.c.id), returned)
        return sorted(back.scalars())

    def stale_payers(self, before: datetime, limit: int) -> Sequence[Order]:
        rows = self.connection.execute(
            _ORDER.where(orders.c.state == OrderState.PAYING.value, orders.c.paying_since <= before)
            .order_by(orders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_to_order(row) for row in rows]

    def order_view(self, order: int, reader: int, now: datetime) -> OrderView | None:
        payer, shopper, kept_out = people.alias("payer"), people.alias("shopper"), people.alias("kept_out")
        is_hidden = orders.c.hidden_until > now
        row = self.connection.execute(
            select(
                orders,
                families.c.name.label("family"),
                families.c.units,
                payer.c.name.label("payer_name"),
                shopper.c.name.label("shopper"),
                _is_member(reader).label("is_member"),
                _is_adult(reader).label("is_adult"),
                (families.c.organizer_id == reader).label("is_organizer"),
                kept_out.c.name.label("hidden_from_name"),
                (kept_out.c.id == families.c.organizer_id).label("is_organizers"),
                _is_invoiced(reader).label("is_invoiced"),
            )
            .join_from(orders, families)
            .join(payer, payer.c.id == orders.c.payer_id, isouter=True)
            .join(shopper, shopper.c.id == orders.c.bought_by, isouter=True)
            .join(kept_out, (kept_out.c.id == orders.c.hidden_from) & is_hidden, isouter=True)
            .where(orders.c.id == order, concerns(reader), shown_to(orders, reader, now))
        ).first()
        if row is None:
            return None
        lines = self.connection.execute(
            select(order_lines).where(order_lines.c.order_id == order).order_by(order_lines.c.position)
        )
        return OrderView(
            id=row.id,
            number=row.number,
            family=row.family,
            state=OrderState(row.state),
            currency=row.currency,
            units=Units(row.units),
            minor=row.minor,
            locked_at=row.locked_at,
            payer=row.payer_id,
            payer_name=row.payer_name,
            shopper=row.shopper,
            paying_since=row.paying_since,
            lines=[
                OrderLine(line.owner_id, line.title, line.quantity, line.unit, line.total_minor)
                for line in lines
            ],
            shares=self._share_views(order, OrderState(row.state), row.payer_id),
            reader=reader,
            reader_is_member=bool(row.is_member),
            reader_is_adult=bool(row.is_adult),
            reader_may_cancel=bool(row.is_adult if row.is_organizers else row.is_organizer),
            hidden_from=row.hidden_from_name,
            hidden_until=row.hidden_until,
            is_invoiced=bool(row.is_invoiced),
        )

    def _share_views(self, order: int, state: OrderState, payer: int | None) -> Sequence[ShareView]:
        sent: dict[int, list[Payment]] = {}
        for payment in self.payments_of(order):
            sent.setdefault(payment.debtor, []).append(payment)
        rows = self.connection.execute(
            select(shares.c.person_id, people.c.name, shares.c.minor)
            .join_from(shares, people)
            .where(shares.c.order_id == order)
            .order_by(shares.c.minor.desc(), shares.c.person_id)
        )
        return [
            _to_share(row.person_id, row.name, row.minor, state, payer, sent.get(row.person_id, []))
            for row in rows
        ]

    def orders_view(self, reader: int, limit: int, now: datetime) -> OrdersView:
        rows = self.connection.execute(
            select(
                orders.c.id,
                orders.c.number,
                families.c.name,
                orders.c.state,
                orders.c.currency,
                orders.c.minor,
            )
            .join_from(orders, families)
            .where(concerns(reader), shown_to(orders, reader, now))
            .order_by(orders.c.id.desc())
            .limit(limit)
        )
        listed = [
            OrderSummary(row.id, row.number, row.name, OrderState(row.state), row.currency, row.minor)
            for row in rows
        ]
        return OrdersView(listed, self._debts(reader))

    def _debts(self, reader: int) -> Sequence[Debt]:
        other = people.alias("other")
        is_owed = orders.c.payer_id == reader
        sent = exists().where(
            payments.c.order_id == orders.c.id,
            payments.c.debtor_id == shares.c.person_id,
            payments.c.state == PaymentState.CLAIMED.value,
        )
        settled = exists().where(
            payments.c.order_id == orders.c.id,
            payments.c.debtor_id == shares.c.person_id,
            payments.c.state == PaymentState.CONFIRMED.value,
        )
        rows = self.connection.execute(
            select(
                orders.c.id,
                orders.c.number,
                other.c.name,
                shares.c.minor,
                is_owed.label("is_owed"),
                orders.c.currency,
                sent.label("is_sent"),
            )
            .join_from(shares, orders)
            .join(
                other,
                or_(
                    (is_owed & (other.c.id == shares.c.person_id)),
                    (~is_owed & (other.c.id == orders.c.payer_id)),
                ),
            )
            .where(
                orders.c.state.in_(_DUE_STATES),
                or_(is_owed, shares.c.person_id == reader),
                shares.c.person_id != orders.c.payer_id,
                shares.c.minor > 0,
                ~settled,
            )
            .order_by(orders.c.id, shares.c.person_id)
        )
        return [
            Debt(
                order=row.id,
                number=row.number,
                other=row.name,
                minor=row.minor if row.is_owed else -row.minor,
                currency=row.currency,
                is_sent=bool(row.is_sent),
            )
            for row in rows
        ]

    def payments_of(self, order: int) -> Sequence[Payment]:
        rows = self.connection.execute(_PAYMENT.where(payments.c.order_id == order).order_by(payments.c.id))
        return [_to_payment(row) for row in rows]

    def payment(self, payment: int) -> Payment | None:
        row = self.connection.execute(_PAYMENT.where(payments.c.id == payment)).first()
        return _to_payment(row) if row else None

    def put_payment(
        self, order: int, debtor: int, payee: int, minor: int, attempt: int, now: datetime
    ) -> int:
        payment: int = self.connection.execute(
            payments.insert()
            .values(
                order_id=order,
                debtor_id=debtor,
                payee_id=payee,
                minor=minor,
                attempt=attempt,
                state=PaymentState.CLAIMED.value,
                claimed_at=now,
            )
            .returning(payments.c.id)
        ).scalar_one()
        return payment

    def judge_payment(self, payment: int, state: PaymentState, now: datetime) -> None:
        self.connection.execute(
            update(payments).where(payments.c.id == payment).values(state=state.value, judged_at=now)
        )

    def post(self, posting: Posting, now: datetime) -> None:
        self.connection.execute(
            ledger_entries.insert(),
            [
                {
                    "posting": posting.key,
                    "family_id": posting.family,
                    "order_id": posting.order,
                    "person_id": entry.person,
                    "kind": entry.kind.value,
                    "minor": entry.minor,
                    "currency": posting.currency,
                    "posted_at": now,
                }
                for entry in posting.entries
            ],
        )


_SHARES = shares
"""The table, where a method's parameter is called `shares` as in its port."""


def _is_adult(reader: int) -> ColumnElement[bool]:
    return exists().where(
        members.c.person_id == reader,
        members.c.family_id == orders.c.family_id,
        members.c.role == Role.ADULT.value,
    )


def _is_member(reader: int) -> ColumnElement[bool]:
    return exists().where(members.c.person_id == reader, members.c.family_id == orders.c.family_id)


def _is_invoiced(reader: int) -> ColumnElement[bool]:
    return exists().where(
        intents.c.order_id == orders.c.id,
        intents.c.payer_id == reader,
        intents.c.state == IntentState.OPEN.value,
        orders.c.state == OrderState.PAYING.value,
        orders.c.payer_id == reader,
    )


def concerns(reader: int) -> ColumnElement[bool]:
    """Whether the order is of the reader's family, or the reader has a share in it or paid it."""
    has_share = exists().where(shares.c.order_id == orders.c.id, shares.c.person_id == reader)
    return or_(_is_member(reader), has_share, orders.c.payer_id == reader)


def _to_order(row: Any) -> Order:  # noqa: ANN401  # a row of _ORDER
    return Order(
        id=row.id,
        family=row.family_id,
        number=row.number,
        state=OrderState(row.state),
        currency=row.currency,
        minor=row.minor,
        payer=row.payer_id,
        paying_since=row.paying_since,
        hidden_from=row.hidden_from,
        hidden_until=row.hidden_until,
    )


def _to_payment(row: Any) -> Payment:  # noqa: ANN401  # a row of _PAYMENT
    return Payment(
        id=row.id,
        order=row.order_id,
        debtor=row.debtor_id,
        payee=row.payee_id,
        minor=row.minor,
        attempt=row.attempt,
        state=PaymentState(row.state),
    )


def _to_frozen(order: int, position: int, item: Item) -> dict[str, object]:
    total = item.total()
    if item.price is None or total is None:
        raise ValueError(f"line {item.id} has no price")
    return {
        "order_id": order,
        "position": position,
        "owner_id": item.author,
        "title": item.title,
        "quantity": item.quantity,
        "unit": item.unit,
        "price_minor": item.price.minor,
        "total_minor": total.minor,
        "urgent": item.urgent,
        "link": item.link,
        "note": item.note,
        "version": item.version,
        "standing": item.standing.value,
    }


def _to_share(
    person: int, name: str, minor: int, order: OrderState, payer: int | None, sent: Sequence[Payment]
) -> ShareView:
    waiting = next((payment for payment in sent if payment.state is PaymentState.CLAIMED), None)
    if order in (OrderState.LOCKED, OrderState.PAYING, OrderState.CANCELLED):
        state = ShareState.PENDING
    elif person == payer or not minor:
        state = ShareState.OWN
    elif any(payment.state is PaymentState.CONFIRMED for payment in sent):
        state = ShareState.SETTLED
    else:
        state = ShareState.SENT if waiting else ShareState.DUE
    return ShareView(person, name, minor, state, len(sent) + 1, waiting.id if waiting else None)
