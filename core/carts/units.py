"""The units in which a family counts and measures what it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.shared.money import Money

PIECES: Final = "pcs"

COUNTS: Final = ("pcs", "pack", "bottle", "can", "box")
"""Units of things that have a price each."""

MEASURES: Final = ("kg", "g", "l", "ml")
"""Units of weight and volume: the price of a line is for all of it."""

THOUSANDTHS: Final = {"kg": "g", "l": "ml"}
"""What a fraction of a kilogram or a litre is written in."""

_FINEST: Final = frozenset(THOUSANDTHS.values())

LOWEST_QUANTITY: Final = 1

_WORDS: Final = {
    "pcs": "pcs pc piece pieces шт штука штуки штук",
    "pack": "pack packs уп упак упаковка упаковки упаковку упаковок пач пачка пачки пачку пачек",
    "bottle": "bottle bottles бут бутылка бутылки бутылку бутылок",
    "can": "can cans банка банки банку банок",
    "box": "box boxes кор коробка коробки коробку коробок",
    "kg": "kg kilo kilos kilogram kilograms кг кило килограмм килограмма килограммов",
    "g": "g gr gram grams г гр грамм грамма граммов",
    "l": "l liter liters litre litres л литр литра литров",
    "ml": "ml milliliter milliliters millilitre millilitres мл миллилитр миллилитра миллилитров",
}
_UNIT_OF: Final = {word: unit for unit, words in _WORDS.items() for word in words.split()}


def unit_of(word: str) -> str | None:
    """Return the code of the unit that a Russian or English word or abbreviation names, without its dot."""
    return _UNIT_OF.get(word.casefold())


def highest_quantity(unit: str) -> int:
    """Return the most that one line may ask for.

    It is 999 of anything; in grams and millilitres as much as 999 kilograms and litres are.
    """
    return 999_000 if unit in _FINEST else 999


def line_total(price: Money | None, quantity: int, unit: str) -> Money | None:
    """Return what a line costs: the price times the count, or the price itself of what is measured."""
    if price is None or unit in MEASURES:
        return price
    return price.times(quantity)
