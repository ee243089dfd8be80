"""A wish as a row keeps it, in a family's cart, in somebody's own, or in an own order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.carts.reading import LineDraft
from core.shared.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping


def price_minor(draft: LineDraft) -> int | None:
    """Return the price in minor units, None without one."""
    return draft.price.minor if draft.price is not None else None


def draft_columns(draft: LineDraft) -> Mapping[str, object]:
    """Return what is kept of the wish wherever it is, but for the currency of its price."""
    return {
        "title": draft.title,
        "quantity": draft.quantity,
        "unit": draft.unit,
        "price_minor": price_minor(draft),
        "urgent": draft.urgent,
        "link": draft.link,
        "note": draft.note,
    }


def to_draft(row: Any) -> LineDraft:  # noqa: ANN401  # a row with the columns above and the currency
    """Return the wish in a row."""
    return LineDraft(
        title=row.title,
        quantity=row.quantity,
        unit=row.unit,
        price=Money(row.price_minor, row.currency) if row.price_minor is not None else None,
        urgent=row.urgent,
        link=row.link,
        note=row.note,
    )
