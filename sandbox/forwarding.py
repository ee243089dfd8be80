"""Forwarding: what of a message its copy in another chat has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import SERVICE_FIELDS

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.world import JSON, Message

_LEFT_BEHIND = frozenset(
    (
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "message_thread_id",
        "is_topic_message",
        "reply_markup",
    )
)


def can_be_forwarded(message: Message) -> bool:
    """Whether it is neither a service message nor protected."""
    return not message.body.keys() & {*SERVICE_FIELDS, "has_protected_content"}


def forwarded(engine: Engine, message: Message) -> JSON:
    """What a forwarded message shows, and who wrote it.

    Keyboards stay behind, but not the button of an invoice: with a start parameter it leads to the bot
    instead, without one whoever sees the copy can pay.
    """
    body = message.body
    content = {name: value for name, value in body.items() if name not in _LEFT_BEHIND}
    content.setdefault("forward_origin", _origin(body))
    if message.invoice is None:
        return content
    button = body["reply_markup"]["inline_keyboard"][0][0]
    parameter = engine.world.invoices[message.invoice].shown["start_parameter"]
    if parameter:
        url = f"https://t.me/{engine.world.bot.username}?start={parameter}"
        button = {"text": button["text"], "url": url}
    return {**content, "reply_markup": {"inline_keyboard": [[button]]}}


def _origin(body: JSON) -> JSON:
    if chat := body.get("sender_chat"):
        return {"type": "chat", "sender_chat": chat, "date": body["date"]}
    return {"type": "user", "sender_user": body["from"], "date": body["date"]}
