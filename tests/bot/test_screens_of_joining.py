"""The first screens, founding a family and joining it, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.joining import found_and_join

if TYPE_CHECKING:
    from tests.bot.stage import Stage

RU = """
=== hello
Здравствуйте, Мама! 👋

Я помогаю семье делать покупки вместе: одна корзина на всех, общее решение, что берём, честные доли и никакой путаницы, кто кому должен.

Создайте семью или откройте ссылку-приглашение от организатора.
[👨‍👩‍👧 Создать семью]
[🧺 Моя корзина]
[❓ Помощь] [👤 Профиль]
[🌐 Русский / English]
=== help
<b>Как это работает</b>
1. Организатор создаёт семью и отправляет остальным ссылку.
2. Все добавляют в одну корзину: <code>/add молоко 2 шт 89,90</code>. Можно несколько строк сразу.
3. Дорогие строки идут на голосование: 👍 или 👎. От какой суммы и кто решает – в настройках семьи.
4. Организатор оформляет заказ, кто-то платит в магазине, и каждый видит свою долю.
5. Кто должен, нажимает «Деньги отправлены». Кто платил, нажимает «Получено». Только тогда долг закрыт.

<b>Команды</b>
/cart – общая корзина
/add – добавить в корзину
/go – я в магазине
/journal – кто что делал, десять минут можно вернуть
/approvals – что ждёт взрослого
/orders – заказы и долги
/account – общий счёт
/family – кто в семье
/invite – пригласить в семью
/leave – выйти из семьи
/profile – кто я здесь
/settings – язык, часовой пояс, уведомления
/language – Русский или English
/privacy – что хранится и кто что видит
/export – всё, что обо мне хранится, файлом
/forget_me – забыть меня
/cancel – не отвечать на мой вопрос
/paysupport – мои платежи и что с ними не так
/terms – условия оплаты

Я никогда не спрашиваю коды, документы и номера карт.
[🔒 Что хранится]
[⬅️ Назад]
=== privacy
<b>Что я храню</b>
• о вас: id, имя и ник в Telegram, язык, часовой пояс, как присылать уведомления и доходят ли до вас мои сообщения;
• о семье: ваше место в ней, что вы из неё вышли, что добавили и как голосовали, ваши заказы, доли, платежи и приложенные чеки, перенесённые для вас расчёты, что вы внесли на общий счёт, заплатили с него или получили обратно, а 180 дней – и то, что вы делали с корзиной; ваша личная корзина и личные заказы, а на час и то, что вы набрали после моего имени в других чатах; если семью распустили – 30 дней, что вы в ней были; из файла с расчётами, который вы прислали, – сутки то, что в нём сказано;
• о приглашениях: что вас пригласили, что вы просились или вступили; ссылки, которые никуда не вели, – сутки, чтобы их не подбирали; что организатор вас больше не пускает. От самой ссылки – только отпечаток;
• уведомления для вас – 30 дней – и вопрос, на который я жду ответа.
Если вы создаёте семью: страну вашего номера телефона и когда вы его подтвердили. Сам номер не хранится.

<b>Кто что видит</b>
Ваша семья видит общую корзину, голоса, заказы, кто кому должен и кто сколько внёс на общий счёт или заплатил с него. Вашу личную корзину и личные заказы не видит никто, кроме вас, даже организатор. Посторонние не видят ничего. Исключение – чат, к которому подключена корзина: там её видят все.
Деньги: я записываю с ваших слов, кто и сколько заплатил, а о платежах через Телеграм – сумму, время и номер; они остаются в книгах. Платёж, который ничего не оплатил, взрослые вашей семьи видят, пока его не вернут. Карт я не вижу.

/export пришлёт всё это файлом. /forget_me сотрёт; останется только ваш id в Telegram без имени: в расчётах семей вместе с суммами, 180 дней в журнале корзины, там, откуда вы вышли или куда вас не пускают, и на сутки – в счёте неверных ссылок.
[📄 Скачать мои данные]
[🗑 Забыть меня]
[⬅️ Назад]
=== language
На каком языке будем говорить?
[✅ Русский] [English]
[⬅️ Назад]
=== contact
Чтобы стать организатором семьи, подтвердите номер телефона кнопкой внизу.

