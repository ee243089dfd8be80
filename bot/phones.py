"""The country of a phone number, by the library that follows the world's numbering plans."""

from __future__ import annotations

from phonenumbers import NumberParseException, is_valid_number, parse, region_code_for_number


def country_of(number: str) -> str | None:
    """Return the ISO 3166 code of a number in international form, with or without its plus; None without one.

    +7 alone does not tell: Russia and Kazakhstan share it.
    """
    try:
        parsed = parse(number if number.startswith("+") else f"+{number}")
    except NumberParseException:
        return None
    return region_code_for_number(parsed) if is_valid_number(parsed) else None
