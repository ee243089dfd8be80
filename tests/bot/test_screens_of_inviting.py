"""Inviting in every way, asking to join, moving from family to family: whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.joining import invite_and_let_in, leave_and_join

if TYPE_CHECKING:
    from tests.bot.stage import Stage

INVITE_RU = """
=== invite for one, by approval, for a day
Приглашение в семью <b>Ивановы</b>
https://t.me/family_shopping_bot?start=f_TOKEN

Для 1 человека, до 2 мар., 12:00. Кто откроет ссылку, сможет попроситься, а принимаете вы.
Показать ссылку ещё раз я не смогу, но можно сделать новую.
[📤 Поделиться](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=%D0%92%D1%81%D1%82%D1%83%D0%BF%D0%B0%D0%B9%D1%82%D0%B5%20%D0%B2%20%D0%BD%D0%B0%D1%88%D1%83%20%D1%81%D0%B5%D0%BC%D1%8C%D1%8E%20%C2%AB%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%C2%BB%3A%20%D0%B7%D0%B4%D0%B5%D1%81%D1%8C%20%D0%BC%D1%8B%20%D0%B2%D0%BC%D0%B5%D1%81%D1%82%D0%B5%20%D0%B4%D0%B5%D0%BB%D0%B0%D0%B5%D0%BC%20%D0%BF%D0%BE%D0%BA%D1%83%D0%BF%D0%BA%D0%B8.)
[📋 Копировать] [🔳 QR-код]
[✅ Одноразовая] [На все места]
[1 час] [✅ 1 день] [7 дней] [30 дней]
[✅ С моего согласия]
[👥 Выбрать людей]
[🚫 Отозвать]
[Приглашения] [⬅️ Назад]
=== picture
Приглашение в семью <b>Ивановы</b>, до 2 мар., 12:00. Наведите камеру телефона на картинку.
=== invitation by approval
Вас приглашают в семью <b>Ивановы</b>.
Организатор: Мама
Занято мест: 1 из 7

<b>Участники увидят</b> ваше имя, что вы добавляете, ваши голоса и ваши доли в заказах.
<b>Они не увидят</b> ваш номер телефона и ничего из других ваших чатов.

Выйти можно в любой момент.

Каждого нового участника принимает организатор. Я спрошу и расскажу об ответе.
[✅ Попроситься] [Отказаться]
=== asked
Запрос в семью <b>Ивановы</b> отправлен, решает Мама. Расскажу об ответе не позже 2 мар., 12:00.
[↩️ Отозвать запрос]
[⬅️ Назад]
=== alert: somebody asks
🔔 <i>№ 1</i>
<b>Папа</b> просится в семью «Ивановы». Запрос ждёт сутки.
[✅ Принять] [✖️ Отклонить]
=== invites with a request
<b>Просятся в семью</b>
• Папа, ждёт до 2 мар., 12:00

<b>Приглашения</b>

1. создано 1 мар., 12:00, с вашего согласия
🟢 действует, ещё для 6 человек, до 2 мар., 12:00
вступили: –
[✅ Принять: Папа] [✖️ Отклонить]
[🔗 Пригласить] [👥 Выбрать людей]
[🚫 Отозвать 1]
[⬅️ Назад]
=== not asking any more
Запрос отозван: вы больше не проситесь в семью <b>Ивановы</b>.
Снова попроситься можно после 13:00.
[⬅️ Назад]
=== let in
<b>Папа</b> теперь в семье «Ивановы». Всего в ней 2 человека.
[Приглашения] [⬅️ Назад]
=== alert: let in
🔔 <i>№ 1</i>
🎉 Добро пожаловать в семью <b>Ивановы</b>! Теперь вас 2 человека.

Добавляйте, что нужно вам, и голосуйте за то, что хотят другие.
[🛒 Корзина] [➕ Добавить]
=== choose
Выберите кнопкой внизу, кого пригласить: не больше 5 человек.

Кого я знаю, тех приглашу сразу. Для остальных дам ссылку – отправьте её сами.
⌨️ [👥 Выбрать людей]
⌨️ [Отмена]
=== link for the others
Приглашение в семью <b>Ивановы</b>
https://t.me/family_shopping_bot?start=f_TOKEN

