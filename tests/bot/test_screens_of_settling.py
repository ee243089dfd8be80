"""Shares settled in parts, disputes, receipts, reminders and the plan, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.settling import settle_by_plan, settle_in_parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.bot.stage import Stage

PARTS_RU = """
=== how much
Сколько вы отправили за заказ 1? Осталось 50 ₽. Пришлите сумму, например 89,90.
[Отмена]
=== more than is owed
За заказ 1 осталось отправить 50 ₽. Пришлите эту сумму или меньше.
=== a part is sent
📜 <b>Заказ 1</b>: вы → Мама

Доля: 50 ₽
отправлено, ждёт подтверждения: 20 ₽
осталось отправить: <b>30 ₽</b>

<b>1.</b> 20 ₽ – ждёт подтверждения
1 мар., 12:00, Папа: «Деньги отправлены»
[💸 Деньги отправлены] [✏️ Другая сумма]
[🧾 Приложить чек] [↩️ Не отправлено]
[📦 Показать заказ] [⚖️ Расчёты]
=== order with a part
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Мама

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70 ₽

Ребёнок: 70 ₽ – пока не отправлено
Папа: 50 ₽ – пока не отправлено 30 ₽, отправлено 20 ₽, ждёт подтверждения

Итого: <b>120 ₽</b>
[💸 Деньги отправлены] [✏️ Другая сумма]
[🧾 Приложить чек] [↩️ Не отправлено]
[📜 Мой расчёт]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== order with all sent
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Мама

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70 ₽

Ребёнок: 70 ₽ – пока не отправлено
Папа: 50 ₽ – отправлено, ждёт подтверждения

Итого: <b>120 ₽</b>
[📜 Мой расчёт]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== taken back
💸 <b>Папа → Мама</b>: 30 ₽ – пока не отправлено

• долг Папа → Мама 30 ₽: заказ 1

1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Папа: «Пока не отправлено»
[📦 Заказ 1]
[⚖️ Расчёты]
=== alert: taken back
🔔 <i>№ 5</i>
Папа: 30 ₽ пока всё-таки не отправлено.
[📜 Кто что сказал]
=== not received
💸 <b>Папа → Мама</b>: 20 ₽ – не пришло ⚠️

• долг Папа → Мама 20 ₽: заказ 1

1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Мама: «Не пришло»
[✅ Получено]
[📦 Заказ 1]
[⚖️ Расчёты]
=== alert: not received
🔔 <i>№ 3</i>
Мама: ваши 20 ₽ за заказ 1 пока не пришли. Проверьте, пожалуйста. Когда переведёте, нажмите «Деньги отправлены» ещё раз.
[💸 Деньги отправлены]
[📜 Кто что сказал]
[📦 Показать заказ]
=== which receipt
Пришлите фото чека. Его увидят только те, чьих денег он касается. Номера карт лучше закрыть.
[Отмена]
=== receipt is attached
💸 <b>Папа → Мама</b>: 20 ₽ – не пришло ⚠️

• долг Папа → Мама 20 ₽: заказ 1

1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Мама: «Не пришло»
1 мар., 12:00, Папа: «Вот чек»
[🧾 Приложить чек] [↩️ Не отправлено]
[🧾 Чек]
[📦 Заказ 1]
[⚖️ Расчёты]
=== alert: receipt
🔔 <i>№ 6</i>
Папа: приложен чек – <b>20 ₽</b> для вас.
[📜 Кто что сказал]
=== receipt
🧾 Чек
[⚖️ Расчёты] [📦 Заказы]
=== share for the payer
📜 <b>Заказ 1</b>: Папа → вам

Доля: 50 ₽
осталось отправить: <b>50 ₽</b>

<b>1.</b> 20 ₽ – не пришло ⚠️
1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Мама: «Не пришло»
1 мар., 12:00, Папа: «Вот чек»

<b>2.</b> 30 ₽ – пока не отправлено
1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Папа: «Пока не отправлено»
[🔔 Напомнить]
[1. Платёж на 20 ₽]
[2. Платёж на 30 ₽]
[📦 Показать заказ] [⚖️ Расчёты]
=== order after all
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Мама

• хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70 ₽

Ребёнок: 70 ₽ – пока не отправлено
Папа: 50 ₽ – пока не отправлено 30 ₽

