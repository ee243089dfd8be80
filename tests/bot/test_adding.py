"""What can be done about what was just added: fix it, price it, make one line of two; and notes."""

from __future__ import annotations

from core.carts.agreement import Choice
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
    assert stage.shows(DAD) == (
        "Теперь это одна строка: <b>молоко</b>, 4 шт, 360 ₽\n[↩️ Вернуть]\n[🛒 Корзина]"
    )
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
    assert stage.shows(FAMILY) == "Теперь это одна строка: <b>хлеб</b>, 2 шт, 100 ₽\n[↩️ Вернуть]"
    assert (await stage.tap(KID, "↩️ Вернуть", chat=FAMILY)).is_alert
    await stage.tap(DAD, "↩️ Вернуть", chat=FAMILY)
    assert await lines(stage) == [("хлеб", 1), ("хлеб", 1)]


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


async def test_a_merge_is_taken_back_under_its_answer(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "молоко 2 шт 90 р")
    await stage.say(DAD, "/add Молоко 1 шт; хлеб 50 р")
    await stage.tap(DAD, "➕ молоко: 3 шт")
    assert stage.shows(DAD) == (
        "Теперь это одна строка: <b>молоко</b>, 3 шт, 270 ₽\n"
        "\n"
        "Добавлено в корзину:\n"
        "• <b>хлеб</b>, 1 шт, 50 ₽\n"
        "[молоко: ↩️ Вернуть]\n"
        "[✏️ Изменить] [↩️ Вернуть]\n"
        "[🛒 Корзина]"
    )
    await stage.tap(DAD, "молоко: ↩️ Вернуть")
    assert stage.shows(DAD) == (
        "↩️ Возвращено. Это снова две строки:\n"
        "• <b>молоко</b>, 2 шт, 180 ₽\n"
        "• <b>Молоко</b>, 1 шт\n"
        "[🛒 Корзина] [📖 Журнал]"
    )
    assert await lines(stage) == [("молоко", 2), ("Молоко", 1), ("хлеб", 1)]
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_the_journal_tells_of_a_merge_in_both_languages(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "молоко 2 шт 90 р")
    await stage.say(DAD, "/add молоко 1 шт 90 р")
    await stage.tap(DAD, "➕ молоко: 3 шт")
    await stage.say(DAD, "/journal")
    assert "1. ♻️ молоко: две строки стали одной, 2 шт → 3 шт" in stage.text(DAD)
    assert "2. ♻️ молоко: стало частью такой же строки" in stage.text(DAD)
    await stage.tap(DAD, "2: ↩️ Вернуть")
    await stage.do["choose_language"](actor=DAD, language="en", spoken=("ru", "en"))
    await stage.say(DAD, "/journal")
    assert "taken back: making one line of two" in stage.text(DAD)
    assert await lines(stage) == [("молоко", 2), ("молоко", 1)]


