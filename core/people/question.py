"""A question that waits for a free-text answer: the only state a conversation has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.people.errors import QuestionGoneError

if TYPE_CHECKING:
    from datetime import datetime

    from core.people.ports import QuestionWork

QUESTION_LIFE = timedelta(minutes=15)


class Ask(StrEnum):
    """What is being asked; the subject of a question names the object that the answer is about."""

    CONTACT = "contact"
    FAMILY_NAME = "family_name"
    FAMILY_RENAME = "family_rename"
    MEMBER_LIMIT = "member_limit"
    DISBAND = "disband"
    LINES = "lines"
    LINE_EDIT = "line_edit"
    LINE_NOTE = "line_note"
    OWN_LINES = "own_lines"
    OWN_EDIT = "own_edit"
    OWN_PRICE = "own_price"
    LINE_PRICE = "line_price"
    ORDER_FEE = "order_fee"
    ORDER_DISCOUNT = "order_discount"
    ORDER_AMOUNT = "order_amount"
    ORDER_PRICE = "order_price"
    SENT_AMOUNT = "sent_amount"
    RECEIPT = "receipt"
    ORDER_RECEIPT = "order_receipt"
    APPROVAL_NOTE = "approval_note"
    SURPRISE_DAY = "surprise_day"
    SHOP_PRICE = "shop_price"
    REPLACEMENT = "replacement"
    TIME_ZONE = "time_zone"
    FAMILY_ZONE = "family_zone"
    FREE_BELOW = "free_below"
    VOTE_UNTIL = "vote_until"
    LINE_UNTIL = "line_until"
    TOP_UP = "top_up"
    INVOICED_SUM = "invoiced_sum"
    SPENDING_LIMIT = "spending_limit"


@dataclass(frozen=True, slots=True)
class Question:
    """One open question to one person; asking another replaces it."""

    person: int
    ask: Ask
    subject: dict[str, int]
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Tell whether an answer is still accepted."""
        return now < self.expires_at


def take_answer(work: QuestionWork, now: datetime, person: int, ask: Ask, subject: dict[str, int]) -> None:
    """Close the question that is being answered.

    Raises:
        QuestionGoneError: it is not open any more, so an answer delivered twice does nothing twice.
    """
    question = work.question_of(person)
    if (
        question is None
        or question.ask is not ask
        or question.subject != subject
        or not question.is_open(now)
    ):
        raise QuestionGoneError
    work.drop_question(person)


def stop_asking_for(work: QuestionWork, person: int, ask: Ask) -> None:
    """Close the question of this kind, whatever it is about: a button was pressed instead."""
    question = work.question_of(person)
    if question is not None and question.ask is ask:
        work.drop_question(person)
