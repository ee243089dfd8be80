from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiogram import Bot
from aiogram.types import (
    InputRichBlockButtons,
    InputRichBlockList,
    InputRichBlockListItem,
    InputRichBlockParagraph,
    InputRichMessage,
    RichMessageButton,
    RichTextBold,
    RichTextButton,
    Update,
)
from aiogram.types import Message as SeenMessage

from sandbox.chats import Impossible
from sandbox.fixtures import DAD, FAMILY, MUM, TOKEN
from sandbox.rich import buttons, flat
from sandbox.spec import check_object
from sandbox.transport.inproc import EngineSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.inline import Inline
    from sandbox.knobs import Knobs
    from sandbox.page import Page
    from sandbox.people import People
    from sandbox.world import JSON

    Refusal = Callable[..., Awaitable[str]]

pytestmark = pytest.mark.usefixtures("started")

LESS = {"text": "−", "callback_data": "line:less:1", "style": "link"}
MORE = {"text": ["+", "1"], "callback_data": "line:more:1", "style": "primary"}
BACK = {"text": "Назад", "callback_data": "go:home"}
CART = [
    {"type": "heading", "text": "Корзина", "size": 2},
    {
        "type": "paragraph",
        "text": ["Молоко ", {"type": "button", "button": LESS}, " 2 ", {"type": "bold", "text": "шт"}],
    },
    {
        "type": "list",
        "items": [
            {"has_checkbox": True, "is_checked": True, "blocks": [{"type": "paragraph", "text": "Хлеб"}]},
            {"has_checkbox": True, "is_checked": False, "blocks": [{"type": "paragraph", "text": "Сыр"}]},
        ],
    },
    {
        "type": "table",
        "is_bordered": True,
        "cells": [
            [{"align": "left", "valign": "top", "text": "Итого", "is_header": True}],
            [{"align": "right", "valign": "top", "text": {"type": "button", "button": MORE}}],
        ],
    },
    {"type": "divider"},
    {"type": "details", "summary": "Куплено", "blocks": [{"type": "paragraph", "text": "Соль"}]},
    {"type": "buttons", "buttons": [BACK], "align": "center"},
]


def rich(*blocks: object, **more: object) -> str:
    return json.dumps({"blocks": list(blocks), **more}, ensure_ascii=False)


def paragraph(text: object) -> JSON:
    return {"type": "paragraph", "text": text}


def button(**fields: object) -> JSON:
    return paragraph({"type": "button", "button": {"text": "a", **fields}})


async def send(engine: Engine, *blocks: object, **more: object) -> dict[str, Any]:
    message = await engine.ask("sendRichMessage", chat_id=MUM, rich_message=rich(*blocks), **more)
    assert isinstance(message, dict)
    assert check_object(SeenMessage, message) == []
    return message


async def test_a_rich_message_is_kept_as_the_bot_sees_it(engine: Engine) -> None:
    message = await send(engine, *CART)
    assert engine.chats.newest(MUM) == message
    assert "text" not in message
    heading, words, shopping, table, divider, details, row = message["rich_message"]["blocks"]
    assert heading == {"type": "heading", "text": "Корзина", "size": 2}
    assert words == CART[1]
    assert shopping["items"] == [
        {"label": "•", "has_checkbox": True, "is_checked": True, "blocks": [paragraph("Хлеб")]},
        {"label": "•", "has_checkbox": True, "blocks": [paragraph("Сыр")]},
    ]
    assert table == CART[3]
    assert divider == {"type": "divider"}
    assert details == CART[5]
    assert row == CART[6]
    assert not engine.lint


async def test_what_aiogram_sends_arrives(engine: Engine) -> None:
    bot = Bot(TOKEN, EngineSession(engine))
    more = RichMessageButton(text="+", callback_data="more:1")
    item = InputRichBlockListItem(blocks=[InputRichBlockParagraph(text="Хлеб")], has_checkbox=True)
    message = await bot.send_rich_message(
        MUM,
        InputRichMessage(
            blocks=[
                InputRichBlockParagraph(text=[RichTextBold(text="Молоко"), " ", RichTextButton(button=more)]),
                InputRichBlockList(items=[item]),
                InputRichBlockButtons(buttons=[more]),
            ]
        ),
    )
    assert message.rich_message is not None
    assert [block.type for block in message.rich_message.blocks] == ["paragraph", "list", "buttons"]
    assert [one["callback_data"] for one in buttons(engine.chats.newest(MUM)["rich_message"])] == [
        "more:1",
        "more:1",
    ]
    assert not engine.lint


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("1", ["4.", "5."]),
        ("a", ["d.", "e."]),
        ("A", ["D.", "E."]),
        ("i", ["iv.", "v."]),
        ("I", ["IV.", "V."]),
    ],
)
async def test_ordered_lists_get_their_labels(kind: str, labels: list[str], engine: Engine) -> None:
    items = [
        {"blocks": [paragraph("a")], "value": 4, "type": kind},
        {"blocks": [paragraph("b")], "type": kind},
    ]
    message = await send(engine, {"type": "list", "items": items})
    assert [item["label"] for item in message["rich_message"]["blocks"][0]["items"]] == labels


