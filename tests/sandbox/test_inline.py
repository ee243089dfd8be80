from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from aiogram.types import Message as SeenMessage
from aiogram.types import Update
from aiogram.types import User as SeenUser

from sandbox.chats import Impossible
from sandbox.files import Upload
from sandbox.fixtures import DAD, FAMILY, KID, MUM, FixedClock
from sandbox.spec import check_object
from tests.sandbox.pictures import png

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.inline import Inline
    from sandbox.knobs import Knobs
    from sandbox.page import Page
    from sandbox.people import People
    from sandbox.world import JSON

    Refusal = Callable[..., Awaitable[str]]

VOTE = {"inline_keyboard": [[{"text": "За", "callback_data": "v:1"}]]}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
UNREADABLE = "400 Bad Request: can't parse inline query result: "


def article(identifier: str = "1", text: str = "Купим <b>молоко</b>?", **more: object) -> JSON:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": identifier,
        "title": "Молоко",
        "input_message_content": content,
        **more,
    }


def told(engine: Engine, kind: str) -> list[JSON]:
    """What the bot will get of a kind; every update must be one that aiogram knows."""
    bodies = [update.body for update in engine.world.updates.values()]
    assert [problem for body in bodies for problem in check_object(Update, body)] == []
    return [body[kind] for body in bodies if kind in body]


async def answer(engine: Engine, query: str, *results: JSON, **more: object) -> None:
    await engine.ask("answerInlineQuery", inline_query_id=query, results=json.dumps(results), **more)


@pytest.mark.parametrize(("chat", "kind"), [(MUM, "sender"), (FAMILY, "group")])
async def test_a_question_reaches_the_bot_from_any_chat(
    chat: int, kind: str, engine: Engine, inline: Inline
) -> None:
    query = inline.ask_inline(MUM, chat, "моло")["inline_query_id"]
    [asked] = told(engine, "inline_query")
    assert asked == {
        "id": query,
        "from": engine.world.users[MUM].as_seen(),
        "query": "моло",
        "offset": "",
        "chat_type": kind,
    }


async def test_a_question_from_a_supergroup_says_so(engine: Engine, groups: Groups, inline: Inline) -> None:
    chat = groups.migrate(MUM, FAMILY)["chat_id"]
    inline.ask_inline(MUM, chat, "")
    assert told(engine, "inline_query")[0]["chat_type"] == "supergroup"


async def test_the_chosen_result_is_sent_by_the_person_through_the_bot(
    engine: Engine, inline: Inline
) -> None:
    query = inline.ask_inline(MUM, FAMILY, "моло")["inline_query_id"]
    assert inline.inline_results(MUM, query)["answered"] is False
    await answer(engine, query, article("milk:1", reply_markup=VOTE, description="1 л"))
    shown = inline.inline_results(MUM, query)
    assert [(one["id"], one["title"], one["description"]) for one in shown["results"]] == [
        ("milk:1", "Молоко", "1 л")
    ]
    sent = inline.choose_inline(MUM, query, "milk:1")
    message = engine.chats.newest(FAMILY)
    assert check_object(SeenMessage, message) == []
    assert (message["message_id"], message["from"]["id"]) == (sent["message_id"], MUM)
    assert message["text"] == "Купим молоко?"
    assert message["entities"] == [{"type": "bold", "offset": 6, "length": 6}]
    assert message["via_bot"]["username"] == "family_shopping_bot"
    assert message["reply_markup"] == VOTE
    assert told(engine, "message") == [message]
    assert told(engine, "chosen_inline_result") == [
        {
            "result_id": "milk:1",
            "from": engine.world.users[MUM].as_seen(),
            "query": "моло",
            "inline_message_id": sent["inline_message_id"],
        }
    ]
    assert not engine.lint


