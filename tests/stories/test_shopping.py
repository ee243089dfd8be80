"""Somebody is in the shop while the family adds, over HTTP: marks, prices, replacements, order and payer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.days import Days
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_what_is_bought_becomes_an_order_that_the_shopper_pays(  # noqa: PLR0915  # one trip
    story: Story,
) -> None:
    """Мама and Папа speak Russian, Ann speaks English; Папа shops."""
    phones, days = story.phones, Days(story)
    await days.start()
    made = await phones.act("new_person", first_name="Ann", language_code="en")
    ann = made["person"]["id"]
    await days.family(DAD, ann)
    await phones.say(MUM, "/add кефир 1 л 90; хлеб 50 р")
    await phones.say(ann, "/add tea 200 ₽; oats 100 ₽; jam 150 ₽")
    await story.settled()
    kefir, bread, tea, oats, jam = [row[0] for row in story.rows("SELECT id FROM items ORDER BY id")]

    # What is no time begins nothing; an hour does, and half past one is another end of the same trip.
    await phones.say(DAD, "/go скоро")
    await phones.saw(DAD, "«скоро»: до какого времени вы в магазине?")
    await phones.say(DAD, "/go через час")
    await phones.saw(DAD, "Вы в магазине до")
    await phones.saw(ann, "Папа is in the shop until")
    await phones.saw(MUM, "Папа в магазине до")
    await phones.say(DAD, "/go 13:30")
    await phones.saw(DAD, "Вы в магазине до 13:30")
    assert story.one("SELECT count(*) FROM trips") == 1
    await phones.say(MUM, "/go 20")
    await phones.saw(MUM, "Папа уже в магазине")

    # Ann adds one more while he is there; he marks the bread and says what the tea costs here.
    await phones.say(ann, "/add milk 80 ₽")
    assert (await phones.tap(DAD, f"mark:{bread}:1:bought")).text == "✅ «хлеб» – куплено"
    await phones.tap(DAD, f"shopprice:{tea}:")
    await phones.say(DAD, "205")
    await phones.saw(ann, "Папа gave your line “tea” a price: ₽205.")

    # Мама says yes to ryazhenka, Ann says no to semolina.
    await phones.tap(DAD, f"replace:{kefir}:")
    await phones.say(DAD, "ряженка 1 л 95")
    await phones.saw(MUM, "«кефир» там нет")
    assert story.one("SELECT mark FROM items WHERE id = ?", kefir) == "asking"
    await phones.tap(MUM, "instead:1:1")
    await phones.saw(DAD, "Мама: да, «ряженка» вместо «кефир»")
    await phones.tap(DAD, f"mark:{kefir}:", on="Мама: да")
    await phones.tap(DAD, "go:shop")
    await phones.tap(DAD, f"replace:{oats}:")
    await phones.say(DAD, "манка 110 р")
    await phones.saw(ann, "cannot find “oats”")
    await phones.tap(ann, "instead:2:0")
    await phones.saw(DAD, "Ann: нет")
    bought = "SELECT title, mark FROM items WHERE id IN (?, ?, ?) ORDER BY id"
    assert story.rows(bought, kefir, bread, oats) == [
        ("ряженка", "bought"),
        ("хлеб", "bought"),
        ("oats", "missing"),
    ]

    # Ann is silent about the marmalade: nine minutes later he still waits, ten minutes later it is not there.
    await phones.tap(DAD, "go:shop")
    await phones.tap(DAD, f"replace:{jam}:")
    await phones.say(DAD, "мармелад 140 р")
    question = await phones.saw(ann, "cannot find “jam”")
    assert "without an answer nothing is taken" in question
    await days.pass_(minutes=9)
    assert story.one("SELECT mark FROM items WHERE id = ?", jam) == "asking"
    await days.pass_(minutes=1)
    await phones.saw(DAD, "Ann не отвечает")
    await phones.saw(ann, "Папа could not wait any longer: “jam” was not replaced")
    late = await phones.tap(ann, "instead:3:1")
    assert "jam" not in late.text
    assert story.rows("SELECT title, mark FROM items WHERE id = ?", jam) == [("jam", "missing")]
    await phones.saw(DAD, "• milk")  # which was added meanwhile

    # He comes home; Мама checks out what is bought, and he who bought it pays.
    await phones.tap(DAD, "go:shop")
    await phones.tap(DAD, "endtrip:")
    await phones.saw(DAD, "Поход в магазин закончен")
    told = await phones.saw(ann, "Папа is back from the shop.")
    assert "✅ bought: 2, ₽145" in told
    assert "What is bought can be checked out." not in told
    await phones.saw(MUM, "Купленное можно оформить.")
    await phones.tap(MUM, "go:checkout", on="Купленное можно оформить.")
    await phones.tap(MUM, "lock:")
    await phones.tap(DAD, "take:")
    await phones.tap(DAD, "paid:")
    await until(lambda: story.one("SELECT state FROM orders") == "paid", "the payment")
    await story.settled()
    assert story.balances() == {DAD: 14_500, MUM: -14_500}
    left = story.rows("SELECT title, mark FROM items ORDER BY id")
    assert left == [("tea", None), ("oats", None), ("jam", None), ("milk", None)]
    assert story.one("SELECT count(*) FROM trips") == 0
    story.judge()
