"""The floors keep apart as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from main import READS, WRITES

ROOT = Path(__file__).parents[2]
USE_CASES = (*READS, *WRITES)


def test_no_floor_imports_what_it_may_not() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


def test_no_area_imports_the_use_cases_of_another() -> None:
    homes = {use_case.__module__ for use_case in USE_CASES}
    crossings = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sorted((ROOT / "core").rglob("*.py"))
        for module in imported_modules(path)
        if module in homes and module.split(".")[1] != path.relative_to(ROOT).parts[1]
    ]
    assert crossings == []


@pytest.mark.parametrize("floor", ["bot", "core", "storage", "sandbox", "tests"])
def test_nothing_is_mocked_and_nothing_waits_unfinished(floor: str) -> None:
    marks = ["unittest.mock", "TODO", "FIXME", "NotImplementedError"]
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in sorted((ROOT / floor).rglob("*.py"))
        if path != Path(__file__)
        for mark in marks
        if mark in path.read_text()
    ]
    assert found == []


def imported_modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found
