"""What the bot passes on from one chat into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.forwarding import can_be_forwarded, forwarded
from sandbox.markup import Markup
from sandbox.methods.envelope import Envelope, send
from sandbox.spec import method
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.validate import Call
    from sandbox.world import JSON

_HONOURED = "chat_id from_chat_id message_id message_thread_id disable_notification protect_content"


@method("forwardMessage", honours=_HONOURED)
def forward_message(engine: Engine, call: Call) -> JSON:
    """Show a message in another chat; an invoice keeps its rules, see `sandbox.forwarding`."""
    chat = engine.chats.reach(call.text("chat_id"))
    source = engine.chats.reach(call.text("from_chat_id"))
    message = source.messages.get(call.integer("message_id"))
    if message is None:
        raise bad("message to forward not found")
    if not can_be_forwarded(message):
        raise bad("message can't be forwarded")
    content = forwarded(engine, message)
    keyboard = content.pop("reply_markup", None)
    markup = Markup("inline", keyboard) if keyboard else None
    pays = message.invoice if markup and "pay" in markup.body["inline_keyboard"][0][0] else None
    return send(
        engine, call, chat, content, Envelope(0, may_be_gone=False, markup=markup, only_for=None), pays
    )
