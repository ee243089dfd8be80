"""A family's cart: lines, what was done to them, votes, and the cards that show them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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

from storage.schema.columns import IS_HIDDEN_WHOLE, Moment, id_column, metadata, table

additions = table(
    "additions",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("origin", Text, nullable=False, unique=True),
    Column("added_at", Moment, nullable=False),
)

items = table(
    "items",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("addition_id", ForeignKey("additions.id"), index=True),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("asked_minor", BigInteger),
    Column("total_minor", BigInteger),
    Column("currency", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("closes_at", Moment),
    Column("remind_at", Moment),
    Column("reminded_at", Moment),
    Column("before", JSON(none_as_null=True)),
    Column("recount", Boolean, nullable=False, server_default=text("false")),
    Column("decided_by", ForeignKey("people.id")),
    Column("decision_note", Text, nullable=False, server_default=text("''")),
    Column("hidden_from", ForeignKey("people.id")),
    Column("hidden_until", Moment),
    Column("mark", Text),
    Column("marked_by", ForeignKey("people.id")),
    Column("added_at", Moment, nullable=False),
    CheckConstraint("mark IN ('bought', 'missing', 'asking')", name="mark"),
    CheckConstraint("quantity BETWEEN 1 AND 999000", name="quantity"),
    CheckConstraint("price_minor >= 0", name="price"),
    CheckConstraint(IS_HIDDEN_WHOLE, name="hidden"),
    CheckConstraint("hidden_from <> author_id", name="hidden_from"),
    Index(
        "ix_items_hidden_until",
        "hidden_until",
        sqlite_where=text("hidden_until IS NOT NULL"),
        postgresql_where=text("hidden_until IS NOT NULL"),
    ),
    Index(
        "ix_items_open_votes",
        "closes_at",
        sqlite_where=text("standing = 'voting'"),
        postgresql_where=text("standing = 'voting'"),
    ),
    Index(
        "ix_items_recount",
        "closes_at",
        sqlite_where=text("standing = 'voting' AND recount"),
        postgresql_where=text("standing = 'voting' AND recount"),
    ),
    Index(
        "ix_items_asking",
        "closes_at",
        sqlite_where=text("standing = 'asking'"),
        postgresql_where=text("standing = 'asking'"),
    ),
)

# Who did what to the cart, and who had voted how by then: `[[person, choice], …]`. The line as it was
# before is kept for as long as the deed may be taken back.
deeds = table(
    "deeds",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("actor_id", ForeignKey("people.id")),
    Column("kind", Text, nullable=False),
    Column("item_id", BigInteger),
    Column("line", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("votes", JSON),
    Column("before", JSON(none_as_null=True)),
    Column("undone", Boolean, nullable=False, server_default=text("false")),
    Column("hidden_from", ForeignKey("people.id")),
    Column("hidden_until", Moment),
    Column("done_at", Moment, nullable=False),
    CheckConstraint(IS_HIDDEN_WHOLE, name="hidden"),
    Index("ix_deeds_family_id", "family_id", "id"),
    Index("ix_deeds_item_id", "item_id", "id"),
    Index("ix_deeds_done_at", "done_at"),
    Index(
        "ix_deeds_kept",
        "done_at",
        sqlite_where=text("before IS NOT NULL"),
        postgresql_where=text("before IS NOT NULL"),
    ),
)

# What people typed after the bot's name in other chats, for an hour.
inline_asks = table(
    "inline_asks",
    id_column(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    UniqueConstraint("person_id", "text"),
)

# What a family buys again and again, as one would type it.
staples = table(
    "staples",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("added_by", ForeignKey("people.id"), nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("family_id", "name"),
)

votes = Table(
    "votes",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    # One vote a member on a version; a leaver's votes fall away.
    Column("voter_id", ForeignKey("members.person_id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("choice", Integer, nullable=False),
    Column("cast_at", Moment, nullable=False),
    CheckConstraint("choice IN (1, -1)", name="choice"),
)

cards = Table(
    "cards",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger),
    Column("message", BigInteger, nullable=False),
    Column("replaced", BigInteger, nullable=False),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("opener_id", ForeignKey("people.id"), nullable=False),
    Column("changes", Integer, nullable=False, server_default=text("0")),
    Column("shown", Integer, nullable=False, server_default=text("0")),
    Column("seal", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("pin_due", Boolean, nullable=False, server_default=text("true")),
    Column("may_pin", Boolean, nullable=False, server_default=text("true")),
)
