"""Invitations, the seats they hold, and who asked for one."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from storage.schema.columns import Moment, id_column, metadata, table

invites = table(
    "invites",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("for_one", Boolean, nullable=False, server_default=text("false")),
    Column("by_approval", Boolean, nullable=False, server_default=text("false")),
    Column("end_told_at", Moment),
    CheckConstraint("uses_left >= 0", name="uses_left"),
    Index(
        "ix_invites_ending",
        "expires_at",
        sqlite_where=text("end_told_at IS NULL"),
        postgresql_where=text("end_told_at IS NULL"),
    ),
)

# Whom an invitation was sent to by the bot itself: they open it without its token.
invitees = Table(
    "invitees",
    metadata,
    Column("invite_id", ForeignKey("invites.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
)

# A seat is kept for who is reading an invitation.
seat_holds = Table(
    "seat_holds",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("until", Moment, nullable=False),
)

join_requests = table(
    "join_requests",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("invite_id", ForeignKey("invites.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_join_requests_invite_id", "invite_id"),
    # One open request a person.
    Index(
        "uq_join_requests_open",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_join_requests_expiring",
        "expires_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# Tokens that led nowhere, to slow down who guesses.
guesses = table(
    "guesses",
    id_column(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("guessed_at", Moment, nullable=False),
    # The same dead link twice is one guess.
    Index("uq_guesses_person_id_token_hash", "person_id", "token_hash", unique=True),
    Index("ix_guesses_person_id_guessed_at", "person_id", "guessed_at"),
)

invite_guests = Table(
    "invite_guests",
    metadata,
    Column("invite_id", ForeignKey("invites.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("joined_at", Moment, nullable=False),
)
