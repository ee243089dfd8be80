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
class QuestionGoneError(DomainError):
    """The question was already answered, cancelled, or has expired."""
