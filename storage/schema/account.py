"""A family's pot, its books, and what members may spend of it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import Moment, id_column, metadata, reminder_columns, table

# Money on its way into a family's pot, or out of it. The attempt counts a person's: a tap counts once.
pot_transfers = table(
    "pot_transfers",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("keeper_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("said_at", Moment, nullable=False),
    *reminder_columns(),
    Column("charge_id", ForeignKey("charges.id")),
    UniqueConstraint("family_id", "person_id", "attempt"),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("kind IN ('top_up', 'return')", name="kind"),
    CheckConstraint("state IN ('due', 'claimed', 'confirmed', 'rejected', 'withdrawn')", name="state"),
    # Money that came through Telegram counts once.
    Index("uq_pot_transfers_charge", "charge_id", unique=True),
    # A member waits for one word on one top-up at a time.
    Index(
        "uq_pot_transfers_open",
        "family_id",
        "person_id",
        unique=True,
        sqlite_where=text("kind = 'top_up' AND state = 'claimed'"),
        postgresql_where=text("kind = 'top_up' AND state = 'claimed'"),
    ),
    Index(
        "ix_pot_transfers_claimed",
        "id",
        sqlite_where=text("state = 'claimed'"),
        postgresql_where=text("state = 'claimed'"),
    ),
)

# Append-only, as the entries below. What is in the pot afterwards stands in each, numbered by family: two at
# once cannot both be the next, and no pot falls below nothing.
pot_postings = table(
    "pot_postings",
    id_column(),
    Column("posting", Text, nullable=False, unique=True),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), unique=True),
    Column("transfer_id", ForeignKey("pot_transfers.id"), unique=True),
    Column("balance_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("posted_at", Moment, nullable=False),
    UniqueConstraint("family_id", "number"),
    CheckConstraint("balance_minor >= 0", name="balance"),
    CheckConstraint("(order_id IS NULL) <> (transfer_id IS NULL)", name="cause"),
    Index("ix_pot_postings_spending", "family_id", "kind", "posted_at"),
)

pot_entries = table(
    "pot_entries",
    id_column(),
    Column("posting_id", ForeignKey("pot_postings.id"), nullable=False, index=True),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("book", Text, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("minor", BigInteger, nullable=False),
    UniqueConstraint("posting_id", "book", "person_id"),
    CheckConstraint("(book = 'pot') = (person_id IS NULL)", name="book"),
    Index("ix_pot_entries_parts", "family_id", "person_id"),
)

# What a member may pay from the account in a calendar month; who leaves and comes back has the same limit.
spending_limits = Table(
    "spending_limits",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True),
    Column("minor", BigInteger, nullable=False),
    CheckConstraint("minor >= 0", name="minor"),
)
