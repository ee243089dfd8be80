"""The profile, the settings and being forgotten, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.profile import look_at_oneself

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== profile of a newcomer
👤 <b>Ребёнок</b>
Семья: пока нет
Язык: Русский
Часовой пояс: Москва, там сейчас 12:00
Уведомления: сразу; с 22 до 8 тихо
Номер телефона: не подтверждён, он нужен только чтобы создать семью
[⚖️ Расчёты]
[🌐 Язык] [🕒 Часовой пояс]
[🔔 Уведомления]
[🔒 Что хранится] [📄 Скачать мои данные]
[💬 Платежи]
[🗑 Забыть меня]
[⬅️ Назад]
=== forget somebody alone
Забыть вас? Я сотру ваше имя, ник, язык, часовой пояс, страну, уведомления и настройки. Вернуть их будет нельзя.
В заказах и расчётах ваших семей останутся суммы и ваш id в Telegram, а вместо имени будет «бывший участник».
[🗑 Да, забыть меня]
[📄 Скачать мои данные]
[⬅️ Назад]
=== profile of the organizer
👤 <b>Мама</b>
Семья: «Ивановы», вы организатор
Язык: Русский
Часовой пояс: Москва, там сейчас 12:00
Уведомления: сразу; с 22 до 8 тихо
Номер телефона: не подтверждён, он нужен только чтобы создать семью
[👪 Семья]
[⚖️ Расчёты]
[🌐 Язык] [🕒 Часовой пояс]
[🔔 Уведомления]
[🔒 Что хранится] [📄 Скачать мои данные]
[💬 Платежи]
[🗑 Забыть меня]
[⬅️ Назад]
=== profile of a member
👤 <b>Папа</b>
Семья: «Ивановы»
Язык: Русский
Часовой пояс: Москва, там сейчас 12:00
Уведомления: сразу; с 22 до 8 тихо
Номер телефона: не подтверждён, он нужен только чтобы создать семью
[👪 Семья]
[⚖️ Расчёты]
[🌐 Язык] [🕒 Часовой пояс]
[🔔 Уведомления]
[🔒 Что хранится] [📄 Скачать мои данные]
[💬 Платежи]
[🗑 Забыть меня]
[⬅️ Назад]
=== zones
Часовой пояс: Москва, там сейчас 12:00

Который у вас час? Выберите город с вашим временем или назовите другой.
[Калининград 11:00] [✅ Москва 12:00]
[Самара 13:00] [Екатеринбург 14:00]
[Омск 15:00] [Новосибирск 16:00]
[Иркутск 17:00] [Якутск 18:00]
[Владивосток 19:00] [Магадан 20:00]
[Петропавловск-Камчатский 21:00]
[✏️ Другой город]
[⬅️ Назад]
=== another zone
По какому городу у вас время? Пришлите большой город рядом, например <code>Берлин</code>, или разницу с Гринвичем, например <code>UTC+5</code>.
[Отмена]
=== zone unknown
Не знаю, что такое «Atlantis». Пришлите большой город рядом, например Берлин, или разницу с Гринвичем, например UTC+5.
=== settings
<b>Настройки</b>
Язык: Русский
Часовой пояс: Москва, там сейчас 12:00
Уведомления: сразу; с 22 до 8 тихо
[🌐 Язык] [🕒 Часовой пояс]
[🔔 Уведомления]
[⚙️ Настройки семьи]
[⬅️ Назад]
=== settings in another zone
<b>Настройки</b>
Язык: Русский
Часовой пояс: Петропавловск-Камчатский, там сейчас 21:00
Уведомления: сразу; с 22 до 8 тихо
[🌐 Язык] [🕒 Часовой пояс]
[🔔 Уведомления]
[⚙️ Настройки семьи]
[⬅️ Назад]
=== alerts
<b>Уведомления</b>
Сейчас: сразу; с 22 до 8 тихо.

Кто вступил в семью, кто вышел и что случилось с вашим местом в ней, говорю сразу и всегда.
Если кто-то ждёт вас – вашего голоса или вашей доли, – говорю сразу, а ночью дождусь утра.
Остальные новости – как вам удобно: сразу, вместе в 19:00 или никогда. Что вы отключили, я не откладываю на потом.
[✅ Сразу] [Раз в день] [Никогда]
[✅ Тишина с 22:00 до 08:00]
[⬅️ Назад]
=== alerts in a digest
<b>Уведомления</b>
Сейчас: новости раз в день, в 19:00; присылать и ночью.

Кто вступил в семью, кто вышел и что случилось с вашим местом в ней, говорю сразу и всегда.
Если кто-то ждёт вас – вашего голоса или вашей доли, – говорю сразу, а ночью дождусь утра.
Остальные новости – как вам удобно: сразу, вместе в 19:00 или никогда. Что вы отключили, я не откладываю на потом.
[Сразу] [✅ Раз в день] [Никогда]
[☐ Тишина с 22:00 до 08:00]
[⬅️ Назад]
=== forget a member
Забыть вас? Я сотру ваше имя, ник, язык, часовой пояс, страну, уведомления и настройки. Вернуть их будет нельзя.
В заказах и расчётах ваших семей останутся суммы и ваш id в Telegram, а вместо имени будет «бывший участник».

Вы выйдете из семьи «Ивановы»: ваши открытые строки и голоса будут убраны.
[🗑 Да, забыть меня]
[📄 Скачать мои данные]
[⬅️ Назад]
=== forgotten
Готово, больше ничего о вас не помню. Всего доброго! Если напишете – познакомимся заново.
=== forget the last one
Забыть вас? Я сотру ваше имя, ник, язык, часовой пояс, страну, уведомления и настройки. Вернуть их будет нельзя.
В заказах и расчётах ваших семей останутся суммы и ваш id в Telegram, а вместо имени будет «бывший участник».

Кроме вас, в семье «Ивановы» никого нет: она будет распущена, а корзина закрыта.
[🗑 Да, забыть меня]
[📄 Скачать мои данные]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EN = """
=== profile of a newcomer
👤 <b>Ребёнок</b>
Family: none yet
Language: English
Time zone: Moscow, it is 12:00 there
Alerts: at once; quiet from 22 to 8
Phone number: not confirmed, and only needed to create a family
[⚖️ Balances]
[🌐 Language] [🕒 Time zone]
[🔔 Alerts]
[🔒 What is stored] [📄 Export my data]
[💬 Payments]
[🗑 Forget me]
[⬅️ Back]
=== forget somebody alone
Shall I forget you? I erase your name, username, language, time zone, country, alerts and settings. It cannot be undone.
Orders and books of your families keep the amounts and your Telegram id; where your name stood, they say “former member”.
[🗑 Yes, forget me]
[📄 Export my data]
[⬅️ Back]
=== profile of the organizer
👤 <b>Мама</b>
Family: “Ивановы”, you are the organizer
Language: English
Time zone: Moscow, it is 12:00 there
Alerts: at once; quiet from 22 to 8
Phone number: not confirmed, and only needed to create a family
[👪 Family]
[⚖️ Balances]
[🌐 Language] [🕒 Time zone]
[🔔 Alerts]
[🔒 What is stored] [📄 Export my data]
[💬 Payments]
[🗑 Forget me]
[⬅️ Back]
=== profile of a member
👤 <b>Папа</b>
Family: “Ивановы”
Language: English
Time zone: Moscow, it is 12:00 there
Alerts: at once; quiet from 22 to 8
Phone number: not confirmed, and only needed to create a family
[👪 Family]
[⚖️ Balances]
[🌐 Language] [🕒 Time zone]
[🔔 Alerts]
[🔒 What is stored] [📄 Export my data]
[💬 Payments]
[🗑 Forget me]
[⬅️ Back]
=== zones
Time zone: Moscow, it is 12:00 there

