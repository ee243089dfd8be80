"""A shared account over HTTP: money in on both words, an order paid from it, a chart, a part back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.phones import labels, plain

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_a_shared_account_from_the_switch_to_the_last_part_back(story: Story) -> None:
    phones = story.phones
    await story.start_bot(PAYMENT_PROVIDER_TOKEN="")
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await story.settled()
    await phones.say(MUM, "/account")
    await phones.saw(MUM, "Счёт выключен")
    await phones.tap(MUM, "go:benefits")
    await phones.tap(MUM, "benefit:1:account:1")
    await story.settled()

    await phones.say(DAD, "/account")
    await phones.press(DAD, "go:top_up")
    await phones.saw(DAD, "Деньги общего счёта хранит")
    await phones.say(DAD, "300,50")
    await phones.saw(DAD, "В пути:")
    await story.settled()
    await phones.tap(MUM, "arrived:1:1")
    await phones.saw(MUM, "На счёте: 300,50 ₽")
    await story.settled()

    await phones.say(DAD, "/add хлеб 50,25 р")
    await phones.saw(DAD, "хлеб")
    await phones.say(MUM, "/cart")
    await phones.saw(MUM, "хлеб")
    await phones.press(MUM, "go:checkout")
    await phones.tap(MUM, "lock:")
    await phones.tap(MUM, "pot:1")
    await phones.saw(MUM, "Оплатить заказ 1 с общего счёта?")
    await phones.tap(MUM, "frompot:1:5025")
    await phones.saw(MUM, "Оплачено с общего счёта")
    await phones.say(MUM, "/account")
    await phones.saw(MUM, "На счёте: 250,25 ₽")
    await phones.press(MUM, "go:spending")
    caption = await phones.saw(MUM, "С общего счёта за 6 мес. заплатили:")
    assert caption.endswith("• Мама: 50,25 ₽")

    await phones.say(DAD, "/leave")
    await phones.saw(DAD, "ваша часть общего счёта, 250,25 ₽, вернётся к вам")
    await phones.tap(DAD, "leave:")
    await story.settled()
    await phones.tap(MUM, "giveback:2")
    await story.settled()
    await phones.tap(DAD, "arrived:2:1")
    await story.settled()
    assert story.rows("SELECT kind, state, minor FROM pot_transfers ORDER BY id") == [
        ("top_up", "confirmed", 30_050),
        ("return", "confirmed", 25_025),
    ]
    assert story.rows("SELECT balance_minor FROM pot_postings ORDER BY number") == [
        (30_050,),
        (25_025,),
        (0,),
    ]
    assert story.one("SELECT sum(minor) FROM pot_entries") == 0
    assert story.rows("SELECT 1 FROM ledger_entries") == []
    story.judge()


async def test_an_order_that_the_account_pays_from_check_out_to_received(story: Story) -> None:
    phones = story.phones
    await story.start_bot(PAYMENT_PROVIDER_TOKEN="")
    await phones.join(await phones.found_family("Ивановы"), DAD, KID)
    await story.settled()
    await phones.say(MUM, "/account")
    await phones.tap(MUM, "go:benefits")
    await phones.tap(MUM, "benefit:1:account:1")
    await phones.say(MUM, "/account")
    await phones.press(MUM, "go:top_up")
    await phones.say(MUM, "100")
    await phones.saw(MUM, "На счёте: 100 ₽")
    await phones.say(DAD, "/add хлеб 150 р")
    await phones.saw(DAD, "хлеб")

    await phones.say(MUM, "/cart")
    await phones.press(MUM, "go:checkout")
    await phones.tap(MUM, "terms:pay")
    await phones.tap(MUM, "paymode:account")
    await phones.tap(MUM, "terms:all")
    await phones.saw(MUM, "На общем счёте 100 ₽, не хватает 50 ₽.")
    await phones.tap(MUM, "lock:")
    await story.settled()
    assert "Платит общий счёт" in plain((await phones.alert(DAD, "заказ 1 оформлен"))["text"])
    await phones.tap(DAD, "o:1")
    refused = await phones.tap(DAD, "pot:1")
    assert plain(refused.text).startswith("На общем счёте 100 ₽: для заказа 1 не хватает 50 ₽.")
    assert labels(await phones.newest(DAD)) == ["➕ Пополнить", "📦 Показать заказ"]
    await phones.tap(DAD, "go:top_up")
    await phones.say(DAD, "60")
    await phones.saw(DAD, "В пути:")
    await story.settled()
    await phones.tap(MUM, "arrived:2:1")
    await story.settled()

    for person in (DAD, KID):
        await phones.say(person, "/orders")
        await phones.tap(person, "o:1")
        await phones.tap(person, "pot:1")
        await phones.saw(person, "Уйдёт 150 ₽ из 160 ₽, останется 10 ₽.")
    answers = await asyncio.gather(*(phones.tap(person, "frompot:1:15000") for person in (DAD, KID)))
    assert sorted(answer.text for answer in answers) == ["", "Заказ 1 уже оплачен."]
    await story.settled()
    await phones.say(MUM, "/orders")
    await phones.tap(MUM, "o:1")
    await phones.tap(MUM, "goods:1")
    await phones.saw(MUM, "Готово, заказ получен. Оплачено с общего счёта")
    assert story.rows("SELECT state, pay_mode FROM orders") == [("closed", "account")]
    assert story.rows("SELECT balance_minor FROM pot_postings ORDER BY number") == [
        (10_000,),
        (16_000,),
        (1_000,),
    ]
    assert story.rows("SELECT 1 FROM shares UNION ALL SELECT 1 FROM ledger_entries") == []
    story.judge()
