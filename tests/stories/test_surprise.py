"""A present hidden from one member, over HTTP: voted on, ordered, and shown to everybody after its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, KID, MUM
from tests.stories.days import Days
from tests.stories.process import until

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process

BICYCLE, SCOOTER = 2, 3


async def test_the_others_agree_on_a_present_and_buy_it_before_its_day(  # noqa: PLR0915  # one week
    story: Story,
) -> None:
    """Ребёнок hides a bicycle and a scooter from Папа for a week; the bicycle is bought, and bread."""
    phones, days = story.phones, Days(story)
    await days.start()
    await days.family(DAD, KID)
    group = story.server.groups.new_group(MUM, "Дом", [DAD, KID], with_bot=True)["chat_id"]
    story.server.groups.promote_bot(MUM, group)  # so that it may pin the card
    await phones.say(MUM, "/cart", chat=group)
    await phones.tap(MUM, "attach:", chat=group)
    await phones.say(DAD, "/add хлеб 50 р")
    await phones.saw(DAD, "хлеб")
    await phones.say(KID, "/add велосипед 20000 р; самокат 9000 р")
    await story.settled()

    async def seen_by_dad() -> list[str]:
        return [text for text in await phones.texts(DAD) if "велосипед" in text or "самокат" in text]

    # The group's card showed both until they were hidden; Папа had not looked.
    await phones.say(MUM, "/cart", chat=group)
    await phones.saw(group, "велосипед")
    for line in (BICYCLE, SCOOTER):
        await phones.say(KID, "/cart")
        await phones.tap(KID, f"l:{line}")
        await phones.tap(KID, f"gift:{line}")
        await phones.tap(KID, f"giftfor:{line}:1:{DAD}")
        await phones.saw(KID, "Папа уже может о ней знать")
        await phones.tap(KID, f"hide:{line}:1:{DAD}:7")
        await phones.saw(KID, "Папа не видит эту строку до 9 мар., 23:59")
    await story.cards_shown()
    for name in ("велосипед", "самокат"):
        assert name not in (await phones.card(group))["text"]
    await phones.say(DAD, "/cart")
    await phones.saw(DAD, "1 строка · согласовано: 1 · 50 ₽")
    card = (await phones.card(DAD))["message_id"]
    forged = await phones.press_exactly(DAD, DAD, card, f"v:{BICYCLE}:1:-1")
    assert (await phones.answer(forged)).text == "Этой строки уже нет в корзине."

    # Мама's vote is one of two and the organizer's, so the bicycle is agreed on; Мама checks out.
    await phones.say(MUM, "/cart")
    await phones.tap(MUM, f"v:{BICYCLE}:1:1")
    await until(
        lambda: story.one("SELECT standing FROM items WHERE id = ?", BICYCLE) == "approved", "the vote"
    )
    await story.cards_shown()
    await phones.tap(MUM, "go:checkout")
    await phones.saw(MUM, "Сюрпризы станут отдельным заказом")
    await phones.tap(MUM, "lock:")
    await story.settled()
    orders = "SELECT minor, hidden_from, number < 0 FROM orders ORDER BY minor"
    assert story.rows(orders) == [(5_000, None, 0), (2_000_000, DAD, 1)]
    present = story.one("SELECT id FROM orders WHERE hidden_from = ?", DAD)
    await phones.say(KID, "/orders")
    await phones.tap(KID, f"o:{present}")
    await phones.tap(KID, f"take:{present}")
    await phones.tap(KID, f"paid:{present}")
    await story.settled()
    await phones.say(DAD, "/orders")
    message, order = await phones.button(DAD, "o:", on="Заказы")
    forged = await phones.press_exactly(DAD, DAD, message, f"o:{present}")
    assert order != f"o:{present}"
    assert (await phones.answer(forged)).text == "Такого заказа среди ваших нет."

    # To the last minute of the day Папа knows nothing; then his card and the group's show it unasked.
    await phones.say(DAD, "/cart")
    await phones.say(DAD, "/add чай 90 р")
    await days.pass_(days=7, hours=11, minutes=58)
    await story.cards_shown()
    assert "чай" in (await phones.card(DAD))["text"]
    assert await seen_by_dad() == []
    await days.pass_(minutes=3)
    await story.cards_shown()
    for chat in (DAD, group):
        assert "самокат" in (await phones.card(chat))["text"]
    assert story.one("SELECT count(*) FROM items WHERE hidden_until IS NOT NULL") == 0
    await phones.say(DAD, "/orders")
    await phones.tap(DAD, f"o:{present}")
    await phones.saw(DAD, "велосипед")
    story.judge()
