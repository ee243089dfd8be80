"""The real bot on a stage: a Telegram without sockets, its own database, a clock that only tests move."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from copy import deepcopy
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Message
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import build_bot, equip_dispatcher
from bot.delivery.alerts import AlertDelivery
from bot.delivery.cards import CardRefresh
from bot.delivery.charges import ChargeSettling, Refunding
from bot.drawing import Drawing
from bot.intake import lighten
from bot.links import Links
from bot.settings import Settings
from bot.texts import LANGUAGES
from core.people.person import Introduction
from main import bind
from sandbox.engine import Engine
from sandbox.fixtures import DAD, KID, MUM, TOKEN, USERNAME, FixedClock, family
from sandbox.groups import Groups
from sandbox.inline import Inline
from sandbox.knobs import Knobs
from sandbox.paying import Paying
from sandbox.people import People
from sandbox.transport.inproc import EngineSession
from storage.database import open_database
from storage.schema import (
    alerts,
    families,
    members,
    metadata,
    own_additions,
    own_items,
    own_orders,
)
from storage.transaction import Transaction

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterable, Sequence

    from aiogram import Dispatcher
    from sqlalchemy import Connection

    from bot.use_cases import Do
    from core.alerts.alert import Alert
    from core.carts.item import Item
    from sandbox.engine import CallRecord
    from sandbox.world import JSON, Fault
    from storage.database import Database

__all__ = ["DAD", "KID", "MUM", "TOO_OLD", "Stage", "Toast"]

MAY_NOT_PIN = "not enough rights to manage pinned messages"
"""What Telegram says in a group of which the bot is no administrator, and nobody minds."""

TOO_OLD = "query is too old"
"""What Telegram says to the second answer to one press: a redelivered press cannot be answered again."""


class Toast(NamedTuple):
    """What a press was answered with; an alert must be closed by hand."""

    text: str = ""
    is_alert: bool = False


class Stage:
    """Мама, Папа and Ребёнок with their phones, their group, and the bot between them."""

    def __init__(self, url: str) -> None:
        ids = count(7000).__next__
        self.clock = FixedClock()
        self.engine = Engine(family(ids=ids), clock=self.clock, ids=ids)
        self.groups = Groups(self.engine)
        self.people = People(self.engine, self.groups)
        self.inline = Inline(self.engine, self.people)
        self.paying = Paying(self.engine, self.people)
        self.knobs = Knobs(self.engine)
        self.bot = build_bot(TOKEN, EngineSession(self.engine))
        self.settings = settings()
        self.do: dict[str, Do[Any]] = {}
        self.fed: list[JSON] = []
        self.ignored: list[JSON] = []
        self.drawing = Drawing(self.bot)
        self.may_fail = False
        self.is_ephemeral = False
        self.repeats = 0
        self.address = url
        self.dispatcher: Dispatcher | None = None
        self._database: Database | None = None
        self._watch: sqlite3.Connection | None = None
        self._expected = [MAY_NOT_PIN]
        self._unheeded: list[str] = []
        self._taps = count(1)

    # -- the bot

    async def open(self, **changed: object) -> None:
        """Start the bot, or start it anew as after a crash, with these settings changed."""
        await self.close()
        self.settings = settings(**changed)
        self._database = await open_database(self.address)
        self.drawing = Drawing(self.bot)
        self.do = bind(self._database, self.clock, self.settings.time_zone, self.settings.invoiced)
        self._equip()

    def _equip(self) -> None:
        self.dispatcher = equip_dispatcher(
            self.settings, Links(USERNAME), self.do, self.drawing, is_ephemeral=self.is_ephemeral
        )

    async def close(self) -> None:
        if self._database is not None:
            await self._database.close()
        if self._watch is not None:
            self._watch.close()
        self._database = self.dispatcher = self._watch = None

    def bookmark(self) -> None:
        """Remember everything that is kept now, for `rewind`."""
        self._copy(self._file, f"{self._file}.bookmark")

    def rewind(self) -> None:
        """Let everything be kept as it was at the bookmark."""
        self._copy(f"{self._file}.bookmark", self._file)

    def write_count(self) -> int:
        """A number that grows with every commit to the database, and with every `rewind`."""
        if self._watch is None:
            self._watch = sqlite3.connect(self._file)
        (count,) = self._watch.execute("PRAGMA data_version").fetchone()
        return int(count)

    @property
    def _file(self) -> str:
        return self.address.partition("///")[2]

    @staticmethod
    def _copy(source: str, target: str) -> None:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
            read.backup(written)

    async def pump(self) -> None:
        """Let the bot handle every update that waits, and those that come of it."""
        while waiting := self.engine.updates.batch(1):
            self.engine.updates.confirm_below(waiting[0]["update_id"] + 1)
            for update in waiting:
                await self.feed(update)

    async def feed(self, update: JSON) -> None:
        """Let the bot handle one raw update, and handle it anew as often as `repeats` says."""
        assert self.dispatcher is not None
        self.fed.append(update)
        for _ in range(1 + self.repeats):
            lightened = lighten(deepcopy(update))
            if await self.dispatcher.feed_raw_update(self.bot, lightened) is UNHANDLED:
                self.ignored.append(update)

    async def redeliver(self) -> None:
        """Let the newest update come once more, as after a crash before it was confirmed."""
        if "callback_query" in self.fed[-1]:
            self.expect(TOO_OLD)
        await self.feed(self.fed[-1])

    async def deliver(self) -> None:
        """Deliver the alerts that are due."""
        await AlertDelivery(
            self.bot,
            self.settings,
            claim_alerts=self.do["claim_alerts"],
            settle_alerts=self.do["settle_alerts"],
            postpone_alerts=self.do["postpone_alerts"],
            hold_alerts=self.do["hold_alerts"],
        )()

    async def settle_money(self) -> None:
        """Look after money that came and was not settled, give Stars back, and let the bot hear of it."""
        await ChargeSettling(claim_charges=self.do["claim_charges"], settle_charge=self.do["settle_charge"])()
        await Refunding(
            self.bot,
            claim_refunds=self.do["claim_refunds"],
            settle_refund=self.do["settle_refund"],
            postpone_refund=self.do["postpone_refund"],
        )()
        await self.pump()

    async def refresh(self) -> None:
        """Edit the cards that are due, and let the bot hear of what it pinned."""
        await CardRefresh(
            self.drawing,
            self.settings,
            claim_cards=self.do["claim_cards"],
            card_shown=self.do["card_shown"],
            card_resent=self.do["card_resent"],
            postpone_card=self.do["postpone_card"],
            drop_card=self.do["drop_card"],
            move_place=self.do["move_place"],
        )()
        await self.pump()

    def pass_by(self, seconds: float) -> None:
        self.clock.pass_by(seconds)
        self.engine.tick()

    # -- what people do

    def newcomer(self, name: str, language: str | None = "ru", **known: str) -> int:
        """Somebody installs Telegram; return their id."""
        person: int = self.people.new_person(name, language_code=language, **known)["person"]["id"]
        return person

    async def say(self, person: int, text: str, chat: int | None = None) -> None:
        self.people.say(person, chat or person, text)
        await self.pump()

    async def post(self, person: int, content: JSON, chat: int | None = None) -> None:
        """Send something that is no text, such as a sticker."""
        user = self.people.person(person)
        user.started = True
        self.engine.chats.by_person(self.engine.world.chats[chat or person], user, content)
        await self.pump()

    async def start(self, person: int, payload: str = "") -> None:
        self.people.open_link(person, f"https://t.me/{USERNAME}?start={payload}")
        await self.pump()

    async def tap(
        self, person: int, label: str, chat: int | None = None, message: int | None = None
    ) -> Toast:
        """Press the newest button with this label; return what it was answered with."""
        self.people.tap(person, chat or person, label, message)
        return await self._answered()

    async def pay(self, person: int) -> JSON:
        """Pay the newest invoice in one's own window; return what the sheet shows in the end."""
        messages = self.engine.world.chats[person].messages
        newest = next(number for number in reversed(messages) if messages[number].invoice)
        sheet = self.paying.press_pay(person, person, newest, stale=True)["checkout_id"]
        self.paying.pay(person, sheet)
        await self.pump()
        return self.paying.checkout(person, sheet)

    async def press(
        self, person: int, data: str, chat: int | None = None, message: int | None = None
    ) -> Toast:
        """Press a button that nobody drew, or that is gone, on the given or the newest message."""
        place = chat or person
        self.people.press(person, place, message or self.newest(place)["message_id"], data, stale=True)
        return await self._answered()

    async def _answered(self) -> Toast:
        newest = self.engine.journal[-1].n if self.engine.journal else 0
        await self.pump()
        (toast,) = toasts(self.calls_after(newest))
        return toast

    async def send_document(self, person: int, name: str, content: bytes) -> None:
        self.people.send_document(person, person, name, content)
        await self.pump()

    async def share_contact(self, person: int, of: int | JSON | None = None) -> None:
        self.people.share_contact(person, person, of)
        await self.pump()

    # -- what people see

    def newest(self, chat: int) -> JSON:
        return self.engine.chats.newest(chat)

    def shows(self, chat: int, message: int | None = None) -> str:
        """The newest message of a chat, or the given one: its HTML, below it its buttons row by row."""
        if message is None:
            return picture(self.newest(chat))
        return picture(self.engine.world.chats[chat].messages[message].body)

    def text(self, chat: int) -> str:
        return spaced(self.newest(chat)["text"])

    def link(self, chat: int) -> str:
        """The newest invitation link in a chat."""
        for message in reversed(self.engine.world.chats[chat].messages.values()):
            if found := re.search(r"https://t\.me/\S+\?start=\S+", message.body.get("text", "")):
                return found[0]
        raise LookupError(chat)

    def said(self, chat: int) -> list[str]:
        """The texts of all messages in a chat that the bot wrote."""
        bodies = [message.body for message in self.engine.world.chats[chat].messages.values()]
        return [spaced(body["text"]) for body in bodies if body["from"]["is_bot"] and "text" in body]

    def keyboard(self, person: int) -> list[list[str]] | None:
        """The reply keyboard under a person's input field."""
        keyboard = self.engine.world.chats[person].keyboards.get(person)
        return [[key["text"] for key in row] for row in keyboard.markup["keyboard"]] if keyboard else None

    def toasts(self) -> list[Toast]:
        return toasts(self.engine.journal)

    def calls_after(self, number: int) -> list[CallRecord]:
        """Every call after the one with this number, oldest first; the journal forgets old ones."""
        fresh = list(takewhile(lambda call: call.n > number, reversed(self.engine.journal)))
        return fresh[::-1]

    def calls(self, method: str, chat: int | None = None) -> list[CallRecord]:
        """Every call of a method so far, of any chat or of one."""
        return [
            call
            for call in self.engine.journal
            if call.method == method and (chat is None or call.params.get("chat_id") == str(chat))
        ]

    # -- how a story begins, past the screens

    async def meet(self, *persons: int, language: str | None = None) -> None:
        for person in persons:
            user = self.engine.world.users[person]
            user.started = True
            sender = Introduction(person, user.name, user.username, language or user.language_code)
            await self.do["meet_person"](sender=sender, spoken=LANGUAGES, default="ru")

    async def family(self, organizer: int, *members: int, name: str = "Ивановы") -> int:
        """Found a family, let the members join, keep the alerts about it; return its id."""
        await self.meet(organizer, *members)
        await self.do["begin_family"](actor=organizer, allowed=())
        await self.do["found_family"](actor=organizer, name=name, allowed=(), currency="RUB")
        if members:
            token = await self.invite(organizer)
            for member in members:
                await self.do["accept_invite"](actor=member, token=token)
        summary = await self.do["find_summary"](actor=organizer)
        number: int = summary.id
        return number

    async def household(self) -> int:
        """Мама's family with Папа and Ребёнок, who all know it already; return its id."""
        number = await self.family(MUM, DAD, KID)
        await self.hush()
        return number

    async def full_family(self) -> list[int]:
        """Seven people of whom Мама is the organizer; return the others."""
        others = [self.newcomer(f"Родня {number}") for number in range(1, 7)]
        await self.family(MUM, *others)
        await self.hush()
        return others

    async def attached(self, group: int, organizer: int = MUM) -> None:
        """Let the group show the organizer's family."""
        summary = await self.do["find_summary"](actor=organizer)
        await self.do["attach_place"](actor=organizer, family=summary.id, place=group)

    async def hush(self) -> None:
        """Settle all alerts that wait, unseen."""
        while due := await self.do["claim_alerts"](limit=50, zone=self.settings.time_zone):
            await self.do["settle_alerts"](alerts=[waiting.id for bundle in due for waiting in bundle])

    async def invite(self, organizer: int) -> str:
        """Create an invitation; return its token."""
        tap = next(self._taps)
        token = f"token-{tap:026}"
        await self.do["create_invite"](actor=organizer, token=token, origin=f"stage-{tap}")
        return token

    async def add(self, author: int, text: str) -> list[Item]:
        added = await self.do["add_lines"](actor=author, text=text, origin=f"stage-{next(self._taps)}")
        return list(added.items)

    async def limit(self, person: int, minor: int | None) -> None:
        """Let somebody wish for so many kopecks a line unasked, or for anything, as an adult, with None."""
        role = "adult" if minor is None else "limited"
        of_person = members.update().where(members.c.person_id == person)

        def unit(connection: Connection) -> None:
            connection.execute(of_person.values(role=role, limit_minor=minor))

        assert self._database is not None
        await self._database.write(unit)

    async def choose_rich(self, family: int, *, is_rich: bool = True) -> None:
        """Let the family have its card with the buttons beside the lines."""

        def unit(connection: Connection) -> None:
            connection.execute(families.update().where(families.c.id == family).values(rich_card=is_rich))
            Transaction(connection).touch_cards(family)

        assert self._database is not None
        await self._database.write(unit)

    async def order(self, *lines: tuple[int, str], organizer: int = MUM) -> int:
        """Add cheap lines and check them out; return the order's id."""
        for author, text in lines:
            await self.add(author, text)
        shown = await self.do["preview_checkout"](actor=organizer)
        order: int = await self.do["lock_cart"](
            actor=organizer, family=shown.family, orders=shown.orders, seal=shown.seal
        )
        await self.hush()
        return order

    async def take(self, payer: int, order: int) -> None:
        """Let somebody become the one who pays the order, without an invoice."""
        await self.do["take_by_invoice"](actor=payer, order=order, token=f"unsent-{next(self._taps)}")

    async def paid_order(self, payer: int, *lines: tuple[int, str]) -> int:
        order = await self.order(*lines)
        await self.take(payer, order)
        await self.do["mark_paid"](actor=payer, order=order)
        return order

    async def own_order(self, person: int, text: str) -> int:
        """Let somebody check out what they add to their own cart; return the order's id."""
        origin = f"stage-{next(self._taps)}"
        await self.do["add_own_lines"](actor=person, text=text, origin=origin, currency="RUB")
        shown = await self.do["preview_own_checkout"](actor=person, currency="RUB")
        facts = {"orders": shown.orders, "seal": shown.seal, "with_unpriced": True, "currency": "RUB"}
        order: int = await self.do["lock_own_cart"](actor=person, **facts)
        return order

    async def erase_own(self, person: int) -> None:
        """Let the person's own cart and orders be gone, as if they had never been."""

        def unit(connection: Connection) -> None:
            for table in (own_orders, own_items, own_additions):
                connection.execute(table.delete().where(table.c.owner_id == person))

        assert self._database is not None
        await self._database.write(unit)

    # -- looking behind

    async def kept(self, *, but: Sequence[str] = ("cards",)) -> dict[str, list[tuple[object, ...]]]:
        """Everything that is kept, but for these tables or columns: equal means that nothing changed."""

        def unit(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
            everything = {}
            for table in metadata.sorted_tables:
                if table.name in but:
                    continue
                columns = [column for column in table.c if f"{table.name}.{column.name}" not in but]
                rows = connection.execute(select(*columns).order_by(*table.primary_key))
                everything[table.name] = [tuple(row) for row in rows]
            return everything

        assert self._database is not None
        return await self._database.read(unit)

    async def tell(self, recipient: int, *news: Alert) -> None:
        """Put alerts into the outbox."""

        def unit(connection: Connection) -> None:
            for alert in news:
                Transaction(connection).tell(recipient, alert, self.clock())

        assert self._database is not None
        await self._database.write(unit)

    async def waiting(self) -> int:
        """How many alerts wait."""

        def unit(connection: Connection) -> int:
            undelivered = select(func.count()).where(alerts.c.delivered_at.is_(None))
            return connection.execute(undelivered).scalar_one()

        assert self._database is not None
        return await self._database.read(unit)

    # -- what goes wrong

    def replace(self, use_case: str, instead: Do[Any]) -> None:
        """Let the handlers get something else in the place of a use case."""
        assert use_case in self.do
        self.do = {**self.do, use_case: instead}
        self._equip()

    def strike(self, fault: Fault) -> None:
        self.knobs.fault(fault)

    def expect(self, *refusals: str) -> None:
        """Calls may be refused in these words from now on."""
        self._expected.extend(refusals)

    def expect_ignored(self, *contents: str) -> None:
        """Messages with such content need no handler from now on."""
        self._unheeded.extend(contents)

    def check(self, failures: Sequence[logging.LogRecord]) -> None:
        """What holds at the end of every story."""
        assert not self.engine.updates.batch(1), "an update was left lying"
        assert [call.lint for call in self.engine.lint] == []
        errors = [f"{call.method}: {call.error}" for call in self.engine.refused]
        assert [error for error in errors if not any(text in error for text in self._expected)] == []
        assert not self.engine.world.callbacks, "a press was not answered"
        unheeded = set(self._unheeded)
        assert [update for update in self.ignored if not unheeded & set(update.get("message", ()))] == []
        assert [record.getMessage() for record in failures] == []


def toasts(calls: Iterable[CallRecord]) -> list[Toast]:
    """What presses were answered with."""
    return [
        Toast(spaced(call.params.get("text", "")), call.params.get("show_alert") == "true")
        for call in calls
        if call.method == "answerCallbackQuery" and call.error is None
    ]


def settings(**changed: object) -> Settings:
    """Settings that no environment of whoever runs the tests gets into."""
    fixed: dict[str, Any] = {
        "bot_token": SecretStr(TOKEN),
        "organizer_countries": ("RU",),
        "currency": "RUB",
        "time_zone": "Europe/Moscow",
        "language": "ru",
    }
    return Settings(_env_file=None, **{**fixed, **changed})  # type: ignore[call-arg]  # pydantic-settings takes it


def picture(message: JSON) -> str:
    """A message as text: its HTML, below it its buttons row by row; a link button names its address."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    drawn = [" ".join(_button(button) for button in row) for row in rows]
    said = rich_picture(message["rich_message"]["blocks"]) if "rich_message" in message else ""
    return spaced("\n".join([said or Message.model_validate(message).html_text, *drawn]))


def rich_picture(blocks: Sequence[JSON]) -> str:
    """The blocks of a rich message: each on a line, those of a list's item below its first."""
    lines = []
    for block in blocks:
        match block["type"]:
            case "list":
                for item in block["items"]:
                    first, *below = rich_picture(item["blocks"]).splitlines()
                    lines += [f"{item['label']} {first}", *(f"     {line}" for line in below)]
            case "buttons":
                lines.append(" ".join(map(_button, block["buttons"])))
            case _:
                lines.append(_rich_text(block["text"]))
    return "\n".join(lines)


def _rich_text(text: str | list[Any] | JSON) -> str:
    match text:
        case str():
            return text
        case list():
            return "".join(map(_rich_text, text))
        case {"type": "bold" | "italic" as style, "text": inner}:
            return f"<{style[0]}>{_rich_text(inner)}</{style[0]}>"
    raise AssertionError(text)


def spaced(text: str) -> str:
    """The text with plain blanks where an amount is kept on one line."""
    return text.replace("\u00a0", " ")


def _button(button: JSON) -> str:
    return f"[{button['text']}]" + (f"({button['url']})" if "url" in button else "")
