"""What a limited member wishes for above their limit: the queue, an adult's yes or no, and advice."""

from __future__ import annotations

import pytest

from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

AN_HOUR = 3600
SCOOTER = "самокат 9000 р"
IN_VAIN = "Строка «самокат» ждала двое суток, время вышло. Автор может спросить ещё раз."


async def household(stage: Stage) -> None:
    """Мама, Папа, and Ребёнок, who may wish for 500 roubles a line unasked."""
    await stage.household()
    await stage.limit(KID, 50_000)
    for person in (MUM, DAD, KID):
        await stage.start(person)


async def asked(stage: Stage, text: str = SCOOTER) -> int:
    """Let Ребёнок ask for something, and the organizer hear of it; return the line's id."""
    await household(stage)
    await stage.say(KID, f"/add {text}")
    stage.pass_by(10)
    await stage.deliver()
    (item,) = (await stage.do["list_requests"](actor=MUM)).requests
    number: int = item.item.id
    return number


async def standing(stage: Stage, item: int) -> str:
    details = await stage.do["show_line"](actor=MUM, item=item)
    return str(details.line.item.standing.value)


async def test_a_line_above_the_limit_waits_and_says_so(stage: Stage) -> None:
    await household(stage)
    await stage.say(KID, f"/add {SCOOTER}")
    assert "• самокат, 1 шт, 9 000 ₽ ⏳ ждёт взрослого" in stage.text(KID)
    await stage.say(KID, "/add хлеб 50 р")
    assert "ждёт" not in stage.text(KID)


async def test_the_organizer_allows_it_from_the_alert_by_one_tap(stage: Stage) -> None:
    item = await asked(stage)
    assert await stage.tap(MUM, "✅ Разрешить") == Toast("✅ «самокат» – можно, теперь голосует семья.")
    assert stage.text(MUM) == "⏳ Сейчас ничего не ждёт взрослого."
    assert await standing(stage, item) == "voting"
    await stage.deliver()
    assert stage.text(KID) == "🔔 № 1\nМама: ваша строка «самокат» – можно. Теперь голосует семья."
    await stage.tap(KID, "🔎 Показать строку")
    assert "👌 Мама: можно\n🗳 Семья голосует до" in stage.text(KID)


async def test_a_decision_that_comes_twice_changes_nothing_more(stage: Stage) -> None:
    item = await asked(stage)
    await stage.press(DAD, f"decide:{item}:1:1")
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before


async def test_any_adult_declines_it_in_the_queue(stage: Stage) -> None:
    item = await asked(stage)
    await stage.say(DAD, "/approvals")
    assert await stage.tap(DAD, "1: 🚫") == Toast("🚫 «самокат» – нет. Ребёнок об этом узнает.")
    assert await standing(stage, item) == "declined"
    await stage.deliver()
    assert stage.text(KID) == (
        "🔔 № 1\nПапа: ваша строка «самокат» – нет. Её можно изменить, спросить ещё раз или убрать."
    )
    await stage.tap(KID, "🔎 Показать строку")
    assert "🚫 Папа: нет" in stage.text(KID)
    await stage.tap(KID, "🗳 Спросить ещё раз")
    assert await standing(stage, item) == "asking"


@pytest.mark.parametrize(
    ("label", "question", "toast", "told"),
    [
        (
            "✅✍️ Разрешить с запиской",
            "«самокат» – да. Что передать автору (Ребёнок)? До 200 знаков.",
            "✅ «самокат» – можно, теперь голосует семья.",
            "Папа: ваша строка «самокат» – можно. Теперь голосует семья.\n«со <b>шлемом</b>»",
        ),
        (
            "🚫✍️ Отклонить с запиской",
            "«самокат» – нет. Что передать автору (Ребёнок)? До 200 знаков.",
            "🚫 «самокат» – нет. Ребёнок об этом узнает.",
            (
                "Папа: ваша строка «самокат» – нет. Её можно изменить, спросить ещё раз или убрать.\n"
                "«со <b>шлемом</b>»"
            ),
        ),
    ],
)
async def test_an_adult_decides_with_a_note(
    stage: Stage, label: str, question: str, toast: str, told: str
) -> None:
    await asked(stage)
    await stage.say(DAD, "/approvals")
    await stage.tap(DAD, "1: ✍️ С запиской")
    await stage.tap(DAD, label)
    assert stage.text(DAD) == question
    await stage.say(DAD, 201 * "щ")
    assert stage.text(DAD).startswith("Слишком длинная записка: знаков 201, а помещается 200.")
    await stage.say(DAD, " со  <b>шлемом</b>")
    assert stage.text(DAD) == toast
    await stage.deliver()
    assert stage.text(KID) == f"🔔 № 1\n{told}"
    await stage.tap(DAD, "⏳ Разрешения")
    assert stage.text(DAD) == "⏳ Сейчас ничего не ждёт взрослого."


