"""Money between people, and the books of it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import Id, Moment, id_column, metadata, reminder_columns, table

# Its origin names the button that was pressed: one press makes one payment. One of no money offsets debts.
payments = table(
    "payments",
    id_column(),
    Column("debtor_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("payee_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("origin", Text, nullable=False),
    *reminder_columns(),
    UniqueConstraint("origin"),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("debtor_id <> payee_id", name="sides"),
    CheckConstraint("state IN ('claimed', 'confirmed', 'rejected', 'withdrawn')", name="state"),
    Index(
        "ix_payments_claimed",
        "id",
        sqlite_where=text("state = 'claimed'"),
        postgresql_where=text("state = 'claimed'"),
    ),
)

payment_parts = Table(
    "payment_parts",
    metadata,
    Column("payment_id", ForeignKey("payments.id"), primary_key=True),
    Column("order_id", Id, primary_key=True, autoincrement=False),
    Column("debtor_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minor", BigInteger, nullable=False),
    ForeignKeyConstraint(["order_id", "debtor_id"], ["shares.order_id", "shares.person_id"]),
    CheckConstraint("minor > 0", name="minor"),
    Index("ix_payment_parts_share", "order_id", "debtor_id"),
)

payment_words = table(
    "payment_words",
    id_column(),
    Column("payment_id", ForeignKey("payments.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("word", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
)

# A photo that Telegram keeps: here is only its name there.
receipts = table(
    "receipts",
    id_column(),
    Column("payment_id", ForeignKey("payments.id")),
    Column("order_id", ForeignKey("orders.id")),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("photo", Text, nullable=False),
    UniqueConstraint("payment_id"),
    UniqueConstraint("order_id"),
    CheckConstraint("(payment_id IS NULL) <> (order_id IS NULL)", name="subject"),
)

# Append-only: triggers in the migrations refuse every update and delete.
ledger_entries = table(
    "ledger_entries",
    id_column(),
    Column("posting", Text, nullable=False),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("posted_at", Moment, nullable=False),
    UniqueConstraint("posting", "person_id", "kind"),
    Index("ix_ledger_entries_balance", "family_id", "person_id"),
)
