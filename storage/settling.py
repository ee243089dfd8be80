"""Payments of shares, what was said about them, receipts, reminders and balances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, or_, select, update

from core.orders.order import OrderState
from core.orders.payment import Part, Payment, PaymentState, Share, Word
from core.orders.plan import OpenDebt
from core.orders.reminder import DueReminder, DueVerdict
from core.orders.terms import PayMode
from core.orders.views import (
    Balance,
    BalancesView,
    Debt,
    PartView,
    PaymentGlance,
    PaymentView,
    Said,
    ShareHistory,
    ShareState,
    ShareView,
)
from storage.order_rows import ORDER, to_order
from storage.overviews import balance_of, is_own_unpaid
from storage.reminding import is_due, kept, to_reminding
from storage.rows import Rows
from storage.schema import (
    families,
    members,
    orders,
    payment_parts,
    payment_words,
    payments,
    people,
    receipts,
    shares,
)
from storage.surprises import shown_to, shown_to_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from core.shared.reminding import Reminding

DUE_STATES = (OrderState.PAID.value, OrderState.RECEIVED.value)

BORNE = shares.c.minor + shares.c.returned_minor
"""What is to be paid of a share, or was, before its price fell: of that, some is owed back."""

_IS_DEBT = and_(
    orders.c.state.in_(DUE_STATES),
    shares.c.person_id != orders.c.payer_id,
    shares.c.settled_minor < BORNE,
)
"""Whether a share is owed to who paid the order, and not settled."""

_DUE_AT = case((orders.c.pay_mode == PayMode.EACH.value, orders.c.locked_at), else_=orders.c.paid_at)
"""Since when a share is waited for: by who paid the order, or by the shop where each pays theirs."""

_LEFT = BORNE - shares.c.sent_minor - shares.c.settled_minor
"""What of a share is neither settled nor said to be sent."""

_ATTEMPTS = (
    select(func.count())
    .where(payment_parts.c.order_id == shares.c.order_id, payment_parts.c.debtor_id == shares.c.person_id)
    .correlate(shares)
    .scalar_subquery()
)

_COUNTED_AS = {PaymentState.CLAIMED: shares.c.sent_minor, PaymentState.CONFIRMED: shares.c.settled_minor}
"""Where the parts of a payment in this state are counted; in another state they count nowhere."""


class SettlingRows(Rows):
    """Payments by their parts, and the shares that these discharge."""

    def shares_in(self, order: int) -> Sequence[Share]:
        rows = self.connection.execute(
            select(shares, _ATTEMPTS.label("attempts"))
            .where(shares.c.order_id == order)
            .order_by(shares.c.person_id)
        )
        return [
            Share(
                row.person_id, row.minor, row.sent_minor, row.settled_minor, row.attempts, row.returned_minor
            )
            for row in rows
        ]

    def payment(self, payment: int) -> Payment | None:
        row = self.connection.execute(select(payments).where(payments.c.id == payment)).first()
        if row is None:
            return None
        parts = self.connection.execute(
            select(payment_parts)
            .where(payment_parts.c.payment_id == payment)
            .order_by(payment_parts.c.order_id, payment_parts.c.debtor_id)
        )
        return Payment(
            row.id,
            row.debtor_id,
            row.payee_id,
            row.minor,
            PaymentState(row.state),
            [Part(part.order_id, part.debtor_id, part.minor) for part in parts],
        )

    def payment_by_origin(self, origin: str) -> int | None:
        payment: int | None = self.connection.execute(
            select(payments.c.id).where(payments.c.origin == origin)
        ).scalar()
        return payment

    def put_payment(self, *, debtor: int, payee: int, minor: int, parts: Sequence[Part], origin: str) -> int:
        claimed = PaymentState.CLAIMED
        payment: int = self.connection.execute(
            payments.insert()
            .values(debtor_id=debtor, payee_id=payee, minor=minor, state=claimed.value, origin=origin)
            .returning(payments.c.id)
        ).scalar_one()
        told = [
            {"payment_id": payment, "order_id": part.order, "debtor_id": part.debtor, "minor": part.minor}
            for part in parts
        ]
        self.connection.execute(payment_parts.insert(), told)
        self._count(parts, claimed, 1)
        return payment

    def set_payment_state(self, payment: Payment, state: PaymentState) -> None:
        self.connection.execute(update(payments).where(payments.c.id == payment.id).values(state=state.value))
        self._count(payment.parts, payment.state, -1)
        self._count(payment.parts, state, 1)

    def _count(self, parts: Sequence[Part], state: PaymentState, sign: int) -> None:
        column = _COUNTED_AS.get(state)
        if column is None:
            return
        for part in parts:
            self.connection.execute(
                update(shares)
                .where(shares.c.order_id == part.order, shares.c.person_id == part.debtor)
                .values({column: column + sign * part.minor})
            )

    def note_word(self, payment: int, person: int, word: Word, now: datetime) -> None:
        self.connection.execute(
            payment_words.insert().values(payment_id=payment, person_id=person, word=word.value, said_at=now)
        )

    # -- screens

    def share_history(self, order: int, person: int, reader: int, now: datetime) -> ShareHistory | None:
        row = self.connection.execute(
            select(orders, people.c.name.label("payer_name"))
            .join_from(orders, people, people.c.id == orders.c.payer_id)
            .where(
                orders.c.id == order,
                orders.c.state.in_((*DUE_STATES, OrderState.CLOSED.value)),
                orders.c.payer_id != person,
                shown_to(orders, reader, now),
            )
        ).first()
        if row is None or reader not in (person, row.payer_id):
            return None
        found = [share for share in self.share_views(order, reader) if share.person == person]
        if not found:
            return None
        return ShareHistory(
            order=order,
            number=row.number,
            currency=row.currency,
            share=found[0],
            payer=row.payer_id,
            payer_name=row.payer_name,
            payments=self._payment_views(_has_part_in(order, person), reader),
            reader=reader,
        )

    def payment_view(self, payment: int, reader: int) -> PaymentView | None:
        is_side = or_(payments.c.debtor_id == reader, payments.c.payee_id == reader)
        found = self._payment_views(and_(payments.c.id == payment, is_side), reader)
        return found[0] if found else None

    def _payment_views(self, which: ColumnElement[bool], reader: int) -> Sequence[PaymentView]:
        debtor, payee = people.alias("debtor"), people.alias("payee")
        rows = self.connection.execute(
            select(
                payments,
                debtor.c.name.label("debtor_name"),
                payee.c.name.label("payee_name"),
                receipts.c.id.label("receipt"),
            )
            .join_from(payments, debtor, debtor.c.id == payments.c.debtor_id)
            .join(payee, payee.c.id == payments.c.payee_id)
            .join(receipts, receipts.c.payment_id == payments.c.id, isouter=True)
            .where(which)
            .order_by(payments.c.id)
        ).all()
        ids = [row.id for row in rows]
        parts, currencies = self._part_views(ids)
        said = self._said(ids)
        return [
            PaymentView(
                id=row.id,
                debtor=row.debtor_id,
                debtor_name=row.debtor_name,
                payee=row.payee_id,
                payee_name=row.payee_name,
                minor=row.minor,
                currency=currencies[row.id],
                state=PaymentState(row.state),
                parts=parts[row.id],
                said=said[row.id],
                receipt=row.receipt if reader in (row.debtor_id, row.payee_id) else None,
                reader=reader,
            )
            for row in rows
        ]

    def _part_views(self, ids: Sequence[int]) -> tuple[dict[int, list[PartView]], dict[int, str]]:
        creditor = people.alias("creditor")
        rows = self.connection.execute(
            select(
                payment_parts,
                orders.c.number,
                orders.c.currency,
                people.c.name,
                creditor.c.name.label("creditor"),
            )
            .join_from(payment_parts, orders, orders.c.id == payment_parts.c.order_id)
            .join(people, people.c.id == payment_parts.c.debtor_id)
            .join(creditor, creditor.c.id == orders.c.payer_id)
            .where(payment_parts.c.payment_id.in_(ids))
            .order_by(payment_parts.c.order_id, payment_parts.c.debtor_id)
        )
        parts: dict[int, list[PartView]] = {payment: [] for payment in ids}
        currencies = {}
        for row in rows:
            part = PartView(row.order_id, row.number, row.name, row.creditor, row.minor)
            parts[row.payment_id].append(part)
            currencies[row.payment_id] = row.currency
        return parts, currencies

    def _said(self, ids: Sequence[int]) -> dict[int, list[Said]]:
        rows = self.connection.execute(
            select(payment_words, people.c.name)
            .join_from(payment_words, people)
            .where(payment_words.c.payment_id.in_(ids))
            .order_by(payment_words.c.id)
        )
        said: dict[int, list[Said]] = {payment: [] for payment in ids}
        for row in rows:
            said[row.payment_id].append(Said(Word(row.word), row.name, row.said_at))
        return said

    def share_views(self, order: int, reader: int) -> Sequence[ShareView]:
        rows = self.connection.execute(
            select(
                shares,
                people.c.name,
                orders.c.state,
                orders.c.payer_id,
                _ATTEMPTS.label("attempts"),
                _is_disputed(reader).label("is_disputed"),
                exists()
                .where(members.c.person_id == shares.c.person_id, members.c.family_id == orders.c.family_id)
                .label("is_here"),
            )
            .join_from(shares, people)
            .join(orders, orders.c.id == shares.c.order_id)
            .where(shares.c.order_id == order)
            .order_by(shares.c.minor.desc(), shares.c.person_id)
        )
        return [_to_share(row) for row in rows]

    def waiting_for(self, reader: int, order: int | None = None) -> Sequence[PaymentGlance]:
        """Return what waits for the reader's word; of one order also what waits for the word of others."""
        its = _has_part_in(order) if order is not None else payments.c.payee_id == reader
        first = select(func.min(payment_parts.c.order_id)).where(payment_parts.c.payment_id == payments.c.id)
        rows = self.connection.execute(
            select(payments, people.c.name, orders.c.currency)
            .join_from(payments, people, people.c.id == payments.c.debtor_id)
            .join(orders, orders.c.id == first.scalar_subquery())
            .where(
                its,
                or_(payments.c.payee_id == reader, payments.c.debtor_id == reader),
                payments.c.state == PaymentState.CLAIMED.value,
            )
            .order_by(payments.c.id)
        )
        return [
            PaymentGlance(row.id, row.debtor_id, row.name, row.payee_id, row.minor, row.currency)
            for row in rows
        ]

    def debts_of(self, reader: int) -> Sequence[Debt]:
        """Return what is open of shares that the reader owes or is owed."""
        other, overpaid = people.alias("other"), orders.alias("overpaid")
        is_owed = orders.c.payer_id == reader
        rows = self.connection.execute(
            select(
                orders.c.id,
                orders.c.number,
                shares.c.person_id,
                other.c.name,
                (BORNE - shares.c.settled_minor).label("minor"),
                shares.c.sent_minor,
                is_owed.label("is_owed"),
                orders.c.currency,
                overpaid.c.number.label("returns"),
            )
            .join_from(shares, orders)
            .join(overpaid, overpaid.c.id == orders.c.returns_id, isouter=True)
            .join(
                other,
                or_(
                    (is_owed & (other.c.id == shares.c.person_id)),
                    (~is_owed & (other.c.id == orders.c.payer_id)),
                ),
            )
            .where(_IS_DEBT, or_(is_owed, shares.c.person_id == reader))
            .order_by(orders.c.id, shares.c.person_id)
        )
        return [
            Debt(
                order=row.id,
                number=row.number,
                debtor=row.person_id,
                other=row.name,
                minor=row.minor if row.is_owed else -row.minor,
                currency=row.currency,
                sent=row.sent_minor,
                returns=row.returns,
            )
            for row in rows
        ]

    # -- receipts

    def put_receipt(
        self, person: int, photo: str, *, payment: int | None = None, order: int | None = None
    ) -> None:
        subject = receipts.c.payment_id == payment if payment is not None else receipts.c.order_id == order
        self.connection.execute(receipts.delete().where(subject))
        self.connection.execute(
            receipts.insert().values(person_id=person, photo=photo, payment_id=payment, order_id=order)
        )

    def receipt(self, receipt: int, reader: int, now: datetime) -> str | None:
        photo: str | None = self.connection.execute(
            select(receipts.c.photo)
            .join_from(receipts, payments, payments.c.id == receipts.c.payment_id, isouter=True)
            .join(orders, orders.c.id == receipts.c.order_id, isouter=True)
            .where(
                receipts.c.id == receipt,
                or_(
                    payments.c.debtor_id == reader,
                    payments.c.payee_id == reader,
                    and_(has_money_in(reader), shown_to(orders, reader, now)),
                ),
            )
        ).scalar()
        return photo

    # -- reminders

    def reminder_of(self, order: int, person: int) -> Reminding | None:
        row = self.connection.execute(
            select(shares, _DUE_AT.label("due_at"))
            .join_from(shares, orders)
            .where(shares.c.order_id == order, shares.c.person_id == person, _DUE_AT.is_not(None))
        ).first()
        return to_reminding(row) if row is not None else None

    def keep_reminding(self, order: int, person: int, reminding: Reminding) -> None:
        self.connection.execute(
            update(shares)
            .where(shares.c.order_id == order, shares.c.person_id == person)
            .values(kept(reminding))
        )

    def due_reminders(self, before: datetime, now: datetime, limit: int) -> Sequence[DueReminder]:
        return self._due(and_(_IS_DEBT, _LEFT > 0, is_due(shares, orders.c.paid_at, before, now)), limit)

    def due_own_shares(self, before: datetime, now: datetime, limit: int) -> Sequence[DueReminder]:
        return self._due(and_(is_own_unpaid(), is_due(shares, orders.c.locked_at, before, now)), limit)

    def _due(self, which: ColumnElement[bool], limit: int) -> Sequence[DueReminder]:
        rows = self.connection.execute(
            _with_shares(ORDER)
            .where(which)
            .order_by(orders.c.id, shares.c.person_id)
            .limit(limit)
            .with_for_update(of=[orders, shares], skip_locked=True)
        )
        return [
            DueReminder(to_order(row), row.person_id, row.left, row.attempts, to_reminding(row))
            for row in rows
        ]

    def due_verdicts(self, before: datetime, now: datetime, limit: int) -> Sequence[DueVerdict]:
        is_sent = and_(payment_words.c.payment_id == payments.c.id, payment_words.c.word == Word.SENT.value)
        first = select(func.min(payment_parts.c.order_id)).where(payment_parts.c.payment_id == payments.c.id)
        rows = self.connection.execute(
            ORDER.add_columns(
                payments.c.id.label("payment"),
                payments.c.debtor_id,
                payments.c.payee_id,
                payments.c.minor.label("sent"),
                payment_words.c.said_at.label("due_at"),
                payments.c.reminders,
                payments.c.reminded_at,
                payments.c.remind_at,
            )
            .join_from(payments, payment_words, is_sent)
            .join(orders, orders.c.id == first.scalar_subquery())
            .where(
                payments.c.state == PaymentState.CLAIMED.value,
                is_due(payments, payment_words.c.said_at, before, now),
            )
            .order_by(payments.c.id)
            .limit(limit)
            .with_for_update(of=payments, skip_locked=True)
        )
        return [
            DueVerdict(row.payment, row.debtor_id, row.payee_id, row.sent, to_order(row), to_reminding(row))
            for row in rows
        ]

    def keep_verdict_reminding(self, payment: int, reminding: Reminding) -> None:
        self.connection.execute(update(payments).where(payments.c.id == payment).values(kept(reminding)))

    # -- balances

    def open_debts(self, family: int, now: datetime) -> Sequence[OpenDebt]:
        rows = self.connection.execute(
            _with_shares(ORDER)
            .where(_IS_DEBT, _LEFT > 0, orders.c.family_id == family, shown_to_all(orders, now))
            .order_by(orders.c.id, shares.c.person_id)
        )
        return [
            OpenDebt(row.id, row.number, row.person_id, row.payer_id, row.left, row.attempts) for row in rows
        ]

    def balances_view(self, reader: int, now: datetime) -> BalancesView:
        family = self.connection.execute(
            select(families.c.id, families.c.name, families.c.currency)
            .join_from(members, families, families.c.id == members.c.family_id)
            .where(members.c.person_id == reader)
        ).first()
        return BalancesView(
            family=family.name if family is not None else None,
            currency=family.currency if family is not None else "",
            debts=self.debts_of(reader),
            waiting=self.waiting_for(reader),
            balances=self._balances(family.id, reader, now) if family is not None else [],
        )

    def _balances(self, family: int, reader: int, now: datetime) -> Sequence[Balance]:
        """Return how everybody stands: the members by seat, then who left and is not even."""
        minor = balance_of(family, people.c.id, reader, now).correlate(people).scalar_subquery()
        seat = and_(members.c.person_id == people.c.id, members.c.family_id == family)
        has_share = exists().where(
            shares.c.person_id == people.c.id, shares.c.order_id == orders.c.id, orders.c.family_id == family
        )
        has_paid = exists().where(orders.c.payer_id == people.c.id, orders.c.family_id == family)
        rows = self.connection.execute(
            select(people.c.id, people.c.name, members.c.seat, minor.label("minor"))
            .join_from(people, members, seat, isouter=True)
            .where(or_(members.c.seat.is_not(None), has_share, has_paid))
            .order_by(members.c.seat.is_(None), members.c.seat, people.c.id)
        )
        return [
            Balance(row.name, int(row.minor), is_reader=row.id == reader)
            for row in rows
            if row.seat is not None or row.minor
        ]


