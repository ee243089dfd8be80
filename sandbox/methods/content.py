"""What is written in a message, as it is sent and as it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.rich import check_rich_for_chat, read_rich
from sandbox.texts import check_length, read_text
from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON, Chat

WORDS = ("text", "entities", "link_preview_options", "rich_message", "caption", "caption_entities")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def read_content(engine: Engine, call: Call) -> JSON:
    """What an edit writes: `text` or `rich_message`, which an older server does not know.

    Raises:
        Refused: 400.
    """
    given = call.json("rich_message", "can't parse rich message JSON object")
    if given is None or not engine.world.rich_messages:
        text, entities = read_text(call)
        return worded(engine, call, text, entities)
    if call.text("text"):
        raise bad("can't parse rich message: text must not be given with it")
    return {"rich_message": read_rich(engine.world, given)}


def check_content(content: JSON, chat: Chat) -> None:
    """The checks of a text or a rich message that come after those of the chat.

    Raises:
        Refused: 400.
    """
    if "rich_message" in content:
        check_rich_for_chat(content["rich_message"], chat)
    else:
        check_length(content["text"])


def worded(engine: Engine, call: Call, text: str, entities: list[JSON]) -> JSON:
    """The part of a message that is its text."""
    content: JSON = {"text": text}
    if entities := _known_people(engine, entities):
        content["entities"] = entities
    preview = call.json("link_preview_options", "can't parse link preview options JSON object")
    if preview:
        content["link_preview_options"] = preview
    return content


def captioned(engine: Engine, caption: str, entities: list[JSON]) -> JSON:
    """The part of a message that is its caption."""
    content: JSON = {"caption": caption} if caption else {}
    if entities := _known_people(engine, entities):
        content["caption_entities"] = entities
    return content


def edited(engine: Engine, old: JSON, content: JSON, markup: Markup | None) -> JSON:
    """A message with other words and another keyboard; without one its keyboard goes.

    Raises:
        Refused: 400 when nothing would be different.
    """
    keyboard = markup.body if markup else None
    if all(old.get(name) == content.get(name) for name in WORDS) and old.get("reply_markup") == keyboard:
        raise bad(NOT_MODIFIED)
    if engine.rate_limits:
        engine.rate_limits.check(old["chat"]["id"])
    dropped = {*WORDS, "reply_markup", "edit_date"}
    body = {name: value for name, value in old.items() if name not in dropped}
    body = {**body, "edit_date": int(engine.now()), **content}
    if keyboard:
        body["reply_markup"] = keyboard
    return body


def _known_people(engine: Engine, entities: list[JSON]) -> list[JSON]:
    """Entities in which people are named by id get the person; those the bot cannot know are dropped."""
    if not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    kept = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
        elif user := engine.world.users.get(entity.get("user", {}).get("id")):
            kept.append({**entity, "user": user.as_seen()})
    return kept
