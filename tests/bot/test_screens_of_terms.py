"""How an order is paid and split, explained, corrected and repeated: every screen, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.terms import each_and_dearer, split_and_treat

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== how to pay
💳 <b>Как платим</b>

✅ <b>Платит один</b> – кто возьмётся, платит магазину, остальные отдают свои доли.

<b>Каждый за себя</b> – каждый сам платит магазину и отмечает это. Никто никому не должен.

<b>Угощение</b> – кто оплатит, тот и угощает: никто ничего не должен.
[✅ Платит один]
[Каждый за себя]
[Угощение]
[⬅️ Назад]
=== how to split
➗ <b>Как делим</b>
На детей приходится не больше, чем стоят их строки.

✅ <b>Свои строки</b> – каждый платит за то, что добавил.

<b>Поровну</b> – на каждого взрослого приходится одинаково.

<b>По частям</b> – на кого приходится две части, тот платит вдвое больше, чем за одну.

<b>По суммам</b> – на каждого приходится сумма, которую вы укажете; вместе они составляют весь заказ.

Итого: <b>160,50 ₽</b>
[✅ Свои строки] [Поровну]
[По частям] [По суммам]
[⬅️ Назад]
=== by weights
➗ <b>Как делим</b>
На детей приходится не больше, чем стоят их строки.

<b>Свои строки</b> – каждый платит за то, что добавил.

<b>Поровну</b> – на каждого взрослого приходится одинаково.

✅ <b>По частям</b> – на кого приходится две части, тот платит вдвое больше, чем за одну.

<b>По суммам</b> – на каждого приходится сумма, которую вы укажете; вместе они составляют весь заказ.

Итого: <b>160,50 ₽</b>
[Свои строки] [Поровну]
[✅ По частям] [По суммам]
[➖] [Мама: 1] [➕]
[➖] [Папа: 2] [➕]
[⬅️ Назад]
=== delivery and discount
🚚 <b>Доставка</b>: нет
Она добавляется к строкам. Дети её не оплачивают.

🏷 <b>Скидка</b>: нет
Она уменьшает долю каждого соразмерно строкам.
[🚚 Доставка: указать]
[🏷 Скидка: указать]
[⬅️ Назад]
=== ask for the delivery
Сколько стоит доставка? Пришлите сумму, например 199.
[Отмена]
=== check out with delivery
🧾 <b>Оформить заказ</b>
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сок</b>, 1 шт, 40 ₽

💳 Как платим: платит один
➗ Как делим: по частям
🚚 Доставка: 99,99 ₽, поровну

Мама: 103,50 ₽
Папа: 156,99 ₽

Итого: <b>260,49 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка] [🔎 Почему столько]
[🛒 Корзина] [⬅️ Назад]
=== ask for the discount
Какая скидка? Пришлите сумму, например 150.
[Отмена]
=== too high a discount
Скидка не может быть больше, чем стоят сами строки: 160,50 ₽.
[🧾 Оформить]
=== delivery and discount given
🚚 <b>Доставка</b>: 99,99 ₽
Она добавляется к строкам. Дети её не оплачивают.

🏷 <b>Скидка</b>: 10 ₽
Она уменьшает долю каждого соразмерно строкам.
[🚚 Доставка: указать] [Без доставки]
[✅ поровну] [по сумме строк]
[🏷 Скидка: указать] [Без скидки]
[⬅️ Назад]
=== why, by weights
🔎 <b>Почему столько</b>

160,50 ₽ за строки, всего <b>250,49 ₽</b>

💳 Как платим: платит один
➗ Как делим: по частям
🚚 Доставка: 99,99 ₽, поровну
🏷 Скидка: 10 ₽

<b>Мама</b>: 100,16 ₽
• 1/3 всех строк 53,50 ₽
• доставка +49,99 ₽
• скидка −3,33 ₽

<b>Папа</b>: 150,33 ₽
• 2/3 всех строк 107 ₽
• доставка +49,99 ₽
• скидка −6,67 ₽
• округление +0,01 ₽
[⬅️ Назад]
=== ask for an amount
Папа: какая сумма? Пришлите её, например 500.
[Отмена]
=== an amount is missing
➗ <b>Как делим</b>
На детей приходится не больше, чем стоят их строки.

<b>Свои строки</b> – каждый платит за то, что добавил.

<b>Поровну</b> – на каждого взрослого приходится одинаково.

<b>По частям</b> – на кого приходится две части, тот платит вдвое больше, чем за одну.

✅ <b>По суммам</b> – на каждого приходится сумма, которую вы укажете; вместе они составляют весь заказ.

Итого: <b>250,49 ₽</b>

❗️ Ещё не распределено: 25,24 ₽.
[Свои строки] [Поровну]
[По частям] [✅ По суммам]
[✏️ Мама: 125,25 ₽] [+25,24 ₽]
[✏️ Папа: 100 ₽] [+25,24 ₽]
[⬅️ Назад]
=== check out with an amount missing
🧾 <b>Оформить заказ</b>
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сок</b>, 1 шт, 40 ₽

💳 Как платим: платит один
➗ Как делим: по суммам
🚚 Доставка: 99,99 ₽
🏷 Скидка: 10 ₽

Мама: 125,25 ₽
Папа: 100 ₽

Итого: <b>250,49 ₽</b>

❗️ Ещё не распределено: 25,24 ₽.
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка]
[🛒 Корзина] [⬅️ Назад]
=== why, by lines
🔎 <b>Почему столько</b>

160,50 ₽ за строки, всего <b>250,49 ₽</b>

💳 Как платим: платит один
➗ Как делим: свои строки
🚚 Доставка: 99,99 ₽, поровну
🏷 Скидка: 10 ₽

<b>Мама</b>: 116,10 ₽
• сыр 70,50 ₽
• доставка +49,99 ₽
• скидка −4,39 ₽

<b>Папа</b>: 96,88 ₽
• хлеб 50 ₽
• доставка +49,99 ₽
• скидка −3,12 ₽
• округление +0,01 ₽

<b>Ребёнок</b>: 37,51 ₽
• сок 40 ₽
• скидка −2,50 ₽
• округление +0,01 ₽
[⬅️ Назад]
=== check out as a treat
🧾 <b>Оформить заказ</b>
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сок</b>, 1 шт, 40 ₽

💳 Как платим: угощение
🚚 Доставка: 99,99 ₽
🏷 Скидка: 10 ₽

Кто оплатит, тот и угощает: никто ничего не должен.

Итого: <b>250,49 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка]
[🛒 Корзина] [⬅️ Назад]
=== order as a treat
📦 <b>Заказ 1</b> · Ивановы
⏳ Ждёт оплаты: кто заплатит в магазине?

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽
• сок, 1 шт, 40 ₽

💳 Как платим: угощение
🚚 Доставка: 99,99 ₽
🏷 Скидка: 10 ₽

Итого: <b>250,49 ₽</b>
[💳 Я оплачу]
[Отменить заказ]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: a treat
🔔 <i>№ 1</i>
Мама: заказ 1 оформлен – 3 строки, 250,49 ₽. Кто оплатит, тот и угощает: никто ничего не должен.
[📦 Показать заказ]
=== treat paid
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: Папа

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽
• сок, 1 шт, 40 ₽

💳 Как платим: угощение
🚚 Доставка: 99,99 ₽
🏷 Скидка: 10 ₽

Папа: 250,49 ₽ ✅

Итого: <b>250,49 ₽</b>
[🧾 Приложить чек]
[🚚 Заказ получен]
[💰 Другая цена]
[🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== repeated
Добавлено в корзину:
• <b>сыр</b>, 1 шт, 70,50 ₽
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>сок</b>, 1 шт, 40 ₽
[✏️ Изменить] [↩️ Вернуть]
[🛒 Корзина]
"""

