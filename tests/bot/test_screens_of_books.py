"""What is carried over from other ledgers, as people see it."""

from __future__ import annotations

import pytest

from tests.bot.scripts.album import drawn
from tests.bot.scripts.books import SPLITWISE, carry_over
from tests.bot.stage import DAD, MUM, Stage

RU = """
=== how
📥 <b>Перенести расчёты</b>
Раньше считались в Splitwise, Spliit или ihatemoney? Пришлите сюда CSV-файл оттуда: я покажу, что понимаю, а вы скажете, кто есть кто. Ничего не учитывается, пока у всех, кого это касается, не было 48 часов, чтобы возразить.

• Splitwise на английском: настройки группы, «Export as spreadsheet»
• Spliit: расходы группы, «Export», CSV
• ihatemoney: настройки проекта, счета (bills) в CSV

Только RUB, до 1 МБ.
[📦 Заказы] [⬅️ Назад]
=== how for others
📥 <b>Перенести расчёты</b>
Переносить расчёты может только организатор: Мама.
[📦 Заказы] [⬅️ Назад]
=== who paid
📥 <b>Spliit</b>, 6 янв. 2026 – 7 февр. 2026
1 расход на 90 ₽, 1 возврат

В файле Spliit не записано, кто это оплатил. Кто?
Строка 3, 7 февр. 2026: «Возврат», <b>20 ₽</b>
[Мама]
[папа]
[Гость]
[✖️ Не переносить]
[⬅️ Назад]
=== who is who
📥 <b>Spliit</b>, 6 янв. 2026 – 7 февр. 2026
1 расход на 90 ₽, 1 возврат

• Мама: ждёт от других 60 ₽
• папа: долг 30 ₽
• Гость: ждёт от других 20 ₽
• &lt;b&gt;Сын&lt;/b&gt;: долг 50 ₽

Кто есть кто? Нажмите на имена со знаком вопроса.
[Мама → Мама]
[папа → Папа]
[Гость → ?]
[<b>Сын</b> → ?]
[↩️ Кто платил, ещё раз]
[✖️ Не переносить]
[⬅️ Назад]
=== who is the son
Кто в семье «&lt;b&gt;Сын&lt;/b&gt;»?
[Мама]
[Папа]
[Ребёнок]
[🚫 Не из семьи]
[⬅️ Назад]
=== debts
📥 <b>Spliit</b>, 6 янв. 2026 – 7 февр. 2026
1 расход на 90 ₽, 1 возврат

• Мама: ждёт от других 80 ₽
• папа: долг 30 ₽
• Гость: в расчёте
• &lt;b&gt;Сын&lt;/b&gt;: долг 50 ₽

Вот что получится здесь:
• Папа → Мама: 30 ₽
• Ребёнок → Мама: 50 ₽
[✅ Спросить семью]
[Мама → Мама]
[папа → Папа]
[Гость → не из семьи]
[<b>Сын</b> → Ребёнок]
[↩️ Кто платил, ещё раз]
[✖️ Не переносить]
[⬅️ Назад]
=== asked
📥 <b>Spliit</b>: прежние расчёты, предлагает Мама
1 расход на 90 ₽

👌 Мама: ждёт от других 80 ₽
⏳ Папа: долг 30 ₽
⏳ Ребёнок: долг 50 ₽

⏳ Если никто не возразит, перенесётся не позже 3 мар., 12:00.
[✖️ Не переносить]
[⬅️ Назад]
=== told before
🔔 <i>№ 1</i>
Мама предлагает перенести расчёты из Spliit: тогда ваш долг здесь – <b>30 ₽</b>. Если это не так, нажмите «Возразить» в течение 48 часов, иначе расчёты перенесутся.
[👌 Согласиться] [✋ Возразить]
[📥 Показать]
=== one agreed
📥 <b>Spliit</b>: прежние расчёты, предлагает Мама
1 расход на 90 ₽

👌 Мама: ждёт от других 80 ₽
👌 Папа: долг 30 ₽
⏳ Ребёнок: долг 50 ₽

⏳ Если никто не возразит, перенесётся не позже 3 мар., 12:00.
[✋ Возразить]
[⬅️ Назад]
=== done
📥 <b>Spliit</b>: прежние расчёты, предлагает Мама
1 расход на 90 ₽

• Мама: ждёт от других 80 ₽
• Папа: долг 30 ₽
• Ребёнок: долг 50 ₽

✅ Перенесено, долги – среди заказов.
[⬅️ Назад]
=== told after
🔔 <i>№ 2</i>
Расчёты из Spliit перенесены: ваш долг <b>50 ₽</b>, кому: Мама.
[📦 Заказы] [📥 Показать]
=== told after who is owed
🔔 <i>№ 3</i>
Расчёты из Spliit перенесены: вам должны <b>80 ₽</b>: Папа, Ребёнок.
[📦 Заказы] [📥 Показать]
=== among the orders
📦 <b>Заказ 1</b> · Ивановы
📥 Прежние расчёты, перенесены из Spliit. Кому должны: Мама

Ребёнок: 50 ₽ – пока не отправлено
Папа: 30 ₽ – пока не отправлено

Итого: <b>80 ₽</b>
[📜 Ребёнок]
[📜 Папа]
[🧾 Приложить чек]
[Заказы] [⬅️ Назад]
=== the same file again
📥 <b>Spliit</b>: прежние расчёты, предлагает Мама
1 расход на 90 ₽

• Мама: ждёт от других 80 ₽
• Папа: долг 30 ₽
• Ребёнок: долг 50 ₽

✅ Перенесено, долги – среди заказов.
[⬅️ Назад]
=== no names to ask about
📥 <b>Splitwise</b>, 1 мар. 2026
1 расход на 10 ₽

• Мама: ждёт от других 10 ₽
• Папа: долг 10 ₽

Вот что получится здесь:
• Папа → Мама: 10 ₽
[✅ Спросить семью]
[Мама → Мама]
[Папа → Папа]
[✖️ Не переносить]
[⬅️ Назад]
=== stopped
📥 <b>Splitwise</b>: прежние расчёты, предлагает Мама
1 расход на 10 ₽

👌 Мама: ждёт от других 10 ₽
✋ Папа: долг 10 ₽

✋ Не перенесено, против или не в семье: Папа.
[⬅️ Назад]
=== told that it stopped
🔔 <i>№ 4</i>
Есть возражение, поэтому из Splitwise ничего не переносится. Возражает: Папа.
[📥 Показать]
=== dropped
Ничего не переносится, прочитанное забыто.
[⬅️ Назад]
=== list
📥 <b>Перенести расчёты</b>
Раньше считались в Splitwise, Spliit или ihatemoney? Пришлите сюда CSV-файл оттуда: я покажу, что понимаю, а вы скажете, кто есть кто. Ничего не учитывается, пока у всех, кого это касается, не было 48 часов, чтобы возразить.

• Splitwise на английском: настройки группы, «Export as spreadsheet»
• Spliit: расходы группы, «Export», CSV
• ihatemoney: настройки проекта, счета (bills) в CSV

Только RUB, до 1 МБ.
[✋ Splitwise]
[✅ Spliit]
[📦 Заказы] [⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is

EN = """
=== how
📥 <b>Carry balances over</b>
Did the family use Splitwise, Spliit or ihatemoney before? Send me its CSV file here: I show what I understood, and you say who is who. Nothing counts before everybody concerned had 48 hours to object.

