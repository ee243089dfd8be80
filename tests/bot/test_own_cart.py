"""One's own cart: adding, changing, removing, moving to the family's, and that nobody else sees it."""

from __future__ import annotations

import json

from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage


async def fill(stage: Stage, person: int, text: str) -> None:
    await stage.press(person, "go:own_add")
    await stage.say(person, text)


async def test_works_without_a_family(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await stage.tap(DAD, "🧺 Моя корзина")
    assert stage.shows(DAD) == (
        "🧺 <b>Моя корзина</b>\n"
        "Её видите только вы. Пока здесь пусто: нажмите «Добавить» и напишите, что нужно.\n"
        "[➕ Добавить]\n"
        "[🔒 Мои личные заказы]\n"
        "[⬅️ Назад]"
    )
    await stage.tap(DAD, "➕ Добавить")
    assert stage.text(DAD).startswith("Что положить в вашу корзину?")
    await stage.say(DAD, "духи 1500 р (для мамы); !носки 2 шт; сыр 1,5 кг 900 р")
    assert stage.shows(DAD) == (
        "В вашей корзине теперь:\n"
        "• <b>духи</b>, 1 шт, 1 500 ₽ (<i>для мамы</i>)\n"
        "• ❗️<b>носки</b>, 2 шт\n"
        "• <b>сыр</b>, 1,5 кг, 900 ₽\n"
        "[↩️ Вернуть]\n"
        "[➕ Добавить]\n"
        "[🧺 Моя корзина]"
    )
    await stage.tap(DAD, "🧺 Моя корзина")
    assert stage.shows(DAD) == (
        "🧺 <b>Моя корзина</b>\n"
        "Её видите только вы.\n"
        "\n"
        "1. ❗️<b>носки</b>, 2 шт\n"
        "2. <b>духи</b>, 1 шт, 1 500 ₽ (<i>для мамы</i>)\n"
        "3. <b>сыр</b>, 1,5 кг, 900 ₽\n"
        "\n"
        "3 строки · 2 400 ₽ · без цены: 1\n"
        "[−] [1: 2 шт] [+]\n"
        "[−] [2: 1 шт] [+]\n"
        "[−] [3: 1,5 кг] [+]\n"
        "[➕ Добавить] [🧾 Оформить]\n"
        "[🔒 Мои личные заказы]\n"
        "[⬅️ Назад]"
    )


async def test_speaks_english(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_language"](actor=DAD, language="en", spoken=("ru", "en"))
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "perfume 15.00")
    assert stage.text(DAD) == "Added to your own cart:\n• perfume, 1 pc, ₽15"
    await stage.tap(DAD, "🧺 My cart")
    assert stage.shows(DAD) == (
        "🧺 <b>My cart</b>\n"
        "Nobody but you sees it.\n"
        "\n"
        "1. <b>perfume</b>, 1 pc, ₽15\n"
        "\n"
        "1 line · ₽15\n"
        "[−] [1: 1 pc] [+]\n"
        "[➕ Add] [🧾 Check out]\n"
        "[🔒 My own orders]\n"
        "[➡️ All to the family's cart]\n"
        "[🛒 Cart] [⬅️ Back]"
    )
    await stage.tap(DAD, "1: 1 pc")
    assert stage.shows(DAD) == (
        "<b>perfume</b>, 1 pc, ₽15\n[➡️ To the family's cart]\n[✏️ Edit] [🗑 Remove]\n[🧺 My cart]"
    )


async def test_a_line_is_changed_and_removed(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р")
    await stage.tap(DAD, "🧺 Моя корзина")
    await stage.tap(DAD, "+")
    assert "1. духи, 2 шт, 3 000 ₽" in stage.text(DAD)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.press(DAD, "oq:1:1:7:0")
    assert "1. духи, 2 шт" in stage.text(DAD)
    await stage.tap(DAD, "1: 2 шт")
    await stage.tap(DAD, "✏️ Изменить")
    await stage.say(DAD, "духи 1 шт 2000 р")
    assert stage.text(DAD) == "духи, 1 шт, 2 000 ₽"
    await stage.tap(DAD, "🗑 Убрать")
    assert stage.shows(DAD) == "Убрано из корзины: духи\n[🧺 Моя корзина]"
    toast = await stage.press(DAD, "ol:1")
    assert toast.text.startswith("Этой строки в вашей корзине уже нет.")


async def test_a_line_moves_to_the_familys_cart_once(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "хлеб 50 р; чай 90 р; мыло 40 р")
    await stage.press(DAD, "ol:1")
    await stage.tap(DAD, "➡️ В общую корзину")
    assert stage.shows(DAD) == (
        "Теперь в общей корзине:\n"
        "• <b>хлеб</b>, 1 шт, 50 ₽\n"
        "♻️ Уже есть: <b>хлеб</b>, 1 шт, 50 ₽ (Мама). Сделать <b>хлеб</b>, 2 шт, 100 ₽?\n"
        "[➕ хлеб: 2 шт]\n"
        "[Оставить как есть]\n"
        "[↩️ Вернуть]\n"
        "[🧺 Моя корзина] [🛒 Корзина]"
    )
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.press(DAD, "go:own")
    await stage.tap(DAD, "➡️ Всё в общую корзину")
    assert stage.text(DAD) == "Теперь в общей корзине:\n• чай, 1 шт, 90 ₽\n• мыло, 1 шт, 40 ₽"
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    view = await stage.do["show_own_cart"](actor=DAD)
    assert view.count == 0
    cart = await stage.do["show_cart"](actor=MUM)
    assert [line.item.title for line in cart.lines] == ["хлеб", "хлеб", "чай", "мыло"]


async def test_what_was_moved_is_taken_back_into_the_own_cart(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "чай 90 р; мыло 40 р")
    await stage.press(DAD, "go:own")
    await stage.tap(DAD, "➡️ Всё в общую корзину")
    toast = await stage.tap(DAD, "↩️ Вернуть")
    assert toast.text == "Всё как было: из корзины убраны 2 строки."
    assert stage.text(DAD).startswith("🧺 Моя корзина\nЕё видите только вы.\n\n1. чай, 1 шт, 90 ₽")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    cart = await stage.do["show_cart"](actor=MUM)
    assert cart.lines == []


async def test_the_journal_lays_a_moved_line_back_too(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "чай 90 р")
    await stage.press(DAD, "om:1:1")
    await stage.say(DAD, "/journal")
    await stage.tap(DAD, "1: ↩️ Вернуть")
    assert stage.shows(DAD) == (
        "↩️ Возвращено: «чай» снова в вашей корзине.\n[🧺 Моя корзина]\n[🛒 Корзина] [📖 Журнал]"
    )


async def test_an_answer_delivered_again_adds_nothing(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_what_was_added_is_taken_out_again_as_far_as_it_is_unchanged(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "сыр; духи; носки")
    await stage.press(DAD, "oq:2:1:3:0")
    toast = await stage.press(DAD, "oundo:1")
    assert toast.text == "Всё как было: из корзины убраны 2 строки."
    assert stage.text(DAD).startswith("🧺 Моя корзина\nЕё видите только вы.\n\n1. духи, 3 шт\n\n")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    toast = await stage.press(DAD, "oundo:1")
    assert toast.text.startswith("Возвращать нечего")


async def test_has_pages(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "\n".join(f"духи №{number} 90 р" for number in range(1, 11)))
    await stage.tap(DAD, "🧺 Моя корзина")
    await stage.tap(DAD, "▶️")
    assert "9. духи №9" in stage.text(DAD)
    assert "[◀️] [2 / 2] [▶️]" in stage.shows(DAD)


async def test_nobody_else_finds_a_trace_of_it(stage: Stage) -> None:
    stage.expect("message is not modified")
    await stage.household()
    await stage.attached(FAMILY)
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р (тайна)")
    for person in (MUM, KID):
        await stage.say(person, "/start")
        for command in ("cart", "family", "orders", "approvals", "profile", "settings", "export", "privacy"):
            await stage.say(person, f"/{command}")
        for press in ("go:own", "ol:1", "oq:1:1:5:0", "oe:1:1", "or:1", "om:1:1", "oall:1", "go:members"):
            await stage.press(person, press)
        export = await stage.do["export_me"](actor=person)
        assert "духи" not in json.dumps(export, ensure_ascii=False, default=str)
    await stage.say(MUM, "/cart", chat=FAMILY)
    await stage.press(MUM, "go:own", chat=FAMILY)
    await stage.press(DAD, "go:own", chat=FAMILY)
    await stage.deliver()
    await stage.refresh()
    for chat in (MUM, KID, FAMILY):
        said = json.dumps(
            [message.body for message in stage.engine.world.chats[chat].messages.values()], ensure_ascii=False
        )
        assert "духи" not in said
        assert "тайна" not in said
    view = await stage.do["show_own_cart"](actor=DAD)
    assert [line.draft.title for line in view.lines] == ["духи"]
    own = await stage.do["export_me"](actor=DAD)
    assert own["own_cart"][0]["title"] == "духи"


async def test_is_forgotten_with_the_person(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р")
    await stage.do["forget_me"](actor=DAD)
    kept = await stage.kept()
    assert (kept["own_items"], kept["own_additions"], kept["inline_asks"]) == ([], [], [])
