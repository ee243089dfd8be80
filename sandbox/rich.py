"""Rich messages: headings, lists and tables, with buttons beside the words.

How Telegram words its refusals of them, nobody has verified.
"""

from __future__ import annotations

import inspect
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from aiogram.types import InputRichBlockUnion, InputRichMessage, RichTextUnion
from pydantic import BaseModel

from sandbox.links import checked_link, link_problem
from sandbox.markup import LONGEST_DATA
from sandbox.spec import variants
from sandbox.validate import bad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sandbox.validate import Refused
    from sandbox.world import JSON, Chat, World

LONGEST_RICH = 32_768  # characters
MOST_BLOCKS = 500  # with those inside of others, list items and table rows
DEEPEST = 16
MOST_COLUMNS = 20
MOST_BUTTONS = 8  # in one block of them
SMALLEST_HEADING = 6
_SOURCES = ("html", "markdown", "blocks")
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "disabled",
)
_STYLES = frozenset({"danger", "success", "primary", "link"})
_IN_BUTTON = frozenset({"custom_emoji", "date_time"})
_WORDS = ("text", "credit", "caption", "summary", "expression", "alternative_text")
_ALIGN = frozenset({"left", "center", "right"})
_VALIGN = frozenset({"top", "middle", "bottom"})
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_rich(world: World, given: object) -> JSON:
    """The RichMessage that Telegram makes of an InputRichMessage.

    Raises:
        Refused: 400.
    """
    if not isinstance(given, dict):
        raise _wrong("expected an Object")
    sources = [name for name in _SOURCES if given.get(name) is not None]
    if len(sources) != 1:
        raise _wrong("exactly one of html, markdown and blocks must be used")
    if sources != ["blocks"]:
        raise _wrong(f"sandbox: {sources[0]} is not simulated, use blocks")
    body = _object(InputRichMessage, given, "rich_message")
    if not body["blocks"]:
        raise bad("message text is empty")
    _Reader(world).blocks(body["blocks"], 1)
    return {name: body[name] for name in ("blocks", "is_rtl") if name in body}


def check_rich_for_chat(rich: JSON, chat: Chat) -> None:
    """The check that needs to know where the message goes.

    Raises:
        Refused: 400.
    """
    if not chat.is_private and any("web_app" in button for button in buttons(rich)):
        raise bad("BUTTON_TYPE_INVALID")


def buttons(part: object) -> Iterator[JSON]:
    """All buttons inside a rich message or a part of it, in the order in which they are read."""
    if isinstance(part, list):
        for one in part:
            yield from buttons(one)
    elif isinstance(part, dict):
        match part.get("type"):
            case "buttons":
                yield from part["buttons"]
            case "button":
                yield part["button"]
            case _:
                yield from buttons(list(part.values()))


def flat(text: object) -> str:
    """A RichText without its styles; of a button, what stands on it."""
    if isinstance(text, list):
        return "".join(map(flat, text))
    if isinstance(text, dict):
        inner = text.get("text", text.get("button", text.get("alternative_text", text.get("expression"))))
        return flat(inner)
    return text if isinstance(text, str) else ""


def _wrong(text: str) -> Refused:
    return bad(f"can't parse rich message: {text}")


def _object(model: type[BaseModel], given: object, path: str) -> JSON:
    """What Telegram keeps of an object: the fields that it knows and that are set.

    aiogram's own validation would try every style of text inside of every other, and take years.
    """
    if not isinstance(given, dict):
        raise _wrong(f"{path} must be an Object")
    kept: JSON = {}
    for name, field in model.model_fields.items():
        value = given.get(name)
        if value is None and field.is_required():
            raise _wrong(f'can\'t find field "{name}" in {path}')
        if value is not None and value is not False:
            kept[name] = _value(field.annotation, value, f"{path}.{name}")
    return kept


def _value(annotation: Any, given: object, path: str) -> object:  # noqa: ANN401 - an annotation may be anything
    [kind] = (
        [one for one in get_args(annotation) if one is not NoneType]
        if _is_optional(annotation)
        else [annotation]
    )
    if kind is RichTextUnion:
        return _text(given, path)
    if get_origin(kind) is list:
        if not isinstance(given, list):
            raise _wrong(f"{path} must be an Array")
        return [_value(get_args(kind)[0], one, path) for one in given]
    if get_origin(kind) is Annotated:
        return _one_of(_BLOCKS, given, path)
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        return _object(kind, given, path)
    wanted = kind if kind in {int, bool} else str
    if type(given) is not wanted:
        raise _wrong(f"{path} must be of type {wanted.__name__}")
    return given


def _is_optional(annotation: object) -> bool:
    return NoneType in get_args(annotation)


def _text(given: object, path: str) -> object:
    if isinstance(given, list):
        return [_text(one, path) for one in given]
    return given if isinstance(given, str) else _one_of(_TEXTS, given, path)


def _one_of(models: dict[str, type[BaseModel]], given: object, path: str) -> JSON:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in models:
        raise _wrong(f"{path} has an unknown type {kind}")
    return _object(models[kind], given, path)


def _by_type(models: Iterable[type]) -> dict[str, type[BaseModel]]:
    return {
        model.model_fields["type"].default.value: model for model in models if issubclass(model, BaseModel)
    }


_TEXTS = _by_type(variants(RichTextUnion))
_BLOCKS = _by_type(variants(InputRichBlockUnion))


