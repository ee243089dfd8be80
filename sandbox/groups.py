"""What people do with groups: make them, come and go, and put the bot in or out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import FIRST_SUPERGROUP_ID, SUPERGROUP, Impossible
from sandbox.links import payload_is_valid
from sandbox.texts import tidy
from sandbox.updates import DAY
from sandbox.world import JSON, Chat, Member

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.world import User

FIRST_GROUP_ID = -501
LONGEST_TOPIC = 128
TOPIC_COLOUR = 0x6FB9F0
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
)
_NO_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


class Groups:
    """Groups and supergroups, from the people's side."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def new_group(
        self, person: int, title: str, members: list[int] | None = None, *, with_bot: bool = False
    ) -> JSON:
        """Make a basic group.

        Args:
            person: Its owner.
            title: Its name.
            members: Other people to add at once.
            with_bot: Add the bot at once, which then sees `group_chat_created`.
        """
        user = self._engine.chats.person(person)
        if not title.strip():
            raise Impossible("a group needs a title")
        world = self._engine.world
        chat_id = min([FIRST_GROUP_ID + 1, *(one for one in world.chats if one > FIRST_SUPERGROUP_ID)]) - 1
        chat = Chat(chat_id, "group", str(self._engine.new_id()), title.strip(), owner=person)
        chat.members[person] = Member("creator")
        for member in members or ():
            chat.members.setdefault(self._engine.chats.person(member).id, Member("member"))
        world.chats[chat_id] = chat
        if with_bot:
            self._set_bot(chat, user, "member")
            self._engine.chats.by_person(chat, user, {"group_chat_created": True})
        self._engine.chats.tell_chat(chat)
        return {"chat_id": chat_id}

    def add_to_group(
        self, person: int, chat: int, payload: str | None = None, *, admin: bool = False
    ) -> JSON:
        """Add the bot; a payload is said as `/start@bot payload` afterwards, as a startgroup link does."""
        user, group = self._group(person, chat)
        bot = self._engine.world.bot
        if payload and not payload_is_valid(payload):
            raise Impossible("a start parameter has 1-64 of A-Z a-z 0-9 _ -")
        if admin and group.status(person) not in {"creator", "administrator"}:
            raise Impossible("only administrators make administrators")
        if not group.has(bot.id):
            self._set_bot(group, user, "member")
            self._engine.chats.by_person(group, user, {"new_chat_members": [bot.as_seen()]})
        if admin and group.status(bot.id) != "administrator":
            self._set_bot(group, user, "administrator")
        if payload:
            text, entities = tidy(f"/start@{bot.username} {payload}", [])
            self._engine.chats.by_person(group, user, {"text": text, "entities": entities})
        return {"chat_id": group.id}

    def kick_bot(self, person: int, chat: int) -> JSON:
        """Remove the bot."""
        user, group = self._with_bot(person, chat)
        self._set_bot(group, user, "kicked")
        bot = self._engine.world.bot.as_seen()
        self._engine.chats.by_person(group, user, {"left_chat_member": bot})
        return {}

    def promote_bot(self, person: int, chat: int) -> JSON:
        """Make the bot an administrator, which reads everything."""
        user, group = self._with_bot(person, chat)
        if group.status(self._engine.world.bot.id) == "administrator":
            raise Impossible("the bot is an administrator already")
        self._set_bot(group, user, "administrator")
        return {}

    def join(self, person: int, chat: int) -> JSON:
        """Come into a group."""
        user, group = self._engine.chats.person(person), self._engine.world.chats.get(chat)
        if group is None or group.is_private or group.upgraded_to:
            raise Impossible(f"there is no group {chat}")
        if group.has(person):
            raise Impossible(f"{user.name} is in the group already")
        group.members[person] = Member("creator" if group.owner == person else "member")
        self._engine.chats.by_person(group, user, {"new_chat_members": [user.as_seen()]})
        self._engine.chats.tell_chat(group)
        return {}

    def leave(self, person: int, chat: int) -> JSON:
        """Go out of a group."""
        user, group = self._group(person, chat)
        group.members[person] = Member("left")
        group.keyboards.pop(person, None)
        self._engine.chats.by_person(group, user, {"left_chat_member": user.as_seen()})
        self._engine.chats.tell_chat(group)
        return {}

    def migrate(self, person: int, chat: int) -> JSON:
        """Make a supergroup of a group: new id, same people, message numbers of its own."""
        user, old = self._group(person, chat)
        if old.type == SUPERGROUP:
            raise Impossible("it is a supergroup already")
        if old.owner != person:
            raise Impossible("only the owner upgrades a group")
        world, chats = self._engine.world, self._engine.chats
        new = Chat(
            FIRST_SUPERGROUP_ID + old.id, SUPERGROUP, str(self._engine.new_id()), old.title, owner=person
        )
        new.members = {one: Member(member.status) for one, member in old.members.items()}
        new.next_message_id = 2 * (self._engine.new_id() % 50) + 3
        world.chats[new.id] = new
        chats.by_person(old, user, {"migrate_to_chat_id": new.id})
        old.upgraded_to = new.id
        old.keyboards.clear()
        chats.by_person(new, user, {"migrate_from_chat_id": old.id})
        self._engine.events.tell("migrated", {"from_chat_id": old.id, "to_chat_id": new.id})
        chats.tell_chat(new)
        return {"chat_id": new.id}

    def write_anonymously(self, person: int, chat: int, *, on: bool) -> JSON:
        """Let an administrator of a supergroup write in its name; buttons they still press as themselves."""
        _, group = self._group(person, chat)
        if group.type != SUPERGROUP:
            raise Impossible("only in a supergroup can administrators be anonymous")
        if group.status(person) not in {"creator", "administrator"}:
            raise Impossible("only administrators do that")
        group.members[person].anonymous = on
        self._engine.chats.tell_chat(group)
        return {}

    def make_forum(self, person: int, chat: int) -> JSON:
        """Let a supergroup have topics; everything written until now lies in *General*."""
        _, group = self._group(person, chat)
        if group.type != SUPERGROUP:
            raise Impossible("only a supergroup has topics")
        if group.is_forum:
            raise Impossible("it has topics already")
        if group.status(person) not in {"creator", "administrator"}:
            raise Impossible("only administrators do that")
        group.is_forum = True
        self._engine.chats.tell_chat(group)
        return {}

    def open_topic(self, person: int, chat: int, name: str) -> JSON:
        """Open a topic and get its `message_thread_id`."""
        user, group = self._group(person, chat)
        if not group.is_forum:
            raise Impossible("the group has no topics")
        if not 1 <= len(name.strip()) <= LONGEST_TOPIC:
            raise Impossible(f"the name of a topic has 1-{LONGEST_TOPIC} characters")
        thread = group.next_message_id
        group.topics[thread] = name.strip()
        created = {"name": name.strip(), "icon_color": TOPIC_COLOUR}
        content = {"message_thread_id": thread, "is_topic_message": True, "forum_topic_created": created}
        self._engine.chats.by_person(group, user, content)
        self._engine.chats.tell_chat(group)
        return {"message_thread_id": thread}

    def _group(self, person: int, chat: int) -> tuple[User, Chat]:
        user, group = self._engine.chats.person(person), self._engine.world.chats.get(chat)
        if group is None or group.is_private or not group.has(person):
            raise Impossible(f"{user.name} is not in group {chat}")
        if group.upgraded_to:
            raise Impossible("the group became a supergroup")
        return user, group

    def _with_bot(self, person: int, chat: int) -> tuple[User, Chat]:
        user, group = self._group(person, chat)
        if group.status(person) not in {"creator", "administrator"}:
            raise Impossible("only administrators do that")
        if not group.has(self._engine.world.bot.id):
            raise Impossible("the bot is not in the group")
        return user, group

    def _set_bot(self, group: Chat, by: User, status: str) -> None:
        world = self._engine.world
        old = self._bot_as_member(group.status(world.bot.id))
        group.members[world.bot.id] = Member(status)
        change = {
            "chat": self._engine.chats.as_seen(group),
            "from": by.as_seen(),
            "date": int(self._engine.now()),
            "old_chat_member": old,
            "new_chat_member": self._bot_as_member(status),
        }
        self._engine.updates.push("my_chat_member", change, f"chat {group.id}", DAY)
        self._engine.chats.tell_chat(group)

    def _bot_as_member(self, status: str) -> JSON:
        seen: JSON = {"status": status, "user": self._engine.world.bot.as_seen()}
        if status == "administrator":
            return seen | dict.fromkeys(_RIGHTS, True) | dict.fromkeys(_NO_RIGHTS, False)
        return seen | {"until_date": 0} if status == "kicked" else seen
