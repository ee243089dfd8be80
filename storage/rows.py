"""What every repository has: the open connection, and the one statement that the two dialects spell apart.

The repositories' methods are documented by the ports they implement, in `core/*/ports.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


class Rows:
    """The base of all repositories."""

    def __init__(self, connection: Connection) -> None:
        """Speak over a connection on which a transaction is open."""
        self.connection = connection

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insert into the table that can say what to do on conflict."""
        if self.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)
