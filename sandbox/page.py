"""What the page asks of the sandbox: a picture of everything, and people's deeds by name."""

from __future__ import annotations

from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING

from pydantic import ConfigDict, TypeAdapter, ValidationError, validate_call

from sandbox.chats import Impossible, ephemeral_on_page
from sandbox.faults import seen
from sandbox.methods.commands import menu
from sandbox.methods.menu_button import menu_button
from sandbox.people import on_page
from sandbox.world import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.engine import Engine
    from sandbox.groups import Groups
    from sandbox.inline import Inline
    from sandbox.knobs import Knobs
    from sandbox.paying import Paying
    from sandbox.people import People
    from sandbox.world import JSON, Chat

SHOWN = 200
_PERSONAL = (
    "say",
    "press",
    "press_rich",
    "tap",
    "press_reply",
    "send_photo",
    "send_document",
    "share_contact",
    "open_link",
    "forward_message",
    "delete_message",
    "pin_message",
    "unpin_message",
    "block",
    "unblock",
    "new_person",
    "edit_person",
    "share_users",
    "press_ephemeral",
    "dismiss",
    "delete_account",
)
_INLINE = ("ask_inline", "inline_results", "choose_inline", "press_above_inline")
_PAYING = ("press_pay", "open_invoice", "pay", "decline", "checkout", "buy_stars")
_TOGETHER = (
    "new_group",
    "add_to_group",
    "kick_bot",
    "promote_bot",
    "join",
    "leave",
    "migrate",
    "write_anonymously",
    "make_forum",
    "open_topic",
)
_OPERATOR = (
    "privacy_mode",
    "inline_mode",
    "inline_feedback",
    "ephemeral_messages",
    "rich_messages",
    "clear_faults",
    "reset",
)
_FAULTS = TypeAdapter(Fault)
_FAULT_FIELDS = frozenset(field.name for field in fields(Fault))
_STRICT = ConfigDict(strict=True, extra="forbid")


class Page:
    """The page's view of an engine."""

    def __init__(
        self, engine: Engine, people: People, groups: Groups, inline: Inline, paying: Paying, knobs: Knobs
    ) -> None:
        self._engine = engine
        owners = (
            (people, _PERSONAL),
            (groups, _TOGETHER),
            (inline, _INLINE),
            (paying, _PAYING),
            (knobs, _OPERATOR),
        )
        self._verbs: dict[str, Callable[..., JSON]] = {
            verb: validate_call(config=_STRICT)(getattr(owner, verb))
            for owner, verbs in owners
            for verb in verbs
        }
        self._verbs["fault"] = lambda **given: knobs.fault(_fault(given))

    def state(self) -> JSON:
        """The whole picture, with the number of the last event it includes."""
        world = self._engine.world
        bot = world.bot
        return {
            "last_event": self._engine.events.last,
            "bot": {
                "id": bot.id,
                "username": bot.username,
                "first_name": bot.first_name,
                "privacy_mode": bot.privacy_mode,
                "inline_mode": bot.inline_mode,
                "inline_feedback": bot.inline_feedback,
            },
            "ephemeral_messages": world.ephemeral_messages,
            "rich_messages": world.rich_messages,
            "people": [on_page(user) for user in world.users.values()],
            "chats": [self._chat(chat) for chat in world.chats.values() if not chat.upgraded_to],
            "faults": [seen(fault) for fault in world.faults],
            "calls": [call.as_seen() for call in list(self._engine.journal)[-SHOWN:]],
        }

    def act(self, deed: JSON) -> JSON:
        """Do what a person does: `{"do": verb, …}`.

        Raises:
            Impossible: when there is no such verb, its parameters are wrong, or a person cannot do it.
        """
        wanted = dict(deed)
        verb = self._verbs.get(str(wanted.pop("do", "")))
        if verb is None:
            raise Impossible(f"nobody can do {deed.get('do')!r}")
        try:
            return verb(**wanted)
        except ValidationError as error:
            issues = (f"{'.'.join(map(str, issue['loc']))}: {issue['msg']}" for issue in error.errors())
            raise Impossible("; ".join(issues)) from error

    def _chat(self, chat: Chat) -> JSON:
        world = self._engine.world
        shown = self._engine.chats.on_page(chat)
        newest = islice(reversed(chat.messages.values()), SHOWN)
        people = [world.users[person] for person in shown["members"]]
        keyboards = {person.id: chat.keyboards.get(person.id) for person in people}
        return {
            **shown,
            "messages": [message.body for message in newest][::-1],
            "ephemeral": [ephemeral_on_page(one) for one in chat.ephemeral.values()],
            "reply_keyboard": {str(one): board.markup if board else None for one, board in keyboards.items()},
            "menu_button": menu_button(world.bot, chat) if chat.is_private else None,
            "commands": {str(person.id): menu(world.bot, chat, person) for person in people},
        }


def _fault(given: JSON) -> Fault:
    if unknown := given.keys() - _FAULT_FIELDS:
        raise Impossible(f"a fault has no {', '.join(sorted(unknown))}")
    return _FAULTS.validate_python({name: value for name, value in given.items() if name != "id"})
