"""What the tables are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
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


def table(name: str, *columns: Any) -> Table:  # noqa: ANN401  # as SQLAlchemy's own Table takes them
    """Return a table whose ids are never used again."""
    return Table(name, metadata, *columns, sqlite_autoincrement=True)


def id_column() -> Column[int]:
    """Return the column of a table's own numbers."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def reminder_columns() -> tuple[Column[Any], ...]:
    """Return what tells how often somebody was reminded of a row, and when the next step is due."""
    return (
        Column("reminders", Integer, nullable=False, server_default=text("0")),
        Column("reminded_at", Moment),
        Column("remind_at", Moment),
    )


IS_HIDDEN_WHOLE = "(hidden_from IS NULL) = (hidden_until IS NULL)"
"""A present is hidden from somebody until a moment, or not at all."""
