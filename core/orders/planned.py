"""What a check-out would make of the agreed lines: an order, and one more for each who gets presents."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.families.family import Role
from core.orders.terms import OwnedLine, PayMode, Split, Terms, settle_terms, shares_of, total_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.carts.item import Item
    from core.families.family import Member
    from core.orders.terms import Burden


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """An order that would be made: whom it is hidden from, its lines, and what everybody would bear of it.

    Where one treats the others, nobody has a share until it is known who that is; where the shared account
    pays, nobody has one at all.
    """

    hidden_from: int | None
    items: Sequence[Item]
    terms: Terms
    shares: Mapping[int, Burden]
    minor: int

    def minors(self) -> Mapping[int, int]:
        """Return what everybody would bear, in minor units."""
        return {person: share.minor for person, share in self.shares.items()}

    @property
    def missing(self) -> int:
        """What the amounts agreed on lack of the total, in minor units; negative when they are too much."""
        if self.terms.split is not Split.AMOUNTS or not self.terms.pay.is_shared:
            return 0
        return self.minor - sum(self.terms.portions.values())


def plan_orders(
    items: Sequence[Item], members: Sequence[Member], terms: Terms, spared: Mapping[int, int], now: datetime
) -> Sequence[PlannedOrder]:
    """Return the orders that the lines would become; that which is hidden from nobody comes first.

    Fee, discount and amounts agreed on are those of the first order. Presents beside it are split as it is,
    or each bears their own lines where it is split by amounts. Everybody sees what the shared account pays,
    so one pays for a present where the account was to.
    """
    planned: list[PlannedOrder] = []
    for hidden_from, lines in _by_secrecy(items, [member.person for member in members], now):
        adults = [
            member.person for member in members if member.role is Role.ADULT and member.person != hidden_from
        ]
        planned.append(_plan(hidden_from, lines, _beside(terms) if planned else terms, adults, spared))
    return planned


def _plan(
    hidden_from: int | None,
    items: Sequence[Item],
    terms: Terms,
    adults: Sequence[int],
    spared: Mapping[int, int],
) -> PlannedOrder:
    owned = [OwnedLine(item.author, total.minor) for item in items if (total := item.total()) is not None]
    settled = settle_terms(terms, owned, adults)
    shares = shares_of(owned, settled, spared)
    minor = total_of(owned, settled)
    is_secret = hidden_from is not None
    needs_somebody = (
        settled.pay is PayMode.EACH and not minor
    )  # nobody has anything to pay: one says it is done
    if needs_somebody or (settled.pay is PayMode.ACCOUNT and (is_secret or not minor)):
        settled = replace(settled, pay=PayMode.ONE)
    return PlannedOrder(hidden_from, items, settled, shares if settled.pay.is_shared else {}, minor)


def _beside(terms: Terms) -> Terms:
    split = Split.OWNER if terms.split is Split.AMOUNTS else terms.split
    return replace(terms, split=split, fee=0, discount=0)


def _by_secrecy(
    items: Sequence[Item], members: Sequence[int], now: datetime
) -> Sequence[tuple[int | None, Sequence[Item]]]:
    """Return the lines by the member they are hidden from, those that are hidden from nobody first."""
    lines: dict[int | None, list[Item]] = {}
    for item in items:
        is_secret = item.is_hidden(now) and item.hidden_from in members
        lines.setdefault(item.hidden_from if is_secret else None, []).append(item)
    return sorted(lines.items(), key=lambda entry: entry[0] or 0)


def seal_orders(planned: Sequence[PlannedOrder]) -> str:
    """Return eight letters that change when a line does, the terms do, or anybody's share.

    They are what a check-out button promises.
    """
    lines = sorted((item.id, item.revision) for order in planned for item in order.items)
    shares = [
        (repr(order.terms), sorted(order.shares.items(), key=lambda share: share[0])) for order in planned
    ]
    return f"{zlib.crc32(repr((lines, shares)).encode()):08x}"
