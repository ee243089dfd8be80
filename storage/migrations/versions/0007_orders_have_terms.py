"""How an order is paid and split, is chosen at check-out; its prices may be corrected until it is paid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NO_MONEY = "BIGINT DEFAULT 0 NOT NULL"
_TERMS = {
    "pay_mode": "TEXT DEFAULT 'one' NOT NULL",
    "split": "TEXT DEFAULT 'owner' NOT NULL",
    "fee_minor": f"{_NO_MONEY} CONSTRAINT ck_orders_fee CHECK (fee_minor >= 0)",
    "fee_split": "TEXT DEFAULT 'equal' NOT NULL",
    "discount_minor": f"{_NO_MONEY} CONSTRAINT ck_orders_discount CHECK (discount_minor >= 0)",
    "till_minor": _NO_MONEY,
    "till_agreed_minor": _NO_MONEY,
}
_SHARES = {
    "portion": f"{_NO_MONEY} CONSTRAINT ck_shares_portion CHECK (portion >= 0)",
    "bears_fee": "BOOLEAN DEFAULT true NOT NULL",
    "spared": _NO_MONEY,
}
_PAYER = "(state IN ('locked', 'cancelled')) = (payer_id IS NULL)"
_HAS_ITS_PAYER = (
    "(payer_id IS NULL OR (state NOT IN ('locked', 'cancelled') AND pay_mode <> 'each')) "
    "AND (payer_id IS NOT NULL OR state IN ('locked', 'cancelled') OR pay_mode NOT IN ('one', 'treat'))"
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE families ADD COLUMN tolerance_percent INTEGER DEFAULT 5 NOT NULL "
        "CONSTRAINT ck_families_tolerance CHECK (tolerance_percent BETWEEN 0 AND 100)"
    )
    for table, columns in (
        ("orders", _TERMS),
        ("shares", _SHARES),
        ("order_lines", {"risen_minor": _NO_MONEY}),
    ):
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    op.add_column("shares", sa.Column("paid_shop_at", sa.DateTime(timezone=True)))
    _check_payer(_PAYER, _HAS_ITS_PAYER)
    op.create_table(
        "checkout_drafts",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members.person_id"],
            ondelete="CASCADE",
            name=op.f("fk_checkout_drafts_person_id"),
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_checkout_drafts")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("order_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("was_minor", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_corrections_minor")),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_corrections_state")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_corrections_order_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_corrections_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_order_id", "corrections", ["order_id"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_corrections_open",
        "corrections",
        ["order_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "correction_answers",
        sa.Column("correction_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("is_yes", sa.Boolean()),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_correction_answers_correction_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_correction_answers_person_id")),
        sa.PrimaryKeyConstraint("correction_id", "person_id", name=op.f("pk_correction_answers")),
    )


def downgrade() -> None:
    op.drop_table("correction_answers")
    op.drop_table("corrections")
    op.drop_table("checkout_drafts")
    _check_payer(_HAS_ITS_PAYER, _PAYER)
    op.drop_column("shares", "paid_shop_at")
    for table, columns in (
        ("orders", _TERMS),
        ("shares", _SHARES),
        ("order_lines", {"risen_minor": _NO_MONEY}),
    ):
        for name in reversed(columns):
            op.drop_column(table, name)
    op.drop_column("families", "tolerance_percent")


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