async def test_a_question_for_a_note_may_be_left(stage: Stage) -> None:
    item = await asked(stage)
    await stage.press(DAD, f"l:{item}")
    await stage.tap(DAD, "🚫✍️ Отклонить с запиской")
    await stage.tap(DAD, "Отмена")
    await stage.say(DAD, "нет")
    assert await standing(stage, item) == "asking"


async def test_the_second_adult_learns_what_the_first_one_said(stage: Stage) -> None:
    item = await asked(stage)
    await stage.press(DAD, f"decide:{item}:1:0")
    assert await stage.tap(MUM, "✅ Разрешить") == Toast(
        "«самокат»: ответ уже есть. Папа: нет.", is_alert=True
    )
    assert stage.text(MUM) == "⏳ Сейчас ничего не ждёт взрослого."
    assert await standing(stage, item) == "declined"


async def test_a_line_that_changed_meanwhile_is_shown_anew(stage: Stage) -> None:
    item = await asked(stage)
    await stage.press(KID, f"q:{item}:1:2")
    assert await stage.tap(MUM, "✅ Разрешить") == Toast(
        "Строка «самокат» успела измениться или больше не ждёт. Вот что ждёт сейчас.", is_alert=True
    )
    assert "1. самокат, 2 шт, 18 000 ₽ – Ребёнок" in stage.text(MUM)
    assert await standing(stage, item) == "asking"


async def test_a_withdrawn_line_is_gone_for_the_adults(stage: Stage) -> None:
    item = await asked(stage)
    await stage.press(KID, f"r:{item}")
    toast = await stage.tap(MUM, "✅ Разрешить")
    assert toast.text.startswith("Этой строки уже нет в корзине.")


async def test_what_shrinks_to_within_the_limit_waits_no_more(stage: Stage) -> None:
    item = await asked(stage, "чай 6 шт 100 р")
    await stage.press(KID, f"q:{item}:1:5")
    assert await standing(stage, item) == "free"


async def test_children_decide_nothing_and_see_their_own(stage: Stage) -> None:
    item = await asked(stage)
    await stage.say(KID, "/approvals")
    assert stage.shows(KID).endswith("[1: самокат]\n[⬅️ Назад]")
    refusal = await stage.press(KID, f"decide:{item}:1:1")
    assert refusal == Toast("Это могут только взрослые семьи. Попросите кого-нибудь из них.", is_alert=True)
    assert await standing(stage, item) == "asking"
    await stage.press(KID, f"l:{item}")
    assert "Разрешить" not in stage.shows(KID)


async def test_nobody_votes_on_what_waits(stage: Stage) -> None:
    item = await asked(stage)
    await stage.say(DAD, "/cart")
    assert "👍" not in stage.shows(DAD)
    refusal = await stage.press(DAD, f"v:{item}:1:1")
    assert refusal == Toast(
        "«самокат» ждёт взрослого. Пока взрослый не разрешит, голосования нет.", is_alert=True
    )


async def test_the_organizer_is_reminded_once_and_silence_is_a_no(stage: Stage) -> None:
    item = await asked(stage)
    stage.pass_by(24 * AN_HOUR)
    for _ in range(2):
        await stage.do["tend_approvals"]()
    await stage.deliver()
    assert stage.text(MUM) == (
        "🔔 № 4\n1 строка ждёт взрослого уже сутки. Ещё сутки без ответа – и это «нет»."
    )
    await stage.tap(MUM, "⏳ Разрешения")
    assert "лимит: 500 ₽ · ждёт 24 часа · до 3 мар., 12:00" in stage.text(MUM)
    stage.pass_by(24 * AN_HOUR)
    late = await stage.press(MUM, f"decide:{item}:1:1")
    assert late == Toast(IN_VAIN, is_alert=True)
    await stage.do["tend_approvals"]()
    await stage.deliver()
    assert stage.text(MUM).endswith(
        "Строка «самокат» двое суток ждала взрослого и теперь отклонена. Ребёнок может спросить ещё раз."
    )
    assert stage.text(KID).endswith(
        "Про вашу строку «самокат» никто из взрослых не ответил вовремя. Можно спросить ещё раз."
    )
    await stage.tap(KID, "🔎 Показать строку")
    assert "🚫 Никто из взрослых не ответил вовремя" in stage.text(KID)


async def test_several_lines_at_once_are_one_alert_with_a_way_to_the_queue(stage: Stage) -> None:
    await household(stage)
    await stage.say(KID, "/add самокат 9000 р; хлеб 50 р; велосипед")
    stage.pass_by(10)
    await stage.deliver()
    assert stage.text(MUM) == "🔔 № 3\nРебёнок: в корзине 2 новые строки, они ждут взрослого."
    await stage.tap(MUM, "⏳ Разрешения")
    assert "2. велосипед, 1 шт – Ребёнок\n     без цены · лимит: 500 ₽ · только что добавлено" in stage.text(
        MUM
    )


async def test_the_first_screen_and_the_familys_lead_to_the_queue(stage: Stage) -> None:
    await asked(stage)
    for person in (MUM, DAD, KID):
        for command in ("/start", "/family"):
            await stage.say(person, command)
            await stage.tap(person, "⏳ Разрешения: 1")
            assert "1. самокат, 1 шт, 9 000 ₽ – Ребёнок" in stage.text(person)


