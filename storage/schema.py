"""The tables. Every "exactly one" and "at most" of the product is a constraint here.

Moments are aware UTC in Python. Ids are never reused: a button may name a row that is long gone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite, which knows no time zones, keeps it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments on their way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment."""
        del dialect
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


Id = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *columns: Any) -> Table:  # noqa: ANN401  # as SQLAlchemy's own Table takes them
    return Table(name, metadata, *columns, sqlite_autoincrement=True)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False),
    Column("time_zone", Text),
    Column("unreachable_since", Moment),
    Column("delivery", Text, nullable=False, server_default=text("'at_once'")),
    Column("quiet", Boolean, nullable=False, server_default=text("true")),
    Column("forgotten_at", Moment),
    Column("country", Text),
    Column("country_proved_at", Moment),
    Column("alerts", Integer, nullable=False, server_default=text("0")),
    Column("met_at", Moment, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("ask", Text, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

families = _table(
    "families",
    _id(),
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

benefit_changes = _table(
    "benefit_changes",
    _id(),
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

invites = _table(
    "invites",
    _id(),
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

join_requests = _table(
    "join_requests",
    _id(),
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
guesses = _table(
    "guesses",
    _id(),
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

_IS_HIDDEN_WHOLE = "(hidden_from IS NULL) = (hidden_until IS NULL)"
"""A present is hidden from somebody until a moment, or not at all."""

additions = _table(
    "additions",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("origin", Text, nullable=False, unique=True),
    Column("added_at", Moment, nullable=False),
)

items = _table(
    "items",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("addition_id", ForeignKey("additions.id"), index=True),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("asked_minor", BigInteger),
    Column("total_minor", BigInteger),
    Column("currency", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("closes_at", Moment),
    Column("remind_at", Moment),
    Column("reminded_at", Moment),
    Column("before", JSON(none_as_null=True)),
    Column("recount", Boolean, nullable=False, server_default=text("false")),
    Column("decided_by", ForeignKey("people.id")),
    Column("decision_note", Text, nullable=False, server_default=text("''")),
    Column("hidden_from", ForeignKey("people.id")),
    Column("hidden_until", Moment),
    Column("mark", Text),
    Column("marked_by", ForeignKey("people.id")),
    Column("added_at", Moment, nullable=False),
    CheckConstraint("mark IN ('bought', 'missing', 'asking')", name="mark"),
    CheckConstraint("quantity BETWEEN 1 AND 999000", name="quantity"),
    CheckConstraint("price_minor >= 0", name="price"),
    CheckConstraint(_IS_HIDDEN_WHOLE, name="hidden"),
    CheckConstraint("hidden_from <> author_id", name="hidden_from"),
    Index(
        "ix_items_hidden_until",
        "hidden_until",
        sqlite_where=text("hidden_until IS NOT NULL"),
        postgresql_where=text("hidden_until IS NOT NULL"),
    ),
    Index(
        "ix_items_open_votes",
        "closes_at",
        sqlite_where=text("standing = 'voting'"),
        postgresql_where=text("standing = 'voting'"),
    ),
    Index(
        "ix_items_recount",
        "closes_at",
        sqlite_where=text("standing = 'voting' AND recount"),
        postgresql_where=text("standing = 'voting' AND recount"),
    ),
    Index(
        "ix_items_asking",
        "closes_at",
        sqlite_where=text("standing = 'asking'"),
        postgresql_where=text("standing = 'asking'"),
    ),
)

# Who did what to the cart, and who had voted how by then: `[[person, choice], …]`. The line as it was
# before is kept for as long as the deed may be taken back.
deeds = _table(
    "deeds",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("actor_id", ForeignKey("people.id")),
    Column("kind", Text, nullable=False),
    Column("item_id", BigInteger),
    Column("line", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("votes", JSON),
    Column("before", JSON(none_as_null=True)),
    Column("undone", Boolean, nullable=False, server_default=text("false")),
    Column("hidden_from", ForeignKey("people.id")),
    Column("hidden_until", Moment),
    Column("done_at", Moment, nullable=False),
    CheckConstraint(_IS_HIDDEN_WHOLE, name="hidden"),
    Index("ix_deeds_family_id", "family_id", "id"),
    Index("ix_deeds_item_id", "item_id", "id"),
    Index("ix_deeds_done_at", "done_at"),
    Index(
        "ix_deeds_kept",
        "done_at",
        sqlite_where=text("before IS NOT NULL"),
        postgresql_where=text("before IS NOT NULL"),
    ),
)

# People's own carts. No family stands here: what reads a family's lines cannot find these.
own_additions = _table(
    "own_additions",
    _id(),
    Column("owner_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("added_at", Moment, nullable=False),
)

own_items = _table(
    "own_items",
    _id(),
    Column("owner_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("addition_id", ForeignKey("own_additions.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("currency", Text),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("quantity BETWEEN 1 AND 999000", name="quantity"),
    CheckConstraint("price_minor >= 0", name="price"),
    CheckConstraint("(price_minor IS NULL) = (currency IS NULL)", name="currency"),
)

# What people's own carts became: without a family, so that nothing that reads a family's orders can find it.
own_orders = _table(
    "own_orders",
    _id(),
    Column("owner_id", ForeignKey("people.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", BigInteger),
    Column("repeats", Integer, nullable=False, server_default=text("0")),
    Column("locked_at", Moment, nullable=False),
    Column("paid_at", Moment),
    Column("received_at", Moment),
    Column("cancelled_at", Moment),
    UniqueConstraint("owner_id", "number"),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("cancelled_at IS NULL OR (paid_at IS NULL AND received_at IS NULL)", name="cancelled"),
)

own_order_lines = Table(
    "own_order_lines",
    metadata,
    Column("order_id", ForeignKey("own_orders.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
)

# What people typed after the bot's name in other chats, for an hour.
inline_asks = _table(
    "inline_asks",
    _id(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    UniqueConstraint("person_id", "text"),
)

# Who is in the shop: one of a family at a time; the trip goes when its shopper goes.
trips = _table(
    "trips",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False, unique=True),
    Column("shopper_id", ForeignKey("members.person_id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("until", Moment, nullable=False),
    Column("started_at", Moment, nullable=False),
)

# What the shopper was told can be bought; a line may be gone by now.
trip_lines = Table(
    "trip_lines",
    metadata,
    Column("trip_id", ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False),
)

replacements = _table(
    "replacements",
    _id(),
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shopper_id", ForeignKey("people.id"), nullable=False),
    Column("asked_id", ForeignKey("people.id"), nullable=False),
    Column("wish", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # One open question a line.
    Index(
        "uq_replacements_open",
        "item_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# What a family buys again and again, as one would type it.
staples = _table(
    "staples",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("added_by", ForeignKey("people.id"), nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("family_id", "name"),
)

votes = Table(
    "votes",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    # One vote a member on a version; a leaver's votes fall away.
    Column("voter_id", ForeignKey("members.person_id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("choice", Integer, nullable=False),
    Column("cast_at", Moment, nullable=False),
    CheckConstraint("choice IN (1, -1)", name="choice"),
)

cards = Table(
    "cards",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger),
    Column("message", BigInteger, nullable=False),
    Column("replaced", BigInteger, nullable=False),
    Column("family_id", ForeignKey("families.id"), nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("opener_id", ForeignKey("people.id"), nullable=False),
    Column("changes", Integer, nullable=False, server_default=text("0")),
    Column("shown", Integer, nullable=False, server_default=text("0")),
    Column("seal", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("pin_due", Boolean, nullable=False, server_default=text("true")),
    Column("may_pin", Boolean, nullable=False, server_default=text("true")),
)

# What is carried over from another ledger. What its file said is kept as long as it is a draft.
imports = _table(
    "imports",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("draft", JSON(none_as_null=True)),
    Column("expenses", Integer, nullable=False, server_default=text("0")),
    Column("spent_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("decided_at", Moment),
    Column("stopped_by", ForeignKey("people.id")),
    CheckConstraint("(state = 'draft') = (draft IS NOT NULL)", name="draft"),
    CheckConstraint("(state = 'draft') = (due_at IS NULL)", name="due"),
    CheckConstraint("(state IN ('draft', 'asked')) = (decided_at IS NULL)", name="decided"),
    CheckConstraint("(state = 'stopped') = (stopped_by IS NOT NULL)", name="stopped"),
    # One import of the same file, and one draft at a time.
    Index(
        "uq_imports_digest",
        "family_id",
        "digest",
        unique=True,
        sqlite_where=text("state IN ('draft', 'asked', 'applied')"),
        postgresql_where=text("state IN ('draft', 'asked', 'applied')"),
    ),
    Index(
        "uq_imports_draft",
        "family_id",
        unique=True,
        sqlite_where=text("state = 'draft'"),
        postgresql_where=text("state = 'draft'"),
    ),
    Index(
        "ix_imports_due",
        "due_at",
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    ),
)

# What everybody is owed, or owes, by an import, and what they answered.
import_people = Table(
    "import_people",
    metadata,
    Column("import_id", ForeignKey("imports.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("answer", Boolean),
)

_HAS_ITS_PAYER = (
    "(payer_id IS NULL OR (state NOT IN ('locked', 'cancelled') AND pay_mode <> 'each')) "
    "AND (payer_id IS NOT NULL OR state IN ('locked', 'cancelled') OR pay_mode NOT IN ('one', 'treat'))"
)
"""Nobody pays an order that is nobody's yet, nor one that each pays their share of; else exactly one does."""

# A present's order has a negative number: it is none of the family's, which count from 1.
orders = _table(
    "orders",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seal", Text),
    Column("hidden_from", ForeignKey("people.id")),
    Column("hidden_until", Moment),
    Column("state", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("locked_by", ForeignKey("people.id"), nullable=False),
    Column("locked_at", Moment, nullable=False),
    Column("bought_by", ForeignKey("people.id")),
    Column("payer_id", ForeignKey("people.id")),
    Column("paying_since", Moment),
    Column("paid_at", Moment),
    Column("received_at", Moment),
    Column("closed_at", Moment),
    Column("cancelled_at", Moment),
    # Of what was carried over from another ledger.
    Column("import_id", ForeignKey("imports.id")),
    Column("pay_mode", Text, nullable=False, server_default=text("'one'")),
    Column("split", Text, nullable=False, server_default=text("'owner'")),
    Column("fee_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("fee_split", Text, nullable=False, server_default=text("'equal'")),
    Column("discount_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("till_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("till_agreed_minor", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("family_id", "number"),
    CheckConstraint(_HAS_ITS_PAYER, name="payer"),
    CheckConstraint("fee_minor >= 0", name="fee"),
    CheckConstraint("discount_minor >= 0", name="discount"),
    CheckConstraint("(state = 'paying') = (paying_since IS NOT NULL)", name="paying"),
    CheckConstraint(_IS_HIDDEN_WHOLE, name="hidden"),
    Index(
        "ix_orders_paying",
        "paying_since",
        sqlite_where=text("state = 'paying'"),
        postgresql_where=text("state = 'paying'"),
    ),
    Index(
        "ix_orders_due",
        "paid_at",
        sqlite_where=text("state IN ('paid', 'received')"),
        postgresql_where=text("state IN ('paid', 'received')"),
    ),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("owner_id", ForeignKey("people.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("link", Text),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    # By how much `total_minor` is more, or less, than what the family agreed on.
    Column("risen_minor", BigInteger, nullable=False, server_default=text("0")),
)

# What of a share is sent but not judged yet, and what is settled, is counted beside it, so that payments that
# overlap never discharge more than the share, whoever writes them.
shares = Table(
    "shares",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("minor", BigInteger, nullable=False),
    # Their weight, or the amount agreed on for them.
    Column("portion", BigInteger, nullable=False, server_default=text("0")),
    Column("bears_fee", Boolean, nullable=False, server_default=text("true")),
    # By how many millionths of a minor unit the share is less than exact.
    Column("spared", BigInteger, nullable=False, server_default=text("0")),
    # When they paid the shop, where each pays their own share.
    Column("paid_shop_at", Moment),
    Column("sent_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("settled_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("reminders", Integer, nullable=False, server_default=text("0")),
    Column("reminded_at", Moment),
    Column("remind_at", Moment),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint(
        "sent_minor >= 0 AND settled_minor >= 0 AND sent_minor + settled_minor <= minor", name="discharged"
    ),
    CheckConstraint("portion >= 0", name="portion"),
)

# On which terms somebody means to check out; they go when their member goes.
checkout_drafts = Table(
    "checkout_drafts",
    metadata,
    Column("person_id", ForeignKey("members.person_id", ondelete="CASCADE"), primary_key=True),
    Column("terms", JSON, nullable=False),
)

# Other prices that an order was said to have, of the line at that position, or of the whole with 0.
corrections = _table(
    "corrections",
    _id(),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("was_minor", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("state IN ('open', 'accepted', 'refused', 'withdrawn')", name="state"),
    # The family is asked about one at a time.
    Index(
        "uq_corrections_open",
        "order_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# Whose yes another price needs, and who said it.
correction_answers = Table(
    "correction_answers",
    metadata,
    Column("correction_id", ForeignKey("corrections.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("is_yes", Boolean),
)

# Its origin names the button that was pressed: one press makes one payment. One of no money offsets debts.
payments = _table(
    "payments",
    _id(),
    Column("debtor_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("payee_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("origin", Text, nullable=False),
    UniqueConstraint("origin"),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("debtor_id <> payee_id", name="sides"),
    CheckConstraint("state IN ('claimed', 'confirmed', 'rejected', 'withdrawn')", name="state"),
)

payment_parts = Table(
    "payment_parts",
    metadata,
    Column("payment_id", ForeignKey("payments.id"), primary_key=True),
    Column("order_id", Id, primary_key=True, autoincrement=False),
    Column("debtor_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minor", BigInteger, nullable=False),
    ForeignKeyConstraint(["order_id", "debtor_id"], ["shares.order_id", "shares.person_id"]),
    CheckConstraint("minor > 0", name="minor"),
    Index("ix_payment_parts_share", "order_id", "debtor_id"),
)

payment_words = _table(
    "payment_words",
    _id(),
    Column("payment_id", ForeignKey("payments.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("word", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
)

# A photo that Telegram keeps: here is only its name there.
receipts = _table(
    "receipts",
    _id(),
    Column("payment_id", ForeignKey("payments.id")),
    Column("order_id", ForeignKey("orders.id")),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("photo", Text, nullable=False),
    UniqueConstraint("payment_id"),
    UniqueConstraint("order_id"),
    CheckConstraint("(payment_id IS NULL) <> (order_id IS NULL)", name="subject"),
)

# What people mean to pay by an invoice, written before the invoice is sent.
intents = _table(
    "intents",
    _id(),
    Column("token", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False, server_default=text("'order'")),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id")),
    Column("payer_id", ForeignKey("people.id"), nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("asked", Text, nullable=False, server_default=text("''")),
    Column("asked_at", Moment),
    Column("written_at", Moment, nullable=False),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("state IN ('open', 'paid', 'outdated')", name="state"),
    CheckConstraint("purpose <> 'order' OR order_id IS NOT NULL", name="order"),
    Index(
        "uq_intents_open",
        "order_id",
        "payer_id",
        "purpose",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# Money that came through Telegram; `settles` names what it paid for, which is paid for once.
charges = _table(
    "charges",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("provider_name", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("payer_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("intent_id", ForeignKey("intents.id")),
    Column("family_id", ForeignKey("families.id")),
    Column("order_id", ForeignKey("orders.id")),
    Column("state", Text, nullable=False, server_default=text("'came'")),
    Column("settles", Text, unique=True),
    Column("flaw", Text),
    Column("came_at", Moment, nullable=False),
    Column("refunded_at", Moment),
    Column("due_at", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("state IN ('came', 'applied', 'flagged', 'refunded')", name="state"),
    CheckConstraint("state <> 'applied' OR settles IS NOT NULL", name="applied"),
    CheckConstraint("state <> 'flagged' OR (flaw IS NOT NULL AND settles IS NULL)", name="flagged"),
    CheckConstraint("(state = 'refunded') = (refunded_at IS NOT NULL)", name="refunded"),
    Index(
        "ix_charges_due",
        "state",
        "due_at",
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
)

# Append-only: triggers in the migrations refuse every update and delete.
ledger_entries = _table(
    "ledger_entries",
    _id(),
    Column("posting", Text, nullable=False),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("posted_at", Moment, nullable=False),
    UniqueConstraint("posting", "person_id", "kind"),
    Index("ix_ledger_entries_balance", "family_id", "person_id"),
)

# Money on its way into a family's pot, or out of it. The attempt counts a person's: a tap counts once.
pot_transfers = _table(
    "pot_transfers",
    _id(),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("keeper_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("said_at", Moment, nullable=False),
    UniqueConstraint("family_id", "person_id", "attempt"),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("kind IN ('top_up', 'return')", name="kind"),
    CheckConstraint("state IN ('due', 'claimed', 'confirmed', 'rejected', 'withdrawn')", name="state"),
    # A member waits for one word on one top-up at a time.
    Index(
        "uq_pot_transfers_open",
        "family_id",
        "person_id",
        unique=True,
        sqlite_where=text("kind = 'top_up' AND state = 'claimed'"),
        postgresql_where=text("kind = 'top_up' AND state = 'claimed'"),
    ),
)

# Append-only, as the entries below. What is in the pot afterwards stands in each, numbered by family: two at
# once cannot both be the next, and no pot falls below nothing.
pot_postings = _table(
    "pot_postings",
    _id(),
    Column("posting", Text, nullable=False, unique=True),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), unique=True),
    Column("transfer_id", ForeignKey("pot_transfers.id"), unique=True),
    Column("balance_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("posted_at", Moment, nullable=False),
    UniqueConstraint("family_id", "number"),
    CheckConstraint("balance_minor >= 0", name="balance"),
    CheckConstraint("(order_id IS NULL) <> (transfer_id IS NULL)", name="cause"),
    Index("ix_pot_postings_spending", "family_id", "kind", "posted_at"),
)

pot_entries = _table(
    "pot_entries",
    _id(),
    Column("posting_id", ForeignKey("pot_postings.id"), nullable=False, index=True),
    Column("family_id", ForeignKey("families.id"), nullable=False),
    Column("book", Text, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("minor", BigInteger, nullable=False),
    UniqueConstraint("posting_id", "book", "person_id"),
    CheckConstraint("(book = 'pot') = (person_id IS NULL)", name="book"),
    Index("ix_pot_entries_parts", "family_id", "person_id"),
)

# What a member may pay from the account in a calendar month; who leaves and comes back has the same limit.
spending_limits = Table(
    "spending_limits",
    metadata,
    Column("family_id", ForeignKey("families.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True),
    Column("minor", BigInteger, nullable=False),
    CheckConstraint("minor >= 0", name="minor"),
)

alerts = _table(
    "alerts",
    _id(),
    Column("recipient_id", ForeignKey("people.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("gathering", Text),
    Column("ready_at", Moment),
    Column("held_until", Moment),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("delivered_at", Moment),
    UniqueConstraint("recipient_id", "number"),
    Index(
        "uq_alerts_gathering",
        "gathering",
        "recipient_id",
        unique=True,
        sqlite_where=text("delivered_at IS NULL AND gathering IS NOT NULL"),
        postgresql_where=text("delivered_at IS NULL AND gathering IS NOT NULL"),
    ),
    Index(
        "ix_alerts_waiting",
        "recipient_id",
        "number",
        sqlite_where=text("delivered_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL"),
    ),
)
