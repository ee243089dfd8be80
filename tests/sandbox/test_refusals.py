from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sandbox.files import Upload
from sandbox.fixtures import DAD, FAMILY, KID, MUM, FixedClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.people import People

    Refusal = Callable[..., Awaitable[str]]

pytestmark = pytest.mark.usefixtures("started")


def keyboard(**button: object) -> str:
    return json.dumps({"inline_keyboard": [[button]]})


async def send(engine: Engine, text: str = "Корзина", **more: object) -> int:
    message = await engine.ask("sendMessage", chat_id=MUM, text=text, **more)
    assert isinstance(message, dict)
    number = message["message_id"]
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize(
    ("chat", "told"),
    [
        ("", "400 Bad Request: chat_id is empty"),
        ("424242", "400 Bad Request: chat not found"),
        ("@somebody", "400 Bad Request: chat not found"),
        (DAD, "403 Forbidden: bot can't initiate conversation with a user"),
        (7000000001, "403 Forbidden: the bot can't send messages to the bot"),
    ],
)
async def test_chats_that_the_bot_cannot_reach(chat: object, told: str, refusal: Refusal) -> None:
    assert await refusal("sendMessage", chat_id=chat, text="a") == told


async def test_a_person_whom_the_bot_never_met_is_not_found(people: People, refusal: Refusal) -> None:
    hans = people.new_person("Hans", language_code="de", phone_number="+4915112345678")["person"]["id"]
    assert await refusal("sendMessage", chat_id=hans, text="a") == "400 Bad Request: chat not found"


async def test_a_person_who_blocked_the_bot_gets_nothing(people: People, refusal: Refusal) -> None:
    people.block(MUM)
    told = await refusal("sendMessage", chat_id=MUM, text="a")
    assert told == "403 Forbidden: bot was blocked by the user"


async def test_a_deleted_account_gets_nothing(people: People, refusal: Refusal) -> None:
    people.block(MUM)
    people.delete_account(MUM)
    told = await refusal("sendMessage", chat_id=MUM, text="a")
    assert told == "403 Forbidden: user is deactivated"
    told = await refusal("sendDocument", chat_id=MUM, document=Upload("a.csv", b"a"))
    assert told == "403 Forbidden: user is deactivated"


async def test_a_group_without_the_bot_is_closed(groups: Groups, refusal: Refusal) -> None:
    groups.kick_bot(MUM, FAMILY)
    told = await refusal("sendMessage", chat_id=FAMILY, text="a")
    assert told == "403 Forbidden: bot was kicked from the group chat"


async def test_a_group_the_bot_never_saw_is_not_found(groups: Groups, refusal: Refusal) -> None:
    other = groups.new_group(DAD, "Дача")["chat_id"]
    assert await refusal("sendMessage", chat_id=other, text="a") == "400 Bad Request: chat not found"


