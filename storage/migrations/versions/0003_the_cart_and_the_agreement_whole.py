"""The cart and the agreement, every rule of them."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CUSTOMS = {
    "voting": "TEXT DEFAULT 'majority' NOT NULL CONSTRAINT ck_families_voting "
    "CHECK (voting IN ('majority', 'veto', 'everyone', 'organizer'))",
    "free_below_minor": "BIGINT DEFAULT 100000 NOT NULL CONSTRAINT ck_families_free_below "
    "CHECK (free_below_minor >= 0)",
    "free_unpriced": "BOOLEAN DEFAULT false NOT NULL",
    "vote_until": "TEXT DEFAULT '24h' NOT NULL",
    "time_zone": "TEXT",
    "may_lock": "TEXT DEFAULT 'organizer' NOT NULL CONSTRAINT ck_families_may_lock "
    "CHECK (may_lock IN ('organizer', 'adults', 'rotation'))",
    "units": "TEXT DEFAULT 'large' NOT NULL CONSTRAINT ck_families_units CHECK (units IN ('large', 'small'))",
    "rich_card": "BOOLEAN DEFAULT false NOT NULL",
    "turn_taken": "INTEGER",
}
"""With their checks in one statement: SQLite cannot add a constraint to a table that is there."""

_IS_HIDDEN_WHOLE = "(hidden_from IS NULL) = (hidden_until IS NULL)"
_NOT_FROM_ITS_AUTHOR = "CONSTRAINT ck_items_hidden_from CHECK (hidden_from <> author_id)"


def upgrade() -> None:
    for name, kind in _CUSTOMS.items():
        op.execute(f"ALTER TABLE families ADD COLUMN {name} {kind}")
    op.add_column("orders", sa.Column("seal", sa.Text()))
    for table, more in (("items", _NOT_FROM_ITS_AUTHOR), ("orders", "")):
        op.add_column(table, sa.Column("hidden_until", _moment()))
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN hidden_from BIGINT "
            f"CONSTRAINT fk_{table}_hidden_from REFERENCES people (id) "
            f"CONSTRAINT ck_{table}_hidden CHECK ({_IS_HIDDEN_WHOLE}) {more}"
        )
    op.create_index(
        "ix_items_hidden_until",
        "items",
        ["hidden_until"],
        sqlite_where=sa.text("hidden_until IS NOT NULL"),
        postgresql_where=sa.text("hidden_until IS NOT NULL"),
    )
    op.add_column("items", sa.Column("before", sa.JSON()))
    op.add_column("items", sa.Column("remind_at", _moment()))
    _remind_of_open_votes()
    for name in ("pin_due", "may_pin"):
        op.add_column("cards", sa.Column(name, sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.create_table(
        "deeds",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("actor_id", sa.BigInteger()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger()),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("votes", sa.JSON()),
        sa.Column("before", sa.JSON()),
        sa.Column("undone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("hidden_from", sa.BigInteger()),
        sa.Column("hidden_until", _moment()),
        sa.Column("done_at", _moment(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_deeds_{column}"))
            for column, target in (
                ("family_id", "families.id"),
                ("actor_id", "people.id"),
                ("hidden_from", "people.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deeds")),
        sa.CheckConstraint(_IS_HIDDEN_WHOLE, name=op.f("ck_deeds_hidden")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deeds_family_id", "deeds", ["family_id", "id"])
    op.create_index("ix_deeds_item_id", "deeds", ["item_id", "id"])
    op.create_index("ix_deeds_done_at", "deeds", ["done_at"])
    is_kept = sa.text("before IS NOT NULL")
    op.create_index("ix_deeds_kept", "deeds", ["done_at"], sqlite_where=is_kept, postgresql_where=is_kept)
    _create_own_carts()
    _shop()


def _create_own_carts() -> None:
    op.create_table(
        "own_additions",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("added_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_own_additions_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_additions")),
        sa.UniqueConstraint("origin", name=op.f("uq_own_additions_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_own_additions_owner_id", "own_additions", ["owner_id"])
    op.create_table(
        "own_items",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("addition_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("currency", sa.Text()),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 999000", name=op.f("ck_own_items_quantity")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_own_items_price")),
        sa.CheckConstraint("(price_minor IS NULL) = (currency IS NULL)", name=op.f("ck_own_items_currency")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_own_items_owner_id")),
        sa.ForeignKeyConstraint(["addition_id"], ["own_additions.id"], name=op.f("fk_own_items_addition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_items")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_own_items_owner_id", "own_items", ["owner_id"])
    op.create_index("ix_own_items_addition_id", "own_items", ["addition_id"])
    op.create_table(
        "inline_asks",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_inline_asks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inline_asks")),
        sa.UniqueConstraint("person_id", "text", name=op.f("uq_inline_asks_person_id_text")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inline_asks_asked_at", "inline_asks", ["asked_at"])


def _shop() -> None:
    op.execute(
        "ALTER TABLE items ADD COLUMN mark TEXT "
        "CONSTRAINT ck_items_mark CHECK (mark IN ('bought', 'missing', 'asking'))"
    )
    for table, column in (("items", "marked_by"), ("orders", "bought_by")):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} BIGINT "
            f"CONSTRAINT fk_{table}_{column} REFERENCES people (id)"
        )
    op.create_table(
        "trips",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("shopper_id", sa.BigInteger(), nullable=False),
        sa.Column("until", _moment(), nullable=False),
        sa.Column("started_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_trips_family_id")),
        sa.ForeignKeyConstraint(
            ["shopper_id"], ["members.person_id"], ondelete="CASCADE", name=op.f("fk_trips_shopper_id")
        ),
        sa.UniqueConstraint("family_id", name=op.f("uq_trips_family_id")),
        sa.UniqueConstraint("shopper_id", name=op.f("uq_trips_shopper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "trip_lines",
        sa.Column("trip_id", _ID, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], ondelete="CASCADE", name=op.f("fk_trip_lines_trip_id")
        ),
        sa.PrimaryKeyConstraint("trip_id", "item_id", name=op.f("pk_trip_lines")),
    )
    op.create_table(
        "replacements",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("item_id", _ID, nullable=False),
        sa.Column("shopper_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_id", sa.BigInteger(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expires_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], ondelete="CASCADE", name=op.f("fk_replacements_item_id")
        ),
        sa.ForeignKeyConstraint(["shopper_id"], ["people.id"], name=op.f("fk_replacements_shopper_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_replacements_asked_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replacements")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_replacements_item_id", "replacements", ["item_id"])
    op.create_index(
        "uq_replacements_open",
        "replacements",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "staples",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_staples_family_id")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_staples_added_by")),
        sa.UniqueConstraint("family_id", "name", name=op.f("uq_staples_family_id_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staples")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in (
        "inline_asks",
        "own_items",
        "own_additions",
        "staples",
        "replacements",
        "trip_lines",
        "trips",
    ):
        op.drop_table(table)
    op.drop_column("orders", "bought_by")
    op.drop_column("items", "marked_by")
    op.drop_column("items", "mark")
    op.drop_table("deeds")
    op.drop_column("items", "remind_at")
    op.drop_column("items", "before")
    for name in ("may_pin", "pin_due"):
        op.drop_column("cards", name)
    op.drop_index("ix_items_hidden_until", "items")
    for table in ("items", "orders"):
        op.drop_column(table, "hidden_from")
        op.drop_column(table, "hidden_until")
    op.drop_column("orders", "seal")
    for name in reversed(_CUSTOMS):
        op.drop_column("families", name)


def _remind_of_open_votes() -> None:
    """Remind of votes that are open six hours before they close: until now all were open for a day."""
    items = sa.table(
        "items",
        sa.column("id", _ID),
        sa.column("standing", sa.Text()),
        sa.column("closes_at", _moment()),
        sa.column("remind_at", _moment()),
    )
    connection = op.get_bind()
    open_votes = sa.select(items.c.id, items.c.closes_at).where(items.c.standing == "voting")
    for item, closes_at in connection.execute(open_votes).all():
        reminding = sa.update(items).where(items.c.id == item)
        connection.execute(reminding.values(remind_at=closes_at - timedelta(hours=6)))


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
