"""Orders are paid by invoices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "intents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("'order'"), nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("order_id", _ID),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("asked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_at", _moment()),
        sa.Column("written_at", _moment(), nullable=False),
        sa.CheckConstraint("minor > 0", name=op.f("ck_intents_minor")),
        sa.CheckConstraint("state IN ('open', 'paid', 'outdated')", name=op.f("ck_intents_state")),
        sa.CheckConstraint("purpose <> 'order' OR order_id IS NOT NULL", name=op.f("ck_intents_order")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_intents_family_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_intents_order_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name=op.f("fk_intents_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intents")),
        sa.UniqueConstraint("token", name=op.f("uq_intents_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_intents_open",
        "intents",
        ["order_id", "payer_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "charges",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider_name", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("intent_id", _ID),
        sa.Column("family_id", _ID),
        sa.Column("order_id", _ID),
        sa.Column("state", sa.Text(), server_default=sa.text("'came'"), nullable=False),
        sa.Column("settles", sa.Text()),
        sa.Column("flaw", sa.Text()),
        sa.Column("came_at", _moment(), nullable=False),
        sa.Column("refunded_at", _moment()),
        sa.Column("due_at", _moment()),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "state IN ('came', 'applied', 'flagged', 'refunded')", name=op.f("ck_charges_state")
        ),
        sa.CheckConstraint("state <> 'applied' OR settles IS NOT NULL", name=op.f("ck_charges_applied")),
        sa.CheckConstraint(
            "state <> 'flagged' OR (flaw IS NOT NULL AND settles IS NULL)", name=op.f("ck_charges_flagged")
        ),
        sa.CheckConstraint(
            "(state = 'refunded') = (refunded_at IS NOT NULL)", name=op.f("ck_charges_refunded")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name=op.f("fk_charges_payer_id")),
        sa.ForeignKeyConstraint(["intent_id"], ["intents.id"], name=op.f("fk_charges_intent_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_charges_family_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_charges_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sa.UniqueConstraint("name", name=op.f("uq_charges_name")),
        sa.UniqueConstraint("settles", name=op.f("uq_charges_settles")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_charges_payer_id"), "charges", ["payer_id"])
    op.create_index(
        "ix_charges_due",
        "charges",
        ["state", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("charges")
    op.drop_table("intents")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
