"""The shared account may pay an order by its terms; whoever a word is waited for is reminded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PAYER = (
    "(payer_id IS NULL OR (state NOT IN ('locked', 'cancelled') AND pay_mode <> 'each')) "
    "AND (payer_id IS NOT NULL OR state IN ('locked', 'cancelled') OR pay_mode NOT IN ('one', 'treat'))"
)
_HAS_ITS_PAYER = (
    "(payer_id IS NULL OR (state NOT IN ('locked', 'cancelled') AND pay_mode <> 'each')) "
    "AND (payer_id IS NOT NULL OR state IN ('locked', 'cancelled') OR pay_mode = 'each')"
)


_REMINDED = ("payments", "pot_transfers")
_INDEXES = (
    ("ix_orders_for_each", "orders", "locked_at", "state = 'locked' AND pay_mode = 'each'"),
    ("ix_payments_claimed", "payments", "id", "state = 'claimed'"),
    ("ix_pot_transfers_claimed", "pot_transfers", "id", "state = 'claimed'"),
)


def upgrade() -> None:
    _check_payer(_PAYER, _HAS_ITS_PAYER)
    for table in _REMINDED:
        op.add_column(
            table, sa.Column("reminders", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        op.add_column(table, sa.Column("reminded_at", sa.DateTime(timezone=True)))
        op.add_column(table, sa.Column("remind_at", sa.DateTime(timezone=True)))
    for index, table, column, which in _INDEXES:
        op.create_index(index, table, [column], sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def downgrade() -> None:
    for index, table, *_ in _INDEXES:
        op.drop_index(index, table)
    for table in _REMINDED:
        for column in ("remind_at", "reminded_at", "reminders"):
            op.drop_column(table, column)
    op.execute("UPDATE orders SET pay_mode = 'treat' WHERE pay_mode = 'account'")
    op.execute("DELETE FROM checkout_drafts WHERE CAST(terms AS TEXT) LIKE '%account%'")
    _check_payer(_HAS_ITS_PAYER, _PAYER)


def _check_payer(old: str, new: str) -> None:
    """Put one check on the payer of an order in the place of another."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_orders_payer", "orders")
        op.create_check_constraint(op.f("ck_orders_payer"), "orders", new)
        return
    # SQLite has no other way than a new table, or this one: the check is rewritten where it is kept.
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = 'orders'"),
        {"old": f"CHECK ({old})", "new": f"CHECK ({new})"},
    )
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