async def test_a_bot_that_is_not_in_the_group_sees_only_what_was_chosen(
    engine: Engine, groups: Groups, inline: Inline
) -> None:
    chat = groups.new_group(DAD, "Дача", [KID])["chat_id"]
    query = inline.ask_inline(KID, chat, "")["inline_query_id"]
    await answer(engine, query, article(reply_markup=VOTE))
    assert inline.choose_inline(KID, query, "1")["inline_message_id"]
    assert told(engine, "message") == []
    assert len(told(engine, "chosen_inline_result")) == 1
    assert engine.chats.newest(chat)["text"] == "Купим молоко?"


async def test_without_feedback_nobody_tells_what_was_chosen(
    engine: Engine, inline: Inline, knobs: Knobs
) -> None:
    knobs.inline_feedback(on=False)
    query = inline.ask_inline(MUM, FAMILY, "")["inline_query_id"]
    await answer(engine, query, article())
    assert inline.choose_inline(MUM, query, "1")["inline_message_id"] is None
    assert told(engine, "chosen_inline_result") == []
    assert len(told(engine, "message")) == 1


async def test_a_press_names_the_message_and_edits_reach_it(
    engine: Engine, people: People, inline: Inline, refusal: Refusal
) -> None:
    query = inline.ask_inline(MUM, FAMILY, "")["inline_query_id"]
    await answer(engine, query, article(reply_markup=VOTE))
    sent = inline.choose_inline(MUM, query, "1")
    named = sent["inline_message_id"]
    pressed = people.tap(DAD, FAMILY, "За")["callback_id"]
    assert told(engine, "callback_query") == [
        {
            "id": pressed,
            "from": engine.world.users[DAD].as_seen(),
            "inline_message_id": named,
            "chat_instance": engine.world.chats[FAMILY].instance,
            "data": "v:1",
        }
    ]
    assert await engine.ask("answerCallbackQuery", callback_query_id=pressed, text="Учтено") is True
    keyboard = json.dumps(VOTE)
    edit = {"inline_message_id": named, "text": "За: Папа", "reply_markup": keyboard}
    assert await engine.ask("editMessageText", **edit) is True
    assert (engine.chats.newest(FAMILY)["text"], "reply_markup" in engine.chats.newest(FAMILY)) == (
        "За: Папа",
        True,
    )
    assert "message is not modified" in await refusal("editMessageText", **edit)
    assert await engine.ask("editMessageReplyMarkup", inline_message_id=named) is True
    assert "reply_markup" not in engine.chats.newest(FAMILY)
    own = {"chat_id": FAMILY, "message_id": sent["message_id"], "text": "?"}
    assert await refusal("editMessageText", **own) == "400 Bad Request: message can't be edited"
    people.delete_message(MUM, FAMILY, sent["message_id"])
    assert await refusal("editMessageText", **edit) == "400 Bad Request: MESSAGE_ID_INVALID"
    assert await refusal("editMessageText", text="?") == (
        "400 Bad Request: message identifier is not specified"
    )


async def test_an_answer_comes_once_and_in_time(
    engine: Engine, inline: Inline, clock: FixedClock, refusal: Refusal
) -> None:
    query = inline.ask_inline(MUM, FAMILY, "")["inline_query_id"]
    await answer(engine, query, article())
    late = inline.ask_inline(MUM, FAMILY, "сыр")["inline_query_id"]
    clock.pass_by(30)
    for known in (query, late, "5", ""):
        assert await refusal("answerInlineQuery", inline_query_id=known, results="[]") == TOO_OLD
    engine.tick()
    assert told(engine, "inline_query") == []


