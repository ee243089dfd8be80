"""Files of other ledgers, as these write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books import statement
from core.books.errors import (
    BadRow,
    RowFault,
    StatementRowsError,
    StatementTooLongError,
    StatementTotalError,
    StatementUnreadableError,
)
from core.books.statement import Source, Statement, UnnamedPayer, read_statement, whole_balances

SPLITWISE = """\
Date,Description,Category,Cost,Currency,Анна,Борис,Вера

2026-03-01,"Ужин, кафе",Dining out,1200.00,RUB,800.00,-400.00,-400.00
2026-03-02,Такси,Taxi,100.00,RUB,-33.34,66.67,-33.33
2026-03-03,Борис paid Анна,Payment,400.00,RUB,-400.00,400.00,0.00

2026-03-09,Total balance, , ,RUB,366.66,66.67,-433.33
"""

SPLIIT = """\
"Date","Description","Category","Currency","Cost","Original cost","Original currency","Conversion rate",\
"Is Reimbursement","Split mode","Анна","Борис","Вера"
"2026-01-06","Ужин","Food","RUB","90.00",,,,"No","Evenly",30,-30,-30
"2026-01-07","Возврат","Payment","₽","20.00",,,,"Yes","Evenly",0,0,-20
"2026-01-08","'=Сдача","General","руб","-9.00",,,,"No","Unevenly – By amount",3,-6,0
"""

IHATEMONEY = """\
date,what,bill_type,amount,currency,payer_name,payer_weight,owers
2017-01-02,долг,Reimbursement,13.33,XXX,Вера,1.0,Борис
2016-12-31,вино,Expense,200.0,XXX,Борис,1.0,"Анна, Вера"
2016-12-31,сыр,Expense,10.0,XXX,Анна,2.0,"Анна, Борис, Вера, Глеб"
"""


def read(text: str, currency: str = "RUB") -> Statement:
    return read_statement(text.encode(), currency)


def balances(read_: Statement) -> dict[str, int]:
    return dict(zip(read_.people, whole_balances(read_.balances), strict=True))


def faults(text: str) -> tuple[BadRow, ...]:
    with pytest.raises(StatementRowsError) as caught:
        read(text)
    return caught.value.faulty


def test_splitwise_tells_what_each_row_changes() -> None:
    found = read(SPLITWISE)
    assert balances(found) == {"Анна": 36666, "Борис": 6667, "Вера": -43333}
    assert (found.source, found.expenses, found.repayments, int(found.spent)) == (
        Source.SPLITWISE,
        2,
        1,
        130000,
    )
    assert (found.first, found.last, found.names_currency) == (date(2026, 3, 1), date(2026, 3, 3), True)


def test_splitwise_may_have_a_note_above_and_parts_of_a_kopeck() -> None:
    text = """Note: does not include group expenses

Date,Description,Category,Cost,Currency,A,B
2026-03-01,x,General,10.01,RUB,5.005,-5.005
"""
    assert balances(read(text)) == {"A": 501, "B": -501}


def test_a_total_that_the_rows_do_not_come_to_is_refused() -> None:
    with pytest.raises(StatementTotalError) as caught:
        read(SPLITWISE.replace("2026-03-02,Такси,Taxi,100.00,RUB,-33.34,66.67,-33.33\n", ""))
    facts = caught.value
    assert (facts.name, facts.stated, facts.counted, facts.currency) == ("Анна", 36666, 40000, "RUB")


def test_spliit_tells_what_each_bears_and_not_always_who_paid() -> None:
    found = read("\ufeff" + SPLIIT)
    assert (found.source, found.expenses, found.repayments, int(found.spent)) == (Source.SPLIIT, 2, 1, 8100)
    assert found.unnamed == (UnnamedPayer(3, date(2026, 1, 7), "Возврат", Fraction(2000), (0, 1)),)
    assert list(found.balances) == [6300, -3300, -5000]


def test_spliit_income_goes_the_other_way() -> None:
    head = "Date,Description,Category,Currency,Cost,Is Reimbursement,Split mode,A,B\n"
    assert balances(read(head + "2026-01-08,Сдача,General,RUB,-9.00,No,Evenly,-4.5,4.5\n")) == {
        "A": -450,
        "B": 450,
    }


def test_who_paid_is_said_afterwards() -> None:
    head = "Date,Description,Category,Currency,Cost,Is Reimbursement,Split mode,A,B,C\n"
    found = read(head + "2026-01-07,долг,Payment,RUB,20,Yes,Evenly,0,0,-20\n")
    assert found.paid_by({}) == found
    assert found.paid_by({2: 2}) == found  # no candidate
    said = found.paid_by({2: 1})
    assert (balances(said), said.unnamed) == ({"A": 0, "B": 2000, "C": -2000}, ())


def test_of_two_in_spliit_the_other_one_paid() -> None:
    head = "Date,Description,Category,Currency,Cost,Is Reimbursement,Split mode,A,B\n"
    assert balances(read(head + "2026-01-07,долг,Payment,RUB,20,Yes,Evenly,0,-20\n")) == {
        "A": 2000,
        "B": -2000,
    }


def test_ihatemoney_shares_by_weight() -> None:
    found = read(IHATEMONEY)
    assert balances(found) == {"Вера": -5534, "Борис": 18467, "Анна": -12733, "Глеб": -200}
    assert (found.source, found.expenses, found.repayments, int(found.spent)) == (
        Source.IHATEMONEY,
        2,
        1,
        21000,
    )
    assert not found.names_currency


def test_ihatemoney_knows_a_name_with_a_comma_when_its_person_paid() -> None:
    text = """date,what,amount,payer_name,payer_weight,owers
