"""A present from its hiding to its order, whole and in both languages, and what is refused on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.surprises import fail_to_hide, hide_a_present

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== from whom
🎁 <b>Сюрприз</b>
<b>лего</b>, 1 шт, 500 ₽

От кого спрятать? До конца выбранного дня этот человек не увидит строку ни в корзине и суммах, ни в \
голосовании, ни в заказах и сообщений о ней не получит. В группе семьи её тоже не будет видно.
[Мама]
[Папа]
[Назад] [🛒 Корзина]
=== until when
🎁 <b>лего</b>, 1 шт, 500 ₽

До какого дня прятать? В этот день Папа строку ещё не увидит, на следующий – увидит.

До сих пор строка лежала в корзине, так что Папа уже может о ней знать.
[Неделя] [Месяц]
[📅 Другой день]
[Назад] [🛒 Корзина]
=== line for its author
<b>лего</b>, 1 шт, 500 ₽
Кто добавил: Ребёнок
Цена: 500 ₽
🎁 Сюрприз: Папа не видит эту строку до 8 мар., 23:59
✅ Согласовано без голосования
[👍 0] [👎 0]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== line for another
<b>лего</b>, 1 шт, 500 ₽
Кто добавил: Ребёнок
Цена: 500 ₽
🎁 Сюрприз: Папа не видит эту строку до 8 мар., 23:59
✅ Согласовано без голосования
[👍 0] [👎 0]
[🗑 Убрать]
[🛒 Корзина] [📖 Журнал]
=== cart for its author
🛒 <b>Ивановы</b>

1. ✅ 🎁 <b>лего</b>, 1 шт, 500 ₽ – Ребёнок
2. ✅ <b>хлеб</b>, 1 шт, 50 ₽ – Папа

2 строки · согласовано: 2 · 550 ₽
[−] [1: 1 шт] [+] [👍 0] [👎 0]
[−] [2: 1 шт] [+] [👍 0] [👎 0]
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== cart for another
🛒 <b>Ивановы</b>

1. ✅ 🎁 <b>лего</b>, 1 шт, 500 ₽ – Ребёнок
2. ✅ <b>хлеб</b>, 1 шт, 50 ₽ – Папа

2 строки · согласовано: 2 · 550 ₽
[−] [1: 1 шт] [+] [👍 0] [👎 0]
[−] [2: 1 шт] [+] [👍 0] [👎 0]
[➕ Добавить] [🧾 Оформить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== cart for who may not know
🛒 <b>Ивановы</b>

1. ✅ <b>хлеб</b>, 1 шт, 50 ₽ – Папа

1 строка · согласовано: 1 · 50 ₽
[−] [1: 1 шт] [+] [👍 0] [👎 0]
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== change
🎁 <b>Сюрприз</b>
<b>лего</b>, 1 шт, 500 ₽

Папа не видит эту строку до 8 мар., 23:59. Можно заново выбрать, от кого её спрятать, или показать всем.
[Мама]
[Папа]
[👀 Показать всем]
[Назад] [🛒 Корзина]
=== until when instead
🎁 <b>лего</b>, 1 шт, 500 ₽

До какого дня прятать? В этот день Папа строку ещё не увидит, на следующий – увидит.
[Неделя] [Месяц]
[📅 Другой день]
[Назад] [🛒 Корзина]
=== another day
🎁 <b>лего</b>, 1 шт, 500 ₽
До какого дня прятать? Отправьте день, например <code>31.12</code>.
[Отмена]
=== no day
Это не день ближайшего года. Отправьте его так: 31.12 или 31.12.2027. Или нажмите «Отмена».
[🛒 Корзина]
=== line until another day
<b>лего</b>, 1 шт, 500 ₽
Кто добавил: Ребёнок
Цена: 500 ₽
🎁 Сюрприз: Папа не видит эту строку до 31 дек., 23:59
✅ Согласовано без голосования
[👍 0] [👎 0]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== line for everybody
<b>лего</b>, 1 шт, 500 ₽
Кто добавил: Ребёнок
Цена: 500 ₽
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== check-out
🧾 <b>Оформить заказ</b>
• 🎁 <b>лего</b>, 1 шт, 500 ₽
• <b>хлеб</b>, 1 шт, 50 ₽

🎁 Сюрпризы станут отдельным заказом: те, для кого они, его не увидят.

💳 Как платим: платит один
➗ Как делим: свои строки

Папа: 50 ₽
Ребёнок: 500 ₽

Итого: <b>550 ₽</b>
[✅ Оформить]
[💳 Как платим] [➗ Как делим]
[🚚 Доставка, скидка] [🔎 Почему столько]
[🛒 Корзина] [⬅️ Назад]
=== order of the present
📦 <b>Заказ 🎁7408</b> · Ивановы
⏳ Ждёт оплаты: кто заплатит в магазине?

• 👉 лего, 1 шт, 500 ₽

Ребёнок: 500 ₽

Итого: <b>500 ₽</b>

🎁 Сюрприз: Папа не видит этот заказ до 31 мар., 23:59
[💳 Я оплачу]
[🔎 Почему столько]
[Заказы] [⬅️ Назад]
=== toast: its order for who may not know
Такого заказа среди ваших нет.
=== orders for another
<b>Заказы</b>

Вам никто не должен, и вы никому не должны.
[⏳ Заказ 🎁7408: 500 ₽]
[⏳ Заказ 1: 50 ₽]
[⚖️ Расчёты] [🔒 Мои личные заказы]
[📄 Сохранить в файл] [📥 Перенести]
[🛒 Корзина] [⬅️ Назад]
=== orders for who may not know
<b>Заказы</b>

Вам никто не должен, и вы никому не должны.
[⏳ Заказ 1: 50 ₽]
[⚖️ Расчёты] [🔒 Мои личные заказы]
[📄 Сохранить в файл] [📥 Перенести]
[🛒 Корзина] [⬅️ Назад]
"""

