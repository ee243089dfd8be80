"""The journal of the carts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal

from storage.rows import Rows
from storage.schema import deeds

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Update

    from core.carts.journal import Entry

_PUT_DEED = deeds.insert()


class JournalRows(Rows):
    """Who did what to the cart."""

    def put_deed(self, entry: Entry, now: datetime, *, along: Update | None = None) -> None:
        """Keep the entry; `along` with it goes what it is about, on PostgreSQL in one journey."""
        row = {
            "family_id": entry.family,
            "actor_id": entry.actor,
            "kind": entry.deed.value,
            "item_id": entry.item,
            "line": entry.line,
            "facts": entry.facts,
            "hidden_from": entry.hidden_from,
            "hidden_until": entry.hidden_until,
            "done_at": now,
        }
        if along is None:
            self.connection.execute(_PUT_DEED, row)
        elif self.writers_overlap():
            with_it = along.returning(literal(1)).cte("along")
            self.connection.execute(deeds.insert().values(row).add_cte(with_it))
        else:
            self.connection.execute(along)
            self.connection.execute(_PUT_DEED, row)
