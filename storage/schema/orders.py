"""Orders, on which terms, and who bears what of them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import (
    IS_HIDDEN_WHOLE,
    Moment,
    id_column,
    metadata,
    reminder_columns,
    table,
)

_HAS_ITS_PAYER = (
    "(payer_id IS NULL OR (state NOT IN ('locked', 'cancelled') AND pay_mode <> 'each')) "
    "AND (payer_id IS NOT NULL OR state IN ('locked', 'cancelled') OR pay_mode = 'each')"
)
"""Nobody pays an order that is nobody's yet, nor one that each pays their share of; else exactly one does."""

# A present's order has a negative number: it is none of the family's, which count from 1.
orders = table(
    "orders",
    id_column(),
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
    # For which too much was paid before its price fell, as its payer owes back.
    Column("returns_id", ForeignKey("orders.id")),
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
    CheckConstraint(IS_HIDDEN_WHOLE, name="hidden"),
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
    # What of one share is owed back is one debt.
    Index(
        "uq_orders_returns",
        "returns_id",
        "payer_id",
        unique=True,
        sqlite_where=text("returns_id IS NOT NULL"),
        postgresql_where=text("returns_id IS NOT NULL"),
    ),
    Index(
        "ix_orders_for_each",
        "locked_at",
        sqlite_where=text("state = 'locked' AND pay_mode = 'each'"),
        postgresql_where=text("state = 'locked' AND pay_mode = 'each'"),
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
# overlap never discharge more than the share, whoever writes them. What of it is more than the share, since a
# price fell, is returned by an order of its own.
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
    Column("returned_minor", BigInteger, nullable=False, server_default=text("0")),
    *reminder_columns(),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint(
        "sent_minor >= 0 AND settled_minor >= 0 AND sent_minor + settled_minor <= minor + returned_minor",
        name="discharged",
    ),
    CheckConstraint("returned_minor >= 0", name="returned"),
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
corrections = table(
    "corrections",
    id_column(),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("was_minor", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    # Of a paid order: when it holds without a word, and when its differences came into the books.
    Column("due_at", Moment),
    Column("posted_at", Moment),
    CheckConstraint("minor >= 0", name="minor"),
    CheckConstraint("posted_at IS NULL OR state = 'accepted'", name="posted"),
    CheckConstraint("state IN ('open', 'accepted', 'refused', 'withdrawn')", name="state"),
    # The family is asked about one at a time.
    Index(
        "uq_corrections_open",
        "order_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_corrections_due",
        "due_at",
        sqlite_where=text("state = 'open' AND due_at IS NOT NULL"),
        postgresql_where=text("state = 'open' AND due_at IS NOT NULL"),
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
