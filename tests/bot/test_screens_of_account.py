"""What the shared account pays, and whoever says nothing about money: every screen, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.account import account_pays, nobody_says_anything
from tests.bot.scripts.album import drawn

if TYPE_CHECKING:
    from tests.bot.stage import Stage

PAYS_RU = """
=== how to pay
💳 <b>Как платим</b>

<b>Платит один</b> – кто возьмётся, платит магазину, остальные отдают свои доли.

<b>Каждый за себя</b> – каждый сам платит магазину и отмечает это. Никто никому не должен.

<b>Угощение</b> – кто оплатит, тот и угощает: никто ничего не должен.

✅ <b>Платит общий счёт</b> – заказ оплачивают общие деньги семьи, никто ничего не должен.
[Платит один]
[Каждый за себя]
[Угощение]
[✅ Платит общий счёт]
[⬅️ Назад]
=== check out, and something is missing
🧾 <b>Оформить заказ</b>
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽

💳 Как платим: платит общий счёт

🏦 На общем счёте 100 ₽, не хватает <b>20,50 ₽</b>. Оплатить можно, когда они там будут.

Платит общий счёт: никто ничего не должен.

Итого: <b>120,50 ₽</b>
[✅ Оформить]
[➕ Пополнить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка]
[🛒 Корзина] [⬅️ Назад]
=== check out with a surprise
🧾 <b>Оформить заказ</b>
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽
• 🎁 <b>духи</b>, 1 шт, 300 ₽

🎁 Сюрпризы станут отдельным заказом: те, для кого они, его не увидят.

💳 Как платим: платит общий счёт

🏦 На общем счёте 150 ₽, после оплаты останется 29,50 ₽.

🎁 Что платит общий счёт, видят все, поэтому за сюрпризы платит кто-то один:

Мама: 300 ₽

Итого: <b>420,50 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка] [🔎 Почему столько]
[🛒 Корзина] [⬅️ Назад]
=== why
🔎 <b>Почему столько</b>

120,50 ₽ за строки, всего <b>120,50 ₽</b>

💳 Как платим: платит общий счёт

Платит общий счёт: никто ничего не должен.

🎁 Сюрприз: 300 ₽ за строки, всего <b>300 ₽</b>

💳 Как платим: платит один
➗ Как делим: свои строки

<b>Мама</b>: 300 ₽
• свои строки 300 ₽
[⬅️ Назад]
=== order
📦 <b>Заказ 1</b> · Ивановы
⏳ Ждёт оплаты с общего счёта: может любой взрослый

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

💳 Как платим: платит общий счёт

Итого: <b>120,50 ₽</b>
[🏦 Оплатить с общего счёта]
[💳 Я оплачу]
[Отменить заказ]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: the account pays
🔔 <i>№ 4</i>
Мама: заказ 1 оформлен – 2 строки, 120,50 ₽. Платит общий счёт: нажать может любой взрослый.
[📦 Показать заказ]
=== taken to the shop
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачивает Папа (с 12:00)

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

💳 Как платим: платит общий счёт

Итого: <b>120,50 ₽</b>
[🏦 Оплатить с общего счёта]
[Пусть оплатят другие]
[💰 Другая цена]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: dearer
🔔 <i>№ 3</i>
Папа: заказ 1 дороже, чем договорились. хлеб: 50 ₽ → <b>180 ₽</b>. Платит общий счёт. Согласны?
[👍 Согласиться] [👎 Нет, прежняя цена]
[📦 Показать заказ]
=== alert: too slow
🔔 <i>№ 5</i>
Вы взялись оплатить заказ 1, но 15 минут прошли. Теперь его может оплатить с общего счёта любой взрослый, и вы тоже.
[📦 Показать заказ]
=== asked whether it shall pay
🏦 Оплатить заказ 1 с общего счёта?

Уйдёт 120,50 ₽ из 150 ₽, останется 29,50 ₽. Тогда за него никто ничего не должен. Вернуть это нельзя.
[Да]
[⬅️ Назад]
=== paid
📦 <b>Заказ 1</b> · Ивановы
🏦 Оплачено с общего счёта: Папа

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

💳 Как платим: платит общий счёт

Никто ничего не должен: заплатил общий счёт.

