from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.carts.deadline import (
    LONGEST,
    SHORTEST,
    Clock,
    Lasting,
    Until,
    moment_of,
    read_custom,
    read_until,
    require_in_range,
    write_until,
)
from core.carts.errors import DeadlineOutOfRangeError, DeadlineUnreadableError
from core.shared.zone import zone_of

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, twelve o'clock in Moscow."""

ZONES = st.sampled_from(
    [
        zone_of(name)
        for name in (
            "UTC",
            "Europe/Moscow",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "UTC+14:00",
        )
    ]
)
NOWS = st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS, MINUTES = st.integers(0, 23), st.integers(0, 59)
CLOCKS = st.one_of(
    st.builds(Clock, HOURS, MINUTES),
    st.builds(Clock, HOURS, MINUTES, weekday=st.integers(0, 6)),
)
AHEAD = st.builds(Clock, HOURS, MINUTES, ahead=st.integers(0, 2))
UNTILS = st.one_of(st.builds(Lasting, st.integers(1, 20_000)), CLOCKS, AHEAD)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2 ч", Lasting(120)),
        ("через 2 часа", Lasting(120)),
        ("Через час", Lasting(60)),
        ("полчаса", Lasting(30)),
        ("через полтора часа", Lasting(90)),
        ("30 минут", Lasting(30)),
        ("30 мин.", Lasting(30)),
        ("1,5 часа", Lasting(90)),
        ("1 ч 30 мин", Lasting(90)),
        ("1h30m", Lasting(90)),
        ("2 hours and 15 minutes", Lasting(135)),
        ("in 2 hours", Lasting(120)),
        ("2h", Lasting(120)),
        ("an hour", Lasting(60)),
        ("in half an hour", Lasting(30)),
        ("на 2 дня", Lasting(2880)),
        ("2 дня", Lasting(2880)),
        ("сутки", Lasting(1440)),
        ("через неделю", Lasting(10080)),
        ("18 ч", Lasting(1080)),
        ("18:00", Clock(18, 0)),
        ("в 18:00", Clock(18, 0)),
        ("до 18.30", Clock(18, 30)),
        ("в 18", Clock(18, 0)),
        ("в 18 часов", Clock(18, 0)),
        ("в 2 дня", Clock(14, 0)),
        ("6pm", Clock(18, 0)),
        ("until 6:30 p.m.", Clock(18, 30)),
        ("12am", Clock(0, 0)),
        ("12 pm", Clock(12, 0)),
        ("9 утра", Clock(9, 0)),
        ("в 6 вечера", Clock(18, 0)),
        ("12 ночи", Clock(0, 0)),
        ("пт 12:00", Clock(12, 0, weekday=4)),
        ("пятница 12", Clock(12, 0, weekday=4)),
        ("в пятницу в 12", Clock(12, 0, weekday=4)),
        ("до ВТОРНИКА 9:05", Clock(9, 5, weekday=1)),
        ("18:00 в среду", Clock(18, 0, weekday=2)),
        ("fri 12:00", Clock(12, 0, weekday=4)),
        ("on Sunday at 9 am", Clock(9, 0, weekday=6)),
        ("завтра 9:00", Clock(9, 0, ahead=1)),
        ("завтра в 9 утра", Clock(9, 0, ahead=1)),
        ("сегодня в 21", Clock(21, 0, ahead=0)),
        ("послезавтра 10:00", Clock(10, 0, ahead=2)),
        ("tomorrow 9am", Clock(9, 0, ahead=1)),
    ],
)
def test_reads_what_people_write(text: str, until: Until) -> None:
    assert read_until(text) == until


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "завтра",
        "fri",
        "24:00",
        "12:60",
        "13pm",
        "0 утра",
        "25 вечера",
        "2 попугая",
        "0 минут",
        "1,5 минуты",
        "2 ч ч",
        "пт 12:00 вс",
        "через 18:00",
        "никогда",
        "9" * 70,
    ],
)
def test_refuses_what_says_no_deadline(text: str) -> None:
    with pytest.raises(DeadlineUnreadableError) as caught:
        read_until(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    ("text", "moscow"),
    [
        ("5 минут", "4 12:05"),
        ("7 дней", "11 12:00"),
        ("18:00", "4 18:00"),
        ("12:04", "5 12:04"),
        ("12:05", "4 12:05"),
        ("ср 18:00", "4 18:00"),
        ("ср 11:00", "11 11:00"),
        ("ср 12:01", "11 12:00"),  # eight minutes more would be longer than a week
        ("пт 12:00", "6 12:00"),
        ("сегодня 21:00", "4 21:00"),
        ("завтра 9:00", "5 09:00"),
        ("послезавтра 9:00", "6 09:00"),
    ],
)
def test_finds_the_moment_in_the_familys_zone(text: str, moscow: str) -> None:
    moment = moment_of(read_until(text), NOON, MOSCOW).astimezone(MOSCOW)
    assert f"{moment.day} {moment:%H:%M}" == moscow


