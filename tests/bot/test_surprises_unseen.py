"""Two worlds that differ in presents only: whom they are hidden from must not be able to tell them apart.

In both the same people do the same things; in one of them the others also hide lines, vote on them, order,
pay and settle them. Every message, edit, toast, alert and file that the one in the dark gets, and all that
the family's group shows, must be the same in both worlds, in the same order and at the same moment – whatever
they press, forged buttons included.

Three things are not compared as they are. The ids of lines, orders and so on inside of buttons count what
there is of all families; each is named by when it first appears. Ids of messages and files are given by
Telegram, and the sandbox counts them over all chats; what is in the files is compared. The seal of a
check-out is made of such ids. What counts something of the family's – orders, alerts, lines, pages – is
compared as it is.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.people import Place
from bot.documents import JOURNAL_CSV, JOURNAL_JSON
from core.carts.agreement import Choice, Standing
from core.carts.errors import VoteClosedError
from core.carts.trip import Mark
from core.carts.views import Wanted
from core.families.family import MayLock, Voting
from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage
from tests.bot.test_profile import export_of

if TYPE_CHECKING:
    from pathlib import Path

    from core.carts.item import Item
    from sandbox.world import Chat

DAY = 86400
TRACES = ("приставка", "конструктор", "открытка", "самокат", "билеты", "шарф", "платок", "велосипед", "часы")
FEWEST = 900
"""So many things are seen at least: screens, toasts, alerts."""

NEVER = 987654
"""An id that no line, order, payment or deed has."""

FORGED = (
    *("v:{item}:1:1", "v:{item}:1:-1", "lv:{item}:1:1", "lv:{item}:1:", "l:{item}", "q:{item}:{revision}:2"),
    *(
        "e:{item}:{revision}",
        "r:{item}",
        "again:{item}:{revision}",
        "undo:{addition}",
        "oback:{addition}",
        "price:{item}:{revision}",
    ),
    *("decide:{item}:1:1", "decidenote:{item}:1:0", "gift:{item}", "giftfor:{item}:{revision}:{other}"),
    *("hide:{item}:{revision}:{other}:7", "hideday:{item}:{revision}:{other}", "unhide:{item}:{revision}"),
    *("when:{item}:1", "until:{item}:1:1800000000", "untiltype:{item}:1", "keep:{item}:1", "keep:{item}:0"),
    *(
        "lq:{item}:{revision}:2",
        "mark:{item}:{revision}:bought:0",
        "mark:{item}:{revision}::0",
        "unmark:{item}:{revision}",
    ),
    *("shopprice:{item}:{revision}", "replace:{item}:{revision}", "instead:{replacement}:1"),
    *("added:{addition}", "fix:{addition}", "isprice:{item}:{revision}", "note:{item}:{revision}"),
    *("nonote:{item}:{revision}", "mg:{item}:{revision}:{mine}:1", "mg:{mine}:1:{item}:{revision}"),
    *("j:0:0:{item}:", "jp:m:0:{item}:", "jx:0:{item}:", "takeback:{deed}"),
)
FORGED_ORDERS = (
    *("pot:{order}", "frompot:{order}:100"),
    *("o:{order}", "take:{order}", "release:{order}", "paid:{order}", "off:{order}", "goods:{order}"),
    *("sent:{order}:1:100", "got:{payment}:1", "got:{payment}:0", "keepo:{order}:1:0"),
    *(
        "bill:{order}",
        "billmine:{order}",
        "share:{order}:{other}",
        "part:{order}:1",
        "remind:{order}:{other}",
    ),
    *("why:{order}", "mine:{order}:1", "prices:{order}:0", "reprice:{order}:1", "repeat:{order}"),
    *("shopproof:{order}", "pay:{payment}", "unsent:{payment}", "proof:{payment}"),
)
SKIPPED = (Place.FOUND, Place.EXPORT, Place.CART, Place.INVITE)
"""What is opened otherwise, and an invitation, whose link is never the same twice."""

LINES_SHOW = (
    *(Place.HOME, Place.OWN_CART, Place.JOURNAL, Place.ORDERS, Place.CHECKOUT, Place.SHOP, Place.STAPLES),
    *(Place.APPROVALS, Place.CHOOSE, Place.MEMBERS, Place.LEAVE, Place.DISBAND),
)
"""Where a line or an order could show; all other screens are opened a few times only."""

DEBTS_SHOW = (Place.ORDERS, Place.BALANCES, Place.PLAN)

UNSEEN = ("message_id", "document", "direct_messages_topic_id", "message_thread_id", "inline_query_id")
CLASSES = {press.__prefix__: press for press in CallbackData.__subclasses__()}
OWN = ("ol", "oq", "oe", "or", "om", "omark", "oundo", "oprice", "oo", "ooff", "oagain")
"""Buttons about one's own cart and own orders, which have ids of their own."""

