from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sandbox.fixtures import MUM
from sandbox.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.engine import Engine

pytestmark = pytest.mark.usefixtures("started")


async def test_length_counts_code_points_not_utf16_units(engine: Engine) -> None:
    message = await engine.ask("sendMessage", chat_id=MUM, text="🛒" * 4096)
    assert isinstance(message, dict)
    assert len(message["text"]) == 4096


async def test_length_is_measured_after_parsing_and_trimming(engine: Engine) -> None:
    text = " " * 100 + "<b>" + "я" * 4096 + "</b>" + "\n" * 100
    message = await engine.ask("sendMessage", chat_id=MUM, text=text, parse_mode="HTML")
    assert isinstance(message, dict)
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_trimming_is_lint(engine: Engine) -> None:
    await engine.ask("sendMessage", chat_id=MUM, text="a ")
    assert [call.lint for call in engine.lint] == [["text is trimmed"]]


@pytest.mark.parametrize(
    ("text", "mode", "complaint"),
    [
        ("", "HTML", "message text is empty"),
        ("   \n", "", "text must be non-empty"),
        ("<b></b>", "HTML", "text must be non-empty"),
        ("я" * 4097, "", "message is too long"),
        ("я" * 16_385, "", "text is too long"),
        ("a", "BBCode", "unsupported parse_mode"),
    ],
)
async def test_texts_that_telegram_refuses(
    text: str,
    mode: str,
    complaint: str,
    refusal: Callable[..., Awaitable[str]],
) -> None:
    told = await refusal("sendMessage", chat_id=MUM, text=text, parse_mode=mode)
    assert told == f"400 Bad Request: {complaint}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("🛒 /cart@my_bot", [("bot_command", 3, 12)]),
        ("a/b", []),
        ("привет @mama!", [("mention", 7, 5)]),
        ("mum@example.com", [("email", 0, 15)]),
        ("см. https://shop.ru/a?b=1.", [("url", 4, 21)]),
        ("#скидка 5", [("hashtag", 0, 7)]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    _, entities = tidy(text, [])
    assert [(one["type"], one["offset"], one["length"]) for one in entities] == found


def test_nothing_is_found_inside_code() -> None:
    code = {"type": "code", "offset": 0, "length": 6}
    assert tidy("/start", [code]) == ("/start", [code])


def test_touching_pieces_of_one_style_are_joined() -> None:
    pieces = [{"type": "bold", "offset": 0, "length": 1}, {"type": "bold", "offset": 1, "length": 1}]
    assert tidy("ab", pieces) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_control_characters_become_spaces() -> None:
    assert tidy("a\tb\r\nc", [])[0] == "a b\nc"


async def test_a_named_person_is_filled_in(engine: Engine) -> None:
    text = '<a href="tg://user?id=1002">Папа</a> и <a href="tg://user?id=9">кто-то</a>'
    message = await engine.ask("sendMessage", chat_id=MUM, text=text, parse_mode="HTML")
    assert isinstance(message, dict)
    assert [one["user"]["first_name"] for one in message["entities"]] == ["Папа"]


async def test_entities_may_be_given_instead_of_tags(
    engine: Engine,
    refusal: Callable[..., Awaitable[str]],
) -> None:
    link = {"type": "text_link", "offset": 1, "length": 2, "url": "shop.ru"}
    message = await engine.ask("sendMessage", chat_id=MUM, text=" 🛒 ", entities=json.dumps([link]))
    assert isinstance(message, dict)
    assert message["entities"] == [{"type": "text_link", "offset": 0, "length": 2, "url": "http://shop.ru/"}]
    wrongs: tuple[object, ...] = ({}, [1], [{"type": "bold"}], [{**link, "url": "shop"}])
    told = [await refusal("sendMessage", chat_id=MUM, text="a", entities=json.dumps(one)) for one in wrongs]
    assert all(text.startswith("400 Bad Request: ") for text in told)
    assert told[-1] == "400 Bad Request: entity URL 'shop' is invalid: Wrong HTTP URL"