Итого: <b>120 ₽</b>
[📜 Ребёнок]
[📜 Папа]
[🧾 Приложить чек]
[🚚 Заказ получен]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: a part is received
🔔 <i>№ 4</i>
Мама: ваши 20 ₽ за заказ 1 получены. Осталось отправить 30 ₽.
[💸 Деньги отправлены]
[📦 Показать заказ]
=== reminded
📜 <b>Заказ 1</b>: Папа → вам

Доля: 50 ₽
в расчёте: 20 ₽
осталось отправить: <b>30 ₽</b>

<b>1.</b> 20 ₽ – получено ✅
1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Мама: «Не пришло»
1 мар., 12:00, Папа: «Вот чек»
1 мар., 12:00, Мама: «Получено»

<b>2.</b> 30 ₽ – пока не отправлено
1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Папа: «Пока не отправлено»
[🔔 Напомнить]
[1. Платёж на 20 ₽]
[2. Платёж на 30 ₽]
[📦 Показать заказ] [⚖️ Расчёты]
=== alert: the payer reminds
🔔 <i>№ 5</i>
Мама просит напомнить: за заказ 1 осталось отправить <b>30 ₽</b>.
[💸 Деньги отправлены]
[📦 Показать заказ]
=== alert: reminder
🔔 <i>№ 3</i>
Напоминаю: за заказ 1 осталось отправить <b>70 ₽</b>. Кому перевести: Мама.
[💸 Деньги отправлены]
[📦 Показать заказ]
"""  # noqa: E501  # a message is as wide as it is

PARTS_EN = """
=== how much
How much did you send for order 1? ₽50 is left. Send me the amount, for example 89.90.
[Cancel]
=== more than is owed
Only ₽50 are left for order 1. Send that much or less.
=== a part is sent
📜 <b>Order 1</b>: you → Мама

Share: ₽50
sent, not confirmed yet: ₽20
still to send: <b>₽30</b>

<b>1.</b> ₽20 – waits for confirmation
1 Mar, 12:00, Папа: “Money sent”
[💸 Money sent] [✏️ Other amount]
[🧾 Attach a receipt] [↩️ Was not sent]
[📦 Show the order] [⚖️ Balances]
=== order with a part
📦 <b>Order 1</b> · Ивановы
💳 Paid by Мама

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70

Ребёнок: ₽70 – owed
Папа: ₽50 – owed: ₽30, ₽20 sent, not confirmed yet

Total: <b>₽120</b>
[💸 Money sent] [✏️ Other amount]
[🧾 Attach a receipt] [↩️ Was not sent]
[📜 How it is settled]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== order with all sent
📦 <b>Order 1</b> · Ивановы
💳 Paid by Мама

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70

Ребёнок: ₽70 – owed
Папа: ₽50 – sent, not confirmed yet

Total: <b>₽120</b>
[📜 How it is settled]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== taken back
💸 <b>Папа → Мама</b>: ₽30 – taken back

• Папа owes Мама ₽30: order 1

1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Папа: “Was not sent after all”
[📦 Order 1]
[⚖️ Balances]
=== alert: taken back
🔔 <i>No. 5</i>
Папа took it back: ₽30 was not sent after all.
[📜 What was said]
=== not received
💸 <b>Папа → Мама</b>: ₽20 – not received ⚠️

• Папа owes Мама ₽20: order 1

1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Мама: “Not received”
[✅ Received]
[📦 Order 1]
[⚖️ Balances]
=== alert: not received
🔔 <i>No. 3</i>
Мама has not received your ₽20 for order 1 yet. Please check, and tap again once it is sent.
[💸 Money sent]
[📜 What was said]
[📦 Show the order]
=== which receipt
Send me a photo of the receipt. Only those whose money it is about see it. Please cover card numbers first.
[Cancel]
=== receipt is attached
💸 <b>Папа → Мама</b>: ₽20 – not received ⚠️

• Папа owes Мама ₽20: order 1

1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Мама: “Not received”
1 Mar, 12:00, Папа: “Here is the receipt”
[🧾 Attach a receipt] [↩️ Was not sent]
[🧾 Receipt]
[📦 Order 1]
[⚖️ Balances]
=== alert: receipt
🔔 <i>No. 6</i>
Папа attached a receipt: <b>₽20</b> for you.
[📜 What was said]
=== receipt
🧾 Receipt
[⚖️ Balances] [📦 Orders]
=== share for the payer
📜 <b>Order 1</b>: Папа → you

Share: ₽50
still to send: <b>₽50</b>

