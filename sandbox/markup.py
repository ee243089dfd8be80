"""Keyboards: how Telegram reads `reply_markup`, what it refuses, and what it drops in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import to_json

from sandbox.links import checked_link, link_problem
from sandbox.validate import Refused, bad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.validate import Call
    from sandbox.world import JSON, Chat

LONGEST_DATA = 64  # bytes
LONGEST_MARKUP = 10_240  # bytes of JSON
KEPT_IN_ROW, KEPT_IN_ALL = 12, 300  # TDLib drops the rest in silence
MOST_SHARED = 10  # people behind one button
ADVISED_IN_ROW, ADVISED_IN_ALL = 8, 100
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_REQUESTS = {
    "request_contact": "phone number",
    "request_location": "location",
    "request_poll": "poll",
    "request_users": "users",
    "request_chat": "chats",
}
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


@dataclass(frozen=True, slots=True)
class Markup:
    """A keyboard that Telegram could read; kind is inline, keyboard, remove or force."""

    kind: str
    body: JSON


def read_markup(call: Call, *, inline_only: bool = False) -> Markup | None:
    """The `reply_markup` of a call, None when there is none or nothing in it.

    Raises:
        Refused: 400 in Telegram's words.
    """
    given = call.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if inline_only and "inline_keyboard" not in given:
        raise bad("inline keyboard expected")
    if "keyboard" in given:
        rows = _rows(call, given, "keyboard", _reply_button)
        body = {"keyboard": rows, **{flag: True for flag in _FLAGS if given.get(flag) is True}}
        if given.get("input_field_placeholder"):
            body["input_field_placeholder"] = given["input_field_placeholder"]
        return Markup("keyboard", body) if rows else None
    if "inline_keyboard" in given:
        rows = _rows(call, given, "inline_keyboard", _inline_button)
        return Markup("inline", {"inline_keyboard": rows}) if rows else None
    if given.get("remove_keyboard") is True:
        return Markup("remove", given)
    if given.get("force_reply") is True:
        return Markup("force", given)
    return None


def check_for_chat(markup: Markup | None, chat: Chat, *, is_invoice: bool = False) -> None:
    """The checks that Telegram's servers make, after everything else.

    Raises:
        Refused: 400.
    """
    if is_invoice and not (markup and next(_buttons(markup, "inline_keyboard"), {}).get("pay")):
        raise bad("REPLY_MARKUP_BUY_EMPTY")
    if markup is None:
        return
    for button in _buttons(markup, "inline_keyboard"):
        if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
            raise bad("BUTTON_DATA_INVALID")
        if ("web_app" in button and not chat.is_private) or ("pay" in button and not is_invoice):
            raise bad("BUTTON_TYPE_INVALID")
    for button in _buttons(markup, "keyboard") if not chat.is_private else ():
        for request in button.keys() & _REQUESTS:
            raise bad(f"{_REQUESTS[request]} can be requested in private chats only")
    if len(to_json(markup.body)) > LONGEST_MARKUP:
        raise bad("reply markup is too long")


def _buttons(markup: Markup, field: str) -> Iterator[JSON]:
    return (button for row in markup.body.get(field, ()) for button in row)


def _rows(call: Call, given: JSON, field: str, read: Callable[[object], JSON]) -> list[list[JSON]]:
    rows = given[field]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f'Field "{field}" must be of type Array')
    noun = "inline keyboard button" if field == "inline_keyboard" else "keyboard button"
    kept: list[list[JSON]] = []
    total = 0
    for row in rows:
        buttons = [_named(noun, read, button) for button in row]
        for button in buttons:
            if isinstance(button.get("request_users"), dict):
                button["request_users"] = _clamped(call, button["request_users"])
        if len(buttons) > ADVISED_IN_ROW:
            call.lint.append(f"{len(buttons)} buttons in a row, more than {ADVISED_IN_ROW}")
        buttons = buttons[: min(KEPT_IN_ROW, KEPT_IN_ALL - total)]
        total += len(buttons)
        if buttons:
            kept.append(buttons)
    asked = sum(map(len, rows))
    if asked > ADVISED_IN_ALL:
        call.lint.append(f"{asked} buttons in all, more than {ADVISED_IN_ALL}")
    if asked > total:
        call.lint.append(f"{asked - total} buttons are dropped")
    return kept


def _clamped(call: Call, request: JSON) -> JSON:
    asked = request.get("max_quantity", 1)
    kept = min(max(asked, 1), MOST_SHARED)
    if kept != asked:
        call.lint.append(f"max_quantity {asked} is clamped to 1-{MOST_SHARED}")
    return {**request, "max_quantity": kept}


def _named(noun: str, read: Callable[[object], JSON], button: object) -> JSON:
    try:
        return read(button)
    except _ButtonError as error:
        raise bad(f"can't parse {noun}: {error}") from error


class _ButtonError(Exception):
    """What is wrong with one button."""


def _button_text(button: JSON) -> str:
    if "text" not in button:
        raise _ButtonError('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _ButtonError('Field "text" must be of type String')
    return button["text"]


def _reply_button(given: object) -> JSON:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict):
        raise _ButtonError("KeyboardButton must be an Object")
    if not _button_text(given):
        raise bad("keyboard button text must be non-empty")
    return {name: value for name, value in given.items() if value is not None and value is not False}


def _inline_button(given: object) -> JSON:
    if not isinstance(given, dict):
        raise _ButtonError("Inline keyboard button must be an Object")
    if not _button_text(given):
        raise bad("inline keyboard button text must be non-empty")
    button: JSON = {name: value for name, value in given.items() if value is not None}
    if button.get("callback_data") == "":
        del button["callback_data"]
    if not any(action in button for action in _ACTIONS):
        raise _ButtonError("Text buttons are unallowed in the inline keyboard")
    if "url" in button:
        _check_url(button["url"])
        button["url"] = checked_link(button["url"])
    if "web_app" in button and not str(button["web_app"].get("url", "")).startswith("https://"):
        url = button["web_app"].get("url", "")
        raise bad(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return button


def _check_url(url: str) -> None:
    if problem := link_problem(url):
        raise Refused(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: {problem}")
