"""The log: text or JSON, and never a secret."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from bot.logs import JsonFormatter, TextFormatter, redact, set_up_logging


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("GET /bot123456:ABC-DEF_ghi0123456789xyz/getMe", "GET /bot[secret]/getMe"),
        ("start=f_abcDEF0123456789_-abcdef", "start=f_[secret]"),
        ("data=join:abcDEF0123456789_-abcdef", "data=join:[secret]"),
        ("postgresql+asyncpg://bot:p4ss-word@db/family", "postgresql+asyncpg://[secret]@db/family"),
        ("contact +79161234567", "contact [secret]"),
        ("null value\nDETAIL:  Failing row contains (1, подарок).\n", "null value\nDETAIL:  [secret]\n"),
        ("order 12 of 3 lines at 12:30", "order 12 of 3 lines at 12:30"),
        ("update 100007003 of 1001", "update 100007003 of 1001"),
        ("http://127.0.0.1:8081/ui/", "http://127.0.0.1:8081/ui/"),
    ],
)
def test_what_looks_like_a_secret_is_replaced(text: str, safe: str) -> None:
    assert redact(text) == safe


def call_telegram() -> None:
    raise ValueError("no answer from https://api.telegram.org/bot123456:ABC-DEF_ghi0123456789xyz/getMe")


def failed_record() -> logging.LogRecord:
    try:
        call_telegram()
    except ValueError:
        failure = sys.exc_info()
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, "%s called", ("+79161234567",), failure)


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_secrets_in_arguments_and_tracebacks_are_replaced_too(formatter: logging.Formatter) -> None:
    line = formatter.format(failed_record())
    assert "Traceback" in line
    assert "[secret] called" in line
    assert "ABC-DEF" not in line


def test_json_is_one_object_a_line() -> None:
    line = JsonFormatter().format(failed_record())
    assert "\n" not in line
    event = json.loads(line)
    assert event["level"] == "ERROR"
    assert event["logger"] == "bot"
    assert event["message"] == "[secret] called"
    assert event["error"].startswith("Traceback")


def test_russian_stays_readable_in_json() -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Мама", None, None)
    line = JsonFormatter().format(record)
    assert '"message": "Мама"' in line
    assert "error" not in json.loads(line)


@pytest.mark.parametrize(("form", "kind"), [("text", TextFormatter), ("json", JsonFormatter)])
def test_logs_to_standard_error_without_the_libraries_chatter(
    kept_logging: None, form: str, kind: type[logging.Formatter]
) -> None:
    del kept_logging
    set_up_logging("DEBUG", "json" if form == "json" else "text")
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler.formatter, kind)
    assert logging.getLogger().level == logging.DEBUG
    assert logging.getLogger("aiogram.event").level == logging.WARNING