async def test_an_upgraded_group_tells_its_new_id(groups: Groups, engine: Engine) -> None:
    moved = groups.migrate(MUM, FAMILY)["chat_id"]
    answer = await engine.call(engine.world.bot.token, "sendMessage", {"chat_id": str(FAMILY), "text": "a"})
    assert answer.status == 400
    assert answer.json == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": moved},
    }


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard": null}', 'field "inline_keyboard" must be of type Array'),
        ('{"inline_keyboard": [null]}', 'field "inline_keyboard" must be of type Array'),
        (
            keyboard(text="a"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard(text="a", callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (keyboard(callback_data="a"), "can't parse inline keyboard button: Can't find field \"text\""),
        (keyboard(text="a", callback_data="я" * 33), "BUTTON_DATA_INVALID"),
        (
            keyboard(text="a", url="wrong"),
            "inline keyboard button URL 'wrong' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard(text="a", web_app={"url": "http://a.ru"}),
            "inline keyboard button Web App URL 'http://a.ru' is invalid: Only HTTPS links are allowed",
        ),
        (
            json.dumps({"inline_keyboard": [[{"text": "a" * 10_300, "url": "a.ru"}]]}),
            "reply markup is too long",
        ),
    ],
)
async def test_keyboards_that_telegram_refuses(markup: str, told: str, refusal: Refusal) -> None:
    refused = await refusal("sendMessage", chat_id=MUM, text="a", reply_markup=markup)
    assert refused.lower() == f"400 Bad Request: {told}".lower()


async def test_sixty_four_bytes_of_data_pass_without_lint(engine: Engine) -> None:
    await send(engine, reply_markup=keyboard(text="a", callback_data="я" * 32))
    assert not engine.lint


async def test_phone_numbers_are_asked_for_in_private_only(refusal: Refusal) -> None:
    markup = json.dumps({"keyboard": [[{"text": "Номер", "request_contact": True}]]})
    told = await refusal("sendMessage", chat_id=FAMILY, text="a", reply_markup=markup)
    assert told == "400 Bad Request: phone number can be requested in private chats only"


async def test_web_apps_do_not_open_in_groups(refusal: Refusal) -> None:
    markup = keyboard(text="a", web_app={"url": "https://a.ru"})
    told = await refusal("sendMessage", chat_id=FAMILY, text="a", reply_markup=markup)
    assert told == "400 Bad Request: BUTTON_TYPE_INVALID"


async def test_the_text_is_checked_before_the_keyboard_and_the_chat(refusal: Refusal) -> None:
    wrong = {"chat_id": 424242, "reply_markup": "{", "parse_mode": "HTML"}
    assert (await refusal("sendMessage", text="", **wrong)).endswith("message text is empty")
    assert "can't parse entities" in await refusal("sendMessage", text="<x>", **wrong)
    assert "reply keyboard" in await refusal("sendMessage", text="a", **wrong)
    wrong["reply_markup"] = keyboard(text="a", callback_data="a" * 65)
    assert (await refusal("sendMessage", text="a" * 5000, **wrong)).endswith("chat not found")
    wrong["chat_id"] = MUM
    assert (await refusal("sendMessage", text="a" * 5000, **wrong)).endswith("message is too long")
    assert (await refusal("sendMessage", text="a", **wrong)).endswith("BUTTON_DATA_INVALID")


async def test_an_edit_must_change_something(engine: Engine, refusal: Refusal) -> None:
    number = await send(engine, reply_markup=keyboard(text="a", callback_data="a"))
    told = await refusal(
        "editMessageText",
        chat_id=MUM,
        message_id=number,
        text="Корзина",
        reply_markup=keyboard(text="a", callback_data="a"),
    )
    same = "exactly the same as a current content and reply markup of the message"
    assert told == (
        f"400 Bad Request: message is not modified: specified new message content and reply markup are {same}"
    )


async def test_an_edit_without_keyboard_takes_it_away(engine: Engine) -> None:
    number = await send(engine, reply_markup=keyboard(text="a", callback_data="a"))
    edited = await engine.ask("editMessageText", chat_id=MUM, message_id=number, text="Корзина")
    assert isinstance(edited, dict)
    assert "reply_markup" not in edited
    assert edited["edit_date"] == 1772355600


async def test_only_the_keyboard_can_be_edited_too(engine: Engine, refusal: Refusal) -> None:
    number = await send(engine, "<b>Корзина</b>", parse_mode="HTML")
    markup = keyboard(text="b", callback_data="b")
    edited = await engine.ask("editMessageReplyMarkup", chat_id=MUM, message_id=number, reply_markup=markup)
    assert isinstance(edited, dict)
    assert edited["text"] == "Корзина"
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    told = await refusal("editMessageReplyMarkup", chat_id=MUM, message_id=number, reply_markup=markup)
    assert "message is not modified" in told


async def test_what_cannot_be_edited(engine: Engine, people: People, refusal: Refusal) -> None:
    theirs = people.say(MUM, MUM, "Молоко")["message_id"]
    with_keyboard = await send(engine, reply_markup='{"keyboard": [["Да"]]}')
    edit = {"chat_id": MUM, "text": "b"}
    assert (await refusal("editMessageText", **edit)).endswith("message identifier is not specified")
    assert (await refusal("editMessageText", message_id=5, **edit)).endswith("message to edit not found")
    assert (await refusal("editMessageText", message_id=theirs, **edit)).endswith("message can't be edited")
    assert (await refusal("editMessageText", message_id=with_keyboard, **edit)).endswith(
        "message can't be edited"
    )
    other = {**edit, "message_id": await send(engine), "reply_markup": '{"keyboard": [["Да"]]}'}
    assert (await refusal("editMessageText", **other)).endswith("inline keyboard expected")


async def test_what_can_be_deleted(
    engine: Engine,
    people: People,
    groups: Groups,
    clock: FixedClock,
    refusal: Refusal,
) -> None:
    theirs = people.say(MUM, MUM, "Молоко")["message_id"]
    assert await engine.ask("deleteMessage", chat_id=MUM, message_id=theirs) is True
    told = await refusal("deleteMessage", chat_id=MUM, message_id=theirs)
    assert told == "400 Bad Request: message to delete not found"
    in_group = people.say(KID, FAMILY, "Конфеты")["message_id"]
    told = await refusal("deleteMessage", chat_id=FAMILY, message_id=in_group)
    assert told == "400 Bad Request: message can't be deleted"
    groups.promote_bot(MUM, FAMILY)
    assert await engine.ask("deleteMessage", chat_id=FAMILY, message_id=in_group) is True
    old = await send(engine)
    clock.pass_by(48 * 3600 + 1)
    told = await refusal("deleteMessage", chat_id=MUM, message_id=old)
    assert told == "400 Bad Request: message can't be deleted for everyone"


async def test_a_reply_needs_its_message(engine: Engine, people: People, refusal: Refusal) -> None:
    gone = json.dumps({"message_id": 5})
    told = await refusal("sendMessage", chat_id=MUM, text="a", reply_parameters=gone)
    assert told == "400 Bad Request: message to be replied not found"
    await send(engine, reply_parameters=json.dumps({"message_id": 5, "allow_sending_without_reply": True}))
    asked = people.say(MUM, MUM, "Что купить?")["message_id"]
    await send(engine, reply_parameters=json.dumps({"message_id": asked}))
    assert engine.chats.newest(MUM)["reply_to_message"]["text"] == "Что купить?"


async def test_a_query_is_answered_once(engine: Engine, people: People, refusal: Refusal) -> None:
    number = await send(engine, reply_markup=keyboard(text="a", callback_data="a"))
    query = people.press(MUM, MUM, number, "a")["callback_id"]
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    told = await refusal("answerCallbackQuery", callback_query_id=query, text="a" * 201)
    assert told == "400 Bad Request: MESSAGE_TOO_LONG"
    assert await engine.ask("answerCallbackQuery", callback_query_id=query, text="a" * 200) is True
    assert await refusal("answerCallbackQuery", callback_query_id=query) == too_old
    assert await refusal("answerCallbackQuery", callback_query_id="12") == too_old


async def test_a_query_grows_too_old(
    engine: Engine,
    people: People,
    clock: FixedClock,
    refusal: Refusal,
) -> None:
    number = await send(engine, reply_markup=keyboard(text="a", callback_data="a"))
    query = people.press(MUM, MUM, number, "a")["callback_id"]
    clock.pass_by(901)
    assert "query is too old" in await refusal("answerCallbackQuery", callback_query_id=query)
    engine.tick()
    assert engine.world.callbacks == {}


@pytest.mark.parametrize(
    ("token", "told"),
    [("nonsense", "Unauthorized: invalid token specified"), ("1:wrong", "Unauthorized")],
)
async def test_a_wrong_token_is_refused(engine: Engine, token: str, told: str) -> None:
    answer = await engine.call(token, "getMe", {})
    assert (answer.status, answer.json["description"]) == (401, told)


@pytest.mark.parametrize("method", ["sendVideo", "sendChatAction", "getChatMember", "nonsense"])
async def test_a_method_that_is_not_simulated_does_not_exist(method: str, refusal: Refusal) -> None:
    assert await refusal(method) == "404 Not Found: method not found"


async def test_method_names_ignore_case(engine: Engine) -> None:
    me = await engine.ask("GETME")
    assert isinstance(me, dict)
    assert me["username"] == "family_shopping_bot"
    assert engine.journal[-1].method == "getMe"


async def test_what_telegram_ignores_in_silence_is_lint(engine: Engine) -> None:
    wide = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 13, [{"text": "a", "url": "a.ru"}]]}
    await send(
        engine, reply_markup=json.dumps(wide), colour="red", message_effect_id="5", protect_content="maybe"
    )
    await send(engine, reply_markup=keyboard(text="a", callback_data="a", color="red"))
    assert [call.lint for call in engine.lint] == [
        [
            "unknown parameter colour",
            "sandbox: parameter message_effect_id is not simulated",
            "protect_content is no boolean",
            "13 buttons in a row, more than 8",
            "1 buttons are dropped",
        ],
        ["unknown field reply_markup.inline_keyboard[0][0].color"],
    ]
    assert not engine.refused


async def test_more_than_a_hundred_buttons_are_lint(engine: Engine) -> None:
    rows = [[{"text": "a", "callback_data": "a"}] * 8] * 13
    await send(engine, reply_markup=json.dumps({"inline_keyboard": rows}))
    assert [call.lint for call in engine.lint] == [["104 buttons in all, more than 100"]]


async def test_refused_calls_are_listed(engine: Engine, refusal: Refusal) -> None:
    await refusal("sendMessage", chat_id=MUM, text="")
    assert [(call.method, call.status, call.error) for call in engine.refused] == [
        ("sendMessage", 400, "Bad Request: message text is empty"),
    ]


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        ([{"command": "Старт", "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "start", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "start", "description": "a"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_that_telegram_refuses(commands: object, told: str, refusal: Refusal) -> None:
    assert await refusal("setMyCommands", commands=json.dumps(commands)) == f"400 Bad Request: {told}"
