"""What the bot does to messages that are already there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import SUPERGROUP
from sandbox.markup import check_for_chat, read_markup
from sandbox.methods.content import WORDS, captioned, check_content, edited, read_content
from sandbox.spec import method
from sandbox.texts import check_caption, read_caption
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat, Message

DELETABLE_SECONDS = 48 * 3600
_EDIT_TEXT = (
    "chat_id message_id inline_message_id text parse_mode entities reply_markup link_preview_options "
    "disable_web_page_preview rich_message"
)
_EDIT_CAPTION = "chat_id message_id inline_message_id caption parse_mode caption_entities reply_markup"


@method("editMessageText", honours=_EDIT_TEXT)
def edit_message_text(engine: Engine, call: Call) -> JSON | bool:
    """Put other words and another keyboard into a message; without `reply_markup` the keyboard goes."""
    content = read_content(engine, call)
    markup = read_markup(call, inline_only=True)
    chat, message = _editable(engine, call)
    if not message.body.keys() & {"text", "rich_message"}:
        raise bad("there is no text in the message to edit")
    check_content(content, chat)
    check_for_chat(markup, chat)
    return _edited(engine, chat, message, content, markup)


@method("editMessageCaption", honours=_EDIT_CAPTION)
def edit_message_caption(engine: Engine, call: Call) -> JSON | bool:
    """Put another caption, or none, under a photo or document of the bot."""
    caption, entities = read_caption(call)
    markup = read_markup(call, inline_only=True)
    chat, message = _editable(engine, call)
    if not message.body.keys() & {"photo", "document"}:
        raise bad("there is no caption in the message to edit")
    check_caption(caption)
    check_for_chat(markup, chat)
    return _edited(engine, chat, message, captioned(engine, caption, entities), markup)


@method("editMessageReplyMarkup", honours="chat_id message_id inline_message_id reply_markup")
def edit_message_reply_markup(engine: Engine, call: Call) -> JSON | bool:
    """Put another inline keyboard under a message of the bot, or take it away."""
    markup = read_markup(call, inline_only=True)
    chat, message = _editable(engine, call)
    check_for_chat(markup, chat, is_invoice=message.invoice is not None)
    content = {name: message.body[name] for name in WORDS if name in message.body}
    return _edited(engine, chat, message, content, markup)


@method("deleteMessage", honours="chat_id message_id")
def delete_message(engine: Engine, call: Call) -> bool:
    """Take away, within 48 hours, a message of its own, any in a private chat, or any as administrator."""
    chat = engine.chats.reach(call.text("chat_id"))
    message = _message(chat, call, "delete")
    own = message.body["from"]["id"] == engine.world.bot.id
    if not own and not chat.is_private and chat.status(engine.world.bot.id) != "administrator":
        raise bad("message can't be deleted")
    if engine.now() - message.body["date"] > DELETABLE_SECONDS and (own or chat.type != SUPERGROUP):
        raise bad("message can't be deleted for everyone")
    engine.chats.delete(chat, message.body["message_id"])
    return True


def _message(chat: Chat, call: Call, purpose: str) -> Message:
    message_id = call.integer("message_id")
    if not message_id:
        raise bad("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad(f"message to {purpose} not found")
    return message


def _editable(engine: Engine, call: Call) -> tuple[Chat, Message]:
    """A message of the bot, or one that a person sent through it, wherever that lies."""
    if not call.text("chat_id") and not call.integer("message_id"):
        return _sent_inline(engine, call.text("inline_message_id"))
    if not call.integer("message_id"):
        raise bad("message identifier is not specified")
    chat = engine.chats.reach(call.text("chat_id"))
    message = _message(chat, call, "edit")
    if message.body["from"]["id"] != engine.world.bot.id or message.carried_keyboard:
        raise bad("message can't be edited")
    return chat, message


def _sent_inline(engine: Engine, named: str) -> tuple[Chat, Message]:
    if not named:
        raise bad("message identifier is not specified")
    found = engine.world.inline_messages.get(named)
    if found is None:
        raise bad("MESSAGE_ID_INVALID")
    chat = engine.world.chats[found.chat]
    return chat, chat.messages[found.message_id]


def _edited(
    engine: Engine, chat: Chat, message: Message, content: JSON, markup: Markup | None
) -> JSON | bool:
    """The message as it is now; of one that a person sent, the bot learns only that it was done."""
    body = edited(engine, message.body, content, markup)
    engine.chats.replace(chat, body)
    return True if message.inline_message_id else body
