"""Worlds to begin with, and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.world import Bot, Chat, Member, User, World

if TYPE_CHECKING:
    from sandbox.engine import Ids

MUM, DAD, KID, FAMILY = 1001, 1002, 1003, -501
TOKEN = "7000000001:sandbox-token-that-opens-nothing"  # noqa: S105 - known to everybody, good for nothing
PROVIDER_TOKEN = "1:TEST:sandbox"  # noqa: S105 - of a provider that takes no money
USERNAME = "family_shopping_bot"
FIRST_NAME = "Семейные покупки"


def family(*, ids: Ids, token: str = TOKEN, username: str = USERNAME, first_name: str = FIRST_NAME) -> World:
    """Мама, Папа, Ребёнок, and their group, in which the bot is a member that has not written yet.

    Args:
        ids: Where numbers come from: the counters start anywhere, never at 1.
        token: The bot's; the number before its colon is the bot's id.
        username: The bot's, without @.
        first_name: The bot's.

    Raises:
        ValueError: when the token has no number before a colon.
    """
    bot = Bot(int(token.partition(":")[0]), token, username, first_name)
    people = [
        User(MUM, "Мама", username="mama", language_code="ru", phone_number="+79161234567"),
        User(DAD, "Папа", username="papa", language_code="ru", phone_number="+79167654321"),
        User(KID, "Ребёнок", language_code="ru", phone_number="+79031112233"),
    ]
    group = Chat(FAMILY, "group", str(ids()), "Семья", owner=MUM)
    group.members = {
        MUM: Member("creator"),
        DAD: Member("member"),
        KID: Member("member"),
        bot.id: Member("member"),
    }
    world = World(
        bot=bot,
        next_message_id=2 * (ids() % 500) + 101,
        next_update_id=100_000_000 + ids() % 800_000_000,
    )
    world.users = {user.id: user for user in people}
    world.chats = {user.id: Chat(user.id, "private", str(ids())) for user in people} | {FAMILY: group}
    return world


@dataclass(slots=True)
class FixedClock:
    """A clock for tests: it moves when told to."""

    moment: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        return self.moment

    def pass_by(self, seconds: float) -> None:
        """Let so many seconds go by."""
        self.moment += timedelta(seconds=seconds)
