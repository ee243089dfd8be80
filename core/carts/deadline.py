"""Until when a vote is open, as people write it: a while from now, or what a clock will show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.carts.errors import DeadlineOutOfRangeError, DeadlineUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

SHORTEST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(days=7)
"""A vote is open for so long at least, and at most."""

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_LAST_HOUR: Final = 23
_NOON: Final = 12
_LATE: Final = "pдв"
"""With which letter the later parts of a day begin: pm, дня, вечера."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Clock:
    """When a clock in the family's zone shows this: the next time, or on a day.

    `weekday` counts from Monday, 0: the next such day. `ahead` counts days from today, 0; only for one vote,
    since what repeats has no tomorrow.
    """

    hour: int
    minute: int
    weekday: int | None = None
    ahead: int | None = None


Until = Lasting | Clock

_UNITS: Final = {
    _MINUTE: "м мин минута минуту минуты минут m min mins minute minutes",
    _HOUR: "ч час часа часов h hr hrs hour hours",
    _DAY: "д день дня дней сутки суток d day days",
    7 * _DAY: "нед неделя неделю недели недель w week weeks",
}
_UNIT_OF: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_DAYS: Final = {
    0: "пн понедельник понедельника mon monday",
    1: "вт вторник вторника tue tues tuesday",
    2: "ср среда среду среды wed wednesday",
    3: "чт четверг четверга thu thur thurs thursday",
    4: "пт пятница пятницу пятницы fri friday",
    5: "сб суббота субботу субботы sat saturday",
    6: "вс воскресенье воскресенья sun sunday",
}
_WEEKDAY_OF: Final = {word: day for day, words in _DAYS.items() for word in words.split()}
_AHEAD_OF: Final = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}
_CODES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD_CODES: Final = ("today", "tomorrow", "послезавтра")

_COUNT: Final = r"[0-9]{1,5}(?:[.,][0-9]{1,2})?"
_WORD: Final = r"[^\W\d_]+"
_SPAN: Final = re.compile(rf"(?P<count>{_COUNT}) ?(?P<unit>{_WORD})[.]?(?: (?:и|and))? ?")
_ONE_OF: Final = {
    "полчаса": 30,
    "полтора часа": 90,
    "half an hour": 30,
    "half hour": 30,
    "an hour and a half": 90,
    "an hour": 60,
    "a day": 24 * 60,
    "a week": 7 * 24 * 60,
}
_FROM_NOW: Final = re.compile(r"(?:через|на|in|for) ")
_UNTIL: Final = re.compile(r"(?:до|к|until|till|by) ")
_AT: Final = "(?:(?:в|во|at|on) )?"
_DAY_WORD: Final = "|".join(sorted({*_WEEKDAY_OF, *_AHEAD_OF}, key=len, reverse=True))
_TIME: Final = (
    r"(?P<hour>[0-9]{1,2})(?:[:.\-](?P<minute>[0-9]{2}))?"
    r"(?P<oclock> ?(?:часов|часа|час|ч|o'clock)\b)?"
    r"(?: ?(?P<part>am|pm|a[.]m[.]?|p[.]m[.]?|утра|дня|вечера|ночи))?"
)
_CLOCK: Final = re.compile(
    rf"(?:{_AT}(?P<before>{_DAY_WORD})[.,]? )?(?P<at>{_AT}){_TIME}(?:,? {_AT}(?P<after>{_DAY_WORD})[.]?)?"
)
_LONGEST_TEXT: Final = 60
_SHORTEST_WORD: Final = 3


def read_until(text: str) -> Until:
    """Return what somebody wrote about a deadline, in Russian or English.

    | typed | read as |
    |---|---|
    | `2 ч`, `через 2 часа`, `1,5 h`, `1 ч 30 мин`, `полчаса`, `in 2 days`, `неделя` | so long from now |
    | `18:00`, `в 18`, `до 18.00`, `6pm`, `в 6 вечера`, `at 9 am` | the next time a clock shows it |
    | `пт 12:00`, `в пятницу в 12`, `fri 12pm`, `18:00 в среду` | that day's, the next one |
    | `завтра 9:00`, `tomorrow 9am`, `сегодня в 21` | that day's, for one vote only |

    A bare number could be hours or a time of the day, so it is refused.

    Raises:
        DeadlineUnreadableError: it says none of these.
    """
    tidy = " ".join(text.casefold().replace("ё", "е").replace("\N{EN DASH}", "-").split())
    if len(tidy) > _LONGEST_TEXT:
        raise DeadlineUnreadableError(text)
    until = _read_clock(_UNTIL.sub("", tidy, count=1)) or _read_lasting(tidy)
    if until is None:
        raise DeadlineUnreadableError(text)
    return until


