"""What the bot asks: one question at a time, for a quarter of an hour, through restarts, with a way out."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, MUM, Stage, Toast

A_QUARTER_OF_AN_HOUR = 15 * 60
NOT_UNDERSTOOD = "Не совсем понимаю, что с этим делать."
GIVEN_UP = "Хорошо, больше ничего не спрашиваю."


async def asked_for_lines(stage: Stage) -> None:
    await stage.say(MUM, "/add")


async def asked_for_a_name(stage: Stage) -> None:
    await stage.start(MUM)
    await stage.tap(MUM, "👨‍👩‍👧 Создать семью")
    await stage.share_contact(MUM)


async def asked_for_an_edit(stage: Stage) -> None:
    (bread,) = await stage.add(MUM, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.press(MUM, f"e:{bread.id}:{bread.revision}")


async def asked_for_a_price(stage: Stage) -> None:
    (bread,) = await stage.add(MUM, "хлеб")
    await stage.do["cast_vote"](voter=MUM, item=bread.id, version=1, choice=None)
    await stage.say(MUM, "/cart")
    await stage.press(MUM, f"price:{bread.id}:{bread.revision}")


async def test_a_question_is_open_to_its_last_second(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    stage.pass_by(A_QUARTER_OF_AN_HOUR - 1)
    await stage.say(MUM, "хлеб 50 р")
    assert stage.text(MUM) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽"


@pytest.mark.parametrize(
    "ask", [asked_for_lines, asked_for_an_edit, asked_for_a_price], ids=lambda ask: ask.__name__
)
async def test_a_question_expires_after_a_quarter_of_an_hour(stage: Stage, ask: object) -> None:
    assert callable(ask)
    await stage.household()
    await ask(stage)
    before = await stage.kept()
    stage.pass_by(A_QUARTER_OF_AN_HOUR)
    await stage.say(MUM, "сыр 70 р")
    assert stage.text(MUM).startswith(NOT_UNDERSTOOD)
    assert await stage.kept() == before


async def test_the_question_for_a_familys_name_expires_too(stage: Stage) -> None:
    await asked_for_a_name(stage)
    stage.pass_by(A_QUARTER_OF_AN_HOUR)
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith(NOT_UNDERSTOOD)
    await stage.start(MUM)
    assert stage.text(MUM).startswith("Здравствуйте, Мама!")


@pytest.mark.parametrize(
    ("ask", "answer", "reply"),
    [
        (asked_for_lines, "сыр 70 р", "Добавлено в корзину:\n• сыр, 1 шт, 70 ₽"),
        (asked_for_an_edit, "батон 60 р", "батон, 1 шт, 60 ₽\n"),
        (asked_for_a_price, "70", "🧾 Оформить заказ\n• хлеб, 1 шт, 70 ₽"),
    ],
)
async def test_a_restart_in_the_middle_of_a_question_forgets_nothing(
    stage: Stage, ask: object, answer: str, reply: str
) -> None:
    assert callable(ask)
    await stage.family(MUM)
    await ask(stage)
    await stage.open()
    await stage.say(MUM, answer)
    assert stage.text(MUM).startswith(reply)


async def test_a_restart_between_the_number_and_the_name_forgets_nothing(stage: Stage) -> None:
    await asked_for_a_name(stage)
    await stage.open()
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith("🎉 Семья Ивановы")


async def test_a_button_drawn_before_a_restart_still_works(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    await stage.open()
    assert await stage.tap(DAD, "👍 0") == Toast("«хлеб»: голосовать не нужно, но ваше мнение записано.")


@pytest.mark.parametrize("ask", [asked_for_lines, asked_for_an_edit, asked_for_a_price])
async def test_cancel_leaves_a_question(stage: Stage, ask: object) -> None:
    assert callable(ask)
    await stage.household()
    await ask(stage)
    await stage.say(MUM, "/cancel")
    assert stage.text(MUM) == GIVEN_UP
    await stage.say(MUM, "хлеб")
    assert stage.text(MUM).startswith(NOT_UNDERSTOOD)


async def test_cancel_without_a_question_says_so(stage: Stage) -> None:
    await stage.say(MUM, "/cancel")
    assert stage.shows(MUM) == "Сейчас отменять нечего.\n[⬅️ Назад]"


async def test_cancel_after_the_question_expired_says_so(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    stage.pass_by(A_QUARTER_OF_AN_HOUR)
    await stage.say(MUM, "/cancel")
    assert stage.shows(MUM) == "Сейчас отменять нечего.\n[⬅️ Назад]"


async def test_cancel_in_the_group_leaves_the_question_too(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    await stage.say(MUM, "/cancel", chat=-501)
    assert stage.text(MUM) == GIVEN_UP


async def test_the_button_under_a_question_leaves_it(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    await stage.tap(MUM, "Отмена")
    assert stage.text(MUM).startswith("Ивановы\nВы организатор.")
    await stage.say(MUM, "хлеб")
    assert stage.text(MUM).startswith(NOT_UNDERSTOOD)


@pytest.mark.parametrize("word", ["Отмена", "Cancel"])
async def test_the_word_on_the_phone_keyboard_leaves_the_question_in_any_language(
    stage: Stage, word: str
) -> None:
    await stage.start(MUM)
    await stage.tap(MUM, "👨‍👩‍👧 Создать семью")
    await stage.say(MUM, word)
    assert stage.text(MUM) == GIVEN_UP
    assert stage.keyboard(MUM) is None
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith(NOT_UNDERSTOOD)


async def test_a_new_question_replaces_the_old_one(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(MUM, "хлеб 50 р")
    await asked_for_lines(stage)
    await stage.press(MUM, f"e:{bread.id}:{bread.revision}")
    await stage.say(MUM, "батон 60 р")
    assert stage.text(MUM).startswith("батон, 1 шт, 60 ₽")


async def test_a_command_in_between_leaves_the_question_open(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    await stage.say(MUM, "/help")
    await stage.say(MUM, "хлеб 50 р")
    assert stage.text(MUM) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽"


async def test_a_bad_answer_leaves_the_question_open(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    await stage.say(MUM, 121 * "а")
    assert "слишком длинно, помещается 120 символов" in stage.text(MUM)
    await stage.say(MUM, "хлеб 50 р")
    assert stage.text(MUM) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽"


async def test_what_others_write_does_not_answer_ones_question(stage: Stage) -> None:
    await stage.household()
    await asked_for_lines(stage)
    await stage.say(DAD, "хлеб 50 р")
    assert stage.text(DAD).startswith(NOT_UNDERSTOOD)