KINDS = {
    **dict.fromkeys(("item", "into"), "line"),
    **{name: name for name in ("order", "addition", "payment", "deed", "replacement", "trip")},
}
"""Numbers that count in both worlds what there is: one must not see how many there are in between."""


class World:
    """One of the two, with all that the one in the dark has seen in it."""

    def __init__(self, stage: Stage, reader: int, *, has_presents: bool) -> None:
        self.stage = stage
        self.reader = reader
        self.witness = DAD if reader == MUM else MUM
        """Somebody who knows of every present."""
        self.has_presents = has_presents
        self.presents: dict[str, Item] = {}
        self.mine = NEVER
        self.replacement = NEVER
        self.seen: list[object] = []
        self.forged: dict[tuple[str, str], str] = {}
        self._names: dict[tuple[str, str], str] = {}

    def look(self) -> None:
        """Note what was sent to them or to the group since the last look, and when."""
        while self.stage.engine.journal:
            call = self.stage.engine.journal.popleft()
            is_public = call.params.get("chat_id") in (str(self.reader), str(FAMILY))
            if is_public or call.method == "answerInlineQuery":
                self.seen.append((call.at, call.method, self._plain(call.params), call.error))

    def _plain(self, params: dict[str, Any]) -> dict[str, str]:
        """Return what can be seen of a call; ids are named by when they first appear."""
        texts = {key: str(value) for key, value in params.items() if key not in UNSEEN}
        plain = {key: text for key, text in texts.items() if "family-bot-" not in text}
        for key in {"reply_markup", "rich_message"} & plain.keys():
            plain[key] = re.sub(r'"callback_data": ?"([^"]*)"', self._named, plain[key])
        return plain

    def _named(self, found: re.Match[str]) -> str:
        prefix, *facts = found[1].split(":")
        if prefix == "lock":
            facts.pop()
        fields = CLASSES[prefix].model_fields
        of = "own " if prefix in OWN else ""
        for place, (field, fact) in enumerate(zip(fields, facts, strict=False)):
            if field in KINDS and fact.strip("0"):
                kind = of + KINDS[field]
                known = self.forged.get((kind, fact))
                facts[place] = known or self._names.setdefault((kind, fact), f"{kind} {len(self._names)}")
        return ":".join((prefix, *facts))

    async def press(self, data: str, chat: int | None = None) -> None:
        toast = await self.stage.press(self.reader, data, chat)
        self.look()
        self.seen.append(tuple(toast))

    async def say(self, text: str) -> None:
        await self.stage.say(self.reader, text)

    async def look_around(self, *, everywhere: bool = False) -> None:
        """Open every screen that lines show on, or every screen there is, and have sent what can be."""
        for command in ("/start", "/family", "/leave", "/profile", "/approvals") if everywhere else ():
            await self.say(command)
        for command in ("/cart", "/orders"):
            await self.say(command)
        for place in Place if everywhere else LINES_SHOW:
            if place not in SKIPPED:
                await self.press(f"go:{place}")
        for press in ("jp:l:0:0:", "jp:p:0:0:", "jx:0:0:"):
            await self.press(press)
        for item in await seen_by(self, self.reader) if everywhere else ():
            await self.press(f"l:{item.id}")
        for label in self._orders():
            await self.press(label)
        await self.say("/cancel")
        await self.stage.say(self.reader, "/cart", chat=FAMILY)
        self.stage.inline.ask_inline(self.reader, FAMILY, "молоко 2 шт 89,90")
        await self.stage.pump()
        await self.say("/export")
        self.look()
        stored = json.dumps(export_of(self.stage, self.reader), ensure_ascii=False)
        self.seen.append(re.sub(r'"message": \d+', "", stored))
        self.seen.extend(self._file(name) for name in (JOURNAL_CSV, JOURNAL_JSON))

    def _file(self, name: str) -> str:
        """Return what is in the newest file of that name, which was sent to them."""
        sent = [message.body.get("document", {}) for message in self._window.messages.values()]
        newest = [document for document in sent if document.get("file_name") == name][-1]
        return self.stage.engine.world.files[newest["file_id"]].content.decode()

    @property
    def _window(self) -> Chat:
        return self.stage.engine.world.chats[self.reader]

    def _orders(self) -> list[str]:
        """Return the orders that the newest list of them leads to."""
        found = []
        for message in self._window.messages.values():
            for row in message.body.get("reply_markup", {}).get("inline_keyboard", []):
                found += [
                    key["callback_data"] for key in row if key.get("callback_data", "").startswith("o:")
                ]
        return sorted(set(found), key=lambda press: int(press[2:]))

    async def forge(self, presses: tuple[str, ...], *, in_group: bool = False, **ids: int) -> None:
        """Press buttons about what is hidden; in the other world there never was such a thing."""
        named = ids if self.has_presents else dict.fromkeys(ids, NEVER)
        facts = {"revision": 2, "other": self.witness, "mine": self.mine} | named
        for press in presses:
            await self.press(press.format_map(facts))
            if in_group:
                await self.press(press.format_map(facts), FAMILY)

    async def tend(self, seconds: float = 3) -> None:
        """Let time pass, and do all that is done at intervals."""
        self.stage.pass_by(seconds)
        for job in (
            "close_votes",
            "tend_approvals",
            "remind_voters",
            "free_stale_orders",
            "reveal_surprises",
            "tend_trips",
            "tend_replacements",
            "remind_debtors",
            "remind_payees",
            "remind_keepers",
        ):
            await self.stage.do[job]()
        await self.stage.deliver()
        await self.stage.refresh()
        self.look()

    async def hide(self, author: int, text: str, days: int = 60) -> Item:
        """Add a line and hide it from the one in the dark, before anybody has looked."""
        (item,) = await self.stage.add(author, text)
        await self.hide_again(item, days)
        return item

    async def hide_again(self, item: Item, days: int) -> None:
        facts = {"actor": item.author, "item": item.id, "revision": item.revision, "person": self.reader}
        await self.stage.do["hide_line"](**facts, days=days, zone="Europe/Moscow")


