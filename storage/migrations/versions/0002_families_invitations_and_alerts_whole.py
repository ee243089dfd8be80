"""Families, invitations and alerts, every rule of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = "state = 'open'"
_ASKING = "standing = 'asking'"
_RECOUNT = "standing = 'voting' AND recount"
_NOT_TOLD = "end_told_at IS NULL"
_GATHERING = "delivered_at IS NULL AND gathering IS NOT NULL"
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFERRED = {
    "families": "families.id",
    "invites": "invites.id",
    "members": "members.person_id",
    "people": "people.id",
    "successions": "successions.family_id",
}
_NEW_TABLES = (
    "guesses",
    "join_requests",
    "seat_holds",
    "invitees",
    "archive_members",
    "succession_votes",
    "successions",
    "handovers",
    "departures",
    "barred",
    "benefit_changes",
)


def upgrade() -> None:
    _widen_people()
    _widen_families()
    _widen_invites()
    _widen_items()
    op.add_column("cards", sa.Column("topic", sa.BigInteger()))
    _widen_alerts()


def _widen_people() -> None:
    for column in (
        sa.Column("time_zone", sa.Text()),
        sa.Column("unreachable_since", _moment()),
        sa.Column("delivery", sa.Text(), server_default=sa.text("'at_once'"), nullable=False),
        sa.Column("quiet", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("forgotten_at", _moment()),
    ):
        op.add_column("people", column)
    # Since when is not known: since now, so that nobody is succeeded sooner than the product promises.
    op.execute("UPDATE people SET unreachable_since = CURRENT_TIMESTAMP WHERE NOT reachable")
    op.drop_column("people", "reachable")


def _widen_families() -> None:
    for name in ("has_cart", "has_voting"):
        op.add_column(
            "families", sa.Column(name, sa.Boolean(), server_default=sa.text("true"), nullable=False)
        )
    # With their checks in one statement: SQLite cannot add a constraint to a table that is there.
    op.execute(
        "ALTER TABLE members ADD COLUMN role TEXT DEFAULT 'adult' NOT NULL "
        "CONSTRAINT ck_members_role CHECK (role IN ('adult', 'limited'))"
    )
    op.execute(
        "ALTER TABLE members ADD COLUMN limit_minor BIGINT CONSTRAINT ck_members_limit "
        "CHECK ((role = 'limited') = (limit_minor IS NOT NULL) AND limit_minor >= 0)"
    )
    _create(
        "benefit_changes",
        _id(),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
        key=["id"],
        to={"family_id": "families", "changed_by": "people"},
    )
    op.create_index("ix_benefit_changes_family_id", "benefit_changes", ["family_id"])
    _create(
        "barred",
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("barred_at", _moment(), nullable=False),
        key=["family_id", "person_id"],
        to={"family_id": "families", "person_id": "people"},
    )
    _create(
        "departures",
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("departed_at", _moment(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("limit_minor", sa.BigInteger()),
        key=["family_id", "person_id"],
        to={"family_id": "families", "person_id": "people"},
    )
    _create(
        "handovers",
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("by_vote", sa.Boolean(), nullable=False),
        sa.Column("offered_at", _moment(), nullable=False),
        sa.Column("expires_at", _moment(), nullable=False),
        key=["family_id"],
        to={"family_id": "families", "member_id": "members"},
    )
    op.create_index("uq_handovers_member_id", "handovers", ["member_id"], unique=True)
    _create(
        "successions",
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("opened_at", _moment(), nullable=False),
        key=["family_id"],
        to={"family_id": "families"},
    )
    _create(
        "succession_votes",
        sa.Column("voter_id", sa.BigInteger(), nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("cast_at", _moment(), nullable=False),
        key=["voter_id"],
        to={"voter_id": "members", "family_id": "successions", "candidate_id": "members"},
    )
    for column in ("family_id", "candidate_id"):
        op.create_index(f"ix_succession_votes_{column}", "succession_votes", [column])
    _create(
        "archive_members",
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("was_organizer", sa.Boolean(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("limit_minor", sa.BigInteger()),
        sa.Column("kept_until", _moment(), nullable=False),
        key=["family_id", "person_id"],
        to={"family_id": "families", "person_id": "people"},
    )
    op.create_index("ix_archive_members_person_id", "archive_members", ["person_id"])


def _widen_invites() -> None:
    for name in ("for_one", "by_approval"):
        op.add_column(
            "invites", sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)
        )
    op.add_column("invites", sa.Column("end_told_at", _moment()))
    # Of what ended before this version nobody needs to be told now.
    op.execute("UPDATE invites SET end_told_at = expires_at WHERE expires_at <= CURRENT_TIMESTAMP")
    op.execute("UPDATE invites SET end_told_at = expires_at WHERE revoked_at IS NOT NULL OR uses_left = 0")
    op.create_index("ix_invites_ending", "invites", ["expires_at"], **_where(_NOT_TOLD))
    _create(
        "invitees",
        sa.Column("invite_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        key=["invite_id", "person_id"],
        to={"invite_id": "invites", "person_id": "people"},
    )
    _create(
        "seat_holds",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("until", _moment(), nullable=False),
        key=["person_id"],
        to={"person_id": "people", "family_id": "families"},
    )
    op.create_index("ix_seat_holds_family_id", "seat_holds", ["family_id"])
    _create(
        "join_requests",
        _id(),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("invite_id", _ID, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("expires_at", _moment(), nullable=False),
        key=["id"],
        to={"family_id": "families", "invite_id": "invites", "person_id": "people"},
    )
    op.create_index("ix_join_requests_family_id", "join_requests", ["family_id"])
    op.create_index("ix_join_requests_invite_id", "join_requests", ["invite_id"])
    op.create_index("uq_join_requests_open", "join_requests", ["person_id"], unique=True, **_where(_OPEN))
    op.create_index("ix_join_requests_expiring", "join_requests", ["expires_at"], **_where(_OPEN))
    _create(
        "guesses",
        _id(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("guessed_at", _moment(), nullable=False),
        key=["id"],
        to={"person_id": "people"},
    )
    op.create_index("uq_guesses_person_id_token_hash", "guesses", ["person_id", "token_hash"], unique=True)
    op.create_index("ix_guesses_person_id_guessed_at", "guesses", ["person_id", "guessed_at"])


def _widen_items() -> None:
    op.create_index("ix_items_asking", "items", ["closes_at"], **_where(_ASKING))
    op.create_index("ix_items_recount", "items", ["closes_at"], **_where(_RECOUNT))
    # In one statement with its reference, as above.
    op.execute(
        "ALTER TABLE items ADD COLUMN decided_by BIGINT CONSTRAINT fk_items_decided_by REFERENCES people (id)"
    )
    op.add_column(
        "items", sa.Column("decision_note", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("items", sa.Column("asked_minor", sa.BigInteger()))
    op.execute("UPDATE items SET asked_minor = price_minor")


def _widen_alerts() -> None:
    op.add_column("alerts", sa.Column("gathering", sa.Text()))
    op.create_index(
        "uq_alerts_gathering", "alerts", ["gathering", "recipient_id"], unique=True, **_where(_GATHERING)
    )
    for name in ("ready_at", "held_until"):
        op.add_column("alerts", sa.Column(name, _moment()))


def downgrade() -> None:
    op.drop_index("uq_alerts_gathering", "alerts")
    for name in ("held_until", "ready_at"):
        op.drop_column("alerts", name)
    op.drop_column("alerts", "gathering")
    op.drop_column("cards", "topic")
    op.drop_column("items", "asked_minor")
    op.drop_column("items", "decision_note")
    op.drop_column("items", "decided_by")
    op.drop_index("ix_items_recount", "items")
    op.drop_index("ix_items_asking", "items")
    op.drop_index("ix_invites_ending", "invites")
    for table in _NEW_TABLES:
        op.drop_table(table)
    op.drop_column("invites", "end_told_at")
    op.drop_column("invites", "by_approval")
    op.drop_column("invites", "for_one")
    op.drop_column("members", "limit_minor")
    op.drop_column("members", "role")
    op.drop_column("families", "has_voting")
    op.drop_column("families", "has_cart")
    op.add_column(
        "people", sa.Column("reachable", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.execute("UPDATE people SET reachable = false WHERE unreachable_since IS NOT NULL")
    for name in ("time_zone", "unreachable_since", "delivery", "quiet", "forgotten_at"):
        op.drop_column("people", name)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _id() -> sa.Column[int]:
    return sa.Column("id", _ID, autoincrement=True, nullable=False)


def _create(name: str, *columns: sa.Column[Any], key: Sequence[str], to: Mapping[str, str]) -> None:
    """Create a table whose columns in `to` refer to these tables; what hangs on a member goes with them."""
    links = [
        sa.ForeignKeyConstraint(
            [column],
            [_REFERRED[table]],
            name=op.f(f"fk_{name}_{column}"),
            ondelete="CASCADE" if table in ("members", "successions") else None,
        )
        for column, table in to.items()
    ]
    primary = sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}"))
    op.create_table(name, *columns, *links, primary, sqlite_autoincrement=list(key) == ["id"])
