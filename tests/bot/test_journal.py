"""The journal as people see it, and the button that takes a deed back."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.documents import journal_csv, journal_json
from bot.screens.journal import journal_screen
from bot.texts import LANGUAGES, Texts
from core.carts.agreement import Choice
from core.carts.journal import Deed
from core.carts.views import CastVote, JournalEntry, JournalView, Wanted
from core.families.family import Units
from core.people.person import FORMER
from sandbox.fixtures import FAMILY
from tests.bot.scripts.album import album_of, drawn
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.carts.journal import Fact

RU = """
=== edited
<b>молоко</b>, 2 шт, 198 ₽
Кто добавил: Папа
Цена: 99 ₽
Заметка: 3,2%
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[−] [2 шт] [+]
[📝 Заметка] [Убрать заметку]
[✏️ Изменить] [🗑 Убрать]
[🎁 Сюрприз]
[↩️ Вернуть]
[🛒 Корзина] [📖 Журнал]
=== removed
Убрано из корзины: молоко
[↩️ Вернуть]
[🛒 Корзина]
=== journal
📖 <b>Журнал</b>

1. 🗑 молоко: убрано
     <i>Мама, 1 мар., 12:00</i>
2. телевизор: ❌ семья не согласилась
     <i>Мама, 1 мар., 12:00</i>
     👎 Мама (12:00)
3. ✏️ молоко: 1 шт → 2 шт, 89,90 ₽ → 99 ₽, без заметки → «3,2%»
     <i>Папа, 1 мар., 12:00</i>
4. ➕ телевизор: добавлено
     <i>Папа, 1 мар., 12:00</i>
5. ➕ молоко: добавлено
     <i>Папа, 1 мар., 12:00</i>
[1: ↩️ Вернуть]
[👤 Чьё] [🛒 Какая строка] [🏷 Что]
[📄 Сохранить в файл]
[🛒 Корзина] [⬅️ Назад]
=== whose
Чьи действия показать?
[Всех]
[Мама]
[Папа]
[⬅️ Назад]
=== of Папа
📖 <b>Журнал</b>
Только: 👤 Папа · ➕ Добавленное

1. ➕ телевизор: добавлено
     <i>Папа, 1 мар., 12:00</i>
2. ➕ молоко: добавлено
     <i>Папа, 1 мар., 12:00</i>
[👤 Чьё] [🛒 Какая строка] [🏷 Что]
[📄 Сохранить в файл]
[🛒 Корзина] [⬅️ Назад]
=== which line
Какая строка? Вот самые свежие.
[Все строки]
[молоко]
[телевизор]
[⬅️ Назад]
=== what
Что показать?
[Всё]
[➕ Добавленное]
[✏️ Изменения]
[🗑 Убранное]
[🗳 Голосования и разрешения]
[🧾 Магазин и заказы]
[⚙️ Настройки семьи]
[⬅️ Назад]
=== taken back
↩️ Возвращено, всё как было:
<b>молоко</b>, 2 шт, 198 ₽
Кто добавил: Папа
Цена: 99 ₽
Заметка: 3,2%
✅ Согласовано без голосования
[👍 0] [👎 0]
[⭐️ В постоянные]
[🗑 Убрать]
[🛒 Корзина] [📖 Журнал]
=== told
🔔 <i>№ 2</i>
Мама: ваша строка «молоко» снова в корзине.
[🔎 Показать строку]
=== journal after that
📖 <b>Журнал</b>
Только: 🛒 молоко

1. ↩️ молоко: возвращено (удаление)
     <i>Мама, 1 мар., 12:00</i>
2. 🗑 молоко: убрано
     <i>Мама, 1 мар., 12:00</i>
     ↩️ возвращено
3. ✏️ молоко: 1 шт → 2 шт, 89,90 ₽ → 99 ₽, без заметки → «3,2%»
     <i>Папа, 1 мар., 12:00</i>
4. ➕ молоко: добавлено
     <i>Папа, 1 мар., 12:00</i>
