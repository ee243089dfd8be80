"""What persons do in chats: the verbs of the page, callable from tests and benchmarks alike.

Every verb takes ids, checks what a Telegram client would not let a person do, and answers as the page's
contract says. Person ids are the ids of their private chats with the bot, too.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from sandbox.chats import SERVICE_FIELDS, Impossible
from sandbox.files import Upload, as_seen
from sandbox.forwarding import can_be_forwarded, forwarded
from sandbox.links import deep_link, payload_is_valid
from sandbox.rich import buttons, flat
from sandbox.texts import LONGEST_CAPTION, LONGEST_TEXT, tidy
from sandbox.updates import CALLBACK_LIFETIME, DAY
from sandbox.validate import Refused
from sandbox.world import JSON, CallbackQuery, Chat, Message, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.engine import Engine
    from sandbox.groups import Groups

FIRST_NEW_PERSON = 2001
_SHARED = frozenset({"contact", "users_shared"})


class People:
    """The persons of the world and their phones."""

    def __init__(self, engine: Engine, groups: Groups) -> None:
        self._engine = engine
        self._groups = groups

    # -- talking

    def say(
        self, person: int, chat: int, text: str, reply_to: int | None = None, thread: int | None = None
    ) -> JSON:
        """Write a message; the first one to the bot starts it.

        Args:
            person: Who writes.
            chat: Where.
            text: What.
            reply_to: The message that it answers, whose topic it then lies in.
            thread: The topic to write in; without one, *General*.
        """
        user, place = self.place(person, chat)
        if thread is not None and thread not in place.topics:
            raise Impossible(f"there is no topic {thread}")
        kept, entities = tidy(text, [])
        if not kept:
            raise Impossible("an empty message cannot be sent")
        if len(kept) > LONGEST_TEXT:
            raise Impossible(f"a message has at most {LONGEST_TEXT} characters")
        content: JSON = {"text": kept}
        if entities:
            content["entities"] = entities
        return self.write(user, place, content, reply_to, thread)

    def press_reply(self, person: int, chat: int, text: str) -> JSON:
        """Press a button of the reply keyboard, which says its text; in groups as a reply to the bot."""
        user, place = self.place(person, chat)
        keyboard = place.keyboards.get(user.id)
        if keyboard is None or _button(keyboard.markup, text) is None:
            raise Impossible(f"no reply keyboard with a button {text!r}")
        reply_to = None if place.is_private else keyboard.message_id
        return self.say(person, chat, text, reply_to if reply_to in place.messages else None)

    def share_contact(self, person: int, chat: int, of: int | JSON | None = None) -> JSON:
        """Send a contact: one's own, another person's, or one from the phone's address book.

        Args:
            person: Who sends.
            chat: Where to.
            of: A person's id, or a Contact with `phone_number` and `first_name`; by default oneself.
        """
        user, place = self.place(person, chat)
        if isinstance(of, dict):
            if not isinstance(of.get("phone_number"), str) or not isinstance(of.get("first_name"), str):
                raise Impossible("a contact needs phone_number and first_name")
            return self.write(user, place, {"contact": of})
        owner = self.person(person if of is None else of)
        if not owner.phone_number:
            raise Impossible(f"{owner.name} has no phone number")
        contact: JSON = {"phone_number": owner.phone_number, "first_name": owner.first_name}
        if owner.last_name:
            contact["last_name"] = owner.last_name
        return self.write(user, place, {"contact": {**contact, "user_id": owner.id}})

    def send_photo(
        self,
        person: int,
        chat: int,
        photo: bytes | str,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> JSON:
        """Send a photo, which reaches the bot in several sizes.

        Args:
            person: Who sends.
            chat: Where to.
            photo: A PNG or JPEG, its bytes or what base64 makes of them.
            caption: What stands under it.
            reply_to: The message that it answers.
            thread: The topic to send it to.
        """
        return self._send_file("photo", person, chat, "photo.jpg", photo, caption, reply_to, thread)

    def send_document(
        self,
        person: int,
        chat: int,
        name: str,
        document: bytes | str,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> JSON:
        """Send a file as it is.

        Args:
            person: Who sends.
            chat: Where to.
            name: What the file is called.
            document: Its bytes or what base64 makes of them.
            caption: What stands under it.
            reply_to: The message that it answers.
            thread: The topic to send it to.
        """
        return self._send_file("document", person, chat, name, document, caption, reply_to, thread)

    def share_users(self, person: int, chat: int, text: str, user_ids: list[int]) -> JSON:
        """Press the reply-keyboard button `text` that asks for people, and choose some of all there are."""
        user, place = self.place(person, chat)
        keyboard = place.keyboards.get(user.id)
        button = _button(keyboard.markup, text) if keyboard else None
        if button is None or "request_users" not in button:
            raise Impossible(f"no button {text!r} that asks for people")
        request = button["request_users"]
        most = request.get("max_quantity", 1)
        if not 1 <= len(set(user_ids)) == len(user_ids) <= most:
            raise Impossible(f"choose 1-{most} people")
        shared = [_shared(self.person(one), request) for one in user_ids]
        content = {
            "users_shared": {"request_id": request["request_id"], "users": shared, "user_ids": user_ids}
        }
        return self.write(user, place, content)

    def open_link(self, person: int, url: str, chat: int | None = None) -> JSON:
        """Follow a link to the bot and press Start; `?startgroup=` adds it to the group `chat`."""
        user = self.person(person)
        link = deep_link(url)
        bot = self._engine.world.bot
        if link is None or link.username.lower() != bot.username.lower():
            raise Impossible("only links to the bot open here")
        if link.payload and not payload_is_valid(link.payload):
            raise Impossible("a start parameter has 1-64 of A-Z a-z 0-9 _ -")
        if link.kind == "startgroup":
            if chat is None:
                raise Impossible("choose a group")
            return self._groups.add_to_group(person, chat, link.payload or None)
        if link.kind != "start" and user.started:
            return {"chat_id": user.id}
        if user.blocked:
            self.unblock(person)
        text = f"/start {link.payload}".rstrip()
        return {"chat_id": user.id, **self.say(person, person, text)}

    def forward_message(
        self, person: int, chat: int, message_id: int, to: int, thread: int | None = None
    ) -> JSON:
        """Send a copy of a message to another chat, which names whose it was; for invoices see `forwarding`.

        Args:
            person: Who forwards.
            chat: Where the message is.
            message_id: Which one.
            to: Where the copy goes.
            thread: The topic to send it to.
        """
        _, source = self.place(person, chat, writing=False)
        user, place = self.place(person, to)
        message = source.messages.get(message_id)
        if message is None:
            raise Impossible("the message is gone")
        if not can_be_forwarded(message):
            raise Impossible("this message cannot be forwarded")
        content = forwarded(self._engine, message)
        return self.write(user, place, content, thread=thread, invoice=message.invoice)

    def delete_message(self, person: int, chat: int, message_id: int) -> JSON:
        """Delete a message for everybody; the bot is not told."""
        user, place = self.place(person, chat, writing=False)
        message = place.messages.get(message_id)
        if message is None:
            raise Impossible("the message is gone")
        mine = message.body["from"]["id"] == user.id
        if not mine and not place.is_private and place.status(user.id) not in {"creator", "administrator"}:
            raise Impossible("only administrators delete messages of others")
        self._engine.chats.delete(place, message_id)
        return {}

    def pin_message(self, person: int, chat: int, message_id: int) -> JSON:
        """Pin a message for everybody, which every member may."""
        user, place = self.place(person, chat)
        message = place.messages.get(message_id)
        if message is None or message.body.keys() & set(SERVICE_FIELDS):
            raise Impossible("there is no message to pin")
        if message_id in place.pinned:
            raise Impossible("the message is pinned already")
        self._engine.chats.pin(place, message_id, user)
        return {}

    def unpin_message(self, person: int, chat: int, message_id: int) -> JSON:
        """Unpin a message for everybody; the bot is not told."""
        _, place = self.place(person, chat)
        if message_id not in place.pinned:
            raise Impossible("the message is not pinned")
        self._engine.chats.unpin(place, message_id)
        return {}

    # -- inline buttons

    def press(
        self,
        person: int,
        chat: int,
        message_id: int,
        data: str,
        row: int = 0,
        column: int = 0,
        *,
        stale: bool = False,
    ) -> JSON:
        """Press an inline button and get the id of the query; the bot sees the whole message.

        Args:
            person: Who presses.
            chat: Where the message is.
            message_id: The message that the button hangs on.
            data: The callback data that the person's phone shows.
            row: From the top, starting with 0.
            column: From the left, starting with 0.
            stale: The phone still shows a button that the message no longer has.
        """
        user, place = self.place(person, chat)
        message = place.messages.get(message_id)
        if message is None:
            raise Impossible("the message is gone")
        if not stale and _data_at(message.body, row, column) != data:
            raise Impossible("the button is gone")
        return self._query(user, place, message, data)

    def press_rich(self, person: int, chat: int, message_id: int, data: str) -> JSON:
        """Press a button inside of a rich message, and get the id of the query."""
        user, place = self.place(person, chat)
        message = place.messages.get(message_id)
        if message is None:
            raise Impossible("the message is gone")
        if not any(one.get("callback_data") == data for one in buttons(message.body.get("rich_message"))):
            raise Impossible("the button is gone")
        return self._query(user, place, message, data)

    def press_ephemeral(self, person: int, chat: int, ephemeral_message_id: int, data: str) -> JSON:
        """Press a button of a message that only this person sees, and get the id of the query."""
        user, place, body = self._ephemeral(person, chat, ephemeral_message_id)
        if not any(button.get("callback_data") == data for button in _inline_buttons(body)):
            raise Impossible("the button is gone")
        return self._query(user, place, Message(body), data)

    def dismiss(self, person: int, chat: int, ephemeral_message_id: int) -> JSON:
        """Take a message that only this person sees off the screen; the bot is not told."""
        _, place, _ = self._ephemeral(person, chat, ephemeral_message_id)
        self._engine.chats.delete_for_one(place, ephemeral_message_id)
        return {}

    def tap(self, person: int, chat: int, label: str, message_id: int | None = None) -> JSON:
        """Press the inline button with this label, on the given or the newest message that has one.

        Messages that only this person sees come first.
        """
        _, place = self.place(person, chat)
        for number, ephemeral in reversed(place.ephemeral.items()) if message_id is None else ():
            button = _inline_button(ephemeral.body, label)
            if button and ephemeral.body["receiver_user"]["id"] == person:
                return self.press_ephemeral(person, chat, number, button["callback_data"])
        shown = reversed(place.messages) if message_id is None else [message_id]
        for number in shown:
            message = place.messages.get(number)
            button = _inline_button(message.body, label) if message else None
            if button:
                return self.press(person, chat, number, button["callback_data"], stale=True)
        raise Impossible(f"no button {label!r} to press")

    # -- oneself

    def block(self, person: int) -> JSON:
        """Block the bot."""
        return self._set_blocked(person, blocked=True)

    def unblock(self, person: int) -> JSON:
        """Let the bot write again."""
        return self._set_blocked(person, blocked=False)

    def delete_account(self, person: int) -> JSON:
        """Leave Telegram for good, names and all; the bot is not told."""
        user = self.person(person)
        gone = User(user.id, "", started=user.started, blocked=user.blocked, deactivated=True)
        self._engine.world.users[person] = gone
        self._tell(gone)
        return {}

    def new_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone_number: str | None = None,
    ) -> JSON:
        """Somebody installs Telegram; the bot has never heard of them."""
        world = self._engine.world
        user_id = max([FIRST_NEW_PERSON - 1, *world.users]) + 1
        user = User(user_id, first_name, last_name, username, language_code, phone_number)
        self._check_names(user)
        world.users[user_id] = user
        self._tell(user)
        self._engine.chats.private(user)
        return {"person": on_page(user)}

    def edit_person(
        self,
        person: int,
        first_name: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone_number: str | None = None,
    ) -> JSON:
        """Change what is given; an empty text clears it."""
        user = self.person(person)
        changed = replace(
            user,
            first_name=first_name or user.first_name,
            last_name=_changed(user.last_name, last_name),
            username=_changed(user.username, username),
            language_code=_changed(user.language_code, language_code),
            phone_number=_changed(user.phone_number, phone_number),
        )
        self._check_names(changed)
        self._engine.world.users[person] = changed
        self._tell(changed)
        return {"person": on_page(changed)}

    def person(self, person: int) -> User:
        """The person with an id."""
        return self._engine.chats.person(person)

    def place(self, person: int, chat: int, *, writing: bool = True) -> tuple[User, Chat]:
        """The person and the chat with these ids, when one is in the other."""
        user = self.person(person)
        if chat == person:
            if user.blocked and writing:
                raise Impossible(f"{user.name} blocks the bot")
            return user, self._engine.chats.private(user)
        place = self._engine.world.chats.get(chat)
        if place is None or not place.has(person):
            raise Impossible(f"{user.name} is not in chat {chat}")
        if place.upgraded_to:
            raise Impossible("the group became a supergroup")
        return user, place

    def write(
        self,
        user: User,
        chat: Chat,
        content: JSON,
        reply_to: int | None = None,
        thread: int | None = None,
        inline_message_id: str | None = None,
        invoice: str | None = None,
    ) -> JSON:
        """Put a message into a chat: the first one to the bot starts it, and a keyboard may be used up."""
        if reply_to is not None:
            quoted = self._engine.chats.quoted(chat, reply_to)
            if quoted is None:
                raise Impossible("the message to reply to is gone")
            content = {"reply_to_message": quoted, **content}
        if chat.is_private and not user.started:
            user.started = True
            self._tell(user)
        self._use_up_keyboard(user, chat, content)
        content = self._engine.chats.in_topic(chat, content, thread)
        body = self._engine.chats.by_person(chat, user, content, inline_message_id, invoice)
        return {"message_id": body["message_id"]}

    # -- how

    def _send_file(
        self,
        kind: str,
        person: int,
        chat: int,
        name: str,
        content: bytes | str,
        caption: str,
        reply_to: int | None,
        thread: int | None,
    ) -> JSON:
        user, place = self.place(person, chat)
        if thread is not None and thread not in place.topics:
            raise Impossible(f"there is no topic {thread}")
        kept, entities = tidy(caption, [])
        if len(kept) > LONGEST_CAPTION:
            raise Impossible(f"a caption has at most {LONGEST_CAPTION} characters")
        try:
            given = b64decode(content, validate=True) if isinstance(content, str) else content
            file = self._engine.files.made(kind, Upload(name, given))
        except (ValueError, Refused) as error:
            raise Impossible(f"this is no {kind}: {error}") from error
        self._engine.files.keep(file)
        words: JSON = {"caption": kept} if kept else {}
        if entities:
            words["caption_entities"] = entities
        return self.write(user, place, {**as_seen(file), **words}, reply_to, thread)

    def _ephemeral(self, person: int, chat: int, number: int) -> tuple[User, Chat, JSON]:
        user, place = self.place(person, chat)
        ephemeral = place.ephemeral.get(number)
        if ephemeral is None or ephemeral.body["receiver_user"]["id"] != person:
            raise Impossible("the message is gone")
        return user, place, ephemeral.body

    def _query(self, user: User, chat: Chat, message: Message, data: str) -> JSON:
        engine = self._engine
        number = message.body["message_id"]
        query = CallbackQuery(str(engine.new_id()), user.id, chat.id, number, engine.now())
        engine.world.callbacks[query.id] = query
        named = message.inline_message_id
        payload = {
            "id": query.id,
            "from": user.as_seen(),
            **({"inline_message_id": named} if named else {"message": message.body}),
            "chat_instance": chat.instance,
            "data": data,
        }
        engine.updates.push("callback_query", payload, f"user {user.id}", CALLBACK_LIFETIME)
        return {"callback_id": query.id}

    def _use_up_keyboard(self, user: User, chat: Chat, content: JSON) -> None:
        """A one-time keyboard goes after its press, and a forced reply after any message."""
        keyboard = chat.keyboards.get(user.id)
        if keyboard is None:
            return
        pressed = _button(keyboard.markup, content.get("text", "")) or content.keys() & _SHARED
        if keyboard.markup.get("force_reply") or (keyboard.markup.get("one_time_keyboard") and pressed):
            self._engine.chats.set_keyboard(chat, user.id, None)

    def _set_blocked(self, person: int, *, blocked: bool) -> JSON:
        user = self.person(person)
        if user.blocked == blocked:
            raise Impossible(f"{user.name} has already done that")
        user.blocked = blocked
        self._tell(user)
        if user.started:
            bot = self._engine.world.bot.as_seen()
            member, kicked = (
                {"status": "member", "user": bot},
                {"status": "kicked", "user": bot, "until_date": 0},
            )
            change = {
                "chat": self._engine.chats.as_seen(self._engine.chats.private(user)),
                "from": user.as_seen(),
                "date": int(self._engine.now()),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            }
            self._engine.updates.push("my_chat_member", change, f"chat {user.id}", DAY)
        return {}

    def _check_names(self, user: User) -> None:
        if not user.first_name.strip():
            raise Impossible("a person needs a first name")
        others = (other for other in self._engine.world.users.values() if other.id != user.id)
        taken = {(other.username or "").lower() for other in others} | {
            self._engine.world.bot.username.lower()
        }
        if user.username and user.username.lower() in taken:
            raise Impossible(f"@{user.username} is taken")

    def _tell(self, user: User) -> None:
        self._engine.events.tell("person", on_page(user))


def on_page(user: User) -> JSON:
    """The page's PERSON."""
    return {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
        "phone_number": user.phone_number,
        "blocked": user.blocked,
        "started": user.started,
        "deactivated": user.deactivated,
        "stars": user.stars,
    }


def _changed(old: str | None, new: str | None) -> str | None:
    return old if new is None else new or None


def _data_at(body: JSON, row: int, column: int) -> str | None:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
        data: str | None = rows[row][column].get("callback_data")
        return data
    return None


def _inline_button(body: JSON, label: str) -> JSON | None:
    shown = _inline_buttons(body)
    return next((one for one in shown if flat(one["text"]) == label and "callback_data" in one), None)


def _inline_buttons(body: JSON) -> Iterator[JSON]:
    """All buttons of a message, those under it and those inside of it."""
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return chain(*rows, buttons(body.get("rich_message")))


def _button(markup: JSON, text: str) -> JSON | None:
    shown = chain(*markup.get("keyboard", ()))
    return next((button for button in shown if button.get("text") == text), None)


def _shared(user: User, request: JSON) -> JSON:
    """SharedUser, with as much as the button asked for."""
    shared: JSON = {"user_id": user.id}
    if request.get("request_name"):
        shared["first_name"] = user.first_name
        if user.last_name:
            shared["last_name"] = user.last_name
    if request.get("request_username") and user.username:
        shared["username"] = user.username
    return shared