async def test_without_anything_waiting_there_is_no_way_to_the_queue(stage: Stage) -> None:
    await household(stage)
    for command in ("/start", "/family"):
        await stage.say(MUM, command)
        assert "Разрешения" not in stage.shows(MUM)


async def test_the_queue_turns_its_pages(stage: Stage) -> None:
    await household(stage)
    await stage.add(KID, ";".join(f"чай №{number}" for number in range(1, 7)))
    await stage.say(MUM, "/approvals")
    await stage.tap(MUM, "▶️")
    assert "6. чай №6" in stage.text(MUM)
    assert await stage.tap(MUM, "6: ✅") == Toast("✅ «чай №6» – можно, теперь голосует семья.")
    assert "▶️" not in stage.shows(MUM)


async def test_the_advice_of_a_child_is_shown_apart(stage: Stage) -> None:
    await household(stage)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(KID, "/cart")
    assert await stage.tap(KID, "👎 0") == Toast("«пылесос»: ваш совет записан, решают взрослые.")
    stage.pass_by(3)
    await stage.refresh()
    assert "– Папа\n     совет: 👎 1" in stage.text(KID)
    assert "[👍 0] [👎 0]" in stage.shows(KID)
    await stage.say(DAD, "/cart")
    assert await stage.tap(DAD, "👍 0") == Toast("👍 пылесос")
    await stage.say(MUM, "/cart")
    assert await stage.tap(MUM, "👍 1") == Toast("«пылесос»: семья согласна ✅")


async def test_a_child_pays_for_no_order(stage: Stage) -> None:
    await household(stage)
    order = await stage.order((KID, "хлеб 50 р"))
    await stage.press(KID, f"o:{order}")
    assert "Я оплачу" not in stage.shows(KID)
    refusal = await stage.press(KID, f"take:{order}")
    assert refusal == Toast("Это могут только взрослые семьи. Попросите кого-нибудь из них.", is_alert=True)


async def test_in_the_group_a_line_that_waits_says_so_to_who_looks(stage: Stage) -> None:
    await household(stage)
    await stage.attached(FAMILY)
    (item,) = await stage.add(KID, SCOOTER)
    await stage.say(MUM, "/cart", chat=FAMILY)
    assert "1. ⏳ самокат, 1 шт, 9 000 ₽ – Ребёнок\n     ждёт взрослого" in stage.text(FAMILY)
    looked = await stage.press(DAD, f"l:{item.id}", chat=FAMILY)
    assert looked.text == "самокат, 1 шт\nждёт взрослого\nЦена: 9 000 ₽\nКто добавил: Ребёнок"


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_longest_requests_fit_into_every_screen(stage: Stage, language: str) -> None:
    child = stage.newcomer(64 * "Ы", last_name=63 * "Ъ", language=language)
    await stage.family(MUM, child, name=64 * "&")
    await stage.limit(child, 0)
    wish = f"!{120 * 'Щ'} 999 шт 9 999 999,99 ({200 * '<'}) https://shop.ru/{1900 * 'a'}"
    for _ in range(8):
        await stage.add(child, wish)
    for text in ("/cart", "/approvals"):
        await stage.say(child, text)
        assert stage.text(child).count(120 * "Щ") == {"/cart": 8, "/approvals": 5}[text]
    await stage.start(MUM)
    await stage.press(MUM, "l:1")
    await stage.tap(MUM, "🚫✍️ Отклонить с запиской")
    await stage.say(MUM, 200 * "&")
    await stage.press(child, "l:1")
    assert 200 * "&" in stage.text(child)
    stage.pass_by(10)
    await stage.deliver()
    assert 200 * "&" in stage.text(child)


async def test_a_limit_from_the_members_screen_holds_until_it_is_lifted_there(stage: Stage) -> None:
    await stage.household()
    (sofa,) = await stage.add(KID, "диван 20000 р")
    await stage.say(MUM, "/family")
    await stage.tap(MUM, "👥 Участники")
    await stage.tap(MUM, "Ребёнок")
    await stage.tap(MUM, "🧒 Ограничить")
    await stage.say(MUM, "500")
    await stage.do["close_votes"]()
    (scooter,) = await stage.add(KID, SCOOTER)
    assert [await standing(stage, item.id) for item in (sofa, scooter)] == ["asking", "asking"]
    await stage.say(MUM, "/family")
    await stage.tap(MUM, "👥 Участники")
    await stage.tap(MUM, "Ребёнок")
    await stage.tap(MUM, "🧑 Сделать взрослым")
    await stage.do["tend_approvals"]()
    assert [await standing(stage, item.id) for item in (sofa, scooter)] == ["voting", "voting"]


async def test_at_check_out_it_is_said_what_still_waits(stage: Stage) -> None:
    await asked(stage)
    refusal = await stage.press(MUM, "go:checkout")
    assert refusal.text == "Пока ничего не согласовано: 1 строка ждёт взрослого. Смотрите /approvals."
