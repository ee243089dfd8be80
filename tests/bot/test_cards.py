"""The live card: one in each window, edited as the cart changes, paged, and within Telegram's limits."""

from __future__ import annotations

import pytest

from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

TWO_DAYS = 48 * 3600


async def edits(stage: Stage, person: int) -> int:
    return len([call for call in stage.calls("editMessageText", person) if call.error is None])


async def test_there_is_one_live_card_in_a_window(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/cart")
    first = stage.newest(DAD)["message_id"]
    await stage.say(DAD, "/start")
    await stage.tap(DAD, "🛒 Корзина")
    assert first not in stage.engine.world.chats[DAD].messages
    assert stage.text(DAD).startswith("🛒 Ивановы")


async def test_a_card_too_old_to_be_deleted_is_left_as_it_is(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/cart")
    first = stage.newest(DAD)["message_id"]
    stage.pass_by(TWO_DAYS + 1)
    stage.expect("message can't be deleted for everyone", "CHAT_NOT_MODIFIED")
    await stage.say(DAD, "/cart")
    assert first in stage.engine.world.chats[DAD].messages


async def test_a_card_that_somebody_deleted_gives_no_trouble_to_the_next(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/cart")
    stage.people.delete_message(DAD, DAD, stage.newest(DAD)["message_id"])
    stage.expect("message to delete not found")
    await stage.say(DAD, "/cart")
    assert stage.text(DAD).startswith("🛒 Ивановы")


async def test_a_change_by_one_shows_on_the_cards_of_all(stage: Stage) -> None:
    await stage.household()
    for person in (MUM, DAD, KID):
        await stage.say(person, "/cart")
    await stage.say(MUM, "/add хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    for person in (DAD, KID):
        assert "1. ✅ хлеб, 1 шт, 50 ₽ – Мама" in stage.text(person)


async def test_a_burst_of_votes_costs_one_edit_and_the_last_state_wins(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    for label in ("👍 0", "👎 0", "👍 0", "👎 0", "👍 0"):
        await stage.tap(MUM, label)
        await stage.refresh()
    assert await edits(stage, MUM) == 0
    stage.pass_by(3)
    await stage.refresh()
    assert await edits(stage, MUM) == 1
    assert "[👍 1] [👎 0]" in stage.shows(MUM)


async def test_a_card_is_edited_at_most_once_in_three_seconds(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    stage.pass_by(3)
    for second in range(12):
        await stage.press(MUM, f"v:1:1:{1 if second % 2 else -1}")
        await stage.refresh()
        stage.pass_by(1)
    assert await edits(stage, MUM) == 4
    stage.pass_by(3)
    await stage.refresh()
    assert "[👍 1] [👎 0]" in stage.shows(MUM)


async def test_nothing_is_edited_when_nothing_changed(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/cart")
    for _ in range(5):
        stage.pass_by(3)
        await stage.refresh()
    assert await edits(stage, MUM) == 0


async def test_ones_own_plus_is_told_at_once_and_shown_when_the_card_may_be_edited(stage: Stage) -> None:
    await stage.household()
    await stage.add(MUM, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    stage.pass_by(60)
    assert await stage.tap(MUM, "+") == Toast("хлеб: 2 шт")
    await stage.refresh()
    assert "хлеб, 2 шт, 100 ₽" in stage.text(MUM)
    assert await stage.tap(MUM, "+") == Toast("хлеб: 3 шт")
    await stage.refresh()
    assert "хлеб, 2 шт, 100 ₽" in stage.text(MUM)
    assert await stage.tap(MUM, "+") == Toast("хлеб: 3 шт")  # the button carries what it was drawn for
    stage.pass_by(3)
    await stage.refresh()
    assert "хлеб, 3 шт, 150 ₽" in stage.text(MUM)


async def test_a_card_that_was_deleted_is_sent_again(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/cart")
    stage.people.delete_message(MUM, MUM, stage.newest(MUM)["message_id"])
    stage.expect("message to edit not found", "message to delete not found")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "хлеб, 1 шт, 50 ₽" in stage.text(MUM)
    await stage.add(DAD, "сыр 70 р")
    stage.pass_by(3)
    await stage.refresh()
    assert len([text for text in stage.said(MUM) if text.startswith("🛒")]) == 1
    assert "сыр, 1 шт, 70 ₽" in stage.text(MUM)


async def test_a_card_in_a_window_that_blocked_the_bot_is_forgotten(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/cart")
    stage.people.block(DAD)
    await stage.pump()
    stage.people.delete_message(DAD, DAD, stage.newest(DAD)["message_id"])
    stage.expect("message to edit not found", "bot was blocked by the user")
    await stage.add(MUM, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    await stage.add(MUM, "сыр 70 р")
    stage.pass_by(60)
    before = len(stage.engine.journal)
    await stage.refresh()
    assert len(stage.engine.journal) == before


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="editMessageText", error={"code": 500, "description": "Internal Server Error"}),
        Fault(method="editMessageText", drop="before"),
        Fault(method="editMessageText", html_502=True),
        Fault(method="editMessageText", truncate_json=True),
        Fault(
            method="editMessageText",
            error={"code": 429, "description": "Too Many Requests", "retry_after": 9},
        ),
    ],
    ids=["500", "dropped", "502", "truncated", "429"],
)
async def test_an_edit_that_failed_for_now_is_made_later(stage: Stage, fault: Fault) -> None:
    await stage.household()
    await stage.say(MUM, "/cart")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    stage.strike(fault)
    stage.expect("Internal Server Error", "dropped", "502", "Too Many Requests", "message is not modified")
    await stage.refresh()
    stage.pass_by(30)
    await stage.refresh()
    assert "хлеб, 1 шт, 50 ₽" in stage.text(MUM)


async def test_a_chat_whose_limit_is_reached_waits_as_long_as_telegram_asks_and_alone(stage: Stage) -> None:
    await stage.household()
    for person in (MUM, DAD):
        await stage.say(person, "/cart")
    stage.pass_by(3)
    await stage.refresh()
    error = {"code": 429, "description": "Too Many Requests: retry after 40", "retry_after": 40}
    stage.strike(Fault(method="editMessageText", chat=MUM, error=error))
    stage.expect("Too Many Requests")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "хлеб" in stage.text(DAD)
    await stage.add(DAD, "сыр 70 р")
    stage.pass_by(39)
    await stage.refresh()
    assert "Корзина пуста." in stage.text(MUM)
    assert len(stage.calls("editMessageText", MUM)) == 1
    stage.pass_by(1)
    await stage.refresh()
    assert "сыр" in stage.text(MUM)
    assert await edits(stage, MUM) == 1


async def test_a_card_opened_while_another_was_sent_again_is_the_only_one(stage: Stage) -> None:
    await stage.household()
    await stage.say(MUM, "/cart")
    stage.people.delete_message(MUM, MUM, stage.newest(MUM)["message_id"])
    stage.expect("message to edit not found", "message to delete not found")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    resent = stage.do["card_resent"]

    async def late(**facts: object) -> object:
        """Somebody opens the cart between the sending and its noting."""
        await stage.say(MUM, "/cart")
        return await resent(**facts)

    stage.replace("card_resent", late)
    await stage.refresh()
    assert len([text for text in stage.said(MUM) if text.startswith("🛒")]) == 1
    await stage.add(DAD, "сыр 70 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "сыр" in stage.text(MUM)


async def test_a_stale_button_on_the_live_card_has_the_card_redrawn(stage: Stage) -> None:
    await stage.household()
    (bread,) = await stage.add(DAD, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    await stage.do["remove_line"](actor=DAD, item=bread.id)
    assert (await stage.tap(MUM, "👍 0")).text.startswith("Этой строки уже нет в корзине.")
    stage.pass_by(3)
    await stage.refresh()
    assert "Корзина пуста." in stage.text(MUM)


@pytest.mark.parametrize("data", ["v:1:1:1", "q:1:1:2", "l:1", "e:1:1"])
async def test_a_stale_button_on_an_old_card_has_it_replaced(stage: Stage, data: str) -> None:
    await stage.household()
    (bread,) = await stage.add(MUM, "хлеб 50 р")
    await stage.say(MUM, "/cart")
    old = stage.newest(MUM)["message_id"]
    stage.pass_by(TWO_DAYS + 1)
    stage.expect("message can't be deleted for everyone", "CHAT_NOT_MODIFIED")
    await stage.say(MUM, "/cart")
    await stage.do["remove_line"](actor=MUM, item=bread.id)
    assert (await stage.press(MUM, data, message=old)).text.startswith("Этой строки уже нет в корзине.")
    assert stage.shows(MUM, old) == "Этот список устарел.\n[🛒 Корзина]"


async def test_a_button_of_an_old_card_that_still_holds_works(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart")
    old = stage.newest(MUM)["message_id"]
    stage.pass_by(1000)
    await stage.say(MUM, "/start")
    assert await stage.tap(MUM, "👍 0", message=old) == Toast("👍 пылесос")


async def test_a_page_turns_on_a_tap_and_comes_round(stage: Stage) -> None:
    await stage.household()
    await stage.add(DAD, "\n".join(f"товар №{number:02} 50 р" for number in range(1, 21)))
    await stage.say(MUM, "/cart")
    assert "[◀️] [1 / 3] [▶️]" in stage.shows(MUM)
    stage.pass_by(60)
    assert await stage.tap(MUM, "▶️") == Toast("Страница 2")
    await stage.refresh()
    assert "9. ✅ товар №09" in stage.text(MUM)
    assert "[◀️] [2 / 3] [▶️]" in stage.shows(MUM)
    for page in (1, 3):
        assert await stage.tap(MUM, "◀️") == Toast(f"Страница {page}")
        stage.pass_by(3)
        await stage.refresh()
    assert "17. ✅ товар №17" in stage.text(MUM)
    assert "[◀️] [3 / 3] [▶️]" in stage.shows(MUM)


async def test_a_page_that_is_gone_is_the_last_one(stage: Stage) -> None:
    await stage.household()
    added = await stage.add(DAD, "\n".join(f"товар №{number:02} 50 р" for number in range(1, 10)))
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "▶️")
    stage.pass_by(3)
    await stage.refresh()
    await stage.do["remove_line"](actor=DAD, item=added[-1].id)
    stage.pass_by(3)
    await stage.refresh()
    assert "8. ✅ товар №08" in stage.text(MUM)
    await stage.press(MUM, "p:1:700")
    stage.pass_by(3)
    stage.expect("message is not modified")
    await stage.refresh()
    assert "8. ✅ товар №08" in stage.text(MUM)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("lines", [0, 1, 8, 9, 40, 200])
async def test_a_cart_of_any_size_fits_into_one_message(stage: Stage, lines: int, language: str) -> None:
    longest = 120 * "Щ"
    author = stage.newcomer(64 * "Ы", last_name=63 * "Ъ", language=language)
    await stage.family(author, DAD, name=64 * "&")
    await stage.hush()
    wish = f"!{longest} 999 шт 9 999 999,99 ({200 * '<'}) https://shop.ru/{1900 * 'a'}"
    for _ in range(lines):
        await stage.add(author, wish)
    await stage.say(author, "/cart")
    assert stage.text(author).startswith("🛒 &&&&")
    assert len(stage.newest(author)["text"]) <= 4096
    if lines:
        assert stage.text(author).count(longest) == min(lines, 8)
        await stage.say(DAD, "/cart")
        await stage.press(author, "l:1")
        assert longest in stage.text(author)
