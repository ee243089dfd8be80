"""Let several press at the same time: served by one process or two."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from core.shared.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Awaitable

T = TypeVar("T")


async def at_once(*presses: Awaitable[T]) -> tuple[list[T], list[DomainError]]:
    """Press everything at the same time; return the answers and the refusals."""
    answers: list[T] = []
    refusals: list[DomainError] = []
    for outcome in await asyncio.gather(*presses, return_exceptions=True):
        if isinstance(outcome, DomainError):
            refusals.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            answers.append(outcome)
    return answers, refusals


def kinds(refusals: list[DomainError]) -> set[type[DomainError]]:
    return {type(refusal) for refusal in refusals}
