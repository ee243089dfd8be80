"""Tell whether a text looks as if it gave a secret away: a card number, or a confirmation code.

By ISO/IEC 7812 a card number ends with Luhn's check digit. Cards that people pay with begin with 2 to 6 and
have 16 digits, some 13 to 15 or 17 to 19. Thirteen digits that are a barcode (EAN) are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.shared.errors import DomainError

_CARD: Final = re.compile(r"(?<![\w.,/=&+-])[2-6][0-9]{3}(?:[ -]?[0-9]){9,15}(?![\w/]|[.,-][0-9])")
_EAN_LENGTH: Final = 13

_WORD: Final = r"(?:пин-?код|код\w{0,2}|code|смс|sms|парол\w{1,2}|password|otp|пин|pin)"
_CARD_WORD: Final = r"(?:cvv2?|cvc2?)"
_BETWEEN: Final = (
    r"(?:[ :=—–-]|is|это|из|от|для|подтверждения|доступа|входа|карты|банка|sms|смс|code|код){0,8}"
)
_UNIT: Final = r" ?(?:₽|\$|€|%|(?:р|руб|шт|г|гр|кг|мл|л|pcs|rub|g|kg|ml|l)\b)"
_BEFORE: Final = r"(?:[ :=—–-]|is|your|my|the|это|ваш|твой|мой|для|verification|login){1,8}"


def _digits(count: str) -> str:
    return rf"(?<![\w.,/#№-])[0-9]{{{count}}}(?![\w/]|[.,-][0-9]|{_UNIT})"


_CODE: Final = re.compile(
    rf"(?<!\w){_WORD}(?!\w){_BETWEEN}{_digits('4,8')}"
    rf"|(?<!\w){_CARD_WORD}(?!\w){_BETWEEN}{_digits('3,4')}"
    rf"|{_digits('4,8')}{_BEFORE}(?<!\w)(?:{_WORD}|{_CARD_WORD})(?!\w)",
    re.IGNORECASE,
)
"""Codes have four digits at least, those on the back of a card three; a word tells what the digits are."""


class SecretKind(StrEnum):
    """What a text seems to give away."""

    CARD = "card"
    CODE = "code"


@dataclass(eq=False)
class LooksSecretError(DomainError):
    """The text looks like something that nobody should write here, so it is not kept."""

    kind: SecretKind


def refuse_secret(text: str) -> None:
    """Refuse a text that looks as if it had a card number or a confirmation code in it.

    Raises:
        LooksSecretError: it does.
    """
    kind = find_secret(text)
    if kind is not None:
        raise LooksSecretError(kind)


def find_secret(text: str) -> SecretKind | None:
    """Return what the text seems to give away."""
    for found in _CARD.finditer(text):
        digits = [int(digit) for digit in found[0] if digit.isdigit()]
        if _passes_luhn(digits) and not _is_barcode(digits):
            return SecretKind.CARD
    return SecretKind.CODE if _CODE.search(text) else None


def _is_barcode(digits: list[int]) -> bool:
    """Tell whether the digits end with the check digit of an EAN: the others count once and thrice."""
    return len(digits) == _EAN_LENGTH and (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def _passes_luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
