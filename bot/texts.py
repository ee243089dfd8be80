"""Words in somebody's language, and the one place where values are escaped.

The English text in the code is the key; `locales/<language>/LC_MESSAGES/bot.po` holds the others.
"""

from __future__ import annotations

import html
from datetime import UTC, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from core.people.person import FORMER
from core.shared.money import Money, format_amount
from core.shared.zone import zone_of

if TYPE_CHECKING:
    from datetime import date, datetime

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

LOCALES = Path(__file__).parent / "locales"
TOAST_LIMIT = 200
"""The Bot API allows so many characters in the answer to a callback."""


class Html(str):
    """Text that is HTML already: escaped once, never again."""

    __slots__ = ()


class Texts:
    """Speaks one language: call it for a message's HTML, `label` for buttons and toasts, which are plain."""

    def __init__(self, language: Language, zone: str) -> None:
        """Speak the language, and tell the time of the zone, which `core.shared.zone` reads."""
        self.language = language
        self.zone = zone
        self._zone = zone_of(zone)
        self._catalogue = _catalogue(language)

    def __call__(self, text: str, /, **values: object) -> Html:
        """Return the text as HTML; every value that is not HTML already is escaped."""
        return Html(self._named(self._catalogue.gettext(text).format(**_escaped(values))))

    def plural(self, one: str, many: str, count: int, /, **values: object) -> Html:
        """Return the text in the grammatical number of the count, as HTML."""
        found = self._catalogue.ngettext(one, many, count)
        return Html(self._named(found.format(count=count, **_escaped(values))))

    def label(self, text: str, /, **values: object) -> str:
        """Return the text as it is, for where Telegram knows no HTML."""
        return self._named(self._catalogue.gettext(text).format(**values))

    def labels(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the text in the grammatical number of the count, without HTML."""
        return self._named(self._catalogue.ngettext(one, many, count).format(count=count, **values))

    def _named(self, text: str) -> str:
        """Return the text with words in the place of the name of whoever asked to be forgotten."""
        return text.replace(FORMER, self.label("former member")) if FORMER in text else text

    def money(self, minor: int, currency: str) -> str:
        """Return an amount of minor units as people of this language write it."""
        return format_amount(Money(minor, currency), self.language)

    def moment(self, moment: datetime) -> str:
        """Return the day and the time in the zone."""
        local = moment.astimezone(UTC)
        return format_datetime(local, "d MMM, HH:mm", tzinfo=self._zone, locale=self.language)

    def last_minute(self, end: datetime) -> str:
        """Return the day and the time a minute before an end: of a whole day that is still the day itself."""
        return self.moment(end - timedelta(minutes=1))

    def stamp(self, moment: datetime) -> str:
        """Return the day and the time in the zone as spreadsheets read them."""
        return format_datetime(moment.astimezone(UTC), "yyyy-MM-dd HH:mm:ss", tzinfo=self._zone, locale="en")

    def iso_day(self, moment: datetime) -> str:
        """Return the day in the zone as programs read it."""
        return format_datetime(moment.astimezone(UTC), "yyyy-MM-dd", tzinfo=self._zone, locale="en")

    def country(self, code: str) -> str:
        """Return the name of the country with this ISO 3166 code."""
        return str(Locale(self.language).territories.get(code, code))

    def weekday(self, day: int) -> str:
        """Return the short name of a day of the week, counted from Monday, 0."""
        return str(Locale(self.language).days["format"]["abbreviated"][day])

    def month(self, day: date) -> str:
        """Return the month of the day and its year."""
        return format_date(day, "LLL yyyy", locale=self.language)

    def day(self, day: date) -> str:
        """Return the day with its year."""
        return format_date(day, "d MMM y", locale=self.language)

    def clock(self, moment: datetime) -> str:
        """Return the time of the day in the zone."""
        return format_datetime(moment, "HH:mm", tzinfo=self._zone, locale=self.language)


def clip(text: str, limit: int = 40) -> str:
    """Return the text cut to so many characters: what a button, a list or a toast has room for."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _escaped(values: dict[str, object]) -> dict[str, object]:
    return {
        name: value if isinstance(value, Html | int) else html.escape(str(value), quote=False)
        for name, value in values.items()
    }


@cache
def _catalogue(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