async def test_a_button_beside_the_words_is_pressed(engine: Engine, people: People, page: Page) -> None:
    message = await send(engine, *CART)
    place = {"do": "press_rich", "person": MUM, "chat": MUM, "message_id": message["message_id"]}
    query = page.act({**place, "data": "line:less:1"})["callback_id"]
    update = list(engine.world.updates.values())[-1].body
    assert check_object(Update, update) == []
    assert (update["callback_query"]["id"], update["callback_query"]["data"]) == (query, "line:less:1")
    assert update["callback_query"]["message"] == message
    assert await engine.ask("answerCallbackQuery", callback_query_id=query) is True
    people.tap(MUM, MUM, "+1")
    assert list(engine.world.updates.values())[-1].body["callback_query"]["data"] == "line:more:1"
    with pytest.raises(Impossible):
        people.press_rich(MUM, MUM, message["message_id"], "line:gone")


async def test_text_and_rich_message_take_each_others_place(engine: Engine, refusal: Refusal) -> None:
    message = await send(engine, *CART)
    named = {"chat_id": MUM, "message_id": message["message_id"]}
    edited = await engine.ask("editMessageText", **named, rich_message=rich(paragraph("Пусто")))
    assert isinstance(edited, dict)
    assert check_object(SeenMessage, edited) == []
    assert edited["rich_message"] == {"blocks": [paragraph("Пусто")]}
    again = await refusal("editMessageText", **named, rich_message=rich(paragraph("Пусто")))
    assert "message is not modified" in again
    plain = await engine.ask("editMessageText", **named, text="Пусто")
    assert isinstance(plain, dict)
    assert (plain["text"], "rich_message" in plain) == ("Пусто", False)
    keyboard = json.dumps({"inline_keyboard": [[BACK]]})
    back = await engine.ask("editMessageText", **named, rich_message=rich(*CART), reply_markup=keyboard)
    assert isinstance(back, dict)
    assert ("text" in back, back["reply_markup"]) == (False, {"inline_keyboard": [[BACK]]})
    kept = await engine.ask("editMessageReplyMarkup", **named)
    assert isinstance(kept, dict)
    assert (kept["rich_message"], "reply_markup" in kept) == (message["rich_message"], False)
    assert not engine.lint


async def test_an_older_server_knows_neither_the_method_nor_the_parameter(
    engine: Engine, knobs: Knobs, page: Page, refusal: Refusal
) -> None:
    message = await send(engine, *CART)
    named = {"chat_id": MUM, "message_id": message["message_id"], "rich_message": rich(paragraph("a"))}
    assert page.state()["rich_messages"] is True
    page.act({"do": "rich_messages", "on": False})
    assert page.state()["rich_messages"] is False
    refused = await refusal("sendRichMessage", chat_id=MUM, rich_message=rich(paragraph("a")))
    assert refused == "404 Not Found: method not found"
    assert await refusal("editMessageText", **named) == "400 Bad Request: message text is empty"
    edited = await engine.ask("editMessageText", **named, text="Корзина")
    assert isinstance(edited, dict)
    assert edited["text"] == "Корзина"
    knobs.rich_messages(on=True)
    await send(engine, *CART)


async def test_one_person_sees_a_rich_message(engine: Engine, people: People) -> None:
    only = json.dumps({"receiver_user_id": DAD})
    message = await engine.ask(
        "sendRichMessage", chat_id=FAMILY, rich_message=rich(*CART), ephemeral_message_parameters=only
    )
    assert isinstance(message, dict)
    number = message["ephemeral_message_id"]
    people.press_ephemeral(DAD, FAMILY, number, "line:less:1")
    named = {"chat_id": FAMILY, "receiver_user_id": DAD, "ephemeral_message_id": number}
    rewritten = rich(paragraph("b"))
    assert await engine.ask("editEphemeralMessageText", **named, rich_message=rewritten) is True
    assert engine.world.chats[FAMILY].ephemeral[number].body["rich_message"]["blocks"] == [paragraph("b")]


