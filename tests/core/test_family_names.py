from __future__ import annotations

from dataclasses import replace

import pytest

from core.families.errors import FamilyNameError
from core.families.family import read_name
from core.families.views import FamilySummary

SUMMARY = FamilySummary(
    id=1,
    name="Ивановы",
    organizer="Мама",
    is_organizer=True,
    people=1,
    lines=0,
    open_orders=0,
    approvals=0,
    currency="RUB",
    has_cart=True,
    has_account=False,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ивановы", "Ивановы"),
        ("  Ивановы \n и\tкот ", "Ивановы и кот"),
        ("я", "я"),
        ("я" * 64, "я" * 64),
        ("  " + "я" * 64, "я" * 64),
        ("\u202eИвановы", "Ивановы"),
        ("Й" * 64, "Й" * 64),
        ("<b>Ивановы</b>", "<b>Ивановы</b>"),
        ("🏡", "🏡"),
    ],
)
def test_reads_a_name_of_one_to_sixty_four_letters(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "length"),
    [("", 0), (" \n\t ", 0), ("\u200b\u2060", 0), ("я" * 65, 65), ("\u3164", 0), ("\u2800 \u115f", 0)],
)
def test_refuses_a_name_that_is_empty_invisible_or_too_long(typed: str, length: int) -> None:
    with pytest.raises(FamilyNameError) as caught:
        read_name(typed)
    assert (caught.value.length, caught.value.limit) == (length, 64)


@pytest.mark.parametrize(("people", "free"), [(1, 6), (6, 1), (7, 0)])
def test_a_family_has_seven_seats(people: int, free: int) -> None:
    assert replace(SUMMARY, people=people).free_seats == free
