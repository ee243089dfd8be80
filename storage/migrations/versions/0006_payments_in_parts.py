"""Payments discharge parts of shares, keep who said what when, and have receipts; debts are reminded of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_DUE = "state IN ('paid', 'received')"
_OPEN = "state IN ('claimed', 'confirmed')"
_DISCHARGED = "sent_minor >= 0 AND settled_minor >= 0 AND sent_minor + settled_minor <= minor"


def upgrade() -> None:
    op.execute("ALTER TABLE shares ADD COLUMN sent_minor BIGINT DEFAULT 0 NOT NULL")
    op.execute(
        "ALTER TABLE shares ADD COLUMN settled_minor BIGINT DEFAULT 0 NOT NULL "
        f"CONSTRAINT ck_shares_discharged CHECK ({_DISCHARGED})"
    )
    op.add_column("shares", sa.Column("reminders", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("shares", sa.Column("reminded_at", _moment()))
    op.add_column("shares", sa.Column("remind_at", _moment()))
    op.create_index(
        "ix_orders_due",
        "orders",
        ["paid_at"],
        sqlite_where=sa.text(_DUE),
        postgresql_where=sa.text(_DUE),
    )
    op.execute("CREATE TABLE payments_before AS SELECT * FROM payments")
    op.drop_table("payments")
    _create_payments()
    _carry_payments_over()
    op.drop_table("payments_before")


def _create_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("debtor_id", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_payments_minor")),
        sa.CheckConstraint("debtor_id <> payee_id", name=op.f("ck_payments_sides")),
        sa.CheckConstraint(
            "state IN ('claimed', 'confirmed', 'rejected', 'withdrawn')", name=op.f("ck_payments_state")
        ),
        sa.ForeignKeyConstraint(["debtor_id"], ["people.id"], name=op.f("fk_payments_debtor_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["people.id"], name=op.f("fk_payments_payee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("origin", name=op.f("uq_payments_origin")),
        sqlite_autoincrement=True,
    )
    for column in ("debtor_id", "payee_id"):
        op.create_index(op.f(f"ix_payments_{column}"), "payments", [column])
    op.create_table(
        "payment_parts",
        sa.Column("payment_id", _ID, nullable=False),
        sa.Column("order_id", _ID, autoincrement=False, nullable=False),
        sa.Column("debtor_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minor > 0", name=op.f("ck_payment_parts_minor")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_payment_parts_payment_id")),
        sa.ForeignKeyConstraint(
            ["order_id", "debtor_id"],
            ["shares.order_id", "shares.person_id"],
            name=op.f("fk_payment_parts_order_id"),
        ),
        sa.PrimaryKeyConstraint("payment_id", "order_id", "debtor_id", name=op.f("pk_payment_parts")),
    )
    op.create_index("ix_payment_parts_share", "payment_parts", ["order_id", "debtor_id"])
    op.create_table(
        "payment_words",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("payment_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("said_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_payment_words_payment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_payment_words_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_words")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payment_words_payment_id"), "payment_words", ["payment_id"])
    op.create_table(
        "receipts",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("payment_id", _ID),
        sa.Column("order_id", _ID),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=False),
        sa.CheckConstraint("(payment_id IS NULL) <> (order_id IS NULL)", name=op.f("ck_receipts_subject")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_receipts_payment_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_receipts_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_receipts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_receipts_payment_id")),
        sa.UniqueConstraint("order_id", name=op.f("uq_receipts_order_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_receipts_person_id"), "receipts", ["person_id"])


def _carry_payments_over() -> None:
    """Every old payment was of one whole share, by a button that counted the attempts."""
    op.execute(
        "INSERT INTO payments (id, debtor_id, payee_id, minor, state, origin) "
        "SELECT id, debtor_id, payee_id, minor, state, "
        "'share:' || order_id || ':' || debtor_id || ':' || attempt FROM payments_before"
    )
    op.execute(
        "INSERT INTO payment_parts (payment_id, order_id, debtor_id, minor) "
        "SELECT id, order_id, debtor_id, minor FROM payments_before"
    )
    op.execute(
        "INSERT INTO payment_words (payment_id, person_id, word, said_at) "
        "SELECT id, debtor_id, 'sent', claimed_at FROM payments_before ORDER BY id"
    )
    op.execute(
        "INSERT INTO payment_words (payment_id, person_id, word, said_at) "
        "SELECT id, payee_id, CASE state WHEN 'confirmed' THEN 'received' ELSE 'not_received' END, judged_at "
        "FROM payments_before WHERE judged_at IS NOT NULL ORDER BY id"
    )
    op.execute(
        "UPDATE shares SET sent_minor = minor WHERE EXISTS (SELECT 1 FROM payments_before AS old "
        "WHERE old.order_id = shares.order_id AND old.debtor_id = shares.person_id AND old.state = 'claimed')"
    )
    op.execute(
        "UPDATE shares SET settled_minor = minor WHERE EXISTS (SELECT 1 FROM payments_before AS old WHERE "
        "old.order_id = shares.order_id AND old.debtor_id = shares.person_id AND old.state = 'confirmed')"
    )
    if op.get_context().dialect.name == "postgresql":  # new ids follow those that were carried over
        op.execute(
            "SELECT setval(pg_get_serial_sequence('payments', 'id'), coalesce(max(id), 1), "
            "max(id) IS NOT NULL) FROM payments"
        )


def downgrade() -> None:
    """Keep the shares that are settled whole; a part of one cannot be kept, but stays in the books."""
    op.execute(
        "CREATE TABLE payments_after AS SELECT s.order_id, s.person_id, o.payer_id, s.minor, o.paid_at "
        "FROM shares AS s JOIN orders AS o ON o.id = s.order_id "
        "WHERE s.minor > 0 AND s.settled_minor = s.minor"
    )
    for table in ("receipts", "payment_words", "payment_parts", "payments"):
        op.drop_table(table)
    op.create_table(
        "payments",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("order_id", _ID, nullable=False),
        sa.Column("debtor_id", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_at", _moment(), nullable=False),
        sa.Column("judged_at", _moment()),
        sa.CheckConstraint("minor > 0", name=op.f("ck_payments_minor")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
        sa.ForeignKeyConstraint(["debtor_id"], ["people.id"], name=op.f("fk_payments_debtor_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["people.id"], name=op.f("fk_payments_payee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint(
            "order_id", "debtor_id", "attempt", name=op.f("uq_payments_order_id_debtor_id_attempt")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_payments_open",
        "payments",
        ["order_id", "debtor_id"],
        unique=True,
        sqlite_where=sa.text(_OPEN),
        postgresql_where=sa.text(_OPEN),
    )
    op.execute(
        "INSERT INTO payments (order_id, debtor_id, payee_id, minor, attempt, state, claimed_at, judged_at) "
        "SELECT order_id, person_id, payer_id, minor, 1, 'confirmed', paid_at, paid_at FROM payments_after "
        "ORDER BY order_id, person_id"
    )
    op.drop_table("payments_after")
    op.drop_index("ix_orders_due", "orders")
    for column in ("remind_at", "reminded_at", "reminders", "settled_minor", "sent_minor"):
        op.drop_column("shares", column)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