def read_custom(text: str) -> Until:
    """Return what somebody wrote about every vote's deadline: what says the same every day.

    Raises:
        DeadlineUnreadableError: it cannot be read, or names today or tomorrow.
        DeadlineOutOfRangeError: shorter than five minutes, or longer than a week.
    """
    until = read_until(text)
    if isinstance(until, Clock) and until.ahead is not None:
        raise DeadlineUnreadableError(text)
    if isinstance(until, Lasting) and not SHORTEST <= until.minutes * _MINUTE <= LONGEST:
        raise DeadlineOutOfRangeError
    return until


def write_until(until: Until) -> str:
    """Return a text that reads back as this very deadline; it is also how it is stored."""
    match until:
        case Lasting(minutes):
            hours, rest = divmod(minutes, 60)
            return f"{minutes}m" if rest else f"{hours}h"
        case Clock(hour, minute, weekday, ahead):
            day = _CODES[weekday] if weekday is not None else ""
            day = _AHEAD_CODES[ahead] if ahead is not None else day
            return f"{day} {hour:02}:{minute:02}".strip()


def moment_of(until: Until, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment, as UTC, that somebody means who says so now in this zone.

    A time that a clock shows twice is the earlier one that is still far enough; one that it skips is as much
    later as it skips. What repeats weekly and is just too near is, a week on, cut to the week.

    Raises:
        DeadlineOutOfRangeError: nearer than five minutes, or further than a week.
    """
    if isinstance(until, Lasting):
        if not SHORTEST <= until.minutes * _MINUTE <= LONGEST:
            raise DeadlineOutOfRangeError
        return now.astimezone(UTC) + until.minutes * _MINUTE
    today = now.astimezone(zone).date()
    if until.ahead is not None:
        moments = list(_showing(today + until.ahead * _DAY, until, zone))
        found = next((moment for moment in moments if now + SHORTEST <= moment <= now + LONGEST), None)
        if found is None:
            raise DeadlineOutOfRangeError
        return found
    days = (today + ahead * _DAY for ahead in range(9))
    wanted = (day for day in days if until.weekday in (None, day.weekday()))
    coming = (moment for day in wanted for moment in _showing(day, until, zone))
    return min(next(moment for moment in coming if moment >= now + SHORTEST), now.astimezone(UTC) + LONGEST)


def require_in_range(moment: datetime, now: datetime) -> None:
    """Go on only when a vote may be open until then.

    Raises:
        DeadlineOutOfRangeError: nearer than five minutes, or further than a week.
    """
    if not now + SHORTEST <= moment <= now + LONGEST:
        raise DeadlineOutOfRangeError


def _showing(day: date, clock: Clock, zone: tzinfo) -> Iterator[datetime]:
    """Find the moments at which a clock in the zone shows this on the day: two when it is set back."""
    wall = datetime.combine(day, time(clock.hour, clock.minute))
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    yield first
    if second > first:
        yield second


def _read_lasting(text: str) -> Lasting | None:
    rest = _FROM_NOW.sub("", text, count=1)
    if rest in _ONE_OF:
        return Lasting(_ONE_OF[rest])
    if rest in _UNIT_OF and len(rest) >= _SHORTEST_WORD:  # "через час"
        return Lasting(_UNIT_OF[rest] // _MINUTE)
    minutes, read = Decimal(0), 0
    while span := _SPAN.match(rest, read):
        unit = _UNIT_OF.get(span["unit"])
        if unit is None:
            return None
        minutes += Decimal(span["count"].replace(",", ".")) * (unit // _MINUTE)
        read = span.end()
    if not read or read < len(rest) or minutes % 1 or not minutes:
        return None
    return Lasting(int(minutes))


def _read_clock(text: str) -> Clock | None:
    match = _CLOCK.fullmatch(text)
    if match is None or (match["before"] and match["after"]):
        return None
    day = match["before"] or match["after"]
    says_when = match["minute"] or match["at"] or day
    if not says_when and match["part"] in (None, "дня"):  # "18", "18 ч" or "2 дня", which last
        return None
    hour = _hour(int(match["hour"]), match["part"])
    minute = int(match["minute"] or 0)
    if hour is None or minute >= _HOUR // _MINUTE:
        return None
    return Clock(hour, minute, _WEEKDAY_OF.get(day or ""), _AHEAD_OF.get(day or ""))


def _hour(hour: int, part: str | None) -> int | None:
    """Return the hour of a day of 24, None when there is no such hour in this part of the day."""
    if part is None:
        return hour if hour <= _LAST_HOUR else None
    if not 1 <= hour <= _NOON:
        return None
    return hour % _NOON + (_NOON if part[0] in _LATE else 0)
