"""The button beside the input field of a private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.links import link_problem
from sandbox.spec import method
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON, Bot, Chat

_DEFAULT: JSON = {"type": "default"}


@method("setChatMenuButton", honours="chat_id menu_button")
def set_chat_menu_button(engine: Engine, call: Call) -> bool:
    """Set the button of one private chat, or of all that have none of their own; `default` takes it away."""
    chat = _chat(engine, call)
    button = _button(call.json("menu_button", "can't parse menu button JSON object"))
    owner = chat or engine.world.bot
    owner.menu_button = None if button == _DEFAULT else button
    engine.events.tell("commands", {})
    return True


@method("getChatMenuButton", honours="chat_id")
def get_chat_menu_button(engine: Engine, call: Call) -> JSON:
    """The button of a chat, or the one for all chats."""
    return menu_button(engine.world.bot, _chat(engine, call))


def menu_button(bot: Bot, chat: Chat | None) -> JSON:
    """The button that a chat has; `default` is Telegram's own, which shows the commands if there are any."""
    return (chat and chat.menu_button) or bot.menu_button or _DEFAULT


def _chat(engine: Engine, call: Call) -> Chat | None:
    chat_id = call.text("chat_id")
    if not chat_id:
        return None
    chat = engine.chats.reach(chat_id)
    if not chat.is_private:
        raise bad("invalid chat_id specified")
    return chat


def _button(given: object) -> JSON:
    if given is None:
        return _DEFAULT
    if not isinstance(given, dict):
        raise bad("object expected as menu button")
    match given.get("type"):
        case "default" | "commands" as kind:
            return {"type": kind}
        case "web_app":
            return _web_app(given)
    raise bad("menu button has unsupported type")


def _web_app(given: JSON) -> JSON:
    text, app = given.get("text"), given.get("web_app")
    if not isinstance(text, str) or not text.strip():
        raise bad("menu button text must be non-empty")
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    problem = link_problem(url) or ("" if url.startswith("https://") else "Only HTTPS links are allowed")
    if problem:
        raise bad(f"menu button Web App URL '{url}' is invalid: {problem}")
    return {"type": "web_app", "text": text, "web_app": {"url": url}}
