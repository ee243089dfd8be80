"""Hand the family's books to somebody who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from core.books.ports import BooksWork
    from core.books.views import BooksView


def export_books(work: BooksWork, *, now: datetime, actor: int) -> BooksView:
    """Return orders, shares, payments, ledger entries and money through Telegram that the actor may see.

    A member sees those of all orders of the family, former members those of orders they have a part in. Of
    money through Telegram everybody sees their own, members what paid for something, and adults also what
    paid for nothing.
    What is hidden from the actor as a present is left out with all amounts that come of it, so that what is
    there adds up by itself. Orders of people's own are nobody else's business, and in no books.
    """
    return work.books_of(actor, now)
