"""People's own orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEVER_CANCELLED_ONCE_PAID = "cancelled_at IS NULL OR (paid_at IS NULL AND received_at IS NULL)"


def upgrade() -> None:
    op.create_table(
        "own_orders",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger()),
        sa.Column("repeats", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(moment, sa.DateTime(timezone=True))
            for moment in ("paid_at", "received_at", "cancelled_at")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_own_orders_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_orders")),
        sa.UniqueConstraint("owner_id", "number", name=op.f("uq_own_orders_owner_id_number")),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_own_orders_minor")),
        sa.CheckConstraint(_NEVER_CANCELLED_ONCE_PAID, name=op.f("ck_own_orders_cancelled")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_order_lines",
        sa.Column("order_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["own_orders.id"], name=op.f("fk_own_order_lines_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_own_order_lines")),
    )


def downgrade() -> None:
    op.drop_table("own_order_lines")
    op.drop_table("own_orders")
