"""Adding from any other chat: what is offered, what is sent, and that it is added once."""

from __future__ import annotations

from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage

EDITED_BEFORE = "message is not modified"


async def ask(stage: Stage, person: int, text: str, chat: int | None = None) -> str:
    query: str = stage.inline.ask_inline(person, chat or FAMILY, text)["inline_query_id"]
    await stage.pump()
    return query


async def titles(stage: Stage, person: int) -> list[str]:
    return [line.item.title for line in (await stage.do["show_cart"](actor=person)).lines]


async def choose(stage: Stage, person: int, query: str, which: int) -> str:
    found = stage.inline.inline_results(person, query)["results"]
    sent = stage.inline.choose_inline(person, query, found[which]["id"])
    await stage.pump()
    message: str = sent["inline_message_id"]
    return message


async def test_offers_both_carts_and_says_what_was_understood(stage: Stage) -> None:
    await stage.household()
    query = await ask(stage, DAD, "молоко 2 шт 89,90; !хлеб")
    shown = stage.inline.inline_results(DAD, query)
    assert [(one["title"], one["description"].replace("\u00a0", " ")) for one in shown["results"]] == [
        ("В общую корзину", "молоко, 2 шт, 179,80 ₽; ❗️хлеб, 1 шт"),
        ("В мою корзину", "молоко, 2 шт, 179,80 ₽; ❗️хлеб, 1 шт"),
    ]
    (call,) = stage.calls("answerInlineQuery")
    assert (call.params["is_personal"], call.params["cache_time"]) == ("true", "0")


async def test_who_has_no_family_is_offered_their_own_cart_only(stage: Stage) -> None:
    await stage.meet(DAD)
    query = await ask(stage, DAD, "молоко")
    assert [one["title"] for one in stage.inline.inline_results(DAD, query)["results"]] == ["В мою корзину"]


async def test_who_is_unknown_is_shown_the_way_to_the_bot(stage: Stage) -> None:
    query = await ask(stage, DAD, "молоко")
    shown = stage.inline.inline_results(DAD, query)
    assert (shown["results"], shown["button"]["text"]) == ([], "Сначала откройте бота: одно нажатие")
    assert (await stage.kept())["people"] == []
    stage.inline.press_above_inline(DAD, query)
    await stage.pump()
    assert stage.text(DAD).startswith("Здравствуйте, Папа!")


async def test_says_what_is_wrong_with_what_was_typed(stage: Stage) -> None:
    await stage.household()
    for text, hint in (
        ("", "Напишите, что купить, например: молоко 2 шт"),
        ("хлеб 5 шт 6 шт", "«хлеб 5 шт 6 шт»: количество указано дважды."),
        ("4111 1111 1111 1111", "⚠️ "),
    ):
        query = await ask(stage, DAD, text)
        shown = stage.inline.inline_results(DAD, query)
        assert shown["results"] == []
        assert shown["button"]["text"].startswith(hint[:50])


async def test_what_is_chosen_is_added_once_and_says_so(stage: Stage) -> None:
    await stage.household()
    query = await ask(stage, DAD, "молоко 2 шт 89,90")
    await choose(stage, DAD, query, 0)
    assert stage.shows(FAMILY) == "✅ молоко 2 шт 89,90"
    assert await titles(stage, MUM) == ["молоко"]
    before = await stage.kept()
    stage.expect(EDITED_BEFORE)
    await stage.redeliver()
    assert await stage.kept() == before


async def test_without_feedback_the_button_adds_it_once(stage: Stage) -> None:
    await stage.household()
    stage.engine.world.bot.inline_feedback = False
    query = await ask(stage, DAD, "молоко 2 шт 89,90")
    await choose(stage, DAD, query, 0)
    assert stage.shows(FAMILY) == "🛒 молоко 2 шт 89,90\n[➕ Добавить в корзину]"
    assert await titles(stage, MUM) == []
    refusal = await stage.tap(MUM, "➕ Добавить в корзину", chat=FAMILY)
    assert refusal.text.startswith("Добавить это может только тот, кто написал.")
    toast = await stage.tap(DAD, "➕ Добавить в корзину", chat=FAMILY)
    assert toast.text == "Готово, записано."
    assert stage.shows(FAMILY) == "✅ молоко 2 шт 89,90"
    before = await stage.kept()
    stage.expect(EDITED_BEFORE)
    await stage.redeliver()
    assert await stage.kept() == before
    assert await titles(stage, MUM) == ["молоко"]


async def test_the_own_cart_gets_it_and_the_family_does_not(stage: Stage) -> None:
    await stage.household()
    query = await ask(stage, KID, "подарок маме", chat=KID)
    await choose(stage, KID, query, 1)
    assert stage.text(KID) == "✅ подарок маме"
    assert await titles(stage, MUM) == []
    view = await stage.do["show_own_cart"](actor=KID)
    assert [line.draft.title for line in view.lines] == ["подарок маме"]


async def test_what_is_sent_into_the_bots_own_window_answers_no_question(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/add")
    query = await ask(stage, DAD, "молоко 90 р", chat=DAD)
    await choose(stage, DAD, query, 0)
    assert await titles(stage, DAD) == ["молоко"]


async def test_after_an_hour_it_is_forgotten(stage: Stage) -> None:
    await stage.household()
    stage.engine.world.bot.inline_feedback = False
    query = await ask(stage, DAD, "молоко")
    await choose(stage, DAD, query, 0)
    stage.pass_by(3600)
    toast = await stage.tap(DAD, "➕ Добавить в корзину", chat=FAMILY)
    assert toast.text.startswith("Это написано больше часа назад")
    await stage.do["forget_inline_asks"]()
    assert (await stage.kept())["inline_asks"] == []
    assert await titles(stage, MUM) == []


async def test_a_refusal_after_choosing_is_told_to_who_chose_only(stage: Stage) -> None:
    await stage.household()
    for _ in range(4):
        await stage.add(MUM, "\n".join(50 * ["хлеб 50 р"]))
    query = await ask(stage, DAD, "молоко")
    await choose(stage, DAD, query, 0)
    assert stage.text(DAD).startswith("В корзину помещается строк: 200")
    assert stage.shows(FAMILY).startswith("🛒 молоко")


async def test_an_answer_that_is_late_is_dropped(stage: Stage) -> None:
    await stage.household()
    stage.inline.ask_inline(DAD, FAMILY, "молоко")
    stage.clock.pass_by(29)
    stage.engine.inline_seconds = 1
    stage.expect("query is too old")
    await stage.pump()
    assert len(stage.calls("answerInlineQuery")) == 1


async def test_an_answer_to_the_card_in_a_group_adds_lines(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.say(DAD, "/cart", chat=FAMILY)
    card = stage.newest(FAMILY)["message_id"]
    stage.people.say(KID, FAMILY, "хлеб 50 р; сыр 300 г 90 р", reply_to=card)
    await stage.pump()
    assert stage.text(FAMILY) == "Добавлено в корзину:\n• хлеб, 1 шт, 50 ₽\n• сыр, 300 г, 90 ₽"
    assert await titles(stage, MUM) == ["хлеб", "сыр"]
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before


async def test_an_answer_to_anything_else_in_a_group_adds_nothing(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.say(DAD, "/add хлеб 50 р", chat=FAMILY)
    stage.people.say(KID, FAMILY, "спасибо", reply_to=stage.newest(FAMILY)["message_id"])
    stage.expect_ignored("reply_to_message")
    await stage.pump()
    assert await titles(stage, MUM) == ["хлеб"]
