"""How a wish, and what became of it, is written wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Html, clip

if TYPE_CHECKING:
    from bot.texts import Texts
    from core.carts.item import Item


def wish(item: Item, t: Texts, *, is_short: bool = False) -> Html:
    """Return what is wanted, how many, and what it costs."""
    title = t("<b>{title}</b>", title=clip(item.title) if is_short else item.title)
    parts = [title, Html(amount(item.quantity, item.unit, t))]
    total = item.total()
    if total is not None:
        parts.append(Html(t.money(total.minor, total.currency)))
    return Html(", ".join(parts))


def amount(quantity: int, unit: str, t: Texts) -> str:
    """Return a quantity with its unit as people write it, such as `2 pcs`."""
    names = {
        "pcs": t.label("pcs"),
        "pack": t.label("packs"),
        "bottle": t.label("bottles"),
        "can": t.label("cans"),
        "box": t.label("boxes"),
        "kg": t.label("kg"),
        "g": t.label("g"),
        "l": t.label("l"),
        "ml": t.label("ml"),
    }
    return f"{quantity} {names[unit]}"


def order_name(number: int) -> str:
    """Return what an order is called; a present's number is negative, and none of the family's own."""
    return f"🎁{-number}" if number < 0 else str(number)