EN = """
=== how to pay
💳 <b>How to pay</b>

✅ <b>One pays</b> – whoever takes the order pays the shop, the others give them their shares.

<b>Each pays their share</b> – everybody pays the shop themselves and says so. Nobody owes anybody anything.

<b>My treat</b> – whoever pays treats the others: nobody owes anything.
[✅ One pays]
[Each pays their share]
[My treat]
[⬅️ Back]
=== how to split
➗ <b>How to split</b>
Children pay no more than their own lines cost.

✅ <b>Own lines</b> – everybody pays for what they added.

<b>Equally</b> – all adults pay the same.

<b>By parts</b> – somebody with two parts pays twice as much as somebody with one.

<b>By amounts</b> – everybody pays the sum that you give; together they make up the whole order.

Total: <b>₽160.50</b>
[✅ Own lines] [Equally]
[By parts] [By amounts]
[⬅️ Back]
=== by weights
➗ <b>How to split</b>
Children pay no more than their own lines cost.

<b>Own lines</b> – everybody pays for what they added.

<b>Equally</b> – all adults pay the same.

✅ <b>By parts</b> – somebody with two parts pays twice as much as somebody with one.

<b>By amounts</b> – everybody pays the sum that you give; together they make up the whole order.

Total: <b>₽160.50</b>
[Own lines] [Equally]
[✅ By parts] [By amounts]
[➖] [Мама: 1] [➕]
[➖] [Папа: 2] [➕]
[⬅️ Back]
=== delivery and discount
🚚 <b>Delivery</b>: none
It comes on top of the lines. Children pay none of it.

🏷 <b>Discount</b>: none
It comes off everybody's lines in proportion.
[🚚 Delivery: give a sum]
[🏷 Discount: give a sum]
[⬅️ Back]
=== ask for the delivery
What does the delivery cost? Send me the sum, for example 199.
[Cancel]
=== check out with delivery
🧾 <b>Check out</b>
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50
• <b>сок</b>, 1 pc, ₽40

💳 How we pay: one pays
➗ How we split: by parts
🚚 Delivery: ₽99.99, equally

Мама: ₽103.50
Папа: ₽156.99

Total: <b>₽260.49</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount] [🔎 Why this much]
[🛒 Cart] [⬅️ Back]
=== ask for the discount
How much is the discount? Send me the sum, for example 150.
[Cancel]
=== too high a discount
A discount is at most what the lines cost: ₽160.50.
[🧾 Check out]
=== delivery and discount given
🚚 <b>Delivery</b>: ₽99.99
It comes on top of the lines. Children pay none of it.

🏷 <b>Discount</b>: ₽10
It comes off everybody's lines in proportion.
[🚚 Delivery: give a sum] [No delivery]
[✅ equally] [in proportion to the lines]
[🏷 Discount: give a sum] [No discount]
[⬅️ Back]
=== why, by weights
🔎 <b>Why this much</b>

₽160.50 for the lines, <b>₽250.49</b> in all

💳 How we pay: one pays
➗ How we split: by parts
🚚 Delivery: ₽99.99, equally
🏷 Discount: ₽10

<b>Мама</b>: ₽100.16
• 1/3 of the lines ₽53.50
• delivery +₽49.99
• discount −₽3.33

<b>Папа</b>: ₽150.33
• 2/3 of the lines ₽107
• delivery +₽49.99
• discount −₽6.67
• rounding +₽0.01
[⬅️ Back]
=== ask for an amount
How much does Папа pay? Send me the sum, for example 500.
[Cancel]
=== an amount is missing
➗ <b>How to split</b>
Children pay no more than their own lines cost.

<b>Own lines</b> – everybody pays for what they added.

<b>Equally</b> – all adults pay the same.

<b>By parts</b> – somebody with two parts pays twice as much as somebody with one.

✅ <b>By amounts</b> – everybody pays the sum that you give; together they make up the whole order.

Total: <b>₽250.49</b>

❗️ ₽25.24 of the total is not shared out yet.
[Own lines] [Equally]
[By parts] [✅ By amounts]
[✏️ Мама: ₽125.25] [+₽25.24]
[✏️ Папа: ₽100] [+₽25.24]
[⬅️ Back]
=== check out with an amount missing
🧾 <b>Check out</b>
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50
• <b>сок</b>, 1 pc, ₽40

💳 How we pay: one pays
➗ How we split: by amounts
🚚 Delivery: ₽99.99
🏷 Discount: ₽10

Мама: ₽125.25
Папа: ₽100

Total: <b>₽250.49</b>

❗️ ₽25.24 of the total is not shared out yet.
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount]
[🛒 Cart] [⬅️ Back]
=== why, by lines
🔎 <b>Why this much</b>

₽160.50 for the lines, <b>₽250.49</b> in all

💳 How we pay: one pays
➗ How we split: own lines
🚚 Delivery: ₽99.99, equally
🏷 Discount: ₽10

<b>Мама</b>: ₽116.10
• сыр ₽70.50
• delivery +₽49.99
• discount −₽4.39

<b>Папа</b>: ₽96.88
• хлеб ₽50
• delivery +₽49.99
• discount −₽3.12
• rounding +₽0.01

<b>Ребёнок</b>: ₽37.51
• сок ₽40
• discount −₽2.50
• rounding +₽0.01
[⬅️ Back]
=== check out as a treat
🧾 <b>Check out</b>
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50
• <b>сок</b>, 1 pc, ₽40

💳 How we pay: one treats all
🚚 Delivery: ₽99.99
🏷 Discount: ₽10

Whoever pays treats the others: nobody owes anything.

Total: <b>₽250.49</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount]
[🛒 Cart] [⬅️ Back]
=== order as a treat
📦 <b>Order 1</b> · Ивановы
⏳ Waiting for somebody to pay the shop

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50
• сок, 1 pc, ₽40

💳 How we pay: one treats all
🚚 Delivery: ₽99.99
🏷 Discount: ₽10

Total: <b>₽250.49</b>
[💳 I'll pay]
[Cancel the order]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: a treat
🔔 <i>No. 1</i>
Мама checked out: order 1, 3 lines, ₽250.49. Whoever pays treats the others: nobody owes anything.
[📦 Show the order]
=== treat paid
📦 <b>Order 1</b> · Ивановы
💳 Paid by Папа

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50
• сок, 1 pc, ₽40

💳 How we pay: one treats all
🚚 Delivery: ₽99.99
🏷 Discount: ₽10

Папа: ₽250.49 ✅

Total: <b>₽250.49</b>
[🧾 Attach a receipt]
[🚚 Order received]
[💰 Another price]
[🔁 Repeat the order]
[Orders] [⬅️ Back]
=== repeated
Added to the cart:
• <b>сыр</b>, 1 pc, ₽70.50
• <b>хлеб</b>, 1 pc, ₽50
• <b>сок</b>, 1 pc, ₽40
[✏️ Edit] [↩️ Undo]
[🛒 Cart]
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_about_splitting_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await split_and_treat(stage, language) == drawn(screens)


EACH_RU = """
=== order for each
📦 <b>Заказ 1</b> · Ивановы
⏳ Каждый платит магазину за себя

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

