"""Money that comes through Telegram."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Text, text

from storage.schema.columns import Moment, id_column, table

# What people mean to pay by an invoice, written before the invoice is sent.
intents = table(
    "intents",
    id_column(),
    Column("token", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False, server_default=text("'order'")),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id")),
    Column("payer_id", ForeignKey("people.id"), nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("asked", Text, nullable=False, server_default=text("''")),
    Column("asked_at", Moment),
    Column("written_at", Moment, nullable=False),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("state IN ('open', 'paid', 'outdated')", name="state"),
    CheckConstraint(
        "(purpose IN ('order', 'share') AND order_id IS NOT NULL) OR (purpose = 'top_up' AND order_id IS "
        "NULL)",
        name="order",
    ),
    Index(
        "uq_intents_open",
        "order_id",
        "payer_id",
        "purpose",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "uq_intents_open_top_up",
        "family_id",
        "payer_id",
        "minor",
        unique=True,
        sqlite_where=text("state = 'open' AND purpose = 'top_up'"),
        postgresql_where=text("state = 'open' AND purpose = 'top_up'"),
    ),
)

# Money that came through Telegram; `settles` names what it paid for, which is paid for once.
charges = table(
    "charges",
    id_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("provider_name", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("payer_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("intent_id", ForeignKey("intents.id")),
    Column("family_id", ForeignKey("families.id"), index=True),
    Column("order_id", ForeignKey("orders.id"), index=True),
    Column("state", Text, nullable=False, server_default=text("'came'")),
    Column("settles", Text, unique=True),
    Column("flaw", Text),
    Column("came_at", Moment, nullable=False),
    Column("refunded_at", Moment),
    Column("due_at", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("state IN ('came', 'applied', 'flagged', 'refunded')", name="state"),
    CheckConstraint("state <> 'applied' OR settles IS NOT NULL", name="applied"),
    CheckConstraint("state <> 'flagged' OR (flaw IS NOT NULL AND settles IS NULL)", name="flagged"),
    CheckConstraint("(state = 'refunded') = (refunded_at IS NOT NULL)", name="refunded"),
    Index(
        "ix_charges_due",
        "state",
        "due_at",
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
)
