"""Roles, removals, the organizer's role, the end of a family and its return, whole and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.family import (
    change_the_family,
    choose_an_organizer,
    hand_the_role_over,
    remove_and_disband,
)

if TYPE_CHECKING:
    from tests.bot.stage import Stage

CHANGED_RU = """
=== settings
⚙️ Настройки семьи <b>Ивановы</b>

🗳 Голосование: <b>Большинство</b>
💰 Без голосования: <b>дешевле 1 000 ₽</b>
❔ Строки без цены: <b>голосуем</b>
⏰ Срок голосования: <b>24 часа</b>
🕒 Часовой пояс семьи: <b>Москва</b>
🧾 Кто оформляет: <b>Организатор</b>
📈 Если подорожало: <b>до 5 %</b>
⚖️ Единицы: <b>Крупные</b>
🪪 Вид корзины: <b>Простая</b>
[🗳 Голосование] [💰 Без голосования]
[❔ Строки без цены] [⏰ Срок голосования]
[🕒 Часовой пояс семьи] [🧾 Кто оформляет]
[📈 Если подорожало] [⚖️ Единицы]
[🪪 Вид корзины]
[✏️ Переименовать]
[👥 Участники] [⛔️ Кому вход закрыт]
[🗑 Распустить семью]
[⬅️ Назад]
=== rename
Семья называется <b>Ивановы</b>. Как назовём её теперь? До 64 символов.
[Отмена]
=== renamed
Готово: теперь семья называется <b>Петровы &amp; Ко</b>.
[⚙️ Настройки семьи]
[⬅️ Назад]
=== alert: renamed
🔔 <i>№ 1</i>
Мама: семья «Ивановы» теперь называется «Петровы &amp; Ко».
=== members
<b>Петровы &amp; Ко</b>, участники
👑 Мама, с 1 мар., 12:00
• Папа, с 1 мар., 12:00
• Ребёнок, с 1 мар., 12:00

👑 организатор, 🧒 с ограничением
[Мама]
[Папа]
[Ребёнок]
[⛔️ Кому вход закрыт]
[👪 Семья]
=== member
• <b>Ребёнок</b>
Взрослый участник
В семье «Петровы &amp; Ко» с 1 мар., 12:00
[🧒 Ограничить]
[👑 Передать роль]
[🚷 Исключить]
[⬅️ Назад]
=== limits
<b>Ребёнок</b>: строки дороже лимита будут ждать разрешения взрослого, а голоса станут только советом.

До какой суммы можно добавлять без разрешения? Нажмите или пришлите другую.
[0 ₽] [500 ₽]
[1 000 ₽] [3 000 ₽]
[Отмена]
=== limited member
🧒 <b>Ребёнок</b>
Участник с ограничением
В семье «Петровы &amp; Ко» с 1 мар., 12:00
Без разрешения добавляет до 3 000 ₽
[✏️ Изменить лимит]
[🧑 Сделать взрослым]
[🚷 Исключить]
[⬅️ Назад]
=== alert: limited
🔔 <i>№ 2</i>
Мама: в семье «Петровы &amp; Ко» у вас теперь лимит 3 000 ₽. Строки дороже ждут разрешения взрослого, а ваши голоса – совет.
=== family with a limited member
<b>Петровы &amp; Ко</b>
👑 Мама
• Папа
🧒 Ребёнок

4 свободных места
[🛒 Корзина] [📖 Журнал]
[👥 Участники] [🎛 Возможности]
[⚙️ Настройки семьи]
[🚪 Выйти из семьи]
[⬅️ Назад]
=== members for a member
<b>Петровы &amp; Ко</b>, участники
👑 Мама, с 1 мар., 12:00
• Папа, с 1 мар., 12:00
🧒 Ребёнок, с 1 мар., 12:00

👑 организатор, 🧒 с ограничением
[Мама]
[Папа]
[Ребёнок]
[👪 Семья]
=== own place
🧒 <b>Ребёнок</b>
Участник с ограничением
В семье «Петровы &amp; Ко» с 1 мар., 12:00
Без разрешения добавляет до 3 000 ₽
[⬅️ Назад]
=== alert: adult
🔔 <i>№ 3</i>
Мама: в семье «Петровы &amp; Ко» вы теперь взрослый участник. Лимита нет, голоса считаются.
"""  # noqa: E501  # a message is as wide as it is

CHANGED_EN = """
=== settings
⚙️ Settings of <b>Ивановы</b>