EN = """
=== from whom
🎁 <b>Surprise</b>
<b>лего</b>, 1 pc, ₽500

From whom shall I hide it? Until the end of the day you choose they do not see this line in the \
cart, in sums, votes or orders, and hear nothing of it. The family’s group does not see it either.
[Мама]
[Папа]
[Back] [🛒 Cart]
=== until when
🎁 <b>лего</b>, 1 pc, ₽500

Until which day shall I hide it? On that day Папа does not see it yet.

Up to now the line was in the cart, so Папа may have seen it.
[A week] [A month]
[📅 Another day]
[Back] [🛒 Cart]
=== line for its author
<b>лего</b>, 1 pc, ₽500
Added by Ребёнок
Price: ₽500
🎁 Surprise: Папа does not see this line until 8 Mar, 23:59
✅ Agreed without a vote
[👍 0] [👎 0]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== line for another
<b>лего</b>, 1 pc, ₽500
Added by Ребёнок
Price: ₽500
🎁 Surprise: Папа does not see this line until 8 Mar, 23:59
✅ Agreed without a vote
[👍 0] [👎 0]
[🗑 Remove]
[🛒 Cart] [📖 Journal]
=== cart for its author
🛒 <b>Ивановы</b>

1. ✅ 🎁 <b>лего</b>, 1 pc, ₽500 – Ребёнок
2. ✅ <b>хлеб</b>, 1 pc, ₽50 – Папа

2 lines · agreed: 2 · ₽550
[−] [1: 1 pc] [+] [👍 0] [👎 0]
[−] [2: 1 pc] [+] [👍 0] [👎 0]
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== cart for another
🛒 <b>Ивановы</b>

1. ✅ 🎁 <b>лего</b>, 1 pc, ₽500 – Ребёнок
2. ✅ <b>хлеб</b>, 1 pc, ₽50 – Папа

2 lines · agreed: 2 · ₽550
[−] [1: 1 pc] [+] [👍 0] [👎 0]
[−] [2: 1 pc] [+] [👍 0] [👎 0]
[➕ Add] [🧾 Check out]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== cart for who may not know
🛒 <b>Ивановы</b>

1. ✅ <b>хлеб</b>, 1 pc, ₽50 – Папа

1 line · agreed: 1 · ₽50
[−] [1: 1 pc] [+] [👍 0] [👎 0]
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== change
🎁 <b>Surprise</b>
<b>лего</b>, 1 pc, ₽500

Папа does not see this line until 8 Mar, 23:59. Choose anew from whom to hide it, or show it to everybody.
[Мама]
[Папа]
[👀 Show to everybody]
[Back] [🛒 Cart]
=== until when instead
🎁 <b>лего</b>, 1 pc, ₽500

Until which day shall I hide it? On that day Папа does not see it yet.
[A week] [A month]
[📅 Another day]
[Back] [🛒 Cart]
=== another day
🎁 <b>лего</b>, 1 pc, ₽500
Until which day shall I hide it? Send me the day, for example <code>31.12</code>.
[Cancel]
=== no day
That is no day of the coming year. Send me the day like 31.12 or 31.12.2027, or tap Cancel.
[🛒 Cart]
=== line until another day
<b>лего</b>, 1 pc, ₽500
Added by Ребёнок
Price: ₽500
🎁 Surprise: Папа does not see this line until 31 Dec, 23:59
✅ Agreed without a vote
[👍 0] [👎 0]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== line for everybody
<b>лего</b>, 1 pc, ₽500
Added by Ребёнок
Price: ₽500
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== check-out
🧾 <b>Check out</b>
• 🎁 <b>лего</b>, 1 pc, ₽500
• <b>хлеб</b>, 1 pc, ₽50

🎁 Surprises become an order of their own; those they are for do not see it.

💳 How we pay: one pays
➗ How we split: own lines

Папа: ₽50
Ребёнок: ₽500

Total: <b>₽550</b>
[✅ Check out]
[💳 How to pay] [➗ How to split]
[🚚 Delivery, discount] [🔎 Why this much]
[🛒 Cart] [⬅️ Back]
=== order of the present
📦 <b>Order 🎁7408</b> · Ивановы
⏳ Waiting for somebody to pay the shop

• 👉 лего, 1 pc, ₽500

Ребёнок: ₽500

Total: <b>₽500</b>

🎁 Surprise: Папа does not see this order until 31 Mar, 23:59
[💳 I'll pay]
[🔎 Why this much]
[Orders] [⬅️ Back]
=== toast: its order for who may not know
There is no such order among yours.
=== orders for another
<b>Orders</b>

Nobody owes you anything, and you owe nobody.
[⏳ Order 🎁7408: ₽500]
[⏳ Order 1: ₽50]
[⚖️ Balances] [🔒 My own orders]
[📄 Save as a file] [📥 Carry over]
[🛒 Cart] [⬅️ Back]
=== orders for who may not know
<b>Orders</b>

Nobody owes you anything, and you owe nobody.
[⏳ Order 1: ₽50]
[⚖️ Balances] [🔒 My own orders]
[📄 Save as a file] [📥 Carry over]
[🛒 Cart] [⬅️ Back]
"""

