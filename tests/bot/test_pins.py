"""The card is pinned where that is allowed, and nobody is disturbed by it."""

from __future__ import annotations

import pytest

from sandbox.fixtures import FAMILY
from sandbox.world import Fault
from tests.bot.stage import DAD, MUM, Stage

TWO_DAYS = 48 * 3600


async def shown_in_the_group(stage: Stage, *, may_pin: bool = True) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    if may_pin:
        stage.groups.promote_bot(MUM, FAMILY)
        await stage.pump()


async def opened(stage: Stage, chat: int) -> int:
    """Open the card in a chat, and let it be looked at once more; return its message."""
    await stage.say(MUM, "/cart", chat=chat)
    stage.pass_by(3)
    await stage.refresh()
    message: int = stage.newest(chat)["message_id"]
    return message


def pinned(stage: Stage, chat: int) -> list[int]:
    return stage.engine.world.chats[chat].pinned


@pytest.mark.parametrize("chat", [FAMILY, MUM], ids=["group", "private"])
async def test_a_card_that_is_put_up_is_pinned_in_silence(stage: Stage, chat: int) -> None:
    await shown_in_the_group(stage)
    card = await opened(stage, chat)
    assert pinned(stage, chat) == [card]
    assert stage.text(chat).startswith("🛒 Ивановы")  # no line about the pin is left
    (call,) = stage.calls("pinChatMessage")
    assert call.params["disable_notification"] == "true"


async def test_the_pin_goes_with_the_card_to_the_end_of_the_chat(stage: Stage) -> None:
    await shown_in_the_group(stage)
    first = await opened(stage, FAMILY)
    second = await opened(stage, FAMILY)
    assert first != second
    assert pinned(stage, FAMILY) == [second]


async def test_a_card_too_old_to_be_deleted_loses_its_pin(stage: Stage) -> None:
    await shown_in_the_group(stage)
    first = await opened(stage, MUM)
    stage.pass_by(TWO_DAYS)
    stage.expect("message can't be deleted for everyone")
    second = await opened(stage, MUM)
    assert pinned(stage, MUM) == [second]
    assert first in stage.engine.world.chats[MUM].messages


async def test_who_unpins_the_card_is_left_in_peace_by_its_edits(stage: Stage) -> None:
    await shown_in_the_group(stage)
    card = await opened(stage, FAMILY)
    stage.people.unpin_message(DAD, FAMILY, card)
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "хлеб" in stage.text(FAMILY)
    assert pinned(stage, FAMILY) == []


async def test_a_bot_that_may_not_pin_tries_once_and_says_nothing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await shown_in_the_group(stage, may_pin=False)
    for _ in range(3):
        await opened(stage, FAMILY)
    assert len(stage.calls("pinChatMessage", FAMILY)) == 1
    assert len(stage.said(FAMILY)) == 1
    assert [record for record in caplog.records if "pin" in record.getMessage()] == []


async def test_a_bot_that_is_allowed_to_later_pins_the_card_that_hangs_there(stage: Stage) -> None:
    await shown_in_the_group(stage, may_pin=False)
    card = await opened(stage, FAMILY)
    stage.groups.promote_bot(MUM, FAMILY)
    await stage.pump()
    stage.pass_by(3)
    await stage.refresh()
    assert pinned(stage, FAMILY) == [card]
    assert stage.calls("editMessageText", FAMILY) == []


async def test_a_card_that_was_deleted_is_sent_again_and_pinned(stage: Stage) -> None:
    await shown_in_the_group(stage)
    card = await opened(stage, FAMILY)
    stage.people.delete_message(MUM, FAMILY, card)
    stage.expect("message to edit not found", "message to delete not found")
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "хлеб" in stage.text(FAMILY)
    assert pinned(stage, FAMILY) == [stage.newest(FAMILY)["message_id"]]


@pytest.mark.parametrize("is_heard", [True, False], ids=["told", "untold"])
async def test_a_group_that_becomes_a_supergroup_keeps_its_card_and_its_pin(
    stage: Stage, *, is_heard: bool
) -> None:
    await shown_in_the_group(stage)
    await opened(stage, FAMILY)
    await stage.add(DAD, "хлеб 50 р")
    stage.pass_by(3)
    new = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.expect_ignored("migrate_from_chat_id")
    if not is_heard:
        stage.engine.updates.clear()
        stage.expect("group chat was upgraded")
        await stage.refresh()
    await stage.pump()
    await stage.refresh()
    assert stage.text(new).startswith("🛒 Ивановы")
    assert "хлеб" in stage.text(new)
    assert pinned(stage, new) == [stage.newest(new)["message_id"]]
    await stage.add(DAD, "сыр 70 р")
    stage.pass_by(3)
    await stage.refresh()
    assert "сыр" in stage.text(new)


async def test_nobody_answers_who_pins_something(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(DAD, "/start")
    for chat in (DAD, FAMILY):
        await stage.say(DAD, "/help", chat=chat)
        before = stage.said(chat)
        stage.people.pin_message(DAD, chat, stage.newest(chat)["message_id"])
        await stage.pump()
        assert stage.said(chat) == before


async def test_a_pin_that_fails_for_now_is_made_later(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.strike(Fault(method="pinChatMessage", drop="before"))
    stage.expect("dropped")
    card = await opened(stage, FAMILY)
    assert pinned(stage, FAMILY) == []
    stage.pass_by(30)
    await stage.refresh()
    assert pinned(stage, FAMILY) == [card]
