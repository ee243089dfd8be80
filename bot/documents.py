"""The files that the bot sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from core.people.person import FORMER

EXPORT_NAME = "family-bot-export.json"


def export_document(stored: dict[str, Any]) -> bytes:
    """Return everything about a person as a JSON file that people can read, too; keys are English.

    Moments are ISO 8601 in UTC. Others who asked to be forgotten have no name in it.
    """
    text = json.dumps(stored, ensure_ascii=False, indent=2, default=_moment)
    return text.replace(FORMER, "former member").encode()


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} has no place in an export")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
