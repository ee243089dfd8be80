"""Money: whole minor units of one currency, read from what people type and shown as they write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Final, Literal

from core.shared.errors import DomainError

HIGHEST_MINOR: Final = 1_000_000_000
"""The largest amount anybody may type: 10 000 000.00, far above any family's shopping."""

_CODE: Final = re.compile(r"[A-Z]{3}")
_SYMBOLS: Final = {"RUB": "₽", "USD": "$", "EUR": "€", "XTR": "⭐"}
_WHOLE: Final = frozenset({"XTR"})
"""Currencies that are not divided: of these an amount in minor units counts the whole ones."""
_WORDS: Final = {
    "RUB": ("рублей", "рубля", "рубль", "руб.", "руб", "р.", "р", "rur"),
    "USD": ("долларов", "доллара", "доллар"),
    "EUR": ("евро", "euro"),
    "XTR": ("звёзд", "звёзды", "звезда", "звезды", "stars", "star"),
}
_COINS: Final = "(?:копейка|копейки|копеек|коп|к|центов|цента|цент)[.]?"
_DECIMALS: Final = re.compile("[.,]([0-9]{1,2})$")
_LONGEST_TEXT: Final = 64
_MINUS: Final = "\N{MINUS SIGN}"
_NBSP: Final = "\N{NO-BREAK SPACE}"

GROUPED_NUMBER: Final = r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,6}(?:[.,][0-9]{1,2})?"
"""Pattern of a number whose thousands are set apart by spaces: `1 299` or `1 299,50`."""

NUMBER: Final = (
    rf"(?:{GROUPED_NUMBER}"
    r"|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,6}(?:[.][0-9]{1,2})?"
    r"|[1-9][0-9]{0,2}(?:[.][0-9]{3}){1,6}(?:,[0-9]{1,2})?"
    r"|[0-9]+(?:[.,][0-9]{1,2})?)"
)
"""Pattern of an amount without a currency mark, in any convention that `parse_amount` reads."""


@dataclass(eq=False)
class AmountUnreadableError(DomainError):
    """The text is no amount of money that anybody would pay for shopping."""

    text: str


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency; may be negative, as a balance is.

    Adding, subtracting and ordering work within one currency only and raise ValueError otherwise;
    amounts of different currencies are merely unequal. Sum with a start that names the currency:
    `sum(amounts, Money.zero("RUB"))`.

    Attributes:
        minor: hundredths of the currency (kopecks, cents), or whole Telegram Stars (XTR). Other currencies
            that are divided otherwise, such as JPY or KWD, are not for this class.
        currency: ISO 4217 code, three capital letters.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if _CODE.fullmatch(self.currency) is None:
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return no money at all, of this currency."""
        return cls(0, currency)

    def times(self, quantity: int) -> Money:
        """Return the price of so many of what one costs this much."""
        return Money(self.minor * quantity, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._alike(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._alike(other).minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._alike(other).minor

    def _alike(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other


def parse_amount(text: str, currency: str) -> Money:
    """Return the amount that a person typed, with or without the mark of this currency.

    | typed | read as |
    |---|---|
    | `89`, `89,9`, `89.90` | 89.00, 89.90, 89.90 |
    | `1 299,50`, `1,299.50`, `1.299,50` | 1299.50 |
    | `1,299`, `1.299` | 1299.00: money has no third decimal, so three digits are a group |
    | `89р`, `89 руб.`, `₽89`, `89,90 RUB` | the mark may stand on either side |
    | `89₽50`, `89 руб 50 коп` | 89.50 |

    Args:
        text: the amount and nothing else; any kind of space is a space.
        currency: ISO 4217 code of what is being counted.

    Raises:
        AmountUnreadableError: not a number, negative, finer than a hundredth (of Stars: than one), above
            10 000 000.00, or marked with another currency.
    """
    tidy = " ".join(text.split())
    match = _amount(currency).fullmatch(tidy) if len(tidy) <= _LONGEST_TEXT else None
    if match is None:
        raise AmountUnreadableError(text)
    number = match["bare"] or match["before"] or match["after"]
    if number is None:
        minor = int(match["major"]) * 100 + int(match["minor"] or match["coins"])
    else:
        decimals = _DECIMALS.search(number)
        whole = number[: decimals.start()] if decimals else number
        minor = int(re.sub("[ .,]", "", whole)) * 100
        minor += int(decimals[1].ljust(2, "0")) if decimals else 0
    whole, hundredths = divmod(minor, 100)
    if minor > HIGHEST_MINOR or (hundredths and currency in _WHOLE):
        raise AmountUnreadableError(text)
    return Money(whole if currency in _WHOLE else minor, currency)


def in_minor(hundredths: int, currency: str) -> int:
    """Return so many hundredths of the currency in its minor units, for sums that are offered or assumed."""
    return hundredths // 100 if currency in _WHOLE else hundredths


def format_amount(money: Money, language: Literal["ru", "en"]) -> str:
    """Return the amount as people of this language write it; whole amounts go without decimals.

    `1 299,50 ₽` in Russian (its spaces do not break), `₽1,299.50` in English; a currency without a
    well-known symbol is shown by its code. What this prints, `parse_amount` reads back.
    """
    whole, hundredths = (abs(money.minor), 0) if money.currency in _WHOLE else divmod(abs(money.minor), 100)
    sign = _MINUS if money.minor < 0 else ""
    symbol = _SYMBOLS.get(money.currency)
    if language == "ru":
        number = f"{whole:,}".replace(",", _NBSP) + (f",{hundredths:02}" if hundredths else "")
        return f"{sign}{number}{_NBSP}{symbol or money.currency}"
    number = f"{whole:,}" + (f".{hundredths:02}" if hundredths else "")
    return f"{sign}{symbol or money.currency + _NBSP}{number}"


def marked_amount_pattern(currency: str) -> str:
    """Return the pattern of an amount that carries a mark, to be matched without regard to case.

    The mark may be this currency's or any other that is known: a foreign mark has to be refused
    rather than taken for a word.
    """
    return _marked_amount(currency, *_SYMBOLS)


def mark_pattern(currency: str) -> str:
    """Return the pattern of a mark of this currency or any other that is known, regardless of case."""
    return _any_of(*_symbols(currency, *_SYMBOLS), *_words(currency, *_SYMBOLS))


def is_mark(text: str, currency: str) -> bool:
    """Tell whether the text is a mark of this currency: its code, its symbol, or one of its words."""
    return text.casefold() in {mark.casefold() for mark in (*_symbols(currency), *_words(currency))}


@lru_cache(maxsize=32)
def _amount(currency: str) -> re.Pattern[str]:
    return re.compile(f"(?P<bare>{NUMBER})|{_marked_amount(currency)}", re.IGNORECASE)


def _marked_amount(*currencies: str) -> str:
    symbols = _symbols(*currencies)
    mark = _any_of(*symbols, *_words(*currencies))
    return (
        f"(?:{_any_of(*symbols)} ?(?P<after>{NUMBER})"
        f"|(?P<before>{NUMBER}) ?{mark}"
        f"|(?P<major>[0-9]+) ?{mark}(?:(?P<minor>[0-9]{{2}})| ?(?P<coins>[0-9]{{1,2}}) ?{_COINS}))"
    )


def _symbols(*currencies: str) -> list[str]:
    return [mark for code in currencies for mark in (code, _SYMBOLS.get(code, code))]


def _words(*currencies: str) -> list[str]:
    return [word for code in currencies for word in _WORDS.get(code, ())]


def _any_of(*words: str) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"
