"""Reads time zones as people write them: a city in a language of the bot, an IANA name, an offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.texts import LANGUAGES
from core.shared.zone import OFFSET, offset_name, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts import Language

OFFERED = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""One zone for each hour of Russia, from west to east; any other can be typed."""

_OFFSET = re.compile(r"(?:utc|gmt|z)?([+-])(\d{1,2})(?::?(\d{2}))?")
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_EASTMOST, _WESTMOST = 14 * 60, -12 * 60
"""Minutes: Kiribati, and the sea where the day ends."""


def read_zone(text: str) -> str | None:
    """Return the name of the time zone as `core.shared.zone` reads it, None when it is not understood."""
    wanted = _plain(text)
    offset = _OFFSET.fullmatch(wanted.replace(" ", "").replace("−", "-"))
    if offset:
        sign, hours, minutes = offset.groups(default="0")
        east = (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes))
        is_real = _WESTMOST <= east <= _EASTMOST and int(minutes) < 60  # noqa: PLR2004  # in an hour
        return offset_name(east) if is_real else None
    if wanted in ("utc", "gmt"):
        return OFFSET
    return _names().get(wanted.replace(" ", "_")) or _cities().get(wanted)


def city_of(zone: str, language: Language) -> str:
    """Return how a zone is called: by its city, or by its offset.

    `Etc/GMT-3` is three hours *east* of Greenwich, so it is told as everybody says it: UTC+03:00.
    """
    if zone.startswith("Etc/"):
        return _offset(zone)
    if "/" not in zone:
        return zone
    return _called(language).get(zone, zone.rpartition("/")[2].replace("_", " "))


def _offset(zone: str) -> str:
    """Return the name of the offset of a zone whose clocks never change."""
    east = zone_of(zone).utcoffset(_ANY_DAY) or timedelta()
    return offset_name(int(east / timedelta(minutes=1))) if east else OFFSET


def _plain(text: str) -> str:
    words = re.sub(r"[\s\-–]+", " ", text.casefold().replace("ё", "е")).strip()
    # Signs that were taken for hyphens belong to an offset.
    return text.casefold().strip() if re.search(r"[+\-−]\d", text) else words


@cache
def _names() -> Mapping[str, str]:
    return {_plain(name).replace(" ", "_"): name for name in available_timezones()}


@cache
def _cities() -> Mapping[str, str]:
    """Return every city that names a zone, in English and in the languages that the bot speaks."""
    zones = sorted(name for name in available_timezones() if "/" in name)
    found = {_plain(name.rpartition("/")[2].replace("_", " ")): name for name in zones}
    for language in LANGUAGES:
        found |= {_plain(city): zone for zone, city in _called(language).items()}
    return found


@cache
def _called(language: Language) -> Mapping[str, str]:
    """Return the cities of those zones whose name does not say them in this language."""
    known, today = available_timezones(), get_global("zone_aliases")
    cities = {
        today.get(zone, zone): str(names["city"])
        for zone, names in Locale(language).time_zones.items()
        if "city" in names
    }
    return {zone: city for zone, city in cities.items() if zone in known}
