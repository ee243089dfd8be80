"""Messages and answers that the bot sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sandbox.files import as_seen
from sandbox.links import deep_link
from sandbox.markup import check_for_chat, read_markup
from sandbox.methods.content import captioned, worded
from sandbox.methods.ephemeral import read_receiver
from sandbox.rich import check_rich_for_chat, read_rich
from sandbox.spec import method
from sandbox.texts import check_caption, check_length, read_caption, read_text
from sandbox.validate import TOO_OLD, bad, forbidden

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat

LONGEST_ANSWER = 200
_ENVELOPE = (
    "chat_id reply_markup reply_parameters disable_notification protect_content "
    "ephemeral_message_parameters message_thread_id"
)
_OLD_REPLY = "reply_to_message_id allow_sending_without_reply"
_WORDS = "text parse_mode entities link_preview_options disable_web_page_preview"
_CAPTION = "caption parse_mode caption_entities"


@method("sendMessage", honours=f"{_ENVELOPE} {_OLD_REPLY} {_WORDS}")
def send_message(engine: Engine, call: Call) -> JSON:
    """Say something; the order of checks is that of Telegram's server."""
    text, entities = read_text(call)
    envelope = _envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_length(text)
    return _send(engine, call, chat, worded(engine, call, text, entities), envelope)


@method("sendRichMessage", honours=f"{_ENVELOPE} rich_message", needs="rich_messages")
def send_rich_message(engine: Engine, call: Call) -> JSON:
    """Say something in blocks, which may have buttons in them."""
    rich = read_rich(engine.world, call.json("rich_message", "can't parse rich message JSON object"))
    envelope = _envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_rich_for_chat(rich, chat)
    return _send(engine, call, chat, {"rich_message": rich}, envelope)


@method("sendPhoto", honours=f"{_ENVELOPE} {_OLD_REPLY} {_CAPTION} photo")
def send_photo(engine: Engine, call: Call) -> JSON:
    """Send a picture, which stays as it is."""
    return _send_file(engine, call, "photo")


@method(
    "sendDocument", honours=f"{_ENVELOPE} {_OLD_REPLY} {_CAPTION} document disable_content_type_detection"
)
def send_document(engine: Engine, call: Call) -> JSON:
    """Send a file; whatever it is, it stays a document."""
    return _send_file(engine, call, "document")


@method("answerCallbackQuery", honours="callback_query_id text show_alert url cache_time")
def answer_callback_query(engine: Engine, call: Call) -> bool:
    """Stop the spinner of a pressed button, with a toast or an alert for the one who pressed; once only."""
    query = engine.world.callbacks.get(call.text("callback_query_id"))
    if query is None or engine.now() - query.pressed >= engine.answer_seconds:
        raise bad(TOO_OLD)
    text = call.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    url = call.text("url")
    link = deep_link(url) if url else None
    if url and (link is None or link.username.lower() != engine.world.bot.username.lower()):
        raise bad("URL_INVALID")
    engine.settle(query)
    answer = {"text": text or None, "show_alert": call.boolean("show_alert"), "url": url or None}
    engine.chats.tell_answer(query, answer)
    return True


def _check_reader(engine: Engine, chat: Chat) -> None:
    """Refuse what nobody would get: the person is no more in Telegram, or blocks the bot."""
    if not chat.is_private:
        return
    if engine.world.users[chat.id].deactivated:
        raise forbidden("user is deactivated")
    if engine.world.users[chat.id].blocked:
        raise forbidden("bot was blocked by the user")


class _Envelope(NamedTuple):
    """What comes with any message: the message to reply to (0: none), the keyboard, and who alone sees it."""

    reply_to: int
    may_be_gone: bool
    markup: Markup | None
    only_for: JSON | None


def _envelope(call: Call) -> _Envelope:
    reply_to, may_be_gone = _reply(call)
    markup = read_markup(call)
    only_for = call.json(
        "ephemeral_message_parameters", "can't parse ephemeral message parameters JSON object"
    )
    if only_for is not None and not isinstance(only_for, dict):
        raise bad("ephemeral message parameters must be an Object")
    return _Envelope(reply_to, may_be_gone, markup, only_for)


def _send_file(engine: Engine, call: Call, kind: str) -> JSON:
    file = engine.files.given(call, kind)
    caption, entities = read_caption(call)
    envelope = _envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_caption(caption)
    content = {**as_seen(file), **captioned(engine, caption, entities)}
    body = _send(engine, call, chat, content, envelope)
    engine.files.keep(file)
    return body


def _send(engine: Engine, call: Call, chat: Chat, content: JSON, envelope: _Envelope) -> JSON:
    if call.boolean("protect_content"):
        content["has_protected_content"] = True
    if envelope.reply_to:
        content = _quote(engine, chat, envelope, content)
    thread = call.integer("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad("message thread not found")
    content = engine.chats.in_topic(chat, content, thread)
    check_for_chat(envelope.markup, chat)
    _check_reader(engine, chat)
    given = envelope.only_for
    receiver = None if given is None else read_receiver(engine, chat, given, envelope.markup)
    if engine.rate_limits:
        engine.rate_limits.check(chat.id)
    if receiver:
        return engine.chats.to_one(chat, receiver.user, content, envelope.markup, receiver.replaces)
    return engine.chats.by_bot(chat, content, envelope.markup)


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


def _quote(engine: Engine, chat: Chat, envelope: _Envelope, content: JSON) -> JSON:
    quoted = engine.chats.quoted(chat, envelope.reply_to)
    if quoted is None:
        if envelope.may_be_gone:
            return content
        raise bad("message to be replied not found")
    return {"reply_to_message": quoted, **content}
