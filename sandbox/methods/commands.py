"""The "/" menu: commands by scope and language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.spec import method
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON, Bot, Chat, User

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_WIDE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


@method("setMyCommands", honours="commands scope language_code")
def set_my_commands(engine: Engine, call: Call) -> bool:
    """Set the menu of one scope and language; an empty list takes it away."""
    given = call.json("commands", "can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(engine, one) for one in given]
    key = _key(engine, call)
    if commands:
        engine.world.bot.commands[key] = commands
    else:
        engine.world.bot.commands.pop(key, None)
    engine.events.tell("commands", {})
    return True


@method("getMyCommands", honours="scope language_code")
def get_my_commands(engine: Engine, call: Call) -> list[JSON]:
    """The menu of exactly this scope and language; empty when none was set."""
    return engine.world.bot.commands.get(_key(engine, call), [])


@method("deleteMyCommands", honours="scope language_code")
def delete_my_commands(engine: Engine, call: Call) -> bool:
    """Take the menu of one scope and language away, so that wider ones show through."""
    engine.world.bot.commands.pop(_key(engine, call), None)
    engine.events.tell("commands", {})
    return True


def menu(bot: Bot, chat: Chat, person: User) -> list[JSON]:
    """What a person sees on typing "/": the narrowest scope that has a menu, their language first."""
    scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    if not chat.is_private:
        is_admin = chat.status(person.id) in {"creator", "administrator"}
        scopes = [
            f"chat_member:{chat.id}:{person.id}",
            *([f"chat_administrators:{chat.id}"] if is_admin else []),
            f"chat:{chat.id}",
            *(["all_chat_administrators"] if is_admin else []),
            "all_group_chats",
            "default",
        ]
    for scope in scopes:
        for language in ((person.language_code or "")[:2], ""):
            if commands := bot.commands.get(f"{scope}|{language}"):
                return commands
    return []


def _command(engine: Engine, given: object) -> JSON:
    if not isinstance(given, dict):
        raise bad("expected an Object as BotCommand")
    name, description = given.get("command"), given.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad("can't parse BotCommand: command and description must be of type String")
    name = name.removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    kept: JSON = {"command": name, "description": description}
    if given.get("is_ephemeral") and engine.world.ephemeral_messages:  # a server without them ignores it
        kept["is_ephemeral"] = True
    return kept


def _key(engine: Engine, call: Call) -> str:
    """Scope and language as one word."""
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    scope = call.json("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return f"default|{language}"
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _WIDE_SCOPES:
        return f"{kind}|{language}"
    if kind not in _CHAT_SCOPES or not isinstance(scope, dict):
        raise bad("can't parse BotCommandScope: unsupported type specified")
    chat = engine.chats.reach(str(scope.get("chat_id", "")))
    if kind == "chat_member":
        return f"{kind}:{chat.id}:{scope.get('user_id')}|{language}"
    return f"{kind}:{chat.id}|{language}"
