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


def upgrade() -> None:
    for name, kind in _CUSTOMS.items():
        op.execute(f"ALTER TABLE families ADD COLUMN {name} {kind}")
    op.execute(
        "ALTER TABLE items ADD COLUMN hidden_from BIGINT "
        "CONSTRAINT fk_items_hidden_from REFERENCES people (id)"
    )
    op.add_column("items", sa.Column("hidden_until", _moment()))
    op.add_column("items", sa.Column("before", sa.JSON()))
    op.add_column("items", sa.Column("remind_at", _moment()))
    _remind_of_open_votes()
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
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deeds_family_id", "deeds", ["family_id", "id"])
    op.create_index("ix_deeds_item_id", "deeds", ["item_id", "id"])


def downgrade() -> None:
    op.drop_table("deeds")
    op.drop_column("items", "remind_at")
    op.drop_column("items", "before")
    op.drop_column("items", "hidden_until")
    op.drop_column("items", "hidden_from")
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