@pytest.mark.parametrize("text", ["4 минуты", "7 дней 1 минута", "сегодня 12:04", "сегодня 9:00", "99999 ч"])
def test_refuses_a_moment_too_near_or_too_far(text: str) -> None:
    with pytest.raises(DeadlineOutOfRangeError):
        moment_of(read_until(text), NOON, MOSCOW)


def test_a_time_that_clocks_skip_is_as_much_later() -> None:
    before = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    assert moment_of(Clock(2, 30), before, BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ((23, 0), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ((0, 20), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ((0, 28), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_of_a_time_that_clocks_show_twice_the_first_that_is_far_enough_counts(
    now: tuple[int, int], moment: datetime
) -> None:
    day = 24 if now[0] == 23 else 25
    assert moment_of(Clock(2, 30), datetime(2026, 10, day, *now, tzinfo=UTC), BERLIN) == moment


@given(st.text(max_size=30) | st.text("0123456789:., чмдвптhapm-", max_size=12))
def test_reading_never_fails_otherwise(text: str) -> None:
    try:
        until = read_until(text)
    except DeadlineUnreadableError:
        return
    assert read_until(write_until(until)) == until


@given(UNTILS)
def test_what_is_written_reads_back_the_same(until: Until) -> None:
    assert read_until(write_until(until)) == until


@given(CLOCKS, NOWS, ZONES)
def test_what_repeats_always_finds_a_moment_within_bounds(
    until: Clock, now: datetime, zone: ZoneInfo
) -> None:
    moment = moment_of(until, now, zone)
    assert SHORTEST <= moment - now <= LONGEST
    local = moment.astimezone(zone)
    is_cut = moment == now + LONGEST
    assert is_cut or until.weekday in (None, local.weekday()) or _skipped(until, local)
    assert is_cut or (local.hour, local.minute) == (until.hour, until.minute) or _skipped(until, local)


def _skipped(until: Clock, local: datetime) -> bool:
    """Tell whether no clock shows this on that day: what it shows comes back from UTC as something else."""
    days = (local.date() - timedelta(days=1), local.date())
    walls = [
        datetime(day.year, day.month, day.day, until.hour, until.minute, tzinfo=local.tzinfo) for day in days
    ]
    return any(
        wall.astimezone(UTC).astimezone(local.tzinfo) == local != wall.replace(tzinfo=UTC) for wall in walls
    )


@given(UNTILS, NOWS, ZONES)
def test_a_deadline_is_within_bounds_or_refused(until: Until, now: datetime, zone: ZoneInfo) -> None:
    try:
        moment = moment_of(until, now, zone)
    except DeadlineOutOfRangeError:
        assert isinstance(until, Lasting) or until.ahead is not None
        return
    assert SHORTEST <= moment - now <= LONGEST
    require_in_range(moment, now)


@pytest.mark.parametrize(
    "away", [timedelta(0), SHORTEST - timedelta(seconds=1), LONGEST + timedelta(seconds=1)]
)
def test_a_chosen_moment_has_the_same_bounds(away: timedelta) -> None:
    with pytest.raises(DeadlineOutOfRangeError):
        require_in_range(NOON + away, NOON)


@pytest.mark.parametrize("text", ["завтра 9:00", "today 9pm"])
def test_every_vote_cannot_end_tomorrow(text: str) -> None:
    with pytest.raises(DeadlineUnreadableError):
        read_custom(text)


@pytest.mark.parametrize("text", ["4 минуты", "8 дней"])
def test_every_vote_has_the_same_bounds(text: str) -> None:
    with pytest.raises(DeadlineOutOfRangeError):
        read_custom(text)


@pytest.mark.parametrize(
    ("text", "stored"), [("сутки", "24h"), ("18.00", "18:00"), ("пятница 12", "fri 12:00")]
)
def test_a_familys_deadline_is_stored_plainly(text: str, stored: str) -> None:
    assert write_until(read_custom(text)) == stored