Итого: <b>120,50 ₽</b>
[🧾 Приложить чек]
[🚚 Заказ получен]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== it lacks something
На общем счёте 29,50 ₽: для заказа 2 не хватает 70,50 ₽. Пополните его, или пусть организатор отменит заказ.
[➕ Пополнить] [📦 Показать заказ]
=== it lacks something, for the organizer
На общем счёте 29,50 ₽: для заказа 2 не хватает 70,50 ₽. Пополните его, или пусть организатор отменит заказ.
[➕ Пополнить] [Отменить заказ]
[📦 Показать заказ]
=== it is off
📦 <b>Заказ 2</b> · Ивановы
⏳ Ждёт оплаты с общего счёта: может любой взрослый

• 👉 торт, 1 шт, 100 ₽

💳 Как платим: платит общий счёт

Итого: <b>100 ₽</b>

🏦 Общий счёт выключен. Организатор может включить его или отменить заказ.
[💳 Я оплачу]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is
PAYS_EN = """
=== how to pay
💳 <b>How to pay</b>

<b>One pays</b> – whoever takes the order pays the shop, the others give them their shares.

<b>Each pays their share</b> – everybody pays the shop themselves and says so. Nobody owes anybody anything.

<b>My treat</b> – whoever pays treats the others: nobody owes anything.

✅ <b>The shared account pays</b> – the family's common money pays: nobody owes anything.
[One pays]
[Each pays their share]
[My treat]
[✅ The shared account pays]
[⬅️ Back]
=== check out, and something is missing
🧾 <b>Check out</b>
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50

💳 How we pay: the shared account pays

🏦 On the shared account: ₽100. <b>₽20.50</b> are missing: it can pay once they are there.

The shared account pays: nobody owes anything.

Total: <b>₽120.50</b>
[✅ Check out]
[➕ Top up]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount]
[🛒 Cart] [⬅️ Back]
=== check out with a surprise
🧾 <b>Check out</b>
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50
• 🎁 <b>духи</b>, 1 pc, ₽300

🎁 Surprises become an order of their own; those they are for do not see it.

💳 How we pay: the shared account pays

🏦 On the shared account: ₽150. When it has paid, ₽29.50 are left.

🎁 Everybody sees what the shared account pays, so surprises are paid by one of you:

Мама: ₽300

Total: <b>₽420.50</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount] [🔎 Why this much]
[🛒 Cart] [⬅️ Back]
=== why
🔎 <b>Why this much</b>

₽120.50 for the lines, <b>₽120.50</b> in all

💳 How we pay: the shared account pays

The shared account pays: nobody owes anything.

🎁 Surprise: ₽300 for the lines, <b>₽300</b> in all

💳 How we pay: one pays
➗ How we split: own lines

<b>Мама</b>: ₽300
• own lines ₽300
[⬅️ Back]
=== order
📦 <b>Order 1</b> · Ивановы
⏳ The shared account pays, once an adult says so

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

💳 How we pay: the shared account pays

Total: <b>₽120.50</b>
[🏦 Pay from the shared account]
[💳 I'll pay]
[Cancel the order]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: the account pays
🔔 <i>No. 4</i>
Мама checked out: order 1, 2 lines, ₽120.50. The shared account pays: any adult can say so.
[📦 Show the order]
=== taken to the shop
📦 <b>Order 1</b> · Ивановы
💳 Папа has been paying since 12:00

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

💳 How we pay: the shared account pays

Total: <b>₽120.50</b>
[🏦 Pay from the shared account]
[Let somebody else pay]
[💰 Another price]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: dearer
🔔 <i>No. 3</i>
Папа: order 1 is dearer than agreed. хлеб: ₽50 → <b>₽180</b>. The shared account pays it. Is that all right?
[👍 I agree] [👎 No, the old price]
[📦 Show the order]
=== alert: too slow
🔔 <i>No. 5</i>
You took order 1 for payment, but 15 minutes are over. Anybody can pay it from the shared account now, you too.
[📦 Show the order]
=== asked whether it shall pay
🏦 Pay order 1 from the shared account?

₽120.50 of ₽150 go, ₽29.50 are left. Nobody owes anything for it then. This cannot be taken back.
[Yes]
[⬅️ Back]
=== paid
📦 <b>Order 1</b> · Ивановы
🏦 Paid by Папа from the shared account

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

💳 How we pay: the shared account pays

Nobody owes anything: the shared account paid.

Total: <b>₽120.50</b>
[🧾 Attach a receipt]
[🚚 Order received]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
=== it lacks something
There is ₽29.50 on the shared account: ₽70.50 are missing for order 2. Top it up, or let the organizer cancel the order.
[➕ Top up] [📦 Show the order]
=== it lacks something, for the organizer
There is ₽29.50 on the shared account: ₽70.50 are missing for order 2. Top it up, or let the organizer cancel the order.
[➕ Top up] [Cancel the order]
[📦 Show the order]
=== it is off
📦 <b>Order 2</b> · Ивановы
⏳ The shared account pays, once an adult says so

• 👉 торт, 1 pc, ₽100

💳 How we pay: the shared account pays

Total: <b>₽100</b>

🏦 The shared account is off. The organizer can switch it on, or cancel the order.
[💳 I'll pay]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is
SILENT_RU = """
=== leaving
Выйти из семьи <b>Ивановы</b>? Вот что будет:
• вы ещё должны 40 ₽, этот долг останется
• там, где каждый платит за себя, вы ещё не оплатили 30 ₽, это остаётся за вами
• организатор об этом узнает; чтобы вернуться, нужно новое приглашение
[Выйти из семьи]
[Отмена]
=== removing
Исключить из семьи <b>Ивановы</b>: <b>Ребёнок</b>?
• за участником остаётся долг 40 ₽
• там, где каждый платит за себя, за участником остаётся неоплаченная доля: 30 ₽
• я сразу сообщу; чтобы вернуться, нужно новое приглашение
[◻️ И не впускать обратно]
[🚷 Исключить]
[Отмена]
=== alert: the payee says nothing
🔔 <i>№ 5</i>
Напоминаю. Ребёнок: <b>40 ₽</b> отправлены вам. Деньги пришли?
[✅ Получено] [❌ Не пришло]
[📜 Кто что сказал]
=== alert: the keeper says nothing
🔔 <i>№ 5</i>
Напоминаю. Ребёнок: <b>500 ₽</b> для общего счёта отправлены вам. Деньги пришли?
[✅ Получено] [❌ Не пришло]
=== alert: an own share is not paid
🔔 <i>№ 5</i>
Напоминаю: ваша доля заказа 2 – <b>30 ₽</b> – ещё не оплачена. Когда оплатите, нажмите «Оплачено».
[✅ Оплачено]
[📦 Показать заказ]
=== alert: a share stays open
🔔 <i>№ 7</i>
Доля заказа 2 пока не оплачена: Ребёнок. Напоминания уже были – может быть, поможете договориться.
[📦 Показать заказ]
=== alert: a word stays out
🔔 <i>№ 8</i>
Пока не подтверждено, пришли ли деньги: Ребёнок → Папа. Напоминания уже были – может быть, поможете им договориться.
[⚖️ Расчёты]
"""  # noqa: E501  # a message is as wide as it is
SILENT_EN = """
=== leaving
Leave <b>Ивановы</b>? This is what happens:
• you still owe ₽40; that stays so
• where each pays their share, ₽30 of yours is not paid yet; that stays so
• the organizer is told; to come back you need a new invitation
[Leave the family]
[Cancel]
=== removing
Remove <b>Ребёнок</b> from <b>Ивановы</b>?
• they still owe ₽40; that stays so
• where each pays their share, ₽30 of theirs is not paid yet; that stays so
• I tell them at once; to come back they need a new invitation
[◻️ And do not let them back in]
[🚷 Remove]
[Cancel]
=== alert: the payee says nothing
🔔 <i>No. 5</i>
A reminder: Ребёнок says that <b>₽40</b> is sent to you. Has it arrived?
[✅ Received] [❌ Not received]
[📜 What was said]
=== alert: the keeper says nothing
🔔 <i>No. 5</i>
A reminder: Ребёнок says that <b>₽500</b> for the shared account is sent to you. Has it arrived?
[✅ Received] [❌ Not received]
=== alert: an own share is not paid
🔔 <i>No. 5</i>
A reminder: your share of order 2, <b>₽30</b>, is not paid yet. Tap “Paid” when it is.
[✅ Paid]
[📦 Show the order]
=== alert: a share stays open
🔔 <i>No. 7</i>
A share of order 2 is still not paid: Ребёнок. Reminders were sent; maybe your help is needed to talk about it.
[📦 Show the order]
=== alert: a word stays out
🔔 <i>No. 8</i>
Папа has not said yet whether the money arrived: Ребёнок → Папа. Reminders were sent; maybe they need your help to talk about it.
[⚖️ Balances]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", PAYS_RU), ("en", PAYS_EN)])
async def test_every_screen_on_which_the_account_pays_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await account_pays(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", SILENT_RU), ("en", SILENT_EN)])
async def test_every_screen_about_words_that_are_waited_for_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await nobody_says_anything(stage, language) == drawn(screens)