🗳 Voting: <b>Majority</b>
💰 Passes without a vote: <b>below ₽1,000</b>
❔ Lines without a price: <b>are voted on</b>
⏰ A vote is open: <b>24 hours</b>
🕒 The family's time zone: <b>Moscow</b>
🧾 Who checks out: <b>The organizer</b>
📈 Dearer in the shop: <b>up to 5 %</b>
⚖️ Units: <b>Large</b>
🪪 The cart's card: <b>Plain</b>
[🗳 Voting] [💰 Passes without a vote]
[❔ Lines without a price] [⏰ A vote is open]
[🕒 The family's time zone] [🧾 Who checks out]
[📈 Dearer in the shop] [⚖️ Units]
[🪪 The cart's card]
[✏️ Rename]
[👥 Members] [⛔️ Who may not come back]
[🗑 Disband]
[⬅️ Back]
=== rename
The family is called <b>Ивановы</b>. How shall it be called? Up to 64 characters.
[Cancel]
=== renamed
Done: the family is called <b>Петровы &amp; Ко</b> now.
[⚙️ Family settings]
[⬅️ Back]
=== alert: renamed
🔔 <i>No. 1</i>
Мама renamed the family: “Ивановы” is called “Петровы &amp; Ко” now.
=== members
<b>Петровы &amp; Ко</b>, members
👑 Мама, since 1 Mar, 12:00
• Папа, since 1 Mar, 12:00
• Ребёнок, since 1 Mar, 12:00

👑 organizer, 🧒 limited member
[Мама]
[Папа]
[Ребёнок]
[⛔️ Who may not come back]
[👪 Family]
=== member
• <b>Ребёнок</b>
Adult
In “Петровы &amp; Ко” since 1 Mar, 12:00
[🧒 Make a limited member]
[👑 Hand over]
[🚷 Remove]
[⬅️ Back]
=== limits
Lines of <b>Ребёнок</b> above a limit will wait until an adult approves them, and their votes are advice only.

Up to which sum may they add on their own? Tap one, or send me another.
[₽0] [₽500]
[₽1,000] [₽3,000]
[Cancel]
=== limited member
🧒 <b>Ребёнок</b>
Limited member
In “Петровы &amp; Ко” since 1 Mar, 12:00
Adds up to ₽3,000 without an approval
[✏️ Change the limit]
[🧑 Make an adult]
[🚷 Remove]
[⬅️ Back]
=== alert: limited
🔔 <i>No. 2</i>
Мама made you a limited member of “Петровы &amp; Ко”: lines above ₽3,000 wait until an adult approves them, and your votes are advice.
=== family with a limited member
<b>Петровы &amp; Ко</b>
👑 Мама
• Папа
🧒 Ребёнок

4 free seats
[🛒 Cart] [📖 Journal]
[👥 Members] [🎛 Benefits]
[⚙️ Family settings]
[🚪 Leave the family]
[⬅️ Back]
=== members for a member
<b>Петровы &amp; Ко</b>, members
👑 Мама, since 1 Mar, 12:00
• Папа, since 1 Mar, 12:00
🧒 Ребёнок, since 1 Mar, 12:00

👑 organizer, 🧒 limited member
[Мама]
[Папа]
[Ребёнок]
[👪 Family]
=== own place
🧒 <b>Ребёнок</b>
Limited member
In “Петровы &amp; Ко” since 1 Mar, 12:00
Adds up to ₽3,000 without an approval
[⬅️ Back]
=== alert: adult
🔔 <i>No. 3</i>
Мама made you an adult in “Петровы &amp; Ко”: no limit holds for you, and your votes count.
"""  # noqa: E501  # a message is as wide as it is

HANDED_OVER_RU = """
=== hand over
Передать роль организатора семьи <b>Ивановы</b>? Новым организатором будет <b>Ребёнок</b>.

• на согласие есть сутки; до него ничего не меняется, и предложение можно отозвать
• потом новый организатор приглашает, исключает, оформляет заказы и решает, когда голоса поровну
• вы остаётесь в семье взрослым участником
[👑 Передать роль]
[Отмена]
=== family with an offer
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 свободных места
⏳ Роль организатора предложена, решает Ребёнок, до 2 мар., 12:00.
[🛒 Корзина] [📖 Журнал]
[↩️ Отозвать предложение]
[👥 Участники] [🎛 Возможности]
[🔗 Пригласить] [Приглашения]
[⚙️ Настройки семьи]
[💬 Добавить бота в чат](https://t.me/family_shopping_bot?startgroup=family)
[🚪 Выйти из семьи]
[⬅️ Назад]
=== alert: role offered
🔔 <i>№ 1</i>
Мама предлагает вам роль организатора семьи «Ивановы». На решение есть сутки.
[✅ Принять] [Отказаться]
=== family with an offer to me
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 свободных места
⏳ Вам предлагают роль организатора, до 2 мар., 12:00.
[🛒 Корзина] [📖 Журнал]
[✅ Принять] [Отказаться]
[👥 Участники] [🎛 Возможности]
[⚙️ Настройки семьи]
[🚪 Выйти из семьи]
[⬅️ Назад]
=== alert: offer withdrawn
🔔 <i>№ 2</i>
Мама больше не предлагает вам роль организатора семьи «Ивановы».
=== role declined
Хорошо, всё остаётся как есть.
[👪 Семья]
=== alert: role declined
🔔 <i>№ 3</i>
Папа не берёт роль организатора семьи «Ивановы». Она остаётся у вас.
=== number for the role
Чтобы стать организатором семьи, подтвердите номер телефона кнопкой внизу.

Я проверю страну и сразу забуду номер: он не сохраняется, и его никто не увидит.
⌨️ [📱 Подтвердить номер]
⌨️ [Отмена]
=== role taken
👑 Теперь вы организатор семьи <b>Ивановы</b>: приглашаете, оформляете заказы и решаете, когда голоса поровну. Всё, что можно настроить, здесь: /family
[👪 Семья]
=== alert: organizer changed
🔔 <i>№ 4</i>
Теперь организатор семьи «Ивановы» – <b>Папа</b>. Вы остаётесь в ней взрослым участником.
=== alert: organizer is new
🔔 <i>№ 3</i>
Теперь организатор семьи «Ивановы» – <b>Папа</b>.
"""  # noqa: E501  # a message is as wide as it is

HANDED_OVER_EN = """
=== hand over
Hand the organizer's role in <b>Ивановы</b> over to <b>Ребёнок</b>?

• they have a day to accept it; until then nothing changes, and you can take the offer back
• then they invite, remove and check out, and decide when votes are even
• you stay in the family as an adult member
[👑 Hand over]
[Cancel]
=== family with an offer
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 free seats
⏳ The organizer's role is offered to Ребёнок, until 2 Mar, 12:00.
[🛒 Cart] [📖 Journal]
[↩️ Take the offer back]
[👥 Members] [🎛 Benefits]
[🔗 Invite] [Invitations]
[⚙️ Family settings]
[💬 Add me to our group chat](https://t.me/family_shopping_bot?startgroup=family)
[🚪 Leave the family]
[⬅️ Back]
=== alert: role offered
🔔 <i>No. 1</i>
Мама offers you the organizer's role in “Ивановы”. You have a day to decide.
[✅ Accept] [Decline]
=== family with an offer to me
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 free seats
⏳ The organizer's role is offered to you, until 2 Mar, 12:00.
[🛒 Cart] [📖 Journal]
[✅ Accept] [Decline]
[👥 Members] [🎛 Benefits]
[⚙️ Family settings]
[🚪 Leave the family]
[⬅️ Back]
=== alert: offer withdrawn
🔔 <i>No. 2</i>
Мама took the offer of the organizer's role in “Ивановы” back.
=== role declined
All right, everything stays as it is.
[👪 Family]
=== alert: role declined
🔔 <i>No. 3</i>
Папа does not take the organizer's role in “Ивановы”. It stays yours.
=== number for the role
To organize a family, please confirm your phone number with the button below.

I check its country and forget the number at once: it is not stored and nobody sees it.
⌨️ [📱 Confirm my number]
⌨️ [Cancel]
=== role taken
👑 You are the organizer of <b>Ивановы</b> now: you invite, check out and decide when votes are even. What you can change is here: /family
[👪 Family]
=== alert: organizer changed
🔔 <i>No. 4</i>
<b>Папа</b> is the organizer of “Ивановы” now. You stay in it as an adult member.
=== alert: organizer is new
🔔 <i>No. 3</i>
<b>Папа</b> is the organizer of “Ивановы” now.
"""  # noqa: E501  # a message is as wide as it is

ENDED_RU = """
=== organizer stays
Вы организатор семьи «Ивановы», в ней ещё 2 человека. Передайте роль или распустите семью.
[👑 Передать роль] [🗑 Распустить семью]
[⬅️ Назад]
=== removal
Исключить из семьи <b>Ивановы</b>: <b>Ребёнок</b>?
• в корзине 1 строка участника: её можно оставить себе или убрать вместе с участником
• пропадёт 1 голос участника
• за участником остаётся долг 30 ₽
• я сразу сообщу; чтобы вернуться, нужно новое приглашение
[◻️ И не впускать обратно]
[Исключить, строки оставить]
[Исключить вместе со строками]
[Отмена]
=== removal with barring
Исключить из семьи <b>Ивановы</b>: <b>Ребёнок</b>?
• в корзине 1 строка участника: её можно оставить себе или убрать вместе с участником
• пропадёт 1 голос участника
• за участником остаётся долг 30 ₽
• я сразу сообщу; по приглашениям обратно не впущу, пока не разрешите
[☑️ И не впускать обратно]
[Исключить, строки оставить]
[Исключить вместе со строками]
[Отмена]
=== alert: member removed
🔔 <i>№ 3</i>
Из семьи «Ивановы» исключён участник: <b>Ребёнок</b>. Сейчас в ней 2 человека. В корзине остаётся 1 строка этого участника, теперь она ваша.
=== alert: removed and barred
🔔 <i>№ 3</i>
Мама: вы больше не в семье «Ивановы». Долги, ваши и вам, остаются: /orders. Вступить снова нельзя, пока Мама не откроет вам вход.
=== barred
По приглашениям в семью <b>Ивановы</b> этих людей я не впускаю. Кого впустить снова?
[↩️ Впустить: Ребёнок]
[⬅️ Назад]
=== nobody barred
В семью <b>Ивановы</b> вступит любой, кого вы пригласите: никому вход не закрыт.
[⬅️ Назад]
=== alert: let back in
🔔 <i>№ 4</i>
Вход в семью «Ивановы» снова открыт: вступить можно по приглашению.
=== disband
Распустить семью <b>Ивановы</b>? Вот что будет:
• без семьи останется ещё 1 человек, я сразу сообщу
• корзина закроется, в ней 2 строки
• долги останутся как есть
• 30 дней архив смогут смотреть все, а вы – вернуть семью

Если уверены, пришлите название семьи.
[Отмена]
=== wrong name
Это другое название, и ничего не изменилось. Чтобы распустить семью, пришлите точно: Ивановы
=== disbanded
Семья <b>Ивановы</b> распущена. Ещё 30 дней её архив есть на первом экране, и там же её можно вернуть.
[⬅️ Назад]
=== alert: disbanded
🔔 <i>№ 3</i>
Мама: семья «Ивановы» распущена. Долги остаются: /orders. Архив можно смотреть 30 дней.
[🗄 Открыть архив]
=== archive
🗄 Семья <b>Ивановы</b> распущена. Архив можно смотреть до 31 мар., 12:00.

👑 Мама – ждёт от других 80 ₽
• Папа – долг 50 ₽

💳 Заказ 1: 80 ₽
[⬅️ Назад]
=== home without the family
Здравствуйте, Мама! 👋

Я помогаю семье делать покупки вместе: одна корзина на всех, общее решение, что берём, честные доли и никакой путаницы, кто кому должен.

Создайте семью или откройте ссылку-приглашение от организатора.
[🗄 Архив: «Ивановы»]
[👨‍👩‍👧 Создать семью]
[🧺 Моя корзина]
[❓ Помощь] [👤 Профиль]
[🌐 Русский / English]
=== archive of the organizer
🗄 Семья <b>Ивановы</b> распущена. Архив можно смотреть до 31 мар., 12:00.

👑 Мама – ждёт от других 80 ₽
• Папа – долг 50 ₽

💳 Заказ 1: 80 ₽
[↩️ Вернуть семью]
[⬅️ Назад]
=== brought back
🎉 Семья вернулась, вместе с корзиной и счетами. Всем, кто в ней был, я написал, как вернуться. Их строки в корзине теперь ваши.
[👪 Семья]
[🛒 Корзина]
=== alert: brought back
🔔 <i>№ 4</i>
Мама возвращает семью «Ивановы», вместе с корзиной и счетами. Вернётесь и вы?
[↩️ Вернуться]
=== home with the way back
Здравствуйте, Папа! 👋

Я помогаю семье делать покупки вместе: одна корзина на всех, общее решение, что берём, честные доли и никакой путаницы, кто кому должен.

Создайте семью или откройте ссылку-приглашение от организатора.
[↩️ Вернуться в «Ивановы»]
[👨‍👩‍👧 Создать семью]
[🧺 Моя корзина]
[❓ Помощь] [👤 Профиль]
[🌐 Русский / English]
=== way back
Семья <b>Ивановы</b> снова с вами. До 31 мар., 12:00 в неё можно вернуться без приглашения.
[↩️ Вернуться]
[⬅️ Назад]
=== came back
🎉 Вы снова в семье <b>Ивановы</b>.
[🛒 Корзина]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

ENDED_EN = """
=== organizer stays
You organize “Ивановы”, and 2 more people are in it. Hand your role over, or disband it.
[👑 Hand over] [🗑 Disband]
[⬅️ Back]
=== removal
Remove <b>Ребёнок</b> from <b>Ивановы</b>?
• 1 line of theirs is in the cart: keep it as yours, or remove it
• 1 vote of theirs falls away
• they still owe ₽30; that stays so
• I tell them at once; to come back they need a new invitation
[◻️ And do not let them back in]
[Remove, keep their lines]
[Remove with their lines]
[Cancel]
=== removal with barring
Remove <b>Ребёнок</b> from <b>Ивановы</b>?
• 1 line of theirs is in the cart: keep it as yours, or remove it
• 1 vote of theirs falls away
• they still owe ₽30; that stays so
• I tell them at once; no invitation lets them back in until you do
[☑️ And do not let them back in]
[Remove, keep their lines]
[Remove with their lines]
[Cancel]
=== alert: member removed
🔔 <i>No. 3</i>
<b>Ребёнок</b> was removed from “Ивановы”. There are 2 people now. 1 line of theirs stays in the cart and is yours now.
=== alert: removed and barred
🔔 <i>No. 3</i>
Мама removed you from “Ивановы”. What you owe and are owed stays: /orders. Invitations to it are closed to you until Мама opens them again.
=== barred
No invitation to <b>Ивановы</b> lets these people in. Whom shall I let in again?
[↩️ Let Ребёнок back in]
[⬅️ Back]
=== nobody barred
Anybody whom you invite may join <b>Ивановы</b>: nobody is barred.
[⬅️ Back]
=== alert: let back in
🔔 <i>No. 4</i>
Invitations to “Ивановы” are open to you again.
=== disband
Disband <b>Ивановы</b>? This is what happens:
• 1 more person loses the family with you; I tell them at once
• the cart with 2 lines is closed
• who owes whom stays as it is
• for 30 days everybody can look at what is kept, and you can bring the family back

If you are sure, send me the family's name.
[Cancel]
=== wrong name
That is not its name, so nothing has happened. To disband it, send me exactly: Ивановы
=== disbanded
<b>Ивановы</b> is disbanded. For 30 days you find what is kept of it on the first screen, and can bring it back there.
[⬅️ Back]
=== alert: disbanded
🔔 <i>No. 3</i>
Мама disbanded “Ивановы”. Debts stay: /orders. For 30 days you can look at what is kept.
[🗄 Open the archive]
=== archive
🗄 <b>Ивановы</b> was disbanded. What is kept can be seen until 31 Mar, 12:00.

👑 Мама – is owed ₽80
• Папа – owes ₽50

💳 Order 1: ₽80
[⬅️ Back]
=== home without the family
Hello, Мама! 👋

I help a family shop together: one shared cart, a vote on what is bought, fair shares, and no mess about who owes whom.

Create a family, or open the invitation link that your organizer sent you.
[🗄 Archive: “Ивановы”]
[👨‍👩‍👧 Create a family]
[🧺 My cart]
[❓ Help] [👤 Profile]
[🌐 Русский / English]
=== archive of the organizer
🗄 <b>Ивановы</b> was disbanded. What is kept can be seen until 31 Mar, 12:00.

👑 Мама – is owed ₽80
• Папа – owes ₽50

💳 Order 1: ₽80
[↩️ Bring the family back]
[⬅️ Back]
=== brought back
🎉 The family is back with its cart and its books. I told everybody who was in it how to come back. Their open lines are yours now.
[👪 Family]
[🛒 Cart]
=== alert: brought back
🔔 <i>No. 4</i>
Мама brought “Ивановы” back, with its cart and its books. Will you come back, too?
[↩️ Come back]
=== home with the way back
Hello, Папа! 👋

I help a family shop together: one shared cart, a vote on what is bought, fair shares, and no mess about who owes whom.

Create a family, or open the invitation link that your organizer sent you.
[↩️ Come back to “Ивановы”]
[👨‍👩‍👧 Create a family]
[🧺 My cart]
[❓ Help] [👤 Profile]
[🌐 Русский / English]
=== way back
<b>Ивановы</b> is back. You can come back to it without an invitation until 31 Mar, 12:00.
[↩️ Come back]
[⬅️ Back]
=== came back
🎉 You are back in <b>Ивановы</b>.
[🛒 Cart]
[⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is

CHOSEN_RU = """
=== alert: choose
🔔 <i>№ 1</i>
Организатор семьи «Ивановы», Мама, две недели не на связи. Кто будет организатором? У каждого взрослого один голос.
[🗳 Выбрать организатора]
=== family without its organizer
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 свободных места
🗳 Семья выбирает нового организатора.
[🛒 Корзина] [📖 Журнал]
[🗳 Выбрать организатора]
[👥 Участники] [🎛 Возможности]
[⚙️ Настройки семьи]
[🚪 Выйти из семьи]
[⬅️ Назад]
=== candidates
🗳 Семья <b>Ивановы</b> выбирает нового организатора: Мама две недели не на связи.

⭐️ Папа, с 1 мар., 12:00: 0 голосов
• Ребёнок, с 1 мар., 12:00: 0 голосов

⭐️ дольше всех в семье. Решают 2 голоса, после этого я предложу роль. Если Мама вернётся раньше, всё останется как было.
[Папа]
[Ребёнок]
[👪 Семья]
=== voted
🗳 Семья <b>Ивановы</b> выбирает нового организатора: Мама две недели не на связи.

⭐️ Папа, с 1 мар., 12:00: 0 голосов
• Ребёнок, с 1 мар., 12:00: 1 голос

⭐️ дольше всех в семье. Решают 2 голоса, после этого я предложу роль. Если Мама вернётся раньше, всё останется как было.
[Папа]
[✅ Ребёнок]
[👪 Семья]
=== chosen
🗳 Семья <b>Ивановы</b> выбирает нового организатора: Мама две недели не на связи.

⭐️ Папа, с 1 мар., 12:00: 0 голосов
• Ребёнок, с 1 мар., 12:00: 2 голоса

⭐️ дольше всех в семье. Решают 2 голоса, после этого я предложу роль. Если Мама вернётся раньше, всё останется как было.

⏳ Вам предлагают роль организатора, до 16 мар., 12:00.
[✅ Принять] [Отказаться]
[👪 Семья]
=== alert: chosen
🔔 <i>№ 2</i>
Взрослые семьи «Ивановы» хотят, чтобы организатором были вы. На решение есть сутки.
[✅ Принять] [Отказаться]
=== alert: choose again
🔔 <i>№ 2</i>
Ребёнок не будет организатором семьи «Ивановы». Выберите, пожалуйста, ещё раз.
[🗳 Выбрать организатора]
=== offered to another
🗳 Семья <b>Ивановы</b> выбирает нового организатора: Мама две недели не на связи.

⭐️ Папа, с 1 мар., 12:00: 2 голоса
• Ребёнок, с 1 мар., 12:00: 0 голосов

⭐️ дольше всех в семье. Решают 2 голоса, после этого я предложу роль. Если Мама вернётся раньше, всё останется как было.

⏳ Роль организатора предложена, решает Папа, до 16 мар., 12:00.
[👪 Семья]
=== alert: offer expired
🔔 <i>№ 4</i>
Сутки прошли: роль организатора семьи «Ивановы» вам больше не предлагают.
=== alert: organizer is back
🔔 <i>№ 4</i>
Мама снова на связи и остаётся организатором семьи «Ивановы». Голосование окончено.
"""  # noqa: E501  # a message is as wide as it is

CHOSEN_EN = """
=== alert: choose
🔔 <i>No. 1</i>
I have not reached Мама, the organizer of “Ивановы”, for two weeks. Who shall be the organizer? Every adult has one vote.
[🗳 Choose an organizer]
=== family without its organizer
<b>Ивановы</b>
👑 Мама
• Папа
• Ребёнок

4 free seats
🗳 A new organizer is being chosen.
[🛒 Cart] [📖 Journal]
[🗳 Choose an organizer]
[👥 Members] [🎛 Benefits]
[⚙️ Family settings]
[🚪 Leave the family]
[⬅️ Back]
=== candidates
🗳 <b>Ивановы</b> is choosing a new organizer, since I have not reached Мама for two weeks.

⭐️ Папа, since 1 Mar, 12:00: 0 votes
• Ребёнок, since 1 Mar, 12:00: 0 votes

⭐️ here the longest. 2 votes decide, and I offer the role. If Мама comes back before, all stays as it was.
[Папа]
[Ребёнок]
[👪 Family]
=== voted
🗳 <b>Ивановы</b> is choosing a new organizer, since I have not reached Мама for two weeks.

⭐️ Папа, since 1 Mar, 12:00: 0 votes
• Ребёнок, since 1 Mar, 12:00: 1 vote

⭐️ here the longest. 2 votes decide, and I offer the role. If Мама comes back before, all stays as it was.
[Папа]
[✅ Ребёнок]
[👪 Family]
=== chosen
🗳 <b>Ивановы</b> is choosing a new organizer, since I have not reached Мама for two weeks.

⭐️ Папа, since 1 Mar, 12:00: 0 votes
• Ребёнок, since 1 Mar, 12:00: 2 votes

⭐️ here the longest. 2 votes decide, and I offer the role. If Мама comes back before, all stays as it was.

⏳ The organizer's role is offered to you, until 16 Mar, 12:00.
[✅ Accept] [Decline]
[👪 Family]
=== alert: chosen
🔔 <i>No. 2</i>
The adults of “Ивановы” want you to be the organizer. You have a day to decide.
[✅ Accept] [Decline]
=== alert: choose again
🔔 <i>No. 2</i>
Ребёнок did not become the organizer of “Ивановы”. Please choose again.
[🗳 Choose an organizer]
=== offered to another
🗳 <b>Ивановы</b> is choosing a new organizer, since I have not reached Мама for two weeks.

⭐️ Папа, since 1 Mar, 12:00: 2 votes
• Ребёнок, since 1 Mar, 12:00: 0 votes

⭐️ here the longest. 2 votes decide, and I offer the role. If Мама comes back before, all stays as it was.

⏳ The organizer's role is offered to Папа, until 16 Mar, 12:00.
[👪 Family]
=== alert: offer expired
🔔 <i>No. 4</i>
The day to take the organizer's role in “Ивановы” is over; it is not offered to you any more.
=== alert: organizer is back
🔔 <i>No. 4</i>
Мама is back and stays the organizer of “Ивановы”. The vote is over.
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", CHANGED_RU), ("en", CHANGED_EN)])
async def test_changing_a_family_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    assert await change_the_family(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", HANDED_OVER_RU), ("en", HANDED_OVER_EN)])
async def test_handing_over_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    assert await hand_the_role_over(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", ENDED_RU), ("en", ENDED_EN)])
async def test_removing_and_disbanding_say_what_they_should_and_offer_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    assert await remove_and_disband(stage, language) == drawn(screens)


@pytest.mark.parametrize(("language", "screens"), [("ru", CHOSEN_RU), ("en", CHOSEN_EN)])
async def test_choosing_an_organizer_says_what_it_should_and_offers_the_right_buttons(
    stage: Stage, language: str, screens: str
) -> None:
    assert await choose_an_organizer(stage, language) == drawn(screens)
