"""The log: as text or as JSON lines, without secrets."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Literal

_SECRETS = (
    re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}"),  # a bot token, also inside an address
    re.compile(r"(?<=f_)[A-Za-z0-9_-]{20,}"),  # an invitation's token
    re.compile(r"(?<=join:)[A-Za-z0-9_-]{20,}"),  # the same on a button
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),  # a password in a database address
    re.compile(r"\+\d{10,15}"),  # a phone number
    re.compile(r"(?<=DETAIL:  )[^\n]+"),  # the row that PostgreSQL did not take
)


def redact(text: str) -> str:
    """Return the text with everything that looks like a secret replaced."""
    for secret in _SECRETS:
        text = secret.sub("[secret]", text)
    return text


class TextFormatter(logging.Formatter):
    """One line an event, and the traceback below it."""

    def __init__(self) -> None:
        """Show the moment, the level, the logger and the message."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as text."""
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object an event."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as JSON."""
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["error"] = self.formatException(record.exc_info)
        return json.dumps({name: redact(said) for name, said in event.items()}, ensure_ascii=False)


def set_up_logging(level: str, form: Literal["text", "json"]) -> None:
    """Log to standard error; the libraries' chatter about every call stays out."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiogram.event", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It warns at every interval at which a job is still busy with a slow Telegram, four times a second.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
