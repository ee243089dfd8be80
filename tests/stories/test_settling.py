"""A family settles what it owes, over HTTP and through the days: in parts, with a dispute, by the plan."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import DAD, MUM
from tests.sandbox.pictures import png
from tests.stories.days import Days

if TYPE_CHECKING:
    from tests.stories.phones import Phones
    from tests.stories.story import Story

pytestmark = pytest.mark.process


async def test_debts_are_settled_in_parts_by_the_plan_and_after_leaving(story: Story) -> None:
    """Мама and Папа speak Russian, Ann speaks English; nobody but Ann owes anything for long."""
    days, phones = Days(story), story.phones
    await days.start()
    ann = await phones.new_person("Ann", language="en")
    await days.family(DAD, ann)
    await phones.say(DAD, "/add хлеб 50,01 р")
    await phones.say(MUM, "/add сыр 30,03 р")
    await phones.say(ann, "/add tea 70.02")
    await story.settled()
    await phones.say(MUM, "/cart")
    await phones.button(MUM, "go:checkout")
    await check_out(story, payer=DAD, order=1)
    assert story.balances() == {MUM: -3_003, DAD: 10_005, ann: -7_002}

    await a_part_is_taken_back(phones, ann)
    await a_part_is_disputed(phones, ann)
    assert story.balances() == {MUM: -3_003, DAD: 8_003, ann: -5_000}
    await reminders_come(days, ann)
    assert story.balances() == {MUM: 0, DAD: 5_000, ann: -5_000}
    await the_plan_is_followed(story, ann)
    assert story.balances() == {MUM: 0, DAD: 1_000, ann: -1_000}
    await ann_leaves_and_pays(story, ann)
    assert story.balances() == {MUM: 0, DAD: 0, ann: 0}
    assert story.rows("SELECT debtor_id, payee_id, minor, state FROM payments ORDER BY id") == [
        (ann, DAD, 2_002, "withdrawn"),
        (ann, DAD, 2_002, "confirmed"),
        (MUM, DAD, 3_003, "confirmed"),
        (MUM, DAD, 4_000, "confirmed"),
        (ann, DAD, 1_000, "confirmed"),
    ]
    assert story.rows("SELECT state FROM orders ORDER BY id") == [("closed",), ("paid",)]
    story.judge()


async def check_out(story: Story, *, payer: int, order: int) -> None:
    """Мама checks out from her card, and somebody pays."""
    phones = story.phones
    card = await phones.card(MUM)
    await phones.answer(await phones.press_exactly(MUM, MUM, card["message_id"], "go:checkout"))
    await phones.tap(MUM, "lock:")
    await phones.tap(payer, f"o:{order}")
    await phones.tap(payer, f"take:{order}")
    await phones.tap(payer, f"paid:{order}")
    await story.settled()


async def a_part_is_taken_back(phones: Phones, ann: int) -> None:
    await phones.tap(ann, "o:1", on="Папа paid order 1. Your share is ₽70.02: send it to Папа")
    await phones.tap(ann, "part:1:1")
    await phones.saw(ann, "How much did you send for order 1? ₽70.02 is left.")
    await phones.say(ann, "100")
    await phones.saw(ann, "Only ₽70.02 are left for order 1.")
    await phones.say(ann, "20.02")
    await phones.saw(ann, "sent, not confirmed yet: ₽20.02\nstill to send: ₽50\n")
    await phones.saw(DAD, "Ann: вам отправлено 20,02 ₽ за заказ 1. Деньги пришли?")
    await phones.tap(ann, "unsent:1")
    await phones.saw(ann, "Ann → Папа: ₽20.02 – taken back")
    await phones.saw(DAD, "Ann: 20,02 ₽ пока всё-таки не отправлено.")
    await phones.tap(ann, "go:balances")
    await phones.saw(ann, "• Мама – owes ₽30.03\n• Папа – is owed ₽100.05\n👉 Ann – owes ₽70.02")


async def a_part_is_disputed(phones: Phones, ann: int) -> None:
    """It did not arrive, says Папа; both read the same words, she shows a receipt, and it did arrive."""
    await phones.tap(ann, "share:1:")
    await phones.tap(ann, "part:1:2")
    await phones.saw(ann, "How much did you send for order 1? ₽70.02 is left.")
    await phones.say(ann, "20.02")
    await phones.tap(DAD, "got:2:0", on="вам отправлено")
    await phones.saw(DAD, "Ann: «Деньги отправлены»\n2 мар., 12:00, Папа: «Не пришло»")
    await phones.tap(ann, "pay:2", on="Папа has not received your ₽20.02 for order 1 yet.")
    await phones.saw(ann, "Ann: “Money sent”\n2 Mar, 12:00, Папа: “Not received”")
    await phones.tap(ann, "proof:2")
    await phones.saw(ann, "Send me a photo of the receipt.")
    await phones.act("send_photo", person=ann, chat=ann, photo=b64encode(png()).decode())
    await phones.saw(ann, "Ann: “Here is the receipt”")
    await phones.tap(DAD, "pay:2", on="Ann: приложен чек – 20,02 ₽ для вас.")
    await phones.saw(DAD, "Папа: «Не пришло»\n2 мар., 12:00, Ann: «Вот чек»")
    await phones.tap(DAD, "receipt:1")
    assert "photo" in await phones.newest(DAD)
    await phones.tap(DAD, "got:2:1")
    await phones.saw(DAD, "Ann: 70,02 ₽ – пока не отправлено 50 ₽\nПапа: 50,01 ₽ ✅\nМама: 30,03 ₽ – пока не")
    await phones.saw(ann, "Папа received your ₽20.02 for order 1. Still owed: ₽50.")


async def reminders_come(days: Days, ann: int) -> None:
    """After a day Мама pays, Ann does not; after four days she is reminded, after five Мама is told."""
    phones, story = days.phones, days.story
    await days.pass_(hours=24, minutes=5)
    assert await days.last_alert(ann) == "A reminder: ₽50 to Папа for order 1 is still open."
    assert await days.last_alert(MUM) == (
        "Напоминаю: за заказ 1 осталось отправить 30,03 ₽. Кому перевести: Папа."
    )
    await phones.tap(MUM, "sent:1:1", on="Напоминаю")
    await phones.tap(DAD, "got:3:1", on="Мама: вам отправлено 30,03 ₽")
    await phones.saw(MUM, "Папа: ваши 30,03 ₽ получены. За заказ 1 вы в расчёте.")
    await story.settled()
    await days.pass_(hours=72, minutes=5)
    assert reminders(await phones.alerts(ann)) == 2
    await days.pass_(hours=24, minutes=5)
    assert await days.last_alert(MUM) == (
        "Долг за заказ 1 пока не закрыт: Ann → Папа. Напоминания уже были – может быть, поможете им "
        "договориться."
    )
    assert reminders(await phones.alerts(ann)) == 2

    # Папа would remind her, too; three days have not passed since the last time.
    await phones.say(DAD, "/orders")
    await phones.tap(DAD, "go:balances", on="Заказы")
    await phones.tap(DAD, f"share:1:{ann}")
    refusal = await phones.tap(DAD, f"remind:1:{ann}")
    assert refusal.text.startswith("Ann: напоминание об этом уже было недавно.")
    await phones.tap(DAD, "o:1")
    await phones.tap(DAD, "goods:1")
    await story.settled()


async def the_plan_is_followed(story: Story, ann: int) -> None:
    """Мама owes Ann, who owes Папа: so Мама pays Папа, and each sees why."""
    phones = story.phones
    await phones.say(MUM, "/add рис 40 р")
    await phones.saw(MUM, "• рис, 1 шт, 40 ₽")
    await check_out(story, payer=ann, order=2)
    await phones.say(MUM, "/orders")
    await phones.tap(MUM, "go:balances")
    await phones.saw(MUM, "👉 Мама – долг 40 ₽\n• Папа – ждёт от других 50 ₽\n• Ann – долг 10 ₽")
    await phones.tap(MUM, "go:plan")
    assert (await phones.saw(MUM, "План расчётов")).endswith(
        "\n\n👉 Мама → Папа: 40 ₽\n• долг Мама → Ann 40 ₽: заказ 2\n• долг Ann → Папа 40 ₽: заказ 1\n\n"
        "Ann → Папа: 10 ₽\n• долг Ann → Папа 10 ₽: заказ 1"
    )
    await phones.tap(MUM, "bychain:")
    await phones.tap(DAD, "got:4:1", on="Мама: вам отправлено 40 ₽ по плану расчётов. Деньги пришли?")
    await phones.saw(MUM, "Папа: ваши 40 ₽ получены. Долги по плану закрыты.")
    await phones.tap(ann, "go:balances", on="Мама → Папа: settled by the plan.")
    await phones.saw(ann, "• Мама\n• Папа – is owed ₽10\n👉 Ann – owes ₽10")
    await story.settled()


async def ann_leaves_and_pays(story: Story, ann: int) -> None:
    phones = story.phones
    await phones.say(ann, "/leave")
    await phones.saw(ann, "• you still owe ₽10; that stays so")
    await phones.tap(ann, "leave:")
    await story.settled()
    await phones.say(ann, "/orders")
    await phones.tap(ann, "go:balances", on="you owe Папа ₽10 for order 1")
    await phones.tap(ann, f"share:1:{ann}")
    await phones.saw(ann, "Share: ₽70.02\nsettled: ₽60.02\nstill to send: ₽10\n")
    await phones.saw(ann, "3. ₽40, Мама → Папа by the plan – received ✅")
    await phones.tap(ann, "sent:1:")
    await phones.tap(DAD, "got:5:1", on="Ann: вам отправлено 10 ₽ за заказ 1.")
    await phones.saw(DAD, "✅ Готово")
    await phones.saw(ann, "Папа received your ₽10 for order 1. You are even for this order.")
    await story.settled()


def reminders(alerts: list[tuple[int, str]]) -> int:
    """Return how many of somebody's alerts remind of a debt."""
    return len([text for _, text in alerts if text.startswith(("Напоминаю", "A reminder"))])
