"""What waits for an adult, and what the family has: whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.cart import ask_and_answer
from tests.bot.scripts.family import switch_benefits

if TYPE_CHECKING:
    from tests.bot.stage import Stage

ASKING_RU = """
=== added above the limit
Добавлено в корзину:
• <b>самокат</b>, 1 шт, 9 000 ₽ ⏳ ждёт взрослого
[✏️ Изменить] [↩️ Вернуть]
[🛒 Корзина]
=== alert: somebody asks
🔔 <i>№ 3</i>
Ребёнок просит «самокат» за 9 000 ₽, а лимит – 500 ₽. Можно купить?
[✅ Разрешить] [🚫 Отклонить]
[🔎 Показать строку]
=== several added
Добавлено в корзину:
• <b>велосипед</b>, 1 шт ⏳ ждёт взрослого
• <b>конфеты</b>, 300 г, 100 ₽
• <b>мяч</b>, 1 шт, 700 ₽ ⏳ ждёт взрослого
[✏️ Изменить] [↩️ Вернуть]
[🛒 Корзина]
=== alert: several ask
🔔 <i>№ 4</i>
Ребёнок: в корзине 2 новые строки, они ждут взрослого.
[⏳ Разрешения]
=== home with what waits
<b>Ивановы</b>
Вы организатор.
3 человека · 4 строки в корзине
[🛒 Корзина] [➕ Добавить]
[🧺 Моя корзина]
[⏳ Разрешения: 3]
[📦 Заказы] [👪 Семья]
[🔗 Пригласить]
[❓ Помощь] [👤 Профиль]
=== queue
⏳ <b>Ждёт взрослого</b>

1. <b>самокат</b>, 1 шт, 9 000 ₽ – Ребёнок
     лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
2. <b>велосипед</b>, 1 шт – Ребёнок
     без цены · лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
3. <b>мяч</b>, 1 шт, 700 ₽ – Ребёнок
     лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
[1: ✅] [1: 🚫] [1: ✍️ С запиской]
[2: ✅] [2: 🚫] [2: ✍️ С запиской]
[3: ✅] [3: 🚫] [3: ✍️ С запиской]
[⬅️ Назад]
=== queue of the author
⏳ <b>Ждёт взрослого</b>

1. <b>самокат</b>, 1 шт, 9 000 ₽ – Ребёнок
     лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
2. <b>велосипед</b>, 1 шт – Ребёнок
     без цены · лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
3. <b>мяч</b>, 1 шт, 700 ₽ – Ребёнок
     лимит: 500 ₽ · только что добавлено · до 3 мар., 12:00
[1: самокат]
[2: велосипед]
[3: мяч]
[⬅️ Назад]
=== line that waits, for an adult
<b>самокат</b>, 1 шт, 9 000 ₽
Кто добавил: Ребёнок
Цена: 9 000 ₽
⏳ Ждёт взрослого до 3 мар., 12:00: выше лимита автора
[✅ Разрешить] [🚫 Отклонить]
[✅✍️ Разрешить с запиской]
[🚫✍️ Отклонить с запиской]
[⭐️ В постоянные]
[🛒 Корзина] [📖 Журнал]
=== note to a no
«самокат» – нет. Что передать автору (Ребёнок)? До 200 знаков.
[Отмена]
=== declined
🚫 «самокат» – нет. Ребёнок об этом узнает.
[↩️ Вернуть]
[⏳ Разрешения] [🛒 Корзина]
=== line of unknown cost, for its author
<b>велосипед</b>, 1 шт
Кто добавил: Ребёнок
⏳ Ждёт взрослого до 3 мар., 12:00: цена неизвестна
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== note to a yes
«мяч» – да. Что передать автору (Ребёнок)? До 200 знаков.
[Отмена]
=== allowed
✅ «мяч» – можно. Ребёнок об этом узнает.
[↩️ Вернуть]
[⏳ Разрешения] [🛒 Корзина]
=== alert: allowed
🔔 <i>№ 2</i>
Папа: ваша строка «мяч» – можно.
«играть во дворе»
[🔎 Показать строку]
=== declined line
<b>самокат</b>, 1 шт, 9 000 ₽
Кто добавил: Ребёнок
Цена: 9 000 ₽
🚫 Папа: нет – «дорого, давай &lt;летом&gt;»
[🗳 Спросить ещё раз]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== allowed line
<b>мяч</b>, 1 шт, 700 ₽
Кто добавил: Ребёнок
Цена: 700 ₽
👌 Папа: можно – «играть во дворе»
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== cart
🛒 <b>Ивановы</b>

