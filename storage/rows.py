"""What every repository has: the open connection, and what the two dialects do apart.

The repositories' methods are documented by the ports they implement, in `core/*/ports.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection, Select, Table


class Rows:
    """The base of all repositories."""

    def __init__(
        self, connection: Connection, home_zone: str = "UTC", invoiced: Collection[str] = frozenset()
    ) -> None:
        """Speak over a connection on which a transaction is open.

        The operator set the rest: `home_zone` is the time zone of families that chose none, `invoiced` are
        the currencies in which invoices are sent.
        """
        self.connection = connection
        self.home_zone = home_zone
        self.invoiced = invoiced

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insert into the table that can say what to do on conflict."""
        if self.writers_overlap():
            return postgresql.insert(table)
        return sqlite.insert(table)

    def hold(self, rows: Select[*tuple[Any, ...]], parameters: Mapping[str, object] | None = None) -> None:
        """Keep others from changing the rows until the transaction ends.

        A statement that waits for a lock goes on with the counts that it made before it waited. So what is
        counted about a row is read by another statement, after the row is held. SQLite has one writer, which
        needs not wait.
        """
        if self.writers_overlap():
            self.connection.execute(rows.with_for_update(), parameters)

    def writers_overlap(self) -> bool:
        """Tell whether others may write while this transaction is open."""
        return self.dialect == "postgresql"

    @property
    def dialect(self) -> str:
        """Whose SQL is spoken: `sqlite` or `postgresql`."""
        return self.connection.dialect.name
