"""The family's shared account: its books, money on its way, and limits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = "kind = 'top_up' AND state = 'claimed'"
_BOOKS = ("pot_postings", "pot_entries")


def upgrade() -> None:
    op.add_column(
        "families", sa.Column("has_account", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "pot_transfers",
        _id(),
        _of("family_id", "families", "pot_transfers"),
        sa.Column("kind", sa.Text(), nullable=False),
        _of("person_id", "people", "pot_transfers"),
        _of("keeper_id", "people", "pot_transfers"),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("begun_at", _moment(), nullable=False),
        sa.Column("said_at", _moment(), nullable=False),
        sa.CheckConstraint("minor > 0", name=op.f("ck_pot_transfers_minor")),
        sa.CheckConstraint("kind IN ('top_up', 'return')", name=op.f("ck_pot_transfers_kind")),
        sa.CheckConstraint(
            "state IN ('due', 'claimed', 'confirmed', 'rejected', 'withdrawn')",
            name=op.f("ck_pot_transfers_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pot_transfers")),
        sa.UniqueConstraint(
            "family_id", "person_id", "attempt", name=op.f("uq_pot_transfers_family_id_person_id_attempt")
        ),
        sqlite_autoincrement=True,
    )
    for column in ("person_id", "keeper_id"):
        op.create_index(op.f(f"ix_pot_transfers_{column}"), "pot_transfers", [column])
    op.create_index(
        "uq_pot_transfers_open",
        "pot_transfers",
        ["family_id", "person_id"],
        unique=True,
        sqlite_where=sa.text(_OPEN),
        postgresql_where=sa.text(_OPEN),
    )
    op.create_table(
        "pot_postings",
        _id(),
        sa.Column("posting", sa.Text(), nullable=False),
        _of("family_id", "families", "pot_postings"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _of("person_id", "people", "pot_postings"),
        _of("order_id", "orders", "pot_postings", nullable=True),
        _of("transfer_id", "pot_transfers", "pot_postings", nullable=True),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("posted_at", _moment(), nullable=False),
        sa.CheckConstraint("balance_minor >= 0", name=op.f("ck_pot_postings_balance")),
        sa.CheckConstraint("(order_id IS NULL) <> (transfer_id IS NULL)", name=op.f("ck_pot_postings_cause")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pot_postings")),
        sa.UniqueConstraint("posting", name=op.f("uq_pot_postings_posting")),
        sa.UniqueConstraint("order_id", name=op.f("uq_pot_postings_order_id")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_pot_postings_transfer_id")),
        sa.UniqueConstraint("family_id", "number", name=op.f("uq_pot_postings_family_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pot_postings_spending", "pot_postings", ["family_id", "kind", "posted_at"])
    op.create_table(
        "pot_entries",
        _id(),
        _of("posting_id", "pot_postings", "pot_entries"),
        _of("family_id", "families", "pot_entries"),
        sa.Column("book", sa.Text(), nullable=False),
        _of("person_id", "people", "pot_entries", nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(book = 'pot') = (person_id IS NULL)", name=op.f("ck_pot_entries_book")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pot_entries")),
        sa.UniqueConstraint(
            "posting_id", "book", "person_id", name=op.f("uq_pot_entries_posting_id_book_person_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pot_entries_posting_id"), "pot_entries", ["posting_id"])
    op.create_index("ix_pot_entries_parts", "pot_entries", ["family_id", "person_id"])
    op.create_table(
        "spending_limits",
        _of("family_id", "families", "spending_limits"),
        _of("person_id", "people", "spending_limits"),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_spending_limits_minor")),
        sa.PrimaryKeyConstraint("family_id", "person_id", name=op.f("pk_spending_limits")),
    )
    op.create_index(op.f("ix_spending_limits_person_id"), "spending_limits", ["person_id"])
    _keep_books_append_only()


def downgrade() -> None:
    op.drop_table("spending_limits")
    op.drop_table("pot_entries")
    op.drop_table("pot_postings")
    op.drop_table("pot_transfers")
    op.drop_column("families", "has_account")


def _keep_books_append_only() -> None:
    for table in _BOOKS:
        if op.get_context().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_books()"
            )
            continue
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_append_only_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END"
            )


def _id() -> sa.Column[int]:
    return sa.Column("id", _ID, autoincrement=True, nullable=False)


def _of(column: str, whose: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    kind = sa.BigInteger() if whose == "people" else _ID
    reference = sa.ForeignKey(f"{whose}.id", name=op.f(f"fk_{table}_{column}"))
    return sa.Column(column, kind, reference, nullable=nullable)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