@pytest.mark.parametrize(
    ("results", "text"),
    [
        ("{", "400 Bad Request: can't parse JSON encoded inline query results"),
        ("{}", "400 Bad Request: expected an Array of inline query results"),
        ([article(str(n)) for n in range(51)], "400 Bad Request: too many inline query results specified"),
        ([5], f"{UNREADABLE}Inline query result must be an object"),
        ([{"type": "article"}], f'{UNREADABLE}Can\'t find field "id"'),
        ([{"type": "article", "id": 5}], f'{UNREADABLE}Field "id" must be of type String'),
        ([{"type": "article", "id": "1"}], f"{UNREADABLE}Input message content is not specified"),
        (
            [{**article(), "input_message_content": {}}],
            f"{UNREADABLE}Input message content is not specified",
        ),
        ([article(text="<b>")], f"{UNREADABLE}Can't parse entities: Can't find end tag corresponding"),
        ([{"type": "game", "id": "1"}], f"{UNREADABLE}sandbox: results of type 'game' are not simulated"),
        ([article(""), article("2")], "400 Bad Request: RESULT_ID_INVALID"),
        ([article("я" * 33)], "400 Bad Request: RESULT_ID_INVALID"),
        ([article(), article()], "400 Bad Request: RESULT_ID_DUPLICATE"),
        ([article(title="")], "400 Bad Request: ARTICLE_TITLE_EMPTY"),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "a" * 65}]]})],
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            [
                article(
                    reply_markup={"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://a.ru"}}]]}
                )
            ],
            "400 Bad Request: BUTTON_TYPE_INVALID",
        ),
        ([article(reply_markup={"keyboard": [["a"]]})], f"{UNREADABLE}Inline keyboard expected"),
        ([article(text="a" * 4097)], f"{UNREADABLE}Message is too long"),
    ],
)
async def test_wrong_results_are_refused_and_the_question_stays_open(
    results: object, text: str, engine: Engine, inline: Inline, refusal: Refusal
) -> None:
    query = inline.ask_inline(MUM, MUM, "")["inline_query_id"]
    written = results if isinstance(results, str) else json.dumps(results)
    refused = await refusal("answerInlineQuery", inline_query_id=query, results=written)
    assert refused.startswith(text)
    await answer(engine, query, article("я" * 32))


async def test_the_button_above_the_results_starts_the_bot(
    engine: Engine, inline: Inline, refusal: Refusal
) -> None:
    query = inline.ask_inline(DAD, FAMILY, "")["inline_query_id"]
    for wrong, text in (
        ("{", "can't parse inline query results button JSON object"),
        ('{"text": "a"}', "can't parse inline query results button: InlineQueryResultsButton must have"),
        ('{"text": "a", "start_parameter": "a b"}', "START_PARAM_INVALID"),
    ):
        refused = await refusal("answerInlineQuery", inline_query_id=query, results="[]", button=wrong)
        assert refused.startswith(f"400 Bad Request: {text}")
    button = '{"text": "Вступить в семью", "start_parameter": "join-1"}'
    await answer(engine, query, button=button, is_personal=True, cache_time=0)
    assert inline.inline_results(DAD, query)["button"]["text"] == "Вступить в семью"
    assert inline.press_above_inline(DAD, query)["chat_id"] == DAD
    assert told(engine, "message")[-1]["text"] == "/start join-1"
    with pytest.raises(Impossible):
        inline.press_above_inline(MUM, query)


async def test_telegram_answers_again_what_was_answered_lately(
    engine: Engine, inline: Inline, clock: FixedClock
) -> None:
    query = inline.ask_inline(MUM, FAMILY, "моло")["inline_query_id"]
    await answer(engine, query, article(), cache_time=60)
    again = inline.ask_inline(DAD, FAMILY, "моло")["inline_query_id"]
    assert inline.inline_results(DAD, again)["answered"]
    assert inline.choose_inline(DAD, again, "1")["message_id"]
    assert not inline.inline_results(DAD, inline.ask_inline(DAD, DAD, "моло")["inline_query_id"])["answered"]
    clock.pass_by(60)
    late = inline.ask_inline(DAD, FAMILY, "моло")["inline_query_id"]
    assert not inline.inline_results(DAD, late)["answered"]
    await answer(engine, late, article("2"), cache_time=60, is_personal=True)
    mums = inline.ask_inline(MUM, FAMILY, "моло")["inline_query_id"]
    dads = inline.ask_inline(DAD, FAMILY, "моло")["inline_query_id"]
    assert not inline.inline_results(MUM, mums)["answered"]
    assert inline.inline_results(DAD, dads)["results"][0]["id"] == "2"


