"""Families, their members, and who is to be their organizer."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import Moment, id_column, metadata, table

families = table(
    "families",
    id_column(),
    Column("name", Text, nullable=False),
    Column("organizer_id", BigInteger),
    Column("currency", Text, nullable=False),
    Column("orders", Integer, nullable=False, server_default=text("0")),
    Column("founded_at", Moment, nullable=False),
    Column("disbanded_at", Moment),
    Column("has_cart", Boolean, nullable=False, server_default=text("true")),
    Column("has_voting", Boolean, nullable=False, server_default=text("true")),
    Column("has_account", Boolean, nullable=False, server_default=text("false")),
    Column("voting", Text, nullable=False, server_default=text("'majority'")),
    Column("free_below_minor", BigInteger, nullable=False, server_default=text("100000")),
    Column("free_unpriced", Boolean, nullable=False, server_default=text("false")),
    Column("vote_until", Text, nullable=False, server_default=text("'24h'")),
    Column("time_zone", Text),
    Column("may_lock", Text, nullable=False, server_default=text("'organizer'")),
    Column("units", Text, nullable=False, server_default=text("'large'")),
    Column("rich_card", Boolean, nullable=False, server_default=text("false")),
    Column("turn_taken", Integer),
    Column("tolerance_percent", Integer, nullable=False, server_default=text("5")),
    # Exactly one organizer, who is one of the members; checked at commit, since each needs the other.
    ForeignKeyConstraint(
        ["id", "organizer_id"],
        ["members.family_id", "members.person_id"],
        deferrable=True,
        initially="DEFERRED",
        use_alter=True,
    ),
    CheckConstraint("(organizer_id IS NULL) = (disbanded_at IS NOT NULL)", name="organizer"),
    CheckConstraint("voting IN ('majority', 'veto', 'everyone', 'organizer')", name="voting"),
    CheckConstraint("free_below_minor >= 0", name="free_below"),
    CheckConstraint("may_lock IN ('organizer', 'adults', 'rotation')", name="may_lock"),
    CheckConstraint("units IN ('large', 'small')", name="units"),
    CheckConstraint("tolerance_percent BETWEEN 0 AND 100", name="tolerance"),
)

members = Table(
    "members",
    metadata,
    Column(
        "person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False
    ),  # one family a person
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("role", Text, nullable=False, server_default=text("'adult'")),
    Column("limit_minor", BigInteger),
    UniqueConstraint("family_id", "seat"),
    UniqueConstraint("family_id", "person_id"),
    CheckConstraint("seat BETWEEN 1 AND 7", name="seat"),
    CheckConstraint("role IN ('adult', 'limited')", name="role"),
    CheckConstraint("(role = 'limited') = (limit_minor IS NOT NULL) AND limit_minor >= 0", name="limit"),
)

benefit_changes = table(
    "benefit_changes",
    id_column(),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("benefit", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("changed_by", ForeignKey("people.id"), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

barred = Table(
    "barred",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("barred_at", Moment, nullable=False),
)

# Who left a family, or was removed: as what they were there, they are seated again.
departures = Table(
    "departures",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("departed_at", Moment, nullable=False),
    Column("role", Text, nullable=False),
    Column("limit_minor", BigInteger),
)

# At most one offer of the organizer's role a family; it goes when its member goes.
handovers = Table(
    "handovers",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("member_id", ForeignKey("members.person_id", ondelete="CASCADE"), nullable=False),
    Column("by_vote", Boolean, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("uq_handovers_member_id", "member_id", unique=True),
)

successions = Table(
    "successions",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("opened_at", Moment, nullable=False),
)

succession_votes = Table(
    "succession_votes",
    metadata,
    Column("voter_id", ForeignKey("members.person_id", ondelete="CASCADE"), primary_key=True),
    Column("family_id", ForeignKey("successions.family_id", ondelete="CASCADE"), nullable=False),
    Column("candidate_id", ForeignKey("members.person_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("cast_at", Moment, nullable=False),
    Index("ix_succession_votes_family_id", "family_id"),
)

# Who was in a family when it was disbanded: who may look at its archive, and come back with it.
archive_members = Table(
    "archive_members",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True),
    Column("was_organizer", Boolean, nullable=False),
    Column("seat", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("limit_minor", BigInteger),
    Column("kept_until", Moment, nullable=False),
)

family_places = Table(
    "family_places",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("family_id", ForeignKey("families.id"), nullable=False, unique=True),
    Column("attached_at", Moment, nullable=False),
)
