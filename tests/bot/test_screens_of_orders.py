"""Checking out, paying and settling, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.orders import buy_and_settle

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== no orders
Заказов пока нет. Когда семья договорится, организатор оформит заказ из корзины.
[🛒 Корзина]
[🔒 Мои личные заказы]
[📥 Перенести]
[⬅️ Назад]
=== check out without a price
🧾 <b>Оформить заказ</b>
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сыр</b>, 1 шт

1 строка ещё ждёт голосов и останется в корзине.

1 строка пока без цены:
[💰 Цена: сыр]
[🛒 Корзина] [⬅️ Назад]
=== ask for a price
<b>сыр</b>, 1 шт – сколько стоит? Пришлите цену, например 89,90. Если штук несколько – цену за одну.
[Отмена]
=== check out
🧾 <b>Оформить заказ</b>
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сыр</b>, 1 шт, 70,50 ₽

1 строка ещё ждёт голосов и останется в корзине.

💳 Как платим: платит один
➗ Как делим: свои строки

Папа: 50 ₽
Мама: 70,50 ₽

Итого: <b>120,50 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка] [🔎 Почему столько]
[🛒 Корзина] [⬅️ Назад]
=== order for the organizer
📦 <b>Заказ 1</b> · Ивановы
⏳ Ждёт оплаты: кто заплатит в магазине?

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽
Папа: 50 ₽

Итого: <b>120,50 ₽</b>
[💳 Я оплачу]
[Отменить заказ]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: checked out
🔔 <i>№ 1</i>
Мама: заказ 1 оформлен – 2 строки, 120,50 ₽. Кто оплатит в магазине?
[📦 Показать заказ]
=== order for a member
📦 <b>Заказ 1</b> · Ивановы
⏳ Ждёт оплаты: кто заплатит в магазине?

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

Мама: 70,50 ₽
Папа: 50 ₽

Итого: <b>120,50 ₽</b>
[💳 Я оплачу]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== order being paid
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачивает Мама (с 12:00)

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽
Папа: 50 ₽

Итого: <b>120,50 ₽</b>
[✅ Оплачено] [Пусть оплатят другие]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: share due
🔔 <i>№ 2</i>
Мама: заказ 1 оплачен. Ваша доля – <b>50 ₽</b>. Кому перевести: Мама. Когда переведёте, нажмите «Деньги отправлены».
[💸 Деньги отправлены]
[📦 Показать заказ]
=== alert: nothing owed
🔔 <i>№ 2</i>
Мама: заказ 1 оплачен. Вы за него ничего не должны.
[📦 Показать заказ]
=== order with the share sent
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Мама

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

Мама: 70,50 ₽ ✅
Папа: 50 ₽ – отправлено, ждёт подтверждения

Итого: <b>120,50 ₽</b>
[🧾 Приложить чек] [↩️ Не отправлено]
[📜 Мой расчёт]
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: money sent
🔔 <i>№ 3</i>
Папа: вам отправлено <b>50 ₽</b> за заказ 1. Деньги пришли?
[✅ Получено] [❌ Не пришло]
=== order for the payer
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Мама

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽ ✅
Папа: 50 ₽ – отправлено, ждёт подтверждения

Итого: <b>120,50 ₽</b>
[✅ Получено: Папа] [❌ Не пришло]
[📜 Папа]
[🧾 Приложить чек]
[🚚 Заказ получен]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== orders of the debtor
<b>Заказы</b>

• вы должны 50 ₽: Мама, заказ 1 (отправлено, ждёт подтверждения)
[💳 Заказ 1: 120,50 ₽]
[⚖️ Расчёты] [🔒 Мои личные заказы]
[📄 Сохранить в файл] [📥 Перенести]
[🛒 Корзина] [⬅️ Назад]
=== order done
📦 <b>Заказ 1</b> · Ивановы
✅ Готово, все рассчитались. Оплачено: Мама

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

Мама: 70,50 ₽ ✅
Папа: 50 ₽ – в расчёте ✅

Итого: <b>120,50 ₽</b>
[📜 Папа]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: goods
🔔 <i>№ 4</i>
Мама: заказ 1 получен.
[📦 Показать заказ]
=== family
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 свободных места
[🛒 Корзина] [📖 Журнал]
[👥 Участники] [🎛 Возможности]
[⚙️ Настройки семьи]
[🚪 Выйти из семьи]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EN = """
=== no orders
There is no order yet. Once the family agrees, the organizer checks out.
[🛒 Cart]
[🔒 My own orders]
[📥 Carry over]
[⬅️ Back]
=== check out without a price
🧾 <b>Check out</b>
• <b>хлеб</b>, 1 pc, ₽50
• <b>сыр</b>, 1 pc

