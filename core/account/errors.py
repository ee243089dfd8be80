"""Refusals that concern the shared account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from core.pot.transfer import TransferKind, TransferState


@dataclass(eq=False)
class TopUpOpenError(DomainError):
    """The keeper has not said yet whether the last money arrived, in minor units."""

    keeper: str
    minor: int
    currency: str


@dataclass(eq=False)
class TransferUnknownError(DomainError):
    """There is no such transfer, or it is not the actor's to say this."""


@dataclass(eq=False)
class TransferJudgedError(DomainError):
    """What became of this money is said already."""

    kind: TransferKind
    state: TransferState


@dataclass(eq=False)
class AccountShortError(DomainError):
    """There is only so much on the account, in minor units, and it takes more."""

    minor: int
    left: int
    currency: str


@dataclass(eq=False)
class SpendingLimitError(DomainError):
    """The actor may pay only so much more from the account this month, in minor units, and it takes more."""

    minor: int
    left: int
    currency: str
    organizer: str
