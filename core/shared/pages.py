"""Lists that are shown page by page."""

from __future__ import annotations


def turned_to(page: int, count: int, size: int) -> tuple[int, int]:
    """Return the page, counted from 0, and how many there are; past either end it is the page at that end.

    An empty list has one page.
    """
    pages = max(1, -(-count // size))
    return min(max(page, 0), pages - 1), pages