async def test_a_rich_message_is_sent_and_edited_inline(
    engine: Engine, inline: Inline, people: People
) -> None:
    query = inline.ask_inline(MUM, FAMILY, "")["inline_query_id"]
    result = {
        "type": "article",
        "id": "1",
        "title": "Корзина",
        "input_message_content": {"rich_message": {"blocks": CART}},
        "reply_markup": {"inline_keyboard": [[BACK]]},
    }
    await engine.ask("answerInlineQuery", inline_query_id=query, results=json.dumps([result]))
    named = inline.choose_inline(MUM, query, "1")["inline_message_id"]
    assert check_object(SeenMessage, engine.chats.newest(FAMILY)) == []
    people.tap(DAD, FAMILY, "−")
    told = list(engine.world.updates.values())[-1].body["callback_query"]
    assert (told["inline_message_id"], "message" in told) == (named, False)
    body = rich(paragraph("Пусто"))
    assert await engine.ask("editMessageText", inline_message_id=named, rich_message=body) is True
    assert engine.chats.newest(FAMILY)["rich_message"]["blocks"] == [paragraph("Пусто")]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("{", "can't parse rich message JSON object"),
        ("[]", "can't parse rich message: expected an Object"),
        ("{}", "can't parse rich message: exactly one of html, markdown and blocks must be used"),
        ('{"html": "a", "blocks": []}', "can't parse rich message: exactly one of"),
        ('{"html": "<h1>a</h1>"}', "can't parse rich message: sandbox: html is not simulated, use blocks"),
        (rich(), "message text is empty"),
        (rich({"type": "sofa"}), "can't parse rich message: rich_message.blocks has an unknown type sofa"),
        (
            rich({"type": "paragraph"}),
            "can't parse rich message: can't find field \"text\" in rich_message.blocks",
        ),
        (
            rich(paragraph({"type": "fat"})),
            "can't parse rich message: rich_message.blocks.text has an unknown",
        ),
        (rich(paragraph(5)), "can't parse rich message: rich_message.blocks.text has an unknown type None"),
        (
            rich({"type": "heading", "text": "a", "size": "2"}),
            "can't parse rich message: rich_message.blocks.size must be",
        ),
        (
            rich({"type": "table", "cells": [5]}),
            "can't parse rich message: rich_message.blocks.cells must be an Array",
        ),
        (
            rich({"type": "list", "items": [5]}),
            "can't parse rich message: rich_message.blocks.items must be an Object",
        ),
        (rich({"type": "thinking", "text": "a"}), "can't parse rich message: sandbox: a block of type"),
        (rich({"type": "heading", "text": "a", "size": 7}), "can't parse rich message: size of a heading"),
        (rich({"type": "list", "items": []}), "can't parse rich message: a list must have items"),
        (rich({"type": "table", "cells": [[]]}), "can't parse rich message: a table must have cells"),
        (
            rich({"type": "table", "cells": [[{"align": "left", "valign": "top", "colspan": 21}]]}),
            "a table has more than 20 columns",
        ),
        (
            rich({"type": "table", "cells": [[{"align": "up", "valign": "top"}]]}),
            "can't parse rich message: wrong alignment of a cell",
        ),
        (rich({"type": "buttons", "buttons": []}), "can't parse rich message: a block of buttons must"),
        (rich({"type": "buttons", "buttons": [BACK] * 9}), "can't parse rich message: a block of buttons"),
        (rich(button()), "can't parse rich message: a button must have exactly one action"),
        (rich(button(callback_data="a", url="a.ru")), "can't parse rich message: a button must have exactly"),
        (rich(button(callback_data="я" * 33)), "BUTTON_DATA_INVALID"),
        (rich(button(callback_data="")), "BUTTON_DATA_INVALID"),
        (rich(button(text="", callback_data="a")), "can't parse rich message: text of a button must be"),
        (
            rich(button(text={"type": "bold", "text": "a"}, callback_data="a")),
            "can't parse rich message: text of a button may have no styles",
        ),
        (rich(button(url="a.ru", style="link")), "can't parse rich message: wrong style link of a button"),
        (rich(button(url="нет")), "can't parse rich message: URL 'нет' is invalid: Wrong HTTP URL"),
        (rich(button(web_app={"url": "https://a.ru"})), "BUTTON_TYPE_INVALID"),
        (rich(paragraph("я" * 32_769)), "message is too long"),
        (rich(*[paragraph("a")] * 501), "rich message has more than 500 blocks"),
    ],
)
async def test_wrong_rich_messages_are_refused(given: str, text: str, refusal: Refusal) -> None:
    refused = await refusal("sendRichMessage", chat_id=FAMILY, rich_message=given)
    assert refused.startswith(f"400 Bad Request: {text}")


async def test_the_limits_themselves_are_allowed(engine: Engine, refusal: Refusal) -> None:
    await send(engine, paragraph("я" * 32_768))
    await send(engine, *[paragraph("a")] * 500)
    await send(engine, {"type": "buttons", "buttons": [BACK] * 8})
    deep: object = "a"
    for _ in range(15):
        deep = {"type": "bold", "text": deep}
    await engine.ask("sendRichMessage", chat_id=MUM, rich_message=rich(paragraph(deep)))
    deeper = rich(paragraph({"type": "bold", "text": deep}))
    assert await refusal("sendRichMessage", chat_id=MUM, rich_message=deeper) == (
        "400 Bad Request: rich message is nested deeper than 16 levels"
    )


async def test_unknown_fields_are_lint_and_not_kept(engine: Engine) -> None:
    message = await send(
        engine, {**paragraph({"type": "bold", "text": "a", "hue": 1}), "size": 3, "wide": True}
    )
    assert message["rich_message"]["blocks"] == [paragraph({"type": "bold", "text": "a"})]
    [call] = engine.lint
    assert call.lint == [
        "unknown field rich_message.blocks[0].text.hue",
        "unknown field rich_message.blocks[0].wide",
    ]


def test_the_words_of_a_text_are_read_through_its_styles() -> None:
    styled = ["Молоко ", {"type": "bold", "text": ["2", {"type": "italic", "text": " шт"}]}]
    assert flat([styled, {"type": "button", "button": LESS}]) == "Молоко 2 шт−"
