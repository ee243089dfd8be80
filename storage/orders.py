"""Orders, their shares and the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select, update

from core.families.family import Role, Units
from core.orders.charge import IntentState, Purpose
from core.orders.order import Order, OrderState
from core.orders.views import OrderLine, OrderSummary, OrdersView, OrderView, ReturnView
from storage.charges import has_charged_share
from storage.order_rows import ORDER, to_order
from storage.schema import (
    corrections,
    deeds,
    families,
    imports,
    intents,
    items,
    ledger_entries,
    members,
    order_lines,
    orders,
    people,
    pot_postings,
    receipts,
    shares,
)
from storage.settling import BORNE, SettlingRows, has_money_in
from storage.surprises import shown_to
from storage.terms import TermsRows, withdrawal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from core.carts.item import Item
    from core.ledger.posting import Posting
    from core.orders.planned import PlannedOrder

_MOMENT_OF = {
    OrderState.PAID: "paid_at",
    OrderState.RECEIVED: "received_at",
    OrderState.CLOSED: "closed_at",
    OrderState.CANCELLED: "cancelled_at",
}


class OrderRows(SettlingRows, TermsRows):
    """Orders with their frozen lines and shares."""

    def order(self, order: int) -> Order | None:
        row = self.connection.execute(ORDER.where(orders.c.id == order).with_for_update()).first()
        return to_order(row) if row else None

    def family_of_order(self, order: int) -> int | None:
        family: int | None = self.connection.execute(
            select(orders.c.family_id).where(orders.c.id == order)
        ).scalar()
        return family

    def order_by_number(self, family: int, number: int) -> Order | None:
        row = self.connection.execute(
            ORDER.where(
                orders.c.family_id == family,
                orders.c.number == number,
                orders.c.import_id.is_(None),
                orders.c.returns_id.is_(None),
            )
        ).first()
        return to_order(row) if row else None

    def order_by_seal(self, family: int, seal: str, reader: int, now: datetime) -> Order | None:
        row = self.connection.execute(
            ORDER.where(
                orders.c.family_id == family,
                orders.c.seal == seal,
                shown_to(orders, reader, now),
            )
            .order_by(orders.c.id)
            .limit(1)
        ).first()
        return to_order(row) if row else None

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
        planned: PlannedOrder,
        now: datetime,
    ) -> int:
        items, terms = planned.items, planned.terms
        order: int = self.connection.execute(
            orders.insert()
            .values(
                family_id=family,
                number=number,
                state=OrderState.LOCKED.value,
                currency=select(families.c.currency).where(families.c.id == family).scalar_subquery(),
                minor=planned.minor,
                pay_mode=terms.pay.value,
                split=terms.split.value,
                fee_minor=terms.fee,
                fee_split=terms.fee_split.value,
                discount_minor=terms.discount,
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
        borne = [
            {
                "order_id": order,
                "person_id": person,
                "minor": share.minor,
                "portion": terms.portions.get(person, 0),
                "bears_fee": person in terms.bearers,
                "spared": share.spared,
            }
            for person, share in planned.shares.items()
        ]
        if borne:
            self.connection.execute(shares.insert(), borne)
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
        is_unpaid = corrections.c.due_at.is_(None)
        self.connection.execute(withdrawal(corrections.c.order_id == order, is_unpaid))
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

    def reopen_order(self, order: int) -> None:
        received = {"received_at": func.coalesce(orders.c.received_at, orders.c.closed_at), "closed_at": None}
        reopened = update(orders).where(orders.c.id == order, orders.c.state == OrderState.CLOSED.value)
        self.connection.execute(reopened.values(state=OrderState.RECEIVED.value, **received))

    def is_from_pot(self, order: int) -> bool:
        paid = exists().where(pot_postings.c.order_id == order)
        return bool(self.connection.execute(select(paid)).scalar_one())

    def return_of(self, order: int, person: int) -> Order | None:
        is_its = orders.c.returns_id == order, orders.c.payer_id == person
        row = self.connection.execute(ORDER.where(*is_its).with_for_update()).first()
        return to_order(row) if row else None

    def put_debts(
        self,
        *,
        family: int,
        number: int,
        by: int,
        creditor: int,
        shares: Mapping[int, int],
        now: datetime,
        import_: int | None = None,
        returns: Order | None = None,
    ) -> int:
        order: int = self.connection.execute(
            orders.insert()
            .values(
                family_id=family,
                number=number,
                state=OrderState.RECEIVED.value,
                currency=select(families.c.currency).where(families.c.id == family).scalar_subquery(),
                minor=sum(shares.values()),
                locked_by=by,
                locked_at=now,
                payer_id=creditor,
                paid_at=now,
                received_at=now,
                import_id=import_,
                returns_id=returns.id if returns is not None else None,
                hidden_from=returns.hidden_from if returns is not None else None,
                hidden_until=returns.hidden_until if returns is not None else None,
            )
            .returning(orders.c.id)
        ).scalar_one()
        owed = [{"order_id": order, "person_id": who, "minor": minor} for who, minor in shares.items()]
        self.connection.execute(_SHARES.insert(), owed)
        if number > 0:
            self.connection.execute(update(families).where(families.c.id == family).values(orders=number))
        return order

    def set_debt(self, order: int, person: int, minor: int) -> None:
        self.connection.execute(update(orders).where(orders.c.id == order).values(minor=minor))
        its = shares.c.order_id == order, shares.c.person_id == person
        self.connection.execute(update(shares).where(*its).values(minor=minor))

    def shares_of(self, order: int) -> Mapping[int, int]:
        rows = self.connection.execute(
            select(shares.c.person_id, shares.c.minor)
            .where(shares.c.order_id == order)
            .order_by(shares.c.person_id)
        )
        return {row.person_id: row.minor for row in rows}

    def waive_shares(self, order: int) -> None:
        self.connection.execute(update(shares).where(shares.c.order_id == order).values(minor=0, spared=0))

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
            ORDER.where(orders.c.state == OrderState.PAYING.value, orders.c.paying_since <= before)
            .order_by(orders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [to_order(row) for row in rows]

    def order_view(self, order: int, reader: int, now: datetime) -> OrderView | None:
        payer, shopper, kept_out = people.alias("payer"), people.alias("shopper"), people.alias("kept_out")
        overpaid = orders.alias("overpaid")
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
                families.c.has_account,
                exists().where(pot_postings.c.order_id == orders.c.id).label("from_account"),
                receipts.c.id.label("receipt"),
                has_money_in(reader).label("has_money"),
                _is_invoiced(reader).label("is_invoiced"),
                has_charged_share(order, reader).label("is_charged"),
                imports.c.source.label("carried_from"),
                overpaid.c.number.label("returns_number"),
                _is_adult(orders.c.locked_by).label("locker_is_adult"),
            )
            .join_from(orders, families)
            .join(imports, imports.c.id == orders.c.import_id, isouter=True)
            .join(overpaid, overpaid.c.id == orders.c.returns_id, isouter=True)
            .join(payer, payer.c.id == orders.c.payer_id, isouter=True)
            .join(shopper, shopper.c.id == orders.c.bought_by, isouter=True)
            .join(receipts, receipts.c.order_id == orders.c.id, isouter=True)
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
            shares=self.share_views(order, reader),
            waiting=self.waiting_for(reader, order),
            receipt=row.receipt if row.has_money else None,
            reader=reader,
            reader_is_member=bool(row.is_member),
            reader_is_adult=bool(row.is_adult),
            reader_may_cancel=bool(row.is_adult if row.is_organizers else row.is_organizer),
            hidden_from=row.hidden_from_name,
            hidden_until=row.hidden_until,
            has_account=bool(row.has_account) and row.hidden_from_name is None and row.pay_mode != "each",
            from_account=bool(row.from_account),
            takes_invoices=row.minor > 0
            and row.bought_by is None
            and row.pay_mode != "account"
            and row.currency in self.invoiced,
            is_invoiced=bool(row.is_invoiced),
            is_charged=bool(row.is_charged),
            carried_from=row.carried_from,
            returns=(row.returns_id, row.returns_number) if row.returns_id is not None else None,
            returned=self._returned(order),
            terms=self.terms_of(order),
            locked_by=row.locked_by,
            locker_may_price=bool(row.locker_is_adult),
            correction=self.correction_view(order, reader),
            corrected=self.corrected(order),
        )

    def _returned(self, order: int) -> Sequence[ReturnView]:
        rows = self.connection.execute(
            select(orders.c.id, orders.c.number, people.c.name, (BORNE - shares.c.settled_minor))
            .join_from(orders, shares)
            .join(people, people.c.id == orders.c.payer_id)
            .where(orders.c.returns_id == order)
            .order_by(orders.c.id)
        )
        return [ReturnView(*row) for row in rows]

    def orders_view(self, reader: int, limit: int, now: datetime) -> OrdersView:
        rows = self.connection.execute(
            select(
                orders.c.id,
                orders.c.number,
                families.c.name,
                orders.c.state,
                orders.c.currency,
                orders.c.minor,
                orders.c.returns_id,
            )
            .join_from(orders, families)
            .where(concerns(reader), shown_to(orders, reader, now))
            .order_by(orders.c.id.desc())
            .limit(limit)
        )
        listed = [
            OrderSummary(
                row.id,
                row.number,
                row.name,
                OrderState(row.state),
                row.currency,
                row.minor,
                is_return=row.returns_id is not None,
            )
            for row in rows
        ]
        return OrdersView(listed, self.debts_of(reader))

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


def _is_adult(reader: ColumnElement[int] | int) -> ColumnElement[bool]:
    return exists().where(
        members.c.person_id == reader,
        members.c.family_id == orders.c.family_id,
        members.c.role == Role.ADULT.value,
    )


def _is_member(reader: int) -> ColumnElement[bool]:
    return exists().where(members.c.person_id == reader, members.c.family_id == orders.c.family_id)


def _is_invoiced(reader: int) -> ColumnElement[bool]:
    """Whether the reader has an invoice for the order as it is, while they pay it, or so for their share."""
    theirs = intents.c.order_id == orders.c.id, intents.c.payer_id == reader
    is_open = intents.c.state == IntentState.OPEN.value
    pays_order = and_(
        orders.c.state == OrderState.PAYING.value,
        orders.c.payer_id == reader,
        intents.c.minor == orders.c.minor,
    )
    owes_share = exists().where(
        orders.c.state == OrderState.LOCKED.value,
        intents.c.purpose == Purpose.SHARE.value,
        shares.c.order_id == orders.c.id,
        shares.c.person_id == reader,
        shares.c.minor == intents.c.minor,
        shares.c.paid_shop_at.is_(None),
    )
    return exists().where(*theirs, is_open, or_(pays_order, owes_share))


def concerns(reader: int) -> ColumnElement[bool]:
    """Whether the order is of the reader's family, or the reader has a share in it or paid it."""
    return or_(_is_member(reader), has_money_in(reader))


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
