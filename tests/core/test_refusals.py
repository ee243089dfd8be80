from __future__ import annotations

import ast
import importlib
import pkgutil
from functools import cache
from pathlib import Path

import pytest

import core
from core.shared.errors import DomainError

TESTS = Path(__file__).parents[1]
FOLDERS = ("core", "use_cases", "storage")


def refusals() -> list[type[DomainError]]:
    """Every refusal of the core, found by walking its modules."""
    for module in pkgutil.walk_packages(core.__path__, "core."):
        importlib.import_module(module.name)

    def below(root: type[DomainError]) -> set[type[DomainError]]:
        return {root}.union(*(below(kind) for kind in root.__subclasses__()))

    return sorted(below(DomainError) - {DomainError}, key=lambda kind: kind.__name__)


@cache
def expected_by_tests() -> set[str]:
    """Names that tests use otherwise than in an import."""
    trees = (ast.parse(path.read_text()) for folder in FOLDERS for path in (TESTS / folder).glob("test_*.py"))
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("refusal", refusals())
def test_every_refusal_is_met_by_some_test(refusal: type[DomainError]) -> None:
    assert refusal.__name__ in expected_by_tests()


@pytest.mark.parametrize("refusal", refusals())
def test_a_refusal_is_told_by_its_type_and_stays_an_exception(refusal: type[DomainError]) -> None:
    assert refusal.__name__.endswith("Error")
    assert refusal.__doc__
    assert refusal.__hash__ is Exception.__hash__
    assert refusal.__eq__ is Exception.__eq__
