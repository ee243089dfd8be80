"""Refusals that concern one person."""

from __future__ import annotations

from dataclasses import dataclass

from core.shared.errors import DomainError


@dataclass(eq=False)
class ForeignContactError(DomainError):
    """The contact that was shared belongs to somebody else."""


@dataclass(eq=False)
class CountryNotAllowedError(DomainError):
    """The phone number is of a country whose people may not organise a family; `country` may be unknown.

    `founds` tells who wants to found a family from who shall take one over.
    """

    country: str | None
    allowed: tuple[str, ...]
    founds: bool


@dataclass(eq=False)
class LanguageUnknownError(DomainError):
    """The bot does not speak that language."""

    language: str


@dataclass(eq=False)
class ZoneUnknownError(DomainError):
    """What was given as a time zone is no city, no name and no offset that the bot knows."""

    text: str


@dataclass(eq=False)
class OwesMoneyError(DomainError):
    """Who owes money, in minor units, in a family of today or of old is not forgotten."""

    family: str
    minor: int
    currency: str


@dataclass(eq=False)
class IsOwedMoneyError(DomainError):
    """Who is owed money, in minor units, in a family of today or of old is not forgotten."""

    family: str
    minor: int
    currency: str


@dataclass(eq=False)
class RefundAwaitedError(DomainError):
    """Who is to be given money back that they paid through Telegram, in minor units, is not forgotten."""

    minor: int
    currency: str


@dataclass(eq=False)
class OrderUnfinishedError(DomainError):
    """Who has a part in an order that is not finished is not forgotten."""

    family: str
    number: int


@dataclass(eq=False)
class QuestionGoneError(DomainError):
    """The question was already answered, cancelled, or has expired."""
