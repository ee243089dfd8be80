"""Messages and answers that the bot sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.files import as_seen
from sandbox.links import deep_link
from sandbox.methods.content import captioned, worded
from sandbox.methods.envelope import ENVELOPE, read_envelope, send
from sandbox.rich import check_rich_for_chat, read_rich
from sandbox.spec import method
from sandbox.texts import check_caption, check_length, read_caption, read_text
from sandbox.validate import TOO_OLD, bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON

LONGEST_ANSWER = 200
_FOR_ONE = "ephemeral_message_parameters"
_OLD_REPLY = "reply_to_message_id allow_sending_without_reply"
_WORDS = "text parse_mode entities link_preview_options disable_web_page_preview"
_CAPTION = "caption parse_mode caption_entities"


@method("sendMessage", honours=f"{ENVELOPE} {_FOR_ONE} {_OLD_REPLY} {_WORDS}")
def send_message(engine: Engine, call: Call) -> JSON:
    """Say something; the order of checks is that of Telegram's server."""
    text, entities = read_text(call)
    envelope = read_envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_length(text)
    return send(engine, call, chat, worded(engine, call, text, entities), envelope)


@method("sendRichMessage", honours=f"{ENVELOPE} {_FOR_ONE} rich_message", needs="rich_messages")
def send_rich_message(engine: Engine, call: Call) -> JSON:
    """Say something in blocks, which may have buttons in them."""
    rich = read_rich(engine.world, call.json("rich_message", "can't parse rich message JSON object"))
    envelope = read_envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_rich_for_chat(rich, chat)
    return send(engine, call, chat, {"rich_message": rich}, envelope)


@method("sendPhoto", honours=f"{ENVELOPE} {_FOR_ONE} {_OLD_REPLY} {_CAPTION} photo")
def send_photo(engine: Engine, call: Call) -> JSON:
    """Send a picture, which stays as it is."""
    return _send_file(engine, call, "photo")


@method(
    "sendDocument",
    honours=f"{ENVELOPE} {_FOR_ONE} {_OLD_REPLY} {_CAPTION} document disable_content_type_detection",
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


def _send_file(engine: Engine, call: Call, kind: str) -> JSON:
    file = engine.files.given(call, kind)
    caption, entities = read_caption(call)
    envelope = read_envelope(call)
    chat = engine.chats.reach(call.text("chat_id"))
    check_caption(caption)
    content = {**as_seen(file), **captioned(engine, caption, entities)}
    body = send(engine, call, chat, content, envelope)
    engine.files.keep(file)
    return body
