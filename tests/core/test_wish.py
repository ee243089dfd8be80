from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.alert import Urgency
from core.alerts.wish import Delivery, Wish

MOSCOW = ZoneInfo("Europe/Moscow")
AT_ONCE, DIGEST, NEVER = Delivery


def moscow(text: str) -> datetime:
    return datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("delivery", "quiet", "urgency", "written", "looked", "ready"),
    [
        (AT_ONCE, True, Urgency.NEWS, "02 12:00", "02 12:00", "02 12:00"),
        (AT_ONCE, True, Urgency.NEWS, "02 21:59", "02 21:59", "02 21:59"),
        (AT_ONCE, True, Urgency.NEWS, "02 22:00", "02 22:00", "03 08:00"),
        (AT_ONCE, True, Urgency.NEWS, "03 07:59", "03 07:59", "03 08:00"),
        (AT_ONCE, True, Urgency.NEWS, "03 08:00", "03 08:00", "03 08:00"),
        (AT_ONCE, True, Urgency.NEWS, "02 21:59", "02 22:30", "03 08:00"),
        (AT_ONCE, False, Urgency.NEWS, "02 23:00", "02 23:00", "02 23:00"),
        (AT_ONCE, True, Urgency.ASKS, "02 23:00", "02 23:00", "03 08:00"),
        (DIGEST, True, Urgency.ASKS, "02 12:00", "02 12:00", "02 12:00"),
        (DIGEST, True, Urgency.ASKS, "02 23:00", "02 23:00", "03 08:00"),
        (NEVER, False, Urgency.ASKS, "02 23:00", "02 23:00", "02 23:00"),
        (DIGEST, True, Urgency.NEWS, "02 12:00", "02 12:00", "02 19:00"),
        (DIGEST, True, Urgency.NEWS, "02 19:00", "02 19:00", "02 19:00"),
        (DIGEST, True, Urgency.NEWS, "02 19:01", "02 19:01", "03 19:00"),
        (DIGEST, False, Urgency.NEWS, "02 23:00", "02 23:00", "03 19:00"),
        (DIGEST, True, Urgency.NEWS, "02 12:00", "02 20:30", "02 20:30"),
        (DIGEST, True, Urgency.NEWS, "02 12:00", "02 23:30", "03 08:00"),
        (DIGEST, False, Urgency.NEWS, "02 12:00", "02 23:30", "02 23:30"),
        (DIGEST, True, Urgency.NOW, "02 23:00", "02 23:00", "02 23:00"),
        (NEVER, True, Urgency.NOW, "03 03:00", "03 03:00", "03 03:00"),
    ],
)
def test_an_alert_is_ready_when_its_recipient_wishes(
    delivery: Delivery, *, quiet: bool, urgency: Urgency, written: str, looked: str, ready: str
) -> None:
    wish = Wish(delivery, quiet=quiet)
    assert wish.ready_at(urgency, moscow(written), moscow(looked), MOSCOW) == moscow(ready)


def test_the_quiet_hours_are_those_of_the_recipients_clock() -> None:
    evening = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    wish = Wish(AT_ONCE, quiet=True)
    assert wish.ready_at(Urgency.NEWS, evening, evening, MOSCOW) == evening
    assert wish.ready_at(Urgency.NEWS, evening, evening, ZoneInfo("Asia/Omsk")) == datetime(
        2026, 3, 3, 2, 0, tzinfo=UTC
    )


def test_the_night_in_which_clocks_are_changed_ends_at_eight_too() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    midnight = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert Wish(AT_ONCE, quiet=True).ready_at(Urgency.NEWS, midnight, midnight, berlin) == datetime(
        2026, 3, 29, 6, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("delivery", "urgency", "wanted"),
    [
        (NEVER, Urgency.NEWS, False),
        (NEVER, Urgency.ASKS, True),
        (NEVER, Urgency.NOW, True),
        (DIGEST, Urgency.NEWS, True),
        (AT_ONCE, Urgency.NEWS, True),
    ],
)
def test_only_news_can_be_turned_off(delivery: Delivery, urgency: Urgency, *, wanted: bool) -> None:
    assert Wish(delivery, quiet=True).wants(urgency) is wanted


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    delivery=st.sampled_from([AT_ONCE, DIGEST]),
    quiet=st.booleans(),
    urgency=st.sampled_from(list(Urgency)),
    written=MOMENTS,
    zone=st.sampled_from(["Europe/Moscow", "Europe/Berlin", "Asia/Kamchatka", "Asia/Kolkata"]),
)
def test_whatever_is_held_back_is_ready_within_two_days_and_not_held_back_again(
    delivery: Delivery, *, quiet: bool, urgency: Urgency, written: datetime, zone: str
) -> None:
    wish, place = Wish(delivery, quiet=quiet), ZoneInfo(zone)
    ready = wish.ready_at(urgency, written, written, place)
    assert 0 <= (ready - written).total_seconds() <= 2 * 86400
    assert wish.ready_at(urgency, written, ready, place) == ready
