"""What people are to be told."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Text, UniqueConstraint, text

from storage.schema.columns import Moment, id_column, table

alerts = table(
    "alerts",
    id_column(),
    Column("recipient_id", ForeignKey("people.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("gathering", Text),
    Column("ready_at", Moment),
    Column("held_until", Moment),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("delivered_at", Moment),
    UniqueConstraint("recipient_id", "number"),
    Index(
        "uq_alerts_gathering",
        "gathering",
        "recipient_id",
        unique=True,
        sqlite_where=text("delivered_at IS NULL AND gathering IS NOT NULL"),
        postgresql_where=text("delivered_at IS NULL AND gathering IS NOT NULL"),
    ),
    Index(
        "ix_alerts_waiting",
        "recipient_id",
        "number",
        sqlite_where=text("delivered_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL"),
    ),
)
