"""In the shop, and what a family buys again and again: whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.shopping import go_shopping, keep_staples
from tests.bot.stage import DAD, MUM

if TYPE_CHECKING:
    from tests.bot.stage import Stage

SHOP_RU = """
=== nobody in the shop, for a limited member
🛍 Сейчас в магазине никого. Когда взрослый пойдёт, я скажу, и можно будет добавить в корзину.
[➕ Добавить] [🛒 Корзина]
=== how long
🛍 <b>В магазине</b>
На сколько? Семья узнает и успеет добавить в корзину.

Другое время: <code>/go 30</code> или <code>/go 18:30</code>
[⏱ 20 мин] [⏱ 40 мин] [⏱ 60 мин]
[🛒 Корзина] [⬅️ Назад]
=== no time
«скоро»: до какого времени вы в магазине? Можно от 5 минут до 4 часов: /go 40, /go 18:30, /go час.
[🛍 Список покупок]
=== list
🛍 <b>Вы в магазине</b> до 12:40
куплено: 0 · осталось: 4 · 0 ₽

1. ▫️ ❗️<b>хлеб</b>, 1 шт, 50 ₽ – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 шт, 179,80 ₽ – Мама
3. ▫️ <b>кефир</b>, 1 л, 90 ₽ – Мама
4. ▫️ <b>чипсы</b>, 1 шт, 90 ₽ – Ребёнок

✅ куплено · ✖️ нет · 🔁 замена · 💰 цена · ↩️ снять отметку
[1 ✅] [1 ✖️] [1 🔁] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ✅] [3 ✖️] [3 🔁] [3 💰]
[4 ✅] [4 ✖️] [4 🔁] [4 💰]
[🏠 Закончить]
[⏱ 20 мин] [⏱ 40 мин] [⏱ 60 мин]
[🛒 Корзина] [⬅️ Назад]
=== alert: somebody is in the shop
🔔 <i>№ 3</i>
🛍 Папа в магазине до 12:40: добавляйте сейчас.
[➕ Добавить] [🛒 Корзина]
=== somebody else is in the shop
🛍 Папа в магазине до 12:40: добавляйте сейчас.
[➕ Добавить] [🛒 Корзина]
=== what instead
Что есть вместо <b>кефир</b>, 1 л, 90 ₽? Пришлите вместе с ценой, например:
<code>кефир 1 л 95</code>

Спрошу, подойдёт ли: Мама.
[Отмена]
=== without a price
Сколько это стоит? Пришлите вместе с ценой, например: кефир 1 л 95
=== author is asked
🔁 Вопрос отправлен (Мама): <b>ряженка</b>, 1 л, 95 ₽ вместо «кефир»?
Передам ответ, а если его не будет, скажу через 10 минут. Можно покупать дальше.
[↩️ Вернуть]
[🛍 Список покупок]
[🛒 Корзина]
=== alert: will it do
🔔 <i>№ 5</i>
🔁 Папа в магазине, а «кефир» там нет. Подойдёт вместо этого?
<b>ряженка</b>, 1 л, 95 ₽

Ответьте за 10 минут: без ответа замены не будет.
[✅ Да] [✖️ Нет]
=== list with marks
🛍 <b>Вы в магазине</b> до 13:00
куплено: 1 · нет: 1 · осталось: 1 · 50 ₽

1. ✅ ❗️<b>хлеб</b>, 1 шт, 50 ₽ – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 шт, 179,80 ₽ – Мама
3. 🔁 <b>кефир</b>, 1 л, 90 ₽ – Мама
4. ✖️ <b>чипсы</b>, 1 шт, 90 ₽ – Ребёнок

✅ куплено · ✖️ нет · 🔁 замена · 💰 цена · ↩️ снять отметку
[1 ↩️] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ✅] [3 ✖️] [3 ↩️]
[4 ✅] [4 🔁] [4 ↩️]
[🏠 Закончить]
[⏱ 20 мин] [⏱ 40 мин] [⏱ 60 мин]
[🛒 Корзина] [⬅️ Назад]
=== cart with marks
🛒 <b>Ивановы</b>

1. ✅ ❗️<b>хлеб</b>, 1 шт, 50 ₽ – Мама
     <i>ржаной</i>
     🛍 куплено