Для 1 человека, до 8 мар., 13:00. Отправляйте только своим: вступить сможет каждый, у кого есть ссылка.
Показать ссылку ещё раз я не смогу, но можно сделать новую.
[📤 Поделиться](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=%D0%92%D1%81%D1%82%D1%83%D0%BF%D0%B0%D0%B9%D1%82%D0%B5%20%D0%B2%20%D0%BD%D0%B0%D1%88%D1%83%20%D1%81%D0%B5%D0%BC%D1%8C%D1%8E%20%C2%AB%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%C2%BB%3A%20%D0%B7%D0%B4%D0%B5%D1%81%D1%8C%20%D0%BC%D1%8B%20%D0%B2%D0%BC%D0%B5%D1%81%D1%82%D0%B5%20%D0%B4%D0%B5%D0%BB%D0%B0%D0%B5%D0%BC%20%D0%BF%D0%BE%D0%BA%D1%83%D0%BF%D0%BA%D0%B8.)
[📋 Копировать] [🔳 QR-код]
[✅ Одноразовая] [На все места]
[1 час] [1 день] [✅ 7 дней] [30 дней]
[С моего согласия]
[👥 Выбрать людей]
[🚫 Отозвать]
[Приглашения] [⬅️ Назад]
=== chosen
✅ Приглашение отправлено: Ребёнок.
✉️ Написать сам не могу: Бабушка. Отправьте ссылку, она ниже.
👪 Уже в семье: Папа.
=== alert: invited
🔔 <i>№ 1</i>
Мама приглашает вас в семью «Ивановы».
[✉️ Открыть приглашение]
=== personal invitation
Вас приглашают в семью <b>Ивановы</b>.
Организатор: Мама
Занято мест: 2 из 7

<b>Участники увидят</b> ваше имя, что вы добавляете, ваши голоса и ваши доли в заказах.
<b>Они не увидят</b> ваш номер телефона и ничего из других ваших чатов.

Выйти можно в любой момент.

Место для вас придержано до 13:15.
[✅ Вступить] [Отказаться]
=== invites
<b>Приглашения</b>

1. создано 1 мар., 13:00
🟢 действует, ещё для 1 человека, до 8 мар., 13:00
вступили: –

2. создано 1 мар., 13:00
🟢 действует, ещё для 1 человека, до 8 мар., 13:00
вступили: –
приглашены, ждём: Ребёнок

3. создано 1 мар., 12:00, с вашего согласия
🟢 действует, ещё для 5 человек, до 2 мар., 12:00
вступили: Папа
[🔗 Пригласить] [👥 Выбрать людей]
[🚫 Отозвать 1] [🚫 Отозвать 2] [🚫 Отозвать 3]
[⬅️ Назад]
"""

INVITE_EN = """
=== invite for one, by approval, for a day
Invitation to <b>Ивановы</b>
https://t.me/family_shopping_bot?start=f_TOKEN

For 1 person, until 2 Mar, 12:00. Whoever opens it asks you to be let in.
I cannot show this link again, but you can make a new one.
[📤 Share](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=Join%20our%20family%20%E2%80%9C%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%E2%80%9D%3A%20we%20shop%20together%20here.)
[📋 Copy] [🔳 QR code]
[✅ For one person] [For all free seats]
[1 hour] [✅ 1 day] [7 days] [30 days]
[✅ I approve each one]
[👥 Choose people]
[🚫 Revoke]
[Invitations] [⬅️ Back]
=== picture
Invitation to <b>Ивановы</b>, until 2 Mar, 12:00. Point a phone's camera at the picture.
=== invitation by approval
You are invited to the family <b>Ивановы</b>.
Organizer: Мама
Seats taken: 1 of 7

<b>The members will see</b> your name, the lines you add, your votes, and your shares of the orders.
<b>They will not see</b> your phone number or anything from your other chats.

You can leave at any time.

The organizer decides about each newcomer. I will ask, and tell you the answer.
[✅ Ask to join] [Decline]
=== asked
I have asked Мама to let you into <b>Ивановы</b>. I will tell you the answer, until 2 Mar, 12:00 at the latest.
[↩️ Take the request back]
[⬅️ Back]
=== alert: somebody asks
🔔 <i>No. 1</i>
<b>Папа</b> asks to join “Ивановы”. The request waits for a day.
[✅ Accept] [✖️ Turn down]
=== invites with a request
<b>They ask to join</b>
• Папа, waits until 2 Mar, 12:00

<b>Invitations</b>

1. created 1 Mar, 12:00, with your approval
🟢 live, for 6 more people, until 2 Mar, 12:00
joined with it: –
[✅ Accept: Папа] [✖️ Turn down]
[🔗 Invite] [👥 Choose people]
[🚫 Revoke 1]
[⬅️ Back]
=== not asking any more
Your request to join <b>Ивановы</b> is taken back.
You can ask again after 13:00.
[⬅️ Back]
=== let in
<b>Папа</b> is in “Ивановы”. There are 2 people now.
[Invitations] [⬅️ Back]
=== alert: let in
🔔 <i>No. 1</i>
🎉 Welcome to <b>Ивановы</b>! There are 2 people now.

Add what you need, and vote on what the others want.
[🛒 Cart] [➕ Add]
=== choose
Choose whom to invite with the button below, at most 5 people.

Whom I know I invite at once. For the others you get a link to send.
⌨️ [👥 Choose people]
⌨️ [Cancel]
=== link for the others
Invitation to <b>Ивановы</b>
https://t.me/family_shopping_bot?start=f_TOKEN

