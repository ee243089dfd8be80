"""What another ledger says of a group of people: reads the CSV files that three of them export.

**Splitwise**, "Export as spreadsheet". Its source is not public; the form is what importers of it read and
test (kennethxu/splitwise2spliit, HerrLevin/splitwise-to-spliit): `Date,Description,Category,Cost,Currency`,
then a column for each person with what the row changes in their balance, positive when the others owe them.
Blank lines stand in between, a note may stand above, and the last row, `Total balance` without a cost,
repeats the sums. The names of the columns are English when Splitwise is. A repayment has the category
`Payment`.

**Spliit**, `src/app/groups/[groupId]/expenses/export/csv/route.ts` of spliit-app/spliit (August 2026): a byte
order mark, then `Date,Description,Category,Currency,Cost`, newer files `Original cost,Original
currency,Conversion rate`, then `Is Reimbursement,Split mode` and a column for each person. There stands what
the person *bears*, with a minus unless they paid the row: so who paid a row without a share in it, as who
repays a debt, cannot be told from the file and has to be asked. `Currency` is a code, or in older groups the
mark that the group chose.

**ihatemoney**, `get_pretty_bills` in `ihatemoney/models.py` of spiral-project/ihatemoney (July 2026),
exported as `bills.csv`: `date,what,bill_type,amount,currency,payer_name,payer_weight,owers`; older files lack
`bill_type` or `currency`, and `XXX` is no currency. `owers` are joined by commas, without the share of each:
it goes by weight, which is only known of who ever paid and is 1 for all others, as ihatemoney's own import
takes it.

All three guard cells against formulas with an apostrophe, which is taken off. Amounts are exact until
everything is added up, and only the balances are rounded, so that they sum to zero.
"""

from __future__ import annotations

import csv
import re
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from io import StringIO
from itertools import islice
from math import floor
from typing import TYPE_CHECKING, Final

from core.books.errors import (
    BadRow,
    RowFault,
    StatementRowsError,
    StatementTooLongError,
    StatementTotalError,
    StatementUnreadableError,
)
from core.shared.money import HIGHEST_MINOR, is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STATEMENT_BYTES: Final = 1_000_000
"""A longer file is not read: it holds some ten thousand expenses."""

STATEMENT_ROWS: Final = 10_000
STATEMENT_PEOPLE: Final = 30
"""More names than this cannot be chosen for on one screen."""

_FEWEST_PEOPLE: Final = 2
_HEADER_WITHIN: Final = 5
"""A note may stand in so many lines above the names of the columns."""

_AMOUNT: Final = re.compile(r"(-?[0-9]{1,9})(?:[.,]([0-9]{1,12}))?")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GUARDED: Final = re.compile("'[=+@\t\r\n-]")
_NO_CURRENCY: Final = "XXX"

_SPLITWISE: Final = ("date", "description", "category", "cost", "currency")
_SPLIIT: Final = ("date", "description", "category", "currency", "cost", "is reimbursement", "split mode")
_IHATEMONEY: Final = ("date", "what", "amount", "payer_name", "payer_weight", "owers")


class Source(StrEnum):
    """Which ledger a statement is of."""

    SPLITWISE = "splitwise"
    SPLIIT = "spliit"
    IHATEMONEY = "ihatemoney"


