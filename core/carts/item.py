"""A line of the cart: one wish, with a version that votes belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.carts.reading import LineDraft
from core.carts.units import THOUSANDTHS, line_total
from core.families.family import Units
from core.shared.money import in_minor

if TYPE_CHECKING:
    from datetime import datetime

    from core.carts.agreement import Standing
    from core.carts.trip import Mark
    from core.shared.money import Money

LINES_LIMIT = 200

MATERIAL_PERCENT = 5
MATERIAL_MINOR = 10_000
"""A price that rose by more than 5 % or by more than 100 roubles is asked about again."""


@dataclass(slots=True)
class Item:
    """One wish in the cart.

    `version` grows with every material change and is what votes belong to; `revision` grows with every change
    and is what the buttons that change the line carry. `asked` is the price with which the version began, to
    which a rise is compared: small ones add up. A present is hidden from one member until a moment.
    `units` are those in which its family is used to see weights and volumes. `before` is what the line was
    when the family last had its say, or began to: how an open vote differs from that is shown.
    """

    id: int
    family: int
    author: int
    author_name: str
    title: str
    quantity: int
    unit: str
    price: Money | None
    asked: Money | None
    urgent: bool
    link: str | None
    note: str
    version: int
    revision: int
    standing: Standing
    closes_at: datetime | None
    hidden_from: int | None
    hidden_until: datetime | None
    units: Units = Units.LARGE
    mark: Mark | None = None
    marked_by: int | None = None
    before: LineDraft | None = None

    def is_hidden(self, now: datetime) -> bool:
        """Tell whether it is a present whose day has not come."""
        return self.hidden_until is not None and now < self.hidden_until

    def is_hidden_from(self, person: int, now: datetime) -> bool:
        """Tell whether that person may not know of the line."""
        return self.hidden_from == person and self.is_hidden(now)

    def total(self) -> Money | None:
        """Return what the line costs, None without a price."""
        return line_total(self.price, self.quantity, self.unit)


def as_draft(item: Item) -> LineDraft:
    """Return what one would have to write to wish for this line."""
    return LineDraft(
        title=item.title,
        quantity=item.quantity,
        unit=item.unit,
        price=item.price,
        urgent=item.urgent,
        link=item.link,
        note=item.note,
    )


def name_of(wish: Item | LineDraft) -> str:
    """Return what two wishes for the same share: the title whatever its case, spaces and ё, and the unit."""
    title = "".join(wish.title.casefold().replace("ё", "е").split())
    return f"{title} {THOUSANDTHS.get(wish.unit, wish.unit)}"


def is_material(item: Item, draft: LineDraft) -> bool:
    """Tell whether the draft differs from what the family was asked about, to the family's disadvantage."""
    if (draft.title, draft.link, draft.unit) != (item.title, item.link, item.unit):
        return True
    if draft.quantity > item.quantity:
        return True
    if draft.price is None:
        return item.price is not None
    return is_dearer(item.asked, draft.price)


def is_dearer(asked: Money | None, new: Money) -> bool:
    """Tell whether the price rose by more than the family lets pass without being asked."""
    before = asked.minor if asked is not None else 0
    rise = new.minor - before
    return rise > in_minor(MATERIAL_MINOR, new.currency) or rise * 100 > before * MATERIAL_PERCENT
