"""How a wish, and what became of it, is written wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Html, clip
from core.carts.item import Item
from core.carts.units import format_quantity
from core.families.family import Units

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.carts.reading import LineDraft

AUTHOR_SHOWN = 32
"""Longer names are cut beside a line: a page of lines at their longest must fit into one message."""


def wish(item: Item | LineDraft, t: Texts, *, is_short: bool = False, units: Units | None = None) -> Html:
    """Return what is wanted, how many, and what it costs."""
    if units is None:
        units = item.units if isinstance(item, Item) else Units.LARGE
    title = t("<b>{title}</b>", title=clip(item.title) if is_short else item.title)
    parts = [title, Html(amount(item.quantity, item.unit, t, units))]
    total = item.total()
    if total is not None:
        parts.append(Html(t.money(total.minor, total.currency)))
    return Html(", ".join(parts))


def drafted(draft: LineDraft, units: Units, t: Texts) -> Html:
    """Return a wish that is not in the cart, as one that is."""
    total = draft.total()
    minor = t.money(total.minor, total.currency) if total else ""
    return instead_of(draft.title, amount(draft.quantity, draft.unit, t, units), minor, t)


def instead_of(title: str, wanted: str, price: str, t: Texts) -> Html:
    """Return a replacement with how much of it, and what it costs."""
    words = t("<b>{title}</b>", title=title)
    return Html(", ".join([words, Html(wanted), *([Html(price)] if price else [])]))


def amount(quantity: int, unit: str, t: Texts, units: Units) -> str:
    """Return a quantity with its unit as people write it, such as `2 pcs`."""
    return format_quantity(quantity, unit, t.language, units)


def order_name(number: int) -> str:
    """Return what an order is called; a present's number is negative, and none of the family's own."""
    return f"🎁{-number}" if number < 0 else str(number)
