"""Correcting the prices of an order that is paid: every screen and alert, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import Album, drawn
from tests.bot.stage import DAD, KID, MUM

if TYPE_CHECKING:
    from tests.bot.stage import Stage

TWO_DAYS_S = 48 * 3600

RU = """
=== prices of a paid order
💰 <b>Другая цена</b> · заказ 1
Он уже оплачен. Сколько это стоило на самом деле? Дешевле можно сразу. Если дороже, спросим всех, чья доля вырастет: цена изменится, когда все согласятся или через 48 часов без возражений.
[сыр, 1 шт: 70,50 ₽]
[хлеб, 1 шт: 50 ₽]
[🧮 Весь заказ: 120,50 ₽]
[📦 Показать заказ]
=== asked about
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

Мама: 70,50 ₽ – пока не отправлено
Папа: 50 ₽ ✅

Итого: <b>120,50 ₽</b>

❔ сыр: 70,50 ₽ → <b>90 ₽</b>? Ждём ответа: Мама. Без возражений цена изменится 3 мар., 12:00.
[📜 Мама]
[🧾 Приложить чек]
[🚚 Заказ получен]
[💰 Другая цена]
[↩️ Оставить прежнюю цену]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== prices with a question
💰 <b>Другая цена</b> · заказ 1
Он уже оплачен. Сколько это стоило на самом деле? Дешевле можно сразу. Если дороже, спросим всех, чья доля вырастет: цена изменится, когда все согласятся или через 48 часов без возражений.

❔ Сейчас спрашиваем: сыр, 70,50 ₽ → <b>90 ₽</b>. Если назвать другую цену, этот вопрос снимется.
[сыр, 1 шт: 70,50 ₽]
[хлеб, 1 шт: 50 ₽]
[🧮 Весь заказ: 120,50 ₽]
[📦 Показать заказ]
=== alert: before
🔔 <i>№ 4</i>
Папа поправляет цену в оплаченном заказе 1. сыр: 70,50 ₽ → <b>90 ₽</b>. Ваша доля станет 90 ₽ вместо 70,50 ₽. Если это не так, нажмите «Возразить» до 3 мар., 12:00, иначе цена изменится.
[👍 Согласиться] [✋ Возразить]
[📦 Показать заказ]
=== order with a question
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽ – пока не отправлено
Папа: 50 ₽ ✅

Итого: <b>120,50 ₽</b>

❔ сыр: 70,50 ₽ → <b>90 ₽</b>? Ждём ответа: Мама. Без возражений цена изменится 3 мар., 12:00.
[👍 Согласиться] [✋ Возразить]
[💸 Деньги отправлены] [✏️ Другая сумма]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== objected
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽ – пока не отправлено
Папа: 50 ₽ ✅

Итого: <b>120,50 ₽</b>
[💸 Деньги отправлены] [✏️ Другая сумма]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: objected
🔔 <i>№ 2</i>
Мама: нет. сыр (заказ 1): цена прежняя, не 90 ₽.
[📦 Показать заказ]
=== alert: taken back
🔔 <i>№ 6</i>
Папа: вопрос о цене снят. Весь заказ (заказ 1): цена прежняя, не 241 ₽.
[📦 Показать заказ]
=== alert: nobody objected
🔔 <i>№ 3</i>
Возражений нет. сыр (заказ 1): теперь 95 ₽.
[📦 Показать заказ]
=== alert: after
🔔 <i>№ 8</i>
Папа: в заказе 1 другая цена. сыр: 70,50 ₽ → <b>95 ₽</b>. Ваша доля теперь 95 ₽, была 70,50 ₽. Осталось отправить: <b>95 ₽</b>.
[💸 Деньги отправлены]
[📦 Показать заказ]
=== order corrected
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 сыр, 1 шт, 95 ₽
• хлеб, 1 шт, 50 ₽

Мама: 95 ₽ – пока не отправлено
Папа: 50 ₽ ✅

Итого: <b>145 ₽</b>

✏️ Исправлено. сыр: 70,50 ₽ → 95 ₽ (Папа, 3 мар., 12:00)
[💸 Деньги отправлены] [✏️ Другая сумма]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== order with money back
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 60,50 ₽

