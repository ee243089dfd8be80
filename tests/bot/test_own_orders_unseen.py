"""Two worlds that differ in one person's own orders only: nobody else must be able to tell them apart.

In both Папа shops for himself, which changes nothing that is not his own; in one of them his orders and lines
are gone afterwards, as if they had never been. Then everybody else and the group press every button there is,
name every command, and get every alert and file: what they see must be the same in both, to the letter.
"""

from __future__ import annotations

import re
import shutil
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pytest

from bot.callbacks.people import Place
from bot.commands import IN_GROUPS, descriptions
from bot.texts import Texts
from core.orders.errors import OwnOrderUnknownError
from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, MUM, Stage
from tests.bot.test_forged_presses import PRESSES, SORRY, Cast, cast, every_press

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from pathlib import Path

    from core.orders.own import OwnOrderView

TRACES = ("жемчуг", "секрет", "бархат", "13 371", "1337100", "1337177", "177,77", "📦 Личный заказ 4")
"""What stands in Папа's own orders and nowhere else."""

MEMBERS = ("Мама", "Дед", "Ребёнок")
"""The organizer, an adult, a limited member."""

OUTSIDERS = ("Тётя", "Бабушка")
"""One who left, a stranger."""

OF_DAD = (
    *(f"oo:{order}:0" for order in range(2, 6)),
    *(
        "omark:2:paid:1",
        "omark:5:paid:0",
        "omark:4:received:0",
        "ooff:2",
        "ooff:3",
        "oagain:4:0",
        "oagain:4:1",
    ),
    *(press.format(line) for line in (7, 8, 9, 10) for press in ("ol:{}", "or:{}", "oe:{}:1", "oprice:{}:1")),
    *("om:10:1", "oundo:8", "oq:10:1:2:0", "oall:99", "oos:1", "olock:4:00000000:1"),
)
"""Buttons that name what is Папа's; Мама's own order and line come first, so his numbers begin with 2."""

HIDDEN = ("message_id", "callback_query_id", "inline_query_id", "document", "photo")
"""What names no thing of the family's; what is in a file is read."""

RANDOM = re.compile(r"f_[\w-]{32}|(?<![\w-])[\w-]{32}(?![\w-])|'[\w-]+': '[\w.-]+, \d+ bytes'")
"""Tokens of invitations, and what a file is called on its way to Telegram."""


class World:
    """One of the two, with all that everybody but Папа sees in it."""

    def __init__(self, stage: Stage, played: Cast) -> None:
        self.stage = stage
        self.ids = played.ids
        self.persons = played.persons
        self.seen: list[object] = []
        self._read = stage.engine.journal[-1].n
        self._files: set[str] = set(stage.engine.world.files)

    def look(self, about: str) -> None:
        """Keep what was sent, shown or answered to anybody but Папа since the last look."""
        for call in self.stage.calls_after(self._read):
            self._read = call.n
            if call.params.get("chat_id") != str(DAD):
                shown = {key: value for key, value in call.params.items() if key not in HIDDEN}
                self.seen.append((about, call.method, RANDOM.sub("*", str(shown)), call.error))
        files = self.stage.engine.world.files
        for new in files.keys() - self._files:
            self._files.add(new)
            if not files[new].content.startswith(b"\x89PNG"):
                self.seen.append((about, files[new].content.decode()))

    async def press(self, person: int, press: str, chat: int | None = None) -> None:
        """Press a button, and let nothing that it changed stay."""
        written = self.stage.write_count()
        pressed = next(
            number
            for number, one in self.stage.engine.world.chats[chat or person].messages.items()
            if one.body["from"]["is_bot"]
        )
        toast = await self.stage.press(person, press.format_map(self.ids), chat, pressed)
        assert SORRY not in toast.text, press
        self.look(f"{person} {press}")
        if self.stage.write_count() != written:
            self.stage.rewind()

    async def say(self, person: int, text: str, chat: int | None = None) -> None:
        written = self.stage.write_count()
        await self.stage.say(person, text, chat)
        self.look(f"{person} {text}")
        if self.stage.write_count() != written:
            self.stage.rewind()


async def live_in_private(stage: Stage) -> None:
    """Папа shops for himself: orders that are new, paid, done and cancelled, one of them repeated."""
    await stage.say(DAD, "/orders")
    for text in ("жемчуг 13371 р (секрет)", "бархат 177,77 р", "жемчуг 2 шт 13371 р", "бархат"):
        await stage.press(DAD, "go:own_add")
        await stage.say(DAD, text)
        await stage.press(DAD, "go:own_checkout")
        await stage.tap(DAD, "✅ Оформить")
    await stage.tap(DAD, "✅ Оплачено")
    await stage.press(DAD, "oo:4:0")
    await stage.tap(DAD, "✅ Оплачено")
    await stage.tap(DAD, "🚚 Заказ получен")
    await stage.tap(DAD, "🔁 Повторить заказ")
    await stage.press(DAD, "oo:3:0")
    await stage.tap(DAD, "Отменить заказ")
    await stage.press(DAD, "go:own_add")
    await stage.say(DAD, "жемчуг 177,77 р (секрет)")
    await stage.press(DAD, "go:own_orders")
    assert [label.split(":")[0] for label in stage.shows(DAD).splitlines()[2:6]] == [
        "[💳 Личный заказ 4",
        "[✅ Личный заказ 3",
        "[✖️ Личный заказ 2",
        "[⏳ Личный заказ 1",
    ]
    await stage.press(DAD, "oprice:6:1")


