from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.people.person import Introduction, Person, speak, visible_name
from core.people.question import Ask, Question

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Мама", "Мама"),
        ("  Мама \n", "Мама"),
        ("<b>Мама</b>", "<b>Мама</b>"),
        ("🍎" * 64, "🍎" * 64),
        ("\u202eМама\u202c", "Мама"),
        ("أمي", "أمي"),
        ("Ма\x00ма", "Мама"),
        ("", "…"),
        ("   ", "…"),
        ("\u200b\u200d\u2060", "…"),
        ("\u3164\u2800", "…"),
        ("\u3164Мама", "\u3164Мама"),
    ],
)
def test_a_name_without_a_visible_letter_is_shown_as_dots(name: str, shown: str) -> None:
    assert visible_name(name) == shown


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ru", "ru"), ("en", "en"), ("en-GB", "en"), ("EN-us", "en"), ("de", "ru"), ("", "ru"), (None, "ru")],
)
def test_speaks_the_language_of_the_telegram_or_the_default(tag: str | None, language: str) -> None:
    assert speak(tag, spoken=("ru", "en"), default="ru") == language


def test_a_person_is_recognised_by_name_and_username() -> None:
    mum = Person(
        id=1,
        name="Мама",
        username="mum",
        language="ru",
        language_chosen=False,
        reachable=True,
        country=None,
        country_proved_at=None,
    )
    sender = Introduction(1, " Мама ", "mum", "en")
    assert mum.looks_like(sender)
    assert not mum.looks_like(replace(sender, name="Мамочка"))
    assert not mum.looks_like(replace(sender, username=None))


def test_a_question_is_open_until_the_moment_it_expires() -> None:
    question = Question(1, Ask.LINES, {}, NOON)
    assert question.is_open(NOON - timedelta(microseconds=1))
    assert not question.is_open(NOON)
