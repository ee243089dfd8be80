"""Refusals about the books as a whole."""

from __future__ import annotations

from itertools import islice

from aiogram.types import InlineKeyboardButton

from bot.refusals.words import refusal_steps, refusal_words
from bot.screens.books import imports_button
from bot.screens.people import orders_button
from bot.texts import Texts, clip
from core.books import errors as books
from core.books.carrying import ImportState
from core.books.errors import RowFault

ROWS_TOLD = 3
"""So many bad rows are told; more are counted only."""


@refusal_words.register
def _(error: books.StatementTooLongError, t: Texts) -> str:
    return t.label(
        "This file is too long. I read up to {size} KB, {rows} rows and {people} people.",
        size=error.size // 1000,
        rows=error.rows,
        people=error.people,
    )


@refusal_words.register
def _(_: books.StatementUnreadableError, t: Texts) -> str:
    return t.label(
        "I cannot read this file. Send the CSV file of Splitwise, Spliit or ihatemoney just as it was "
        "exported."
    )


@refusal_words.register
def _(error: books.StatementRowsError, t: Texts) -> str:
    faults = {
        RowFault.CELLS: t.label("columns are missing"),
        RowFault.DATE: t.label("the date"),
        RowFault.AMOUNT: t.label("an amount"),
        RowFault.CURRENCY: t.label("another currency"),
        RowFault.SUM: t.label("the shares do not add up"),
        RowFault.PAYER: t.label("who paid"),
    }
    told = [
        t.label("line {line}: {fault}", line=row.line, fault=faults[row.fault])
        for row in islice(error.faulty, ROWS_TOLD)
    ]
    if len(error.faulty) > ROWS_TOLD:
        told.append(t.label("and {count} more", count=len(error.faulty) - ROWS_TOLD))
    return t.label("Nothing is carried over, some rows are not right: {rows}.", rows="; ".join(told))


@refusal_words.register
def _(error: books.StatementTotalError, t: Texts) -> str:
    return t.label(
        "The rows do not come to the file's own total: {name} has {counted}, and {stated} is written. "
        "Export it again.",
        name=clip(error.name, 30),
        counted=t.money(error.counted, error.currency),
        stated=t.money(error.stated, error.currency),
    )


@refusal_words.register
def _(error: books.TooManyUnnamedError, t: Texts) -> str:
    return t.label(
        "{rows} rows do not tell who paid them, and I ask about {limit} at most. Settle up in Spliit, or "
        "carry over a shorter file.",
        rows=error.rows,
        limit=error.limit,
    )


@refusal_words.register
def _(_: books.NothingCarriedError, t: Texts) -> str:
    return t.label("By this, nobody in the family owes anybody: there is nothing to carry over.")


@refusal_words.register
def _(_: books.ImportUnknownError, t: Texts) -> str:
    return t.label("This is not here any more. Send the file again if you still need it.")


@refusal_words.register
def _(_: books.ImportUnreadyError, t: Texts) -> str:
    return t.label("Something is still missing, or has changed. Please check it once more.")


@refusal_words.register
def _(error: books.ImportDecidedError, t: Texts) -> str:
    match error.state:
        case ImportState.APPLIED:
            return t.label("These balances are carried over already.")
        case ImportState.ASKED:
            return t.label("The family was asked about this already.")
        case _:
            return t.label("These balances are not carried over: somebody objected, or it was taken back.")


@refusal_steps.register
def _(
    _: books.StatementTooLongError
    | books.StatementUnreadableError
    | books.StatementRowsError
    | books.StatementTotalError
    | books.TooManyUnnamedError
    | books.NothingCarriedError
    | books.ImportUnknownError
    | books.ImportUnreadyError
    | books.ImportDecidedError,
    t: Texts,
) -> list[InlineKeyboardButton]:
    return [imports_button(t), orders_button(t)]
