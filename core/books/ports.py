"""What the books' use cases need of an open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.orders.ports import OrderWork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.books.carrying import Draft, Import, ImportState
    from core.books.statement import Source
    from core.books.views import BooksView, Concerned, ImportGlance, ImportView


class BooksWork(Protocol):
    """Reads the books."""

    def books_of(self, reader: int, now: datetime) -> BooksView:
        """Return everything in the books that the reader may see, the oldest first."""


class ImportWork(OrderWork, Protocol):
    """Keeps what is carried over from other ledgers."""

    def import_by_digest(self, family: int, digest: str) -> Import | None:
        """Return the family's import of this file that is being prepared, asked about, or done."""

    def import_known(self, import_: int) -> Import | None:
        """Return the import as it is at the moment."""

    def hold_import(self, import_: int) -> Import | None:
        """Return the import, held until the transaction ends."""

    def imports_of(self, family: int, limit: int) -> Sequence[ImportGlance]:
        """Return the family's newest imports, the newest first."""

    def put_draft(
        self, *, family: int, by: int, source: Source, digest: str, currency: str, draft: Draft, now: datetime
    ) -> int:
        """Keep a new draft in the place of any other of the family; return its id."""

    def draft_of(self, import_: int) -> Draft | None:
        """Return what a draft says."""

    def keep_draft(self, import_: int, draft: Draft) -> None:
        """Keep what was said of a draft."""

    def drop_drafts(self, family: int) -> None:
        """Forget the family's draft, with all that was read from its file."""

    def drop_old_drafts(self, before: datetime) -> None:
        """Forget the drafts that were made before that moment."""

    def last_import(self, family: int, source: Source) -> datetime | None:
        """Return when the last import from this ledger was done."""

    def ask_about_import(
        self,
        import_: int,
        *,
        expenses: int,
        spent: int,
        balances: Mapping[int, int],
        by: int,
        due_at: datetime,
    ) -> None:
        """Keep what the import comes to, and forget the rest of its file; whoever asks agrees."""

    def concerned_by(self, import_: int) -> Sequence[Concerned]:
        """Return whom the import concerns, by person."""

    def put_import_answer(self, import_: int, person: int, *, is_yes: bool) -> None:
        """Keep somebody's answer."""

    def decide_import(
        self, import_: int, state: ImportState, now: datetime, *, stopped_by: int | None = None
    ) -> None:
        """Keep what became of the import."""

    def due_imports(self, now: datetime, limit: int) -> Sequence[int]:
        """Return imports that nobody may object to any more, and that are not decided."""

    def import_view(self, import_: int, reader: int) -> ImportView | None:
        """Return the import's screen for a reader who is in its family, or concerned; no draft."""
