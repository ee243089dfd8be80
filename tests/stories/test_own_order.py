"""Somebody shops for themselves over HTTP while their family looks on and sees nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, FAMILY, MUM

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_an_own_order_from_the_cart_to_its_end_unseen_by_the_family(story: Story) -> None:
    phones = story.phones
    await story.start_bot()
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await story.settled()
    seen = {chat: await phones.texts(chat) for chat in (MUM, FAMILY)}

    await phones.say(DAD, "/start")
    await phones.tap(DAD, "go:own")
    await phones.press(DAD, "go:own_add")
    await phones.saw(DAD, "Что положить в вашу корзину?")
    await phones.say(DAD, "жемчуг 13371 р (секрет); бархат")
    await phones.saw(DAD, "В вашей корзине теперь")
    await phones.say(DAD, "/start")
    await story.settled()
    await phones.tap(DAD, "go:own")
    await phones.tap(DAD, "go:own_checkout")
    await phones.press(DAD, "oprice:")
    await phones.saw(DAD, "сколько стоит?")
    await phones.say(DAD, "177,77")
    await phones.saw(DAD, "Итого: 13 548,77 ₽")
    await phones.tap(DAD, "olock:")
    await phones.saw(DAD, "Личный заказ 1")
    await phones.tap(DAD, "omark:1:paid:1")
    await phones.tap(DAD, "omark:1:received:1")
    await phones.saw(DAD, "Готово: оплачен и получен")
    await phones.tap(DAD, "oagain:")
    await phones.tap(DAD, "oundo:")
    await story.settled()
    assert {chat: await phones.texts(chat) for chat in (MUM, FAMILY)} == seen

    await phones.say(MUM, "/orders")
    await phones.saw(MUM, "Заказов пока нет.")
    await phones.tap(MUM, "go:own_orders")
    assert "Пока их нет" in (await phones.texts(MUM))[-1]
    assert story.rows("SELECT number, minor FROM own_orders") == [(1, 1_354_877)]
    assert story.rows("SELECT 1 FROM own_items UNION SELECT 1 FROM orders UNION SELECT 1 FROM deeds") == []
    story.judge()
