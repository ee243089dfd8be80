"""What people are told of the books as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.alerts.alert import Alert, Urgency


@dataclass(frozen=True, slots=True)
class ImportAsked(Alert):
    """To a member: balances of another ledger are to be carried over, theirs is `minor`. They may object."""

    urgency = Urgency.ASKS

    import_id: int
    by: str
    source: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ImportStopped(Alert):
    """To whom an import concerned, and who proposed it: somebody objected, or left the family."""

    import_id: int
    by: str
    source: str
    has_left: bool


@dataclass(frozen=True, slots=True)
class ImportWithdrawn(Alert):
    """To whom an import concerned: the organizer took it back."""

    import_id: int
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class ImportApplied(Alert):
    """To whom an import concerned, and who proposed it: it is in the books, with `minor` of theirs.

    `names` are those whom they owe it to, or who owe it to them; of nobody in alerts that are older.
    """

    import_id: int
    source: str
    minor: int
    currency: str
    names: list[str] = field(default_factory=list)
