"""Who may write where, how a message comes into a chat, and who gets to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.updates import DAY
from sandbox.validate import Refused, bad, forbidden
from sandbox.world import Chat, Ephemeral, InlineMessage, Keyboard, Message

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.markup import Markup
    from sandbox.world import JSON, CallbackQuery, User, World

SUPERGROUP = "supergroup"
SERVICE_FIELDS = (
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
)
GROUP_ANONYMOUS_BOT: JSON = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
FIRST_SUPERGROUP_ID = -1_000_000_000_000


class Impossible(Exception):  # noqa: N818 - nothing broke: a client offers no such thing
    """Something that a person cannot do in Telegram; the text says why."""


class Chats:
    """The chats of the world, from the bot's side and from the people's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _world(self) -> World:
        return self._engine.world

    # -- who is where

    def person(self, person: int) -> User:
        """The person with an id, who has an account."""
        user = self._world.users.get(person)
        if user is None:
            raise Impossible(f"there is no person {person}")
        if user.deactivated:
            raise Impossible(f"person {person} has deleted their account")
        return user

    def private(self, user: User) -> Chat:
        """The private chat of a person with the bot; made when it is first needed."""
        chat = self._world.chats.get(user.id)
        if chat is None:
            chat = Chat(user.id, "private", str(self._engine.new_id()))
            self._world.chats[user.id] = chat
            self.tell_chat(chat)
        return chat

    def as_seen(self, chat: Chat) -> JSON:
        """The Bot API's Chat."""
        if not chat.is_private:
            forum: JSON = {"is_forum": True} if chat.is_forum else {}
            return {"id": chat.id, "title": chat.title, "type": chat.type, **forum}
        seen = self._world.users[chat.id].as_seen()
        named: JSON = {name: seen[name] for name in ("first_name", "last_name", "username") if name in seen}
        return {"id": chat.id, **named, "type": "private"}

    def reach(self, chat_id: str) -> Chat:
        """The chat that a bot's call means, if the bot may act there.

        Raises:
            Refused: 400 or 403 in Telegram's words and order.
        """
        if not chat_id:
            raise bad("chat_id is empty")
        number = int(chat_id) if chat_id.lstrip("-").isdecimal() else 0
        user = self._world.users.get(number)
        if user is not None:
            if user.started:
                return self.private(user)
            if self._knows(user):
                raise forbidden("bot can't initiate conversation with a user")
        if number == self._world.bot.id:
            raise forbidden("the bot can't send messages to the bot")
        chat = self._world.chats.get(number)
        if chat is None or chat.is_private or self._world.bot.id not in chat.members:
            raise bad("chat not found")
        self._check_membership(chat)
        return chat

    def _check_membership(self, chat: Chat) -> None:
        if chat.upgraded_to:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, text, migrate_to_chat_id=chat.upgraded_to)
        kind = f"{chat.type if chat.type == SUPERGROUP else 'group'} chat"
        match chat.status(self._world.bot.id):
            case "kicked":
                raise forbidden(f"bot was kicked from the {kind}")
            case "left":
                raise forbidden(f"bot is not a member of the {kind}")

    def _knows(self, user: User) -> bool:
        """Whether the bot ever saw this person: they share, or shared, a group."""
        bot = self._world.bot.id
        return any(user.id in chat.members and bot in chat.members for chat in self._world.chats.values())

    # -- messages

    def newest(self, chat_id: int) -> JSON:
        """The last message of a chat, as the bot sees it.

        Raises:
            LookupError: when there is none.
        """
        chat = self._world.chats[chat_id]
        return chat.messages[next(reversed(chat.messages))].body

    def by_bot(self, chat: Chat, content: JSON, markup: Markup | None, invoice: str | None = None) -> JSON:
        """Put a message of the bot into a chat and return it."""
        body = self._body(chat, self._world.bot.as_seen(), content)
        if markup and markup.kind == "inline":
            body["reply_markup"] = markup.body
        carried_keyboard = bool(markup and markup.kind != "inline")
        self._keep(chat, Message(body, carried_keyboard=carried_keyboard, invoice=invoice))
        if markup and markup.kind != "inline":
            self._offer(chat, markup, body)
        return body

    def by_person(
        self,
        chat: Chat,
        user: User,
        content: JSON,
        inline_message_id: str | None = None,
        invoice: str | None = None,
    ) -> JSON:
        """Put a message of a person into a chat, and before the bot if it may see it."""
        sender = user.as_seen()
        member = chat.members.get(user.id)
        if member and member.anonymous:
            sender, content = GROUP_ANONYMOUS_BOT, {"sender_chat": self.as_seen(chat), **content}
        body = self._body(chat, sender, content)
        self._keep(chat, Message(body, inline_message_id=inline_message_id, invoice=invoice))
        if self._bot_sees(chat, body):
            self._engine.updates.push("message", body, f"chat {chat.id}", DAY)
        return body

    def to_one(
        self, chat: Chat, receiver: User, content: JSON, markup: Markup | None, replaces: int | None = None
    ) -> JSON:
        """Show a message of the bot to one person only, perhaps in the place of another, and return it."""
        number = max(chat.ephemeral, default=0) + 1
        head = {"message_id": 0, "from": self._world.bot.as_seen(), "chat": self.as_seen(chat)}
        names = {"receiver_user": receiver.as_seen(), "ephemeral_message_id": number}
        body = {**head, "date": int(self._engine.now()), **names, **content}
        if markup:
            body["reply_markup"] = markup.body
        chat.ephemeral[number] = Ephemeral(body, next(reversed(chat.messages), 0), replaces)
        self._tell_ephemeral(chat, number)
        return body

    def replace_for_one(self, chat: Chat, body: JSON) -> None:
        """Put the edited ephemeral message in the place of the old one."""
        number = body["ephemeral_message_id"]
        chat.ephemeral[number].body = body
        self._tell_ephemeral(chat, number)

    def delete_for_one(self, chat: Chat, number: int) -> None:
        """Take an ephemeral message away; what it replaced shows again."""
        del chat.ephemeral[number]
        self._engine.events.tell("ephemeral_gone", {"chat_id": chat.id, "ephemeral_message_id": number})

    def _tell_ephemeral(self, chat: Chat, number: int) -> None:
        self._engine.events.tell(
            "ephemeral", {"chat_id": chat.id, **ephemeral_on_page(chat.ephemeral[number])}
        )

    def show_receipt(self, chat: Chat, message_id: int) -> None:
        """An invoice was paid: on phones its Pay button becomes a receipt, of which the bot is not told."""
        message = chat.messages.get(message_id)
        if message is None or message_id in chat.paid:
            return
        chat.paid.append(message_id)
        self.tell_chat(chat)
        self._engine.events.tell("edit", {"chat_id": chat.id, "message": message.body})

    def replace(self, chat: Chat, body: JSON) -> None:
        """Put the edited message in the place of the old one."""
        chat.messages[body["message_id"]].body = body
        self._engine.events.tell("edit", {"chat_id": chat.id, "message": body})

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message away; bots are not told."""
        message = chat.messages.pop(message_id)
        if message.inline_message_id:
            del self._world.inline_messages[message.inline_message_id]
        if message_id in chat.pinned:
            self.unpin(chat, message_id)
        self._engine.events.tell("delete", {"chat_id": chat.id, "message_id": message_id})

    def pin(self, chat: Chat, message_id: int, user: User | None = None) -> None:
        """Pin a message; the chat says that a person did it, or else the bot, which hears it, too."""
        message = chat.messages[message_id].body
        chat.pinned.append(message_id)
        topic = ("message_thread_id", "is_topic_message")
        head: JSON = {name: message[name] for name in topic if name in message}
        content = {**head, "pinned_message": self.quoted(chat, message_id)}
        if user:
            self.by_person(chat, user, content)
        else:
            self._engine.updates.push("message", self.by_bot(chat, content, None), f"chat {chat.id}", DAY)
        self.tell_chat(chat)

    def unpin(self, chat: Chat, message_id: int) -> None:
        """Unpin a message."""
        chat.pinned.remove(message_id)
        self.tell_chat(chat)

    def quoted(self, chat: Chat, message_id: int) -> JSON | None:
        """A message as it looks inside a reply, None when it is gone."""
        message = chat.messages.get(message_id)
        if message is None:
            return None
        return {name: value for name, value in message.body.items() if name != "reply_to_message"}

    def in_topic(self, chat: Chat, content: JSON, thread: int | None) -> JSON:
        """What a message carries of its topic: that of the message it replies to, or else the given one.

        A message that replies to nothing replies to the one that opened the topic.
        """
        quoted: JSON | None = content.get("reply_to_message")
        thread = quoted.get("message_thread_id") if quoted else thread
        if thread not in chat.topics:
            return content
        quoted = quoted or self.quoted(chat, thread)
        head: JSON = {"message_thread_id": thread, "is_topic_message": True}
        return {**head, **({"reply_to_message": quoted} if quoted else {}), **content}

    def _body(self, chat: Chat, sender: JSON, content: JSON) -> JSON:
        if chat.type == SUPERGROUP:
            message_id = chat.next_message_id
            chat.next_message_id += 1
        else:
            message_id = self._world.next_message_id
            self._world.next_message_id += 1
        head = {"message_id": message_id, "from": sender, "chat": self.as_seen(chat)}
        return {**head, "date": int(self._engine.now()), **content}

    def _keep(self, chat: Chat, message: Message) -> None:
        number = message.body["message_id"]
        chat.messages[number] = message
        if message.inline_message_id:
            self._world.inline_messages[message.inline_message_id] = InlineMessage(chat.id, number)
        self._engine.events.tell("message", {"chat_id": chat.id, "message": message.body})

    def _bot_sees(self, chat: Chat, body: JSON) -> bool:
        """Privacy mode: in a group a bot that is no administrator gets only what is meant for it."""
        bot = self._world.bot
        if chat.is_private:
            return True
        if not chat.has(bot.id):  # a basic group still tells the bot of its own removal
            return chat.type != SUPERGROUP and body.get("left_chat_member", {}).get("id") == bot.id
        if not bot.privacy_mode or chat.status(bot.id) == "administrator":
            return True
        if any(name in body for name in SERVICE_FIELDS) or "via_bot" in body:
            return True
        if body.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
            return True
        return is_for_bot(body, bot.username)

    # -- keyboards

    def _offer(self, chat: Chat, markup: Markup, body: JSON) -> None:
        for person in self._addressed(chat, markup, body):
            keyboard = None if markup.kind == "remove" else Keyboard(markup.body, body["message_id"])
            self.set_keyboard(chat, person, keyboard)

    def _addressed(self, chat: Chat, markup: Markup, body: JSON) -> list[int]:
        """Whom a keyboard is for: everybody, or with `selective` those mentioned or replied to."""
        if chat.is_private:
            return [chat.id]
        people = [person for person in chat.members if person in self._world.users and chat.has(person)]
        if markup.body.get("selective") is not True:
            return people
        quoted = body.get("reply_to_message", {})
        wanted = {quoted.get("from", {}).get("id")} if "forum_topic_created" not in quoted else set()
        wanted |= {entity["user"]["id"] for entity in body.get("entities", ()) if "user" in entity}
        words = {word.strip(",.:;!?").lower() for word in body.get("text", "").split()}
        return [
            who for who in people if who in wanted or f"@{self._world.users[who].username}".lower() in words
        ]

    def set_keyboard(self, chat: Chat, person: int, keyboard: Keyboard | None) -> None:
        """Show a reply keyboard to a person, or none."""
        if keyboard is None:
            if chat.keyboards.pop(person, None) is None:
                return
        else:
            chat.keyboards[person] = keyboard
        shown = keyboard.markup if keyboard else None
        self._engine.events.tell("reply_keyboard", {"chat_id": chat.id, "person": person, "markup": shown})

    # -- for the page

    def tell_chat(self, chat: Chat) -> None:
        """A chat is new or changed."""
        self._engine.events.tell("chat", self.on_page(chat))

    def tell_answer(self, query: CallbackQuery, answer: JSON | None = None, *, expired: bool = False) -> None:
        """The spinner of a pressed button stops."""
        event = {
            "callback_id": query.id,
            "person": query.person,
            "chat_id": query.chat,
            "message_id": query.message_id,
            "text": None,
            "show_alert": False,
            "url": None,
            "expired": expired,
        }
        self._engine.events.tell("callback_answer", event | (answer or {}))

    def on_page(self, chat: Chat) -> JSON:
        """The page's CHAT without its messages and menus."""
        if chat.is_private:
            title = self._world.users[chat.id].name
            head = {"id": chat.id, "type": "private", "title": title, "pinned": chat.pinned[:]}
            return {**head, "person": chat.id, "members": [chat.id], "paid": chat.paid[:]}
        members = [person for person in chat.members if person in self._world.users and chat.has(person)]
        return {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title,
            "pinned": chat.pinned[:],
            "paid": chat.paid[:],
            "members": members,
            "bot_status": chat.status(self._world.bot.id),
            "owner": chat.owner,
            "anonymous": [person for person in members if chat.members[person].anonymous],
            "is_forum": chat.is_forum,
            "topics": [{"id": thread, "name": name} for thread, name in chat.topics.items()],
        }


def ephemeral_on_page(ephemeral: Ephemeral) -> JSON:
    """The page's EPHEMERAL."""
    return {"message": ephemeral.body, "after": ephemeral.after, "replaces": ephemeral.replaces}


def is_for_bot(body: JSON, username: str) -> bool:
    """Whether a group message has a command for this bot (or for any), or mentions it."""
    text: str = body.get("text", "") or body.get("caption", "")
    entities: list[JSON] = body.get("entities", []) or body.get("caption_entities", [])
    for entity in entities:
        piece = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        word = piece.decode("utf-16-le").lower()
        if entity["type"] == "mention" and word == f"@{username}".lower():
            return True
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, addressee = word.partition("@")
            return addressee in {"", username.lower()}
    return False