Мама: 60,50 ₽ – в расчёте ✅
Папа: 50 ₽ ✅

Итого: <b>110,50 ₽</b>

✏️ Исправлено. сыр: 70,50 ₽ → 95 ₽ (Папа, 3 мар., 12:00)
✏️ Исправлено. сыр: 95 ₽ → 60,50 ₽ (Папа, 3 мар., 12:00)

↩️ Папа → Мама: вернуть 34,50 ₽, заказ 2
[📜 Мама]
[🧾 Приложить чек]
[🚚 Заказ получен]
[↩️ Заказ 2]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: money back
🔔 <i>№ 10</i>
Папа: в заказе 1 другая цена. сыр: 95 ₽ → <b>60,50 ₽</b>. Ваша доля теперь 60,50 ₽, была 95 ₽. Вы заплатили больше: 34,50 ₽ вам вернут.
[📦 Показать заказ]
=== orders with money back
<b>Заказы</b>

• вам должны вернуть 34,50 ₽: Папа, за заказ 1
[↩️ Заказ 2: 34,50 ₽]
[💳 Заказ 1: 110,50 ₽]
[⚖️ Расчёты] [🔒 Мои личные заказы]
[📄 Сохранить в файл] [📥 Перенести]
[🛒 Корзина] [⬅️ Назад]
=== balances with money back
⚖️ <b>Расчёты</b>

• вам надо вернуть 34,50 ₽: Мама, за заказ 1

<b>Ивановы</b>
• Мама – ждёт от других 34,50 ₽
👉 Папа – долг 34,50 ₽
• Ребёнок
[📜 Мама, возврат за заказ 1: 34,50 ₽]
[🧮 План расчётов]
[📄 Сохранить в файл] [📥 Перенести]
[📦 Заказы] [⬅️ Назад]
=== share with money back
📜 <b>Заказ 1</b>: Мама → вам

Доля: 60,50 ₽
в расчёте: 95 ₽
из них вернуть: 34,50 ₽

<b>1.</b> 95 ₽ – получено ✅
3 мар., 12:00, Мама: «Деньги отправлены»
3 мар., 12:00, Папа: «Получено»
[📦 Показать заказ] [⚖️ Расчёты]
=== money back, to be sent
📦 <b>Заказ 2</b> · Ивановы
↩️ Возврат за заказ 1. Кому вернуть: Мама

Папа: 34,50 ₽ – пока не отправлено

Итого: <b>34,50 ₽</b>
[💸 Деньги отправлены] [✏️ Другая сумма]
[↩️ Заказ 1]
[Заказы] [⬅️ Назад]
=== money back, received
📦 <b>Заказ 2</b> · Ивановы
✅ Возврат за заказ 1: всё в расчёте

Папа: 34,50 ₽ – в расчёте ✅

Итого: <b>34,50 ₽</b>
[📜 Папа]
[↩️ Заказ 1]
[Заказы] [⬅️ Назад]
=== orders
<b>Заказы</b>

