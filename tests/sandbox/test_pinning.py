from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiogram.types import ChatFullInfo, Update

from sandbox.chats import Impossible
from sandbox.fixtures import DAD, FAMILY, MUM
from sandbox.spec import check_object

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.page import Page
    from sandbox.people import People
    from sandbox.world import JSON

    Refusal = Callable[..., Awaitable[str]]

pytestmark = pytest.mark.usefixtures("started")


async def send(engine: Engine, chat: int, text: str = "Корзина") -> int:
    message = await engine.ask("sendMessage", chat_id=chat, text=text)
    assert isinstance(message, dict)
    number: int = message["message_id"]
    return number


async def newest_pin(engine: Engine, chat: int) -> Any:  # noqa: ANN401 - a message or none
    seen = await engine.ask("getChat", chat_id=chat)
    assert isinstance(seen, dict)
    assert check_object(ChatFullInfo, seen) == []
    return seen.get("pinned_message", {}).get("text")


def told(engine: Engine) -> JSON:
    """The newest message that the bot will be told of."""
    update = list(engine.world.updates.values())[-1].body
    assert check_object(Update, update) == []
    message: JSON = update["message"]
    return message


@pytest.mark.parametrize("chat", [MUM, FAMILY])
async def test_the_chat_and_the_bot_hear_of_its_own_pin(chat: int, engine: Engine, groups: Groups) -> None:
    groups.promote_bot(MUM, FAMILY)
    number = await send(engine, chat)
    pin = {"chat_id": chat, "message_id": number, "disable_notification": True}
    assert await engine.ask("pinChatMessage", **pin) is True
    service = told(engine)
    assert service == engine.chats.newest(chat)
    assert service["from"]["username"] == "family_shopping_bot"
    assert (service["pinned_message"]["message_id"], service["pinned_message"]["text"]) == (number, "Корзина")
    assert not engine.lint


async def test_get_chat_shows_the_newest_pin_until_it_is_unpinned(
    engine: Engine, people: People, refusal: Refusal
) -> None:
    assert await newest_pin(engine, MUM) is None
    first, second, third = [await send(engine, MUM, text) for text in ("1", "2", "3")]
    for number in (third, first, second):
        await engine.ask("pinChatMessage", chat_id=MUM, message_id=number)
    assert await newest_pin(engine, MUM) == "3"
    before = len(engine.world.updates)
    assert await engine.ask("unpinChatMessage", chat_id=MUM) is True
    assert await newest_pin(engine, MUM) == "2"
    assert await engine.ask("unpinChatMessage", chat_id=MUM, message_id=first) is True
    await engine.ask("editMessageText", chat_id=MUM, message_id=second, text="2!")
    assert await newest_pin(engine, MUM) == "2!"
    people.delete_message(MUM, MUM, second)
    assert await newest_pin(engine, MUM) is None
    assert len(engine.world.updates) == before
    assert await refusal("unpinChatMessage", chat_id=MUM) == "400 Bad Request: message to unpin not found"
    for number in (first, third):
        await engine.ask("pinChatMessage", chat_id=MUM, message_id=number)
    assert await engine.ask("unpinAllChatMessages", chat_id=MUM) is True
    assert await engine.ask("unpinAllChatMessages", chat_id=MUM) is True
    assert await newest_pin(engine, MUM) is None


async def test_what_cannot_be_pinned(engine: Engine, groups: Groups, refusal: Refusal) -> None:
    number = await send(engine, FAMILY)
    named = {"chat_id": FAMILY, "message_id": number}
    rights = "400 Bad Request: not enough rights to manage pinned messages in the chat"
    assert await refusal("pinChatMessage", **named) == rights
    assert await refusal("unpinAllChatMessages", chat_id=FAMILY) == rights
    assert engine.world.chats[FAMILY].pinned == []
    gone = {"chat_id": FAMILY, "message_id": 5}
    assert await refusal("pinChatMessage", **gone) == "400 Bad Request: message to pin not found"
    assert await refusal("unpinChatMessage", **gone) == "400 Bad Request: message to unpin not found"
    assert await refusal("pinChatMessage", chat_id=FAMILY) == (
        "400 Bad Request: message identifier is not specified"
    )
    groups.promote_bot(MUM, FAMILY)
    assert await refusal("unpinChatMessage", **named) == "400 Bad Request: CHAT_NOT_MODIFIED"
    await engine.ask("pinChatMessage", **named)
    assert await refusal("pinChatMessage", **named) == "400 Bad Request: CHAT_NOT_MODIFIED"
    service = engine.chats.newest(FAMILY)["message_id"]
    assert await refusal("pinChatMessage", chat_id=FAMILY, message_id=service) == (
        "400 Bad Request: a service message can't be pinned"
    )


async def test_people_pin_and_the_page_shows_it(engine: Engine, people: People, page: Page) -> None:
    number = await send(engine, FAMILY)
    deed = {"person": DAD, "chat": FAMILY, "message_id": number}

    def pinned() -> Any:  # noqa: ANN401 - JSON
        return next(chat["pinned"] for chat in page.state()["chats"] if chat["id"] == FAMILY)

    page.act({"do": "pin_message", **deed})
    assert pinned() == [number]
    assert (told(engine)["from"]["id"], told(engine)["pinned_message"]["message_id"]) == (DAD, number)
    with pytest.raises(Impossible):
        people.pin_message(DAD, FAMILY, number)
    page.act({"do": "unpin_message", **deed})
    assert pinned() == []
    with pytest.raises(Impossible):
        people.unpin_message(DAD, FAMILY, number)


async def test_a_pin_in_a_topic_says_so_there(engine: Engine, groups: Groups) -> None:
    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    groups.promote_bot(MUM, chat)
    groups.make_forum(MUM, chat)
    thread = groups.open_topic(MUM, chat, "Покупки")["message_thread_id"]
    sent = await engine.ask("sendMessage", chat_id=chat, text="Корзина", message_thread_id=thread)
    assert isinstance(sent, dict)
    await engine.ask("pinChatMessage", chat_id=chat, message_id=sent["message_id"])
    assert told(engine)["message_thread_id"] == thread