2016-12-31,вино,30,"Вера, старшая",1,"Анна, Вера, старшая, Глеб"
"""
    assert balances(read(text)) == {"Вера, старшая": 2000, "Анна": -1000, "Глеб": -1000}


def test_a_spreadsheet_that_was_saved_with_semicolons_and_commas_is_read() -> None:
    text = "Date;Description;Category;Cost;Currency;A;B\n2026-03-01;x;General;1200,50;RUB;600,25;-600,25\n"
    assert balances(read_statement(text.encode("utf-16"), "RUB")) == {"A": 60025, "B": -60025}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("01.03.2026,x,General,10.00,RUB,5,-5", RowFault.DATE),
        ("2026-02-30,x,General,10.00,RUB,5,-5", RowFault.DATE),
        ("2026-03-01,x,General,ten,RUB,5,-5", RowFault.AMOUNT),
        ("2026-03-01,x,General,10.00,RUB,5,=5", RowFault.AMOUNT),
        ("2026-03-01,x,General,10000000.01,RUB,5,-5", RowFault.AMOUNT),
        ("2026-03-01,x,General,10.00,USD,5,-5", RowFault.CURRENCY),
        ("2026-03-01,x,General,10.00,RUB,5,-6", RowFault.SUM),
        ("2026-03-01,x,General,10.00", RowFault.CELLS),
        ("2026-03-01,x,General,10.00,RUB,5,-5,7", RowFault.CELLS),
    ],
)
def test_a_bad_row_is_told_by_its_line(row: str, fault: RowFault) -> None:
    text = f"Date,Description,Category,Cost,Currency,A,B\n2026-03-01,ok,General,2,RUB,1,-1\n{row}\n"
    assert faults(text) == (BadRow(3, fault),)


@pytest.mark.parametrize(
    ("amounts", "fault"), [("-5,-5", RowFault.PAYER), ("5,5", RowFault.PAYER), ("1,-5", RowFault.SUM)]
)
def test_a_row_of_spliit_that_cannot_be_is_told(amounts: str, fault: RowFault) -> None:
    head = "Date,Description,Category,Currency,Cost,Is Reimbursement,Split mode,A,B\n"
    assert faults(f"{head}2026-01-06,x,Food,RUB,10,No,Evenly,{amounts}\n") == (BadRow(2, fault),)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2026-01-06,x,1,A,0,A", RowFault.AMOUNT),
        ("2026-01-06,x,1,,1,A", RowFault.PAYER),
        ('2026-01-06,x,1,A,1,""', RowFault.PAYER),
    ],
)
def test_a_bill_of_ihatemoney_that_cannot_be_is_told(row: str, fault: RowFault) -> None:
    assert faults(f"date,what,amount,payer_name,payer_weight,owers\n{row}\n") == (BadRow(2, fault),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04\0\0",
        "Дата;Сумма\n1;2\n".encode("cp1251"),
        b"Date,Description,Category,Cost,Currency\n2026-03-01,x,General,1,RUB\n",
        b"Date,Description,Category,Cost,Currency,A,A\n2026-03-01,x,General,2,RUB,1,-1\n",
        b"Date,Description,Category,Cost,Currency,A,B\n",
        b'Date,Description,Category,Cost,Currency,A,B\n2026-03-01,"'
        + b"x" * 140_000
        + b'",General,2,RUB,1,-1\n',
    ],
)
def test_what_is_no_table_of_the_three_is_refused(content: bytes) -> None:
    with pytest.raises(StatementUnreadableError):
        read_statement(content, "RUB")


def test_what_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"Date,Description,Category,Cost,Currency,"
    many = ",".join(f"P{number}" for number in range(31)).encode()
    for content in (b" " * 1_000_001, head + many + b"\n2026-03-01,x,General,0,RUB" + b",0" * 31):
        with pytest.raises(StatementTooLongError):
            read_statement(content, "RUB")
    monkeypatch.setattr(statement, "STATEMENT_ROWS", 2)
    with pytest.raises(StatementTooLongError):
        read(SPLITWISE)


@given(st.lists(st.fractions(-10_000, 10_000, max_denominator=7), min_size=1, max_size=8))
def test_whole_balances_sum_to_zero_and_are_off_by_less_than_one(parts: list[Fraction]) -> None:
    exact = [*parts, -sum(parts, Fraction(0))]
    whole = whole_balances(exact)
    assert sum(whole) == 0
    assert all(abs(minor - balance) < 1 for minor, balance in zip(whole, exact, strict=True))
