"""The root of all refusals."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal in the domain's terms: carries facts, never words; the screens find the words."""