• Splitwise, in English: the group's settings, “Export as spreadsheet”
• Spliit: the group's expenses, “Export”, CSV
• ihatemoney: the project's settings, bills as CSV

Only RUB, up to 1 MB.
[📦 Orders] [⬅️ Back]
=== how for others
📥 <b>Carry balances over</b>
Only the organizer carries balances over: Мама.
[📦 Orders] [⬅️ Back]
=== who paid
📥 <b>Spliit</b>, 6 Jan 2026 – 7 Feb 2026
1 expense for ₽90, 1 repayment

Spliit does not write down who paid this. Who was it?
Line 3, 7 Feb 2026: “Возврат”, <b>₽20</b>
[Мама]
[папа]
[Гость]
[✖️ Do not carry over]
[⬅️ Back]
=== who is who
📥 <b>Spliit</b>, 6 Jan 2026 – 7 Feb 2026
1 expense for ₽90, 1 repayment

• Мама: is owed ₽60
• папа: owes ₽30
• Гость: is owed ₽20
• &lt;b&gt;Сын&lt;/b&gt;: owes ₽50

Who is who? Tap the names that have a question mark.
[Мама → Мама]
[папа → Папа]
[Гость → ?]
[<b>Сын</b> → ?]
[↩️ Who paid, once more]
[✖️ Do not carry over]
[⬅️ Back]
=== who is the son
Who in the family is “&lt;b&gt;Сын&lt;/b&gt;”?
[Мама]
[Папа]
[Ребёнок]
[🚫 Nobody of ours]
[⬅️ Back]
=== debts
📥 <b>Spliit</b>, 6 Jan 2026 – 7 Feb 2026
1 expense for ₽90, 1 repayment

