"""Lines of the cart: adding, changing, removing, taking back."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, MUM, Stage, Toast

ADDED = "Добавлено в корзину:\n"


async def lines(stage: Stage) -> list[tuple[str, int]]:
    view = await stage.do["show_cart"](actor=MUM)
    return [(line.item.title, line.item.quantity) for line in view.lines]


async def test_adds_what_stands_behind_the_command(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add молоко 2 шт 89,90; !батарейки\n2x хлеб 50 р (чёрный)")
    assert stage.text(DAD) == (
        f"{ADDED}• молоко, 2 шт, 179,80 ₽\n• ❗️батарейки, 1 шт 🗳 семья голосует\n• хлеб, 2 шт, 100 ₽"
    )
    assert await lines(stage) == [("батарейки", 1), ("молоко", 2), ("хлеб", 2)]


async def test_asks_what_to_add_and_takes_the_answer(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await stage.tap(DAD, "➕ Добавить")
    assert stage.text(DAD).startswith("Что добавить?")
    await stage.say(DAD, "молоко 2 шт 89,90")
    assert stage.text(DAD) == f"{ADDED}• молоко, 2 шт, 179,80 ₽"
    await stage.say(DAD, "хлеб")
    assert stage.text(DAD).startswith("Не совсем понимаю")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (121 * "а", "слишком длинно, помещается 120 символов"),
        (f"хлеб ({201 * 'а'})", "Заметка слишком длинная: помещается 200 символов."),
        ("хлеб 1000 шт", "1000 не получится: можно от 1 до 999."),
        ("\n".join(51 * ["хлеб"]), "Строк слишком много: 51, а за один раз помещается 50."),
        ("хлеб http://a.ru http://b.ru", "ссылок две"),
        ("хлеб 5 шт 6 шт", "количество указано дважды"),
        (";;;", "Что добавить?"),
    ],
)
async def test_refuses_what_it_cannot_add_and_adds_nothing(stage: Stage, text: str, reason: str) -> None:
    await stage.household()
    before = await stage.kept()
    await stage.say(DAD, f"/add {text}")
    assert reason in stage.text(DAD)
    assert await stage.kept() == before


async def test_the_cart_holds_two_hundred_lines(stage: Stage) -> None:
    await stage.household()
    for _ in range(4):
        await stage.add(MUM, "\n".join(50 * ["хлеб 50 р"]))
    await stage.say(DAD, "/add молоко")
    assert stage.text(DAD).startswith("В корзину помещается строк: 200, свободно: 0.")


async def test_who_is_in_no_family_adds_nothing(stage: Stage) -> None:
    await stage.say(DAD, "/add молоко")
    assert stage.text(DAD).startswith("Вы пока не в семье.")
    await stage.say(DAD, "/cart")
    assert stage.text(DAD).startswith("Вы пока не в семье.")


async def test_many_long_lines_at_once_are_confirmed_in_one_message(stage: Stage) -> None:
    await stage.household()
    long = "\n".join(25 * ["!" + 120 * "Ж" + " 999 шт 9999,99"])
    await stage.say(DAD, f"/add {long}")
    assert "… и ещё 5" in stage.text(DAD)


async def test_undo_takes_back_what_one_message_added_and_no_more(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р; сыр 70 р")
    await stage.say(DAD, "/add молоко 90 р")
    undo = [
        number
        for number, message in stage.engine.world.chats[DAD].messages.items()
        if "хлеб" in message.body.get("text", "") and message.body["from"]["is_bot"]
    ]
    assert await stage.tap(DAD, "↩️ Вернуть", message=undo[0]) == Toast()
    assert "из корзины убраны 2 строки" in stage.shows(DAD, undo[0])
    assert await lines(stage) == [("молоко", 1)]


async def test_a_second_tap_on_undo_takes_nothing_back(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р")
    await stage.tap(DAD, "↩️ Вернуть")
    before = await stage.kept()
    await stage.redeliver()
    assert stage.text(DAD).startswith("Возвращать нечего")
    assert await stage.kept() == before


async def test_undo_spares_a_line_that_was_changed_since(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.do["set_quantity"](actor=DAD, item=bread.id, revision=1, quantity=3)
    await stage.say(DAD, "/start")
    await stage.press(DAD, "undo:1")
    assert stage.text(DAD).startswith("Возвращать нечего")
    assert await lines(stage) == [("хлеб", 3)]


async def test_nobody_takes_back_what_somebody_else_added(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/start")
    await stage.press(MUM, "undo:1")
    assert await lines(stage) == [("хлеб", 1)]


async def test_an_add_delivered_again_adds_nothing_and_says_the_same(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р")
    before, said = await stage.kept(), stage.text(DAD)
    await stage.redeliver()
    assert await stage.kept() == before
    assert stage.text(DAD) == said


async def test_an_answer_delivered_again_adds_nothing(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add")
    await stage.say(DAD, "хлеб 50 р")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_the_author_edits_a_line(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р")
    await stage.tap(DAD, "✏️ Изменить")
    assert stage.text(DAD).startswith("Как написать вместо этого?\nхлеб")
    await stage.say(DAD, "батон 2 шт 60 р (нарезной)")
    assert stage.text(DAD).startswith("батон, 2 шт, 120 ₽\nКто добавил: Папа\nЦена: 60 ₽\nЗаметка: нарезной")
    assert await lines(stage) == [("батон", 2)]


async def test_what_is_offered_to_be_edited_reads_back_as_the_same_line(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add !сыр 300 г 450 р (без дырок) https://shop.ru/1")
    before = await stage.do["show_cart"](actor=DAD)
    await stage.tap(DAD, "✏️ Изменить")
    offered = stage.text(DAD).split("\n")[1]
    await stage.say(DAD, offered)
    after = await stage.do["show_cart"](actor=DAD)
    was, is_ = before.lines[0].item, after.lines[0].item
    assert (is_.title, is_.quantity, is_.unit, is_.price, is_.urgent, is_.link, is_.note) == (
        was.title,
        was.quantity,
        was.unit,
        was.price,
        was.urgent,
        was.link,
        was.note,
    )


async def test_an_edit_of_two_lines_is_refused_and_the_question_stays(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add хлеб 50 р")
    await stage.tap(DAD, "✏️ Изменить")
    await stage.say(DAD, "хлеб 50 р; сыр 70 р")
    assert stage.text(DAD).startswith("Получилось строк: 2.")
    await stage.say(DAD, "батон 60 р")
    assert stage.text(DAD).startswith("батон, 1 шт, 60 ₽")


async def test_an_edit_of_a_line_that_changed_meanwhile_is_refused(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    await stage.press(DAD, f"e:{bread.id}:1")
    await stage.do["set_quantity"](actor=DAD, item=bread.id, revision=1, quantity=2)
    await stage.say(DAD, "батон 60 р")
    assert stage.text(DAD).startswith("Строка «хлеб» успела измениться.")
    assert await lines(stage) == [("хлеб", 2)]


async def test_nobody_else_edits_a_line(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    before = await stage.kept()
    refusal = await stage.press(MUM, f"e:{bread.id}:1")
    assert refusal.text.startswith("Строку «хлеб» может изменить только автор: Папа.")
    assert (await stage.press(MUM, f"q:{bread.id}:1:5")).is_alert
    assert await stage.kept() == before


async def test_the_author_removes_a_line(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    await stage.press(DAD, f"l:{bread.id}")
    await stage.tap(DAD, "🗑 Убрать")
    assert stage.text(DAD) == "Убрано из корзины: хлеб"
    assert await lines(stage) == []


async def test_a_second_tap_on_remove_says_that_the_line_is_gone(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    await stage.press(DAD, f"l:{bread.id}")
    await stage.tap(DAD, "🗑 Убрать")
    before = await stage.kept()
    refusal = await stage.press(DAD, f"r:{bread.id}")
    assert refusal.text.startswith("Этой строки уже нет в корзине.")
    assert await stage.kept() == before


async def test_the_organizer_removes_any_line_and_its_author_is_told(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб <b>50</b>")
    await stage.say(MUM, "/cart")
    await stage.press(MUM, f"l:{bread.id}")
    await stage.tap(MUM, "🗑 Убрать")
    await stage.deliver()
    assert stage.text(DAD) == "🔔 № 1\nМама: ваша строка «хлеб <b>50</b>» убрана из корзины."


async def test_a_member_removes_only_their_own_lines(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    await stage.press(DAD, f"l:{bread.id}")
    assert "🗑" not in stage.shows(DAD)
    assert (await stage.press(DAD, f"r:{bread.id}")).text.startswith(
        "Строку «хлеб» может изменить только автор"
    )
    assert await lines(stage) == [("хлеб", 1)]


async def test_plus_and_minus_carry_the_target_value(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    assert await stage.tap(DAD, "+") == Toast("хлеб: 2 шт")
    before = await stage.kept()
    assert await stage.tap(DAD, "+") == Toast("хлеб: 2 шт")
    assert await stage.kept() == before
    stage.pass_by(3)
    await stage.refresh()
    assert await stage.tap(DAD, "−") == Toast("хлеб: 1 шт")
    assert await lines(stage) == [("хлеб", 1)]


async def test_minus_does_not_go_below_one(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    refusal = await stage.tap(DAD, "−")
    assert refusal.text.startswith("Меньше одного нельзя.")
    assert await lines(stage) == [("хлеб", 1)]


async def test_plus_does_not_go_above_the_most(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "хлеб 999 шт 1 р")
    await stage.say(DAD, "/cart")
    assert await stage.tap(DAD, "+") == Toast("1000 не получится: можно от 1 до 999.", is_alert=True)


async def test_a_line_in_private_is_a_screen_of_its_own(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "1: 1 шт")
    assert stage.text(MUM).startswith("хлеб, 1 шт, 50 ₽\nКто добавил: Папа")
    assert bread.title == "хлеб"


@pytest.mark.parametrize(
    ("text", "warning"),
    [("карта 4111 1111 1111 1111", "похоже на номер карты"), ("код 123456", "похоже на код подтверждения")],
)
async def test_what_looks_secret_is_warned_about_and_not_kept(stage: Stage, text: str, warning: str) -> None:
    await stage.household()
    before = await stage.kept()
    await stage.say(DAD, f"/add {text}")
    assert warning in stage.text(DAD)
    await stage.say(DAD, text)
    assert warning in stage.text(DAD)
    assert await stage.kept() == before
