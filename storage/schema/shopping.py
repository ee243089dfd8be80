"""Who is in the shop, and what they found there."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.schema.columns import Moment, id_column, metadata, table

# Who is in the shop: one of a family at a time; the trip goes when its shopper goes.
trips = table(
    "trips",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False, unique=True),
    Column("shopper_id", ForeignKey("members.person_id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("until", Moment, nullable=False),
    Column("started_at", Moment, nullable=False),
)

# What the shopper was told can be bought; a line may be gone by now.
trip_lines = Table(
    "trip_lines",
    metadata,
    Column("trip_id", ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False),
)

replacements = table(
    "replacements",
    id_column(),
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shopper_id", ForeignKey("people.id"), nullable=False),
    Column("asked_id", ForeignKey("people.id"), nullable=False),
    Column("wish", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # One open question a line.
    Index(
        "uq_replacements_open",
        "item_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)