class _Reader:
    """Counts what has a limit, and completes what Telegram completes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._characters = 0
        self._blocks = 0

    def blocks(self, blocks: Iterable[JSON], depth: int) -> None:
        for block in blocks:
            self._count_block(depth)
            self._block(block, depth)

    def _count_block(self, depth: int) -> None:
        self._blocks += 1
        if self._blocks > MOST_BLOCKS:
            raise bad(f"rich message has more than {MOST_BLOCKS} blocks")
        if depth > DEEPEST:
            raise bad(f"rich message is nested deeper than {DEEPEST} levels")

    def _block(self, block: JSON, depth: int) -> None:
        match block["type"]:
            case "heading":
                if not 1 <= block["size"] <= SMALLEST_HEADING:
                    raise _wrong(f"size of a heading must be 1-{SMALLEST_HEADING}")
            case "list":
                self._list(block["items"], depth)
            case "table":
                self._table(block["cells"], depth)
            case "buttons":
                self._button_row(block, depth)
            case "blockquote" | "details":
                self.blocks(block["blocks"], depth + 1)
            case (
                "paragraph"
                | "pre"
                | "footer"
                | "divider"
                | "anchor"
                | "mathematical_expression"
                | "expandable_blockquote"
                | "pullquote"
            ):
                pass
            case kind:
                raise _wrong(f"sandbox: a block of type {kind} is not simulated")
        for name in _WORDS:
            if name in block:
                self._text(block[name], depth)

    def _list(self, items: list[JSON], depth: int) -> None:
        if not items:
            raise _wrong("a list must have items")
        ordered = any("value" in item or "type" in item for item in items)
        number = 0
        for item in items:
            self._count_block(depth)
            if ordered:
                number = item.setdefault("value", number + 1)
                item.setdefault("type", "1")
            item["label"] = _label(number, item["type"]) if ordered else "•"
            self.blocks(item["blocks"], depth + 1)

    def _table(self, rows: list[list[JSON]], depth: int) -> None:
        if not any(rows):
            raise _wrong("a table must have cells")
        for row in rows:
            self._count_block(depth)
            if sum(cell.get("colspan", 1) for cell in row) > MOST_COLUMNS:
                raise bad(f"a table has more than {MOST_COLUMNS} columns")
            for cell in row:
                if cell["align"] not in _ALIGN or cell["valign"] not in _VALIGN:
                    raise _wrong("wrong alignment of a cell")
                if "text" in cell:
                    self._text(cell["text"], depth + 1)

    def _button_row(self, block: JSON, depth: int) -> None:
        if not 1 <= len(block["buttons"]) <= MOST_BUTTONS:
            raise _wrong(f"a block of buttons must have 1-{MOST_BUTTONS} of them")
        if block.get("align", "left") not in _ALIGN:
            raise _wrong("wrong alignment of buttons")
        for button in block["buttons"]:
            self._button(button, depth)

    def _text(self, text: object, depth: int) -> None:
        if depth > DEEPEST:
            raise bad(f"rich message is nested deeper than {DEEPEST} levels")
        if isinstance(text, str):
            self._characters += len(text)
            if self._characters > LONGEST_RICH:
                raise bad("message is too long")
        elif isinstance(text, list):
            for one in text:
                self._text(one, depth)
        elif isinstance(text, dict):
            self._styled(text, depth)

    def _styled(self, text: JSON, depth: int) -> None:
        if text["type"] == "button":
            self._button(text["button"], depth)
        elif text["type"] == "text_mention" and (known := self._world.users.get(text["user"]["id"])):
            text["user"] = known.as_seen()
        elif text["type"] == "url":
            text["url"] = _link(text["url"])
        for name in _WORDS:
            if name in text:
                self._text(text[name], depth + 1)

    def _button(self, button: JSON, depth: int) -> None:
        actions = [name for name in _ACTIONS if name in button]
        if len(actions) != 1:
            raise _wrong("a button must have exactly one action")
        if not flat(button["text"]):
            raise _wrong("text of a button must be non-empty")
        if not all(kind in _IN_BUTTON for kind in _kinds(button["text"])):
            raise _wrong("text of a button may have no styles")
        style = button.get("style")
        if style and (style not in _STYLES or (style == "link" and actions != ["callback_data"])):
            raise _wrong(f"wrong style {style} of a button")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= LONGEST_DATA:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button:
            button["url"] = _link(button["url"])
        if "web_app" in button and not button["web_app"]["url"].startswith("https://"):
            raise _wrong("only HTTPS links are allowed for a Web App")
        self._text(button["text"], depth)


def _link(url: str) -> str:
    if problem := link_problem(url):
        raise _wrong(f"URL '{url}' is invalid: {problem}")
    return checked_link(url)


def _kinds(text: object) -> Iterator[str]:
    """The types of the styles on the surface of a RichText."""
    if isinstance(text, list):
        for one in text:
            yield from _kinds(one)
    elif isinstance(text, dict):
        yield text["type"]


def _label(number: int, kind: str) -> str:
    """What stands before an item of an ordered list."""
    match kind.lower():
        case "a":
            written = chr(ord("a") + (number - 1) % 26)
        case "i":
            written = _roman(number)
        case _:
            written = str(number)
    return f"{written.upper() if kind.isupper() else written}."


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
