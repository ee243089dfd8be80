from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.carts.agreement import Standing
from core.carts.item import Item, as_draft, is_material
from core.shared.money import Money

if TYPE_CHECKING:
    from core.carts.reading import LineDraft

LINK = "https://shop.ru/tea"


def line(price: int | None = 100_000) -> Item:
    money = Money(price, "RUB") if price is not None else None
    return Item(
        id=1,
        family=1,
        author=1,
        author_name="Мама",
        title="чай",
        quantity=2,
        unit="pack",
        price=money,
        asked=money,
        urgent=False,
        link=LINK,
        note="зелёный",
        version=1,
        revision=1,
        standing=Standing.VOTING,
        closes_at=None,
        hidden_from=None,
        hidden_until=None,
    )


def repriced(old: int | None, new: int | None) -> bool:
    item = line(old)
    price = Money(new, "RUB") if new is not None else None
    return is_material(item, replace(as_draft(item), price=price))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (100_000, 105_001),  # one kopeck more than 5 %
        (500_000, 510_001),  # one kopeck more than 100 roubles
        (10_000, 10_501),
        (0, 1),
        (None, 1),
        (100_000, None),
        (0, None),
    ],
)
def test_a_price_that_rose_too_much_is_asked_about_again(old: int | None, new: int | None) -> None:
    assert repriced(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (100_000, 105_000),  # 5 % exactly
        (200_000, 210_000),  # 5 % and 100 roubles exactly
        (500_000, 510_000),  # 100 roubles exactly
        (100_000, 100_000),
        (100_000, 1),
        (100_000, 0),
        (None, None),
        (None, 0),
    ],
)
def test_a_small_rise_and_any_fall_keep_the_votes(old: int | None, new: int | None) -> None:
    assert not repriced(old, new)


def test_small_rises_add_up_and_a_fall_does_not_lower_what_was_asked() -> None:
    risen = replace(line(), price=Money(104_000, "RUB"))
    assert is_material(risen, replace(as_draft(risen), price=Money(108_000, "RUB")))
    fallen = replace(line(), price=Money(1, "RUB"))
    assert not is_material(fallen, replace(as_draft(fallen), price=Money(105_000, "RUB")))


@pytest.mark.parametrize(
    "draft",
    [
        replace(as_draft(line()), title="кофе"),
        replace(as_draft(line()), link="https://shop.ru/coffee"),
        replace(as_draft(line()), link=None),
        replace(as_draft(line()), unit="box"),
        replace(as_draft(line()), quantity=3),
    ],
)
def test_another_name_link_or_unit_and_more_of_it_are_asked_about_again(draft: LineDraft) -> None:
    assert is_material(line(), draft)


@pytest.mark.parametrize(
    "draft",
    [
        as_draft(line()),
        replace(as_draft(line()), note="чёрный"),
        replace(as_draft(line()), urgent=True),
        replace(as_draft(line()), quantity=1),
    ],
)
def test_a_note_urgency_and_less_of_it_keep_the_votes(draft: LineDraft) -> None:
    assert not is_material(line(), draft)


def test_the_total_is_of_all_that_is_counted_and_of_the_whole_that_is_measured() -> None:
    assert line(8990).total() == Money(17_980, "RUB")
    assert replace(line(8990), unit="kg").total() == Money(8990, "RUB")
    assert line(None).total() is None
