"""The card with its buttons beside the lines: what it says, how it is pressed, and where it cannot be had."""

from __future__ import annotations

import logging

import pytest

from core.carts.agreement import Choice
from sandbox.fixtures import FAMILY
from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

PRIVATE = {
    "ru": """
🛒 <b>Ивановы</b>
1. 🗳 ❗️<b>пылесос</b>, 5 000 ₽ – Папа
     <i>не красный</i>
     совет: 👎 1
     [−] [1 шт] [+] [👍 1] [👎 0]
2. ✅ <b>молоко</b>, 179,80 ₽ – Папа
     [−] [2 шт] [+] [👍 0] [👎 0]
3. ⏳ <b>самокат</b> – Ребёнок
     ждёт взрослого
     [−] [1 шт] [+]
3 строки · согласовано: 1 · ждёт взрослого: 1 · 5 179,80 ₽
[➕ Добавить]
[🛍 Я в магазине] [⭐️ Постоянные]
[🧺 Моя корзина] [📖 Журнал]
[⬅️ Назад]""",
    "en": """
🛒 <b>Ивановы</b>
1. 🗳 ❗️<b>пылесос</b>, ₽5,000 – Папа
     <i>не красный</i>
     advice: 👎 1
     [−] [1 pc] [+] [👍 1] [👎 0]
2. ✅ <b>молоко</b>, ₽179.80 – Папа
     [−] [2 pcs] [+] [👍 0] [👎 0]
3. ⏳ <b>самокат</b> – Ребёнок
     waits for an adult
     [−] [1 pc] [+]
3 lines · agreed: 1 · wait for an adult: 1 · ₽5,179.80
[➕ Add]
[🛍 I'm at the shop] [⭐️ Staples]
[🧺 My cart] [📖 Journal]
[⬅️ Back]""",
}
NO_SUCH_METHOD = "Not Found: method not found"
PLAIN_ROW = "[−] [1: 1 шт] [+] [👍 1] [👎 0]"


async def three_lines(stage: Stage, language: str = "ru") -> int:
    """A line that is voted on, one that is agreed, and one that waits for an adult; return the family."""
    for user in stage.engine.world.users.values():
        user.language_code = language
    family = await stage.household()
    await stage.limit(KID, 50_000)
    await stage.add(DAD, "молоко 2 шт 89,90; !пылесос 5000 р (не красный)")
    await stage.add(KID, "самокат")
    for voter, choice in ((DAD, Choice.FOR), (KID, Choice.AGAINST)):
        await stage.do["cast_vote"](voter=voter, item=2, version=1, choice=choice)
    await stage.choose_rich(family)
    await stage.hush()
    return family


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_buttons_of_a_line_stand_beside_it(stage: Stage, language: str) -> None:
    await three_lines(stage, language)
    await stage.say(DAD, "/cart")
    assert stage.shows(DAD) == PRIVATE[language].removeprefix("\n")


async def test_in_a_group_there_are_no_other_buttons(stage: Stage) -> None:
    await three_lines(stage)
    await stage.attached(FAMILY)
    await stage.say(DAD, "/cart", chat=FAMILY)
    assert stage.shows(FAMILY) == PRIVATE["ru"].partition("\n[➕")[0].removeprefix("\n")
    assert "reply_markup" not in stage.newest(FAMILY)


async def test_the_buttons_beside_a_line_do_what_those_below_do(stage: Stage) -> None:
    await three_lines(stage)
    await stage.say(DAD, "/cart")
    number = stage.newest(DAD)["message_id"]
    assert (await stage.tap(DAD, "−")).text.startswith("Меньше одного нельзя.")
    assert (await stage.tap(DAD, "👎 0")) == Toast("👎 пылесос")
    stage.pass_by(3)
    await stage.refresh()
    assert stage.newest(DAD)["message_id"] == number
    assert "[−] [1 шт] [+] [👍 0] [👎 1]" in stage.shows(DAD)
    assert await stage.press(DAD, "q:1:1:3") == Toast("молоко: 3 шт")
    stage.pass_by(3)
    await stage.refresh()
    assert "2. ✅ <b>молоко</b>, 269,70 ₽ – Папа\n     [−] [3 шт] [+] [👍 0] [👎 0]" in stage.shows(DAD)
    await stage.tap(DAD, "3 шт")
    assert stage.shows(DAD).startswith("<b>молоко</b>, 3 шт, 269,70 ₽")


async def test_a_rich_card_is_paged_numbered_on_pinned_and_left_alone_while_nothing_changes(
    stage: Stage,
) -> None:
    await stage.choose_rich(await stage.household())
    await stage.add(DAD, "\n".join(f"товар №{number:02} 50 р" for number in range(1, 10)))
    await stage.say(MUM, "/cart")
    assert "[◀️] [1 / 2] [▶️]" in stage.shows(MUM)
    assert await stage.tap(MUM, "▶️") == Toast("Страница 2")
    stage.pass_by(3)
    await stage.refresh()
    assert "9. ✅ <b>товар №09</b>" in stage.shows(MUM)
    assert stage.engine.world.chats[MUM].pinned == [stage.newest(MUM)["message_id"]]
    for _ in range(5):
        stage.pass_by(3)
        await stage.refresh()
    assert len(stage.calls("editMessageText")) == 1


