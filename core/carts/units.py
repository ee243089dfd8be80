"""The units in which a family counts and measures what it buys."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from core.families.family import Units

if TYPE_CHECKING:
    from core.shared.money import Money

PIECES: Final = "pcs"

COUNTS: Final = ("pcs", "pack", "bottle", "can", "box")
"""Units of things that have a price each."""

MEASURES: Final = ("kg", "g", "l", "ml")
"""Units of weight and volume: the price of a line is for all of it."""

THOUSANDTHS: Final = {"kg": "g", "l": "ml"}
"""What a fraction of a kilogram or a litre is written in."""

WHOLES: Final = {fine: whole for whole, fine in THOUSANDTHS.items()}
"""What a thousand of the finest units make."""

_FINEST: Final = frozenset(WHOLES)
_FINE_STEP: Final = 100

LOWEST_QUANTITY: Final = 1

_WORDS: Final = {
    "pcs": "pcs pc piece pieces шт штука штуки штук",
    "pack": "pack packs уп упак упаковка упаковки упаковку упаковок пач пачка пачки пачку пачек",
    "bottle": "bottle bottles бут бутылка бутылки бутылку бутылок",
    "can": "can cans банка банки банку банок бан",
    "box": "box boxes кор коробка коробки коробку коробок",
    "kg": "kg kilo kilos kilogram kilograms кг кило килограмм килограмма килограммов",
    "g": "g gr gram grams г гр грамм грамма граммов",
    "l": "l liter liters litre litres л литр литра литров",
    "ml": "ml milliliter milliliters millilitre millilitres мл миллилитр миллилитра миллилитров",
}
_SHOWN: Final = {
    "ru": ("шт", "уп.", "бут.", "бан.", "кор.", "кг", "г", "л", "мл"),
    "en": ("pcs", "packs", "bottles", "cans", "boxes", "kg", "g", "l", "ml"),
}
_ONE_SHOWN: Final = {"pcs": "pc", "packs": "pack", "bottles": "bottle", "cans": "can", "boxes": "box"}
"""What English calls one of them; Russian abbreviations are the same for any number."""

_UNIT_OF: Final = {word: unit for unit, words in _WORDS.items() for word in words.split()}


def unit_of(word: str) -> str | None:
    """Return the code of the unit that a Russian or English word or abbreviation names, without its dot."""
    return _UNIT_OF.get(word.casefold())


def format_quantity(
    quantity: int, unit: str, language: Literal["ru", "en"], units: Units = Units.LARGE
) -> str:
    """Return a quantity with its unit as people of this language write it, such as `2 pcs`.

    From a kilogram or a litre on it is shown in `units`: `1.5 kg` when they are large, `1500 g` when small.
    """
    shown = Decimal(quantity)
    if units is Units.LARGE and unit in WHOLES and quantity >= 1000:  # noqa: PLR2004  # of the finest in a whole
        shown, unit = shown / 1000, WHOLES[unit]
    elif units is Units.SMALL and unit in THOUSANDTHS:
        shown, unit = shown * 1000, THOUSANDTHS[unit]
    word = _SHOWN[language][(*COUNTS, *MEASURES).index(unit)]
    if shown == 1:
        word = _ONE_SHOWN.get(word, word)
    number = format(shown, "f")
    return f"{number.replace('.', ',') if language == 'ru' else number} {word}"


def fewer(quantity: int, unit: str) -> int:
    """Return what one tap on − leads to: one less, of grams and millilitres the next hundred below."""
    return (quantity - 1) // _FINE_STEP * _FINE_STEP if unit in _FINEST else quantity - 1


def more(quantity: int, unit: str) -> int:
    """Return what one tap on + leads to: one more, of grams and millilitres the next hundred above."""
    return quantity // _FINE_STEP * _FINE_STEP + _FINE_STEP if unit in _FINEST else quantity + 1


def highest_quantity(unit: str) -> int:
    """Return the most that one line may ask for.

    It is 999 of anything; in grams and millilitres as much as 999 kilograms and litres are.
    """
    return 999_000 if unit in _FINEST else 999


def line_price(total: Money | None, quantity: int, unit: str) -> Money | None:
    """Return the highest price at which a line costs no more than the total: the reverse of `line_total`."""
    if total is None or unit in MEASURES:
        return total
    return replace(total, minor=total.minor // quantity)


def line_total(price: Money | None, quantity: int, unit: str) -> Money | None:
    """Return what a line costs: the price times the count, or the price itself of what is measured."""
    if price is None or unit in MEASURES:
        return price
    return price.times(quantity)