2. ✅ <b>молоко</b>, 2 шт, 179,80 ₽ – Мама
3. ✅ <b>кефир</b>, 1 л, 90 ₽ – Мама
     🔁 замена?
4. 🗳 <b>телевизор</b>, 1 шт, 20 000 ₽ – Мама
5. ✅ <b>чипсы</b>, 1 шт, 90 ₽ – Ребёнок
     ✖️ нет в магазине

5 строк · согласовано: 4 · 20 409,80 ₽

🛍 Папа в магазине до 13:00: добавляйте сейчас.
[−] [1: 1 шт] [+] [👍 0] [👎 0]
[−] [2: 2 шт] [+] [👍 0] [👎 0]
[−] [3: 1 л] [+] [👍 0] [👎 0]
[−] [4: 1 шт] [+] [👍 0] [👎 0]
[−] [5: 1 шт] [+] [👍 0] [👎 0]
[➕ Добавить] [🧾 Оформить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== it will do
✅ Берём «ряженка». Покупатель уже знает.
[↩️ Вернуть]
[🛒 Корзина]
=== alert: it will do
🔔 <i>№ 1</i>
✅ Мама: да, «ряженка» вместо «кефир».
[✅ Куплено]
[🛍 Список покупок]
=== list in the end
🛍 <b>Вы в магазине</b> до 13:00
куплено: 2 · нет: 1 · осталось: 1 · 145 ₽

1. ✅ ❗️<b>хлеб</b>, 1 шт, 50 ₽ – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 шт, 179,80 ₽ – Мама
3. ✅ <b>ряженка</b>, 1 л, 95 ₽ – Мама
4. ✖️ <b>чипсы</b>, 1 шт, 90 ₽ – Ребёнок

✅ куплено · ✖️ нет · 🔁 замена · 💰 цена · ↩️ снять отметку
[1 ↩️] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ↩️] [3 💰]
[4 ✅] [4 🔁] [4 ↩️]
[↩️ Вернуть]
[🏠 Закончить]
[⏱ 20 мин] [⏱ 40 мин] [⏱ 60 мин]
[🛒 Корзина] [⬅️ Назад]
=== alert: new on the list
🔔 <i>№ 2</i>
🛍 Новое в списке:
• соль
[🛍 Список покупок]
=== back
🏠 <b>Поход в магазин закончен</b>
✅ куплено: 2, 145 ₽
✖️ не нашлось: 1
▫️ осталось в корзине: 2

Оформляет заказ Мама: сообщение уже в пути.
[🛒 Корзина] [⬅️ Назад]
=== alert: back
🔔 <i>№ 6</i>
🏠 Папа: поход в магазин закончен.
✅ куплено: 2, 145 ₽
✖️ не нашлось: 1
▫️ осталось в корзине: 2
Купленное можно оформить.
[🧾 Оформить]
[🛒 Корзина]
=== line that is bought
<b>хлеб</b>, 1 шт, 50 ₽
Кто добавил: Мама
Цена: 50 ₽
Заметка: ржаной
✅ Согласовано без голосования
🛍 куплено
[👍 0] [👎 0]
[↩️ Не куплено]
[⭐️ В постоянные]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== check-out
🧾 <b>Оформить заказ</b>
• <b>хлеб</b>, 1 шт, 50 ₽
• <b>ряженка</b>, 1 л, 95 ₽

1 строка ещё ждёт голосов и останется в корзине.

Только купленное; ещё 3 согласованные строки остаются в корзине.

💳 Как платим: платит один
➗ Как делим: свои строки

Мама: 145 ₽

Итого: <b>145 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка] [🔎 Почему столько]
[🛒 Корзина] [⬅️ Назад]
"""

SHOP_EN = """
=== nobody in the shop, for a limited member
🛍 Nobody is in the shop right now. When an adult goes, you are told and can add to the cart.
[➕ Add] [🛒 Cart]
=== how long
🛍 <b>At the shop</b>
How long will you be there? The family is told and can add to the cart meanwhile.

