"""The terms of an order: who pays the shop, how its cost is split, and what each share is made of.

What everybody bears is exact first: fractions of a minor unit are kept through lines, fee and discount. Only
the whole of it is rounded, once, so a share differs from its exact size by less than one minor unit. Among
those whose share has a fraction, the odd minor units go to who has the most of it, counting what they were
spared in earlier orders: nobody is spared for ever.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

SPARED_UNITS: Final = 1_000_000
"""What somebody was spared is kept in whole millionths of a minor unit."""


class PayMode(StrEnum):
    """How the shop gets its money.

    ONE: one pays, the others owe their shares. EACH: each pays the shop their own share, nobody owes anybody.
    TREAT: one pays and treats the others, who owe nothing. ACCOUNT: the family's shared account pays, and
    nothing else does; nobody owes anything.
    """

    ONE = "one"
    EACH = "each"
    TREAT = "treat"
    ACCOUNT = "account"

    @property
    def is_shared(self) -> bool:
        """Tell whether everybody bears a share of the order."""
        return self in (PayMode.ONE, PayMode.EACH)


class Split(StrEnum):
    """What everybody's share is measured by: their own lines, nothing, a weight, or an amount agreed on."""

    OWNER = "owner"
    EQUAL = "equal"
    WEIGHTS = "weights"
    AMOUNTS = "amounts"


class FeeSplit(StrEnum):
    """How a fee is split: equally, or in proportion to what everybody bears of the lines."""

    EQUAL = "equal"
    PROPORTION = "proportion"


@dataclass(frozen=True, slots=True)
class Terms:
    """How an order is paid and split; amounts are in minor units and not negative but for `till`.

    `portions` are weights or amounts by person, where the split has any. `bearers` are the adults who share
    what has no owner: all lines where they are split equally, and the fee. `fee` comes on top of the lines,
    for example for delivery; `discount` comes off in proportion to them. `till` is what the shop took more
    than all that, or less, in proportion to the shares.

    The amounts of AMOUNTS are of the whole order: fee and discount are in them.
    """

    pay: PayMode = PayMode.ONE
    split: Split = Split.OWNER
    portions: Mapping[int, int] = field(default_factory=dict)
    bearers: tuple[int, ...] = ()
    fee: int = 0
    fee_split: FeeSplit = FeeSplit.EQUAL
    discount: int = 0
    till: int = 0


@dataclass(frozen=True, slots=True)
class OwnedLine:
    """What one line of an order costs, in minor units, and the person who wished for it."""

    owner_id: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Burden:
    """What one person bears of an order, in the parts that add up to it, in minor units.

    `lines` is what they bear of the lines, or of everything where amounts were agreed on. `rounding` is 1 for
    whoever pays one of the odd minor units. `spared` is by how many millionths of a minor unit the share is
    less than the exact one.
    """

    lines: int
    fee: int = 0
    discount: int = 0
    till: int = 0
    rounding: int = 0
    spared: int = 0

    @property
    def minor(self) -> int:
        """The whole of it."""
        return self.lines + self.fee + self.discount + self.till + self.rounding


def settle_terms(terms: Terms, lines: Sequence[OwnedLine], adults: Sequence[int]) -> Terms:
    """Return the terms as they hold for these lines, in a family with these adults.

    Nobody but an adult is given a share of what others wished for: a limited member bears their own lines,
    and no fee. Where nobody has a weight, everybody bears their own lines. A discount is at most what the
    lines cost.
    """
    owners = {line.owner_id for line in lines}
    split = terms.split if adults else Split.OWNER
    portions = {person: terms.portions[person] for person in adults if terms.portions.get(person)}
    if split is Split.WEIGHTS and not portions:
        split = Split.OWNER
    match split:
        case Split.OWNER:
            portions, bearers = {}, [person for person in adults if person in owners] or adults or owners
        case Split.EQUAL:
            portions, bearers = {}, adults
        case Split.WEIGHTS | Split.AMOUNTS:
            bearers = list(portions) or adults
    discount = min(terms.discount, sum(line.total_minor for line in lines))
    return replace(terms, split=split, portions=portions, bearers=tuple(sorted(bearers)), discount=discount)


def total_of(lines: Sequence[OwnedLine], terms: Terms) -> int:
    """Return what the order costs in all."""
    return sum(line.total_minor for line in lines) + terms.fee - terms.discount + terms.till