1 line still waits for votes and stays in the cart.

1 line has no price yet:
[💰 Price: сыр]
[🛒 Cart] [⬅️ Back]
=== ask for a price
What does <b>сыр</b>, 1 pc cost? Send me the price, for example 89.90. If there are several, the price of one.
[Cancel]
=== check out
🧾 <b>Check out</b>
• <b>хлеб</b>, 1 pc, ₽50
• <b>сыр</b>, 1 pc, ₽70.50

1 line still waits for votes and stays in the cart.

💳 How we pay: one pays
➗ How we split: own lines

Папа: ₽50
Мама: ₽70.50

Total: <b>₽120.50</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount] [🔎 Why this much]
[🛒 Cart] [⬅️ Back]
=== order for the organizer
📦 <b>Order 1</b> · Ивановы
⏳ Waiting for somebody to pay the shop

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50
Папа: ₽50

Total: <b>₽120.50</b>
[💳 I'll pay]
[Cancel the order]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: checked out
🔔 <i>No. 1</i>
Мама checked out: order 1, 2 lines, ₽120.50. Who pays the shop?
[📦 Show the order]
=== order for a member
📦 <b>Order 1</b> · Ивановы
⏳ Waiting for somebody to pay the shop

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

Мама: ₽70.50
Папа: ₽50

Total: <b>₽120.50</b>
[💳 I'll pay]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== order being paid
📦 <b>Order 1</b> · Ивановы
💳 Мама has been paying since 12:00

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50
Папа: ₽50

Total: <b>₽120.50</b>
[✅ Paid] [Let somebody else pay]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: share due
🔔 <i>No. 2</i>
Мама paid order 1. Your share is <b>₽50</b>: send it to Мама, then tap the button.
[💸 Money sent]
[📦 Show the order]
=== alert: nothing owed
🔔 <i>No. 2</i>
Мама paid order 1. You owe nothing for it.
[📦 Show the order]
=== order with the share sent
📦 <b>Order 1</b> · Ивановы
💳 Paid by Мама

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

Мама: ₽70.50 ✅
Папа: ₽50 – sent, not confirmed yet

Total: <b>₽120.50</b>
[🧾 Attach a receipt] [↩️ Was not sent]
[📜 How it is settled]
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: money sent
🔔 <i>No. 3</i>
Папа says: sent you <b>₽50</b> for order 1. Has it arrived?
[✅ Received] [❌ Not received]
=== order for the payer
📦 <b>Order 1</b> · Ивановы
💳 Paid by Мама

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50 ✅
Папа: ₽50 – sent, not confirmed yet

Total: <b>₽120.50</b>
[✅ Received: Папа] [❌ Not received]
[📜 Папа]
[🧾 Attach a receipt]
[🚚 Order received]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== orders of the debtor
<b>Orders</b>

• you owe Мама ₽50 for order 1 (sent, not confirmed yet)
[💳 Order 1: ₽120.50]
[⚖️ Balances] [🔒 My own orders]
[📄 Save as a file] [📥 Carry over]
[🛒 Cart] [⬅️ Back]
=== order done
📦 <b>Order 1</b> · Ивановы
✅ Done: paid by Мама, everything is settled

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

Мама: ₽70.50 ✅
Папа: ₽50 – settled ✅

Total: <b>₽120.50</b>
[📜 Папа]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: goods
🔔 <i>No. 4</i>
Мама: order 1 has arrived.
[📦 Show the order]
=== family
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 free seats
[🛒 Cart] [📖 Journal]
[👥 Members] [🎛 Benefits]
[⚙️ Family settings]
[🚪 Leave the family]
[⬅️ Back]
"""  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    stage.expect("message is not modified")
    assert await buy_and_settle(stage, language) == drawn(screens)