1. 🚫 <b>самокат</b>, 1 шт, 9 000 ₽ – Ребёнок
     не разрешено
2. ⏳ <b>велосипед</b>, 1 шт – Ребёнок
     ждёт взрослого
3. ✅ <b>конфеты</b>, 300 г, 100 ₽ – Ребёнок
     совет: 👎 1
4. ✅ <b>мяч</b>, 1 шт, 700 ₽ – Ребёнок
5. 🗳 <b>пылесос</b>, 1 шт, 5 000 ₽ – Папа

5 строк · согласовано: 2 · ждёт взрослого: 1 · 5 800 ₽
[−] [1: 1 шт] [+]
[−] [2: 1 шт] [+]
[−] [3: 300 г] [+] [👍 0] [👎 0]
[−] [4: 1 шт] [+] [👍 0] [👎 0]
[−] [5: 1 шт] [+] [👍 0] [👎 0]
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
"""

ASKING_EN = """
=== added above the limit
Added to the cart:
• <b>самокат</b>, 1 pc, ₽9,000 ⏳ waits for an adult
[✏️ Edit] [↩️ Undo]
[🛒 Cart]
=== alert: somebody asks
🔔 <i>No. 3</i>
Ребёнок would like “самокат” for ₽9,000; the limit is ₽500. May it be bought?
[✅ Approve] [🚫 Turn down]
[🔎 Show the line]
=== several added
Added to the cart:
• <b>велосипед</b>, 1 pc ⏳ waits for an adult
• <b>конфеты</b>, 300 g, ₽100
• <b>мяч</b>, 1 pc, ₽700 ⏳ waits for an adult
[✏️ Edit] [↩️ Undo]
[🛒 Cart]
=== alert: several ask
🔔 <i>No. 4</i>
Ребёнок added 2 lines that wait for an adult.
[⏳ Approvals]
=== home with what waits
<b>Ивановы</b>
You are the organizer.
3 people · 4 lines in the cart
[🛒 Cart] [➕ Add]
[🧺 My cart]
[⏳ Approvals: 3]
[📦 Orders] [👪 Family]
[🔗 Invite]
[❓ Help] [👤 Profile]
=== queue
⏳ <b>Waiting for an adult</b>

1. <b>самокат</b>, 1 pc, ₽9,000 – Ребёнок
     limit: ₽500 · has just been added · until 3 Mar, 12:00
2. <b>велосипед</b>, 1 pc – Ребёнок
     no price · limit: ₽500 · has just been added · until 3 Mar, 12:00
3. <b>мяч</b>, 1 pc, ₽700 – Ребёнок
     limit: ₽500 · has just been added · until 3 Mar, 12:00
[1: ✅] [1: 🚫] [1: ✍️ With a note]
[2: ✅] [2: 🚫] [2: ✍️ With a note]
[3: ✅] [3: 🚫] [3: ✍️ With a note]
[⬅️ Back]
=== queue of the author
⏳ <b>Waiting for an adult</b>

1. <b>самокат</b>, 1 pc, ₽9,000 – Ребёнок
     limit: ₽500 · has just been added · until 3 Mar, 12:00
2. <b>велосипед</b>, 1 pc – Ребёнок
     no price · limit: ₽500 · has just been added · until 3 Mar, 12:00
3. <b>мяч</b>, 1 pc, ₽700 – Ребёнок
     limit: ₽500 · has just been added · until 3 Mar, 12:00
[1: самокат]
[2: велосипед]
[3: мяч]
[⬅️ Back]
=== line that waits, for an adult
<b>самокат</b>, 1 pc, ₽9,000
Added by Ребёнок
Price: ₽9,000
⏳ Waits for an adult until 3 Mar, 12:00: it is above its author's limit
[✅ Approve] [🚫 Turn down]
[✅✍️ Approve with a note]
[🚫✍️ Turn down with a note]
[⭐️ Make it a staple]
[🛒 Cart] [📖 Journal]
=== note to a no
You say no to “самокат”. What shall I tell Ребёнок? Up to 200 characters.
[Cancel]
=== declined
🚫 “самокат”: not this time. Ребёнок is told.
[↩️ Undo]
[⏳ Approvals] [🛒 Cart]
=== line of unknown cost, for its author
<b>велосипед</b>, 1 pc
Added by Ребёнок
⏳ Waits for an adult until 3 Mar, 12:00: nobody knows what it costs
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== note to a yes
You say yes to “мяч”. What shall I tell Ребёнок? Up to 200 characters.
[Cancel]
=== allowed
✅ “мяч” may be bought. Ребёнок is told.
[↩️ Undo]
[⏳ Approvals] [🛒 Cart]
=== alert: allowed
🔔 <i>No. 2</i>
Папа said yes to your line “мяч”.
“играть во дворе”
[🔎 Show the line]
=== declined line
<b>самокат</b>, 1 pc, ₽9,000
Added by Ребёнок
Price: ₽9,000
🚫 Папа said no – “дорого, давай &lt;летом&gt;”
[🗳 Ask again]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== allowed line
<b>мяч</b>, 1 pc, ₽700
Added by Ребёнок
Price: ₽700
👌 Папа said yes – “играть во дворе”
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== cart
🛒 <b>Ивановы</b>