async def play(world: World) -> None:  # noqa: PLR0915  # a long story
    """A fortnight in the life of the family."""
    stage, reader = world.stage, world.reader
    grandpa = stage.newcomer("Дед")
    aunt = stage.newcomer("Тётя")
    family = await stage.family(MUM, DAD, KID, grandpa, aunt)
    await stage.hush()
    await stage.limit(KID, 50_000)
    await stage.attached(FAMILY)
    await stage.start(reader)
    await world.say("/cart")
    await stage.say(MUM, "/cart", chat=FAMILY)
    for author, text in (
        (MUM, "хлеб 50 р"),
        (DAD, "телевизор 20000 р"),
        (KID, "самовар 700 р"),
        (grandpa, "сыр"),
    ):
        await stage.add(author, text)
    (chess,) = await stage.add(grandpa, "шахматы 3000 р")
    if world.has_presents:
        world.presents = {
            "voted": await world.hide(grandpa, "приставка 30000 р"),
            "free": await world.hide(grandpa, "конструктор 500 р"),
            "kept": await world.hide(grandpa, "билеты 900000 р"),
            "tied": await world.hide(aunt, "открытка 2000 р"),
        }
        if reader != KID:
            world.presents["asking"] = item = await world.hide(KID, "самокат 90 р")
            facts = {"actor": KID, "item": item.id, "revision": 2}
            await stage.do["ask_for_edit"](**facts)
            await stage.do["edit_line"](**facts, text="самокат 9000 р")
    await world.tend(11)
    await world.look_around(everywhere=True)
    if world.has_presents:
        await vote(world, "voted", Choice.FOR, MUM, DAD, KID, grandpa, aunt)
        await vote(world, "tied", Choice.FOR, grandpa)
        await vote(world, "tied", Choice.AGAINST, aunt)
        if "asking" in world.presents:
            asked = {"item": world.presents["asking"].id, "version": 2, "is_allowed": True}
            await stage.do["decide_request"](actor=grandpa, **asked)
    for voter in (MUM, DAD):
        await stage.do["cast_vote"](voter=voter, item=chess.id, version=1, choice=Choice.FOR)
    await world.tend(1)
    await stage.add(grandpa, "лук 30 р")
    await world.tend(1)  # in neither world does the card rest, which shows no vote on a present
    await forge_lines(world, "voted", in_group=True)
    await forge_lines(world, "free", "tied", "asking")
    await world.tend(19 * 3600)
    await world.tend(9 * 3600)
    await world.look_around()
    await decide_otherwise(world, family, grandpa)
    await double(world, grandpa)
    await take_back(world, grandpa)
    await shop(world, grandpa, aunt)
    await world.say("/add молоко 2 шт 90 р; сахар 60 р")
    await world.tend()
    order = await check_out(world, family)
    await world.tend()
    await world.look_around()
    await pay(world, order, grandpa)
    await world.tend()
    await world.look_around()
    await buy_again(world, family, grandpa)
    if reader == MUM:
        await world.press("go:members")
        members = (await stage.do["show_members"](actor=MUM)).members
        (since,) = [member.since for member in members if member.person == grandpa]
        await world.press(f"removal:{grandpa}:{since}:0")
    await stage.do["leave_family"](actor=grandpa, family=family, keep_lines=True)
    await world.tend()
    await forge_lines(world, "kept")
    await world.tend(4 * DAY)
    await world.look_around(everywhere=True)
    if reader == MUM:
        await world.press("go:disband")
        await world.say("Ивановы")
        archived = await stage.do["show_archive"](actor=MUM, family=family)
        assert archived.orders
        await world.press(f"archive:{family}")
        await world.press(f"revive:{family}")
        await world.look_around()
    else:
        await world.press(f"leave:{family}:1")
        await world.say("/start")
    await world.tend()