• Мама: is owed ₽80
• папа: owes ₽30
• Гость: even
• &lt;b&gt;Сын&lt;/b&gt;: owes ₽50

So it becomes here:
• Папа → Мама: ₽30
• Ребёнок → Мама: ₽50
[✅ Ask the family]
[Мама → Мама]
[папа → Папа]
[Гость → nobody of ours]
[<b>Сын</b> → Ребёнок]
[↩️ Who paid, once more]
[✖️ Do not carry over]
[⬅️ Back]
=== asked
📥 <b>Spliit</b>: balances from before, proposed by Мама
1 expense for ₽90

👌 Мама: is owed ₽80
⏳ Папа: owes ₽30
⏳ Ребёнок: owes ₽50

⏳ Carried over on 3 Mar, 12:00 at the latest, unless somebody objects.
[✖️ Do not carry over]
[⬅️ Back]
=== told before
🔔 <i>No. 1</i>
Мама wants to carry balances from Spliit over: then you owe <b>₽30</b> here. If that is not right, tap “Object” within 48 hours; otherwise it is carried over.
[👌 Agree] [✋ Object]
[📥 Show it]
=== one agreed
📥 <b>Spliit</b>: balances from before, proposed by Мама
1 expense for ₽90

👌 Мама: is owed ₽80
👌 Папа: owes ₽30
⏳ Ребёнок: owes ₽50

⏳ Carried over on 3 Mar, 12:00 at the latest, unless somebody objects.
[✋ Object]
[⬅️ Back]
=== done
📥 <b>Spliit</b>: balances from before, proposed by Мама
1 expense for ₽90

• Мама: is owed ₽80
• Папа: owes ₽30
• Ребёнок: owes ₽50

✅ Carried over; the debts are among the orders.
[⬅️ Back]
=== told after
🔔 <i>No. 2</i>
The balances from Spliit are carried over: you owe <b>₽50</b> to Мама.
[📦 Orders] [📥 Show it]
=== told after who is owed
🔔 <i>No. 3</i>
The balances from Spliit are carried over: you are owed <b>₽80</b> by Папа, Ребёнок.
[📦 Orders] [📥 Show it]
=== among the orders
📦 <b>Order 1</b> · Ивановы
📥 From before, carried over from Spliit: owed to Мама

Ребёнок: ₽50 – owed
Папа: ₽30 – owed

Total: <b>₽80</b>
[📜 Ребёнок]
[📜 Папа]
[🧾 Attach a receipt]
[Orders] [⬅️ Back]
=== the same file again
📥 <b>Spliit</b>: balances from before, proposed by Мама
1 expense for ₽90

