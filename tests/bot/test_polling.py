"""Taking updates in by polling: confirmed when handled, in order for each person, none lost."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from bot import intake
from bot.app import build_bot
from bot.intake import Poller
from bot.session import LeanSession
from sandbox.fixtures import DAD, KID, MUM, TOKEN
from sandbox.server import SandboxServer
from sandbox.world import Fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


PATIENCE_S = 10

MONEY = "деньги"
"""What the desk calls an update by which Telegram says that somebody paid."""

QUESTION = "брать ли деньги"
"""What the desk calls Telegram's question whether to take somebody's money."""


class Desk:
    """Handles updates by their texts: holds those that are told to wait, fails those that are told to."""

    def __init__(self, server: SandboxServer) -> None:
        self.server = server
        self.begun: list[str] = []
        self.done: list[str] = []
        self.failures: dict[str, int] = {}
        self._held: dict[str, asyncio.Event] = {}
        self._is_begun: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._is_done: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def hold(self, text: str) -> None:
        self._held[text] = asyncio.Event()

    def release(self, text: str) -> None:
        self._held[text].set()

    async def handle(self, update: dict[str, Any]) -> None:
        message = update.get("message", {"text": QUESTION})
        text: str = message.get("text", MONEY)
        self.begun.append(text)
        self._is_begun[text].set()
        if text in self._held:
            await self._held[text].wait()
        if self.failures.get(text, 0):
            self.failures[text] -= 1
            raise RuntimeError(text)
        self.done.append(text)
        self._is_done[text].set()

    async def until_begun(self, text: str) -> None:
        await asyncio.wait_for(self._is_begun[text].wait(), PATIENCE_S)

    async def until_done(self, text: str) -> None:
        await asyncio.wait_for(self._is_done[text].wait(), PATIENCE_S)

    def say(self, person: int, text: str) -> None:
        self.server.people.say(person, person, text)

    def pay(self, person: int) -> None:
        paid = {
            "currency": "RUB",
            "total_amount": 9_000,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "t",
            "provider_payment_charge_id": "p",
        }
        user = self.server.people.person(person)
        chats = self.server.engine.chats
        chats.by_person(chats.private(user), user, {"successful_payment": paid})

    def waiting(self) -> list[str]:
        """The texts that Telegram would deliver again after a crash."""
        return [
            update.body["message"].get("text", MONEY) for update in self.server.engine.world.updates.values()
        ]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with SandboxServer() as server:
        yield Desk(server)


@pytest.fixture
async def session(desk: Desk) -> AsyncIterator[LeanSession]:
    lean = LeanSession(api=api_of(desk.server))
    yield lean
    await lean.close()


@pytest.fixture
async def poller(desk: Desk, session: LeanSession, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Poller]:
    monkeypatch.setattr(intake, "PAUSE_S", 0)
    monkeypatch.setattr(intake, "RETRY_PAUSES_S", (0, 0, 0))
    monkeypatch.setattr(intake, "MONEY_PAUSE_S", 0.01)
    polling = Poller(build_bot(TOKEN, session), session, desk.handle)
    running = asyncio.create_task(polling.run())
    yield polling
    polling.stop()
    await asyncio.wait_for(running, PATIENCE_S)


def api_of(server: SandboxServer) -> Any:  # noqa: ANN401  # aiogram's type is not worth an import here
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415

    return TelegramAPIServer.from_base(server.api_url)


@pytest.mark.usefixtures("poller")
async def test_an_update_is_confirmed_only_after_it_was_handled(desk: Desk) -> None:
    desk.hold("долго")
    desk.say(MUM, "долго")
    await desk.until_begun("долго")
    assert desk.waiting() == ["долго"]
    desk.release("долго")
    await desk.server.engine.quiet()
    assert desk.waiting() == []
    assert desk.done == ["долго"]


@pytest.mark.usefixtures("poller")
async def test_the_updates_of_one_person_are_handled_in_their_order(desk: Desk) -> None:
    desk.hold("первое")
    for text in ("первое", "второе", "третье"):
        desk.say(MUM, text)
    await desk.until_begun("первое")
    desk.say(DAD, "другое")
    await desk.until_done("другое")
    assert desk.begun == ["первое", "другое"]
    desk.release("первое")
    await desk.until_done("третье")
    assert desk.done == ["другое", "первое", "второе", "третье"]


@pytest.mark.usefixtures("poller")
async def test_a_slow_update_of_one_person_holds_up_nobody_else(desk: Desk) -> None:
    desk.hold("долго")
    desk.say(MUM, "долго")
    await desk.until_begun("долго")
    for person, text in ((DAD, "папа"), (KID, "ребёнок")):
        desk.say(person, text)
        await desk.until_done(text)
    assert desk.waiting() == ["долго", "папа", "ребёнок"]
    desk.release("долго")
    await desk.server.engine.quiet()
    assert desk.done == ["папа", "ребёнок", "долго"]
    assert desk.waiting() == []


@pytest.mark.usefixtures("poller")
async def test_a_failing_update_is_tried_again(desk: Desk) -> None:
    desk.failures["сбой"] = 3
    desk.say(MUM, "сбой")
    desk.say(MUM, "потом")
    await desk.until_done("потом")
    assert desk.begun == ["сбой", "сбой", "сбой", "сбой", "потом"]
    assert desk.done == ["сбой", "потом"]


@pytest.mark.usefixtures("poller")
async def test_an_update_that_always_fails_is_logged_and_does_not_stop_the_rest(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.failures["сбой"] = 99
    desk.say(MUM, "сбой")
    desk.say(MUM, "потом")
    await desk.until_done("потом")
    await desk.server.engine.quiet()
    assert desk.waiting() == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"][-1].endswith(
        "failed"
    )


@pytest.mark.usefixtures("poller")
async def test_a_question_whether_to_take_money_waits_for_nothing_else_of_its_person(desk: Desk) -> None:
    desk.hold("долго")
    desk.say(MUM, "долго")
    await desk.until_begun("долго")
    asked = {"id": "1", "from": desk.server.people.person(MUM).as_seen()}
    desk.server.engine.updates.push("pre_checkout_query", asked, f"user {MUM}")
    await desk.until_done(QUESTION)
    assert desk.done == [QUESTION]
    desk.release("долго")
    await desk.until_done("долго")


@pytest.mark.usefixtures("poller")
async def test_an_update_that_brings_money_is_tried_until_it_is_kept(desk: Desk) -> None:
    desk.failures[MONEY] = 9
    desk.pay(MUM)
    await desk.until_done(MONEY)
    await desk.server.engine.quiet()
    assert desk.begun == [MONEY] * 10
    assert desk.waiting() == []


async def test_money_that_cannot_be_kept_is_left_to_the_next_process(
    desk: Desk, session: LeanSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RETRY_PAUSES_S", ())
    desk.failures[MONEY] = 99
    poller = Poller(build_bot(TOKEN, session), session, desk.handle)
    running = asyncio.create_task(poller.run())
    desk.pay(MUM)
    await desk.until_begun(MONEY)
    desk.say(DAD, "потом")
    await desk.until_done("потом")
    poller.stop()
    await asyncio.wait_for(running, PATIENCE_S)
    assert desk.waiting() == [MONEY, "потом"]


async def test_stopping_finishes_what_was_begun_and_confirms_it(desk: Desk, session: LeanSession) -> None:
    poller = Poller(build_bot(TOKEN, session), session, desk.handle)
    running = asyncio.create_task(poller.run())
    desk.hold("долго")
    desk.say(MUM, "долго")
    await desk.until_begun("долго")
    poller.stop()
    assert not running.done()
    desk.release("долго")
    await asyncio.wait_for(running, PATIENCE_S)
    assert desk.done == ["долго"]
    assert desk.waiting() == []


async def test_stopping_an_idle_poller_takes_no_time(desk: Desk, session: LeanSession) -> None:
    poller = Poller(build_bot(TOKEN, session), session, desk.handle)
    running = asyncio.create_task(poller.run())
    await desk.server.engine.quiet()
    poller.stop()
    await asyncio.wait_for(running, 1)


async def test_what_a_crash_left_unconfirmed_comes_again(desk: Desk, session: LeanSession) -> None:
    desk.hold("долго")
    poller = Poller(build_bot(TOKEN, session), session, desk.handle)
    running = asyncio.create_task(poller.run())
    desk.say(MUM, "долго")
    await desk.until_begun("долго")
    running.cancel()
    desk.release("долго")
    await asyncio.wait({running})
    second = Poller(build_bot(TOKEN, session), session, desk.handle)
    again = asyncio.create_task(second.run())
    desk.say(MUM, "потом")
    await desk.until_done("потом")
    second.stop()
    await asyncio.wait_for(again, PATIENCE_S)
    assert desk.done[-1] == "потом"
    assert "долго" in desk.done


@pytest.mark.usefixtures("poller")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="getUpdates", error={"code": 500, "description": "Internal Server Error"}),
        Fault(method="getUpdates", drop="before"),
        Fault(method="getUpdates", drop="after"),
        Fault(method="getUpdates", html_502=True),
        Fault(method="getUpdates", truncate_json=True),
        Fault(method="getUpdates", error={"code": 409, "description": "Conflict: other getUpdates"}),
    ],
    ids=["500", "dropped before", "dropped after", "502", "truncated", "409"],
)
async def test_trouble_while_polling_loses_no_update(desk: Desk, fault: Fault) -> None:
    desk.server.knobs.fault(fault)
    desk.say(MUM, "привет")
    await desk.until_done("привет")
    desk.say(MUM, "ещё раз")
    await desk.until_done("ещё раз")
    assert desk.done == ["привет", "ещё раз"]


@pytest.mark.usefixtures("poller")
async def test_the_same_update_in_one_answer_twice_is_handled_once(desk: Desk) -> None:
    desk.server.knobs.fault(Fault(method="message", duplicate_updates=2))
    desk.say(MUM, "привет")
    desk.say(MUM, "потом")
    await desk.until_done("потом")
    assert desk.done == ["привет", "потом"]