REFUSED_RU = """
=== nobody to hide it from
🎁 В семье пока не от кого прятать.
[Назад] [🛒 Корзина]
=== not your line
Строку «лего» может изменить только автор: Мама. Попросите об этом или добавьте свою.
=== changed meanwhile
Строка «лего» успела измениться. Посмотрите и нажмите ещё раз.
=== no member
Этого участника уже нет в семье, или он вступил заново. Откройте участников ещё раз.
=== question about no member
Этого участника уже нет в семье, или он вступил заново. Откройте участников ещё раз.
=== line that one may not know
Этой строки уже нет в корзине.
=== show what one may not know
Этой строки уже нет в корзине.
=== show what changed meanwhile
Строка «лего» успела измениться. Посмотрите и нажмите ещё раз.
=== bought by them
«хлеб» уже куплено. Если нет, откройте строку и нажмите «Не куплено»: это может покупатель или организатор.
=== too many
Вы уже прячете 20 строк, больше нельзя. Сначала покажите какую-нибудь всем.
=== question with too many
Вы уже прячете 20 строк, больше нельзя. Сначала покажите какую-нибудь всем.
=== no cart
Корзина пока выключена, строки сохранены. Включить её может организатор.
"""

REFUSED_EN = """
=== nobody to hide it from
🎁 There is nobody in the family yet from whom to hide anything.
[Back] [🛒 Cart]
=== not your line
Only Мама can change “лего”. Ask them, or add a line of your own.
=== changed meanwhile
“лего” has changed meanwhile. Have a look and press again.
=== no member
This member is not in the family any more, or came anew. Open the members again.
=== question about no member
This member is not in the family any more, or came anew. Open the members again.
=== line that one may not know
This line is not in the cart any more. Open the cart again.
=== show what one may not know
This line is not in the cart any more. Open the cart again.
=== show what changed meanwhile
“лего” has changed meanwhile. Have a look and press again.
=== bought by them
“хлеб” is bought already. If it is not, whoever bought it or the organizer opens the line and taps \
“Not bought”.
=== too many
You hide 20 lines already, no more fit. Show one to everybody first.
=== question with too many
You hide 20 lines already, no more fit. Show one to everybody first.
=== no cart
The cart is switched off for now; its lines are kept. The organizer can switch it on.
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_about_a_present_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await hide_a_present(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", REFUSED_RU), ("en", REFUSED_EN)])
async def test_what_cannot_be_hidden_is_refused_in_words(stage: Stage, language: str, screens: str) -> None:
    assert await fail_to_hide(stage, language) == drawn(screens)
