"""The cart and its lines, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.cart import fill_and_vote

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== empty cart
🛒 <b>Ивановы</b>
Корзина пуста. Напишите, например, <code>/add молоко 2 шт 89,90</code>.
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== add
Что добавить? Каждая покупка с новой строки, например:
<code>молоко 2 шт 89,90</code>
<code>сыр 300 г</code>
<code>!батарейки</code>

Количество, цена и «!» (срочно) – по желанию.
[Отмена]
=== two added
Добавлено в корзину:
• <b>молоко</b>, 2 шт, 179,80 ₽
• ❗️<b>пылесос</b>, 1 шт, 5 000 ₽ 🗳 семья голосует
[✏️ Изменить] [↩️ Вернуть]
[🛒 Корзина]
=== one added
Добавлено в корзину:
• <b>сыр</b>, 300 г, 450 ₽
[✏️ Изменить] [↩️ Вернуть]
[🛒 Корзина]
=== cart
🛒 <b>Ивановы</b>

1. 🗳 ❗️<b>пылесос</b>, 1 шт, 5 000 ₽ – Папа
     <i>не красный</i>
2. ✅ <b>молоко</b>, 2 шт, 179,80 ₽ – Папа
3. ✅ <b>сыр</b>, 300 г, 450 ₽ – Папа

3 строки · согласовано: 2 · 5 629,80 ₽
[−] [1: 1 шт] [+] [👍 0] [👎 0]
[−] [2: 2 шт] [+] [👍 0] [👎 0]
[−] [3: 300 г] [+] [👍 0] [👎 0]
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]
=== own line to vote on
<b>пылесос</b>, 1 шт, 5 000 ₽
Кто добавил: Папа
Цена: 5 000 ₽
Ссылка: https://shop.ru/1
Заметка: не красный
🗳 Семья голосует до 2 мар., 12:00: 👍 0 👎 0
Решают, чего больше, 👍 или 👎, если проголосует хотя бы половина взрослых.
[👍 0] [👎 0]
[⏰ До …]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка] [Убрать заметку]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== own line after the vote
<b>пылесос</b>, 1 шт, 5 000 ₽
Кто добавил: Папа
Цена: 5 000 ₽
Ссылка: https://shop.ru/1
Заметка: не красный
🗳 Семья голосует до 2 мар., 12:00: 👍 1 👎 0
Решают, чего больше, 👍 или 👎, если проголосует хотя бы половина взрослых.
[👍 1] [👎 0]
[Отозвать мой голос]
[⏰ До …]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка] [Убрать заметку]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
=== organizer's look at a free line
<b>молоко</b>, 2 шт, 179,80 ₽
Кто добавил: Папа
Цена: 89,90 ₽
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[🗑 Убрать]
[🛒 Корзина] [📖 Журнал]
=== edit
Как написать вместо этого?
<code>молоко 2 шт 89,90 ₽</code>

Нажмите на строку, чтобы скопировать, поправьте и пришлите мне.
[Отмена]
=== removed
Убрано из корзины: сыр
[↩️ Вернуть]
[🛒 Корзина]
=== leaving
Выйти из семьи <b>Ивановы</b>? Вот что будет:
• в корзине 2 ваши строки: их можно оставить организатору или убрать
• пропадёт 1 ваш голос
• организатор об этом узнает; чтобы вернуться, нужно новое приглашение
[Выйти, строки оставить]
[Выйти, строки убрать]
[Отмена]
=== rejected line
<b>пылесос</b>, 1 шт, 5 000 ₽
Кто добавил: Папа
Цена: 5 000 ₽
Ссылка: https://shop.ru/1
Заметка: не красный
❌ Семья не согласилась: 👍 1 👎 2
[🗳 Спросить ещё раз]
[⭐️ В постоянные]
[−] [1 шт] [+]
[📝 Заметка] [Убрать заметку]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[🛒 Корзина] [📖 Журнал]
"""

EN = """
=== empty cart
🛒 <b>Ивановы</b>
The cart is empty. Write for example <code>/add milk 2 pcs 89.90</code>.
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== add
What shall I add? One line each, for example:
<code>milk 2 pcs 89.90</code>
<code>cheese 300 g</code>
<code>!batteries</code>

Quantity, price and “!” for urgent are up to you.
[Cancel]
=== two added
Added to the cart:
• <b>молоко</b>, 2 pcs, ₽179.80
• ❗️<b>пылесос</b>, 1 pc, ₽5,000 🗳 the family votes
[✏️ Edit] [↩️ Undo]
[🛒 Cart]
=== one added
Added to the cart:
• <b>сыр</b>, 300 g, ₽450
[✏️ Edit] [↩️ Undo]
[🛒 Cart]
=== cart
🛒 <b>Ивановы</b>

1. 🗳 ❗️<b>пылесос</b>, 1 pc, ₽5,000 – Папа
     <i>не красный</i>
2. ✅ <b>молоко</b>, 2 pcs, ₽179.80 – Папа
3. ✅ <b>сыр</b>, 300 g, ₽450 – Папа

3 lines · agreed: 2 · ₽5,629.80
[−] [1: 1 pc] [+] [👍 0] [👎 0]
[−] [2: 2 pcs] [+] [👍 0] [👎 0]
[−] [3: 300 g] [+] [👍 0] [👎 0]
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]
=== own line to vote on
<b>пылесос</b>, 1 pc, ₽5,000
Added by Папа
Price: ₽5,000
Link: https://shop.ru/1
Note: не красный
🗳 The family is voting until 2 Mar, 12:00: 👍 0 👎 0
More 👍 than 👎 decide, when at least half of the adults vote.
[👍 0] [👎 0]
[⏰ Until …]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note] [No note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== own line after the vote
<b>пылесос</b>, 1 pc, ₽5,000
Added by Папа
Price: ₽5,000
Link: https://shop.ru/1
Note: не красный
🗳 The family is voting until 2 Mar, 12:00: 👍 1 👎 0
More 👍 than 👎 decide, when at least half of the adults vote.
[👍 1] [👎 0]
[Withdraw my vote]
[⏰ Until …]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note] [No note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
=== organizer's look at a free line
<b>молоко</b>, 2 pcs, ₽179.80
Added by Папа
Price: ₽89.90
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[🗑 Remove]
[🛒 Cart] [📖 Journal]
=== edit
How should it read instead of this?
<code>молоко 2 pcs ₽89.90</code>

Tap it to copy, change it, send it back.
[Cancel]
=== removed
Removed: сыр
[↩️ Undo]
[🛒 Cart]
=== leaving
Leave <b>Ивановы</b>? This is what happens:
• 2 lines of yours are in the cart: leave them to the organizer, or remove them
• 1 vote of yours falls away
• the organizer is told; to come back you need a new invitation
[Leave, keep my lines there]
[Leave, remove my lines]
[Cancel]
=== rejected line
<b>пылесос</b>, 1 pc, ₽5,000
Added by Папа
Price: ₽5,000
Link: https://shop.ru/1
Note: не красный
❌ The family did not say yes: 👍 1 👎 2
[🗳 Ask again]
[⭐️ Make it a staple]
[−] [1 pc] [+]
[📝 Note] [No note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[🛒 Cart] [📖 Journal]
"""


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    stage.expect("message is not modified")
    assert await fill_and_vote(stage, language) == drawn(screens)
