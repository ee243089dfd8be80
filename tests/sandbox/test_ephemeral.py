from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.types import CallbackQuery as SeenQuery
from aiogram.types import Message as SeenMessage
from aiogram.types import Update

from sandbox.chats import Impossible
from sandbox.files import Upload
from sandbox.fixtures import DAD, FAMILY, KID, MUM, FixedClock
from sandbox.spec import check_object

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.knobs import Knobs
    from sandbox.page import Page
    from sandbox.people import People

    Refusal = Callable[..., Awaitable[str]]

BUTTON = json.dumps({"inline_keyboard": [[{"text": "Ещё", "callback_data": "more"}]]})
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def only_for(person: object, **more: object) -> str:
    return json.dumps({"receiver_user_id": person, **more})


async def whisper(engine: Engine, text: str = "Ваш долг 90 ₽", **more: object) -> dict[str, Any]:
    given: dict[str, object] = {"ephemeral_message_parameters": only_for(DAD), **more}
    message = await engine.ask("sendMessage", chat_id=FAMILY, text=text, **given)
    assert isinstance(message, dict)
    assert check_object(SeenMessage, message) == []
    return message


async def pressed(engine: Engine, people: People, person: int = DAD) -> tuple[int, str]:
    """A message to all with a button, and the query of the person who pressed it."""
    message = await engine.ask("sendMessage", chat_id=FAMILY, text="Корзина", reply_markup=BUTTON)
    assert isinstance(message, dict)
    query: str = people.tap(person, FAMILY, "Ещё", message["message_id"])["callback_id"]
    return message["message_id"], query


async def test_a_message_to_one_person_has_a_number_of_another_kind(engine: Engine, page: Page) -> None:
    first, second = await whisper(engine), await whisper(engine)
    assert (first["message_id"], second["message_id"]) == (0, 0)
    assert (first["ephemeral_message_id"], second["ephemeral_message_id"]) == (1, 2)
    assert first["receiver_user"]["first_name"] == "Папа"
    assert engine.world.chats[FAMILY].messages == {}
    shown = next(chat for chat in page.state()["chats"] if chat["id"] == FAMILY)
    assert [one["message"]["text"] for one in shown["ephemeral"]] == ["Ваш долг 90 ₽", "Ваш долг 90 ₽"]
    assert not engine.lint


@pytest.mark.parametrize(
    ("chat", "person", "told"),
    [
        (MUM, MUM, "ephemeral messages can be sent in group and supergroup chats only"),
        (FAMILY, 4242, "user not found"),
        (FAMILY, None, "user not found"),
    ],
)
async def test_people_whom_no_ephemeral_message_reaches(
    chat: int, person: object, told: str, people: People, refusal: Refusal
) -> None:
    people.say(MUM, MUM, "/start")
    refused = await refusal(
        "sendMessage", chat_id=chat, text="a", ephemeral_message_parameters=only_for(person)
    )
    assert refused == f"400 Bad Request: {told}"


async def test_who_left_the_group_or_telegram_gets_none(
    people: People, groups: Groups, refusal: Refusal
) -> None:
    groups.leave(DAD, FAMILY)
    people.delete_account(KID)
    for person in (DAD, KID):
        parameters = only_for(person)
        told = await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=parameters)
        assert told == "400 Bad Request: user not found"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{", "can't parse ephemeral message parameters JSON object"),
        ("[]", "ephemeral message parameters must be an Object"),
        ("{}", "user not found"),
    ],
)
async def test_parameters_that_nobody_can_read(given: str, told: str, refusal: Refusal) -> None:
    refused = await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=given)
    assert refused == f"400 Bad Request: {told}"


async def test_without_them_a_bot_is_refused(engine: Engine, knobs: Knobs, refusal: Refusal) -> None:
    knobs.ephemeral_messages(on=False)
    told = await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=only_for(DAD))
    assert told == "400 Bad Request: ephemeral messages are not supported"
    knobs.ephemeral_messages(on=True)
    await whisper(engine)


async def test_an_answer_takes_the_place_of_the_pressed_message(
    engine: Engine, people: People, page: Page
) -> None:
    message, query = await pressed(engine, people)
    await engine.ask("answerCallbackQuery", callback_query_id=query)
    parameters = only_for(DAD, callback_query_id=query, replace_callback_query_message=True)
    await whisper(engine, ephemeral_message_parameters=parameters)
    shown = next(chat for chat in page.state()["chats"] if chat["id"] == FAMILY)
    assert [one["replaces"] for one in shown["ephemeral"]] == [message]
    assert engine.chats.newest(FAMILY)["text"] == "Корзина"


async def test_a_press_lets_the_bot_answer_for_fifteen_seconds(
    engine: Engine, people: People, clock: FixedClock, refusal: Refusal
) -> None:
    _, query = await pressed(engine, people)
    clock.pass_by(14)
    await whisper(engine, ephemeral_message_parameters=only_for(DAD, callback_query_id=query))
    clock.pass_by(1)
    late = only_for(DAD, callback_query_id=query)
    assert (
        await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=late) == TOO_OLD
    )


async def test_a_press_of_somebody_else_or_of_nobody_is_refused(
    engine: Engine, people: People, refusal: Refusal
) -> None:
    _, query = await pressed(engine, people, KID)
    for parameters in (
        only_for(DAD, callback_query_id=query),
        only_for(DAD, callback_query_id="1"),
        only_for(DAD, replace_callback_query_message=True),
    ):
        told = await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=parameters)
        assert told == TOO_OLD


