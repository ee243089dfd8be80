"""What a story is played on: a sandbox that listens, phones, a database file, and bots that come and go."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self

from sandbox.world import Fault
from tests.stories.process import SECRET, Process, free_port, run_bot, until

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from sandbox.engine import CallRecord, Engine
    from sandbox.server import SandboxServer
    from tests.stories.phones import Phones


class Story:
    """Everything between the people's phones and the database, to be looked at and disturbed.

    An async context manager: at the end all bots that were started are ended and looked through.

    Attributes:
        has_trouble: the story breaks what the bot needs, so that its log may say so.
    """

    def __init__(self, server: SandboxServer, phones: Phones, folder: Path) -> None:
        self.server = server
        self.phones = phones
        self.folder = folder
        self.has_trouble = False
        self._bots: list[Process] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._end()

    @property
    def engine(self) -> Engine:
        return self.server.engine

    # -- bots

    async def start_bot(
        self, api_url: str | None = None, now: datetime | None = None, **settings: str
    ) -> Process:
        """Start a bot that polls, and wait until it is at work; its clock shows the true time, or `now`."""
        return await self._start({"BOT_API_URL": api_url or self.server.api_url, **settings}, now)

    async def start_hooked_bot(self, port: int | None = None, url: str | None = None) -> Process:
        """Start a bot with a webhook on the port; Telegram may know another address, of a relay."""
        port = port or free_port()
        set_before = len(self.calls("setWebhook"))
        bot = await self._start(
            {
                "BOT_API_URL": self.server.api_url,
                "WEBHOOK_URL": url or f"http://127.0.0.1:{port}/hook",
                "WEBHOOK_SECRET": SECRET,
                "LISTEN": f"127.0.0.1:{port}",
            }
        )
        await until(lambda: len(self.calls("setWebhook")) > set_before, "the webhook")
        return bot

    async def _start(self, environment: dict[str, str], now: datetime | None = None) -> Process:
        output = self.folder / f"bot-{len(self._bots) + 1}.log"
        bot = run_bot(self.folder, output, environment, now)
        self._bots.append(bot)
        await bot.says("is at work")
        return bot

    async def _end(self) -> None:
        """End all bots; show what they wrote, and fail on what should not stand there."""
        for bot in self._bots:
            await bot.kill()
            sys.stdout.write(bot.output)
        troubles = [line for bot in self._bots for line in bot.troubles()]
        assert self.has_trouble or not troubles, "\n".join(troubles)

    # -- the database, which outlives them

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "family.db", timeout=30)) as connection:
            return connection.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any:  # noqa: ANN401  # whatever the column holds
        """Return the first column of the first row, None when there is none."""
        rows = self.rows(query, *values)
        return rows[0][0] if rows else None

    def change(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder / "family.db", timeout=30)) as connection, connection:
            connection.execute(statement, values)

    def let_leases_run_out(self) -> None:
        """Let the minute pass for which whoever died had reserved alerts and cards."""
        for table in ("alerts", "cards"):
            aged = "datetime(leased_until, '-61 seconds') || '.000000'"
            self.change(f"UPDATE {table} SET leased_until = {aged} WHERE leased_until IS NOT NULL")  # noqa: S608

    # -- waiting

    async def settled(self) -> None:
        """Wait until all updates are handled and everybody was told what there is to tell."""
        await until(self._is_all_handled, "the updates that wait for the bot")
        await until(lambda: not self.undelivered(), "the alerts that wait for delivery")

    def is_settled(self) -> bool:
        """Tell whether nothing is left to do and to tell."""
        return self._is_all_handled() and not self.undelivered()

    async def cards_shown(self) -> None:
        """Wait until every live card shows the cart as it is."""
        await self.settled()
        await until(lambda: not self.rows("SELECT 1 FROM cards WHERE changes > shown"), "stale cards")

    def _is_all_handled(self) -> bool:
        return not self.engine.world.updates and not self.engine.world.held

    def undelivered(self) -> list[tuple[Any, ...]]:
        """Return recipient and number of every alert that waits, but for those that gather things."""
        return self.rows(
            "SELECT recipient_id, number FROM alerts WHERE delivered_at IS NULL AND gathering IS NULL "
            "ORDER BY id"
        )

    def is_fetched(self, update: int) -> bool:
        """Tell whether Telegram has handed an update to the bot."""
        return update in self.phones.fetched

    # -- disturbing and judging

    def disturb(self, method: str, **how: Any) -> None:  # noqa: ANN401  # a fault's fields
        self.server.knobs.fault(Fault(method=method, **how))

    def calls(self, method: str, words: str = "") -> list[CallRecord]:
        """Return the bot's calls of a method that carry these words."""
        return [
            call
            for call in self.engine.journal
            if call.method == method and words in json.dumps(call.params, ensure_ascii=False)
        ]

    def alert_numbers(self, person: int) -> list[int]:
        """Return the numbers of all alerts that Telegram took for a person, in order, repeats included."""
        sent = [call for call in self.calls("sendMessage", "🔔") if call.params["chat_id"] == person]
        numbers = [re.match(r"🔔 \D*(\d+)", call.params["text"]) for call in sent if call.error is None]
        return [int(number[1]) for number in numbers if number]

    def balances(self) -> dict[int, int]:
        """Return who is owed (positive) or owes (negative) how many kopecks; the books must sum to zero."""
        assert self.one("SELECT coalesce(sum(minor), 0) FROM ledger_entries") == 0
        return dict(self.rows("SELECT person_id, sum(minor) FROM ledger_entries GROUP BY person_id"))

    def judge(self, *pardoned: str) -> None:
        """Every press was answered, and Telegram would have refused, dropped or clamped nothing.

        Except what the story says it may refuse, by the words of its errors. A bot that takes over at once is
        kept waiting until Telegram sees that the last one is gone.
        """
        assert self.phones.unanswered() == []
        assert not self.engine.world.callbacks
        refused = [
            call
            for call in self.engine.refused
            if call.method != "getUpdates" and not any(words in str(call.error) for words in pardoned)
        ]
        assert not refused, [(call.method, call.error, call.params) for call in refused]
        assert list(self.engine.lint) == []
