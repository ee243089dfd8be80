"""How far the reminders of one thing have come, wherever that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_

from core.shared.reminding import Reminding

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table


def is_due(
    table: Table, since: ColumnElement[datetime], before: datetime, now: datetime
) -> ColumnElement[bool]:
    """Whether the next step is due; the first one is for what is waited for since `before` or longer."""
    is_first = and_(table.c.reminders == 0, table.c.remind_at.is_(None), since <= before)
    return or_(is_first, table.c.remind_at <= now)


def to_reminding(row: Any) -> Reminding:  # noqa: ANN401  # a row with `due_at` and the columns of reminders
    """Return what a row tells of reminders."""
    return Reminding(row.due_at, row.reminders, row.reminded_at, row.remind_at)


def kept(reminding: Reminding) -> dict[str, object]:
    """Return the columns of reminders."""
    return {
        "reminders": reminding.steps,
        "reminded_at": reminding.last,
        "remind_at": reminding.next_at,
    }
