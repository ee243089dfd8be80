from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.types import Update

from sandbox.chats import Impossible
from sandbox.files import Upload
from sandbox.fixtures import DAD, FAMILY, KID, MUM
from sandbox.spec import check_object

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.page import Page
    from sandbox.people import People

    Refusal = Callable[..., Awaitable[str]]

BUTTON = json.dumps({"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]})


@pytest.fixture
def forum(groups: Groups, engine: Engine) -> int:
    """The family's group with topics, in which the bot reads everything."""
    chat: int = groups.migrate(MUM, FAMILY)["chat_id"]
    groups.make_forum(MUM, chat)
    groups.promote_bot(MUM, chat)
    engine.updates.clear()
    return chat


@pytest.fixture
def shopping(groups: Groups, forum: int) -> int:
    thread: int = groups.open_topic(DAD, forum, "Покупки")["message_thread_id"]
    return thread


def newest(engine: Engine) -> dict[str, Any]:
    """The newest message that the bot was told of."""
    body = list(engine.world.updates.values())[-1].body
    assert check_object(Update, body) == []
    message: dict[str, Any] = body["message"]
    return message


def test_a_new_topic_is_a_message_of_its_own(engine: Engine, forum: int, shopping: int, page: Page) -> None:
    opened = newest(engine)
    assert (opened["message_id"], opened["message_thread_id"]) == (shopping, shopping)
    assert opened["forum_topic_created"] == {"name": "Покупки", "icon_color": 7322096}
    assert (opened["is_topic_message"], opened["chat"]["is_forum"]) == (True, True)
    shown = next(chat for chat in page.state()["chats"] if chat["id"] == forum)
    assert (shown["is_forum"], shown["topics"]) == (True, [{"id": shopping, "name": "Покупки"}])


def test_people_write_in_a_topic_or_in_general(
    engine: Engine, people: People, forum: int, shopping: int
) -> None:
    people.say(KID, forum, "Молоко", thread=shopping)
    said = newest(engine)
    assert (said["message_thread_id"], said["is_topic_message"]) == (shopping, True)
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "Покупки"
    people.say(KID, forum, "Привет")
    said = newest(engine)
    assert said.keys().isdisjoint({"message_thread_id", "is_topic_message", "reply_to_message"})
    with pytest.raises(Impossible, match="no topic 5"):
        people.say(KID, forum, "Молоко", thread=5)


def test_a_reply_lies_where_the_message_lies(
    engine: Engine, people: People, forum: int, shopping: int
) -> None:
    milk = people.say(KID, forum, "Молоко", thread=shopping)["message_id"]
    people.say(DAD, forum, "Сколько?", milk)
    said = newest(engine)
    assert (said["message_thread_id"], said["reply_to_message"]["text"]) == (shopping, "Молоко")
    hello = people.say(KID, forum, "Привет")["message_id"]
    people.say(DAD, forum, "И тебе", hello, shopping)
    assert "message_thread_id" not in newest(engine)


async def test_the_bot_writes_in_a_topic(engine: Engine, people: People, forum: int, shopping: int) -> None:
    where = {"chat_id": forum, "message_thread_id": shopping}
    sent = await engine.ask("sendMessage", text="Корзина", reply_markup=BUTTON, **where)
    assert isinstance(sent, dict)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (shopping, True)
    document = await engine.ask("sendDocument", document=Upload("a.csv", b"a"), **where)
    assert isinstance(document, dict)
    assert document["message_thread_id"] == shopping
    edited = await engine.ask("editMessageText", chat_id=forum, message_id=sent["message_id"], text="b")
    assert isinstance(edited, dict)
    assert edited["message_thread_id"] == shopping
    parameters = json.dumps({"receiver_user_id": KID})
    whispered = await engine.ask("sendMessage", text="a", ephemeral_message_parameters=parameters, **where)
    assert isinstance(whispered, dict)
    assert whispered["message_thread_id"] == shopping
    milk = people.say(KID, forum, "Молоко", thread=shopping)["message_id"]
    answer = await engine.ask(
        "sendMessage", chat_id=forum, text="Есть", reply_parameters=json.dumps({"message_id": milk})
    )
    assert isinstance(answer, dict)
    assert answer["message_thread_id"] == shopping
    assert not engine.lint


async def test_a_press_tells_the_topic_of_its_message(
    engine: Engine, people: People, forum: int, shopping: int
) -> None:
    where = {"chat_id": forum, "message_thread_id": shopping}
    await engine.ask("sendMessage", text="Корзина", reply_markup=BUTTON, **where)
    people.tap(KID, forum, "За")
    body = list(engine.world.updates.values())[-1].body
    assert check_object(Update, body) == []
    assert body["callback_query"]["message"]["message_thread_id"] == shopping


@pytest.mark.parametrize("thread", [1, 5, -1])
async def test_a_topic_that_is_not_there_is_not_found(thread: int, forum: int, refusal: Refusal) -> None:
    told = await refusal("sendMessage", chat_id=forum, text="a", message_thread_id=thread)
    assert told == "400 Bad Request: message thread not found"


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("chat", [MUM, FAMILY])
async def test_chats_without_topics_have_no_threads(chat: int, refusal: Refusal) -> None:
    told = await refusal("sendMessage", chat_id=chat, text="a", message_thread_id=7)
    assert told == "400 Bad Request: message thread not found"


async def test_a_selective_keyboard_is_not_for_who_opened_the_topic(
    engine: Engine, people: People, forum: int, shopping: int
) -> None:
    markup = json.dumps({"keyboard": [["Да"]], "selective": True})
    where = {"chat_id": forum, "message_thread_id": shopping}
    await engine.ask("sendMessage", text="?", reply_markup=markup, **where)
    assert engine.world.chats[forum].keyboards == {}
    milk = people.say(KID, forum, "Молоко", thread=shopping)["message_id"]
    reply = json.dumps({"message_id": milk})
    await engine.ask("sendMessage", text="?", reply_markup=markup, reply_parameters=reply, **where)
    assert list(engine.world.chats[forum].keyboards) == [KID]
    people.press_reply(KID, forum, "Да")
    assert newest(engine)["message_thread_id"] == shopping


def test_what_nobody_can_do_with_topics(groups: Groups) -> None:
    with pytest.raises(Impossible, match="only a supergroup"):
        groups.make_forum(MUM, FAMILY)
    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    with pytest.raises(Impossible, match="only administrators"):
        groups.make_forum(DAD, chat)
    with pytest.raises(Impossible, match="no topics"):
        groups.open_topic(MUM, chat, "Покупки")
    groups.make_forum(MUM, chat)
    with pytest.raises(Impossible, match="already"):
        groups.make_forum(MUM, chat)
    for name in ("", " ", "я" * 129):
        with pytest.raises(Impossible, match="1-128"):
            groups.open_topic(MUM, chat, name)
