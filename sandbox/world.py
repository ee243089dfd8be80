"""The simulated world as plain data: people, chats, messages and what waits to be delivered.

A message is kept as the JSON that the bot sees. Such a body is never changed in place, an edit replaces it:
results, updates and events may therefore share it without copying.
Moments are Unix seconds, as the Bot API has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import Base64Bytes, TypeAdapter

JSON = dict[str, Any]
INSIDE = ("creator", "administrator", "member")


@dataclass(slots=True)
class User:
    """A person.

    Attributes:
        started: They pressed Start once.
        blocked: They block the bot now.
        deactivated: They deleted their account.
        stars: What they can pay with in Telegram's own currency.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone_number: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    stars: int = 0

    @property
    def name(self) -> str:
        """First and last name, as chat lists show it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def as_seen(self) -> JSON:
        """The Bot API's User."""
        seen: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            seen["last_name"] = self.last_name
        if self.username:
            seen["username"] = self.username
        if self.language_code:
            seen["language_code"] = self.language_code
        return seen


@dataclass(slots=True)
class Bot:
    """The one bot of this world.

    Attributes:
        inline_mode: It answers what people type after its name, in any chat.
        inline_feedback: It is told which of its answers they chose.
        commands: By scope and language, see `sandbox.methods.commands`.
    """

    id: int
    token: str
    username: str
    first_name: str
    privacy_mode: bool = True
    inline_mode: bool = True
    inline_feedback: bool = True
    commands: dict[str, list[JSON]] = field(default_factory=dict)
    menu_button: JSON | None = None

    def as_seen(self) -> JSON:
        """The Bot API's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(slots=True)
class Member:
    """Somebody's place in a group: creator, administrator, member, left or kicked.

    Attributes:
        anonymous: An administrator who writes in the name of the group.
    """

    status: str
    anonymous: bool = False

    @property
    def inside(self) -> bool:
        """Whether they read the group now."""
        return self.status in INSIDE


@dataclass(slots=True)
class Message:
    """A message as the bot sees it.

    Attributes:
        body: What the bot sees.
        carried_keyboard: It brought a reply keyboard, so it cannot be edited.
        inline_message_id: How the bot names it when a person sent it through the bot, with a keyboard.
        invoice: What its Pay button asks to pay, a key of `World.invoices`.
    """

    body: JSON
    carried_keyboard: bool = False
    inline_message_id: str | None = None
    invoice: str | None = None


@dataclass(slots=True)
class Ephemeral:
    """A message to one person in a group, as the bot sees it.

    Attributes:
        body: Its `message_id` is 0; `ephemeral_message_id` names it.
        after: The newest message when it came.
        replaces: The message that it hides from this person.
    """

    body: JSON
    after: int = 0
    replaces: int | None = None


@dataclass(slots=True)
class Keyboard:
    """What a client shows instead of, or under, its input field, and the message that brought it."""

    markup: JSON
    message_id: int


@dataclass(slots=True)
class Chat:
    """A private chat with the bot (its id is the person's) or a group.

    Attributes:
        members: The bot too, and those who were here once.
        pinned: The numbers of messages, as they were pinned.
        topics: Their names, by the numbers of the messages that opened them; *General* is none of them.
        paid: The numbers of invoices that show a receipt now, not a Pay button.
    """

    id: int
    type: str
    instance: str
    title: str = ""
    owner: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Ephemeral] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Keyboard] = field(default_factory=dict)
    next_message_id: int = 0
    upgraded_to: int | None = None
    menu_button: JSON | None = None
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    paid: list[int] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether only one person and the bot are in it."""
        return self.type == "private"

    def status(self, user_id: int) -> str:
        """The status of a person or of the bot here; `left` for strangers."""
        member = self.members.get(user_id)
        return member.status if member else "left"

    def has(self, user_id: int) -> bool:
        """Whether they are in the chat now."""
        return self.status(user_id) in INSIDE


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file that the bot uploaded, a `photo` or a `document`; `path` is where it can be downloaded."""

    id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    width: int = 0
    height: int = 0
    content: Base64Bytes = field(repr=False)


@dataclass(slots=True)
class CallbackQuery:
    """A pressed button; `spinning` while the page shows its spinner. Ephemeral messages have no number: 0."""

    id: str
    person: int
    chat: int
    message_id: int
    pressed: float
    spinning: bool = True


@dataclass(slots=True)
class InlineAnswer:
    """What the bot offers to send.

    Attributes:
        results: What lists show of each, and its `content`, which becomes part of a message.
        fresh_until: Until then Telegram itself answers the same question with it.
    """

    results: list[JSON]
    button: JSON | None
    next_offset: str
    is_personal: bool
    fresh_until: float


@dataclass(slots=True)
class InlineQuery:
    """What a person typed after the bot's name in a chat."""

    id: str
    person: int
    chat: int
    query: str
    offset: str
    asked: float
    answer: InlineAnswer | None = None


@dataclass(slots=True)
class InlineMessage:
    """Where a message lies that a person sent through the bot; the bot knows only its inline_message_id."""

    chat: int
    message_id: int


@dataclass(slots=True)
class Invoice:
    """What the bot asks to be paid, under the slug of its link.

    Attributes:
        shown: The Bot API's Invoice.
        payload: What the bot alone sees of it.
    """

    slug: str
    shown: JSON
    payload: str


@dataclass(slots=True)
class Checkout:
    """The sheet on which a person pays an invoice.

    Attributes:
        state: `open`, `waiting` for the bot's word, then one of `paid`, `refused`, `late` (no word in time),
            `declined` (the person closed it) and `failed` (the card or the Stars).
        chat: Where the message with the Pay button lies; None for a link.
        asked: When the bot was asked, in Unix seconds.
        card_works: The person's card will be charged when the bot lets it.
        reason: What the bot gave for its refusal.
        charge: What was charged, a key of `World.charges`.
    """

    id: str
    person: int
    invoice: str
    chat: int | None = None
    message_id: int | None = None
    state: str = "open"
    asked: float = 0
    card_works: bool = True
    reason: str = ""
    charge: str = ""


@dataclass(slots=True, kw_only=True)
class Charge:
    """Money that changed hands: `id` is Telegram's name of it, `provider_id` the provider's."""

    id: str
    provider_id: str
    person: int
    currency: str
    total_amount: int
    payload: str
    date: int
    refunded: int | None = None


@dataclass(slots=True)
class PendingUpdate:
    """An update that the bot has not confirmed; updates of one lane are delivered to a webhook in order."""

    body: JSON
    kind: str
    lane: str
    expires: float
    copies: int = 1

    @property
    def id(self) -> int:
        """The update_id."""
        update_id: int = self.body["update_id"]
        return update_id


@dataclass(slots=True)
class HeldUpdate:
    """An update that a fault keeps back; it gets its number when it is released at `due`."""

    payload: JSON
    kind: str
    lane: str
    expires: float
    due: float


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, and how the last attempt failed."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    set_at: float = 0
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True, kw_only=True)
class Fault:
    """Something that goes wrong on purpose for matching calls or updates; `times` 0: until cleared."""

    id: int = 0
    method: str = "*"
    chat: int | None = None
    contains: str = ""
    times: int = 1
    after: int = 0
    error: JSON | None = None
    html_502: bool = False
    delay: float = 0
    drop: str | None = None
    truncate_json: bool = False
    duplicate_updates: int = 0
    hold: float = 0


