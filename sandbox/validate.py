"""Reading a call's parameters off the wire the way Telegram does, and what it refuses or silently changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic_core import from_json

from sandbox.spec import unknown_fields

if TYPE_CHECKING:
    from sandbox.files import Upload
    from sandbox.spec import Method
    from sandbox.world import JSON

ATTACHED = "attach://"
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_INTEGER = re.compile(r"-?\d{1,19}")
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0", ""})


class Refused(Exception):  # noqa: N818 - Telegram refuses; nothing went wrong in the sandbox
    """Telegram's answer to a call that it does not do."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(text: str) -> Refused:
    """400 as Telegram's server words it: the first letter is lowered unless the second is a capital."""
    if len(text) > 1 and (text[1].isupper() or text[1] == "_"):
        return Refused(400, f"Bad Request: {text}")
    return Refused(400, f"Bad Request: {text[:1].lower()}{text[1:]}")


def forbidden(text: str) -> Refused:
    """403 with Telegram's prefix."""
    return Refused(403, f"Forbidden: {text}")


def too_many(seconds: int) -> Refused:
    """429: try again after so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


@dataclass(slots=True)
class Call:
    """One call as it came, and what Telegram silently changes in it.

    Attributes:
        params: Text, or decoded JSON.
        files: Uploads by the names of their parts.
    """

    method: str
    params: JSON
    files: dict[str, Upload] = field(default_factory=dict)
    lint: list[str] = field(default_factory=list)

    def upload(self, name: str) -> Upload | None:
        """The file in the part of this name, or in the part that the parameter names as `attach://part`."""
        value = self.params.get(name)
        if isinstance(value, str) and value.startswith(ATTACHED):
            return self.files.get(value.removeprefix(ATTACHED))
        return self.files.get(name)

    def text(self, name: str) -> str:
        """A string; empty when absent."""
        value = self.params.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def integer(self, name: str) -> int:
        """An integer; 0 when absent or unreadable, as Telegram has it."""
        value = self.params.get(name)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            return int(value)
        return 0

    def clamped(self, name: str, low: int, high: int, *, default: int) -> int:
        """An integer moved into its range, which is lint when it was outside."""
        if name not in self.params:
            return default
        value = self.integer(name)
        if not low <= value <= high:
            self.lint.append(f"{name} {value} is clamped to {low}-{high}")
        return min(max(value, low), high)

    def boolean(self, name: str) -> bool:
        """A truth value; false when absent or unreadable."""
        value = self.params.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def json(self, name: str, otherwise: str) -> object:
        """A JSON value, None when absent.

        Raises:
            Refused: 400 with the text `otherwise` when it is not JSON.
        """
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = from_json(value)
        except ValueError as error:
            raise bad(otherwise) from error
        return decoded


def lint_parameters(method: Method, call: Call) -> None:
    """Record what Telegram would ignore in silence, and what only this sandbox ignores."""
    for name, value in call.params.items():
        parameter = method.parameters.get(name)
        if parameter is None:
            call.lint.append(f"unknown parameter {name}")
        elif name not in method.honours:
            call.lint.append(f"sandbox: parameter {name} is not simulated")
        elif parameter.kind == "json":
            decoded = _decoded(value) if isinstance(value, str) else value
            call.lint.extend(
                f"unknown field {path}" for path in unknown_fields(parameter.models, decoded, name)
            )
        elif not _readable(parameter.kind, value):
            call.lint.append(f"{name} is no {parameter.kind}")
    call.lint.extend(
        f"required parameter {parameter.name} is missing"
        for parameter in method.parameters.values()
        if parameter.required and parameter.name not in call.params and parameter.name not in call.files
    )
    attached = {value.removeprefix(ATTACHED) for value in call.params.values() if isinstance(value, str)}
    call.lint.extend(
        f"file {name} belongs to no parameter"
        for name in call.files
        if name not in method.parameters and name not in attached
    )


def _decoded(value: str) -> object:
    try:
        decoded: object = from_json(value)
    except ValueError:
        return None  # the method itself words the refusal
    return decoded


def _readable(kind: str, value: object) -> bool:
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, str) and bool(_INTEGER.fullmatch(value)))
    if kind == "boolean":
        return isinstance(value, bool) or str(value).lower() in _TRUE | _FALSE
    return True
