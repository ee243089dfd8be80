"""A family shops together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_ORGANIZER = "fk_families_id_organizer_id"


def _organizer_is_a_member() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["id", "organizer_id"],
        ["members.family_id", "members.person_id"],
        name=_ORGANIZER,
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    # Families and members need each other: SQLite takes the constraint at once, PostgreSQL only afterwards.
    is_postgres = op.get_context().dialect.name == "postgresql"
    op.create_table(
        "families",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organizer_id", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("orders", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disbanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organizer_id IS NULL) = (disbanded_at IS NOT NULL)", name=op.f("ck_families_organizer")
        ),
        *(() if is_postgres else (_organizer_is_a_member(),)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_families")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("language_chosen", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("country_proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alerts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "additions",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_additions_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_additions_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_additions")),
        sa.UniqueConstraint("origin", name=op.f("uq_additions_origin")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alerts",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["recipient_id"], ["people.id"], name=op.f("fk_alerts_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("recipient_id", "number", name=op.f("uq_alerts_recipient_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_alerts_waiting",
        "alerts",
        ["recipient_id", "number"],
        unique=False,
        sqlite_where=sa.text("delivered_at IS NULL"),
        postgresql_where=sa.text("delivered_at IS NULL"),
    )

    op.create_table(
        "cards",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("replaced", sa.BigInteger(), nullable=False),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("opener_id", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("shown", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_cards_family_id")),
        sa.ForeignKeyConstraint(["opener_id"], ["people.id"], name=op.f("fk_cards_opener_id")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_family_id"), "cards", ["family_id"], unique=False)

    op.create_table(
        "family_places",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_family_places_family_id")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_family_places")),
        sa.UniqueConstraint("family_id", name=op.f("uq_family_places_family_id")),
    )
    op.create_table(
        "invites",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_invites_uses_left")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_invites_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("origin", name=op.f("uq_invites_origin")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invites_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invites_family_id"), "invites", ["family_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seat BETWEEN 1 AND 7", name=op.f("ck_members_seat")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_members_family_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_members_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_members")),
        sa.UniqueConstraint("family_id", "person_id", name=op.f("uq_members_family_id_person_id")),
        sa.UniqueConstraint("family_id", "seat", name=op.f("uq_members_family_id_seat")),
    )
    op.create_table(
        "orders",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("locked_by", sa.BigInteger(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=True),
        sa.Column("paying_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'paying') = (paying_since IS NOT NULL)", name=op.f("ck_orders_paying")),
        sa.CheckConstraint(
            "(state IN ('locked', 'cancelled')) = (payer_id IS NULL)", name=op.f("ck_orders_payer")
        ),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_orders_family_id")),
        sa.ForeignKeyConstraint(["locked_by"], ["people.id"], name=op.f("fk_orders_locked_by")),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name=op.f("fk_orders_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("family_id", "number", name=op.f("uq_orders_family_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_orders_paying",
        "orders",
        ["paying_since"],
        unique=False,
        sqlite_where=sa.text("state = 'paying'"),
        postgresql_where=sa.text("state = 'paying'"),
    )

    op.create_table(
        "questions",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_questions")),
    )
    op.create_table(
        "invite_guests",
        sa.Column("invite_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name=op.f("fk_invite_guests_invite_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invite_guests_person_id")),
        sa.PrimaryKeyConstraint("invite_id", "person_id", name=op.f("pk_invite_guests")),
    )
    op.create_table(
        "items",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("addition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("total_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recount", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_items_price")),
        sa.CheckConstraint("quantity BETWEEN 1 AND 999000", name=op.f("ck_items_quantity")),
        sa.ForeignKeyConstraint(["addition_id"], ["additions.id"], name=op.f("fk_items_addition_id")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_items_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_items_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_items_addition_id"), "items", ["addition_id"], unique=False)
    op.create_index(op.f("ix_items_family_id"), "items", ["family_id"], unique=False)
    op.create_index(
        "ix_items_open_votes",
        "items",
        ["closes_at"],
        unique=False,
        sqlite_where=sa.text("standing = 'voting'"),
        postgresql_where=sa.text("standing = 'voting'"),
    )

    op.create_table(
        "ledger_entries",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("posting", sa.Text(), nullable=False),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_ledger_entries_family_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ledger_entries_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_ledger_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint(
            "posting", "person_id", "kind", name=op.f("uq_ledger_entries_posting_person_id_kind")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ledger_entries_balance", "ledger_entries", ["family_id", "person_id"], unique=False)

    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_order_lines_owner_id")),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_lines")),
    )
    op.create_table(
        "payments",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("debtor_id", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("minor > 0", name=op.f("ck_payments_minor")),
        sa.ForeignKeyConstraint(["debtor_id"], ["people.id"], name=op.f("fk_payments_debtor_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
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
        sqlite_where=sa.text("state IN ('claimed', 'confirmed')"),
        postgresql_where=sa.text("state IN ('claimed', 'confirmed')"),
    )

    op.create_table(
        "shares",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_shares_minor")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shares_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_shares_person_id")),
        sa.PrimaryKeyConstraint("order_id", "person_id", name=op.f("pk_shares")),
    )
    op.create_index(op.f("ix_shares_person_id"), "shares", ["person_id"], unique=False)

    op.create_table(
        "votes",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter_id", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN (1, -1)", name=op.f("ck_votes_choice")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_votes_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["voter_id"], ["members.person_id"], name=op.f("fk_votes_voter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "version", "voter_id", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_voter_id"), "votes", ["voter_id"], unique=False)
    if is_postgres:
        op.create_foreign_key(
            _ORGANIZER,
            "families",
            "members",
            ["id", "organizer_id"],
            ["family_id", "person_id"],
            initially="DEFERRED",
            deferrable=True,
        )

    _make_books_append_only(is_postgres=is_postgres)


def _make_books_append_only(*, is_postgres: bool) -> None:
    if is_postgres:
        op.execute(
            "CREATE FUNCTION refuse_to_rewrite_books() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE 'the books are append-only' USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entries "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_books()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER append_only_{change.lower()} BEFORE {change} ON ledger_entries "
            "BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END"
        )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(_ORGANIZER, "families", type_="foreignkey")
    op.drop_table("votes")
    op.drop_table("shares")
    op.drop_table("payments")
    op.drop_table("order_lines")
    op.drop_table("ledger_entries")
    op.drop_table("items")
    op.drop_table("invite_guests")
    op.drop_table("questions")
    op.drop_table("orders")
    op.drop_table("members")
    op.drop_table("invites")
    op.drop_table("family_places")
    op.drop_table("cards")
    op.drop_table("alerts")
    op.drop_table("additions")
    op.drop_table("people")
    op.drop_table("families")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_rewrite_books()")
