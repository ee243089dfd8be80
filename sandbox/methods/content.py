"""What is written in a message, as it is sent and as it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.validate import bad

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.validate import Call
    from sandbox.world import JSON

WORDS = ("text", "entities", "link_preview_options", "caption", "caption_entities")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


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