async def test_answered_presses_are_forgotten(engine: Engine, people: People, clock: FixedClock) -> None:
    for _ in range(3):
        _, query = await pressed(engine, people)
        await engine.ask("answerCallbackQuery", callback_query_id=query)
        clock.pass_by(10)
    assert len(engine.world.answered) == 2


async def test_its_buttons_are_pressed_by_its_receiver_only(
    engine: Engine, people: People, refusal: Refusal
) -> None:
    number = (await whisper(engine, reply_markup=BUTTON))["ephemeral_message_id"]
    with pytest.raises(Impossible):
        people.press_ephemeral(KID, FAMILY, number, "more")
    with pytest.raises(Impossible):
        people.press_ephemeral(DAD, FAMILY, number, "less")
    with pytest.raises(Impossible):
        people.tap(KID, FAMILY, "Ещё")
    query = people.tap(DAD, FAMILY, "Ещё")["callback_id"]
    update = list(engine.world.updates.values())[-1].body
    assert check_object(Update, update) == []
    seen = SeenQuery.model_validate(update["callback_query"])
    assert isinstance(seen.message, SeenMessage)
    assert (seen.message.message_id, seen.message.ephemeral_message_id) == (0, 1)
    parameters = only_for(DAD, callback_query_id=query, replace_callback_query_message=True)
    told = await refusal("sendMessage", chat_id=FAMILY, text="a", ephemeral_message_parameters=parameters)
    assert told == "400 Bad Request: ephemeral messages must be edited"


async def test_it_is_edited_and_deleted_by_its_own_methods(engine: Engine, refusal: Refusal) -> None:
    number = (await whisper(engine, reply_markup=BUTTON))["ephemeral_message_id"]
    named = {"chat_id": FAMILY, "receiver_user_id": DAD, "ephemeral_message_id": number}
    assert (
        await engine.ask("editEphemeralMessageText", text="<b>Ничего</b>", parse_mode="HTML", **named) is True
    )
    body = engine.world.chats[FAMILY].ephemeral[number].body
    assert (body["text"], "reply_markup" in body) == ("Ничего", False)
    assert check_object(SeenMessage, body) == []
    told = await refusal("editEphemeralMessageText", text="<b>Ничего</b>", parse_mode="HTML", **named)
    assert "message is not modified" in told
    assert await engine.ask("editEphemeralMessageReplyMarkup", reply_markup=BUTTON, **named) is True
    assert engine.world.chats[FAMILY].ephemeral[number].body["text"] == "Ничего"
    others = {**named, "receiver_user_id": KID}
    told = await refusal("editEphemeralMessageText", text="a", **others)
    assert told == "400 Bad Request: message to edit not found"
    told = await refusal("editMessageText", chat_id=FAMILY, message_id=0, text="a")
    assert told == "400 Bad Request: message identifier is not specified"
    assert await engine.ask("deleteEphemeralMessage", **named) is True
    told = await refusal("deleteEphemeralMessage", **named)
    assert told == "400 Bad Request: message to delete not found"


async def test_a_document_for_one_person_has_no_text_to_edit(engine: Engine, refusal: Refusal) -> None:
    parameters = only_for(DAD)
    given = {"chat_id": FAMILY, "document": Upload("a.csv", b"a"), "ephemeral_message_parameters": parameters}
    sent = await engine.ask("sendDocument", **given)
    assert isinstance(sent, dict)
    assert (sent["message_id"], sent["document"]["file_name"]) == (0, "a.csv")
    named = {"receiver_user_id": DAD, "ephemeral_message_id": sent["ephemeral_message_id"]}
    told = await refusal("editEphemeralMessageText", chat_id=FAMILY, text="a", **named)
    assert told == "400 Bad Request: there is no text in the message to edit"


async def test_it_carries_no_reply_keyboard(refusal: Refusal) -> None:
    keyboard = {"reply_markup": '{"keyboard": [["Да"]]}', "ephemeral_message_parameters": only_for(DAD)}
    told = await refusal("sendMessage", chat_id=FAMILY, text="a", **keyboard)
    assert told == "400 Bad Request: inline keyboard expected"


async def test_its_receiver_may_dismiss_it(engine: Engine, people: People) -> None:
    number = (await whisper(engine))["ephemeral_message_id"]
    with pytest.raises(Impossible):
        people.dismiss(KID, FAMILY, number)
    people.dismiss(DAD, FAMILY, number)
    assert engine.world.chats[FAMILY].ephemeral == {}
    assert engine.world.updates == {}


async def test_remembers_which_commands_are_ephemeral(engine: Engine) -> None:
    commands = [{"command": "debt", "description": "Долг", "is_ephemeral": True}]
    await engine.ask("setMyCommands", commands=json.dumps(commands))
    assert await engine.ask("getMyCommands") == commands


async def test_forgets_which_commands_are_ephemeral_where_there_are_no_such_messages(
    engine: Engine,
) -> None:
    engine.world.ephemeral_messages = False
    commands = [{"command": "debt", "description": "Долг", "is_ephemeral": True}]
    await engine.ask("setMyCommands", commands=json.dumps(commands))
    assert await engine.ask("getMyCommands") == [{"command": "debt", "description": "Долг"}]
