"""How a handler asks for a use case: by its name, as a coroutine function of keyword arguments.

The wiring in `main.py` binds each use case of the core to the database and the clock, and the dispatcher
injects it into the handlers that name it as a parameter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

Do = Callable[..., Awaitable[T]]
"""A bound use case that returns a T."""
