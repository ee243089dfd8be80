"""Refusals that concern the books as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from core.books.carrying import ImportState


class RowFault(StrEnum):
    """What is wrong with a row of a statement."""

    CELLS = "cells"
    DATE = "date"
    AMOUNT = "amount"
    CURRENCY = "currency"
    SUM = "sum"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not understood, by the number of its line in the file, counted from 1."""

    line: int
    fault: RowFault


@dataclass(eq=False)
class StatementTooLongError(DomainError):
    """The file is longer, or about more people, than is read; the three limits."""

    size: int
    rows: int
    people: int


@dataclass(eq=False)
class StatementUnreadableError(DomainError):
    """The file is no CSV table of Splitwise, Spliit or ihatemoney, or says nothing."""


@dataclass(eq=False)
class StatementRowsError(DomainError):
    """Some rows of the file are not understood, or are in another currency than the family's."""

    faulty: tuple[BadRow, ...]


@dataclass(eq=False)
class StatementTotalError(DomainError):
    """The file states another balance of somebody than its rows add up to, both in minor units."""

    name: str
    stated: int
    counted: int
    currency: str


@dataclass(eq=False)
class TooManyUnnamedError(DomainError):
    """More rows than can be asked about do not tell who paid them."""

    rows: int
    limit: int


@dataclass(eq=False)
class NothingCarriedError(DomainError):
    """By the file nobody in the family owes anybody."""


@dataclass(eq=False)
class ImportUnknownError(DomainError):
    """There is no such import, or it is not the actor's business."""


@dataclass(eq=False)
class ImportUnreadyError(DomainError):
    """Something is still missing before the family can be asked, or is not what was shown."""


@dataclass(eq=False)
class ImportDecidedError(DomainError):
    """The import is done, stopped or taken back already."""

    state: ImportState
