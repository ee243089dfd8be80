"""What is carried over from other ledgers."""

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
    text,
)

from storage.schema.columns import Moment, id_column, metadata, table

# What is carried over from another ledger. What its file said is kept as long as it is a draft.
imports = table(
    "imports",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("draft", JSON(none_as_null=True)),
    Column("expenses", Integer, nullable=False, server_default=text("0")),
    Column("spent_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("decided_at", Moment),
    Column("stopped_by", ForeignKey("people.id")),
    CheckConstraint("(state = 'draft') = (draft IS NOT NULL)", name="draft"),
    CheckConstraint("(state = 'draft') = (due_at IS NULL)", name="due"),
    CheckConstraint("(state IN ('draft', 'asked')) = (decided_at IS NULL)", name="decided"),
    CheckConstraint("(state = 'stopped') = (stopped_by IS NOT NULL)", name="stopped"),
    # One import of the same file, and one draft at a time.
    Index(
        "uq_imports_digest",
        "family_id",
        "digest",
        unique=True,
        sqlite_where=text("state IN ('draft', 'asked', 'applied')"),
        postgresql_where=text("state IN ('draft', 'asked', 'applied')"),
    ),
    Index(
        "uq_imports_draft",
        "family_id",
        unique=True,
        sqlite_where=text("state = 'draft'"),
        postgresql_where=text("state = 'draft'"),
    ),
    Index(
        "ix_imports_due",
        "due_at",
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    ),
)

# What everybody is owed, or owes, by an import, and what they answered.
import_people = Table(
    "import_people",
    metadata,
    Column("import_id", ForeignKey("imports.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("answer", Boolean),
)
