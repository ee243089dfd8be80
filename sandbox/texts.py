"""From a text as the bot sent it to the text and entities that Telegram keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox import html
from sandbox.html import length16
from sandbox.links import checked_link, link_problem
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.validate import Call
    from sandbox.world import JSON

LONGEST_TEXT = 4096  # code points, after parsing and trimming
LONGEST_CAPTION = 1024  # counted the same way
LONGEST_SOURCE = 32_768  # bytes, before parsing
_CONTROL = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): None}
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SPACES = " \n\t\u00a0"
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_USUAL_PRIORITY = 50
_MERGING = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)']|\bt\.me/[A-Za-z0-9_/?=&-]*[A-Za-z0-9_])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{2,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)",
)


def read_text(call: Call) -> tuple[str, list[JSON]]:
    """The text and entities of a call's `text`, `parse_mode` and `entities`, before their length is checked.

    Raises:
        Refused: 400, in the order and words of Telegram's server.
    """
    if not call.text("text"):
        raise bad("message text is empty")
    text, entities = _read(call, "text", "entities")
    if not text:
        raise bad("text must be non-empty")
    return text, entities


def read_caption(call: Call) -> tuple[str, list[JSON]]:
    """The same of `caption`, `parse_mode` and `caption_entities`; a caption may be empty.

    Raises:
        Refused: 400, in the order and words of Telegram's server.
    """
    return _read(call, "caption", "caption_entities")


def _read(call: Call, name: str, entities_name: str) -> tuple[str, list[JSON]]:
    source = call.text(name)
    if len(source) * 4 > LONGEST_SOURCE and len(source.encode()) > LONGEST_SOURCE:
        raise bad("text is too long")
    source = clean(source)
    mode = call.text("parse_mode").lower()
    if mode == "html":
        text, entities = html.parse(source)
    elif mode in {"markdown", "markdownv2"}:
        raise bad(f"unsupported parse_mode (sandbox: {mode} is not simulated, use HTML)")
    elif mode not in {"", "none"}:
        raise bad("unsupported parse_mode")
    else:
        text, entities = source, _given(call, entities_name)
    kept, entities = tidy(text, entities)
    if kept and len(kept) != len(text):
        call.lint.append(f"{name} is trimmed")
    return kept, entities


def check_length(text: str) -> None:
    """Refuse a text that is too long for a message."""
    if len(text) > LONGEST_TEXT:
        raise bad("message is too long")


def check_caption(caption: str) -> None:
    """Refuse a text that is too long to stand under a file."""
    if len(caption) > LONGEST_CAPTION:
        raise bad("message caption is too long")


def tidy(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Trim a text, cut its entities to fit, and add those that Telegram finds by itself."""
    text = clean(text)
    start = len(text) - len(text.lstrip(_SPACES))
    if start and entities:  # TDLib does not trim into an entity
        start = min(start, *(entity["offset"] for entity in entities))
    kept = text[start:].rstrip(_SPACES)
    end = length16(kept)
    fitted = []
    for entity in entities:
        offset = entity["offset"] - start
        length = min(offset + entity["length"], end) - offset
        if length > 0 and not slice16(kept, offset, length).isspace():
            fitted.append({**entity, "offset": offset, "length": length})
    return kept, _merged([*fitted, *_found(kept, fitted)])


def clean(text: str) -> str:
    """Without carriage returns, other control characters as spaces."""
    return text.translate(_CONTROL) if _CONTROLS.search(text) else text


def slice16(text: str, offset: int, length: int) -> str:
    """The part of a text between UTF-16 offsets."""
    if text.isascii():
        return text[offset : offset + length]
    part = text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)]
    return part.decode("utf-16-le", "replace")


def _given(call: Call, name: str) -> list[JSON]:
    given = call.json(name, "can't parse entities JSON object")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad("can't parse message entities: expected an Array of MessageEntity")
    return [_entity(entity) for entity in given]


def _entity(given: object) -> JSON:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise bad("can't parse MessageEntity: expected an Object with a type")
    if not isinstance(given.get("offset"), int) or not isinstance(given.get("length"), int):
        raise bad("can't parse MessageEntity: offset and length must be of type Number")
    if given["type"] == "text_link" and (problem := link_problem(str(given.get("url", "")))):
        raise bad(f"entity URL '{given.get('url', '')}' is invalid: {problem}")
    entity = {name: value for name, value in given.items() if value is not None}
    return {**entity, "url": checked_link(entity["url"])} if "url" in entity else entity


def _found(text: str, taken: list[JSON]) -> list[JSON]:
    """Addresses, mentions and commands outside of code and links."""
    if not any(letter in text for letter in ".@/#"):
        return []
    opaque = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken
        if entity["type"] in _OPAQUE
    ]
    found = []
    for match in _FOUND.finditer(text):
        offset = length16(text[: match.start()])
        length = length16(match[0])
        if all(offset + length <= begin or end <= offset for begin, end in opaque):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def _merged(entities: list[JSON]) -> list[JSON]:
    """Sorted as TDLib sorts, with touching pieces of one style joined."""
    joined: list[JSON] = []
    styles = sorted((e for e in entities if e["type"] in _MERGING), key=lambda e: (e["type"], e["offset"]))
    for entity in styles:
        last = joined[-1] if joined else None
        if last and last["type"] == entity["type"] and entity["offset"] <= last["offset"] + last["length"]:
            end = max(last["offset"] + last["length"], entity["offset"] + entity["length"])
            joined[-1] = {**last, "length": end - last["offset"]}
        else:
            joined.append(entity)
    joined.extend(entity for entity in entities if entity["type"] not in _MERGING)
    return sorted(
        joined,
        key=lambda e: (e["offset"], -e["length"], _PRIORITY.get(e["type"], _USUAL_PRIORITY)),
    )
