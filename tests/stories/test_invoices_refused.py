"""Who may not pay an invoice, over HTTP: others, at an old price, or after leaving; and what one can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, FAMILY, MUM, PROVIDER_TOKEN
from tests.stories.paying import invoice_of, pay

if TYPE_CHECKING:
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_an_invoice_is_good_for_its_payer_its_price_and_a_member_only(story: Story) -> None:
    # Adults may check out, and Папа does; his invoice is forwarded, its price corrected, and he leaves.
    phones = story.phones
    await story.start_bot(PAYMENT_PROVIDER_TOKEN=PROVIDER_TOKEN)
    await phones.join(await phones.found_family("Ивановы"), DAD)
    await phones.say(MUM, "/family")
    await phones.tap(MUM, "go:family_settings")
    await phones.tap(MUM, "custom:lock")
    await phones.tap(MUM, "set:1:lock:adults")
    await phones.say(DAD, "/add хлеб 50 р")
    await phones.say(MUM, "/add сыр 70 р")
    await story.settled()
    await phones.say(DAD, "/cart")
    await phones.tap(DAD, "go:checkout")
    await phones.tap(DAD, "lock:")
    await phones.tap(DAD, "take:1")
    message = await invoice_of(story, DAD, 0)

    await phones.act("forward_message", person=DAD, chat=DAD, message_id=message, to=FAMILY)
    [[button]] = (await phones.newest(FAMILY))["reply_markup"]["inline_keyboard"]
    await phones.open_link(MUM, button["url"])
    await phones.saw(MUM, "Этот счёт для другого человека: Папа.")

    await phones.tap(DAD, "prices:1:0")
    await phones.tap(DAD, "reprice:1:1")
    await phones.saw(DAD, "Сколько на самом деле стоит")
    await phones.say(DAD, "80")
    await story.settled()
    outdated = await pay(phones, DAD, message)
    assert outdated["state"] == "refused"
    assert outdated["reason"].startswith("Заказ 1 изменился после этого счёта.")
    sent = len(story.calls("sendInvoice"))
    await phones.tap(DAD, "bill:1")
    fresh = await invoice_of(story, DAD, sent)

    await phones.say(DAD, "/leave")
    await phones.tap(DAD, "leave:")
    await story.settled()
    left = await pay(phones, DAD, fresh)
    assert left["state"] == "refused"
    assert "семь" in left["reason"]
    assert story.rows("SELECT 1 FROM charges") == []

    await phones.say(MUM, "/terms")
    await phones.saw(MUM, "Условия оплаты")
    await phones.say(MUM, "/paysupport")
    await phones.saw(MUM, "Платежи через Телеграм")
