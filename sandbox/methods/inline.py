"""What the bot offers to people who typed its name in a chat."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sandbox.files import as_seen
from sandbox.inline import tell_results
from sandbox.links import payload_is_valid
from sandbox.markup import Markup, check_for_chat, read_markup
from sandbox.methods.content import captioned, worded
from sandbox.rich import buttons, read_rich
from sandbox.spec import method
from sandbox.texts import check_caption, check_length, read_caption, read_text
from sandbox.validate import TOO_OLD, Call, Refused, bad
from sandbox.world import InlineAnswer

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.world import JSON, Chat

MOST_RESULTS = 50
LONGEST_ID = 64  # bytes
LONGEST_OFFSET = 64  # bytes
DAY = 86_400
USUAL_CACHE = 300  # seconds
_SHOWN = ("title", "description", "url", "thumbnail_url")
_UNREADABLE = "can't parse inline query result: "


@method("answerInlineQuery", honours="inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(engine: Engine, call: Call) -> bool:
    """Offer results, once and in time; the order of checks is that of Telegram's server."""
    seconds = call.clamped("cache_time", 0, DAY, default=USUAL_CACHE)
    button = _read_button(call)
    results = [_read_result(engine, call, given) for given in _given(call)]
    query = engine.world.inline_queries.get(call.text("inline_query_id"))
    if query is None or query.answer or engine.now() - query.asked >= engine.inline_seconds:
        raise bad(TOO_OLD)
    _check_results(results, engine.world.chats[query.chat])
    if button and not payload_is_valid(button["start_parameter"]):
        raise bad("START_PARAM_INVALID")
    offset = call.text("next_offset")
    if len(offset.encode()) > LONGEST_OFFSET:
        raise bad("NEXT_OFFSET_INVALID")
    fresh_until = engine.now() + seconds
    query.answer = InlineAnswer(results, button, offset, call.boolean("is_personal"), fresh_until)
    tell_results(engine, query)
    return True


def _given(call: Call) -> list[object]:
    given = call.json("results", "can't parse JSON encoded inline query results")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad("expected an Array of inline query results")
    if len(given) > MOST_RESULTS:
        raise bad("too many inline query results specified")
    return given


def _read_button(call: Call) -> JSON | None:
    given = call.json("button", "can't parse inline query results button JSON object")
    if given is None:
        return None
    unreadable = "can't parse inline query results button: "
    if not isinstance(given, dict):
        raise bad(f"{unreadable}InlineQueryResultsButton must be an Object")
    try:
        text = _string(given, "text")
        if "start_parameter" in given:
            return {"text": text, "start_parameter": _string(given, "start_parameter")}
    except _FieldError as error:
        raise bad(f"{unreadable}{error}") from error
    if "web_app" in given:
        raise bad(f"{unreadable}sandbox: a web_app is not simulated")
    raise bad(f"{unreadable}InlineQueryResultsButton must have exactly one optional field")


class _FieldError(Exception):
    """What is wrong with a field."""


def _string(given: JSON, name: str) -> str:
    if name not in given:
        raise _FieldError(f'Can\'t find field "{name}"')
    if not isinstance(given[name], str):
        raise _FieldError(f'Field "{name}" must be of type String')
    text: str = given[name]
    return text


def _read_result(engine: Engine, call: Call, given: object) -> JSON:
    if not isinstance(given, dict):
        raise bad(f"{_UNREADABLE}Inline query result must be an object")
    try:
        return _result(engine, call, given)
    except _FieldError as error:
        raise bad(f"{_UNREADABLE}{error}") from error
    except Refused as error:
        problem = error.description.removeprefix("Bad Request: ")
        raise bad(f"{_UNREADABLE}{problem[:1].upper()}{problem[1:]}") from error


def _result(engine: Engine, call: Call, given: JSON) -> JSON:
    kind, identifier = _string(given, "type").lower(), _string(given, "id")
    content: JSON | None = None
    if given.get("input_message_content") is not None:
        content = _message_content(engine, call, given["input_message_content"])
    match kind:
        case "article":
            if content is None:
                raise _FieldError("Input message content is not specified")
            _string(given, "title")
        case "photo":
            content = _photo(engine, call, given, content)
        case _:
            raise _FieldError(f"sandbox: results of type {kind!r} are not simulated")
    markup = read_markup(_part(call, reply_markup=given.get("reply_markup")), inline_only=True)
    if markup:
        content = {**content, "reply_markup": markup.body}
    shown = {name: given[name] for name in _SHOWN if given.get(name) is not None}
    return {"id": identifier, "type": kind, **shown, "content": content}


def _message_content(engine: Engine, call: Call, given: object) -> JSON | None:
    if not isinstance(given, dict):
        raise _FieldError('Field "input_message_content" must be of type Object')
    if given.get("message_text"):
        words = _part(
            call,
            text=_string(given, "message_text"),
            parse_mode=given.get("parse_mode"),
            entities=given.get("entities"),
            link_preview_options=given.get("link_preview_options"),
        )
        text, entities = read_text(words)
        check_length(text)
        return worded(engine, words, text, entities)
    if given.get("rich_message") is not None and engine.world.rich_messages:
        return {"rich_message": read_rich(engine.world, given["rich_message"])}
    if "phone_number" in given:
        names = {name: _string(given, name) for name in ("phone_number", "first_name")}
        return {"contact": {**names, **({"last_name": given["last_name"]} if given.get("last_name") else {})}}
    if strange := given.keys() & {"latitude", "payload"}:
        raise _FieldError(f"sandbox: content with {min(strange)} is not simulated")
    return None


def _photo(engine: Engine, call: Call, given: JSON, content: JSON | None) -> JSON:
    """A photo that Telegram has already; those elsewhere the sandbox does not fetch."""
    if "photo_file_id" not in given:
        raise _FieldError("sandbox: photos elsewhere are not simulated")
    photo = as_seen(engine.files.given(_part(call, photo=_string(given, "photo_file_id")), "photo"))
    if content is not None:
        return content
    words = _part(
        call,
        caption=given.get("caption"),
        parse_mode=given.get("parse_mode"),
        caption_entities=given.get("caption_entities"),
    )
    caption, entities = read_caption(words)
    check_caption(caption)
    return {**photo, **captioned(engine, caption, entities)}


def _part(call: Call, **fields: object) -> Call:
    """A piece of the call, to be read like a call of its own; what is odd in it is odd in the whole."""
    given = {name: value for name, value in fields.items() if value is not None}
    return Call(call.method, given, lint=call.lint)


def _check_results(results: list[JSON], chat: Chat) -> None:
    """The checks that Telegram's servers make."""
    ids = [result["id"] for result in results]
    if any(not 1 <= len(one.encode()) <= LONGEST_ID for one in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if result["type"] == "article" and not result["title"]:
            raise bad("ARTICLE_TITLE_EMPTY")
        keyboard = result["content"].get("reply_markup", {})
        check_for_chat(Markup("inline", keyboard), chat)
        rows = keyboard.get("inline_keyboard", [])
        if any("web_app" in button for button in (*chain(*rows), *buttons(result["content"]))):
            raise bad("BUTTON_TYPE_INVALID")
