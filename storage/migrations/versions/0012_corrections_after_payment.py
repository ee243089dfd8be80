"""Prices are corrected after an order is paid, and what was paid too much is owed back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT_MOST = "sent_minor >= 0 AND settled_minor >= 0 AND sent_minor + settled_minor <= minor"
_DISCHARGED = f"{_AT_MOST} + returned_minor"
_IS_RETURN = "returns_id IS NOT NULL"
_IS_DUE = "state = 'open' AND due_at IS NOT NULL"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE shares ADD COLUMN returned_minor BIGINT DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_shares_returned CHECK (returned_minor >= 0)"
    )
    _check_discharged(_AT_MOST, _DISCHARGED)
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE orders ADD COLUMN returns_id {kind} "
        "CONSTRAINT fk_orders_returns_id REFERENCES orders (id)"
    )
    op.execute("ALTER TABLE corrections ADD COLUMN due_at " + _moment())
    op.execute(
        f"ALTER TABLE corrections ADD COLUMN posted_at {_moment()} "
        "CONSTRAINT ck_corrections_posted CHECK (posted_at IS NULL OR state = 'accepted')"
    )
    for name, table, columns, where in (
        ("uq_orders_returns", "orders", ["returns_id", "payer_id"], _IS_RETURN),
        ("ix_corrections_due", "corrections", ["due_at"], _IS_DUE),
    ):
        rule = sa.text(where)
        unique = name.startswith("uq_")
        op.create_index(name, table, columns, unique=unique, sqlite_where=rule, postgresql_where=rule)


def downgrade() -> None:
    """Shares become what was paid of them, since an older version knows of nothing that is owed back.

    What is owed back stays a debt: an order of its own, without lines. Nobody is asked about a price of a
    paid order any more.
    """
    op.execute("UPDATE corrections SET state = 'withdrawn' WHERE state = 'open' AND due_at IS NOT NULL")
    op.execute(
        "UPDATE orders SET minor = minor + "
        "(SELECT coalesce(sum(returned_minor), 0) FROM shares WHERE order_id = orders.id)"
    )
    op.execute("UPDATE shares SET minor = minor + returned_minor")
    op.drop_index("ix_corrections_due", "corrections")
    op.drop_index("uq_orders_returns", "orders")
    op.drop_column("corrections", "posted_at")
    op.drop_column("corrections", "due_at")
    op.drop_column("orders", "returns_id")
    _check_discharged(_DISCHARGED, _AT_MOST)
    op.drop_column("shares", "returned_minor")


def _check_discharged(old: str, new: str) -> None:
    """Put one check on what is paid of a share in the place of another."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_shares_discharged", "shares")
        op.create_check_constraint(op.f("ck_shares_discharged"), "shares", new)
        return
    # SQLite has no other way than a new table, or this one: the check is rewritten where it is kept.
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = 'shares'"),
        {"old": f"CHECK ({old})", "new": f"CHECK ({new})"},
    )
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _moment() -> str:
    return "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
