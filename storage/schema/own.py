"""People's own carts and orders. No family stands here: what reads a family's rows cannot find these."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import Moment, id_column, metadata, table

own_additions = table(
    "own_additions",
    id_column(),
    Column("owner_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("added_at", Moment, nullable=False),
)

own_items = table(
    "own_items",
    id_column(),
    Column("owner_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("addition_id", ForeignKey("own_additions.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("currency", Text),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("quantity BETWEEN 1 AND 999000", name="quantity"),
    CheckConstraint("price_minor >= 0", name="price"),
    CheckConstraint("(price_minor IS NULL) = (currency IS NULL)", name="currency"),
)

# What people's own carts became: without a family, so that nothing that reads a family's orders can find it.
own_orders = table(
    "own_orders",
    id_column(),
    Column("owner_id", ForeignKey("people.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", BigInteger),
    Column("repeats", Integer, nullable=False, server_default=text("0")),
    Column("locked_at", Moment, nullable=False),
    Column("paid_at", Moment),
    Column("received_at", Moment),
    Column("cancelled_at", Moment),
    UniqueConstraint("owner_id", "number"),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("cancelled_at IS NULL OR (paid_at IS NULL AND received_at IS NULL)", name="cancelled"),
)

own_order_lines = Table(
    "own_order_lines",
    metadata,
    Column("order_id", ForeignKey("own_orders.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
)