def shares_of(
    lines: Sequence[OwnedLine], terms: Terms, spared: Mapping[int, int] | None = None
) -> dict[int, Burden]:
    """Return what everybody bears; the shares add up to the order.

    Args:
        lines: what was ordered.
        terms: as `settle_terms` returned them.
        spared: by how much everybody's shares in earlier orders were less than exact, in millionths of a
            minor unit.
    """
    exact = _exact_parts(lines, terms)
    whole = {person: sum(parts, Fraction(0)) for person, parts in exact.items()}
    odd = _who_pays_the_odd(whole, spared or {})
    return {person: _rounded(parts, int(person in odd)) for person, parts in exact.items()}


_Parts = tuple[Fraction, Fraction, Fraction, Fraction]
"""Lines, fee, discount and till."""


def explain(lines: Sequence[OwnedLine], terms: Terms, minors: Mapping[int, int]) -> dict[int, Burden]:
    """Return the parts of the shares that an order was split into, in minor units."""
    exact = _exact_parts(lines, terms)
    return {
        person: _rounded(parts, minors[person] - floor(sum(parts, Fraction(0))))
        for person, parts in exact.items()
        if person in minors
    }


def _exact_parts(lines: Sequence[OwnedLine], terms: Terms) -> dict[int, _Parts]:
    total = sum(line.total_minor for line in lines)
    base: Mapping[int, Fraction]
    fee: Mapping[int, Fraction] = {}
    discount: Mapping[int, Fraction] = {}
    if terms.split is Split.AMOUNTS:
        base = _in_proportion(total + terms.fee - terms.discount, terms.portions, terms.bearers)
    else:
        base = _base(lines, total, terms)
        by = {person: base.get(person, Fraction(0)) for person in terms.bearers}
        equally = dict.fromkeys(terms.bearers, 1)
        fee = _in_proportion(terms.fee, equally if terms.fee_split is FeeSplit.EQUAL else by, terms.bearers)
        discount = _in_proportion(-terms.discount, base, terms.bearers)
    people = dict.fromkeys((*base, *fee, *discount))
    none = Fraction(0)
    before = {
        person: base.get(person, none) + fee.get(person, none) + discount.get(person, none)
        for person in people
    }
    till = _in_proportion(terms.till, before, terms.bearers)
    return {
        person: (
            base.get(person, none),
            fee.get(person, none),
            discount.get(person, none),
            till.get(person, none),
        )
        for person in dict.fromkeys((*people, *till))
    }


def _base(lines: Sequence[OwnedLine], total: int, terms: Terms) -> Mapping[int, Fraction]:
    """Return what everybody bears of the lines."""
    match terms.split:
        case Split.EQUAL:
            return _in_proportion(total, dict.fromkeys(terms.bearers, 1), terms.bearers)
        case Split.WEIGHTS:
            return _in_proportion(total, terms.portions, terms.bearers)
        case _:
            own: Counter[int] = Counter()
            for line in lines:
                own[line.owner_id] += line.total_minor
            return {person: Fraction(minor) for person, minor in own.items()}


def _in_proportion(
    minor: int, by: Mapping[int, int] | Mapping[int, Fraction], otherwise: Collection[int]
) -> Mapping[int, Fraction]:
    """Split an amount by these weights; where all are nothing, equally among the others."""
    if not minor:
        return dict.fromkeys(by, Fraction(0))
    weights: Mapping[int, int] | Mapping[int, Fraction] = (
        by if any(by.values()) else dict.fromkeys(otherwise, 1)
    )
    whole = sum(weights.values())
    return {person: Fraction(minor) * weight / whole for person, weight in weights.items()}


def _who_pays_the_odd(whole: Mapping[int, Fraction], spared: Mapping[int, int]) -> Collection[int]:
    """Return who pays one of the minor units that are left when all shares are rounded down."""
    rests = {person: exact - floor(exact) for person, exact in whole.items()}
    odd = sum(rests.values())
    queue = sorted(
        (person for person, rest in rests.items() if rest),
        key=lambda person: (-rests[person] - Fraction(spared.get(person, 0), SPARED_UNITS), person),
    )
    return set(queue[: int(odd)])


def _rounded(parts: _Parts, rounding: int) -> Burden:
    """Return whole parts that differ from the exact ones by less than one, and add up as those do."""
    reached = [0]
    exact = Fraction(0)
    for part in parts:
        exact += part
        reached.append(floor(exact))
    lines, fee, discount, till = (after - before for before, after in pairwise(reached))
    spared = round((exact - reached[-1] - rounding) * SPARED_UNITS)
    return Burden(lines, fee, discount, till, rounding, spared)