@dataclass(frozen=True, slots=True)
class UnnamedPayer:
    """A row of which the file does not tell who paid it; one of the candidates did, named by position."""

    line: int
    day: date
    title: str
    paid: Fraction
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says; amounts are in minor units, and exact.

    `balances` are those of `people`, in their order, positive when the others owe them. What a row with an
    unnamed payer costs is in the balances of who bears it, and in nobody's who may have paid it.
    `repayments` are no expenses, and not in `spent`.
    """

    source: Source
    people: tuple[str, ...]
    balances: tuple[Fraction, ...]
    expenses: int
    repayments: int
    spent: Fraction
    first: date
    last: date
    names_currency: bool
    unnamed: tuple[UnnamedPayer, ...] = ()

    def paid_by(self, payers: Mapping[int, int]) -> Statement:
        """Return the statement with who paid the rows at these lines, by position."""
        balances = list(self.balances)
        for row in self.unnamed:
            if payers.get(row.line) in row.candidates:
                balances[payers[row.line]] += row.paid
        left = tuple(row for row in self.unnamed if payers.get(row.line) not in row.candidates)
        return replace(self, balances=tuple(balances), unnamed=left)


def read_statement(content: bytes, currency: str) -> Statement:
    """Return what a file says that one of the three ledgers exported.

    Args:
        content: the file, in UTF-8 or, with a byte order mark, UTF-16; split by commas or semicolons.
        currency: ISO 4217 code of what the family counts.

    Raises:
        StatementTooLongError: more bytes, rows or people than are read.
        StatementUnreadableError: it is no table of the three.
        StatementRowsError: some of its rows cannot be understood, or are in another currency.
        StatementTotalError: its rows do not add up to the total that it states.
    """
    if len(content) > STATEMENT_BYTES:
        raise StatementTooLongError(STATEMENT_BYTES, STATEMENT_ROWS, STATEMENT_PEOPLE)
    rows = _rows(_decoded(content))
    for _, cells in islice(rows, _HEADER_WITHIN):
        columns = [_plain(cell) for cell in cells]
        while columns and not columns[-1]:
            columns.pop()
        names = tuple(column.casefold() for column in columns)
        if names[:5] == _SPLITWISE:
            return _add_up(_Splitwise(currency, columns, len(_SPLITWISE)), rows)
        if set(_SPLIIT) <= set(names):
            return _add_up(_Spliit(currency, columns, names.index(_SPLIIT[-1]) + 1), rows)
        if set(_IHATEMONEY) <= set(names):
            return _add_up(_Ihatemoney(currency, columns, len(columns)), rows)
    raise StatementUnreadableError


def whole_balances(balances: Sequence[Fraction]) -> list[int]:
    """Return balances that sum to zero as whole minor units that do so, each off by less than one."""
    whole = [floor(balance) for balance in balances]
    by_rest = sorted(range(len(whole)), key=lambda index: (whole[index] - balances[index], index))
    for index in by_rest[: -sum(whole)] if sum(whole) else ():
        whole[index] += 1
    return whole


class _FaultyRowError(Exception):
    """A row that is not understood."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Tally(ABC):
    """What the rows of a table come to; each ledger has its own way to add one.

    The first columns say what a row is about, those after them, where there are any, are one for each person.
    """

    source: Source

    def __init__(self, currency: str, columns: Sequence[str], first_person: int) -> None:
        people = columns[first_person:]
        if len(set(columns)) < len(columns) or not all(columns):
            raise StatementUnreadableError
        self.currency = currency
        self.columns = [column.casefold() for column in columns[:first_person]]
        self.balances = dict.fromkeys(people, Fraction(0))
        self.days: list[date] = []
        self.counted = Counter[bool]()
        self.spent = Fraction(0)
        self.names_currency = False
        self.unnamed: list[UnnamedPayer] = []

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Add a row of the table."""
        width = len(self.columns)
        people = width + (len(self.balances) if self.has_columns_of_people() else 0)
        if len(cells) < people - 1 or any(cell.strip() for cell in cells[people:]):
            raise _FaultyRowError(RowFault.CELLS)
        plain = [_plain(cell) for cell in cells] + [""]
        self.add(line, dict(zip(self.columns, plain, strict=False)), plain[width:people])

    def has_columns_of_people(self) -> bool:
        """Tell whether each person has a column."""
        return True

    @abstractmethod
    def add(self, line: int, about: Mapping[str, str], amounts: Sequence[str]) -> None:
        """Add what a row changes in the balances."""

    def check(self) -> None:  # noqa: B027  # few have anything to check
        """Compare with the sums that the table itself states."""

    def note(self, day: date, cost: Fraction, currency: str, *, is_repayment: bool) -> None:
        """Note an expense or a repayment."""
        if currency and currency != _NO_CURRENCY:
            if not is_mark(currency, self.currency):
                raise _FaultyRowError(RowFault.CURRENCY)
            self.names_currency = True
        self.days.append(day)
        self.counted[is_repayment] += 1
        if not is_repayment:
            self.spent += cost

    def statement(self) -> Statement:
        """Return what all rows say together."""
        self.check()
        if len(self.balances) > STATEMENT_PEOPLE:
            raise _too_long()
        if not self.days or len(self.balances) < _FEWEST_PEOPLE:
            raise StatementUnreadableError
        return Statement(
            source=self.source,
            people=tuple(self.balances),
            balances=tuple(self.balances.values()),
            expenses=self.counted[False],
            repayments=self.counted[True],
            spent=self.spent,
            first=min(self.days),
            last=max(self.days),
            names_currency=self.names_currency,
            unnamed=tuple(self.unnamed),
        )


class _Splitwise(_Tally):
    source = Source.SPLITWISE

    def __init__(self, currency: str, columns: Sequence[str], first_person: int) -> None:
        super().__init__(currency, columns, first_person)
        self.stated: list[Fraction] | None = None
        self.slack = 1

    def add(self, line: int, about: Mapping[str, str], amounts: Sequence[str]) -> None:
        del line
        changes = [_amount(cell) if cell else Fraction(0) for cell in amounts]
        if not about["cost"]:
            if is_mark(about["currency"], self.currency):
                self.stated = changes
            return
        off = sum(changes, Fraction(0))
        if abs(off) > len(changes):
            raise _FaultyRowError(RowFault.SUM)
        is_repayment = about["category"].casefold() == "payment"
        day, cost = _day(about["date"]), _amount(about["cost"])
        self.note(day, cost, about["currency"], is_repayment=is_repayment)
        if off:  # rounded for each: whoever has the largest amount takes the difference
            self.slack += 1
            changes[max(range(len(changes)), key=lambda index: abs(changes[index]))] -= off
        for name, change in zip(self.balances, changes, strict=True):
            self.balances[name] += change

    def check(self) -> None:
        for (name, counted), stated in zip(self.balances.items(), self.stated or (), strict=False):
            if abs(counted - stated) > self.slack:
                raise StatementTotalError(name, round(stated), round(counted), self.currency)


class _Spliit(_Tally):
    source = Source.SPLIIT

    def add(self, line: int, about: Mapping[str, str], amounts: Sequence[str]) -> None:
        cost = _amount(about["cost"])
        sign = -1 if cost < 0 else 1
        borne = [sign * _amount(cell) for cell in amounts]
        payers = [index for index, share in enumerate(borne) if share > 0]
        paid = sum((abs(share) for share in borne), Fraction(0))
        if abs(paid - abs(cost)) > len(borne):
            raise _FaultyRowError(RowFault.SUM)
        payers = payers or [index for index, share in enumerate(borne) if not share]
        if not payers or (len(payers) > 1 and any(share > 0 for share in borne)):
            raise _FaultyRowError(RowFault.PAYER)
        day, is_repayment = _day(about["date"]), about["is reimbursement"].casefold() == "yes"
        self.note(day, cost, about["currency"], is_repayment=is_repayment)
        names = list(self.balances)
        for name, share in zip(names, borne, strict=True):
            self.balances[name] -= sign * abs(share)
        if len(payers) == 1:
            self.balances[names[payers[0]]] += sign * paid
        elif paid:
            self.unnamed.append(UnnamedPayer(line, day, about["description"], sign * paid, tuple(payers)))


class _Ihatemoney(_Tally):
    source = Source.IHATEMONEY

    def __init__(self, currency: str, columns: Sequence[str], first_person: int) -> None:
        super().__init__(currency, columns, first_person)
        self.weights: dict[str, Fraction] = {}
        self.bills: list[tuple[Fraction, str, str]] = []

    def has_columns_of_people(self) -> bool:
        return False

    def add(self, line: int, about: Mapping[str, str], amounts: Sequence[str]) -> None:
        del line, amounts
        cost, weight = _amount(about["amount"]), _amount(about["payer_weight"])
        if weight <= 0:
            raise _FaultyRowError(RowFault.AMOUNT)
        if not about["payer_name"] or not about["owers"]:
            raise _FaultyRowError(RowFault.PAYER)
        is_repayment = about.get("bill_type", "").casefold() == "reimbursement"
        self.note(_day(about["date"]), cost, about.get("currency", ""), is_repayment=is_repayment)
        self.weights[about["payer_name"]] = weight
        self.bills.append((cost, about["payer_name"], about["owers"]))

    def check(self) -> None:
        """Share the bills out, now that all who ever paid are known with their weights."""
        for cost, payer, listed in self.bills:
            owers = self._owers(listed)
            whole = sum((self.weights.get(name, _ONE) for name in owers), Fraction(0))
            self._change(payer, cost)
            for name in owers:
                self._change(name, -cost * self.weights.get(name, _ONE) / whole)

    def _change(self, name: str, change: Fraction) -> None:
        self.balances[name] = self.balances.get(name, Fraction(0)) + change

    def _owers(self, listed: str) -> Sequence[str]:
        """Return the names in a list; a name with a comma in it is known if its person ever paid."""
        left = [_plain(name) for name in listed.split(",")]
        owers = []
        while left:
            known = (size for size in range(len(left), 1, -1) if ", ".join(left[:size]) in self.weights)
            size = next(known, 1)
            owers.append(", ".join(left[:size]))
            left = left[size:]
        return [name for name in dict.fromkeys(owers) if name]


_ONE: Final = Fraction(100)
"""A weight of 1, in hundredths as every number of a table is read."""


def _add_up(tally: _Tally, rows: Iterator[tuple[int, Sequence[str]]]) -> Statement:
    faults = []
    for count, (line, cells) in enumerate(rows, start=1):
        if count > STATEMENT_ROWS:
            raise _too_long()
        try:
            tally.take(line, cells)
        except _FaultyRowError as error:
            faults.append(BadRow(line, error.fault))
    if faults:
        raise StatementRowsError(tuple(faults))
    return tally.statement()


def _too_long() -> StatementTooLongError:
    return StatementTooLongError(STATEMENT_BYTES, STATEMENT_ROWS, STATEMENT_PEOPLE)


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise StatementUnreadableError from error
    if "\0" in text:
        raise StatementUnreadableError
    return text


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows that are not blank, with the number of their last line."""
    head = text[:_SAMPLE]
    table = csv.reader(
        StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield table.line_num, cells
    except csv.Error as error:
        raise StatementUnreadableError from error


_SAMPLE: Final = 2_000
"""So many characters tell what splits the cells."""


def _plain(cell: str) -> str:
    text = cell[1:] if _GUARDED.match(cell) else cell
    return " ".join(text.split())


def _amount(cell: str) -> Fraction:
    """Return minor units."""
    match = _AMOUNT.fullmatch(cell)
    if match is None:
        raise _FaultyRowError(RowFault.AMOUNT)
    amount = Fraction(f"{match[1]}.{match[2] or 0}") * 100
    if abs(amount) > HIGHEST_MINOR:
        raise _FaultyRowError(RowFault.AMOUNT)
    return amount


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell if _DAY.fullmatch(cell) else "")
    except ValueError as error:
        raise _FaultyRowError(RowFault.DATE) from error