<b>1.</b> ₽20 – not received ⚠️
1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Мама: “Not received”
1 Mar, 12:00, Папа: “Here is the receipt”

<b>2.</b> ₽30 – taken back
1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Папа: “Was not sent after all”
[🔔 Remind]
[1. Payment of ₽20]
[2. Payment of ₽30]
[📦 Show the order] [⚖️ Balances]
=== order after all
📦 <b>Order 1</b> · Ивановы
💳 Paid by Мама

• хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70

Ребёнок: ₽70 – owed
Папа: ₽50 – owed: ₽30

Total: <b>₽120</b>
[📜 Ребёнок]
[📜 Папа]
[🧾 Attach a receipt]
[🚚 Order received]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: a part is received
🔔 <i>No. 4</i>
Мама received your ₽20 for order 1. Still owed: ₽30.
[💸 Money sent]
[📦 Show the order]
=== reminded
📜 <b>Order 1</b>: Папа → you

Share: ₽50
settled: ₽20
still to send: <b>₽30</b>

<b>1.</b> ₽20 – received ✅
1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Мама: “Not received”
1 Mar, 12:00, Папа: “Here is the receipt”
1 Mar, 12:00, Мама: “Received”

<b>2.</b> ₽30 – taken back
1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Папа: “Was not sent after all”
[🔔 Remind]
[1. Payment of ₽20]
[2. Payment of ₽30]
[📦 Show the order] [⚖️ Balances]
=== alert: the payer reminds
🔔 <i>No. 5</i>
Мама asks to remind you: <b>₽30</b> for order 1 is still open.
[💸 Money sent]
[📦 Show the order]
=== alert: reminder
🔔 <i>No. 3</i>
A reminder: <b>₽70</b> to Мама for order 1 is still open.
[💸 Money sent]
[📦 Show the order]
"""

PLAN_RU = """
=== balances
⚖️ <b>Расчёты</b>

• вам должны 50 ₽: Папа, заказ 1
• вы должны 70 ₽: Ребёнок, заказ 2

<b>Ивановы</b>
👉 Мама – долг 20 ₽
• Папа – долг 50 ₽
• Ребёнок – ждёт от других 70 ₽
[📜 Папа, заказ 1: 50 ₽]
[📜 Ребёнок, заказ 2: 70 ₽]
[🧮 План расчётов]
[📄 Сохранить в файл] [📥 Перенести]
[📦 Заказы] [⬅️ Назад]
=== plan
🧮 <b>План расчётов</b>
Те же долги – меньшим числом переводов. Под каждым написано, какие долги он закрывает. Долги тех, кто вышел из семьи, сюда не входят.

<b>Мама → Ребёнок: 20 ₽</b>
• долг Мама → Ребёнок 20 ₽: заказ 2

👉 <b>Папа → Ребёнок: 50 ₽</b>
• долг Папа → Мама 50 ₽: заказ 1
• долг Мама → Ребёнок 50 ₽: заказ 2
[💸 Деньги отправлены: Ребёнок, 50 ₽]
[⚖️ Расчёты] [⬅️ Назад]
=== sent by the plan
💸 <b>Папа → Ребёнок</b>: 50 ₽ – ждёт подтверждения

• долг Папа → Мама 50 ₽: заказ 1
• долг Мама → Ребёнок 50 ₽: заказ 2

1 мар., 12:00, Папа: «Деньги отправлены»
[🧾 Приложить чек] [↩️ Не отправлено]
[📦 Заказ 1] [📦 Заказ 2]
[⚖️ Расчёты]
=== alert: sent by the plan
🔔 <i>№ 4</i>
Папа: вам отправлено <b>50 ₽</b> по плану расчётов. Деньги пришли?
[✅ Получено] [❌ Не пришло]
[📜 Кто что сказал]
=== balances with what waits
⚖️ <b>Расчёты</b>

• вам должны 70 ₽: Мама, заказ 2 (50 ₽ отправлено, ждёт подтверждения)

<b>Ивановы</b>
• Мама – долг 20 ₽
• Папа – долг 50 ₽
👉 Ребёнок – ждёт от других 70 ₽
[✅ Получено: Папа] [❌ Не пришло]
[📜 Мама, заказ 2: 70 ₽]
[🧮 План расчётов]
[📄 Сохранить в файл] [📥 Перенести]
[📦 Заказы] [⬅️ Назад]
=== received by the plan
💸 <b>Папа → Ребёнок</b>: 50 ₽ – получено ✅