@pytest.mark.usefixtures("started")
async def test_photos_and_contacts_can_be_offered(engine: Engine, inline: Inline, refusal: Refusal) -> None:
    photo = await engine.ask("sendPhoto", chat_id=MUM, photo=Upload("чек.png", png()))
    assert isinstance(photo, dict)
    file_id = photo["photo"][-1]["file_id"]
    query = inline.ask_inline(MUM, MUM, "")["inline_query_id"]
    contact = {"phone_number": "+79161234567", "first_name": "Мама"}
    stranger = {"type": "photo", "id": "p", "photo_file_id": "none"}
    assert (
        await refusal("answerInlineQuery", inline_query_id=query, results=json.dumps([stranger]))
        == f"{UNREADABLE}Wrong file identifier/HTTP URL specified"
    )
    await answer(
        engine,
        query,
        {"type": "photo", "id": "p", "photo_file_id": file_id, "caption": "Чек", "reply_markup": VOTE},
        {**article("c"), "input_message_content": contact},
    )
    sent_inline = inline.choose_inline(MUM, query, "p")["inline_message_id"]
    sent = engine.chats.newest(MUM)
    assert check_object(SeenMessage, sent) == []
    assert (sent["photo"][-1]["file_id"], sent["caption"]) == (file_id, "Чек")
    edited = {"inline_message_id": sent_inline, "caption": "Два чека"}
    assert await engine.ask("editMessageCaption", **edited) is True
    assert engine.chats.newest(MUM)["caption"] == "Два чека"
    inline.choose_inline(MUM, query, "c")
    assert engine.chats.newest(MUM)["contact"] == contact


async def test_a_bot_without_inline_mode_cannot_be_asked(
    engine: Engine, inline: Inline, knobs: Knobs
) -> None:
    me = await engine.ask("getMe")
    assert isinstance(me, dict)
    assert me["supports_inline_queries"] is True
    assert check_object(SeenUser, me) == []
    knobs.inline_mode(on=False)
    with pytest.raises(Impossible, match="no inline mode"):
        inline.ask_inline(MUM, MUM, "")
    me = await engine.ask("getMe")
    assert isinstance(me, dict)
    assert me["supports_inline_queries"] is False


async def test_nobody_asks_or_chooses_for_others(engine: Engine, groups: Groups, inline: Inline) -> None:
    query = inline.ask_inline(MUM, FAMILY, "")["inline_query_id"]
    await answer(engine, query, article())
    with pytest.raises(Impossible, match="the query is gone"):
        inline.choose_inline(DAD, query, "1")
    with pytest.raises(Impossible, match="no result"):
        inline.choose_inline(MUM, query, "2")
    with pytest.raises(Impossible, match="is not in chat"):
        inline.ask_inline(MUM, DAD, "")
    with pytest.raises(Impossible, match="256"):
        inline.ask_inline(MUM, MUM, "a" * 257)
    groups.leave(MUM, FAMILY)
    with pytest.raises(Impossible):
        inline.choose_inline(MUM, query, "1")


async def test_the_page_asks_and_chooses(engine: Engine, page: Page) -> None:
    query = page.act({"do": "ask_inline", "person": KID, "chat": FAMILY, "query": "сыр"})["inline_query_id"]
    await answer(engine, query, article())
    asked = {"person": KID, "inline_query_id": query}
    assert page.act({"do": "inline_results", **asked})["results"][0]["id"] == "1"
    assert page.act({"do": "choose_inline", **asked, "result_id": "1"})["inline_message_id"] is None