async def decide_otherwise(world: World, family: int, grandpa: int) -> None:
    """The organizer decides for a while; but of a present for the organizer the others do, by majority."""
    stage = world.stage
    await stage.do["choose_voting"](actor=MUM, family=family, voting=Voting.ORGANIZER)
    await stage.do["choose_may_lock"](actor=MUM, family=family, may_lock=MayLock.ROTATION)
    if world.has_presents:
        world.presents["bike"] = item = await world.hide(grandpa, "велосипед 5000 р")
        later = {"actor": grandpa, "item": item.id, "version": 1}
        closes_at = int(stage.clock().timestamp()) + 7200
        await stage.do["move_deadline"](**later, closes_at=closes_at)
    await world.tend(61)
    await world.tend(6000)
    await world.look_around()
    if world.has_presents:
        await vote(world, "bike", Choice.FOR, grandpa, DAD, MUM)
        standing = (await stage.do["show_line"](actor=grandpa, item=item.id)).line.item.standing
        assert standing is Standing.APPROVED
    await world.tend()
    await stage.do["choose_voting"](actor=MUM, family=family, voting=Voting.MAJORITY)
    await stage.do["choose_may_lock"](actor=MUM, family=family, may_lock=MayLock.ORGANIZER)
    await stage.do["choose_card"](actor=MUM, family=family, is_rich=True)
    await world.tend(61)


async def double(world: World, grandpa: int) -> None:
    """Whom a present is hidden from wishes for the same; then it is no double, and no staple either."""
    stage, reader = world.stage, world.reader
    if world.has_presents:
        world.presents["double"] = await world.hide(grandpa, "пазл 200 р")
    await stage.do["add_own_lines"](actor=reader, text="пазл 300 р", origin="own", currency="RUB")
    own = await stage.do["show_own_cart"](actor=reader)
    await world.press(f"oall:{own.last}")
    (mine,) = [item for item in await seen_by(world, reader) if item.title == "пазл"]
    world.mine = mine.id
    await world.say("/add пазл 2 шт 300 р")
    await world.tend()
    await world.press(f"keep:{mine.id}:1")
    await world.look_around()
    await world.press(f"r:{mine.id}")
    await world.press("addall:0")
    await world.look_around()
    world.mine = NEVER
    for item in await seen_by(world, reader):
        if item.title == "пазл" and item.author == reader:
            await world.press(f"r:{item.id}")
            world.mine = item.id


async def take_back(world: World, grandpa: int) -> None:
    """Дед removes a present and takes that back; others forge the button."""
    stage = world.stage
    deed = NEVER
    if world.has_presents:
        item = world.presents["free"]
        await stage.do["remove_line"](actor=grandpa, item=item.id)
        deed = await stage.do["find_deed"](actor=grandpa, item=item.id)
    await world.tend()
    await world.forge(("takeback:{deed}",), deed=deed)
    if world.has_presents:
        restored = await stage.do["undo_deed"](actor=grandpa, deed=deed)
        assert restored.item.hidden_from == world.reader
    await world.tend()
    await world.look_around()