💳 Как платим: каждый за себя
➗ Как делим: свои строки

Мама: 70,50 ₽
Папа: 50 ₽

Итого: <b>120,50 ₽</b>
[✅ Оплачено]
[Отменить заказ]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: your share
🔔 <i>№ 1</i>
Мама: заказ 1 оформлен – 2 строки, 120,50 ₽. Каждый платит за себя, ваша доля – <b>50 ₽</b>. Когда оплатите, нажмите «Оплачено».
[✅ Оплачено]
[📦 Показать заказ]
=== alert: nothing to pay
🔔 <i>№ 1</i>
Мама: заказ 1 оформлен – 2 строки, 120,50 ₽. Вы за него ничего не платите.
[📦 Показать заказ]
=== one share paid
📦 <b>Заказ 1</b> · Ивановы
⏳ Каждый платит магазину за себя

• 👉 хлеб, 1 шт, 50 ₽
• сыр, 1 шт, 70,50 ₽

💳 Как платим: каждый за себя
➗ Как делим: свои строки

Мама: 70,50 ₽
Папа: 50 ₽ – оплачено ✅

Итого: <b>120,50 ₽</b>
[Пока не оплачено]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== all shares paid
📦 <b>Заказ 1</b> · Ивановы
💳 Оплачено: каждый за себя

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