def has_money_in(reader: int) -> ColumnElement[bool]:
    """Whether the reader has a share in the order, or paid it."""
    has_share = exists().where(shares.c.order_id == orders.c.id, shares.c.person_id == reader)
    return or_(has_share, orders.c.payer_id == reader)


def _has_part_in(order: int, debtor: int | None = None) -> ColumnElement[bool]:
    """Whether a payment discharges something of an order, or of one share of it."""
    parts = [payment_parts.c.payment_id == payments.c.id, payment_parts.c.order_id == order]
    if debtor is not None:
        parts.append(payment_parts.c.debtor_id == debtor)
    return exists().where(*parts)


def _is_disputed(reader: int) -> ColumnElement[bool]:
    """Whether the newest payment of a share did not arrive, as its payee said; for its two sides."""
    of_share = and_(
        payment_parts.c.order_id == shares.c.order_id, payment_parts.c.debtor_id == shares.c.person_id
    )
    newest = select(func.max(payment_parts.c.payment_id)).where(of_share).correlate(shares).scalar_subquery()
    return exists().where(
        payments.c.id == newest,
        payments.c.state == PaymentState.REJECTED.value,
        or_(payments.c.debtor_id == reader, payments.c.payee_id == reader),
    )


def _with_shares(selected: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return selected.add_columns(
        shares.c.person_id,
        _LEFT.label("left"),
        _ATTEMPTS.label("attempts"),
        _DUE_AT.label("due_at"),
        shares.c.reminders,
        shares.c.reminded_at,
        shares.c.remind_at,
    ).join_from(orders, shares)


def _to_share(row: Any) -> ShareView:  # noqa: ANN401  # a row of `share_views`
    borne = row.minor + row.returned_minor
    left = borne - row.sent_minor - row.settled_minor
    if row.paid_shop_at is not None:
        state = ShareState.PAID
    elif row.state in (OrderState.LOCKED.value, OrderState.PAYING.value, OrderState.CANCELLED.value):
        state = ShareState.PENDING
    elif row.person_id == row.payer_id or not borne:
        state = ShareState.OWN
    elif row.settled_minor == borne:
        state = ShareState.SETTLED
    else:
        state = ShareState.DUE if left else ShareState.SENT
    return ShareView(
        person=row.person_id,
        name=row.name,
        minor=row.minor,
        sent=row.sent_minor,
        settled=row.settled_minor,
        state=state,
        attempt=row.attempts + 1,
        is_disputed=bool(row.is_disputed),
        returned=row.returned_minor,
        is_here=bool(row.is_here),
    )
