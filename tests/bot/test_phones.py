from __future__ import annotations

import pytest

from bot.phones import country_of


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+79161234567", "RU"),
        ("79161234567", "RU"),
        ("+7 (916) 123-45-67", "RU"),
        ("+77012345678", "KZ"),
        ("77012345678", "KZ"),
        ("+4915123456789", "DE"),
        ("+12025550123", "US"),
        ("+375291234567", "BY"),
        ("+14165550123", "CA"),
    ],
)
def test_tells_the_country_of_a_number(number: str, country: str) -> None:
    assert country_of(number) == country


@pytest.mark.parametrize(
    "number", ["", "+", "12", "89161234567", "+7916123456", "+888123456789", "не номер", 300 * "9"]
)
def test_does_not_guess(number: str) -> None:
    assert country_of(number) is None