💳 Как платим: каждый за себя
➗ Как делим: свои строки

Мама: 70,50 ₽ – оплачено ✅
Папа: 50 ₽ – оплачено ✅

Итого: <b>120,50 ₽</b>
[🚚 Заказ получен]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: all have paid
🔔 <i>№ 2</i>
Заказ 1 оплачен: каждый оплатил свою долю.
[📦 Показать заказ]
=== order for each done
📦 <b>Заказ 1</b> · Ивановы
✅ Готово: каждый оплатил свою долю, заказ получен

• 👉 сыр, 1 шт, 70,50 ₽
• хлеб, 1 шт, 50 ₽

💳 Как платим: каждый за себя
➗ Как делим: свои строки

Мама: 70,50 ₽ – оплачено ✅
Папа: 50 ₽ – оплачено ✅

Итого: <b>120,50 ₽</b>
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== prices
💰 <b>Другая цена</b> · заказ 2
Сколько это стоит на самом деле? Дешевле можно сразу, дороже – ещё на 100 ₽ в сумме; если больше, спросим всех, чья доля вырастет.
[торт, 1 шт: 900,01 ₽]
[🧮 Весь заказ: 900,01 ₽]
[📦 Показать заказ]
=== ask for a price
Сколько на самом деле стоит <b>торт</b>? Пока 900,01 ₽. Пришлите цену, например 89,90. Если штук несколько – цену за одну.
[Отмена]
=== price corrected
📦 <b>Заказ 2</b> · Ивановы
💳 Оплачивает Папа (с 12:00)