[👤 Чьё] [🛒 Какая строка] [🏷 Что]
[📄 Сохранить в файл]
[🛒 Корзина] [⬅️ Назад]
"""

EN = """
=== edited
<b>молоко</b>, 2 pcs, ₽198
Added by Папа
Price: ₽99
Note: 3,2%
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[−] [2 pcs] [+]
[📝 Note] [No note]
[✏️ Edit] [🗑 Remove]
[🎁 Surprise]
[↩️ Undo]
[🛒 Cart] [📖 Journal]
=== removed
Removed: молоко
[↩️ Undo]
[🛒 Cart]
=== journal
📖 <b>Journal</b>

1. 🗑 молоко: removed
     <i>Мама, 1 Mar, 12:00</i>
2. телевизор: ❌ the family did not say yes
     <i>Мама, 1 Mar, 12:00</i>
     👎 Мама (12:00)
3. ✏️ молоко: 1 pc → 2 pcs, ₽89.90 → ₽99, no note → “3,2%”
     <i>Папа, 1 Mar, 12:00</i>
4. ➕ телевизор: added
     <i>Папа, 1 Mar, 12:00</i>
5. ➕ молоко: added
     <i>Папа, 1 Mar, 12:00</i>
[1: ↩️ Undo]
[👤 Whose] [🛒 Which line] [🏷 What]
[📄 Save as a file]
[🛒 Cart] [⬅️ Back]
=== whose
Whose deeds shall I show?
[Everybody's]
[Мама]
[Папа]
[⬅️ Back]
=== of Папа
📖 <b>Journal</b>
Only: 👤 Папа · ➕ Added lines

1. ➕ телевизор: added
     <i>Папа, 1 Mar, 12:00</i>
2. ➕ молоко: added
     <i>Папа, 1 Mar, 12:00</i>
[👤 Whose] [🛒 Which line] [🏷 What]
[📄 Save as a file]
[🛒 Cart] [⬅️ Back]
=== which line
Which line? These are the newest ones.
[All lines]
[молоко]
[телевизор]
[⬅️ Back]
=== what
What shall I show?
[Everything]
[➕ Added lines]
[✏️ Changes]
[🗑 Removed lines]
[🗳 Votes and approvals]
[🧾 Shop and orders]
[⚙️ Family settings]
[⬅️ Back]
=== taken back
↩️ Taken back. It is as it was before:
<b>молоко</b>, 2 pcs, ₽198
Added by Папа
Price: ₽99
Note: 3,2%
✅ Agreed without a vote
[👍 0] [👎 0]
[⭐️ Make it a staple]
[🗑 Remove]
[🛒 Cart] [📖 Journal]
=== told
🔔 <i>No. 2</i>
Мама returned your line “молоко” to the cart.
[🔎 Show the line]
=== journal after that
📖 <b>Journal</b>
Only: 🛒 молоко

1. ↩️ молоко: taken back: the removal
     <i>Мама, 1 Mar, 12:00</i>
2. 🗑 молоко: removed
     <i>Мама, 1 Mar, 12:00</i>
     taken back
3. ✏️ молоко: 1 pc → 2 pcs, ₽89.90 → ₽99, no note → “3,2%”
     <i>Папа, 1 Mar, 12:00</i>
4. ➕ молоко: added
     <i>Папа, 1 Mar, 12:00</i>
[👤 Whose] [🛒 Which line] [🏷 What]
[📄 Save as a file]
[🛒 Cart] [⬅️ Back]
"""
UNDO = {"ru": "↩️ Вернуть", "en": "↩️ Undo"}


async def change_and_take_back(stage: Stage, language: str) -> dict[str, str]:
    """Папа adds and edits, Мама is against one line, removes the other and thinks again."""
    album = album_of(stage, language)
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.say(DAD, "/add молоко 1 шт 89,90; телевизор 20000 ₽")
    await stage.press(DAD, "e:1:1")
    await stage.say(DAD, "молоко 2 шт 99 (3,2%)")
    album.keep("edited", DAD)
    await stage.start(MUM)
    await stage.press(MUM, "v:2:1:-1")
    await stage.press(MUM, "r:1")
    album.keep("removed", MUM)
    await stage.say(MUM, "/journal")
    album.keep("journal", MUM)
    await stage.press(MUM, "jp:p:0:0:add")
    album.keep("whose", MUM)
    await stage.tap(MUM, "Папа")
    album.keep("of Папа", MUM)
    await stage.press(MUM, "jp:l:0:0:")
    album.keep("which line", MUM)
    await stage.press(MUM, "jp:m:0:0:")
    album.keep("what", MUM)
    await stage.press(MUM, "j:0:0:0:")
    await stage.tap(MUM, f"1: {UNDO[language]}")
    album.keep("taken back", MUM)
    await stage.deliver()
    album.keep("told", DAD)
    await stage.press(MUM, "j:0:0:1:")
    album.keep("journal after that", MUM)
    return album.screens


@pytest.mark.parametrize(("language", "screens"), [("ru", RU), ("en", EN)])
async def test_the_journal_says_what_it_should(stage: Stage, language: str, screens: str) -> None:
    assert await change_and_take_back(stage, language) == drawn(screens)


async def test_a_removal_is_taken_back_from_its_answer_once(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/start")
    await stage.press(DAD, "r:1")
    assert await stage.tap(DAD, "↩️ Вернуть") == Toast("↩️ Возвращено: хлеб")
    assert stage.text(DAD).startswith("↩️ Возвращено, всё как было:\nхлеб, 1 шт, 50 ₽")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_a_second_tap_on_undo_says_that_it_is_done(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/start")
    await stage.press(DAD, "r:1")
    await stage.press(DAD, "takeback:2")
    assert await stage.press(DAD, "takeback:2") == Toast("«хлеб»: это уже возвращено.", is_alert=True)


@pytest.mark.parametrize(
    ("passed", "presser", "told"),
    [
        (601, DAD, "«хлеб»: вернуть можно было в течение 10 минут, они прошли. Строку можно изменить или"),
        (0, MUM, "«хлеб»: вернуть это может только тот, кто это сделал: Папа."),
    ],
)
async def test_undo_says_why_not(stage: Stage, passed: int, presser: int, told: str) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    for person in (DAD, MUM):
        await stage.start(person)
    await stage.press(DAD, "r:1")
    stage.pass_by(passed)
    toast = await stage.press(presser, "takeback:2")
    assert toast.is_alert
    assert toast.text.startswith(told)


async def test_undo_names_who_changed_the_line_since(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.do["set_quantity"](actor=DAD, item=1, revision=1, quantity=3)
    for person in (DAD, MUM):
        await stage.start(person)
    await stage.press(MUM, "r:1")
    assert await stage.press(DAD, "takeback:2") == Toast(
        "«хлеб» с тех пор изменилась: Мама. Что случилось, показывает /journal.", is_alert=True
    )


async def test_plus_on_the_card_is_taken_back_from_the_journal(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    for quantity in (2, 3):
        await stage.press(DAD, f"q:1:{quantity - 1}:{quantity}")
    await stage.tap(DAD, "📖 Журнал")
    assert "1. ✏️ хлеб: 1 шт → 3 шт" in stage.text(DAD)
    await stage.tap(DAD, "1: ↩️ Вернуть")
    assert stage.text(DAD).startswith("↩️ Возвращено, всё как было:\nхлеб, 1 шт, 50 ₽")


async def test_a_no_with_a_note_is_taken_back(stage: Stage) -> None:
    await stage.household()
    await stage.limit(KID, 0)
    await stage.add(KID, "самокат 900 р")
    await stage.start(DAD)
    await stage.press(DAD, "decidenote:1:1:0")
    await stage.say(DAD, "дорого")
    await stage.tap(DAD, "↩️ Вернуть")
    assert "⏳ Ждёт взрослого до" in stage.text(DAD)


async def test_in_a_group_only_who_asked_reads_it(stage: Stage) -> None:
    stage.is_ephemeral = True
    await stage.open()
    await stage.household()
    await stage.attached(FAMILY)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/journal", chat=FAMILY)
    assert stage.said(FAMILY) == []
    (whispered,) = stage.engine.world.chats[FAMILY].ephemeral.values()
    assert whispered.body["receiver_user"]["id"] == MUM
    assert "хлеб: добавлено" in whispered.body["text"]


async def test_in_a_group_without_whispers_it_comes_privately(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/journal", chat=FAMILY)
    assert stage.said(FAMILY) == []
    assert "хлеб: добавлено" in stage.text(MUM)


async def test_its_buttons_are_heeded_in_private_only(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    for press in ("go:journal", "j:0:0:0:", "jp:p:0:0:", "jx:0:0:"):
        toast = await stage.press(MUM, press, chat=FAMILY)
        assert toast.is_alert
    assert not any("добавлено" in said for said in stage.said(FAMILY))
    assert stage.calls("sendDocument") == []


def document_of(stage: Stage, person: int, name: str) -> bytes:
    (document,) = (
        message.body["document"]
        for message in stage.engine.world.chats[person].messages.values()
        if message.body.get("document", {}).get("file_name") == name
    )
    content: bytes = stage.engine.world.files[document["file_id"]].content
    return content


async def test_it_is_saved_as_a_table_and_for_programs(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add =СУММ(A1) 50 р")
    await stage.press(DAD, "q:1:1:2")
    await stage.say(MUM, "/journal")
    await stage.tap(MUM, "📄 Сохранить в файл")
    table = document_of(stage, MUM, "family-bot-journal.csv")
    assert table.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(table.decode("utf-8-sig")))) == [
        ["Когда", "Кто", "Строка", "Что сделано", "Голоса", "Возвращено"],
        ["2026-03-01 12:00:00", "Папа", "'=СУММ(A1)", "✏️ =СУММ(A1): 1 шт → 2 шт", "", ""],
        ["2026-03-01 12:00:00", "Папа", "'=СУММ(A1)", "➕ =СУММ(A1): добавлено", "", ""],
    ]
    stored = document_of(stage, MUM, "family-bot-journal.json").decode()
    assert json.loads(stored) == {
        "format": 1,
        "currency": "RUB",
        "entries": [
            {
                "at": "2026-03-01T09:00:00Z",
                "by": "Папа",
                "deed": deed,
                "line": "=СУММ(A1)",
                "facts": facts,
                "votes": [],
                "taken_back": False,
            }
            for deed, facts in (("changed", {"quantity": [1, 2], "unit": ["pcs", "pcs"]}), ("added", {}))
        ],
    }
    assert str(DAD) not in stored


def long_view(name: str) -> JournalView:
    """Return a page with the longest entries that there can be."""
    note = 200 * "<"
    facts: Mapping[str, Fact] = {
        "title": [120 * "&", 120 * "<"],
        "quantity": [999, 998],
        "unit": ["bottle", "bottle"],
        "price": [10**12, 10**12 - 1],
        "urgent": [False, True],
        "link": [None, "https://shop.ru"],
        "note": [note, note],
    }
    moment = datetime(2026, 9, 30, 21, 30, tzinfo=UTC)
    votes = [CastVote(name, Choice.FOR, moment - timedelta(days=6))] * 7
    entries = [
        JournalEntry(number, name, Deed.CHANGED, number, 120 * "&", facts, votes, True, moment, True)  # noqa: FBT003  # as it is kept
        for number in range(1, 7)
    ]
    return JournalView(entries, "RUB", Units.LARGE, 1200, 199, 200, Wanted(1, 1), name, 120 * "&")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_page_fits_into_one_message(language: str) -> None:
    screen = journal_screen(long_view(128 * "<"), Texts("ru" if language == "ru" else "en", "UTC"))
    plain = screen.text.replace("&lt;", "<").replace("&amp;", "&")
    assert len(plain) <= 4096


def test_who_was_forgotten_is_a_former_member_everywhere() -> None:
    t, view = Texts("ru", "UTC"), long_view(FORMER)
    for text in (journal_screen(view, t).text, journal_csv(view, t).decode(), journal_json(view).decode()):
        assert FORMER not in text
    assert "бывший участник" in journal_screen(view, t).text