Вам никто не должен, и вы никому не должны.
[✅ Заказ 2: 34,50 ₽]
[💳 Заказ 1: 110,50 ₽]
[⚖️ Расчёты] [🔒 Мои личные заказы]
[📄 Сохранить в файл] [📥 Перенести]
[🛒 Корзина] [⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EN = """
=== prices of a paid order
💰 <b>Another price</b> · order 1
It is paid. What did it really cost? Less is fine at once. More is told to everybody whose share grows: it holds when all agree, or after 48 hours if nobody objects.
[сыр, 1 pc: ₽70.50]
[хлеб, 1 pc: ₽50]
[🧮 The whole order: ₽120.50]
[📦 Show the order]
=== asked about
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

Мама: ₽70.50 – owed
Папа: ₽50 ✅

Total: <b>₽120.50</b>

❔ сыр: ₽70.50 → <b>₽90</b>? Waiting for: Мама. Without an objection it holds from 3 Mar, 12:00 on.
[📜 Мама]
[🧾 Attach a receipt]
[🚚 Order received]
[💰 Another price]
[↩️ Keep the old price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== prices with a question
💰 <b>Another price</b> · order 1
It is paid. What did it really cost? Less is fine at once. More is told to everybody whose share grows: it holds when all agree, or after 48 hours if nobody objects.

❔ Being asked about now: сыр, ₽70.50 → <b>₽90</b>. Another price takes that question back.
[сыр, 1 pc: ₽70.50]
[хлеб, 1 pc: ₽50]
[🧮 The whole order: ₽120.50]
[📦 Show the order]
=== alert: before
🔔 <i>No. 4</i>
Папа corrects a price in order 1, which is paid. сыр: ₽70.50 → <b>₽90</b>. Your share would be ₽90 instead of ₽70.50. If that is not right, tap “Object” before 3 Mar, 12:00; otherwise it holds.
[👍 I agree] [✋ Object]
[📦 Show the order]
=== order with a question
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50 – owed
Папа: ₽50 ✅

Total: <b>₽120.50</b>

❔ сыр: ₽70.50 → <b>₽90</b>? Waiting for: Мама. Without an objection it holds from 3 Mar, 12:00 on.
[👍 I agree] [✋ Object]
[💸 Money sent] [✏️ Other amount]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== objected
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50 – owed
Папа: ₽50 ✅

Total: <b>₽120.50</b>
[💸 Money sent] [✏️ Other amount]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: objected
🔔 <i>No. 2</i>
Мама does not agree. сыр (order 1): the old price stays, not ₽90.
[📦 Show the order]
=== alert: taken back
🔔 <i>No. 6</i>
Папа took it back. The whole order (order 1): the old price stays, not ₽241.
[📦 Show the order]
=== alert: nobody objected
🔔 <i>No. 3</i>
Nobody objected. сыр (order 1): ₽95 now.
[📦 Show the order]
=== alert: after
🔔 <i>No. 8</i>
Папа corrected a price in order 1. сыр: ₽70.50 → <b>₽95</b>. Your share is ₽95 now, it was ₽70.50. Still to send: <b>₽95</b>.
[💸 Money sent]
[📦 Show the order]
=== order corrected
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 сыр, 1 pc, ₽95
• хлеб, 1 pc, ₽50

Мама: ₽95 – owed
Папа: ₽50 ✅

Total: <b>₽145</b>

✏️ сыр: ₽70.50 → ₽95 – corrected by Папа, 3 Mar, 12:00
[💸 Money sent] [✏️ Other amount]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== order with money back
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽60.50

Мама: ₽60.50 – settled ✅
Папа: ₽50 ✅

Total: <b>₽110.50</b>

✏️ сыр: ₽70.50 → ₽95 – corrected by Папа, 3 Mar, 12:00
✏️ сыр: ₽95 → ₽60.50 – corrected by Папа, 3 Mar, 12:00

↩️ Папа owes Мама ₽34.50 back: order 2
[📜 Мама]
[🧾 Attach a receipt]
[🚚 Order received]
[↩️ Order 2]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: money back
🔔 <i>No. 10</i>
Папа corrected a price in order 1. сыр: ₽95 → <b>₽60.50</b>. Your share is ₽60.50 now, it was ₽95. You paid more: ₽34.50 comes back to you.
[📦 Show the order]
=== orders with money back
<b>Orders</b>

• Папа owes you ₽34.50 back for order 1
[↩️ Order 2: ₽34.50]
[💳 Order 1: ₽110.50]
[⚖️ Balances] [🔒 My own orders]
[📄 Save as a file] [📥 Carry over]
[🛒 Cart] [⬅️ Back]
=== balances with money back
⚖️ <b>Balances</b>

• you owe Мама ₽34.50 back for order 1

<b>Ивановы</b>
• Мама – is owed ₽34.50
👉 Папа – owes ₽34.50
• Ребёнок
[📜 Мама, back for order 1: ₽34.50]
[🧮 Settle-up plan]
[📄 Save as a file] [📥 Carry over]
[📦 Orders] [⬅️ Back]
=== share with money back
📜 <b>Order 1</b>: Мама → you

Share: ₽60.50
settled: ₽95
of that owed back: ₽34.50

<b>1.</b> ₽95 – received ✅
3 Mar, 12:00, Мама: “Money sent”
3 Mar, 12:00, Папа: “Received”
[📦 Show the order] [⚖️ Balances]
=== money back, to be sent
📦 <b>Order 2</b> · Ивановы
↩️ Money back for order 1: owed to Мама

Папа: ₽34.50 – owed

Total: <b>₽34.50</b>
[💸 Money sent] [✏️ Other amount]
[↩️ Order 1]
[Orders] [⬅️ Back]
=== money back, received
📦 <b>Order 2</b> · Ивановы
✅ Money back for order 1: everything is settled

Папа: ₽34.50 – settled ✅

Total: <b>₽34.50</b>
[📜 Папа]
[↩️ Order 1]
[Orders] [⬅️ Back]
=== orders
<b>Orders</b>

Nobody owes you anything, and you owe nobody.
[✅ Order 2: ₽34.50]
[💳 Order 1: ₽110.50]
[⚖️ Balances] [🔒 My own orders]
[📄 Save as a file] [📥 Carry over]
[🛒 Cart] [⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


async def correct_what_is_paid(stage: Stage, language: str) -> dict[str, str]:  # noqa: PLR0915  # every screen
    """Папа paid, and corrects: Мама objects, then says nothing for two days, then is owed money back."""
    for person in (MUM, DAD, KID):
        stage.people.edit_person(person, language_code=language)
    album = Album(stage)
    await stage.household()
    await stage.paid_order(DAD, (MUM, "сыр 70,50 р"), (DAD, "хлеб 50 р"))
    await stage.hush()
    await stage.say(MUM, "/orders")
    await stage.say(DAD, "/orders")
    await stage.press(DAD, "prices:1:0")
    album.keep("prices of a paid order", DAD)
    await stage.press(DAD, "reprice:1:1")
    await stage.say(DAD, "90")
    album.keep("asked about", DAD)
    await stage.press(DAD, "prices:1:0")
    album.keep("prices with a question", DAD)
    await stage.deliver()
    album.keep("alert: before", MUM)
    await stage.press(MUM, "o:1")
    album.keep("order with a question", MUM)
    await stage.press(MUM, "agree:1:0")
    album.keep("objected", MUM)
    await stage.deliver()
    album.keep("alert: objected", DAD)
    await stage.press(DAD, "reprice:1:0")
    await stage.say(DAD, "241")
    await stage.press(DAD, "oldprice:2")
    await stage.deliver()
    album.keep("alert: taken back", MUM)
    await stage.press(DAD, "reprice:1:1")
    await stage.say(DAD, "95")
    stage.pass_by(TWO_DAYS_S)
    await stage.do["tend_corrections"]()
    await stage.deliver()
    album.keep("alert: nobody objected", DAD)
    album.keep("alert: after", MUM)
    await stage.press(MUM, "o:1")
    album.keep("order corrected", MUM)
    await stage.press(MUM, "sent:1:1:9500")
    await stage.press(DAD, "got:1:1")
    await stage.press(DAD, "reprice:1:1")
    await stage.say(DAD, "60,50")
    album.keep("order with money back", DAD)
    await stage.deliver()
    album.keep("alert: money back", MUM)
    await stage.say(MUM, "/orders")
    album.keep("orders with money back", MUM)
    await stage.press(DAD, "go:balances")
    album.keep("balances with money back", DAD)
    await stage.press(DAD, f"share:1:{MUM}")
    album.keep("share with money back", DAD)
    await stage.press(DAD, "o:2")
    album.keep("money back, to be sent", DAD)
    await stage.press(DAD, "sent:2:1:3450")
    await stage.press(MUM, "got:2:1")
    album.keep("money back, received", MUM)
    await stage.press(MUM, "go:orders")
    album.keep("orders", MUM)
    return album.screens


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_about_correcting_what_is_paid_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await correct_what_is_paid(stage, language) == drawn(screens)