• долг Папа → Мама 50 ₽: заказ 1
• долг Мама → Ребёнок 50 ₽: заказ 2

1 мар., 12:00, Папа: «Деньги отправлены»
1 мар., 12:00, Ребёнок: «Получено»
[📦 Заказ 1] [📦 Заказ 2]
[⚖️ Расчёты]
=== alert: received
🔔 <i>№ 5</i>
Ребёнок: ваши 50 ₽ получены. Долги по плану закрыты.
[📜 Кто что сказал]
=== alert: in between
🔔 <i>№ 4</i>
Папа → Ребёнок: рассчитались по плану. Заодно закрыты и ваши долги: 50 ₽ должны были вы, 50 ₽ – вам.
[⚖️ Расчёты]
=== what is left
🧮 <b>План расчётов</b>
Те же долги – меньшим числом переводов. Под каждым написано, какие долги он закрывает. Долги тех, кто вышел из семьи, сюда не входят.

👉 <b>Мама → Ребёнок: 20 ₽</b>
• долг Мама → Ребёнок 20 ₽: заказ 2
[💸 Деньги отправлены: Ребёнок, 20 ₽]
[⚖️ Расчёты] [⬅️ Назад]
=== nothing is left
🧮 <b>План расчётов</b>

Рассчитываться не за что: никто никому не должен.
[⚖️ Расчёты] [⬅️ Назад]
=== even debts
🧮 <b>План расчётов</b>
Те же долги – меньшим числом переводов. Под каждым написано, какие долги он закрывает. Долги тех, кто вышел из семьи, сюда не входят.

👉 <b>Папа ↔ Мама: без денег, долги равны</b>
• долг Мама → Папа 50 ₽: заказ 4
• долг Папа → Мама 50 ₽: заказ 3
[🔁 Зачесть: Мама]
[⚖️ Расчёты] [⬅️ Назад]
=== offset is offered
🔁 <b>Папа ↔ Мама</b>: зачёт долгов – ждёт подтверждения

• долг Папа → Мама 50 ₽: заказ 3
• долг Мама → Папа 50 ₽: заказ 4

1 мар., 12:00, Папа: «Зачесть»
[↩️ Не засчитывать]
[📦 Заказ 3] [📦 Заказ 4]
[⚖️ Расчёты]
=== alert: offset
🔔 <i>№ 7</i>
Папа предлагает зачесть долги, которые идут по кругу: переводить никому ничего не нужно. Согласны?
[✅ Зачесть] [❌ Не засчитывать]
[📜 Кто что сказал]
=== not offset
🔁 <b>Папа ↔ Мама</b>: зачёт долгов – не зачтено ⚠️

• долг Папа → Мама 50 ₽: заказ 3
• долг Мама → Папа 50 ₽: заказ 4

1 мар., 12:00, Папа: «Зачесть»
1 мар., 12:00, Мама: «Не засчитывать»
[✅ Зачесть]
[📦 Заказ 3] [📦 Заказ 4]
[⚖️ Расчёты]
=== alert: not offset
🔔 <i>№ 9</i>
Мама: зачёт не подтверждён. Долги остались как были.
[📜 Кто что сказал]
"""  # noqa: E501  # a message is as wide as it is

PLAN_EN = """
=== balances
⚖️ <b>Balances</b>

• Папа owes you ₽50 for order 1
• you owe Ребёнок ₽70 for order 2

<b>Ивановы</b>
👉 Мама – owes ₽20
• Папа – owes ₽50
• Ребёнок – is owed ₽70
[📜 Папа, order 1: ₽50]
[📜 Ребёнок, order 2: ₽70]
[🧮 Settle-up plan]
[📄 Save as a file] [📥 Carry over]
[📦 Orders] [⬅️ Back]
=== plan
🧮 <b>Settle-up plan</b>
Fewer transfers settle the same debts: below each stands what it settles. Debts of former members are not part of it.

<b>Мама → Ребёнок: ₽20</b>
• Мама owes Ребёнок ₽20: order 2

👉 <b>Папа → Ребёнок: ₽50</b>
• Папа owes Мама ₽50: order 1
• Мама owes Ребёнок ₽50: order 2
[💸 Money sent: Ребёнок, ₽50]
[⚖️ Balances] [⬅️ Back]
=== sent by the plan
💸 <b>Папа → Ребёнок</b>: ₽50 – waits for confirmation