OWN = ("own_additions", "own_items", "own_orders", "own_order_lines", "questions")
"""Tables that Папа's own shopping may change."""


async def play(stage: Stage, *, has_own: bool, walk: Callable[[World], Any]) -> list[object]:
    """Let Папа shop for himself, erase that or not, and return all that the others see on their walk."""
    stage.expect("message is not modified", "message to edit not found")
    stage.expect("message to delete not found", "message to pin not found")  # in a world that was rewound
    played = await cast(stage)
    await stage.attached(FAMILY)
    await stage.say(MUM, "/cart", chat=FAMILY)
    before = await stage.kept(but=OWN)
    shown = {chat: stage.said(chat) for chat in (*played.persons.values(), FAMILY) if chat != DAD}
    await live_in_private(stage)
    assert await stage.kept(but=OWN) == before
    assert {chat: stage.said(chat) for chat in shown} == shown
    if not has_own:
        await stage.erase_own(DAD)
    stage.bookmark()
    world = World(stage, played)
    await walk(world)
    await tend(world)
    return world.seen


async def everywhere(world: World) -> None:
    """Everybody but Папа looks everywhere, in their own window and in the group."""
    places = [f"go:{place}" for place in Place]
    each = [press for presses in PRESSES.values() for press in presses[:1]]
    tried = {"Мама": every_press(), "Дед": [*places, *each], "Ребёнок": [*places, *each]}
    for name in (*MEMBERS, *OUTSIDERS):
        for command in descriptions(Texts("ru", "UTC")):
            await world.say(world.persons[name], f"/{command}")
        for press in (*tried.get(name, ()), *OF_DAD):
            await world.press(world.persons[name], press)
    for command in IN_GROUPS:
        await world.say(MUM, f"/{command}", FAMILY)
    for press in (*places, *OF_DAD):
        await world.press(MUM, press, FAMILY)
    for press in (*places, *OF_DAD[:4]):  # what the group shows because of Папа is seen by all
        await world.press(DAD, press, FAMILY)
    world.stage.inline.ask_inline(MUM, FAMILY, "жем")
    await world.stage.pump()
    world.look("inline")


async def tend(world: World) -> None:
    """Let two days pass, with all that is done at intervals, and everybody told."""
    for seconds in (60, 86_400, 86_400):
        world.stage.pass_by(seconds)
        for job in ("close_votes", "tend_trips", "tend_approvals", "free_stale_orders", "remind_voters"):
            await world.stage.do[job]()
        await world.stage.deliver()
        await world.stage.refresh()
        world.look(f"after {seconds} s")


@pytest.fixture
async def other_stage(stage_url: str, sqlite_template: Path) -> AsyncIterator[Stage]:
    """The second world, to be opened when the first one is over: a process has one dispatcher."""
    path = f"{stage_url.partition('///')[2]}.other"
    shutil.copyfile(sqlite_template, path)
    stage = Stage(f"sqlite+aiosqlite:///{path}")
    yield stage
    await stage.close()
    stage.check([])


async def both(stage: Stage, other: Stage, walk: Callable[[World], Any]) -> tuple[list[object], list[object]]:
    with_own = await play(stage, has_own=True, walk=walk)
    await stage.close()
    await other.open()
    return with_own, await play(other, has_own=False, walk=walk)


def differences(one: Iterable[object], two: Iterable[object]) -> list[tuple[object, object]]:
    return [(here, there) for here, there in zip_longest(one, two) if here != there][:3]


async def test_nobody_else_can_tell_whether_somebody_has_own_orders(stage: Stage, other_stage: Stage) -> None:
    with_own, without = await both(stage, other_stage, everywhere)
    assert differences(with_own, without) == []
    assert len(with_own) > 1000
    assert [trace for trace in TRACES for one in with_own if trace in str(one)] == []


async def test_a_leak_would_be_seen(stage: Stage, other_stage: Stage) -> None:
    async def peek(world: World) -> None:
        show = world.stage.do["show_own_order"]

        async def leak(**facts: object) -> OwnOrderView:
            try:
                view: OwnOrderView = await show(**facts)
            except OwnOrderUnknownError:
                view = await show(**{**facts, "actor": DAD})
            return view

        world.stage.replace("show_own_order", leak)
        for press in OF_DAD[:4]:
            await world.press(world.persons["Дед"], press)

    with_own, without = await both(stage, other_stage, peek)
    assert {trace for trace in TRACES if trace in str(with_own)} >= {"жемчуг", "секрет", "бархат", "177,77"}
    assert differences(with_own, without) != []
