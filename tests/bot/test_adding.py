"""What can be done about what was just added: fix it, price it, make one line of two; and notes."""

from __future__ import annotations

from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage


async def lines(stage: Stage) -> list[tuple[str, int]]:
    view = await stage.do["show_cart"](actor=MUM)
    return [(line.item.title, line.item.quantity) for line in view.lines]


async def test_a_second_line_for_the_same_is_offered_to_be_one(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "молоко 2 шт 90 р")
    await stage.say(DAD, "/add Молоко 2 шт")
    assert stage.shows(DAD) == (
        "Добавлено в корзину:\n"
        "• <b>Молоко</b>, 2 шт 🗳 семья голосует\n"
        "♻️ Уже есть: <b>молоко</b>, 2 шт, 180 ₽ (Мама). Сделать <b>молоко</b>, 4 шт, 360 ₽?\n"
        "[➕ молоко: 4 шт]\n"
        "[Оставить как есть]\n"
        "[✏️ Изменить] [↩️ Вернуть]\n"
        "[🛒 Корзина]"
    )
    await stage.tap(DAD, "➕ молоко: 4 шт")
    assert stage.shows(DAD) == "Теперь это одна строка: <b>молоко</b>, 4 шт, 360 ₽\n[🛒 Корзина]"
    assert await lines(stage) == [("молоко", 4)]
    await stage.deliver()
    assert stage.text(MUM).endswith("Папа хочет того же: в вашей строке «молоко» теперь 4 шт.")
    await stage.tap(MUM, "♻️ Показать строку")
    assert stage.text(MUM).startswith("молоко, 4 шт")


async def test_the_second_line_is_offered_in_english_too(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_language"](actor=DAD, language="en", spoken=("ru", "en"))
    await stage.say(DAD, "/add milk 2 pcs 1.50; cheese 1.5 kg 900.00; milk 2 pcs 1.50")
    assert stage.shows(DAD) == (
        "Added to the cart:\n"
        "• <b>milk</b>, 2 pcs, ₽3\n"
        "• <b>cheese</b>, 1.5 kg, ₽900\n"
        "• <b>milk</b>, 2 pcs, ₽3\n"
        "♻️ Already there: <b>milk</b>, 2 pcs, ₽3 (Папа). Make it <b>milk</b>, 4 pcs, ₽6?\n"
        "[➕ milk: 4 pcs]\n"
        "[Keep both]\n"
        "[✏️ Edit] [↩️ Undo]\n"
        "[🛒 Cart]"
    )
    await stage.tap(DAD, "➕ milk: 4 pcs")
    assert stage.text(DAD).startswith("One line now: milk, 4 pcs, ₽6\n\nAdded to the cart:\n• milk, 4 pcs")
    assert await lines(stage) == [("milk", 4), ("cheese", 1500)]


async def test_both_lines_may_be_kept(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/add хлеб 50 р")
    await stage.tap(DAD, "Оставить как есть")
    assert stage.text(DAD) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽"
    assert await lines(stage) == [("хлеб", 1), ("хлеб", 1)]


async def test_a_tap_that_is_delivered_twice_merges_once(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/add хлеб 50 р")
    await stage.tap(DAD, "➕ хлеб: 2 шт")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before


async def test_in_the_group_only_who_added_may_merge(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/add хлеб 50 р", chat=FAMILY)
    refusal = await stage.tap(KID, "➕ хлеб: 2 шт", chat=FAMILY)
    assert refusal.is_alert
    await stage.tap(DAD, "➕ хлеб: 2 шт", chat=FAMILY)
    assert stage.shows(FAMILY) == "Теперь это одна строка: <b>хлеб</b>, 2 шт, 100 ₽"


async def test_one_of_several_lines_is_chosen_to_be_fixed(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р; сыр 300 г 70 р")
    await stage.tap(DAD, "✏️ Изменить")
    assert stage.shows(DAD) == ("Какую строку исправить?\n[✏️ хлеб, 1 шт]\n[✏️ сыр, 300 г]\n[⬅️ Назад]")
    await stage.tap(DAD, "✏️ сыр, 300 г")
    assert "сыр 300 г 70 ₽" in stage.text(DAD)
    await stage.say(DAD, "сыр 400 г 90 р")
    assert await lines(stage) == [("хлеб", 1), ("сыр", 400)]


async def test_the_way_back_from_the_choice_shows_what_was_added(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р; сыр 300 г 70 р")
    await stage.tap(DAD, "✏️ Изменить")
    await stage.tap(DAD, "⬅️ Назад")
    assert stage.text(DAD) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽\n• сыр, 300 г, 70 ₽"


async def test_a_number_at_the_end_is_asked_about_and_taken_for_the_price(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add телевизор 20000")
    assert stage.shows(DAD) == (
        "Добавлено в корзину:\n"
        "• <b>телевизор 20000</b>, 1 шт 🗳 семья голосует\n"
        "💰 «телевизор 20000»: 20 000 ₽ – это цена?\n"
        "[💰 телевизор: 20 000 ₽]\n"
        "[✏️ Изменить] [↩️ Вернуть]\n"
        "[🛒 Корзина]"
    )
    await stage.tap(DAD, "💰 телевизор: 20\u00a0000\u00a0₽")
    assert stage.text(DAD) == "Добавлено в корзину:\n• телевизор, 1 шт, 20 000 ₽ 🗳 семья голосует"
    stage.expect("message is not modified")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_shows_weights_in_the_units_of_the_family(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add сыр 1,5 кг 900 р")
    assert "• сыр, 1,5 кг, 900 ₽" in stage.text(DAD)
    await stage.say(DAD, "/cart")
    assert "[−] [1: 1,5 кг] [+]" in stage.shows(DAD)
    toast = await stage.tap(DAD, "+")
    assert toast.text == "сыр: 1,6 кг"


async def test_a_note_is_written_and_taken_off_and_the_votes_stay(stage: Stage) -> None:
    await stage.household()
    (cleaner,) = await stage.add(DAD, "пылесос 5000 р")
    await stage.say(DAD, "/cart")
    await stage.press(DAD, f"lv:{cleaner.id}:1:1")
    await stage.tap(DAD, "📝 Заметка")
    assert stage.text(DAD).startswith("Что записать к строке пылесос? До 200 символов")
    await stage.say(DAD, 201 * "я")
    assert "200" in stage.text(DAD)
    await stage.say(DAD, "красный & тихий")
    assert "Заметка: красный & тихий" in stage.text(DAD)
    assert "👍 1 👎 0" in stage.text(DAD)
    await stage.tap(DAD, "Убрать заметку")
    assert "Заметка:" not in stage.text(DAD)
    assert "👍 1 👎 0" in stage.text(DAD)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before


async def test_nobody_else_writes_a_note(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р (свежий)")
    await stage.say(MUM, "/start")
    before = await stage.kept()
    assert (await stage.press(MUM, f"note:{bread.id}:1")).is_alert
    assert (await stage.press(MUM, f"nonote:{bread.id}:1")).is_alert
    assert await stage.kept() == before