For 1 person, until 8 Mar, 13:00. Send it only to your family: anyone who has it can join.
I cannot show this link again, but you can make a new one.
[📤 Share](https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ffamily_shopping_bot%3Fstart%3Df_TOKEN&text=Join%20our%20family%20%E2%80%9C%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D1%8B%E2%80%9D%3A%20we%20shop%20together%20here.)
[📋 Copy] [🔳 QR code]
[✅ For one person] [For all free seats]
[1 hour] [1 day] [✅ 7 days] [30 days]
[I approve each one]
[👥 Choose people]
[🚫 Revoke]
[Invitations] [⬅️ Back]
=== chosen
✅ I have invited: Ребёнок.
✉️ I cannot write to: Бабушка. Please send the link below.
👪 In the family already: Папа.
=== alert: invited
🔔 <i>No. 1</i>
Мама invites you to the family “Ивановы”.
[✉️ Open the invitation]
=== personal invitation
You are invited to the family <b>Ивановы</b>.
Organizer: Мама
Seats taken: 2 of 7

<b>The members will see</b> your name, the lines you add, your votes, and your shares of the orders.
<b>They will not see</b> your phone number or anything from your other chats.

You can leave at any time.

I keep a seat for you until 13:15.
[✅ Join] [Decline]
=== invites
<b>Invitations</b>

1. created 1 Mar, 13:00
🟢 live, for 1 more person, until 8 Mar, 13:00
joined with it: –

2. created 1 Mar, 13:00
🟢 live, for 1 more person, until 8 Mar, 13:00
joined with it: –
invited by me: Ребёнок

3. created 1 Mar, 12:00, with your approval
🟢 live, for 5 more people, until 2 Mar, 12:00
joined with it: Папа
[🔗 Invite] [👥 Choose people]
[🚫 Revoke 1] [🚫 Revoke 2] [🚫 Revoke 3]
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is

MOVE_RU = """
=== in another family
Вы в семье «Петровы», а быть можно только в одной. Можно остаться или выйти из своей и вступить в эту.
[🚪 Выйти и вступить] [Остаться]
=== moving
Выйти из семьи <b>Петровы</b>? Вот что будет:
• в корзине 1 ваша строка: её можно оставить организатору или убрать
• организатор об этом узнает; чтобы вернуться, нужно новое приглашение

Затем вы сразу вступите в семью <b>Ивановы</b>: там занято мест: 1 из 7. Если не получится, останетесь, где были.
[Перейти, строки оставить]
[Перейти, строки убрать]
[Остаться]
=== moved
🎉 Добро пожаловать в семью <b>Ивановы</b>! Теперь вас 2 человека.

Добавляйте, что нужно вам, и голосуйте за то, что хотят другие.
[🛒 Корзина] [➕ Добавить]
[⬅️ Назад]
=== alone in another family
Вы в семье «Петровы», а быть можно только в одной. Можно остаться или выйти из своей и вступить в эту.
[🚪 Выйти и вступить] [Остаться]
=== moving as the last one
Кроме вас, в семье <b>Петровы</b> никого нет. Если вы выйдете, семья будет распущена, а корзина закрыта. В течение 30 дней семью можно вернуть.

Затем вы сразу вступите в семью <b>Ивановы</b>: там занято мест: 2 из 7. Если не получится, останетесь, где были.
[🚪 Выйти и вступить]
[Остаться]
=== stayed
Вы не вступили. Приглашение остаётся в силе, если передумаете.
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

MOVE_EN = """
=== in another family
You are in the family “Петровы”, and one can be in only one. You can stay, or leave yours and join this one.
[🚪 Leave and join] [Stay]
=== moving
Leave <b>Петровы</b>? This is what happens:
• 1 line of yours is in the cart: leave it to the organizer, or remove it
• the organizer is told; to come back you need a new invitation

Then you join <b>Ивановы</b> at once: 1 of 7 seats are taken there. If that does not work out, you stay where you are.
[Move, keep my lines there]
[Move, remove my lines]
[Stay]
=== moved
🎉 Welcome to <b>Ивановы</b>! There are 2 people now.

Add what you need, and vote on what the others want.
[🛒 Cart] [➕ Add]
[⬅️ Back]
=== alone in another family
You are in the family “Петровы”, and one can be in only one. You can stay, or leave yours and join this one.
[🚪 Leave and join] [Stay]
=== moving as the last one
You are the last one in <b>Петровы</b>. When you leave, the family is disbanded and its cart is closed. For 30 days you can bring it back.

Then you join <b>Ивановы</b> at once: 2 of 7 seats are taken there. If that does not work out, you stay where you are.
[🚪 Leave and join]
[Stay]
=== stayed
You did not join. The invitation still works if you change your mind.
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", INVITE_RU), ("en", INVITE_EN)])
async def test_every_screen_of_inviting_says_what_it_should(
    stage: Stage, language: str, screens: str
) -> None:
    assert await invite_and_let_in(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", MOVE_RU), ("en", MOVE_EN)])
async def test_every_screen_of_moving_says_what_it_should(stage: Stage, language: str, screens: str) -> None:
    assert await leave_and_join(stage, language) == drawn(screens)