async def test_the_price_is_taken_back_under_its_answer(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add телевизор 200")
    await stage.tap(DAD, "💰 телевизор: 200\u00a0₽")
    assert stage.shows(DAD) == (
        "Добавлено в корзину:\n• <b>телевизор</b>, 1 шт, 200 ₽\n[✏️ Изменить] [↩️ Вернуть]\n[🛒 Корзина]"
    )
    await stage.tap(DAD, "↩️ Вернуть")
    assert await lines(stage) == [("телевизор 200", 1)]


async def test_the_price_of_one_of_several_lines_is_taken_back_by_its_name(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add телевизор 200; хлеб 50 р")
    await stage.tap(DAD, "💰 телевизор: 200\u00a0₽")
    assert "[телевизор: ↩️ Вернуть]\n[✏️ Изменить] [↩️ Вернуть]" in stage.shows(DAD)
    await stage.tap(DAD, "телевизор: ↩️ Вернуть")
    assert await lines(stage) == [("телевизор 200", 1), ("хлеб", 1)]


async def test_a_note_is_taken_back_under_its_answer(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/start")
    await stage.press(DAD, f"note:{bread.id}:1")
    await stage.say(DAD, "свежий")
    await stage.tap(DAD, "Убрать заметку")
    await stage.tap(DAD, "↩️ Вернуть")
    assert "Заметка: свежий" in stage.text(DAD)
    await stage.press(DAD, f"note:{bread.id}:4")
    await stage.say(DAD, "чёрный")
    await stage.tap(DAD, "↩️ Вернуть")
    assert "Заметка: свежий" in stage.text(DAD)


async def test_the_lines_own_screen_wants_more_at_once(stage: Stage) -> None:
    await stage.household()
    (cheese,) = await stage.add(DAD, "сыр 300 г 90 р")
    await stage.say(DAD, "/start")
    await stage.press(DAD, f"l:{cheese.id}")
    assert "[−] [300 г] [+]" in stage.shows(DAD)
    for step in ("400 г", "500 г", "600 г"):
        assert (await stage.tap(DAD, "+")).text == f"сыр: {step}"
        assert f"[−] [{step}] [+]" in stage.shows(DAD)
    await stage.tap(DAD, "−")
    assert stage.text(DAD).startswith("сыр, 500 г")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.tap(DAD, "500 г")
    await stage.redeliver()
    assert await stage.kept() == before
    refusal = await stage.press(DAD, f"lq:{cheese.id}:1:900")
    assert refusal.is_alert
    assert await lines(stage) == [("сыр", 500)]


async def test_only_its_author_wants_more_on_a_lines_own_screen(stage: Stage) -> None:
    await stage.household()
    (cheese,) = await stage.add(DAD, "сыр 300 г 90 р")
    await stage.say(MUM, "/start")
    await stage.press(MUM, f"l:{cheese.id}")
    assert "[−]" not in stage.shows(MUM)
    before = await stage.kept()
    assert (await stage.press(MUM, f"lq:{cheese.id}:1:400")).is_alert
    assert await stage.kept() == before


async def test_who_is_told_of_more_is_told_in_the_familys_units(stage: Stage) -> None:
    await stage.household()
    family = (await stage.do["show_cart"](actor=MUM)).family
    await stage.do["choose_units"](actor=MUM, family=family, units="small")
    await stage.add(MUM, "сыр 1 кг")
    await stage.say(DAD, "/add сыр 500 г")
    await stage.tap(DAD, "➕ сыр: 1500 г")
    await stage.deliver()
    assert stage.text(MUM).endswith("в вашей строке «сыр» теперь 1500 г.")
    await stage.say(MUM, "/journal")
    assert "1000 г → 1500 г" in stage.text(MUM)


async def test_small_units_are_shown_wherever_a_quantity_is(stage: Stage) -> None:
    family = await stage.household()
    await stage.do["choose_units"](actor=MUM, family=family, units="small")
    (cheese,) = await stage.add(MUM, "сыр 1,5 кг 900 р")
    (tea,) = await stage.add(MUM, "чай 1 кг 5000 р")

    await stage.do["ask_for_own_lines"](actor=DAD)
    await stage.say(DAD, "мука 2 кг")
    assert "• мука, 2000 г" in stage.text(DAD)

    await stage.do["keep_staple"](actor=DAD, item=cheese.id)
    await stage.press(DAD, "go:staples")
    assert "1. сыр, 1500 г, 900 ₽" in stage.text(DAD)

    await stage.do["cast_vote"](voter=DAD, item=tea.id, version=1, choice=Choice.FOR)
    await stage.do["set_quantity"](actor=MUM, item=tea.id, revision=tea.revision, quantity=2)
    stage.pass_by(10)
    await stage.deliver()
    assert stage.text(DAD).endswith("Вы голосовали за такую: чай · 1000 г · 5 000 ₽")

    (milk,) = await stage.add(MUM, "молоко 1 л 90 р")
    await stage.say(DAD, "/go 40")
    await stage.do["ask_for_replacement"](actor=DAD, item=milk.id, revision=milk.revision)
    await stage.say(DAD, "кефир 1,5 л 80 р")
    assert "кефир, 1500 мл, 80 ₽" in stage.text(DAD)
    await stage.deliver()
    assert "кефир, 1500 мл, 80 ₽" in stage.text(MUM)

    # The line itself says what it was asked for instead of, as long as it is that.
    await stage.tap(MUM, "✅ Да")
    await stage.press(MUM, f"l:{milk.id}")
    assert stage.text(MUM).startswith(
        "кефир, 1500 мл, 80 ₽\nКто добавил: Мама\n🔁 Вместо «молоко»: этого в магазине не было\n"
    )
    now = (await stage.do["show_line"](actor=MUM, item=milk.id)).line.item
    await stage.do["ask_for_edit"](actor=MUM, item=milk.id, revision=now.revision)
    await stage.say(MUM, "сливки 1 л 80 р")
    await stage.press(MUM, f"l:{milk.id}")
    assert "Вместо" not in stage.text(MUM)