What time is it where you are? Choose the city with your time, or name another.
[Kaliningrad 11:00] [✅ Moscow 12:00]
[Samara 13:00] [Yekaterinburg 14:00]
[Omsk 15:00] [Novosibirsk 16:00]
[Irkutsk 17:00] [Yakutsk 18:00]
[Vladivostok 19:00] [Magadan 20:00]
[Kamchatka 21:00]
[✏️ Another city]
[⬅️ Back]
=== another zone
Which city has your time? Send me a big one nearby, for example <code>Berlin</code>, or the difference to Greenwich, for example <code>UTC+5</code>.
[Cancel]
=== zone unknown
I do not know “Atlantis”. Send a big city nearby, such as Berlin, or the difference to Greenwich, such as UTC+5.
=== settings
<b>Settings</b>
Language: English
Time zone: Moscow, it is 12:00 there
Alerts: at once; quiet from 22 to 8
[🌐 Language] [🕒 Time zone]
[🔔 Alerts]
[⚙️ Family settings]
[⬅️ Back]
=== settings in another zone
<b>Settings</b>
Language: English
Time zone: Kamchatka, it is 21:00 there
Alerts: at once; quiet from 22 to 8
[🌐 Language] [🕒 Time zone]
[🔔 Alerts]
[⚙️ Family settings]
[⬅️ Back]
=== alerts
<b>Alerts</b>
Now: at once; quiet from 22 to 8.

Comings and goings in the family, and what happens to your place in it, I always tell you at once.
When somebody waits for you – a vote, a share to be sent –, I tell you at once, or in the morning after the quiet hours.
All other news come as you like: at once, together at 19:00, or never. What you turn off is not kept for later.
[✅ At once] [Once a day] [Never]
[✅ Quiet from 22:00 to 08:00]
[⬅️ Back]
=== alerts in a digest
<b>Alerts</b>
Now: news once a day, at 19:00; at night, too.

Comings and goings in the family, and what happens to your place in it, I always tell you at once.
When somebody waits for you – a vote, a share to be sent –, I tell you at once, or in the morning after the quiet hours.
All other news come as you like: at once, together at 19:00, or never. What you turn off is not kept for later.
[At once] [✅ Once a day] [Never]
[☐ Quiet from 22:00 to 08:00]
[⬅️ Back]
=== forget a member
Shall I forget you? I erase your name, username, language, time zone, country, alerts and settings. It cannot be undone.
Orders and books of your families keep the amounts and your Telegram id; where your name stood, they say “former member”.

You leave “Ивановы”: your open lines are removed, your votes fall away.
[🗑 Yes, forget me]
[📄 Export my data]
[⬅️ Back]
=== forgotten
Done, I have forgotten you. All the best! If you write to me, we meet anew.
=== forget the last one
Shall I forget you? I erase your name, username, language, time zone, country, alerts and settings. It cannot be undone.
Orders and books of your families keep the amounts and your Telegram id; where your name stood, they say “former member”.

You are alone in “Ивановы”: the family is disbanded, its cart is closed.
[🗑 Yes, forget me]
[📄 Export my data]
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    assert await look_at_oneself(stage, language) == drawn(screens)