• торт, 1 шт, 950 ₽

💳 Как платим: платит один
➗ Как делим: поровну

Мама: 316,67 ₽
Папа: 316,67 ₽
Ребёнок: 316,66 ₽

Итого: <b>950 ₽</b>
[✅ Оплачено] [Пусть оплатят другие]
[💰 Другая цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: price corrected
🔔 <i>№ 5</i>
Папа: в заказе 2 другая цена. торт: 900,01 ₽ → <b>950 ₽</b>. Ваша доля теперь 316,66 ₽, была 300 ₽.
[📦 Показать заказ]
=== ask for the sum
Сколько на самом деле стоит весь заказ? Пока 950 ₽. Пришлите сумму.
[Отмена]
=== price asked about
📦 <b>Заказ 2</b> · Ивановы
💳 Оплачивает Папа (с 12:00)

• торт, 1 шт, 950 ₽

💳 Как платим: платит один
➗ Как делим: поровну

Мама: 316,67 ₽
Папа: 316,67 ₽
Ребёнок: 316,66 ₽

Итого: <b>950 ₽</b>

❔ Весь заказ: 950 ₽ → <b>1 200 ₽</b>? Ждём ответа: Мама, Ребёнок
[✅ Оплачено] [Пусть оплатят другие]
[💰 Другая цена]
[↩️ Оставить прежнюю цену]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: is it all right?
🔔 <i>№ 6</i>
Папа: заказ 2 дороже, чем договорились. Весь заказ: 950 ₽ → <b>1 200 ₽</b>. Ваша доля станет 400 ₽ вместо 316,66 ₽. Согласны?
[👍 Согласиться] [👎 Нет, прежняя цена]
[📦 Показать заказ]
=== order with a question
📦 <b>Заказ 2</b> · Ивановы
💳 Оплачивает Папа (с 12:00)

• 👉 торт, 1 шт, 950 ₽

💳 Как платим: платит один
➗ Как делим: поровну

Мама: 316,67 ₽
Папа: 316,67 ₽
Ребёнок: 316,66 ₽

Итого: <b>950 ₽</b>

❔ Весь заказ: 950 ₽ → <b>1 200 ₽</b>? Ждём ответа: Мама
[👍 Согласиться] [👎 Нет, прежняя цена]
[🔎 Почему столько] [🔁 Повторить заказ]
[Заказы] [⬅️ Назад]
=== alert: the old price
🔔 <i>№ 5</i>
Мама: нет. Весь заказ (заказ 2): цена прежняя, не 1 200 ₽.
[📦 Показать заказ]
=== why, equally
🔎 <b>Почему столько</b>

📦 Заказ 2: 950 ₽ за строки, всего <b>950 ₽</b>

💳 Как платим: платит один
➗ Как делим: поровну

<b>Мама</b>: 316,67 ₽
• 1/3 всех строк 316,66 ₽
• округление +0,01 ₽

<b>Папа</b>: 316,67 ₽
• 1/3 всех строк 316,66 ₽
• округление +0,01 ₽

<b>Ребёнок</b>: 316,66 ₽
• 1/3 всех строк 316,66 ₽
[📦 Показать заказ]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EACH_EN = """
=== order for each
📦 <b>Order 1</b> · Ивановы
⏳ Each pays the shop their share

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

💳 How we pay: each pays their share
➗ How we split: own lines

Мама: ₽70.50
Папа: ₽50

Total: <b>₽120.50</b>
[✅ Paid]
[Cancel the order]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: your share
🔔 <i>No. 1</i>
Мама checked out: order 1, 2 lines, ₽120.50. Each pays the shop their share; yours is <b>₽50</b>. Tap “Paid” when you have.
[✅ Paid]
[📦 Show the order]
=== alert: nothing to pay
🔔 <i>No. 1</i>
Мама checked out: order 1, 2 lines, ₽120.50. You pay nothing for it.
[📦 Show the order]
=== one share paid
📦 <b>Order 1</b> · Ивановы
⏳ Each pays the shop their share

• 👉 хлеб, 1 pc, ₽50
• сыр, 1 pc, ₽70.50

💳 How we pay: each pays their share
➗ How we split: own lines

Мама: ₽70.50
Папа: ₽50 – paid ✅

Total: <b>₽120.50</b>
[Not paid yet after all]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== all shares paid
📦 <b>Order 1</b> · Ивановы
💳 Paid: each paid their share

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

💳 How we pay: each pays their share
➗ How we split: own lines

Мама: ₽70.50 – paid ✅
Папа: ₽50 – paid ✅

Total: <b>₽120.50</b>
[🚚 Order received]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: all have paid
🔔 <i>No. 2</i>
Order 1 is paid: each paid their share.
[📦 Show the order]
=== order for each done
📦 <b>Order 1</b> · Ивановы
✅ Done: each paid their share, order received

• 👉 сыр, 1 pc, ₽70.50
• хлеб, 1 pc, ₽50

💳 How we pay: each pays their share
➗ How we split: own lines

Мама: ₽70.50 – paid ✅
Папа: ₽50 – paid ✅

Total: <b>₽120.50</b>
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== prices
💰 <b>Another price</b> · order 2
What does it really cost? Less is fine at once, and up to ₽100 more in all; beyond that everybody is asked whose share grows.
[торт, 1 pc: ₽900.01]
[🧮 The whole order: ₽900.01]
[📦 Show the order]
=== ask for a price
What does <b>торт</b> really cost? So far it is ₽900.01. Send me the price, for example 89.90. If there are several, the price of one.
[Cancel]
=== price corrected
📦 <b>Order 2</b> · Ивановы
💳 Папа has been paying since 12:00

• торт, 1 pc, ₽950

💳 How we pay: one pays
➗ How we split: equally

Мама: ₽316.67
Папа: ₽316.67
Ребёнок: ₽316.66

Total: <b>₽950</b>
[✅ Paid] [Let somebody else pay]
[💰 Another price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: price corrected
🔔 <i>No. 5</i>
Папа corrected a price in order 2. торт: ₽900.01 → <b>₽950</b>. Your share is ₽316.66 now, it was ₽300.
[📦 Show the order]
=== ask for the sum
What does the whole order really cost? So far it is ₽950. Send me the sum.
[Cancel]
=== price asked about
📦 <b>Order 2</b> · Ивановы
💳 Папа has been paying since 12:00

• торт, 1 pc, ₽950

💳 How we pay: one pays
➗ How we split: equally

Мама: ₽316.67
Папа: ₽316.67
Ребёнок: ₽316.66

Total: <b>₽950</b>

❔ The whole order: ₽950 → <b>₽1,200</b>? Waiting for: Мама, Ребёнок
[✅ Paid] [Let somebody else pay]
[💰 Another price]
[↩️ Keep the old price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: is it all right?
🔔 <i>No. 6</i>
Папа: order 2 is dearer than agreed. The whole order: ₽950 → <b>₽1,200</b>. Your share would be ₽400 instead of ₽316.66. Is that all right?
[👍 I agree] [👎 No, the old price]
[📦 Show the order]
=== order with a question
📦 <b>Order 2</b> · Ивановы
💳 Папа has been paying since 12:00

• 👉 торт, 1 pc, ₽950

💳 How we pay: one pays
➗ How we split: equally

Мама: ₽316.67
Папа: ₽316.67
Ребёнок: ₽316.66

Total: <b>₽950</b>

❔ The whole order: ₽950 → <b>₽1,200</b>? Waiting for: Мама
[👍 I agree] [👎 No, the old price]
[🔎 Why this much] [🔁 Repeat the order]
[Orders] [⬅️ Back]
=== alert: the old price
🔔 <i>No. 5</i>
Мама does not agree. The whole order (order 2): the old price stays, not ₽1,200.
[📦 Show the order]
=== why, equally
🔎 <b>Why this much</b>

📦 Order 2: ₽950 for the lines, <b>₽950</b> in all

💳 How we pay: one pays
➗ How we split: equally

<b>Мама</b>: ₽316.67
• 1/3 of the lines ₽316.66
• rounding +₽0.01

<b>Папа</b>: ₽316.67
• 1/3 of the lines ₽316.66
• rounding +₽0.01

<b>Ребёнок</b>: ₽316.66
• 1/3 of the lines ₽316.66
[📦 Show the order]
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", EACH_RU), ("en", EACH_EN)])
async def test_every_screen_about_paying_each_and_other_prices_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await each_and_dearer(stage, language) == drawn(screens)
