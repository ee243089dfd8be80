"""Refusals that concern the books as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.shared.errors import DomainError


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

    rows: tuple[BadRow, ...]


@dataclass(eq=False)
class StatementTotalError(DomainError):
    """The file states another balance of somebody than its rows add up to, both in minor units."""

    name: str
    stated: int
    counted: int
    currency: str