async def shop(world: World, grandpa: int, aunt: int) -> None:
    """Дед buys presents and bread, and one present instead of another; then whom they are for is there."""
    stage, reader = world.stage, world.reader
    trip = await stage.do["go_shopping"](actor=grandpa, time="40")
    if world.has_presents:
        world.presents["scarf"] = scarf = await world.hide(aunt, "шарф 300 р")
    await world.tend(16)
    marks = {"хлеб": Mark.BOUGHT, "конструктор": Mark.BOUGHT, "приставка": Mark.MISSING}
    for item in (await stage.do["show_shop"](actor=grandpa)).items:
        if item.title in marks:
            facts = {"item": item.id, "revision": item.revision, "mark": marks[item.title]}
            await stage.do["mark_line"](actor=grandpa, **facts)
    if world.has_presents:
        offered = {"actor": grandpa, "item": scarf.id, "revision": 2}
        await stage.do["ask_for_replacement"](**offered)
        await stage.do["offer_replacement"](**offered, text="платок 310 р")
        world.replacement = 1
    await world.tend(16)
    await forge_lines(world, "free", "scarf")
    if world.has_presents:
        accepted = {"replacement": world.replacement, "is_accepted": True}
        await stage.do["answer_replacement"](actor=aunt, **accepted)
    await world.look_around()
    await stage.do["end_trip"](actor=grandpa, trip=trip.id)
    await world.tend()
    await world.look_around()
    if reader != KID:
        await be_in_the_dark_in_the_shop(world, aunt)


async def be_in_the_dark_in_the_shop(world: World, aunt: int) -> None:
    stage, reader = world.stage, world.reader
    await world.press("goshop:40")
    if world.has_presents:
        await world.hide(aunt, "часы 400 р")
    await world.tend(16)
    await world.look_around()
    for item in (await stage.do["show_shop"](actor=reader)).items:
        if item.title == "сыр":
            await world.press(f"mark:{item.id}:{item.revision}:missing:0")
    await world.tend(75 * 60)
    await world.look_around()


async def buy_again(world: World, family: int, grandpa: int) -> None:
    """The same things are bought once more: bread could be a staple now, and presents never.

    A present's order is called off that is to be hidden for two days only; what returns is, for longer.
    """
    stage = world.stage
    await stage.add(DAD, "хлеб 50 р")
    if world.has_presents:
        await world.hide(grandpa, "конструктор 500 р", days=2)
    await world.tend(16)
    await check_out(world, family)
    await world.tend()
    if world.has_presents:
        (secret, *_) = (await stage.do["list_orders"](actor=grandpa)).orders
        await stage.do["cancel_order"](actor=world.witness, order=secret.id)
        returned = [item for item in await seen_by(world, grandpa) if item.title == "конструктор"]
        await world.hide_again(returned[-1], 90)
    await world.tend()
    await world.look_around()


async def seen_by(world: World, reader: int) -> list[Item]:
    first = await world.stage.do["show_cart"](actor=reader)
    pages = [await world.stage.do["show_cart"](actor=reader, page=page) for page in range(first.pages)]
    return [line.item for page in pages for line in page.lines]


async def vote(world: World, present: str, choice: Choice, *voters: int) -> None:
    item = world.presents[present]
    for voter in voters:
        if voter != world.reader:
            with suppress(VoteClosedError):
                await world.stage.do["cast_vote"](voter=voter, item=item.id, version=1, choice=choice)


async def forge_lines(world: World, *names: str, in_group: bool = False) -> None:
    """Forge each of these presents by its number; where there is none, by one that there never is."""
    for name in names:
        item = world.presents.get(name)
        ids = dict.fromkeys(("item", "addition", "deed", "revision"), NEVER)
        if item is not None:
            shown = (await world.stage.do["show_line"](actor=world.witness, item=item.id)).line.item
            told = await world.stage.do["export_journal"](actor=world.witness, wanted=Wanted(item=item.id))
            deed = told.entries[-1].id
            ids = {"item": item.id, "addition": item.id, "deed": deed, "revision": shown.revision}
        world.forged["line", str(ids["item"])] = "forged line"  # who forges a number sees it again
        await world.forge(FORGED, in_group=in_group, **ids, replacement=world.replacement)


