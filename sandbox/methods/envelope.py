"""What comes with any message that the bot sends, and how the message then comes into its chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sandbox.markup import check_for_chat, read_markup
from sandbox.methods.ephemeral import read_receiver
from sandbox.validate import bad, forbidden

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat

ENVELOPE = "chat_id reply_markup reply_parameters disable_notification protect_content message_thread_id"


class Envelope(NamedTuple):
    """What comes with any message: the message to reply to (0: none), the keyboard, and who alone sees it."""

    reply_to: int
    may_be_gone: bool
    markup: Markup | None
    only_for: JSON | None


def read_envelope(call: Call, *, inline_only: bool = False) -> Envelope:
    """The part of a call that is the same for all that is sent.

    Raises:
        Refused: 400.
    """
    reply_to, may_be_gone = _reply(call)
    markup = read_markup(call, inline_only=inline_only)
    only_for = call.json(
        "ephemeral_message_parameters", "can't parse ephemeral message parameters JSON object"
    )
    if only_for is not None and not isinstance(only_for, dict):
        raise bad("ephemeral message parameters must be an Object")
    return Envelope(reply_to, may_be_gone, markup, only_for)


def send(
    engine: Engine, call: Call, chat: Chat, content: JSON, envelope: Envelope, invoice: str | None = None
) -> JSON:
    """Put a message into a chat, or before one person in it; returns it.

    Raises:
        Refused: 400 or 403, what Telegram's servers refuse.
    """
    if call.boolean("protect_content"):
        content["has_protected_content"] = True
    if envelope.reply_to:
        content = _quote(engine, chat, envelope, content)
    thread = call.integer("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad("message thread not found")
    content = engine.chats.in_topic(chat, content, thread)
    check_for_chat(envelope.markup, chat, is_invoice=invoice is not None)
    _check_reader(engine, chat)
    given = envelope.only_for
    receiver = None if given is None else read_receiver(engine, chat, given, envelope.markup)
    if engine.rate_limits:
        engine.rate_limits.check(chat.id)
    if receiver:
        return engine.chats.to_one(chat, receiver.user, content, envelope.markup, receiver.replaces)
    return engine.chats.by_bot(chat, content, envelope.markup, invoice)


def _reply(call: Call) -> tuple[int, bool]:
    """The message to reply to (0: none), and whether it may be gone."""
    given = call.json("reply_parameters", "can't parse reply parameters JSON object")
    if given is None:
        return call.integer("reply_to_message_id"), call.boolean("allow_sending_without_reply")
    if not isinstance(given, dict):
        raise bad("reply parameters must be an Object")
    message_id = given.get("message_id")
    if not isinstance(message_id, int):
        raise bad('can\'t parse reply parameters: field "message_id" must be of type Number')
    for ignored in sorted(given.keys() & {"chat_id", "quote", "checklist_task_id", "poll_option_id"}):
        call.lint.append(f"sandbox: reply_parameters.{ignored} is not simulated")
    return message_id, given.get("allow_sending_without_reply") is True


def _quote(engine: Engine, chat: Chat, envelope: Envelope, content: JSON) -> JSON:
    quoted = engine.chats.quoted(chat, envelope.reply_to)
    if quoted is None:
        if envelope.may_be_gone:
            return content
        raise bad("message to be replied not found")
    return {"reply_to_message": quoted, **content}


def _check_reader(engine: Engine, chat: Chat) -> None:
    """Refuse what nobody would get: the person is no more in Telegram, or blocks the bot."""
    if not chat.is_private:
        return
    if engine.world.users[chat.id].deactivated:
        raise forbidden("user is deactivated")
    if engine.world.users[chat.id].blocked:
        raise forbidden("bot was blocked by the user")
