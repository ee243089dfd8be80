"""What one person in a group is told alone, topics, and administrators who write in the group's name."""

from __future__ import annotations

from copy import deepcopy

import pytest

from sandbox.fixtures import FAMILY
from sandbox.world import Fault
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

NOT_YOURS = "Это из другой семьи."


def whispers(stage: Stage, person: int) -> list[str]:
    """What the person alone was told in the group."""
    shown = stage.engine.world.chats[FAMILY].ephemeral.values()
    return [one.body["text"] for one in shown if one.body["receiver_user"]["id"] == person]


async def shown_in_the_group(stage: Stage) -> None:
    """Мама's family with Папа; Ребёнок is in the group only. Telegram has ephemeral messages."""
    stage.is_ephemeral = True
    await stage.open()
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.meet(KID)
    await stage.attached(FAMILY)


async def forum(stage: Stage) -> tuple[int, int]:
    """Make the family's group a supergroup with topics; return its id and that of the topic «Покупки»."""
    group = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.expect_ignored("migrate_from_chat_id", "forum_topic_created")
    stage.groups.make_forum(MUM, group)
    topic = stage.groups.open_topic(MUM, group, "Покупки")["message_thread_id"]
    await stage.pump()
    return group, topic


async def test_a_stranger_who_writes_is_refused_alone(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(KID, "/cart", chat=FAMILY)
    (told,) = whispers(stage, KID)
    assert told.startswith(NOT_YOURS)
    assert stage.said(FAMILY) == []
    assert stage.said(KID) == []


async def test_a_line_is_shown_in_whole_to_who_asked_and_to_nobody_else(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    said = len(stage.said(FAMILY))
    assert await stage.tap(MUM, "1: 1 шт", chat=FAMILY) == Toast("")
    (told,) = whispers(stage, MUM)
    assert told.startswith("пылесос, 1 шт, 5")
    assert len(stage.said(FAMILY)) == said


async def test_help_and_cancel_disturb_nobody_else(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(DAD, "/help", chat=FAMILY)
    await stage.say(DAD, "/cancel", chat=FAMILY)
    cart, nothing = whispers(stage, DAD)
    assert cart.startswith("Здесь семья вместе наполняет корзину")
    assert nothing == "Сейчас отменять нечего."
    assert stage.said(FAMILY) == []


async def test_what_cannot_be_whispered_comes_in_the_persons_own_window(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.knobs.ephemeral_messages(on=False)
    stage.expect("ephemeral")
    await stage.say(KID, "/cart", chat=FAMILY)
    assert stage.text(KID).startswith(NOT_YOURS)
    assert stage.said(FAMILY) == []


async def test_a_line_that_cannot_be_whispered_is_an_alert_on_the_button(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.knobs.ephemeral_messages(on=False)
    stage.expect("ephemeral")
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    toast = await stage.tap(MUM, "1: 1 шт", chat=FAMILY)
    assert toast.is_alert
    assert toast.text.startswith("пылесос, 1 шт")


async def test_a_mistake_in_a_line_is_heard_where_the_line_was(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.attached(FAMILY)
    await stage.say(MUM, "/add " + 121 * "щ", chat=FAMILY)
    assert "помещается 120" in stage.text(FAMILY)


async def test_who_never_opened_the_bot_is_asked_to_open_it(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.attached(FAMILY)
    stage.engine.world.users[KID].started = False
    stage.expect("bot can't initiate conversation")
    await stage.say(KID, "/cart", chat=FAMILY)
    assert stage.shows(FAMILY) == (
        "Ребёнок, это только для вас: откройте наш чат и нажмите «Старт».\n"
        "[Открыть наш чат](https://t.me/family_shopping_bot)"
    )


async def test_a_whisper_that_fails_for_another_reason_is_reported_like_any_failure(stage: Stage) -> None:
    await shown_in_the_group(stage)
    stage.strike(Fault(method="sendMessage", chat=FAMILY, error={"code": 500, "description": "restart"}))
    stage.may_fail = True
    stage.expect("restart")
    await stage.say(KID, "/cart", chat=FAMILY)
    assert stage.text(FAMILY).startswith("Что-то пошло не так")


async def test_the_card_hangs_in_the_topic_in_which_it_was_opened(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.attached(FAMILY)
    group, topic = await forum(stage)
    stage.people.say(MUM, group, "/cart", thread=topic)
    await stage.pump()
    card = stage.newest(group)
    assert card["message_thread_id"] == topic
    stage.people.say(DAD, group, "/add хлеб 50 р", thread=topic)
    await stage.pump()
    assert stage.newest(group)["message_thread_id"] == topic
    assert stage.text(group).startswith("Добавлено в корзину:")
    stage.people.delete_message(MUM, group, card["message_id"])
    stage.pass_by(3)
    stage.expect("message to edit not found", "message to delete not found")
    await stage.refresh()
    assert stage.text(group).startswith("🛒 Ивановы")
    assert stage.newest(group)["message_thread_id"] == topic


async def test_a_card_opened_in_another_topic_leaves_the_first(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.attached(FAMILY)
    group, topic = await forum(stage)
    stage.people.say(MUM, group, "/cart", thread=topic)
    await stage.pump()
    first = stage.newest(group)["message_id"]
    await stage.say(MUM, "/cart", chat=group)
    assert "message_thread_id" not in stage.newest(group)
    assert first not in stage.engine.world.chats[group].messages


async def test_a_button_in_a_topic_is_answered_in_it(stage: Stage) -> None:
    await stage.family(MUM)
    await stage.attached(FAMILY)
    group, topic = await forum(stage)
    stage.people.say(MUM, group, "/add хлеб 50 р", thread=topic)
    await stage.pump()
    added = stage.newest(group)["message_id"]
    stage.strike(
        Fault(
            method="editMessageText",
            error={"code": 400, "description": "Bad Request: message can't be edited"},
        )
    )
    stage.expect("can't be edited")
    await stage.tap(MUM, "↩️ Вернуть", chat=group, message=added)
    assert stage.text(group).startswith("Всё как было")
    assert stage.newest(group)["message_thread_id"] == topic


@pytest.mark.parametrize("command", ["/cart", "/add хлеб", "/cart@family_shopping_bot"])
async def test_an_anonymous_administrator_is_asked_to_show_themselves(stage: Stage, command: str) -> None:
    await stage.family(MUM)
    await stage.attached(FAMILY)
    group = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.expect_ignored("migrate_from_chat_id")
    await stage.pump()
    stage.groups.write_anonymously(MUM, group, on=True)
    before = await stage.kept()
    await stage.say(MUM, command, chat=group)
    assert stage.text(group).startswith("Не вижу, кто пишет")
    assert await stage.kept() == before


async def test_an_anonymous_administrators_press_is_their_own(stage: Stage) -> None:
    await stage.family(MUM, DAD)
    await stage.hush()
    await stage.attached(FAMILY)
    group = stage.groups.migrate(MUM, FAMILY)["chat_id"]
    stage.expect_ignored("migrate_from_chat_id")
    await stage.pump()
    await stage.add(DAD, "пылесос 5000 р")
    await stage.say(DAD, "/cart", chat=group)
    stage.groups.write_anonymously(MUM, group, on=True)
    assert (await stage.tap(MUM, "👍 0", chat=group)).text == "«пылесос»: семья согласна ✅"


async def test_heeds_a_command_that_only_the_bot_sees(stage: Stage) -> None:
    await shown_in_the_group(stage)
    await stage.say(DAD, "/help", chat=FAMILY)
    update = deepcopy(stage.fed[-1])
    update["update_id"] += 1
    update["message"] |= {"message_id": 0, "ephemeral_message_id": 7}
    await stage.feed(update)
    first, second = whispers(stage, DAD)
    assert first == second
    assert stage.said(FAMILY) == []
