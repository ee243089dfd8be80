from __future__ import annotations

import json
from dataclasses import fields
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.alert import Alert
from core.alerts.families import MemberLeft
from core.alerts.stored import PERSON_FACTS, ROW_FACTS, from_facts, kinds, renamed, to_facts

ALL = sorted(kinds().values(), key=lambda kind: kind.__name__)

NUMBERS = st.integers(-(2**53), 2**53)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FACTS = {
    bool: st.booleans(),
    int: NUMBERS,
    str: WORDS,
    list[int]: st.lists(NUMBERS),
    list[str]: st.lists(WORDS),
}


def strategy(kind: type[Alert]) -> st.SearchStrategy[Alert]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: FACTS[hints[field.name]] for field in fields(kind)})


def test_every_kind_of_alert_is_known_by_its_name() -> None:
    assert set(kinds()) == {kind.__name__ for kind in Alert.__subclasses__()}
    assert len(ALL) == 120


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_of_alert_comes_back_as_it_was_stored(kind: type[Alert]) -> None:
    @given(strategy(kind))
    def comes_back(told: Alert) -> None:
        name, facts = to_facts(told)
        assert from_facts(name, json.loads(json.dumps(facts))) == told

    comes_back()


def test_the_stored_form_is_the_name_of_the_kind_and_its_facts() -> None:
    assert to_facts(MemberLeft("Ивановы", "Папа", 2, 3)) == (
        "MemberLeft",
        {"family": "Ивановы", "member": "Папа", "people": 2, "lines": 3},
    )


def test_every_number_is_known_to_be_an_id_or_not() -> None:
    """Ids of rows stay out of a person's file; a new number belongs to one of the two."""
    numbers = {
        field.name
        for kind in ALL
        for field in fields(kind)
        if get_type_hints(kind)[field.name] is int and field.name not in ROW_FACTS
    }
    counted = {
        "people",
        "lines",
        "free",
        "came",
        "more",
        "quantity",
        "bought",
        "missing",
        "left",
        "number",
        "balance",
    }
    assert numbers == counted | {"version", "revision", "attempt", "minor", "limit", "minutes"} | {
        "offered",
        "until",
        "closes_at",
        "was",
        "returned",
        "to_send",
        "owed",
        "due",
        "mine_was",
        "mine",
    }


def test_every_fact_in_words_is_known_to_be_the_name_of_a_person_or_not() -> None:
    """Whoever is forgotten loses their name in the alerts of others; a new fact belongs to one of the two."""
    words = {
        field.name
        for kind in ALL
        for field in fields(kind)
        if get_type_hints(kind)[field.name] in (str, list[str])
    }
    assert words <= PERSON_FACTS | {
        "family",
        "flaw",
        "purpose",
        "line",
        "currency",
        "note",
        "name",
        "benefit",
        "title",
        "unit",
        "added",
        "gone",
        "customs",
        "units",
        "was",
        "is_now",
        "source",
    }


def test_a_person_gets_another_name_in_the_facts_that_name_people() -> None:
    facts = {"member": "Папа", "by": "Мама", "line": "Папа", "minor": 5, "names": ["Катя", "Папа"]}
    assert renamed(facts, "Папа", "X") == {
        "member": "X",
        "by": "Мама",
        "line": "Папа",
        "minor": 5,
        "names": ["Катя", "X"],
    }


def test_refuses_a_kind_that_never_was() -> None:
    with pytest.raises(KeyError):
        from_facts("Rumour", {})
