"""What is pinned in a chat, and what the bot may know of the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import SERVICE_FIELDS
from sandbox.spec import method
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat

MOST_REACTIONS = 11
NOT_CHANGED = "CHAT_NOT_MODIFIED"
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method("getChat", honours="chat_id")
def get_chat(engine: Engine, call: Call) -> JSON:
    """The chat, with the newest of its pinned messages."""
    chat = engine.chats.reach(call.text("chat_id"))
    seen = {
        **engine.chats.as_seen(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.pinned:
        seen["pinned_message"] = engine.chats.quoted(chat, max(chat.pinned))
    return seen


@method("pinChatMessage", honours="chat_id message_id disable_notification")
def pin_chat_message(engine: Engine, call: Call) -> bool:
    """Pin a message; the chat says so, and the bot hears of that, too."""
    chat, message_id = _target(engine, call, "pin")
    if not message_id:
        raise bad("message identifier is not specified")
    _check_right(engine, chat)
    if chat.messages[message_id].body.keys() & set(SERVICE_FIELDS):
        raise bad("a service message can't be pinned")
    if message_id in chat.pinned:
        raise bad(NOT_CHANGED)
    engine.chats.pin(chat, message_id)
    return True


@method("unpinChatMessage", honours="chat_id message_id")
def unpin_chat_message(engine: Engine, call: Call) -> bool:
    """Unpin a message, or the newest of those pinned; nobody is told."""
    chat, message_id = _target(engine, call, "unpin")
    if not message_id and not chat.pinned:
        raise bad("message to unpin not found")
    _check_right(engine, chat)
    message_id = message_id or max(chat.pinned)
    if message_id not in chat.pinned:
        raise bad(NOT_CHANGED)
    engine.chats.unpin(chat, message_id)
    return True


@method("unpinAllChatMessages", honours="chat_id")
def unpin_all_chat_messages(engine: Engine, call: Call) -> bool:
    """Unpin everything."""
    chat = engine.chats.reach(call.text("chat_id"))
    _check_right(engine, chat)
    for message_id in list(chat.pinned):
        engine.chats.unpin(chat, message_id)
    return True


def _target(engine: Engine, call: Call, purpose: str) -> tuple[Chat, int]:
    """The chat, and the number of a message that is there, 0 when none is named."""
    chat = engine.chats.reach(call.text("chat_id"))
    message_id = call.integer("message_id")
    if message_id and message_id not in chat.messages:
        raise bad(f"message to {purpose} not found")
    return chat, message_id


def _check_right(engine: Engine, chat: Chat) -> None:
    if not chat.is_private and chat.status(engine.world.bot.id) != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
