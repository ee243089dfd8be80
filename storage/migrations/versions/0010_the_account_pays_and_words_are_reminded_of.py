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


def upgrade() -> None:
    _check_payer(_PAYER, _HAS_ITS_PAYER)


def downgrade() -> None:
    op.execute("UPDATE orders SET pay_mode = 'treat' WHERE pay_mode = 'account'")
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
