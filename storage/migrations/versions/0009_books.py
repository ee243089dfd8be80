"""Balances that are carried over from other ledgers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("draft", sa.JSON()),
        sa.Column("expenses", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("spent_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", _moment(), nullable=False),
        sa.Column("due_at", _moment()),
        sa.Column("decided_at", _moment()),
        sa.Column("stopped_by", sa.BigInteger()),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_imports_{column}"))
            for column, target in (
                ("family_id", "families.id"),
                ("by_id", "people.id"),
                ("stopped_by", "people.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_imports_{name}"))
            for name, rule in (
                ("draft", "(state = 'draft') = (draft IS NOT NULL)"),
                ("due", "(state = 'draft') = (due_at IS NULL)"),
                ("decided", "(state IN ('draft', 'asked')) = (decided_at IS NULL)"),
                ("stopped", "(state = 'stopped') = (stopped_by IS NOT NULL)"),
            )
        ),
        sqlite_autoincrement=True,
    )
    for name, columns, where in (
        ("uq_imports_digest", ["family_id", "digest"], "state IN ('draft', 'asked', 'applied')"),
        ("uq_imports_draft", ["family_id"], "state = 'draft'"),
        ("ix_imports_due", ["due_at"], "state = 'asked'"),
    ):
        rule = sa.text(where)
        unique = name.startswith("uq_")
        op.create_index(name, "imports", columns, unique=unique, sqlite_where=rule, postgresql_where=rule)
    op.create_table(
        "import_people",
        sa.Column("import_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Boolean()),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_people_import_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_import_people_person_id")),
        sa.PrimaryKeyConstraint("import_id", "person_id", name=op.f("pk_import_people")),
    )
    op.create_index("ix_import_people_person_id", "import_people", ["person_id"])
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # With its constraint in one statement: SQLite cannot add one to a table that is there.
    op.execute(
        f"ALTER TABLE orders ADD COLUMN import_id {kind} "
        "CONSTRAINT fk_orders_import_id REFERENCES imports (id)"
    )


def downgrade() -> None:
    op.drop_column("orders", "import_id")
    op.drop_table("import_people")
    op.drop_table("imports")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
