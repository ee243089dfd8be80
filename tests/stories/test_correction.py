"""A price that turns out to be another one after the order was paid, over HTTP and over days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.stories.days import EVENING, Days

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_a_price_is_corrected_after_two_days_and_what_is_too_much_comes_back(story: Story) -> None:
    phones, days = story.phones, Days(story)
    await days.start(EVENING)
    await days.family(DAD)
    await phones.say(DAD, "/add хлеб 50 р")
    await phones.say(MUM, "/add сыр 70 р")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    await phones.say(DAD, "/orders")
    for press in ("o:1", "take:1", "paid:1"):
        await phones.tap(DAD, press)
    await send_and_receive(story, MUM, DAD, 1)
    assert story.balances() == {MUM: 0, DAD: 0}

    await correct(story, "90")
    await phones.saw(MUM, "Ваша доля станет 90 ₽ вместо 70 ₽")
    await phones.tap(MUM, "agree:1:0")
    await phones.saw(DAD, "цена прежняя, не 90 ₽")

    await correct(story, "95,50")
    await phones.saw(MUM, "Ваша доля станет 95,50 ₽ вместо 70 ₽")
    await days.pass_(hours=49)
    await phones.saw(DAD, "Возражений нет. сыр (заказ 1): теперь 95,50 ₽")
    await phones.saw(MUM, "Ваша доля теперь 95,50 ₽, была 70 ₽")
    assert story.balances() == {MUM: -2_550, DAD: 2_550}
    await send_and_receive(story, MUM, DAD, 1)

    await correct(story, "60")
    await phones.saw(MUM, "Вы заплатили больше: 35,50 ₽ вам вернут")
    assert story.balances() == {MUM: 3_550, DAD: -3_550}
    await send_and_receive(story, DAD, MUM, 2)
    assert story.balances() == {MUM: 0, DAD: 0}
    assert story.rows("SELECT state FROM orders ORDER BY id") == [("paid",), ("closed",)]
    assert story.one("SELECT count(DISTINCT posting) FROM ledger_entries") == 6


async def correct(story: Story, text: str) -> None:
    """Папа says what the cheese really cost."""
    phones = story.phones
    await phones.say(DAD, "/orders")
    await phones.tap(DAD, "o:1")
    await phones.tap(DAD, "prices:1:0")
    await phones.tap(DAD, "reprice:1:2")
    await phones.say(DAD, text)
    await story.settled()


async def send_and_receive(story: Story, debtor: int, payee: int, order: int) -> None:
    """Let the debtor send all that is open of the order, and the payee receive it."""
    phones = story.phones
    await phones.say(debtor, "/orders")
    await phones.tap(debtor, f"o:{order}")
    await phones.tap(debtor, f"sent:{order}")
    await phones.tap(payee, "got:", on="Деньги пришли?")
    await story.settled()
