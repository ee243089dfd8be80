"""The core computes and never waits; time comes from the clock that is passed in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAITING = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)


def nodes(floor: str) -> list[tuple[str, ast.AST]]:
    return [
        (str(path.relative_to(ROOT)), node)
        for path in sorted((ROOT / floor).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_the_core_waits_for_nothing() -> None:
    assert [path for path, node in nodes("core") if isinstance(node, WAITING)] == []


@pytest.mark.parametrize("floor", ["core", "bot", "storage"])
def test_no_floor_asks_what_time_it_is(floor: str) -> None:
    asked = [
        f"{path}:{node.lineno}"
        for path, node in nodes(floor)
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
    ]
    assert asked == []
