"""The cart and the agreement, every rule of them."""

from __future__ import annotations

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
    op.create_table(
        "deeds",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("actor_id", sa.BigInteger()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger()),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
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


def downgrade() -> None:
    op.drop_table("deeds")
    op.drop_index("ix_items_hidden_until", "items")
    for table in ("items", "orders"):
        op.drop_column(table, "hidden_from")
        op.drop_column(table, "hidden_until")
    op.drop_column("orders", "seal")
    for name in reversed(_CUSTOMS):
        op.drop_column("families", name)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