Я проверю страну и сразу забуду номер: он не сохраняется, и его никто не увидит.
⌨️ [📱 Подтвердить номер]
⌨️ [Отмена]
=== name
✅ Спасибо, номер подходит.

Как назовём вашу семью? Пришлите название, до 64 символов.
=== founded
🎉 Семья <b>Ивановы &amp; Ко</b> создана, вы – организатор.

Пригласите остальных: свободных мест – 6.
[🔗 Пригласить]
[🛒 Корзина] [➕ Добавить]
[⬅️ Назад]
=== leaving last
Кроме вас, в семье <b>Ивановы &amp; Ко</b> никого нет. Если вы выйдете, семья будет распущена, а корзина закрыта. В течение 30 дней семью можно вернуть.
[Выйти из семьи]
[Отмена]
=== invite
Приглашение в семью <b>Ивановы &amp; Ко</b>
https://t.me/family_shopping_bot?start=f_TOKEN

Для 6 человек, до 8 мар., 12:00. Отправляйте только своим: вступить сможет каждый, у кого есть ссылка.
Показать ссылку ещё раз я не смогу, но можно сделать новую.
[📤 Поделиться](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=%D0%92%D1%81%D1%82%D1%83%D0%BF%D0%B0%D0%B9%D1%82%D0%B5%20%D0%B2%20%D0%BD%D0%B0%D1%88%D1%83%20%D1%81%D0%B5%D0%BC%D1%8C%D1%8E%20%C2%AB%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%20%26%20%D0%9A%D0%BE%C2%BB%3A%20%D0%B7%D0%B4%D0%B5%D1%81%D1%8C%20%D0%BC%D1%8B%20%D0%B2%D0%BC%D0%B5%D1%81%D1%82%D0%B5%20%D0%B4%D0%B5%D0%BB%D0%B0%D0%B5%D0%BC%20%D0%BF%D0%BE%D0%BA%D1%83%D0%BF%D0%BA%D0%B8.)
[📋 Копировать] [🔳 QR-код]
[Одноразовая] [✅ На все места]
[1 час] [1 день] [✅ 7 дней] [30 дней]
[С моего согласия]
[👥 Выбрать людей]
[🚫 Отозвать]
[Приглашения] [⬅️ Назад]
=== invitation
Вас приглашают в семью <b>Ивановы &amp; Ко</b>.
Организатор: Мама
Занято мест: 1 из 7

<b>Участники увидят</b> ваше имя, что вы добавляете, ваши голоса и ваши доли в заказах.
<b>Они не увидят</b> ваш номер телефона и ничего из других ваших чатов.

Выйти можно в любой момент.

Место для вас придержано до 12:15.
[✅ Вступить] [Отказаться]
=== declined
Вы не вступили. Приглашение остаётся в силе, если передумаете.
[⬅️ Назад]
=== joined
🎉 Добро пожаловать в семью <b>Ивановы &amp; Ко</b>! Теперь вас 2 человека.

Добавляйте, что нужно вам, и голосуйте за то, что хотят другие.
[🛒 Корзина] [➕ Добавить]
[⬅️ Назад]
=== invites
<b>Приглашения</b>

1. создано 1 мар., 12:00
🟢 действует, ещё для 5 человек, до 8 мар., 12:00
вступили: Папа
[🔗 Пригласить] [👥 Выбрать людей]
[🚫 Отозвать 1]
[⬅️ Назад]
=== home of organizer
<b>Ивановы &amp; Ко</b>
Вы организатор.
2 человека · 0 строк в корзине
[🛒 Корзина] [➕ Добавить]
[🧺 Моя корзина]
[📦 Заказы] [👪 Семья]
[🔗 Пригласить]
[❓ Помощь] [👤 Профиль]
=== family of organizer
<b>Ивановы &amp; Ко</b>
👑 Мама
• Папа