Any other time: <code>/go 30</code> or <code>/go 18:30</code>
[⏱ 20 min] [⏱ 40 min] [⏱ 60 min]
[🛒 Cart] [⬅️ Back]
=== no time
“скоро”: until when are you in the shop? It can be 5 minutes to 4 hours: /go 40, /go 18:30, /go an hour.
[🛍 Shopping list]
=== list
🛍 <b>You are in the shop</b> until 12:40
bought: 0 · left: 4 · ₽0

1. ▫️ ❗️<b>хлеб</b>, 1 pc, ₽50 – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 pcs, ₽179.80 – Мама
3. ▫️ <b>кефир</b>, 1 l, ₽90 – Мама
4. ▫️ <b>чипсы</b>, 1 pc, ₽90 – Ребёнок

✅ bought · ✖️ not there · 🔁 replacement · 💰 price · ↩️ take the mark off
[1 ✅] [1 ✖️] [1 🔁] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ✅] [3 ✖️] [3 🔁] [3 💰]
[4 ✅] [4 ✖️] [4 🔁] [4 💰]
[🏠 I'm done]
[⏱ 20 min] [⏱ 40 min] [⏱ 60 min]
[🛒 Cart] [⬅️ Back]
=== alert: somebody is in the shop
🔔 <i>No. 3</i>
🛍 Папа is in the shop until 12:40: add now what is missing.
[➕ Add] [🛒 Cart]
=== somebody else is in the shop
🛍 Папа is in the shop until 12:40: add now what is missing.
[➕ Add] [🛒 Cart]
=== what instead
What is there instead of <b>кефир</b>, 1 l, ₽90? Send it with its price, for example:
<code>kefir 1 l 95</code>

Мама is asked whether it will do.
[Cancel]
=== without a price
What does it cost? Send it with the price, for example: kefir 1 l 95
=== author is asked
🔁 Мама is asked: <b>ряженка</b>, 1 l, ₽95 instead of “кефир”?
You will be told the answer, or in 10 minutes that there is none. Go on with the list.
[↩️ Undo]
[🛍 Shopping list]
[🛒 Cart]
=== alert: will it do
🔔 <i>No. 5</i>
🔁 Папа is in the shop and cannot find “кефир”. Will this do instead?
<b>ряженка</b>, 1 l, ₽95

Please answer within 10 minutes; without an answer nothing is taken.
[✅ Yes] [✖️ No]
=== list with marks
🛍 <b>You are in the shop</b> until 13:00
bought: 1 · not there: 1 · left: 1 · ₽50

1. ✅ ❗️<b>хлеб</b>, 1 pc, ₽50 – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 pcs, ₽179.80 – Мама
3. 🔁 <b>кефир</b>, 1 l, ₽90 – Мама
4. ✖️ <b>чипсы</b>, 1 pc, ₽90 – Ребёнок

✅ bought · ✖️ not there · 🔁 replacement · 💰 price · ↩️ take the mark off
[1 ↩️] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ✅] [3 ✖️] [3 ↩️]
[4 ✅] [4 🔁] [4 ↩️]
[🏠 I'm done]
[⏱ 20 min] [⏱ 40 min] [⏱ 60 min]
[🛒 Cart] [⬅️ Back]
=== cart with marks
🛒 <b>Ивановы</b>

1. ✅ ❗️<b>хлеб</b>, 1 pc, ₽50 – Мама
     <i>ржаной</i>
     🛍 bought
2. ✅ <b>молоко</b>, 2 pcs, ₽179.80 – Мама
3. ✅ <b>кефир</b>, 1 l, ₽90 – Мама
     🔁 a replacement?
4. 🗳 <b>телевизор</b>, 1 pc, ₽20,000 – Мама
5. ✅ <b>чипсы</b>, 1 pc, ₽90 – Ребёнок
     ✖️ not there

5 lines · agreed: 4 · ₽20,409.80

🛍 Папа is in the shop until 13:00: add now what is missing.
[−] [1: 1 pc] [+] [👍 0] [👎 0]
[−] [2: 2 pcs] [+] [👍 0] [👎 0]
[−] [3: 1 l] [+] [👍 0] [👎 0]
[−] [4: 1 pc] [+] [👍 0] [👎 0]
[−] [5: 1 pc] [+] [👍 0] [👎 0]
[➕ Add] [🧾 Check out]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== it will do
✅ “ряженка” is taken instead. The shopper is told.
[↩️ Undo]
[🛒 Cart]
=== alert: it will do
🔔 <i>No. 1</i>
✅ Мама: yes, “ряженка” instead of “кефир”.
[✅ Bought]
[🛍 Shopping list]
=== list in the end
🛍 <b>You are in the shop</b> until 13:00
bought: 2 · not there: 1 · left: 1 · ₽145

1. ✅ ❗️<b>хлеб</b>, 1 pc, ₽50 – Мама
     <i>ржаной</i>
2. ▫️ <b>молоко</b>, 2 pcs, ₽179.80 – Мама
3. ✅ <b>ряженка</b>, 1 l, ₽95 – Мама
4. ✖️ <b>чипсы</b>, 1 pc, ₽90 – Ребёнок

✅ bought · ✖️ not there · 🔁 replacement · 💰 price · ↩️ take the mark off
[1 ↩️] [1 💰]
[2 ✅] [2 ✖️] [2 🔁] [2 💰]
[3 ↩️] [3 💰]
[4 ✅] [4 🔁] [4 ↩️]
[↩️ Undo]
[🏠 I'm done]
[⏱ 20 min] [⏱ 40 min] [⏱ 60 min]
[🛒 Cart] [⬅️ Back]
=== alert: new on the list
🔔 <i>No. 2</i>
🛍 New on your list:
• соль
[🛍 Shopping list]
=== back
🏠 <b>Back from the shop</b>
✅ bought: 2, ₽145
✖️ not there: 1
▫️ left in the cart: 2

Мама is told that what is bought can be checked out.
[🛒 Cart] [⬅️ Back]
=== alert: back
🔔 <i>No. 6</i>
🏠 Папа is back from the shop.
✅ bought: 2, ₽145
✖️ not there: 1
▫️ left in the cart: 2
What is bought can be checked out.
[🧾 Check out]
[🛒 Cart]
=== line that is bought
<b>хлеб</b>, 1 pc, ₽50
Added by Мама
Price: ₽50
Note: ржаной
✅ Agreed without a vote
🛍 bought
[👍 0] [👎 0]
[↩️ Not bought]
[⭐️ Make it a staple]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== check-out
🧾 <b>Check out</b>
• <b>хлеб</b>, 1 pc, ₽50
• <b>ряженка</b>, 1 l, ₽95

1 line still waits for votes and stays in the cart.

Only what is bought; 3 other agreed lines stay in the cart.

💳 How we pay: one pays
➗ How we split: own lines

Мама: ₽145

Total: <b>₽145</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount] [🔎 Why this much]
[🛒 Cart] [⬅️ Back]
"""

STAPLES_RU = """
=== no staples
⭐️ <b>Постоянные</b>
То, что покупаете снова и снова: одно нажатие – и оно в корзине.
Откройте строку корзины и нажмите «В постоянные».
[🛒 Корзина] [⬅️ Назад]
=== suggestion
⭐️ <b>Постоянные</b>
То, что покупаете снова и снова: одно нажатие – и оно в корзине.
Откройте строку корзины и нажмите «В постоянные».

Это вы берёте часто. Нажмите – и будет в постоянных:
[⭐️ молоко]
[🛒 Корзина] [⬅️ Назад]
=== one staple
⭐️ <b>Постоянные</b>

1. <b>молоко</b>, 1 шт, 95 ₽
[1 ➕] [1 🗑]
[➕ Добавить недостающее: 1]
[🛒 Корзина] [⬅️ Назад]
=== line
<b>сыр</b>, 300 г, 400 ₽
Кто добавил: Мама
Цена: 400 ₽
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[−] [300 г] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== line of a staple
<b>сыр</b>, 300 г, 400 ₽
Кто добавил: Мама
Цена: 400 ₽
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ Убрать из постоянных]
[−] [300 г] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== two staples
⭐️ <b>Постоянные</b>

