"""The family's books for a file, as far as a reader may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select

from core.books.statement import Source
from core.books.views import (
    BooksCharge,
    BooksCorrection,
    BooksEntry,
    BooksOrder,
    BooksPayment,
    BooksShare,
    BooksView,
)
from core.families.family import Role
from core.ledger.posting import EntryKind
from core.orders.charge import ChargeState, Flaw, Purpose
from core.orders.order import OrderState
from core.orders.payment import PaymentState, Word
from core.orders.terms import PayMode
from storage.charges import PURPOSE
from storage.orders import concerns
from storage.rows import Rows
from storage.schema import (
    charges,
    corrections,
    families,
    imports,
    intents,
    ledger_entries,
    members,
    order_lines,
    orders,
    payment_parts,
    payment_words,
    payments,
    people,
    pot_postings,
    shares,
)
from storage.surprises import shown_to
from storage.terms import IS_ITS_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, ScalarSelect, Select


class BooksRows(Rows):
    """Reads the books, one statement for each list."""

    def books_of(self, reader: int, now: datetime) -> BooksView:
        is_seen = and_(concerns(reader), shown_to(orders, reader, now))
        seen = select(orders.c.id).where(is_seen)
        return BooksView(
            orders=self._orders(is_seen),
            shares=self._shares(seen),
            payments=self._sent(is_seen),
            corrections=self._corrections(seen),
            entries=self._entries(seen),
            charges=self._charges(seen, reader),
        )

    def _orders(self, is_seen: ColumnElement[bool]) -> Sequence[BooksOrder]:
        overpaid = orders.alias("overpaid")
        rows = self.connection.execute(
            select(
                orders,
                families.c.name.label("family"),
                people.c.name.label("payer"),
                exists().where(pot_postings.c.order_id == orders.c.id).label("from_account"),
                imports.c.source,
                overpaid.c.number.label("returns"),
            )
            .join_from(orders, families)
            .join(people, people.c.id == orders.c.payer_id, isouter=True)
            .join(imports, imports.c.id == orders.c.import_id, isouter=True)
            .join(overpaid, overpaid.c.id == orders.c.returns_id, isouter=True)
            .where(is_seen)
            .order_by(orders.c.id)
        )
        return [
            BooksOrder(
                id=row.id,
                number=row.number,
                family=row.family,
                state=OrderState(row.state),
                currency=row.currency,
                minor=row.minor,
                payer=row.payer,
                pay=PayMode(row.pay_mode),
                from_account=bool(row.from_account),
                source=Source(row.source) if row.source else None,
                returns=row.returns,
                locked_at=row.locked_at,
                paid_at=row.paid_at,
                received_at=row.received_at,
                closed_at=row.closed_at,
                cancelled_at=row.cancelled_at,
            )
            for row in rows
        ]

    def _shares(self, seen: Select[int]) -> Sequence[BooksShare]:
        rows = self.connection.execute(
            select(shares.c.order_id, people.c.name, shares.c.minor)
            .join_from(shares, people, people.c.id == shares.c.person_id)
            .where(shares.c.order_id.in_(seen))
            .order_by(shares.c.order_id, shares.c.person_id)
        )
        return [BooksShare(*row) for row in rows]

    def _sent(self, is_seen: ColumnElement[bool]) -> Sequence[BooksPayment]:
        debtor, creditor = people.alias("debtor"), people.alias("creditor")
        rows = self.connection.execute(
            select(
                payments.c.id,
                payment_parts.c.order_id,
                debtor.c.name.label("debtor"),
                creditor.c.name.label("creditor"),
                payment_parts.c.minor,
                payments.c.state,
                _said_at(func.min, Word.SENT).label("sent_at"),
                _said_at(func.max, Word.RECEIVED, Word.NOT_RECEIVED, Word.WITHDRAWN).label("judged_at"),
            )
            .join_from(payments, payment_parts)
            .join(orders, orders.c.id == payment_parts.c.order_id)
            .join(debtor, debtor.c.id == payment_parts.c.debtor_id)
            .join(creditor, creditor.c.id == orders.c.payer_id)
            .where(is_seen)
            .order_by(payments.c.id, payment_parts.c.order_id, payment_parts.c.debtor_id)
        )
        return [
            BooksPayment(
                row.id,
                row.order_id,
                row.debtor,
                row.creditor,
                row.minor,
                PaymentState(row.state),
                row.sent_at,
                row.judged_at,
            )
            for row in rows
        ]

    def _corrections(self, seen: Select[int]) -> Sequence[BooksCorrection]:
        rows = self.connection.execute(
            select(
                corrections.c.order_id,
                func.coalesce(order_lines.c.title, ""),
                people.c.name,
                corrections.c.was_minor,
                corrections.c.minor,
                corrections.c.posted_at,
            )
            .join_from(corrections, people, people.c.id == corrections.c.by_id)
            .join(order_lines, IS_ITS_LINE, isouter=True)
            .where(corrections.c.order_id.in_(seen), corrections.c.posted_at.is_not(None))
            .order_by(corrections.c.id)
        )
        return [BooksCorrection(*row) for row in rows]

    def _entries(self, seen: Select[int]) -> Sequence[BooksEntry]:
        rows = self.connection.execute(
            select(
                ledger_entries.c.posting,
                ledger_entries.c.order_id,
                people.c.name,
                ledger_entries.c.kind,
                ledger_entries.c.minor,
                ledger_entries.c.posted_at,
            )
            .join_from(ledger_entries, people, people.c.id == ledger_entries.c.person_id)
            .where(ledger_entries.c.order_id.in_(seen))
            .order_by(ledger_entries.c.id)
        )
        return [
            BooksEntry(row.posting, row.order_id, row.name, EntryKind(row.kind), row.minor, row.posted_at)
            for row in rows
        ]

    def _charges(self, seen: Select[int], reader: int) -> Sequence[BooksCharge]:
        is_of_home = members.c.person_id == reader, members.c.family_id == charges.c.family_id
        is_of_seen = charges.c.order_id.in_(seen)
        is_shown = or_(charges.c.order_id.is_(None), is_of_seen)
        pays = and_(charges.c.flaw.is_(None), or_(is_of_seen, exists().where(*is_of_home)))
        is_cared_for = exists().where(*is_of_home, members.c.role == Role.ADULT.value)
        rows = self.connection.execute(
            select(
                charges,
                PURPOSE,
                people.c.name.label("payer"),
                families.c.name.label("family"),
                is_shown.label("is_shown"),
            )
            .join_from(charges, people, people.c.id == charges.c.payer_id)
            .join(families, families.c.id == charges.c.family_id, isouter=True)
            .join(intents, intents.c.id == charges.c.intent_id, isouter=True)
            .where(
                or_(charges.c.payer_id == reader, and_(is_shown, or_(pays, is_cared_for))),
                charges.c.state != ChargeState.CAME.value,
            )
            .order_by(charges.c.id)
        )
        return [
            BooksCharge(
                purpose=Purpose(row.purpose) if row.purpose and row.is_shown else None,
                order=row.order_id if row.is_shown else None,
                family=row.family or "",
                person=row.payer,
                minor=row.minor,
                currency=row.currency,
                state=ChargeState(row.state),
                flaw=Flaw(row.flaw) if row.flaw else None,
                came_at=row.came_at,
                returned_at=row.refunded_at,
            )
            for row in rows
        ]


def _said_at(
    which: Callable[[ColumnElement[datetime]], ColumnElement[datetime]], *words: Word
) -> ScalarSelect[datetime]:
    """Select when one of these words was said of a payment, the first or the last time."""
    return (
        select(which(payment_words.c.said_at))
        .where(
            payment_words.c.payment_id == payments.c.id,
            payment_words.c.word.in_([word.value for word in words]),
        )
        .correlate(payments)
        .scalar_subquery()
    )