@dataclass(slots=True, kw_only=True)
class World:
    """Everything that survives a restart of the sandbox.

    Attributes:
        callbacks: Pressed buttons that nobody has answered yet.
        answered: The newest of those that somebody has.
        inline_queries: The newest, answered or not.
        inline_messages: By their inline_message_id.
        checkouts: The newest.
        ephemeral_messages: Whether Telegram has them here.
        rich_messages: Whether it has these.
    """

    bot: Bot
    next_message_id: int
    next_update_id: int
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    answered: dict[str, CallbackQuery] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    inline_messages: dict[str, InlineMessage] = field(default_factory=dict)
    invoices: dict[str, Invoice] = field(default_factory=dict)
    checkouts: dict[str, Checkout] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    updates: dict[int, PendingUpdate] = field(default_factory=dict)
    held: list[HeldUpdate] = field(default_factory=list)
    allowed_updates: list[str] = field(default_factory=list)
    ephemeral_messages: bool = True
    rich_messages: bool = True
    webhook: Webhook | None = None
    faults: list[Fault] = field(default_factory=list)
    next_fault: int = 1
    last_event: int = 0

    def dump(self) -> bytes:
        """This world as JSON."""
        return _ADAPTER.dump_json(self)

    @staticmethod
    def load(stored: bytes) -> World:
        """The world that `dump` gave.

        Raises:
            pydantic.ValidationError: when it is not one.
        """
        return _ADAPTER.validate_json(stored)


_ADAPTER = TypeAdapter(World)
