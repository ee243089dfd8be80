"""Shares are paid, and the shared account is topped up, by invoices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ORDER = "purpose <> 'order' OR order_id IS NOT NULL"
_BY_PURPOSE = (
    "(purpose IN ('order', 'share') AND order_id IS NOT NULL) OR (purpose = 'top_up' AND order_id IS NULL)"
)
_OPEN_TOP_UP = "state = 'open' AND purpose = 'top_up'"


def upgrade() -> None:
    _check_order(_ORDER, _BY_PURPOSE)
    op.create_index(
        "uq_intents_open_top_up",
        "intents",
        ["family_id", "payer_id", "minor"],
        unique=True,
        sqlite_where=sa.text(_OPEN_TOP_UP),
        postgresql_where=sa.text(_OPEN_TOP_UP),
    )
    for column in ("family_id", "order_id"):
        op.create_index(op.f(f"ix_charges_{column}"), "charges", [column])
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # With its constraint in one statement: SQLite cannot add one to a table that is there.
    op.execute(
        f"ALTER TABLE pot_transfers ADD COLUMN charge_id {kind} "
        "CONSTRAINT fk_pot_transfers_charge_id REFERENCES charges (id)"
    )
    op.create_index("uq_pot_transfers_charge", "pot_transfers", ["charge_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_pot_transfers_charge", "pot_transfers")
    op.drop_column("pot_transfers", "charge_id")
    for column in ("family_id", "order_id"):
        op.drop_index(op.f(f"ix_charges_{column}"), "charges")
    op.drop_index("uq_intents_open_top_up", "intents")
    _check_order(_BY_PURPOSE, _ORDER)


def _check_order(old: str, new: str) -> None:
    """Put one check on the order of an intent in the place of another."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_intents_order", "intents")
        op.create_check_constraint(op.f("ck_intents_order"), "intents", new)
        return
    # SQLite has no other way than a new table, or this one: the check is rewritten where it is kept.
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = 'intents'"),
        {"old": f"CHECK ({old})", "new": f"CHECK ({new})"},
    )
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