1. <b>молоко</b>, 1 шт, 95 ₽
2. <b>сыр</b>, 300 г, 400 ₽ – в корзине
[1 ➕] [1 🗑]
[2 🗑]
[➕ Добавить недостающее: 1]
[🛒 Корзина] [⬅️ Назад]
=== toast
В корзине: молоко
=== all in the cart
⭐️ <b>Постоянные</b>

1. <b>молоко</b>, 1 шт, 95 ₽ – в корзине
2. <b>сыр</b>, 300 г, 400 ₽ – в корзине
[1 🗑]
[2 🗑]
[🛒 Корзина] [⬅️ Назад]
=== toast again
Всё это уже в корзине.
=== one less
⭐️ <b>Постоянные</b>

1. <b>сыр</b>, 300 г, 400 ₽ – в корзине

Это вы берёте часто. Нажмите – и будет в постоянных:
[1 🗑]
[⭐️ молоко]
[🛒 Корзина] [⬅️ Назад]
"""

STAPLES_EN = """
=== no staples
⭐️ <b>Staples</b>
What you buy again and again: one tap puts it into the cart.
Open a line of the cart and tap “Make it a staple”.
[🛒 Cart] [⬅️ Back]
=== suggestion
⭐️ <b>Staples</b>
What you buy again and again: one tap puts it into the cart.
Open a line of the cart and tap “Make it a staple”.