async def check_out(world: World, family: int) -> int:
    """Мама checks out, and what is hidden from her Папа does; return the order that everybody knows of."""
    stage = world.stage
    order = 0
    for organizer in (MUM, DAD) if world.has_presents and world.reader == MUM else (MUM,):
        shown = await stage.do["preview_checkout"](actor=organizer)
        for item in shown.unpriced:
            await stage.do["ask_for_price"](actor=organizer, item=item.id, revision=item.revision)
            facts = {"item": item.id, "revision": item.revision, "text": "300"}
            await stage.do["price_line"](actor=organizer, **facts)
        if organizer == world.reader:
            await world.press("go:checkout")
            keyboard = stage.newest(organizer)["reply_markup"]["inline_keyboard"]
            (lock,) = [
                key["callback_data"] for row in keyboard for key in row if key["callback_data"][:5] == "lock:"
            ]
            await world.press(lock)
            await world.press(lock)
            order = (await stage.do["list_orders"](actor=organizer)).orders[0].id
            continue
        shown = await stage.do["preview_checkout"](actor=organizer)
        seen = {"family": family, "orders": shown.orders, "seal": shown.seal}
        made = await stage.do["lock_cart"](actor=organizer, **seen)
        assert await stage.do["lock_cart"](actor=organizer, **seen) == made
        order = order or made
    return order


async def pay(world: World, order: int, grandpa: int) -> None:
    """Дед pays everything; who owes him settles, and presents are settled while the other order is open."""
    stage, reader = world.stage, world.reader
    secret = 0
    if world.has_presents:
        known = await stage.do["list_orders"](actor=grandpa)
        (hidden,) = [one for one in known.orders if one.number < 0]
        secret = hidden.id
        await world.forge(FORGED_ORDERS, order=secret, payment=NEVER)
        await stage.take(world.witness, secret)
    else:
        await world.forge(FORGED_ORDERS, order=NEVER, payment=NEVER)
    if reader == MUM:
        await world.press("go:disband")
        await world.say("/cancel")
    await stage.take(grandpa, order)
    await world.press(f"o:{order}")
    await stage.do["mark_paid"](actor=grandpa, order=order)
    if secret:
        await stage.do["mark_paid"](actor=world.witness, order=secret)
        share = (await stage.do["show_order"](actor=grandpa, order=secret)).share_of_reader
        await stage.do["say_sent"](actor=grandpa, order=secret, attempt=1, minor=share.left)
        shown = await stage.do["show_order"](actor=grandpa, order=secret)
        assert reader not in {share.person for share in shown.shares}
        (sent,) = shown.waiting
        await stage.do["confirm_goods"](actor=grandpa, order=secret)
        await world.tend()
        await world.forge(FORGED_ORDERS, order=secret, payment=sent.id)
    else:
        await world.tend()
        await world.forge(FORGED_ORDERS, order=NEVER, payment=NEVER)
    share = (await stage.do["show_order"](actor=reader, order=order)).share_of_reader
    await world.press(f"sent:{order}:1:{share.left if share is not None else 1}")
    for place in DEBTS_SHOW:
        await world.press(f"go:{place}")
    for sent in (await stage.do["show_order"](actor=grandpa, order=order)).waiting:
        await stage.do["judge_payment"](actor=grandpa, payment=sent.id, received=True)
    await world.press(f"goods:{order}")


async def lived(url: str, reader: int, *, has_presents: bool) -> list[object]:
    """Return what the reader saw in one of the worlds."""
    stage = Stage(url)
    stage.expect("message is not modified", "there is no text in the message")
    stage.expect("message can't be edited", "message can't be deleted for everyone")  # too old
    await stage.open()
    world = World(stage, reader, has_presents=has_presents)
    try:
        await play(world)
    finally:
        await stage.close()
    stage.check([])
    return world.seen


@pytest.mark.parametrize("reader", [DAD, MUM, KID])
async def test_nothing_tells_of_a_present_before_its_day(
    sqlite_template: Path, memory_folder: Path, reader: int
) -> None:
    seen = {}
    for has_presents in (True, False):
        file = shutil.copyfile(sqlite_template, memory_folder / f"{reader}-{has_presents}.db")
        seen[has_presents] = await lived(f"sqlite+aiosqlite:///{file}", reader, has_presents=has_presents)
    pairs = zip(seen[True], seen[False], strict=False)
    assert [pair for pair in pairs if pair[0] != pair[1]][:1] == []
    assert len(seen[True]) == len(seen[False]) > FEWEST
    assert [trace for trace in TRACES if trace in repr(seen[True])] == []


def test_every_button_that_names_a_line_or_an_order_is_forged() -> None:
    named = {
        prefix
        for prefix, press in CLASSES.items()
        if (KINDS.keys() - {"trip"}) & press.model_fields.keys() and prefix not in OWN
    }
    assert named == {press.partition(":")[0] for press in (*FORGED, *FORGED_ORDERS)}