• Мама: is owed ₽80
• Папа: owes ₽30
• Ребёнок: owes ₽50

✅ Carried over; the debts are among the orders.
[⬅️ Back]
=== no names to ask about
📥 <b>Splitwise</b>, 1 Mar 2026
1 expense for ₽10

• Мама: is owed ₽10
• Папа: owes ₽10

So it becomes here:
• Папа → Мама: ₽10
[✅ Ask the family]
[Мама → Мама]
[Папа → Папа]
[✖️ Do not carry over]
[⬅️ Back]
=== stopped
📥 <b>Splitwise</b>: balances from before, proposed by Мама
1 expense for ₽10

👌 Мама: is owed ₽10
✋ Папа: owes ₽10

✋ Not carried over: Папа objected or left.
[⬅️ Back]
=== told that it stopped
🔔 <i>No. 4</i>
Папа objected, so nothing is carried over from Splitwise.
[📥 Show it]
=== dropped
Nothing is carried over, and what I read is forgotten.
[⬅️ Back]
=== list
📥 <b>Carry balances over</b>
Did the family use Splitwise, Spliit or ihatemoney before? Send me its CSV file here: I show what I understood, and you say who is who. Nothing counts before everybody concerned had 48 hours to object.

• Splitwise, in English: the group's settings, “Export as spreadsheet”
• Spliit: the group's expenses, “Export”, CSV
• ihatemoney: the project's settings, bills as CSV

Only RUB, up to 1 MB.
[✋ Splitwise]
[✅ Spliit]
[📦 Orders] [⬅️ Back]
"""  # noqa: E501  # a message is as wide as it is


WHY = """
=== rows.csv
Перенести нельзя, ошибки в строках: строка 2: дата; строка 3: другая валюта.
[📥 Перенести] [📦 Заказы]
=== total.csv
Строки не сходятся с итогом файла: Мама – выходит 10 ₽, а написано 20 ₽. Сохраните файл там ещё раз.
[📥 Перенести] [📦 Заказы]
=== other.csv
Этот файл прочитать не получается. Пришлите CSV-файл из Splitwise, Spliit или ihatemoney таким, каким он сохранён там.
[📥 Перенести] [📦 Заказы]
=== long.csv
Файл слишком большой. Можно до 1000 КБ, 10000 строк и 30 человек.
[📥 Перенести] [📦 Заказы]
=== of a member
Это может только организатор. Кого попросить: Мама.
[⬅️ Назад]
=== of another kind
Не совсем понимаю, что с этим делать. Чтобы добавить в корзину, напишите <code>/add молоко 2 шт</code>.
[🛒 Корзина] [➕ Добавить]
[⬅️ Назад]
"""  # noqa: E501  # a message is as wide as it is


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_balances_are_carried_over_with_consent(stage: Stage, language: str, screens: str) -> None:
    assert await carry_over(stage, language) == drawn(screens)


async def test_files_that_cannot_be_carried_over_are_told_why(stage: Stage) -> None:
    await stage.household()
    said = {}
    for name, content in (
        ("rows.csv", SPLITWISE.replace(b"2026-03-01", b"01.03.2026") + b"2026-03-02,x,y,1,USD,1,-1\n"),
        ("total.csv", SPLITWISE + b"2026-03-02,Total balance, , ,RUB,20.00,-20.00\n"),
        ("other.csv", b"a,b\n1,2\n"),
        ("long.csv", b"x" * 1_000_001),
    ):
        await stage.send_document(MUM, name, content)
        said[name] = stage.shows(MUM)
    await stage.send_document(DAD, "a.csv", SPLITWISE)
    said["of a member"] = stage.shows(DAD)
    await stage.send_document(MUM, "a.pdf", b"%PDF")
    said["of another kind"] = stage.shows(MUM)
    assert said == drawn(WHY)
