"""How an alert is kept: the name of its kind, and its facts as JSON.

A kind may therefore not be renamed, nor lose a field, while alerts of it may still be waiting.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.alerts import account, books, carts, charges, families, invites, orders, settling, shopping
from core.alerts.alert import Alert

_AREAS = (families, invites, carts, shopping, orders, charges, settling, account, books)

PERSON_FACTS = frozenset({"member", "by", "payer", "debtor", "organizer", "author", "shopper", "names"})
"""The facts of any kind that are the name of a person, or a list of such names."""

ID_FACTS = frozenset({("TurnedAway", "people")})
"""The kinds and facts that are ids of people; their `names` follow the same order."""

ROW_FACTS = frozenset(
    {
        "family",
        "invite",
        "request",
        "item",
        "replacement",
        "order",
        "payment",
        "charge",
        "correction",
        "transfer",
        "import_id",
    }
)
"""The facts of any kind that, as integers, name what a button is about.

They count what there is of all families together, and nothing that a person could use.
"""


def renamed(facts: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the stored facts with another name of a person in the place of an old one."""

    def rename(fact: Any) -> Any:  # noqa: ANN401  # a name or a list of names
        if isinstance(fact, list):
            return [rename(name) for name in fact]
        return new if fact == old else fact

    return {key: rename(fact) if key in PERSON_FACTS else fact for key, fact in facts.items()}


def lists_ids(kind: str) -> bool:
    """Tell whether this kind of alert lists people by their ids."""
    return any(kind == listing for listing, _ in ID_FACTS)


def renamed_by_id(facts: dict[str, Any], person: int, new: str) -> dict[str, Any]:
    """Return the stored facts of a kind that lists ids, with another name of this person."""
    names = zip(facts["people"], facts["names"], strict=False)
    return facts | {"names": [new if listed == person else name for listed, name in names]}


def without_ids(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the stored facts as their recipient may have them: without ids, of others or of rows.

    A gap between two ids would tell that there is something in between.
    """
    return {
        key: fact
        for key, fact in facts.items()
        if (kind, key) not in ID_FACTS and not (key in ROW_FACTS and isinstance(fact, int))
    }


def kinds() -> dict[str, type[Alert]]:
    """Return every kind of alert by its stored name."""
    written = [kind for area in _AREAS for kind in vars(area).values() if isinstance(kind, type)]
    return {kind.__name__: kind for kind in written if issubclass(kind, Alert) and kind is not Alert}


def to_facts(alert: Alert) -> tuple[str, dict[str, Any]]:
    """Return the stored form of an alert: the name of its kind, and its facts."""
    return type(alert).__name__, asdict(alert)


def from_facts(kind: str, facts: dict[str, Any]) -> Alert:
    """Return the alert that was stored under this kind with these facts."""
    return kinds()[kind](**facts)
