"""Messages in a group that one person sees. How Telegram words its refusals of them, nobody has verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sandbox.markup import check_for_chat, read_markup
from sandbox.methods.content import WORDS, check_content, edited, read_content
from sandbox.spec import method
from sandbox.validate import TOO_OLD, bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat, User

_NAMED = "chat_id receiver_user_id ephemeral_message_id"
_TEXT = "text parse_mode entities link_preview_options rich_message reply_markup"


class Receiver(NamedTuple):
    """Who sees a message, and in place of which other one."""

    user: User
    replaces: int | None


@method("editEphemeralMessageText", honours=f"{_NAMED} {_TEXT}")
def edit_ephemeral_message_text(engine: Engine, call: Call) -> bool:
    """Put another text and keyboard into a message to one person."""
    content = read_content(engine, call)
    markup = read_markup(call, inline_only=True)
    chat, old = _named(engine, call, "edit")
    if not old.keys() & {"text", "rich_message"}:
        raise bad("there is no text in the message to edit")
    check_content(content, chat)
    check_for_chat(markup, chat)
    engine.chats.replace_for_one(chat, edited(engine, old, content, markup))
    return True


@method("editEphemeralMessageReplyMarkup", honours=f"{_NAMED} reply_markup")
def edit_ephemeral_message_reply_markup(engine: Engine, call: Call) -> bool:
    """Put another keyboard under a message to one person, or take it away."""
    markup = read_markup(call, inline_only=True)
    chat, old = _named(engine, call, "edit")
    check_for_chat(markup, chat)
    content = {name: old[name] for name in WORDS if name in old}
    engine.chats.replace_for_one(chat, edited(engine, old, content, markup))
    return True


@method("deleteEphemeralMessage", honours=_NAMED)
def delete_ephemeral_message(engine: Engine, call: Call) -> bool:
    """Take a message to one person away."""
    chat, old = _named(engine, call, "delete")
    engine.chats.delete_for_one(chat, old["ephemeral_message_id"])
    return True


def read_receiver(engine: Engine, chat: Chat, given: JSON, markup: Markup | None) -> Receiver:
    """Who gets an ephemeral message: somebody in the group; a button that they pressed must be fresh.

    Raises:
        Refused: 400.
    """
    if not engine.world.ephemeral_messages:
        raise bad("ephemeral messages are not supported")
    if chat.is_private:
        raise bad("ephemeral messages can be sent in group and supergroup chats only")
    user = engine.world.users.get(given.get("receiver_user_id", 0))
    if user is None or user.deactivated or not chat.has(user.id):
        raise bad("user not found")
    if markup and markup.kind != "inline":
        raise bad("inline keyboard expected")
    return Receiver(user, _replaced(engine, chat, user, given))


def _replaced(engine: Engine, chat: Chat, user: User, given: JSON) -> int | None:
    in_place = given.get("replace_callback_query_message") is True
    query_id = given.get("callback_query_id")
    if query_id is None:
        if in_place:
            raise bad(TOO_OLD)
        return None
    query = engine.world.callbacks.get(query_id) or engine.world.answered.get(query_id)
    if query is None or (query.person, query.chat) != (user.id, chat.id):
        raise bad(TOO_OLD)
    if engine.now() - query.pressed >= engine.ephemeral_seconds:
        raise bad(TOO_OLD)
    if in_place and not query.message_id:
        raise bad("ephemeral messages must be edited")
    return query.message_id if in_place else None


def _named(engine: Engine, call: Call, purpose: str) -> tuple[Chat, JSON]:
    chat = engine.chats.reach(call.text("chat_id"))
    kept = chat.ephemeral.get(call.integer("ephemeral_message_id"))
    if kept is None or kept.body["receiver_user"]["id"] != call.integer("receiver_user_id"):
        raise bad(f"message to {purpose} not found")
    return chat, kept.body