• Папа owes Мама ₽50: order 1
• Мама owes Ребёнок ₽50: order 2

1 Mar, 12:00, Папа: “Money sent”
[🧾 Attach a receipt] [↩️ Was not sent]
[📦 Order 1] [📦 Order 2]
[⚖️ Balances]
=== alert: sent by the plan
🔔 <i>No. 4</i>
Папа says: sent you <b>₽50</b> by the settle-up plan. Has it arrived?
[✅ Received] [❌ Not received]
[📜 What was said]
=== balances with what waits
⚖️ <b>Balances</b>

• Мама owes you ₽70 for order 2 (₽50 sent, not confirmed yet)

<b>Ивановы</b>
• Мама – owes ₽20
• Папа – owes ₽50
👉 Ребёнок – is owed ₽70
[✅ Received: Папа] [❌ Not received]
[📜 Мама, order 2: ₽70]
[🧮 Settle-up plan]
[📄 Save as a file] [📥 Carry over]
[📦 Orders] [⬅️ Back]
=== received by the plan
💸 <b>Папа → Ребёнок</b>: ₽50 – received ✅

• Папа owes Мама ₽50: order 1
• Мама owes Ребёнок ₽50: order 2

1 Mar, 12:00, Папа: “Money sent”
1 Mar, 12:00, Ребёнок: “Received”
[📦 Order 1] [📦 Order 2]
[⚖️ Balances]
=== alert: received
🔔 <i>No. 5</i>
Ребёнок received your ₽50. The debts that it was for are settled.
[📜 What was said]
=== alert: in between
🔔 <i>No. 4</i>
Папа → Ребёнок: settled by the plan. With that, ₽50 that you owed and ₽50 that you were owed are settled, too.
[⚖️ Balances]
=== what is left
🧮 <b>Settle-up plan</b>
Fewer transfers settle the same debts: below each stands what it settles. Debts of former members are not part of it.

👉 <b>Мама → Ребёнок: ₽20</b>
• Мама owes Ребёнок ₽20: order 2
[💸 Money sent: Ребёнок, ₽20]
[⚖️ Balances] [⬅️ Back]
=== nothing is left
🧮 <b>Settle-up plan</b>

There is nothing to settle: nobody owes anybody anything.
[⚖️ Balances] [⬅️ Back]
=== even debts
🧮 <b>Settle-up plan</b>
Fewer transfers settle the same debts: below each stands what it settles. Debts of former members are not part of it.

👉 <b>Папа ↔ Мама: no money, the debts even out</b>
• Мама owes Папа ₽50: order 4
• Папа owes Мама ₽50: order 3
[🔁 Offset: Мама]
[⚖️ Balances] [⬅️ Back]
=== offset is offered
🔁 <b>Папа ↔ Мама</b>: debts are offset – waits for confirmation

• Папа owes Мама ₽50: order 3
• Мама owes Папа ₽50: order 4

1 Mar, 12:00, Папа: “Offset”
[↩️ Do not offset]
[📦 Order 3] [📦 Order 4]
[⚖️ Balances]
=== alert: offset
🔔 <i>No. 7</i>
Папа offers to offset debts that go round between you: nobody sends money. Do you agree?
[✅ Offset] [❌ Do not offset]
[📜 What was said]
=== not offset
🔁 <b>Папа ↔ Мама</b>: debts are offset – not agreed to ⚠️

• Папа owes Мама ₽50: order 3
• Мама owes Папа ₽50: order 4

1 Mar, 12:00, Папа: “Offset”
1 Mar, 12:00, Мама: “Do not offset”
[✅ Offset]
[📦 Order 3] [📦 Order 4]
[⚖️ Balances]
=== alert: not offset
🔔 <i>No. 9</i>
Мама does not want to offset the debts. They stay as they are.
[📜 What was said]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(
    ("play", "language", "screens"),
    [
        (settle_in_parts, "ru", PARTS_RU),
        (settle_in_parts, "en", PARTS_EN),
        (settle_by_plan, "ru", PLAN_RU),
        (settle_by_plan, "en", PLAN_EN),
    ],
)
async def test_every_screen_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, play: Callable[[Stage, str], Awaitable[dict[str, str]]], language: str, screens: str
) -> None:
    stage.expect("message is not modified")
    assert await play(stage, language) == drawn(screens)
