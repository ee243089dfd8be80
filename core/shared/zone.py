"""Time zones by name: an IANA name such as `Europe/Moscow`, or a fixed offset such as `UTC+05:30`."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import tzinfo

OFFSET = "UTC"
"""What the name of a fixed offset begins with; a sign, hours and minutes follow."""


def zone_of(name: str) -> tzinfo:
    """Return the time zone of this name.

    Raises:
        ValueError: there is none (for IANA names also the KeyError of `zoneinfo`).
    """
    if not name.startswith((f"{OFFSET}+", f"{OFFSET}-")):
        return ZoneInfo(name)
    hours, minutes = name[len(OFFSET) + 1 :].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(offset if name[len(OFFSET)] == "+" else -offset)


def offset_name(minutes: int) -> str:
    """Return the name of the fixed offset of so many minutes east of Greenwich."""
    sign = "-" if minutes < 0 else "+"
    return f"{OFFSET}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
