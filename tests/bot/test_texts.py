from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.texts import Texts
from bot.zones import OFFERED, city_of, read_zone
from core.people.person import FORMER, visible_name

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("language", "words"), [("ru", "бывший участник"), ("en", "former member")])
def test_who_was_forgotten_is_called_in_words_wherever_a_name_stands(language: str, words: str) -> None:
    t = Texts("ru" if language == "ru" else "en", "UTC")
    assert words in t(
        "<b>{member}</b> joined “{family}”. There are {people} now.", member=FORMER, family="", people=2
    )
    assert words in t.label("Only the organizer can do this. Ask {name}.", name=FORMER)
    counted = "“{by}” {count}"
    assert t.plural(counted, counted, 2, by=FORMER) == f"“{words}” 2"
    assert t.labels(counted, counted, 2, by=FORMER) == f"“{words}” 2"
    assert FORMER not in t.label("Ask {name}, {name}!", name=FORMER)


def test_nobody_can_be_called_like_who_was_forgotten() -> None:
    assert visible_name(FORMER) == "…"
    assert visible_name(f"Ма{FORMER}ма") == "Мама"


@pytest.mark.parametrize(
    ("zone", "clock", "moment"),
    [
        ("UTC", "12:00", "1 мар., 12:00"),
        ("Europe/Moscow", "15:00", "1 мар., 15:00"),
        ("Asia/Kamchatka", "00:00", "2 мар., 00:00"),
        ("UTC+05:30", "17:30", "1 мар., 17:30"),
        ("UTC-12:00", "00:00", "1 мар., 00:00"),
    ],
)
def test_moments_are_told_in_the_zone(zone: str, clock: str, moment: str) -> None:
    t = Texts("ru", zone)
    assert t.clock(NOON) == clock
    assert t.moment(NOON) == moment


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Берлин", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("Нью-Йорк", "America/New_York"),
        ("new york", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("Киев", "Europe/Kyiv"),
        ("Калькутта", "Asia/Kolkata"),
        ("ереван", "Asia/Yerevan"),
        ("Etc/GMT-5", "Etc/GMT-5"),
        ("UTC+5", "UTC+05:00"),
        ("utc + 5", "UTC+05:00"),
        ("+5", "UTC+05:00"),
        ("GMT-3:30", "UTC-03:30"),
        ("+0530", "UTC+05:30"),
        ("−4", "UTC-04:00"),
        ("+14", "UTC+14:00"),
        ("GMT", "UTC"),
        ("+14:01", None),
        ("-12:01", None),
        ("+5:60", None),
        ("+", None),
        ("Атлантида", None),
        ("", None),
    ],
)
def test_a_zone_is_read_as_people_write_it(text: str, zone: str | None) -> None:
    assert read_zone(text) == zone


def test_the_zones_that_are_offered_are_eleven_hours_of_russia_from_west_to_east() -> None:
    clocks = [Texts("en", zone).clock(NOON) for zone in OFFERED]
    assert clocks == [f"{14 + hour}:00" for hour in range(10)] + ["00:00"]


@pytest.mark.parametrize("zone", [*OFFERED, "Europe/Berlin", "UTC+05:30", "Asia/Kolkata"])
def test_what_a_zone_is_called_leads_to_it(zone: str) -> None:
    assert read_zone(city_of(zone, "ru")) == zone
    assert read_zone(city_of(zone, "en")) == zone