async def test_an_empty_cart_and_one_that_is_switched_off_look_as_plain_as_ever(stage: Stage) -> None:
    family = await stage.household()
    await stage.choose_rich(family)
    await stage.say(MUM, "/cart")
    assert stage.text(MUM).startswith("🛒 Ивановы\nКорзина пуста.")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "1. ✅ <b>хлеб</b>, 50 ₽ – Папа\n     [−] [1 шт] [+]" in stage.shows(MUM)
    await stage.press(MUM, f"benefit:{family}:cart:0")
    stage.pass_by(3)
    await stage.refresh()
    assert [text for text in stage.said(MUM) if "Корзина пока выключена" in text]


async def test_a_card_that_hangs_changes_its_style_in_place(stage: Stage) -> None:
    family = await three_lines(stage)
    await stage.choose_rich(family, is_rich=False)
    await stage.say(DAD, "/cart")
    number = stage.newest(DAD)["message_id"]
    assert PLAIN_ROW in stage.shows(DAD)
    for is_rich in (True, False):
        await stage.choose_rich(family, is_rich=is_rich)
        stage.pass_by(3)
        await stage.refresh()
        assert ("[−] [1 шт] [+] [👍 1] [👎 0]" in stage.shows(DAD)) is is_rich
        assert (PLAIN_ROW in stage.shows(DAD)) is not is_rich
        assert stage.newest(DAD)["message_id"] == number


async def test_a_card_that_may_not_change_its_style_is_sent_anew_and_taken_away(stage: Stage) -> None:
    family = await three_lines(stage)
    await stage.choose_rich(family, is_rich=False)
    await stage.say(DAD, "/cart")
    old = stage.newest(DAD)["message_id"]
    await stage.choose_rich(family)
    error = {"code": 400, "description": "Bad Request: there is no text in the message to edit"}
    stage.strike(Fault(method="editMessageText", error=error))
    stage.expect("there is no text in the message to edit")
    stage.pass_by(3)
    await stage.refresh()
    assert stage.shows(DAD) == PRIVATE["ru"].removeprefix("\n")
    assert old not in stage.engine.world.chats[DAD].messages
    assert stage.engine.world.chats[DAD].pinned == [stage.newest(DAD)["message_id"]]


async def test_a_server_without_rich_messages_gets_plain_cards_and_is_asked_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await three_lines(stage)
    stage.knobs.rich_messages(on=False)
    stage.expect(NO_SUCH_METHOD)
    for person in (DAD, MUM):
        await stage.say(person, "/cart")
        assert PLAIN_ROW in stage.shows(person)
    stage.pass_by(3)
    await stage.refresh()
    assert len(stage.calls("sendRichMessage")) == 1
    assert stage.calls("editMessageText") == []
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in warnings] == [
        "rich cards are drawn as plain ones until the next start: Not Found: method not found"
    ]


async def test_a_rich_card_becomes_plain_on_a_server_that_knows_them_no_more(stage: Stage) -> None:
    await three_lines(stage)
    await stage.say(DAD, "/cart")
    stage.knobs.rich_messages(on=False)
    stage.expect("message text is empty")
    await stage.do["cast_vote"](voter=DAD, item=2, version=1, choice=Choice.AGAINST)
    stage.pass_by(3)
    await stage.refresh()
    assert "[−] [1: 1 шт] [+] [👍 0] [👎 1]" in stage.shows(DAD)


async def test_a_server_that_knows_no_buttons_in_rich_messages_gets_plain_cards(stage: Stage) -> None:
    await three_lines(stage)
    error = {"code": 400, "description": "Bad Request: can't parse rich message: unknown type button"}
    stage.strike(Fault(method="sendRichMessage", error=error))
    stage.expect("can't parse rich message")
    await stage.say(DAD, "/cart")
    assert PLAIN_ROW in stage.shows(DAD)
    await stage.say(DAD, "/cart")
    assert len(stage.calls("sendRichMessage")) == 1


async def test_what_is_wrong_with_a_chat_is_no_reason_to_draw_plain_cards(stage: Stage) -> None:
    await three_lines(stage)
    await stage.say(DAD, "/cart")
    await stage.say(MUM, "/cart")
    gone = {"code": 400, "description": "Bad Request: chat not found"}
    stage.strike(Fault(method="editMessageText", chat=DAD, times=0, error=gone))
    stage.expect("chat not found")
    await stage.do["cast_vote"](voter=DAD, item=2, version=1, choice=Choice.AGAINST)
    stage.pass_by(3)
    await stage.refresh()
    assert "[−] [1 шт] [+] [👍 0] [👎 1]" in stage.shows(MUM)
    await stage.say(DAD, "/cart")
    assert "[−] [1 шт] [+] [👍 0] [👎 1]" in stage.shows(DAD)