You buy this often. Tap it to make it a staple:
[⭐️ молоко]
[🛒 Cart] [⬅️ Back]
=== one staple
⭐️ <b>Staples</b>

1. <b>молоко</b>, 1 pc, ₽95
[1 ➕] [1 🗑]
[➕ Add all that is missing: 1]
[🛒 Cart] [⬅️ Back]
=== line
<b>сыр</b>, 300 g, ₽400
Added by Мама
Price: ₽400
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[−] [300 g] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== line of a staple
<b>сыр</b>, 300 g, ₽400
Added by Мама
Price: ₽400
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ No staple any more]
[−] [300 g] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== two staples
⭐️ <b>Staples</b>

1. <b>молоко</b>, 1 pc, ₽95
2. <b>сыр</b>, 300 g, ₽400 – in the cart
[1 ➕] [1 🗑]
[2 🗑]
[➕ Add all that is missing: 1]
[🛒 Cart] [⬅️ Back]
=== toast
In the cart: молоко
=== all in the cart
⭐️ <b>Staples</b>

1. <b>молоко</b>, 1 pc, ₽95 – in the cart
2. <b>сыр</b>, 300 g, ₽400 – in the cart
[1 🗑]
[2 🗑]
[🛒 Cart] [⬅️ Back]
=== toast again
It is all in the cart already.
=== one less
⭐️ <b>Staples</b>

1. <b>сыр</b>, 300 g, ₽400 – in the cart

You buy this often. Tap it to make it a staple:
[1 🗑]
[⭐️ молоко]
[🛒 Cart] [⬅️ Back]
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", SHOP_RU), ("en", SHOP_EN)])
async def test_every_screen_of_a_trip_says_what_it_should(stage: Stage, language: str, screens: str) -> None:
    assert await go_shopping(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", STAPLES_RU), ("en", STAPLES_EN)])
async def test_every_screen_about_staples_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await keep_staples(stage, language) == drawn(screens)


TIMED_OUT = {
    "ru": """\
🔔 <i>№ 2</i>
⏱ Время в магазине вышло. Куплено: 1, осталось в корзине: 2. Если вы ещё там – /go.
[🧾 Оформить]
[🛒 Корзина] [🛍 Я в магазине]""",
    "en": """\
🔔 <i>No. 2</i>
⏱ Your time in the shop is over. Bought: 1, left in the cart: 2. If you are still there, say /go again.
[🧾 Check out]
[🛒 Cart] [🛍 I'm at the shop]""",
}


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_trip_that_nobody_ended_leads_on_to_the_check_out(stage: Stage, language: str) -> None:
    for person in (MUM, DAD):
        stage.people.edit_person(person, language_code=language)
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.add(DAD, "хлеб 50 р; молоко 90 р; соль 20 р")
    await stage.say(MUM, "/go 20")
    await stage.press(MUM, "mark:1:1:bought:0")
    await stage.press(MUM, "mark:2:1:missing:0")
    stage.pass_by(50 * 60)
    await stage.do["tend_trips"]()
    await stage.deliver()
    assert stage.shows(MUM) == TIMED_OUT[language]