5 свободных мест
[🛒 Корзина] [📖 Журнал]
[👥 Участники] [🎛 Возможности]
[🔗 Пригласить] [Приглашения]
[⚙️ Настройки семьи]
[💬 Добавить бота в чат](https://t.me/family_shopping_bot?startgroup=family)
[🚪 Выйти из семьи]
[⬅️ Назад]
=== home of member
<b>Ивановы &amp; Ко</b>
Организатор: Мама
2 человека · 0 строк в корзине
[🛒 Корзина] [➕ Добавить]
[🧺 Моя корзина]
[📦 Заказы] [👪 Семья]
[❓ Помощь] [👤 Профиль]
=== family of member
<b>Ивановы &amp; Ко</b>
👑 Мама
• Папа

5 свободных мест
[🛒 Корзина] [📖 Журнал]
[👥 Участники] [🎛 Возможности]
[⚙️ Настройки семьи]
[🚪 Выйти из семьи]
[⬅️ Назад]
=== not understood
Не совсем понимаю, что с этим делать. Чтобы добавить в корзину, напишите <code>/add молоко 2 шт</code>.
[🛒 Корзина] [➕ Добавить]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EN = """
=== hello
Hello, Мама! 👋

I help a family shop together: one shared cart, a vote on what is bought, fair shares, and no mess about who owes whom.

Create a family, or open the invitation link that your organizer sent you.
[👨‍👩‍👧 Create a family]
[🧺 My cart]
[❓ Help] [👤 Profile]
[🌐 Русский / English]
=== help
<b>How it works</b>
1. The organizer creates a family and sends the others a link.
2. Everybody adds to one cart: <code>/add milk 2 pcs 89.90</code>, several lines at once are fine.
3. Dear lines are put to the vote: 👍 or 👎. From which sum on, and whose yes it takes, is in the family's settings.
4. The organizer checks out, somebody pays the shop, and everybody sees their share.
5. Whoever owes taps “Money sent”, whoever paid taps “Received”. Only then is the debt closed.

<b>Commands</b>
/cart – the shared cart
/add – add to it
/go – I'm at the shop
/journal – who did what, and Undo for ten minutes
/approvals – what waits for an adult
/orders – orders and debts
/account – the shared account
/family – who is here
/invite – invite somebody
/leave – leave the family
/profile – who I am here
/settings – language, time zone, alerts
/language – Русский or English
/privacy – what is stored, who sees what
/export – all that is stored about me, as a file
/forget_me – forget me
/cancel – stop what I am asking you
/paysupport – my payments, and what is wrong with them
/terms – terms of payment

I never ask for codes, documents or card numbers.
[🔒 What is stored]
[⬅️ Back]
=== privacy
<b>What I store</b>
• you: Telegram id, name and username, language, time zone, how you want alerts, and whether my messages reach you;
• your family: your place in it, that you left it, what you added and how you voted, your orders, shares, payments and the receipts that you attach, what is carried over for you from elsewhere, what you put on the shared account, paid from it or got back, and for 180 days what you did to the cart; your own cart and your own orders, and for an hour what you typed after my name in other chats; of a family that was disbanded, for 30 days that you were in it; of a file with balances that you send me, for a day what it says;
• invitations: that you were invited, asked to join, or joined; links that led nowhere, for a day, against guessing; that an organizer does not let you in. Of a link I keep a fingerprint only;
• alerts for you, for 30 days, and a question that I am asking you.
When you create a family: the country of your phone number and when you proved it. The number itself is never stored.

<b>Who sees what</b>
Your family sees the shared cart, the votes, the orders, who owes whom, and who put what on the shared account or paid from it. Your own cart and your own orders nobody sees but you, not even the organizer. Strangers see nothing, except in the group chat that shows the cart: everybody there sees it.
Money: I write down what you say you paid, and of payments through Telegram the sum, the time and the number, which stay in the books. One that paid for nothing the adults of your family see until it is given back. I see no cards.

/export sends you all of it as a file. /forget_me erases it; only your Telegram id stays, without a name: in the books of your families with the amounts, for 180 days in the journal of the cart, and where you left, are not let in or, for a day, guessed.
[📄 Export my data]
[🗑 Forget me]
[⬅️ Back]
=== language
Which language shall we speak?
[Русский] [✅ English]
[⬅️ Back]
=== contact
To organize a family, please confirm your phone number with the button below.

I check its country and forget the number at once: it is not stored and nobody sees it.
⌨️ [📱 Confirm my number]
⌨️ [Cancel]
=== name
✅ Thank you, that fits.

What shall we call your family? Send me a name, up to 64 characters.
=== founded
🎉 The family <b>Ивановы &amp; Ко</b> is ready, and you are its organizer.

Invite the others: up to 6 people can join you.
[🔗 Invite]
[🛒 Cart] [➕ Add]
[⬅️ Back]
=== leaving last
You are the last one in <b>Ивановы &amp; Ко</b>. When you leave, the family is disbanded and its cart is closed. For 30 days you can bring it back.
[Leave the family]
[Cancel]
=== invite
Invitation to <b>Ивановы &amp; Ко</b>
https://t.me/family_shopping_bot?start=f_TOKEN

For 6 people, until 8 Mar, 12:00. Send it only to your family: anyone who has it can join.
I cannot show this link again, but you can make a new one.
[📤 Share](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=Join%20our%20family%20%E2%80%9C%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%20%26%20%D0%9A%D0%BE%E2%80%9D%3A%20we%20shop%20together%20here.)
[📋 Copy] [🔳 QR code]
[For one person] [✅ For all free seats]
[1 hour] [1 day] [✅ 7 days] [30 days]
[I approve each one]
[👥 Choose people]
[🚫 Revoke]
[Invitations] [⬅️ Back]
=== invitation
You are invited to the family <b>Ивановы &amp; Ко</b>.
Organizer: Мама
Seats taken: 1 of 7

<b>The members will see</b> your name, the lines you add, your votes, and your shares of the orders.
<b>They will not see</b> your phone number or anything from your other chats.

You can leave at any time.

I keep a seat for you until 12:15.
[✅ Join] [Decline]
=== declined
You did not join. The invitation still works if you change your mind.
[⬅️ Back]
=== joined
🎉 Welcome to <b>Ивановы &amp; Ко</b>! There are 2 people now.

Add what you need, and vote on what the others want.
[🛒 Cart] [➕ Add]
[⬅️ Back]
=== invites
<b>Invitations</b>

1. created 1 Mar, 12:00
🟢 live, for 5 more people, until 8 Mar, 12:00
joined with it: Папа
[🔗 Invite] [👥 Choose people]
[🚫 Revoke 1]
[⬅️ Back]
=== home of organizer
<b>Ивановы &amp; Ко</b>
You are the organizer.
2 people · 0 lines in the cart
[🛒 Cart] [➕ Add]
[🧺 My cart]
[📦 Orders] [👪 Family]
[🔗 Invite]
[❓ Help] [👤 Profile]
=== family of organizer
<b>Ивановы &amp; Ко</b>
👑 Мама
• Папа

5 free seats
[🛒 Cart] [📖 Journal]
[👥 Members] [🎛 Benefits]
[🔗 Invite] [Invitations]
[⚙️ Family settings]
[💬 Add me to our group chat](https://t.me/family_shopping_bot?startgroup=family)
[🚪 Leave the family]
[⬅️ Back]
=== home of member
<b>Ивановы &amp; Ко</b>
Organizer: Мама
2 people · 0 lines in the cart
[🛒 Cart] [➕ Add]
[🧺 My cart]
[📦 Orders] [👪 Family]
[❓ Help] [👤 Profile]
=== family of member
<b>Ивановы &amp; Ко</b>
👑 Мама
• Папа

5 free seats
[🛒 Cart] [📖 Journal]
[👥 Members] [🎛 Benefits]
[⚙️ Family settings]
[🚪 Leave the family]
[⬅️ Back]
=== not understood
I am not sure what to do with that. To add to the cart, write <code>/add milk 2 pcs</code>.
[🛒 Cart] [➕ Add]
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_every_screen_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    stage.expect("message is not modified")
    assert await found_and_join(stage, language) == drawn(screens)