1. 🚫 <b>самокат</b>, 1 pc, ₽9,000 – Ребёнок
     not allowed
2. ⏳ <b>велосипед</b>, 1 pc – Ребёнок
     waits for an adult
3. ✅ <b>конфеты</b>, 300 g, ₽100 – Ребёнок
     advice: 👎 1
4. ✅ <b>мяч</b>, 1 pc, ₽700 – Ребёнок
5. 🗳 <b>пылесос</b>, 1 pc, ₽5,000 – Папа

5 lines · agreed: 2 · wait for an adult: 1 · ₽5,800
[−] [1: 1 pc] [+]
[−] [2: 1 pc] [+]
[−] [3: 300 g] [+] [👍 0] [👎 0]
[−] [4: 1 pc] [+] [👍 0] [👎 0]
[−] [5: 1 pc] [+] [👍 0] [👎 0]
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
"""

BENEFITS_RU = """
=== benefits
🎛 <b>Ивановы</b>: возможности
✅ Корзина
✅ Голосование
⬜️ Общий счёт
[Выключить: Корзина]
[Выключить: Голосование]
[Включить: Общий счёт]
[⬅️ Назад]
=== benefits off
🎛 <b>Ивановы</b>: возможности
⬜️ Корзина
⬜️ Голосование
⬜️ Общий счёт

Что менялось:
• 1 мар., 12:00, Мама: Корзина – выкл.
• 1 мар., 12:00, Мама: Голосование – выкл.
[Включить: Корзина]
[Включить: Голосование]
[Включить: Общий счёт]
[⬅️ Назад]
=== no cart
Корзина пока выключена, строки сохранены. Включить её может организатор.
[🎛 Возможности] [⬅️ Назад]
=== alert: switched off
🔔 <i>№ 2</i>
Мама: корзина семьи «Ивановы» выключена. Строки сохранены.
[🎛 Возможности]
=== benefits for a member
🎛 <b>Ивановы</b>: возможности
⬜️ Корзина
⬜️ Голосование
⬜️ Общий счёт

Переключает организатор: Мама.

Что менялось:
• 1 мар., 12:00, Мама: Корзина – выкл.
• 1 мар., 12:00, Мама: Голосование – выкл.
[⬅️ Назад]
"""

BENEFITS_EN = """
=== benefits
🎛 <b>Ивановы</b>: benefits
✅ Cart
✅ Voting
⬜️ Shared account
[Switch off: Cart]
[Switch off: Voting]
[Switch on: Shared account]
[⬅️ Back]
=== benefits off
🎛 <b>Ивановы</b>: benefits
⬜️ Cart
⬜️ Voting
⬜️ Shared account

Changes:
• 1 Mar, 12:00, Мама: Cart – off
• 1 Mar, 12:00, Мама: Voting – off
[Switch on: Cart]
[Switch on: Voting]
[Switch on: Shared account]
[⬅️ Back]
=== no cart
The cart is switched off for now; its lines are kept. The organizer can switch it on.
[🎛 Benefits] [⬅️ Back]
=== alert: switched off
🔔 <i>No. 2</i>
Мама switched the cart of “Ивановы” off. Its lines are kept.
[🎛 Benefits]
=== benefits for a member
🎛 <b>Ивановы</b>: benefits
⬜️ Cart
⬜️ Voting
⬜️ Shared account

Мама switches them, as the organizer.

Changes:
• 1 Mar, 12:00, Мама: Cart – off
• 1 Mar, 12:00, Мама: Voting – off
[⬅️ Back]
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", ASKING_RU), ("en", ASKING_EN)])
async def test_every_screen_about_a_request_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await ask_and_answer(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", BENEFITS_RU), ("en", BENEFITS_EN)])
async def test_every_screen_about_benefits_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await switch_benefits(stage, language) == drawn(screens)
